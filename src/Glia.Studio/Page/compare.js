// @ts-check
import { texts } from "./texts.js";
import { get } from "./api.js";
import { bytes } from "./api.js";
import { charts } from "./charts.js";
import { states } from "./network.js";
import { drawSurface, drawRiver, score } from "./answers.js";
import { at, make, table, colour, axis, px, say, count, plain } from "./dom.js";
/** @typedef {import("../page").RunLook} RunLook @typedef {import("../page").Experiment} Experiment */

/** Two runs side by side: what differs in their settings, and in what came of it. */
export class Compare {
  /** @param {(experiment: Experiment) => void} go @param {(e: any) => void} trouble */
  constructor(go, trouble) {
    this.go = go; this.trouble = trouble;
    /** @type {RunLook[]} */ this.runs = [];
    /** @type {any} */ this.plot = null;
    /** @type {(number | null)[]} */ this.chosen = [null, null];
    ["run-a", "run-b"].forEach((id, i) => at(id).addEventListener("change", () => { this.chosen[i] = Number(at(id).value); this.draw(); }));
  }

  /** @param {number} [beside] a run that was read just now */
  async open(beside) {
    try { this.runs = await get("runs"); } catch (e) { this.trouble(e); return; }
    // The present one, and the one before it.
    const now = this.runs[0]?.run, before = this.runs[1]?.run ?? now;
    this.chosen = this.chosen.map((n, i) => this.runs.some(r => r.run === n) ? n : i ? before : now);
    if (beside !== undefined) this.chosen = [now, beside];
    else if (this.chosen[0] === this.chosen[1] || !this.chosen.includes(now)) this.chosen = [now, before];
    ["run-a", "run-b"].forEach((id, i) => at(id).replaceChildren(...this.runs.map((r, k) => make("option", { value: r.run, selected: r.run === this.chosen[i] }, `${r.run > 0 ? r.run + " · " : ""}${plain(r.title)} · ${r.structure.slice(0, -1).map(l => l.units).join("-")}${k === 0 ? ` (${texts.present})` : ""}`))));
    this.draw();
  }

  draw() {
    const [a, b] = this.chosen.map(n => this.runs.find(r => r.run === n));
    at("compare-none").hidden = this.runs.length > 1;
    if (!a || !b) return;
    [a, b].forEach((run, i) => at("side-" + "ab"[i]).replaceChildren(...this.side(run)));
    charts().then(uPlot => this.curves(uPlot, a, b)).catch(this.trouble);
    this.differences(a, b);
    for (const canvas of /** @type {any} */ (document.querySelectorAll("#view-compare canvas[data-run]"))) {
      const run = Number(canvas.dataset.run) === a.run ? a : b;
      if (canvas.dataset.what === "river") drawRiver(run, canvas);
      else if (run.plane) drawSurface(canvas, canvas.clientWidth || 280, { plane: run.plane, task: run.task, painted: run.painted, answer: run.surface ? bytes(run.surface) : null, side: run.surfaceSide });
    }
  }

  /** @param {RunLook} run @returns {Node[]} */
  side(run) {
    const last = run.curve.at(-1), all = run.layers.slice(0, -1).map(l => bytes(l.states)), dead = all.reduce((n, l) => n + l.filter(s => states[s] === "dead").length, 0), units = all.reduce((n, l) => n + l.length, 0);
    const experiment = run.experiment;
    return [
      make("dl", { class: "facts" }, ...[[`${run.metric}, ${texts.validation}`, score(last?.[4], run.metric)], [`${texts.loss}, ${texts.validation}`, say(last?.[2])], [texts.deadUnits, `${dead} / ${units}`], [texts.epochName, count(run.epochs)], [texts.stepName, count(run.steps)]].map(([k, v]) => make("div", {}, make("dt", {}, k), make("dd", {}, v)))),
      ...(run.plane ? [make("canvas", { class: "surface", "data-run": String(run.run), role: "img", "aria-label": texts.surface + (run.targets.length > 1 ? `: ${run.targets[run.painted].name}` : "") }), ...(run.targets.length > 1 ? [make("p", { class: "note" }, `${texts.answersFor} ${run.targets[run.painted].name}`)] : [])] : []),
      make("ol", { class: "strips", "aria-label": texts.states.title }, ...all.map((l, i) => make("li", { "aria-label": tally(l), title: tally(l) }, make("span", {}, run.structure[i]?.activation ?? ""), ...[...l.slice(0, 32)].map(s => make("i", { class: "unit", "data-state": states[s] }))))),
      make("canvas", { class: "river", "data-run": String(run.run), "data-what": "river", role: "img", "aria-label": texts.river }),
      ...(run.findings.length ? [make("ul", { class: "note" }, ...run.findings.map(f => make("li", {}, `${plain(f.problem)}: ${f.layer}`)))] : []),
      ...(experiment && run.run > 0 && run.run !== this.runs[0].run ? [make("button", { class: "act", onclick: () => this.go(experiment) }, texts.goBack)] : [])];
  }

  /** @param {any} uPlot @param {RunLook} a @param {RunLook} b */
  curves(uPlot, a, b) {
    this.plot?.destroy();
    const epochs = [...new Set([...a.curve, ...b.curve].map(p => p[0]))].sort((x, y) => x - y);
    const at2 = (/** @type {RunLook} */ run) => { const of = new Map(run.curve.map(p => [p[0], p[2] ?? p[1]])); return epochs.map(e => { const v = of.get(e); return v === undefined || v === null ? undefined : Math.max(v, 1e-38); }); };
    const line = (/** @type {RunLook} */ run, /** @type {string} */ name, /** @type {number[]} */ dash) => ({ label: `${run.run > 0 ? run.run + " · " : ""}${plain(run.title)}`, stroke: colour(name), width: 2, dash, spanGaps: true, points: { show: false }, value: (/** @type {any} */ _, /** @type {any} */ v) => say(v) });
    this.plot = new uPlot({
      width: at("compare-loss").clientWidth || 600, height: px(240), cursor: { y: false, drag: { setScale: false } }, scales: { x: { time: false }, y: { distr: 3 } },
      axes: [axis({ size: 28 }), axis({ size: 56, values: (/** @type {any} */ _, /** @type {number[]} */ v) => v.map(n => n === null ? "" : say(n)) })],
      series: [{ label: texts.epochName }, line(a, "class0", []), ...(a.run === b.run ? [] : [line(b, "class1", [7, 4])])],
    }, a.run === b.run ? [epochs, at2(a)] : [epochs, at2(a), at2(b)], at("compare-loss"));
  }

  /** @param {RunLook} a @param {RunLook} b */
  differences(a, b) {
    const x = settings(a.experiment), y = settings(b.experiment);
    const rows = [...new Set([...Object.keys(x), ...Object.keys(y)])].filter(key => x[key] !== y[key]).map(key => [/** @type {any} */ (texts.fields)[key] ?? plain(key), x[key] ?? "–", y[key] ?? "–"]);
    at("differences").replaceChildren(rows.length ? table([texts.setting, texts.runA, texts.runB], rows) : make("p", { class: "note" }, texts.sameSettings));
  }
}

/** @param {Uint8Array} layer */
function tally(layer) {
  const counts = new Map();
  for (const s of layer) counts.set(states[s], (counts.get(states[s]) ?? 0) + 1);
  return [...counts].map(([name, n]) => `${n} ${name}`).join(", ");
}

/** @param {Experiment | undefined} e @returns {Record<string, string>} */
function settings(e) {
  if (!e) return {};
  const { layers, target, targets, ...rest } = e, names = targets ?? (target === undefined ? [] : [target]);
  return { ...(names.length ? { target: names.join(", ") } : {}), layers: layers.map(l => `${l.units} ${l.activation}`).join(", "), ...Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, String(value)])) };
}
