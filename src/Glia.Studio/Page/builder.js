// @ts-check
import { texts } from "./texts.js";
import { make, at } from "./dom.js";

/** Fields of the experiment beside the layers: name, kind, choices. @type {[string, string, any][]} */
const fields = [
  ["optimizer", "choice", ["adam", "adamw", "sgd", "momentum", "nesterov", "rmsprop"]],
  ["batch", "number", { min: 1, max: 100000, step: 1 }],
  ["initialization", "choice", ["auto", "he_normal", "he_uniform", "glorot_normal", "glorot_uniform", "lecun_normal", "lecun_uniform", "orthogonal"]],
  ["bias", "number", { step: "any" }],
  ["scaling", "choice", ["standard", "robust", "none"]],
  ["norm", "choice", ["none", "batch", "layer"]],
  ["dropout", "number", { min: 0, max: .95, step: .05 }],
  ["l1", "number", { min: 0, step: "any" }],
  ["l2", "number", { min: 0, step: "any" }],
  ["clip", "number", { min: 0, step: "any" }],
  ["seed", "number", { min: 0, step: 1 }],
  ["epochs", "number", { min: 1, max: 1000000, step: 1 }],
];

/** Shows the settings; a change begins a new run. @param {any} experiment @param {(change: any) => void} change */
export function showSettings(experiment, change) {
  at("settings").replaceChildren(...fields.map(([name, kind, more]) => {
    const value = experiment[name], label = /** @type {any} */ (texts.fields)[name];
    const input = kind === "choice"
      ? make("select", {}, ...[...new Set([...more, value])].map(choice => make("option", { value: choice, selected: choice === value }, choice)))
      : make("input", { type: "number", value, ...more });
    input.id = "f-" + name;
    input.addEventListener("change", () => { if (input.checkValidity() && input.value !== "") change({ [name]: kind === "choice" ? input.value : Number(input.value) }); else input.reportValidity(); });
    return make("label", { class: "field" }, make("span", {}, label), input);
  }));
}

/** What stands above a layer: its function and buttons. @param {any} experiment @param {any[]} functions @param {(change: any) => void} change */
export function layerHead(experiment, functions, change) {
  return (/** @type {number} */ l, /** @type {any} */ layer) => {
    if (!layer.activation) {
      return make("div", { class: "head" }, make("strong", {}, texts.output), make("button", { class: "small", id: "add-layer", title: texts.addLayer, "aria-label": texts.addLayer, onclick: () => change({ layers: [...experiment.layers, experiment.layers.at(-1) ?? { units: 4, activation: functions.find(f => f.canHide && !f.isRowwise).name }] }) }, "+"));
    }
    const plan = experiment.layers[l];
    const layers = (/** @type {any} */ next) => experiment.layers.flatMap((/** @type {any} */ each, /** @type {number} */ i) => i === l ? next : [each]);
    const names = functions.filter(f => f.canHide).map(f => f.name), own = names.includes(plan.activation) ? [] : [plan.activation];
    return make("div", { class: "head" },
      make("select", { "aria-label": `${texts.activationOf} ${l + 1}`, onchange: (/** @type {any} */ e) => change({ layers: layers([{ ...plan, activation: e.target.value }]) }) }, ...[...own, ...names].map(n => make("option", { value: n, selected: n === plan.activation }, n))),
      make("div", { class: "buttons" },
        make("button", { class: "small", title: texts.fewerUnits, "aria-label": `${texts.fewerUnits}, ${texts.layer} ${l + 1}`, disabled: plan.units < 2, onclick: () => change({ layers: layers([{ ...plan, units: plan.units - 1 }]) }) }, "−"),
        make("input", { type: "number", min: 1, max: 10000, value: plan.units, "aria-label": `${texts.units}, ${texts.layer} ${l + 1}`, onchange: (/** @type {any} */ e) => change({ layers: layers([{ ...plan, units: Math.max(1, Math.round(Number(e.target.value) || 1)) }]) }) }),
        make("button", { class: "small", title: texts.moreUnits, "aria-label": `${texts.moreUnits}, ${texts.layer} ${l + 1}`, onclick: () => change({ layers: layers([{ ...plan, units: plan.units + 1 }]) }) }, "+"),
        make("button", { class: "small", title: texts.removeLayer, "aria-label": `${texts.removeLayer} ${l + 1}`, onclick: () => change({ layers: layers([]) }) }, "×")));
  };
}
