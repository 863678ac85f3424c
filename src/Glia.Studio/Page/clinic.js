// @ts-check
import { texts } from "./texts.js";
import { get, post } from "./api.js";
import { at, make, say } from "./dom.js";

const word = (/** @type {string} */ s) => s.replaceAll("_", " ");

/** Findings, the table of experiments, treatments. @param {any} v */
export function showVerdict(v) {
  at("doing").textContent = v.doing + (v.total ? ` (${v.done}/${v.total})` : "") + (v.isOver ? "" : " …");
  const progress = at("progress");
  progress.hidden = v.isOver;
  if (v.total) progress.value = v.done / v.total; else progress.removeAttribute("value");
  for (const id of ["explain", "heal"]) at(id).disabled = !v.isOver;
  const parts = [];
  if (v.error) parts.push(make("p", { class: "bad" }, v.error));
  if (v.findings.length) parts.push(make("h3", {}, texts.findings));
  else if (v.isOver && !v.error) parts.push(make("p", { class: "good" }, texts.nothing));
  for (const f of v.findings) parts.push(make("article", { class: "finding" }, make("h4", {}, word(f.problem), make("small", {}, ` ${f.layer}${f.units ? `, ${f.units} ${texts.units}` : ""} · ${texts.proof}: ${f.proof}`)), make("p", {}, f.evidence), make("p", { class: "note" }, f.advice), ...causes(v, f)));
  if (v.trials.length) parts.push(make("h3", {}, texts.treatments), table([texts.treatment, texts.changed, texts.outcome, texts.heldLoss, texts.deadUnits], v.trials.map((/** @type {any} */ t) => [word(t.name), t.what, /** @type {any} */ (texts)[t.outcome] ?? t.outcome, say(t.heldLoss), String(t.deadUnits)]), v.trials.map((/** @type {any} */ t) => t.outcome)));
  if (v.healed) parts.push(make("p", { class: "banner" }, v.healed));
  at("verdict").replaceChildren(...parts);
}

/** @param {any} v @param {any} f */
function causes(v, f) {
  const cause = v.causes.find((/** @type {any} */ c) => c.problem === f.problem && c.layer === f.layer);
  if (!cause) return [];
  return [make("p", { class: "banner" }, cause.summary),
    make("details", { open: v.causes.length === 1 }, make("summary", {}, texts.experiments), table([texts.changed, texts.outcome, texts.live, texts.loss], cause.experiments.map((/** @type {any} */ e) => [e.text, !e.wasRun ? texts.notRun : e.suffices ? texts.suffices : texts.notEnough, say(e.live), say(e.loss)]), cause.experiments.map((/** @type {any} */ e) => e.suffices ? "helped" : "")), make("ol", { class: "note" }, ...cause.chain.map((/** @type {string} */ line) => make("li", {}, line))))];
}

/** @param {string[]} head @param {string[][]} rows @param {string[]} kinds */
function table(head, rows, kinds) {
  return make("div", { class: "scroll" }, make("table", {}, make("thead", {}, make("tr", {}, ...head.map(h => make("th", { scope: "col" }, h)))), make("tbody", {}, ...rows.map((row, i) => make("tr", { class: kinds[i] ?? "" }, ...row.map((cell, k) => make(k ? "td" : "th", k ? {} : { scope: "row" }, cell)))))));
}

/** The card of a unit, and the chain rule of a weight that leads to it. @param {any} board @param {number} layer @param {number} unit @param {(e: any) => void} trouble */
export async function showUnit(board, layer, unit, trouble) {
  try {
    const u = await get("unit", { layer, unit });
    const card = at("card"), chain = make("div", { class: "chain" });
    const follow = async (/** @type {number} */ from) => {
      try {
        const c = await get("chain", { layer, from, to: unit });
        chain.replaceChildren(make("h4", {}, `${texts.factorsTo}: ${c.weight}`), make("ol", {}, ...c.factors.map((/** @type {any} */ f) => make("li", { class: f.isZero ? "zero" : "" }, make("span", {}, f.text), make("b", {}, f.isZero ? "0" : say(f.value))))), make("p", { class: c.factors.some((/** @type {any} */ f) => f.isZero) ? "bad" : "" }, c.say), make("p", { class: "note" }, `${texts.gradient} ${say(c.gradient)}`));
      } catch (e) { trouble(e); }
    };
    const rows = board.incoming(layer, unit).slice(0, 12).map((/** @type {any} */ w) => make("li", {}, make("button", { class: "weight", title: `${texts.chainOf} ${w.name}`, onclick: () => follow(w.from) }, w.name, make("b", { class: w.value < 0 ? "minus" : "plus" }, say(w.value)))));
    card.hidden = false;
    card.replaceChildren(
      make("button", { class: "close", "aria-label": "Close", onclick: () => { card.hidden = true; board.units[layer][unit]?.focus(); } }, "×"),
      make("h3", {}, `${texts.unit} ${unit + 1}, ${u.layer} `, make("span", { class: "state", "data-state": u.state }, u.state), u.state === "dead" ? make("small", {}, ` ${texts.proof}: ${u.proof}`) : ""),
      make("p", {}, u.say), ...(u.death ? [make("p", { class: "banner bad" }, u.death.say)] : []),
      make("dl", { class: "facts" }, ...[["fires", (100 * u.fires).toFixed(0) + " %"], [texts.highest, say(u.maxZ)], [texts.bias, say(u.bias)]].flatMap(([k, v]) => [make("div", {}, make("dt", {}, k), make("dd", {}, v))])),
      make("h4", {}, texts.incoming, make("small", {}, ` — ${texts.chain}`)), make("ul", { class: "weights" }, ...rows), chain);
    if (rows.length) await follow(board.incoming(layer, unit)[0].from);
  } catch (e) { trouble(e); }
}

/** @param {(e: any) => void} trouble */
export function wireClinic(trouble) {
  for (const id of ["explain", "heal"]) {
    at(id).title = texts.ending;
    at(id).addEventListener("click", () => post(id, {}).catch(trouble));
  }
}
