// @ts-check
import { texts } from "./texts.js";
import { bytes } from "./api.js";
import { at, make, fit, colour, rgb, say } from "./dom.js";

const classes = ["class0", "class1", "class2", "class3", "class4", "class5", "class6", "class7"];

/** The plane of both inputs: what the network answers everywhere, and the rows. */
export class Surface {
  constructor() {
    /** @type {any} */ this.setup = null;
    /** @type {Uint8Array | null} */ this.answer = null;
    this.side = 0;
    for (const id of ["sharp", "held"]) at(id).addEventListener("change", () => this.draw());
  }

  /** @param {any} setup */
  begin(setup) { this.setup = setup; this.answer = null; at("surface").parentElement.hidden = !setup.plane; this.draw(); }

  /** @param {any} frame */
  show(frame) { if (frame.surface) { this.answer = bytes(frame.surface); this.side = frame.surfaceSide; this.draw(); } }

  draw() {
    const plane = this.setup?.plane;
    if (!plane) return;
    const canvas = at("surface"), g = fit(canvas, 360, 360), isNumber = this.setup.task === "regression", sharp = at("sharp").checked;
    const palette = classes.map(name => rgb(colour(name))), paper = rgb(colour("paper")), plus = rgb(colour("plus")), minus = rgb(colour("minus"));
    const mix = (/** @type {number} */ v) => { const t = Math.max(-1, Math.min(1, v / 2.1)), to = t >= 0 ? plus : minus; return paper.map((p, c) => p + (to[c] - p) * Math.abs(t)); };
    if (this.answer) {
      const image = new ImageData(this.side, this.side);
      for (let i = 0; i < this.answer.length; i++) {
        const b = this.answer[i], sure = sharp ? .55 : .08 + .62 * (b & 31) / 31;
        const rgbOf = isNumber ? mix(sharp ? Math.round((b - 128) / 30) / 2 : (b - 128) / 60) : palette[b >> 5].map((c, k) => paper[k] + (c - paper[k]) * sure);
        rgbOf.forEach((c, k) => image.data[4 * i + k] = c);
        image.data[4 * i + 3] = 255;
      }
      const small = new OffscreenCanvas(this.side, this.side);
      /** @type {any} */ (small.getContext("2d")).putImageData(image, 0, 0);
      g.imageSmoothingEnabled = !sharp;
      g.imageSmoothingQuality = "high";
      g.drawImage(small, 0, 0, 360, 360);
    }
    const [x0, x1, y0, y1] = plane.range, held = at("held").checked;
    for (const [x, y, value, isHeld] of plane.rows) {
      if (isHeld && !held) continue;
      const px = 360 * (x - x0) / (x1 - x0), py = 360 * (y1 - y) / (y1 - y0), r = isHeld ? 3.4 : 2.8;
      g.fillStyle = isNumber ? `rgb(${mix(value).map(Math.round)})` : `rgb(${palette[Math.min(7, value)]})`;
      g.strokeStyle = isHeld ? colour("ink") : colour("paper");
      g.lineWidth = 1;
      g.beginPath();
      // Classes differ by shape, too: round, square, triangle.
      if (isNumber || value % 3 === 0) g.arc(px, py, r, 0, 7);
      else if (value % 3 === 1) g.rect(px - r * .9, py - r * .9, 1.8 * r, 1.8 * r);
      else { g.moveTo(px, py - r * 1.2); g.lineTo(px + r * 1.15, py + r * .9); g.lineTo(px - r * 1.15, py + r * .9); g.closePath(); }
      g.fill(); g.stroke();
    }
  }
}

/** Losses as they come. */
export class Curves {
  constructor() {
    /** @type {any[]} */ this.points = [];
    /** @type {any} */ this.plot = null;
    new ResizeObserver(() => this.plot?.setSize({ width: at("loss").clientWidth, height: 170 })).observe(at("loss"));
  }

  /** @param {any} setup */
  begin(setup) { this.metric = setup.metric; this.points = []; this.build(); this.score(); }

  build() {
    this.plot?.destroy();
    const axis = { stroke: colour("muted"), grid: { stroke: colour("grid"), width: 1 }, ticks: { show: false }, font: "12px system-ui" };
    const line = (/** @type {string} */ label, /** @type {string} */ stroke, /** @type {number} */ width) => ({ label, stroke: colour(stroke), width, points: { show: false } });
    this.plot = new (/** @type {any} */ (window).uPlot)({
      width: at("loss").clientWidth || 320, height: 170, cursor: { y: false }, legend: { show: true, live: true },
      scales: { x: { time: false }, y: { distr: 3 } },
      axes: [{ ...axis, size: 26 }, { ...axis, size: 52, values: (/** @type {any} */ _, /** @type {number[]} */ v) => v.map(n => n === null ? "" : say(n)) }],
      series: [{ label: texts.epochName }, line(texts.training, "train", 1.5), line(texts.validation, "valid", 2)],
    }, this.data(), at("loss"));
  }

  // A logarithm has no place for 0; a loss of exactly 0 is drawn at the smallest normal number.
  data() { const y = (/** @type {number | null} */ v) => v === null || v === undefined ? null : Math.max(v, 1e-38); return [this.points.map(p => p[0]), this.points.map(p => y(p[1])), this.points.map(p => y(p[2]))]; }

  /** @param {any} frame */
  show(frame) {
    if (frame.isWhole) this.points = [];
    if (!frame.curve.length && !frame.isWhole) return;
    this.points.push(...frame.curve);
    if (this.points.length > 4000) this.points = this.points.filter((_, i) => i % 2 === 0 || i === this.points.length - 1);
    this.plot?.setData(this.data());
    this.score();
  }

  score() {
    const last = this.points.at(-1), box = (/** @type {string} */ name, /** @type {number | null} */ v, /** @type {string} */ kind) => make("div", { class: kind }, make("strong", {}, v === null || v === undefined ? "–" : this.metric === "accuracy" ? (100 * v).toFixed(1) + " %" : say(v)), make("span", {}, `${this.metric}, ${name}`));
    at("scores").replaceChildren(box(texts.validation, last?.[4], "valid"), box(texts.training, last?.[3], "train"));
  }
}

/** Forward and backward gain, layer by layer, as widths: each layer multiplies. @param {any} frame */
export function drawRiver(frame) {
  const canvas = at("river"), width = canvas.clientWidth || 320, height = 110, g = fit(canvas, width, height);
  const layers = frame.layers.filter((/** @type {any} */ l) => l.forwardGain !== undefined && l.forwardGain !== null);
  const middle = height / 2;
  g.strokeStyle = colour("line"); g.beginPath(); g.moveTo(0, middle); g.lineTo(width, middle); g.stroke();
  if (layers.length === 0) return;
  let f = 1, b = 1;
  const forward = [1, ...layers.map((/** @type {any} */ l) => f *= l.forwardGain ?? 1)];
  const backward = [1, ...layers.slice().reverse().map((/** @type {any} */ l) => b *= l.backwardGain ?? 1)].reverse();
  // A hundredth is a hair, a hundredfold fills the half.
  const thick = (/** @type {number} */ v) => Math.max(.6, Math.min(middle - 3, (middle / 2) * (1 + Math.log10(Math.max(v, 1e-9)) / 2)));
  const band = (/** @type {number[]} */ values, /** @type {string} */ name, /** @type {number} */ sign) => {
    g.fillStyle = colour(name); g.globalAlpha = .75; g.beginPath(); g.moveTo(0, middle);
    values.forEach((v, i) => { const x = width * i / (values.length - 1 || 1), y = middle - sign * thick(v); if (i === 0) g.lineTo(x, y); else { const px = width * (i - 1) / (values.length - 1), py = middle - sign * thick(values[i - 1]); g.bezierCurveTo((px + x) / 2, py, (px + x) / 2, y, x, y); } });
    g.lineTo(width, middle); g.fill(); g.globalAlpha = 1;
  };
  band(forward, "plus", 1); band(backward, "minus", -1);
  g.fillStyle = colour("ink"); g.font = "12px system-ui";
  g.fillText(`× ${say(forward.at(-1))}`, Math.max(0, width - 64), 14);
  g.fillText(`× ${say(backward[0])}`, 4, height - 5);
  canvas.setAttribute("aria-label", `${texts.river}: forward × ${say(forward.at(-1))}, backward × ${say(backward[0])}`);
}
