// @ts-check
import { texts } from "./texts.js";
import { bytes } from "./api.js";
import { at, make, fit, colour, rgb, say } from "./dom.js";

/** Names of states by number, as the server counts. */
export const states = ["alive", "sparse", "silent", "dead", "saturated", "dormant", "constant", "duplicate"];
const drawn = 32;

/** The board: every unit with what it responds to, its state, and the weights between. */
export class Board {
  /** @param {(layer: number, unit: number) => void} choose */
  constructor(choose) {
    this.choose = choose;
    /** @type {any} */ this.setup = null;
    /** @type {any[][]} */ this.units = [];
    /** @type {(Uint8Array | null)[][]} */ this.pictures = [];
    /** @type {{ w: Int8Array, scale: number }[]} */ this.weights = [];
    /** @type {HTMLCanvasElement[]} */ this.maps = [];
    /** @type {Uint8Array[]} */ this.states = [];
    new ResizeObserver(() => this.drawEdges()).observe(at("columns"));
    at("columns").addEventListener("keydown", (/** @type {KeyboardEvent} */ e) => this.walk(e));
  }

  /** Arrow keys go from unit to unit. @param {KeyboardEvent} e */
  walk(e) {
    const here = /** @type {HTMLElement} */ (e.target);
    const step = /** @type {Record<string, number[]>} */ ({ ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] })[e.key];
    if (!step || !here.dataset.unit) return;
    const layer = Number(here.dataset.layer) + step[0], unit = Number(here.dataset.unit) + step[1];
    const next = this.units[layer]?.[Math.min(unit, this.units[layer].length - 1)];
    if (next) { next.focus(); e.preventDefault(); }
  }

  /** @param {any} setup @param {(layer: number, name: any) => HTMLElement} head */
  begin(setup, head) {
    this.setup = setup;
    const columns = at("columns");
    columns.replaceChildren();
    const crowd = Math.max(setup.layers.length / 7, ...setup.layers.map((/** @type {any} */ l) => Math.min(l.units, drawn) / 9));
    columns.dataset.size = crowd <= 1 ? "large" : crowd <= 2 ? "middle" : "small";
    this.inputs = make("ul", { class: "column inputs" }, ...setup.inputs.slice(0, drawn).map((/** @type {string} */ name) => make("li", { title: name }, name)));
    columns.append(make("div", { class: "layer" }, make("div", { class: "head" }, make("strong", {}, texts.inputs), make("small", {}, String(setup.inputs.length))), this.inputs));
    this.units = []; this.pictures = []; this.weights = []; this.maps = []; this.states = [];
    setup.layers.forEach((/** @type {any} */ layer, /** @type {number} */ l) => {
      const list = [];
      for (let u = 0; u < Math.min(layer.units, drawn); u++) {
        const canvas = make("canvas", { width: setup.plane ? 20 : 20, height: 20 });
        const unit = make("button", { class: "unit", "data-layer": String(l), "data-unit": String(u), tabindex: l === 0 && u === 0 ? "0" : "-1", onclick: () => this.choose(l, u) }, canvas, make("i"), make("b"));
        list.push(unit);
      }
      this.units.push(list);
      this.pictures.push(list.map(() => null));
      this.weights.push({ w: new Int8Array(), scale: 0 });
      const map = make("canvas", { class: "map", role: "img", "aria-label": "" });
      this.maps.push(map);
      columns.append(make("div", { class: "layer" }, head(l, layer), make("div", { class: "column" }, ...list, ...(layer.units > drawn ? [map] : []))));
    });
    requestAnimationFrame(() => this.drawEdges());
  }

  /** @param {any} frame */
  show(frame) {
    frame.layers.forEach((/** @type {any} */ look, /** @type {number} */ l) => {
      const units = this.units[l];
      if (!units) return;
      const seen = this.states[l] = bytes(look.states), fires = look.fires ? bytes(look.fires) : new Uint8Array();
      const isOutput = l === this.units.length - 1;
      for (const [u, picture] of Object.entries(look.pictures ?? {})) this.paint(units[+u], bytes(/** @type {string} */ (picture)));
      units.forEach((unit, u) => {
        const state = isOutput ? "output" : states[seen[u]] ?? "alive", share = Math.round(100 * (fires[u] ?? 255) / 255);
        const key = state + share;
        if (unit.dataset.key === key) return;
        unit.dataset.key = key;
        unit.dataset.state = state;
        const died = look.died?.[u];
        unit.lastChild.textContent = state === "dead" && died !== undefined ? String(died) : "";
        unit.children[1].style.setProperty("--fires", String(share));
        unit.setAttribute("aria-label", `${texts.layer} ${l + 1}, ${texts.unit.toLowerCase()} ${u + 1}: ${isOutput ? texts.output : state}` + (isOutput ? "" : `, ${texts.fires} ${share} %`) + (state === "dead" ? `, ${texts.died} ${died}` : ""));
        unit.title = unit.getAttribute("aria-label");
      });
      if (seen.length > drawn) this.drawMap(l);
      if (look.weights) this.weights[l] = { w: new Int8Array(bytes(look.weights).buffer), scale: look.weightScale };
    });
    if (frame.layers.some((/** @type {any} */ l) => l.weights)) this.drawEdges();
  }

  /** @param {HTMLElement} unit @param {Uint8Array} picture */
  paint(unit, picture) {
    if (!unit) return;
    const canvas = /** @type {HTMLCanvasElement} */ (unit.firstChild), g = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    if (this.setup.plane) g.putImageData(shades(picture, 20), 0, 0);
    else {
      g.clearRect(0, 0, 20, 20);
      g.fillStyle = colour("alive");
      picture.forEach((count, i) => g.fillRect(i, 20 - 20 * count / 255, 1, 20));
    }
  }

  /** Layers of hundreds and thousands: a cell a unit, dead ones crossed. @param {number} l */
  drawMap(l) {
    const all = this.states[l], side = Math.ceil(Math.sqrt((all.length - drawn) * 1.0)), cell = Math.max(2, Math.min(7, 150 / side));
    const map = this.maps[l], g = fit(map, side * cell, side * cell);
    map.style.width = map.style.height = side * cell + "px";
    const colours = states.map(colour);
    const count = new Map();
    for (let i = drawn; i < all.length; i++) {
      const x = (i - drawn) % side * cell, y = Math.floor((i - drawn) / side) * cell, name = states[all[i]];
      count.set(name, (count.get(name) ?? 0) + 1);
      g.fillStyle = g.strokeStyle = colours[all[i]] || colours[0];
      if (name === "dead") { g.beginPath(); g.moveTo(x, y); g.lineTo(x + cell - 1, y + cell - 1); g.moveTo(x + cell - 1, y); g.lineTo(x, y + cell - 1); g.stroke(); }
      else if (name === "silent") g.strokeRect(x + .5, y + .5, cell - 2, cell - 2);
      else g.fillRect(x, y, cell - 1, cell - 1);
    }
    map.setAttribute("aria-label", [...count].map(([name, n]) => `${n} ${name}`).join(", "));
  }

  /** Weights as lines: width by size, colour by sign. */
  drawEdges() {
    const canvas = at("edges"), columns = at("columns"), box = columns.getBoundingClientRect();
    canvas.style.width = box.width + "px"; canvas.style.height = box.height + "px";
    const g = fit(canvas, box.width, box.height), plus = colour("plus"), minus = colour("minus");
    const middle = (/** @type {Element} */ e) => { const r = e.getBoundingClientRect(); return { left: r.left - box.left, right: r.right - box.left, y: r.top - box.top + r.height / 2 }; };
    let from = [...(this.inputs?.children ?? [])].map(middle);
    this.units.forEach((units, l) => {
      const to = units.map(middle), { w } = this.weights[l];
      if (w.length === from.length * to.length) for (let i = 0; i < from.length; i++) for (let u = 0; u < to.length; u++) {
        const weight = w[i * to.length + u] / 127;
        if (Math.abs(weight) < .04) continue;
        g.globalAlpha = .12 + .6 * Math.abs(weight);
        g.lineWidth = .4 + 3 * Math.abs(weight);
        g.strokeStyle = weight > 0 ? plus : minus;
        g.beginPath();
        const a = from[i], b = to[u], bend = (b.left - a.right) / 2;
        g.moveTo(a.right, a.y);
        g.bezierCurveTo(a.right + bend, a.y, b.left - bend, b.y, b.left, b.y);
        g.stroke();
      }
      from = to;
    });
  }

  /** Inputs of a unit with their weights, largest first. @param {number} layer @param {number} unit */
  incoming(layer, unit) {
    const { w, scale } = this.weights[layer], n = this.units[layer].length;
    return Array.from({ length: w.length / n }, (_, i) => ({ from: i, name: layer === 0 ? this.setup.inputs[i] : `${texts.unit.toLowerCase()} ${i + 1}`, value: w[i * n + unit] / 127 * scale }))
      .sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  }
}

/** Bytes around 128 as a picture: one colour for each sign. @param {Uint8Array} picture @param {number} side */
function shades(picture, side) {
  const image = new ImageData(side, side), plus = rgb(colour("plus")), minus = rgb(colour("minus")), zero = rgb(colour("paper"));
  for (let i = 0; i < picture.length; i++) {
    const v = (picture[i] - 128) / 127, to = v >= 0 ? plus : minus, t = Math.abs(v);
    for (let c = 0; c < 3; c++) image.data[4 * i + c] = zero[c] + (to[c] - zero[c]) * t;
    image.data[4 * i + 3] = 255;
  }
  return image;
}

export { say };
