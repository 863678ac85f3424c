// @ts-check
import { texts } from "./texts.js";
import { bytes } from "./api.js";
import { at, make, fit, colour, rgb, count, painter } from "./dom.js";
/** @typedef {import("../page").Setup} Setup @typedef {import("../page").Frame} Frame @typedef {import("../page").LayerLook} LayerLook */

/** Names of states by number, as the server counts. */
export const states = ["alive", "sparse", "silent", "dead", "saturated", "dormant", "constant", "duplicate"];
const proofs = ["observed", "bounded", "certified"];

/** Units of a layer that are drawn one by one; the others are in its map. */
const drawn = 32;
/** Lines drawn between two layers at most: the largest ones. */
const mostLines = 160;

const still = matchMedia("(prefers-reduced-motion: reduce)");

/** The board: every unit with what it responds to, its state, and what runs between. */
export class Board {
  /** @param {(layer: number, unit: number) => void} choose @param {(layer: number, unit: number, picture: Uint8Array | null) => void} peek shows a unit's picture large; without one, no longer */
  constructor(choose, peek) {
    this.choose = choose;
    this.peek = peek;
    /** @type {Setup | null} */ this.setup = null;
    /** @type {HTMLElement[][]} */ this.units = [];
    /** @type {(Uint8Array | undefined)[][]} */ this.pictures = [];
    /** @type {{ x: number, y: number, size: number }[][]} */ this.places = [];
    /** @type {Record<"weights" | "gradients", { values: Int8Array, scale: number }>[]} */ this.edges = [];
    /** @type {HTMLCanvasElement[]} */ this.maps = [];
    /** @type {HTMLCanvasElement[]} */ this.gaps = [];
    /** @type {Uint8Array[]} */ this.states = [];
    /** @type {Uint8Array[]} */ this.proofs = [];
    /** States that an examination has found; frames know the rows only. @type {Uint8Array[]} */ this.examined = [];
    /** The unit of each map that the keys have reached. @type {number[]} */ this.cursors = [];
    /** @type {LayerLook[]} */ this.looks = [];
    this.pictureSide = 20;
    this.pulsed = 0;
    /** @type {"weights" | "gradients"} */ this.kind = "weights";
    this.scratch = new OffscreenCanvas(20, 20);
    const columns = at("columns");
    new ResizeObserver(() => this.place()).observe(columns);
    columns.addEventListener("keydown", (/** @type {KeyboardEvent} */ e) => this.walk(e));
    for (const [name, on] of /** @type {[string, boolean][]} */ ([["pointerover", true], ["focusin", true], ["pointerout", false], ["focusout", false]])) columns.addEventListener(name, (/** @type {any} */ e) => {
      const unit = e.target.closest?.(".unit");
      if (!unit) return;
      const [l, u] = [Number(unit.dataset.layer), Number(unit.dataset.unit)];
      this.label(l, u);
      this.peek(l, u, on ? this.pictures[l]?.[u] ?? null : null);
    });
  }

  /** Arrow keys go from unit to unit. @param {KeyboardEvent} e */
  walk(e) {
    const here = /** @type {HTMLElement} */ (e.target);
    const step = /** @type {Record<string, number[]>} */ ({ ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] })[e.key];
    if (!step || here.dataset.unit === undefined) return;
    const layer = Number(here.dataset.layer) + step[0], unit = Number(here.dataset.unit) + step[1];
    const next = this.units[layer]?.[Math.min(unit, this.units[layer].length - 1)];
    if (next) { here.tabIndex = -1; next.tabIndex = 0; next.focus(); e.preventDefault(); }
  }

  /** @param {Setup} setup @param {(layer: number) => HTMLElement} head what stands above a layer */
  begin(setup, head) {
    this.setup = setup;
    const columns = at("columns");
    const crowd = Math.max(setup.layers.length / 7, ...setup.layers.map(l => Math.min(l.units, drawn) / 9));
    columns.dataset.size = crowd <= 1 ? "large" : crowd <= 2 ? "middle" : "small";
    this.inputs = make("ul", { class: "column inputs" }, ...setup.inputs.slice(0, drawn).map(name => make("li", { title: name }, name)), ...(setup.inputs.length > drawn ? [make("li", {}, `+ ${count(setup.inputs.length - drawn)}`)] : []));
    painter.jobs.clear();
    this.units = []; this.pictures = []; this.edges = []; this.maps = []; this.states = []; this.proofs = []; this.examined = []; this.cursors = []; this.looks = []; this.gaps = [];
    const layers = setup.layers.map((layer, l) => {
      const list = Array.from({ length: Math.min(layer.units, drawn) }, (_, u) =>
        make("button", { class: this.named(l, u) ? "unit named" : "unit", "data-layer": String(l), "data-unit": String(u), tabindex: l === 0 && u === 0 ? "0" : "-1", ...(this.named(l, u) ? { title: this.named(l, u) } : {}), onclick: () => this.choose(l, u) }, make("i"), make("b", {}, this.named(l, u))));
      this.units.push(list);
      this.pictures.push([]);
      this.edges.push({ weights: { values: new Int8Array(), scale: 0 }, gradients: { values: new Int8Array(), scale: 0 } });
      this.maps.push(this.map(l, layer.units));
      this.gaps.push(make("canvas", { class: "gap", "aria-hidden": "true" }));
      list.forEach((_, u) => this.label(l, u));
      return make("div", { class: "layer" }, head(l), make("div", { class: "column" }, ...list, ...(layer.units > drawn ? [this.maps[l]] : [])));
    });
    columns.replaceChildren(...this.gaps, at("pictures"), make("div", { class: "layer" }, make("div", { class: "head" }, make("strong", {}, texts.inputs), make("small", {}, count(setup.inputs.length))), this.inputs), ...layers);
    this.place();
  }

  /** What a unit of the output answers for, where it is one of several targets. @param {number} l @param {number} u */
  named(l, u) { const targets = this.setup?.targets ?? [], layers = this.setup?.layers ?? []; return targets.length > 1 && l === layers.length - 1 && layers[l].units === targets.length ? targets[u].name : ""; }

  /** Where everything is; asked again when the page changes its size only, because asking is slow. */
  place() {
    if (!this.setup) return;
    const columns = at("columns"), box = columns.getBoundingClientRect();
    if (box.width === 0) return;
    const spot = (/** @type {Element} */ e) => { const r = e.getBoundingClientRect(); return { x: r.left - box.left, y: r.top - box.top, size: r.width, height: r.height }; };
    this.places = this.units.map(units => units.map(spot));
    this.froms = [[...this.inputs.children].slice(0, drawn).map(spot), ...this.places.map(p => p.map(each => ({ ...each, height: each.size })))];
    const pictures = at("pictures");
    pictures.style.width = box.width + "px"; pictures.style.height = box.height + "px";
    fit(pictures, box.width, box.height);
    this.height = box.height;
    this.units.forEach((units, l) => { units.forEach((_, u) => this.paint(l, u)); this.drawGap(l); });
  }

  /** @param {Frame} frame @param {boolean} pulses */
  show(frame, pulses) {
    if (frame.pictureSide) this.pictureSide = frame.pictureSide;
    const isPulse = pulses && performance.now() - this.pulsed > 450;
    if (isPulse) this.pulsed = performance.now();
    frame.layers.forEach((look, l) => {
      const units = this.units[l];
      if (!units) return;
      this.looks[l] = look;
      this.states[l] = this.examined[l] ?? bytes(look.states);
      const fires = bytes(look.fires ?? ""), firing = bytes(look.firing ?? "");
      for (const [u, picture] of Object.entries(look.pictures ?? {})) { this.pictures[l][+u] = bytes(picture); this.paint(l, +u); }
      this.settle(l);
      units.forEach((unit, u) => {
        const share = String(Math.round(100 * (fires[u] ?? 255) / 255));
        if (unit.dataset.fires !== share) { unit.dataset.fires = share; /** @type {HTMLElement} */ (unit.firstChild).style.setProperty("--fires", share); }
        // Where motion is unwelcome the units that fire have a ring instead.
        if (still.matches) unit.toggleAttribute("data-firing", pulses && frame.step > 0 && !!firing[u]);
        else if (isPulse && firing[u]) unit.animate([{ boxShadow: `0 0 0 0 ${colour("pulse")}` }, { boxShadow: `0 0 0 7px ${colour("pulse")}00` }], { duration: 420, easing: "ease-out" });
      });
      for (const kind of /** @type {const} */ (["weights", "gradients"])) if (look[kind]) {
        this.edges[l][kind] = { values: new Int8Array(bytes(look[kind]).buffer), scale: kind === "weights" ? look.weightScale : look.gradientScale };
        if (kind === this.kind) this.drawGap(l);
      }
    });
  }

  /** Shows the states of a layer. @param {number} l */
  settle(l) {
    const seen = this.states[l], isOutput = l === this.units.length - 1;
    this.units[l].forEach((unit, u) => {
      const state = isOutput ? "output" : states[seen[u]] ?? "alive";
      if (unit.dataset.state !== state) { unit.dataset.state = state; this.mark(unit, this.looks[l]?.died?.[u], state, this.named(l, u)); this.label(l, u); }
    });
    if (seen.length > drawn) painter.soon("map" + l, () => this.drawMap(l), 2);
  }

  /** What an examination has found of all units, and how well it is proved. @param {string[]} all @param {string[]} found */
  prove(all, found) {
    this.proofs = all.map(bytes);
    this.examined = found.map(bytes);
    this.examined.forEach((seen, l) => { if (this.units[l]) { this.states[l] = seen; this.settle(l); } });
    this.units.forEach((units, l) => units.forEach((unit, u) => { unit.dataset.proof = proofs[this.proofs[l]?.[u] ?? 0]; this.label(l, u); }));
  }

  /** Marks the moment of death. @param {HTMLElement} unit @param {number | undefined} step @param {string} state @param {string} name */
  mark(unit, step, state, name) {
    const isDead = state === "dead";
    /** @type {HTMLElement} */ (unit.lastChild).textContent = isDead && step !== undefined ? `†${count(step)}` : name;
  }

  /** What a screen reader says; written when it is asked for, or when the state changes. @param {number} l @param {number} u */
  label(l, u) {
    const unit = this.units[l]?.[u];
    if (!unit) return;
    const state = unit.dataset.state ?? "alive", died = this.looks[l]?.died?.[u], isDead = state === "dead";
    unit.setAttribute("aria-label", `${texts.layer} ${l + 1}, ${texts.unit.toLowerCase()} ${u + 1}: ${state}` + (state === "output" ? this.named(l, u) && `, ${this.named(l, u)}` : `, ${texts.fires} ${unit.dataset.fires ?? "?"} % ${texts.ofRows}`)
      + (isDead ? `, ${texts.proof}: ${unit.dataset.proof ?? proofs[0]}` + (died === undefined ? "" : `, ${texts.died} ${died}`) : ""));
    unit.title = unit.getAttribute("aria-label") ?? "";
  }

  /** @param {number} l @param {number} u */
  paint(l, u) { painter.soon(this.units[l]?.[u], () => this.draw(l, u), .15); }

  /** @param {number} l @param {number} u */
  draw(l, u) {
    const place = this.places[l]?.[u], picture = this.pictures[l]?.[u], unit = this.units[l]?.[u];
    if (!place || !picture || !unit) return;
    const g = /** @type {CanvasRenderingContext2D} */ (at("pictures").getContext("2d")), side = this.pictureSide, inset = place.size > 26 ? 2 : 1, size = place.size - 2 * inset;
    g.save();
    g.beginPath();
    if (place.size > 26) g.roundRect(place.x + inset, place.y + inset, size, size, unit.dataset.state === "saturated" ? size / 2 : 7); else g.rect(place.x + inset, place.y + inset, size, size);
    g.clip();
    if (this.setup?.plane) {
      if (this.scratch.width !== side) this.scratch.width = this.scratch.height = side;
      /** @type {any} */ (this.scratch.getContext("2d")).putImageData(shades(picture, side), 0, 0);
      g.drawImage(this.scratch, place.x, place.y, place.size, place.size);
    } else {
      g.fillStyle = colour("paper"); g.fillRect(place.x, place.y, place.size, place.size);
      g.fillStyle = colour("plus");
      picture.forEach((n, i) => g.fillRect(place.x + inset + size * i / picture.length, place.y + inset + size * (1 - n / 255), size / picture.length, size * n / 255));
    }
    g.restore();
  }

  /** The map of the units that are not drawn one by one: a unit of it is chosen by pointing, or with the arrows and Enter. @param {number} l @param {number} units @returns {HTMLCanvasElement} */
  map(l, units) {
    const map = make("canvas", { class: "map", role: "slider", tabindex: "0", "aria-label": "", "aria-valuemin": String(drawn + 1), "aria-valuemax": String(units), "aria-valuenow": String(drawn + 1) });
    const { side, cell } = grid(units - drawn);
    // It has its size from the beginning: units beside it stay where they are when it is drawn.
    if (units > drawn) { map.style.width = side * cell + "px"; map.style.height = Math.ceil((units - drawn) / side) * cell + "px"; }
    map.addEventListener("click", (/** @type {MouseEvent} */ e) => {
      const unit = drawn + Math.floor(e.offsetY / cell) * side + Math.min(side - 1, Math.floor(e.offsetX / cell));
      if (unit < units) { this.reach(l, unit); this.choose(l, unit); }
    });
    map.addEventListener("keydown", (/** @type {KeyboardEvent} */ e) => {
      const here = this.cursors[l] ?? drawn, step = /** @type {Record<string, number>} */ ({ ArrowUp: -side, ArrowDown: side, ArrowLeft: -1, ArrowRight: 1, Home: drawn - here, End: units - 1 - here })[e.key];
      if (e.key === "Enter") this.choose(l, here);
      else if (step !== undefined) this.reach(l, Math.max(drawn, Math.min(units - 1, here + step)));
      else return;
      e.preventDefault();
    });
    map.addEventListener("focus", () => this.reach(l, this.cursors[l] ?? drawn));
    return map;
  }

  /** @param {number} l @param {number} unit */
  reach(l, unit) {
    this.cursors[l] = unit;
    this.drawMap(l);
  }

  /** Layers of hundreds and thousands: a cell a unit; dead ones are crossed, silent ones hollow. @param {number} l */
  drawMap(l) {
    const all = this.states[l];
    if (!all) return;
    const rest = all.length - drawn, { side, cell } = grid(rest), reached = this.cursors[l];
    const map = this.maps[l], g = fit(map, side * cell, Math.ceil(rest / side) * cell);
    const colours = states.map(colour), counts = new Map();
    for (let i = drawn; i < all.length; i++) {
      const x = (i - drawn) % side * cell, y = Math.floor((i - drawn) / side) * cell, name = states[all[i]], box = cell - 1;
      counts.set(name, (counts.get(name) ?? 0) + 1);
      g.fillStyle = g.strokeStyle = colours[all[i]] || colours[0];
      if (name === "dead" && cell > 3) { g.beginPath(); g.moveTo(x, y); g.lineTo(x + box, y + box); g.moveTo(x + box, y); g.lineTo(x, y + box); g.stroke(); }
      else if (name === "silent" && cell > 3) g.strokeRect(x + .5, y + .5, box - 1, box - 1);
      else g.fillRect(x, y, box, box);
    }
    if (reached !== undefined) {
      g.strokeStyle = colour("ink"); g.lineWidth = 2;
      g.strokeRect((reached - drawn) % side * cell - 1, Math.floor((reached - drawn) / side) * cell - 1, cell + 1, cell + 1);
      map.setAttribute("aria-valuenow", String(reached + 1));
      map.setAttribute("aria-valuetext", `${texts.unit} ${reached + 1}: ${states[all[reached]]}`);
    }
    map.setAttribute("aria-label", [...counts].map(([name, n]) => `${n} ${name}`).join(", "));
    map.title = map.getAttribute("aria-label") ?? "";
  }

  /** Lines by weight, or by the gradient that flows back. @param {"weights" | "gradients"} kind */
  lines(kind) { this.kind = kind; this.gaps.forEach((_, l) => this.drawGap(l)); }

  /** @param {number} l */
  drawGap(l) { painter.soon("gap" + l, () => this.drawLines(l), 6); }

  /** @param {number} l */
  drawLines(l) {
    const from = this.froms?.[l] ?? [], to = this.froms?.[l + 1] ?? [], { values } = this.edges[l][this.kind], canvas = this.gaps[l];
    if (!from.length || !to.length) return;
    const left = Math.max(...from.map(p => p.x + p.size)), width = Math.max(4, to[0].x - left);
    canvas.style.left = left + "px"; canvas.style.width = width + "px"; canvas.style.height = this.height + "px";
    const g = fit(canvas, width, this.height ?? 1), plus = colour("plus"), minus = colour("minus");
    // A function that changes the width has not one output a unit: lines begin at even distances along its units.
    const outputs = values.length / to.length, start = (/** @type {number} */ i) => from[outputs === from.length ? i : Math.round(i * (from.length - 1) / Math.max(1, outputs - 1))];
    if (!Number.isInteger(outputs)) return;
    const floor = Math.max(5, threshold(values));
    for (let i = 0; i < outputs; i++) for (let u = 0; u < to.length; u++) {
      const value = values[i * to.length + u] / 127, size = Math.abs(value);
      if (size * 127 < floor) continue;
      const spot = start(i), a = spot.y + spot.height / 2, b = to[u].y + to[u].size / 2;
      g.globalAlpha = .12 + .65 * size;
      g.lineWidth = .4 + 3 * size;
      g.strokeStyle = value > 0 ? plus : minus;
      g.setLineDash(this.kind === "gradients" ? [6, 3] : []);
      g.beginPath();
      g.moveTo(spot.x + spot.size - left, a);
      g.bezierCurveTo(width / 2, a, width / 2, b, width, b);
      g.stroke();
    }
  }

}

/** Cells of a map in a row, and their size. @param {number} rest units of it */
function grid(rest) {
  const side = Math.ceil(Math.sqrt(rest));
  return { side, cell: Math.max(2, Math.min(8, Math.floor(160 / side))) };
}

/** The size from which on at most so many lines remain. @param {Int8Array} values */
function threshold(values) {
  const sizes = new Uint32Array(128);
  for (const value of values) sizes[Math.min(127, Math.abs(value))]++;
  let size = 128;
  for (let n = 0; size > 1 && n + sizes[size - 1] <= mostLines; size--) n += sizes[size - 1];
  return size;
}

/** Bytes around 128 as a picture: one colour for each sign. @param {Uint8Array} picture @param {number} side */
export function shades(picture, side) {
  const image = new ImageData(side, side), plus = rgb(colour("plus")), minus = rgb(colour("minus")), zero = rgb(colour("paper"));
  for (let i = 0; i < picture.length; i++) {
    const v = (picture[i] - 128) / 127, to = v >= 0 ? plus : minus, t = Math.abs(v);
    for (let c = 0; c < 3; c++) image.data[4 * i + c] = zero[c] + (to[c] - zero[c]) * t;
    image.data[4 * i + 3] = 255;
  }
  return image;
}

