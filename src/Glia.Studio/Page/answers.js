// @ts-check
import { texts } from "./texts.js";
import { bytes } from "./api.js";
import { shades } from "./network.js";
import { charts } from "./charts.js";
import { at, make, table, fit, colour, rgb, say, axis, px, painter } from "./dom.js";
/** @typedef {import("../page").Setup} Setup @typedef {import("../page").Frame} Frame @typedef {import("../page").Plane} Plane @typedef {import("../page").CurvePoint} CurvePoint */

const mostClasses = 8;

const isOfNumbers = (/** @type {string} */ task) => task === "regression" || task === "multitarget";

/** Draws what a network answers over the plane, and the rows. @param {HTMLCanvasElement} canvas @param {number} size @param {{ plane: Plane, task: string, painted: number, answer: Uint8Array | null, side: number, sharp?: boolean, held?: boolean, row?: number }} what */
export function drawSurface(canvas, size, { plane, task, painted, answer, side, sharp = false, held = false, row = -1 }) {
  const g = fit(canvas, size, size), isNumber = isOfNumbers(task);
  const palette = Array.from({ length: mostClasses }, (_, k) => rgb(colour("class" + k))), paper = rgb(colour("paper")), plus = rgb(colour("plus")), minus = rgb(colour("minus"));
  const mix = (/** @type {number} */ v) => { const t = Math.max(-1, Math.min(1, v / 2.1)), to = t >= 0 ? plus : minus; return paper.map((p, c) => p + (to[c] - p) * Math.abs(t)); };
  if (answer) {
    const image = new ImageData(side, side);
    for (let i = 0; i < answer.length; i++) {
      const b = answer[i], sure = sharp ? .55 : .08 + .62 * (b & 31) / 31;
      const dot = isNumber ? mix(sharp ? Math.round((b - 128) / 30) / 2 : (b - 128) / 60) : palette[b >> 5].map((c, k) => paper[k] + (c - paper[k]) * sure);
      dot.forEach((c, k) => image.data[4 * i + k] = c);
      image.data[4 * i + 3] = 255;
    }
    blow(g, image, size, !sharp);
  }
  const [x0, x1, y0, y1] = plane.range;
  plane.rows.forEach(([x, y, isHeld, ...values], i) => {
    if (isHeld && !held) return;
    const value = values[painted] ?? values[0];
    const px = size * (x - x0) / (x1 - x0), py = size * (y1 - y) / (y1 - y0), r = (isHeld ? 3.4 : 2.8) * Math.max(.6, size / 360);
    g.fillStyle = isNumber ? `rgb(${mix(value).map(Math.round)})` : `rgb(${palette[Math.min(mostClasses - 1, value)]})`;
    g.strokeStyle = isHeld ? colour("ink") : colour("paper");
    g.lineWidth = 1;
    g.beginPath();
    // Classes differ by shape, too: round, square, triangle.
    if (isNumber || value % 3 === 0) g.arc(px, py, r, 0, 7);
    else if (value % 3 === 1) g.rect(px - r * .9, py - r * .9, 1.8 * r, 1.8 * r);
    else { g.moveTo(px, py - r * 1.2); g.lineTo(px + r * 1.15, py + r * .9); g.lineTo(px - r * 1.15, py + r * .9); g.closePath(); }
    g.fill(); g.stroke();
    if (i === row) { g.strokeStyle = colour("ink"); g.lineWidth = 2; g.beginPath(); g.arc(px, py, 8, 0, 7); g.stroke(); }
  });
}

/** @param {CanvasRenderingContext2D} g @param {ImageData} image @param {number} size @param {boolean} isSmooth */
function blow(g, image, size, isSmooth) {
  const small = new OffscreenCanvas(image.width, image.height);
  /** @type {any} */ (small.getContext("2d")).putImageData(image, 0, 0);
  g.imageSmoothingEnabled = isSmooth;
  g.imageSmoothingQuality = "high";
  g.drawImage(small, 0, 0, size, size);
}

/** The plane of both inputs; instead of it the picture of a unit that is pointed at. */
export class Surface {
  /** @param {(output: number) => void} paint wishes the answers of another of several outputs */
  constructor(paint) {
    /** @type {Setup | null} */ this.setup = null;
    /** @type {Uint8Array | null} */ this.answer = null;
    /** @type {{ picture: Uint8Array, name: string } | null} */ this.peeked = null;
    this.side = 0; this.row = -1; this.painted = 0; this.size = 360;
    at("output").addEventListener("change", () => paint(Number(at("output").value)));
    for (const id of ["sharp", "held"]) at(id).addEventListener("change", () => this.draw());
  }

  /** @param {Setup} setup */
  begin(setup) {
    this.setup = setup; this.answer = null; this.peeked = null; this.row = -1; this.painted = 0;
    at("plane").hidden = !setup.plane;
    this.size = at("surface").clientWidth || 360;
    at("no-plane").hidden = !!setup.plane;
    at("output-field").hidden = setup.targets.length < 2;
    at("output").replaceChildren(...setup.targets.map((target, k) => make("option", { value: String(k) }, target.name)));
    this.name();
    this.draw();
  }

  /** The classes of the output that is painted, and its name. */
  name() {
    const setup = /** @type {Setup} */ (this.setup), target = setup.targets[this.painted];
    at("output").value = String(this.painted);
    at("classes").replaceChildren(...(target?.classes ?? []).slice(0, mostClasses).map((name, k) => make("li", { class: `class${k % 3}` }, make("i", { class: "k" + k }), name)));
    at("surface").setAttribute("aria-label", texts.surface + (setup.targets.length > 1 ? `: ${target.name}` : ""));
  }

  /** @param {Frame} frame @param {boolean} marks whether the row that passes is shown */
  show(frame, marks) { if (frame.surface) { this.answer = bytes(frame.surface); this.side = frame.surfaceSide; this.row = marks ? frame.row : -1; if (frame.painted !== this.painted) { this.painted = frame.painted; this.name(); } painter.soon("surface", () => this.draw(), 4); } }

  /** @param {Uint8Array | null} picture @param {string} name */
  peek(picture, name) { if (!this.setup?.plane) return; this.peeked = picture && { picture, name }; this.draw(); }

  draw() {
    if (!this.setup?.plane) return;
    const canvas = at("surface"), caption = at("surface-says");
    caption.textContent = this.peeked?.name ?? (this.setup.targets.length > 1 ? `${texts.answersFor} ${this.setup.targets[this.painted].name}` : texts.answersOf);
    if (!this.peeked) { drawSurface(canvas, this.size, { plane: this.setup.plane, task: this.setup.task, painted: this.painted, answer: this.answer, side: this.side, sharp: at("sharp").checked, held: at("held").checked, row: this.row }); return; }
    const side = Math.sqrt(this.peeked.picture.length);
    blow(fit(canvas, this.size, this.size), shades(this.peeked.picture, side), this.size, true);
  }
}

/** Losses as they come; those of another run beside them, where one is chosen. */
export class Curves {
  /** @param {string} place @param {(e: any) => void} trouble */
  constructor(place, trouble) {
    this.place = place; this.trouble = trouble;
    /** @type {CurvePoint[]} */ this.points = [];
    /** @type {any} */ this.plot = null;
    this.metric = "";
    /** What treatments made of the scores. @type {(number | null)[]} */ this.healed = [];
    new ResizeObserver(() => { const width = at(place).clientWidth; if (width && width !== this.plot?.width) this.plot?.setSize({ width, height: px(170) }); }).observe(at(place));
  }

  /** @param {Setup} setup */
  begin(setup) { this.metric = setup.metric; this.healed = setup.scores; this.points = []; this.draw(); this.score(); }

  draw() { charts().then(uPlot => this.build(uPlot)).catch(this.trouble); }

  /** @param {any} uPlot */
  build(uPlot) {
    this.plot?.destroy();
    const line = (/** @type {string} */ label, /** @type {string} */ stroke, /** @type {number} */ width, /** @type {number[]} */ dash = []) => ({ label, stroke: colour(stroke), width, dash, points: { show: false }, value: (/** @type {any} */ _, /** @type {any} */ v) => say(v) });
    this.plot = new uPlot({
      width: at(this.place).clientWidth || 320, height: px(170), cursor: { y: false, drag: { setScale: false } }, legend: { show: true },
      scales: { x: { time: false }, y: { distr: 3 } },
      axes: [axis({ size: 26 }), axis({ size: 56, values: (/** @type {any} */ _, /** @type {number[]} */ v) => v.map(n => n === null ? "" : say(n)) })],
      series: [{ label: texts.epochName }, line(texts.training, "train", 1.5), line(texts.validation, "valid", 2)],
    }, this.data(), at(this.place));
  }

  // A logarithm has no place for 0; a loss of exactly 0 is drawn at the smallest normal number.
  data() { const y = (/** @type {number | null} */ v) => v === null || v === undefined ? null : Math.max(v, 1e-38); return [this.points.map(p => p[0]), this.points.map(p => y(p[1])), this.points.map(p => y(p[2]))]; }

  /** @param {Frame} frame */
  show(frame) {
    if (frame.isWhole) this.points = [];
    if (!frame.curve.length && !frame.isWhole) return;
    this.points.push(...frame.curve);
    if (this.points.length > 4000) this.points = this.points.filter((_, i) => i % 2 === 0 || i === this.points.length - 1);
    // Numbers are said at once, with the epoch they belong to; the drawing of all of them can wait for its turn.
    this.score();
    painter.soon("curves", () => this.plot?.setData(this.data()), 4);
  }

  /** The score on held rows as it is. */
  held() { return this.healed[1] ?? this.points.at(-1)?.[4]; }

  score() {
    const last = this.points.at(-1), box = (/** @type {string} */ name, /** @type {number | null | undefined} */ v, /** @type {string} */ kind) => make("div", { class: kind }, make("strong", {}, score(v, this.metric)), make("span", {}, `${this.metric}, ${name}`));
    at("scores").replaceChildren(box(texts.validation, this.held(), "valid"), box(texts.training, this.healed[0] ?? last?.[3], "train"));
    at(this.place).setAttribute("aria-label", `${texts.curves}: ${texts.epochName.toLowerCase()} ${last?.[0] ?? 0}, ${texts.training} ${say(last?.[1])}, ${texts.validation} ${say(last?.[2])}`);
  }
}

/** A metric for people. @param {number | null | undefined} v @param {string} metric */
export const score = (v, metric) => v === null || v === undefined ? "–" : metric === "accuracy" || metric === "exact match" ? (100 * v).toFixed(1) + " %" : say(v);

/** How well each of several targets is learned; the words are written once, the numbers with every look. */
export class ByTarget {
  constructor() { 
    /** @type {HTMLElement[]} */ this.cells = [];
    this.metric = "";
  }

  /** @param {Setup} setup */
  begin(setup) {
    const isSeveral = setup.targets.length > 1 && setup.task in texts.ofEach;
    at("by-target").hidden = !isSeveral;
    this.metric = /** @type {any} */ (texts.ofEach)[setup.task] ?? "";
    this.cells = isSeveral ? setup.targets.map(() => make("span", {}, "–")) : [];
    at("by-target").replaceChildren(...(isSeveral ? [table([texts.targetName, `${this.metric}, ${texts.validation}`], setup.targets.map((target, t) => [target.name, this.cells[t]]))] : []));
  }

  /** @param {Frame} frame */
  show(frame) { frame.byTarget.forEach((value, t) => { if (this.cells[t]) this.cells[t].textContent = score(value, this.metric); }); }
}

/** Products of the gains from the input on, and from the loss back. @param {{ forwardGain?: number, backwardGain?: number }[]} looks */
function flow(looks) {
  const hidden = looks.slice(0, -1), layers = hidden.some(l => l.forwardGain !== undefined) ? hidden : [];
  // Nothing over nothing has no gain; what is 0 stays 0.
  let f = 1, b = 1;
  return { layers, forward: [1, ...layers.map(l => f *= l.forwardGain ?? 0)], backward: [1, ...layers.slice().reverse().map(l => b *= l.backwardGain ?? 0)].reverse() };
}

/** Forward and backward gain, layer by layer, as a river: each layer multiplies. @param {Pick<Frame, "layers">} frame @param {HTMLCanvasElement} [canvas] */
export function drawRiver(frame, canvas = at("river")) {
  const width = canvas.clientWidth || 320, height = canvas.clientHeight || 150, g = fit(canvas, width, height), { layers, forward, backward } = flow(frame.layers), middle = height / 2;
  g.font = `${px(12)}px system-ui`; g.fillStyle = colour("muted");
  if (!layers.length) { g.textAlign = "center"; g.fillText(texts.noRiver, width / 2, middle); return; }
  // A hundredth is a hair, a hundredfold fills the half.
  const most = middle - 18, thick = (/** @type {number} */ v) => Math.max(.5, Math.min(most, (most / 2) * (1 + Math.log10(Math.max(v, 1e-9)) / 2)));
  const band = (/** @type {number[]} */ values, /** @type {string} */ name, /** @type {number} */ sign) => {
    g.fillStyle = colour(name); g.globalAlpha = .8; g.beginPath(); g.moveTo(0, middle);
    values.forEach((v, i) => {
      const x = width * i / (values.length - 1 || 1), y = middle - sign * thick(v);
      if (i === 0) { g.lineTo(x, y); return; }
      const before = width * (i - 1) / (values.length - 1), from = middle - sign * thick(values[i - 1]);
      g.bezierCurveTo((before + x) / 2, from, (before + x) / 2, y, x, y);
    });
    g.lineTo(width, middle); g.fill(); g.globalAlpha = 1;
  };
  band(forward, "plus", 1); band(backward, "minus", -1);
  g.strokeStyle = colour("panel"); g.lineWidth = 1.5; g.beginPath(); g.moveTo(0, middle); g.lineTo(width, middle);
  for (let i = 1; i < layers.length; i++) { const x = width * i / layers.length; g.moveTo(x, middle - most); g.lineTo(x, middle + most); }
  g.stroke();
  const last = /** @type {number} */ (forward.at(-1)), first = backward[0];
  g.fillStyle = colour("ink");
  g.textAlign = "right"; g.fillText(`${texts.forward} → × ${say(last)}`, width - 4, px(13));
  g.textAlign = "left"; g.fillText(`× ${say(first)} ← ${texts.backward}`, 4, height - 4);
  canvas.setAttribute("aria-label", `${texts.river}: ${texts.forward} × ${say(last)}, ${texts.backward} × ${say(first)}`);
}
