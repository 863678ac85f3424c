// @ts-check
import { texts } from "./texts.js";
import { get } from "./api.js";
import { at, make, colour, say } from "./dom.js";

/** All functions: choose several, turn their parameters, see value and slope. */
export class Atlas {
  /** @param {any[]} functions @param {(e: any) => void} trouble */
  constructor(functions, trouble) {
    this.functions = new Map(functions.map(f => [f.name, f]));
    this.trouble = trouble;
    /** @type {Map<string, Record<string, number>>} */ this.chosen = new Map();
    /** @type {any[]} */ this.plots = [];
    const usual = functions.filter(f => f.canHide && !f.isRowwise).slice(0, 1);
    for (const f of functions.filter(f => !f.isRowwise)) at("functions").append(make("label", { class: "chip" }, make("input", { type: "checkbox", checked: usual.includes(f), onchange: (/** @type {any} */ e) => this.choose(f, e.target.checked) }), f.name));
    for (const f of usual) this.chosen.set(f.name, {});
  }

  /** @param {any} f @param {boolean} on */
  choose(f, on) {
    if (on) this.chosen.set(f.name, Object.fromEntries(f.parameters.map((/** @type {any} */ p) => [p.name, p.default]))); else this.chosen.delete(f.name);
    this.sliders();
    this.draw();
  }

  sliders() {
    at("sliders").replaceChildren(...[...this.chosen].flatMap(([name, values]) => this.functions.get(name).parameters.map((/** @type {any} */ p) => {
      const out = make("output", {}, say(values[p.name] ?? p.default)), low = Math.max(p.low, p.default - 10), high = Math.min(p.high, p.default + 10);
      return make("label", { class: "slide", title: p.meaning }, make("span", {}, `${name} ${p.name}`), out, make("input", { type: "range", min: low, max: high, step: p.isWhole ? 1 : (high - low) / 200, value: values[p.name] ?? p.default, oninput: (/** @type {any} */ e) => { values[p.name] = Number(e.target.value); out.textContent = say(values[p.name]); this.draw(); } }));
    })));
  }

  text(/** @type {string} */ name) {
    const values = Object.entries(this.chosen.get(name) ?? {});
    return values.length ? `${name}(${values.map(([k, v]) => `${k}=${+v.toPrecision(6)}`).join(", ")})` : name;
  }

  async draw() {
    const turn = this.turn = (this.turn ?? 0) + 1;
    try {
      const names = [...this.chosen.keys()];
      const curves = await Promise.all(names.map(name => get("curve", { function: this.text(name), from: -6, to: 6 })));
      if (turn !== this.turn || at("view-atlas").hidden) return;
      for (const plot of this.plots) plot.destroy();
      this.plots = ["value", "slope"].map(what => this.plot(what, names, curves));
      at("facts").replaceChildren(...names.map(name => { const f = this.functions.get(name); return make("article", { class: "fact" }, make("h3", {}, this.text(name)), make("p", {}, make("code", {}, f.formula)), make("p", {}, make("code", {}, f.slopeFormula)), make("p", { class: "note" }, `${texts.value} ${f.range} · ${texts.slope} ${f.slopeRange} · ${f.roles}`), make("p", {}, f.knownFailure), make("p", { class: "note" }, f.source)); }));
    } catch (e) { this.trouble(e); }
  }

  /** @param {string} what @param {string[]} names @param {any[]} curves */
  plot(what, names, curves) {
    const axis = { stroke: colour("muted"), grid: { stroke: colour("grid"), width: 1 }, ticks: { show: false }, font: "12px system-ui" };
    return new (/** @type {any} */ (window).uPlot)({
      width: at(what).clientWidth || 600, height: 230, scales: { x: { time: false } }, axes: [{ ...axis, size: 28 }, { ...axis, size: 50 }],
      series: [{ label: "z" }, ...names.map((label, i) => ({ label, stroke: colour("class" + i % 8), width: 2, dash: i > 7 ? [6, 4] : undefined, points: { show: false } }))],
    }, curves.length ? [curves[0].z, ...curves.map(c => c[what])] : [[], []], at(what));
  }
}
