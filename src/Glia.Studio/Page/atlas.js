// @ts-check
import { texts } from "./texts.js";
import { get } from "./api.js";
import { at, make, colour, say, axis, px, plain } from "./dom.js";
import { charts } from "./charts.js";
import { write } from "./builder.js";
/** @typedef {import("../page").FunctionLook} FunctionLook @typedef {import("../page").CurveLook} CurveLook */

/** All functions: choose several, turn their parameters, see value and slope. */
export class Atlas {
  /** @param {FunctionLook[]} functions @param {Set<string>} known those to begin with @param {(e: any) => void} trouble */
  constructor(functions, known, trouble) {
    this.functions = new Map(functions.map(f => [f.name, f]));
    this.trouble = trouble;
    /** @type {Map<string, Record<string, number>>} */ this.chosen = new Map();
    /** @type {any[]} */ this.plots = [];
    this.turn = 0; this.isWrong = false;
    const first = functions.filter(f => known.has(f.name));
    for (const f of first) this.chosen.set(f.name, {});
    at("functions").replaceChildren(...functions.map(f => make("label", { class: "chip", "data-name": f.name }, make("input", { type: "checkbox", checked: first.includes(f), onchange: (/** @type {any} */ e) => this.choose(f, e.target.checked) }), plain(f.name))));
    at("find").addEventListener("input", () => { const word = at("find").value.toLowerCase().replaceAll(" ", "_"); for (const chip of at("functions").children) chip.hidden = !chip.dataset.name.includes(word); });
    for (const id of ["from", "to"]) at(id).addEventListener("change", () => this.draw());
  }

  /** @param {FunctionLook} f @param {boolean} on */
  choose(f, on) {
    if (on) this.chosen.set(f.name, Object.fromEntries(f.parameters.map(p => [p.name, p.default]))); else this.chosen.delete(f.name);
    this.sliders();
    this.draw();
  }

  sliders() {
    at("sliders").replaceChildren(...[...this.chosen].flatMap(([name, values]) => this.of(name).parameters.map(p => {
      const out = make("output", {}, say(values[p.name] ?? p.default)), low = Math.max(p.low, p.default - 10), high = Math.min(p.high, p.default + 10);
      return make("label", { class: "slide", title: p.meaning }, make("span", {}, `${plain(name)} ${p.name}`), out, make("input", { type: "range", min: low, max: high, step: p.isWhole ? 1 : (high - low) / 200, value: values[p.name] ?? p.default, oninput: (/** @type {any} */ e) => { values[p.name] = Number(e.target.value); out.textContent = say(values[p.name]); this.draw(); } }));
    })));
  }

  /** @param {string} name @returns {FunctionLook} */
  of(name) { return /** @type {FunctionLook} */ (this.functions.get(name)); }

  text(/** @type {string} */ name) { return write(name, this.chosen.get(name) ?? {}); }

  async draw() {
    const turn = ++this.turn;
    try {
      const names = [...this.chosen.keys()], from = Number(at("from").value), to = Number(at("to").value);
      const [uPlot, ...curves] = await Promise.all([charts(), ...names.map(name => get("curve", { function: this.text(name), from, to }))]);
      if (turn !== this.turn || at("view-atlas").hidden) return;
      for (const plot of this.plots) plot.destroy();
      this.plots = /** @type {const} */ (["value", "slope"]).map(what => this.plot(uPlot, what, names, curves));
      at("facts").replaceChildren(...names.map(name => {
        const f = this.of(name);
        return make("article", { class: "fact" }, make("h3", {}, plain(this.text(name))),
          make("dl", {}, ...[[texts.value, make("code", {}, f.formula)], [texts.slope, make("code", {}, f.slopeFormula)], [texts.ranges, `${f.range}; ${texts.slope.toLowerCase()} ${f.slopeRange}`], [texts.roles, f.roles], [texts.drawnFor, f.changesWidth ? texts.drawnLast : f.isRowwise ? texts.drawnFirst : ""], [texts.failure, f.knownFailure], [texts.source, f.source]].filter(([, v]) => v).flatMap(([k, v]) => [make("dt", {}, k), make("dd", {}, v)])));
      }));
      if (this.isWrong) this.trouble(null);
      this.isWrong = false;
    } catch (e) { this.isWrong = true; this.trouble(e); }
  }

  /** @param {any} uPlot @param {"value" | "slope"} what @param {string[]} names @param {CurveLook[]} curves */
  plot(uPlot, what, names, curves) {
    return new uPlot({
      width: at(what).clientWidth || 600, height: px(230), cursor: { drag: { setScale: false } }, scales: { x: { time: false } }, axes: [axis({ size: 28 }), axis({ size: 50 })],
      series: [{ label: "z", value: (/** @type {any} */ _, /** @type {any} */ v) => say(v) }, ...names.map((label, i) => ({ label: plain(label), stroke: colour("class" + i % 8), width: 2, dash: [[], [7, 4], [2, 3]][i % 3], points: { show: false }, value: (/** @type {any} */ _, /** @type {any} */ v) => say(v) }))],
    }, curves.length ? [curves[0].z, ...curves.map(c => c[what])] : [[], []], at(what));
  }
}
