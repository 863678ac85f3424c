// @ts-check
import { texts } from "./texts.js";
import { get } from "./api.js";
import { make, at, fit, colour, px, say } from "./dom.js";
/** @typedef {import("../page").Experiment} Experiment @typedef {import("../page").FunctionLook} FunctionLook @typedef {import("../page").CurveLook} CurveLook @typedef {(change: Partial<Experiment>) => any} Change */

/** Fields of the experiment beside the layers: name, choices or limits. @type {[keyof Experiment, string[] | Record<string, any>][]} */
const fields = [
  ["optimizer", ["adam", "adamw", "sgd", "momentum", "nesterov", "rmsprop"]],
  ["batch", { min: 0, max: 100000, step: 1 }],
  ["initialization", ["auto", "he_normal", "he_uniform", "glorot_normal", "glorot_uniform", "lecun_normal", "lecun_uniform", "orthogonal"]],
  ["bias", { step: "any" }],
  ["scaling", ["standard", "robust", "none"]],
  ["norm", ["none", "batch", "layer"]],
  ["dropout", { min: 0, max: .95, step: .05 }],
  ["l1", { min: 0, step: "any" }],
  ["l2", { min: 0, step: "any" }],
  ["clip", { min: 0, step: "any" }],
  ["epochs", { min: 1, max: 1000000, step: 1 }],
  ["seed", { min: 0, max: Number.MAX_SAFE_INTEGER, step: 1 }],
];

/** Shows the settings; a change of what makes the network begins it anew. @param {Experiment} experiment @param {Change} change @param {boolean} isFixed */
export function showSettings(experiment, change, isFixed) {
  const focused = document.activeElement?.id;
  at("settings").replaceChildren(...fields.map(([name, more]) => {
    const value = /** @type {string | number} */ (experiment[name]), label = /** @type {any} */ (texts.fields)[name], hint = /** @type {any} */ (texts.hints)[name], isChoice = Array.isArray(more);
    const input = isChoice
      ? make("select", {}, ...[...new Set([...more, String(value)])].map(choice => make("option", { value: choice, selected: choice === value }, choice.replaceAll("_", " "))))
      : make("input", { type: "number", value, ...more });
    input.id = "f-" + name;
    input.disabled = isFixed;
    input.addEventListener("change", () => { if (input.checkValidity() && input.value !== "") change({ [name]: isChoice ? input.value : Number(input.value) }); else input.reportValidity(); });
    return make("label", { class: "field", title: hint }, make("span", {}, label), input);
  }), make("button", { class: "plain", type: "button", id: "dice", disabled: isFixed, onclick: () => change({ seed: experiment.seed + 1 }) }, texts.dice));
  if (focused?.startsWith("f-")) at(focused)?.focus();
}

/** Splits what a layer says of its activation. @param {string} text */
export function parse(text) {
  const [, name, inside] = /** @type {RegExpExecArray} */ (/^([^(]*)(?:\((.*)\))?$/.exec(text));
  return { name, values: Object.fromEntries((inside ?? "").split(",").filter(part => part.includes("=")).map(part => { const [key, value] = part.split("="); return [key.trim(), Number(value)]; })) };
}

/** @param {string} name @param {Record<string, number>} values */
export const write = (name, values) => Object.keys(values).length ? `${name}(${Object.entries(values).map(([key, value]) => `${key}=${+value.toPrecision(6)}`).join(", ")})` : name;

/** @type {Map<string, Promise<CurveLook>>} */ const curves = new Map();
/** Value and slope, by the server's kernels; the same question is asked once. @param {string} text @returns {Promise<CurveLook>} */
export function curveOf(text) {
  let curve = curves.get(text);
  if (!curve) {
    if (curves.size > 200) curves.clear();
    curves.set(text, curve = get("curve", { function: text, from: -4, to: 4 }));
    curve.catch(() => curves.delete(text));
  }
  return curve;
}

/** Value as a line, slope dashed. @param {HTMLCanvasElement} canvas @param {CurveLook} curve @param {number} width @param {number} height */
export function drawCurve(canvas, curve, width, height) {
  const g = fit(canvas, width, height), low = -2, high = 3, y = (/** @type {number} */ v) => height * (high - v) / (high - low), x = (/** @type {number} */ z) => width * (z + 4) / 8;
  g.strokeStyle = colour("line"); g.lineWidth = 1;
  g.beginPath(); g.moveTo(0, y(0)); g.lineTo(width, y(0)); g.moveTo(x(0), 0); g.lineTo(x(0), height); g.stroke();
  for (const [values, name, dash] of /** @type {[(number | null)[], string, number[]][]} */ ([[curve.slope, "minus", [3, 2.5]], [curve.value, "plus", []]])) {
    g.strokeStyle = colour(name); g.lineWidth = width > 100 ? 2 : 1.6; g.setLineDash(dash); g.beginPath();
    let isDown = false;
    curve.z.forEach((z, i) => { const v = values[i]; if (v === null) { isDown = false; return; } if (isDown) g.lineTo(x(z), y(v)); else g.moveTo(x(z), y(v)); isDown = true; });
    g.stroke();
  }
  g.setLineDash([]);
}

/** What stands above a layer: its function with its picture, and buttons. @param {Experiment} experiment @param {FunctionLook[]} functions @param {Change} change @param {boolean} isFixed @param {(layer: number) => void} open */
export function layerHead(experiment, functions, change, isFixed, open) {
  const usual = /** @type {FunctionLook} */ (functions.find(f => f.canHide && !f.isRowwise)).name;
  return (/** @type {number} */ l) => {
    if (l >= experiment.layers.length) {
      const add = make("button", { class: "small", id: "add-layer", title: texts.addLayer, "aria-label": texts.addLayer, onclick: () => change({ layers: [...experiment.layers, experiment.layers.at(-1) ?? { units: 4, activation: usual }] }) }, "+");
      return make("div", { class: "head" }, make("strong", {}, texts.output), ...(isFixed ? [] : [add]));
    }
    const plan = experiment.layers[l], { name } = parse(plan.activation);
    const picture = make("canvas", { class: "spark", "aria-hidden": "true" });
    curveOf(plan.activation).then(curve => drawCurve(picture, curve, px(68), px(34)), () => {});
    const spark = make("button", { class: "spark", title: texts.openLayer, "aria-label": `${texts.openLayer}, ${texts.layer} ${l + 1}: ${plan.activation}`, onclick: () => open(l) }, picture);
    if (isFixed) return make("div", { class: "head" }, make("strong", {}, plan.activation), spark, make("small", {}, String(plan.units)));
    const layers = (/** @type {any[]} */ next) => experiment.layers.flatMap((each, i) => i === l ? next : [each]);
    const names = functions.filter(f => f.canHide).map(f => f.name);
    const what = (/** @type {string} */ text) => `${text}, ${texts.layer} ${l + 1}`;
    const button = (/** @type {string} */ sign, /** @type {string} */ label, /** @type {any[]} */ next, isOff = false) => make("button", { class: "small", title: label, "aria-label": what(label), disabled: isOff, onclick: () => change({ layers: layers(next) }) }, sign);
    return make("div", { class: "head" },
      make("select", { "aria-label": `${texts.activationOf} ${l + 1}`, onchange: (/** @type {any} */ e) => change({ layers: layers([{ ...plan, activation: e.target.value }]) }) }, ...[...new Set([name, ...names])].map(n => make("option", { value: n, selected: n === name }, n.replaceAll("_", " ")))),
      spark,
      make("div", { class: "buttons" },
        button("−", texts.fewerUnits, [{ ...plan, units: plan.units - 1 }], plan.units < 2),
        make("input", { type: "number", min: 1, max: 10000, value: plan.units, "aria-label": what(texts.units), onchange: (/** @type {any} */ e) => change({ layers: layers([{ ...plan, units: Math.max(1, Math.round(Number(e.target.value) || 1)) }]) }) }),
        button("+", texts.moreUnits, [{ ...plan, units: plan.units + 1 }]),
        button("×", texts.removeLayer, [])));
  };
}

/** The card of a layer: its function, larger, with its parameters. @param {number} l @param {Experiment} experiment @param {FunctionLook[]} functions @param {Change} change @param {boolean} isFixed */
export function showLayer(l, experiment, functions, change, isFixed) {
  const plan = experiment.layers[l], { name, values } = parse(plan.activation), f = functions.find(each => each.name === name);
  const picture = make("canvas", { class: "curve", role: "img", "aria-label": `${texts.value}, ${texts.slope}: ${plan.activation}` });
  const draw = (/** @type {string} */ text) => curveOf(text).then(curve => drawCurve(picture, curve, px(260), px(130)), () => {});
  const set = () => change({ layers: experiment.layers.map((each, i) => i === l ? { ...plan, activation: write(name, values) } : each) });
  const sliders = (f?.parameters ?? []).map(p => {
    const out = make("output", {}, say(values[p.name] ?? p.default)), low = Math.max(p.low, p.default - 10), high = Math.min(p.high, p.default + 10);
    return make("label", { class: "slide", title: p.meaning }, make("span", {}, p.name), out, make("input", {
      type: "range", min: low, max: high, step: p.isWhole ? 1 : "any", value: values[p.name] ?? p.default, disabled: isFixed, "data-parameter": p.name, onchange: set,
      oninput: (/** @type {any} */ e) => { values[p.name] = +Number(e.target.value).toPrecision(3); out.textContent = say(values[p.name]); draw(write(name, values)); },
    }));
  });
  at("card").replaceChildren(
    make("button", { class: "close", "aria-label": texts.close, onclick: () => closeCard() }, "×"),
    make("h3", {}, `${texts.activationOf} ${l + 1}: ${plan.activation.replaceAll("_", " ")}`), picture,
    make("p", { class: "note" }, make("b", { class: "plus" }, texts.value), `, ${texts.slope} ${texts.dashed}`),
    ...(sliders.length ? [make("div", { class: "sliders" }, ...sliders)] : []),
    ...(f ? [make("p", {}, make("code", {}, f.formula)), make("p", { class: "note" }, `${texts.value} ${f.range} · ${texts.slope} ${f.slopeRange}`), make("p", {}, f.knownFailure)] : []));
  draw(plan.activation);
}

/** Nothing chosen. */
export const closeCard = () => at("card").replaceChildren(make("p", { class: "hint" }, texts.cardHint));
