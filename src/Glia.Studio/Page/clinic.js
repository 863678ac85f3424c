// @ts-check
import { texts } from "./texts.js";
import { get, post } from "./api.js";
import { at, make, say, table, plain, count } from "./dom.js";
import { closeCard } from "./builder.js";
/** @typedef {import("../page").Verdict} Verdict @typedef {import("../page").FindingLook} FindingLook @typedef {import("../page").ChainLook} ChainLook @typedef {import("../page").UnitLook} UnitLook @typedef {import("./network.js").Board} Board */

/** Findings, the table of experiments, treatments. @param {Verdict} v */
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
  for (const f of v.findings) parts.push(make("article", { class: "finding" }, make("h4", {}, plain(f.problem), make("small", {}, ` ${f.layer}${f.units ? `, ${f.units} ${texts.units}` : ""} · ${texts.proof}: ${f.proof}`)), make("p", {}, f.evidence), make("p", { class: "note" }, f.advice), ...causes(v, f)));
  if (v.trials.length) parts.push(make("h3", {}, texts.treatments), table([texts.treatment, texts.changed, texts.outcome, texts.heldLoss, texts.deadUnits], v.trials.map(t => [plain(t.name), t.what, /** @type {any} */ (texts)[t.outcome] ?? t.outcome, say(t.heldLoss), String(t.deadUnits)]), v.trials.map(t => t.outcome)));
  if (v.healed) parts.push(make("p", { class: "banner", id: "healed" }, v.healed));
  at("verdict").replaceChildren(...parts);
}

/** @param {Verdict} v @param {FindingLook} f */
function causes(v, f) {
  const cause = v.causes.find(c => c.problem === f.problem && c.layer === f.layer);
  if (!cause) return [];
  const rows = cause.experiments.map(e => [e.text, !e.wasRun ? texts.notRun : e.suffices ? texts.suffices : texts.notEnough, say(e.live), say(e.loss)]);
  return [make("p", { class: "banner" }, cause.summary), make("details", { open: v.causes.length === 1 }, make("summary", {}, texts.experiments),
    table([texts.changed, texts.outcome, texts.live, texts.loss], rows, cause.experiments.map(e => e.suffices ? "helped" : "")), make("ol", { class: "note" }, ...cause.chain.map(line => make("li", {}, line))))];
}

/** The card of a unit, and the chain rule of a weight that leads to it. */
export class UnitCard {
  /** @param {Board} board @param {(e: any) => void} trouble */
  constructor(board, trouble) {
    this.board = board; this.trouble = trouble;
    /** @type {{ layer: number, unit: number, from: number } | null} */ this.shown = null;
    this.asked = 0;
  }

  /** @param {number} layer @param {number} unit @param {boolean} [isQuiet] a renewal, at which the focus stays */
  async show(layer, unit, isQuiet = false) {
    const isSame = this.shown?.layer === layer && this.shown?.unit === unit, shown = this.shown = { layer, unit, from: isSame && this.shown ? this.shown.from : -1 };
    this.asked = performance.now();
    try {
      /** @type {UnitLook} */ const u = await get("unit", { layer, unit });
      if (shown.from < 0) shown.from = u.incoming[0]?.from ?? 0;
      const chain = await get("chain", { layer, from: shown.from, to: unit }).catch(e => e);
      if (this.shown !== shown) return;
      this.write(u, chain);
      if (!isQuiet && innerWidth < 900) at("card").scrollIntoView({ block: "nearest" });
    } catch (e) { if (!isQuiet) this.trouble(e); }
  }

  /** Keeps the card up with the run. @param {boolean} isPlaying */
  renew(isPlaying) { if (this.shown && isPlaying && performance.now() - this.asked > 1000 && !at("card").contains(document.activeElement)) this.show(this.shown.layer, this.shown.unit, true); }

  forget() { this.shown = null; closeCard(); }

  close() { const last = this.shown; this.forget(); if (last) (this.board.units[last.layer]?.[last.unit] ?? this.board.maps[last.layer])?.focus(); }

  /** @param {UnitLook} u @param {ChainLook | Error} c */
  write(u, c) {
    const { layer, unit, from } = /** @type {{ layer: number, unit: number, from: number }} */ (this.shown), isDead = u.state === "dead";
    const follow = (/** @type {number} */ next) => { this.shown = { layer, unit, from: next }; this.show(layer, unit); };
    at("card").replaceChildren(
      make("button", { class: "close", "aria-label": texts.close, onclick: () => this.close() }, "×"),
      make("h3", {}, `${texts.unit} ${unit + 1}, ${u.layer} `, make("span", { class: "state", "data-state": u.state }, u.state), isDead ? make("small", {}, ` ${texts.proof}: ${u.proof}`) : ""),
      make("p", {}, u.say, ...(isDead && !u.death && !at("verdict").childElementCount ? [" ", make("button", { class: "link", onclick: () => at("explain").click() }, texts.why)] : [])),
      ...(u.death ? [make("p", { class: "banner bad" }, u.death.say), share(u.death)] : []),
      make("dl", { class: "facts" }, ...[[texts.fires, (100 * u.fires).toFixed(0) + " %"], [texts.highest, say(u.maxZ)], [texts.bias, say(u.bias)]].map(([k, v]) => make("div", {}, make("dt", {}, k), make("dd", {}, v)))),
      make("h4", {}, texts.incoming, make("small", {}, ` — ${texts.chain}`)),
      make("ul", { class: "weights" }, ...u.incoming.map(w => make("li", {}, make("button", { class: "weight", "aria-pressed": String(w.from === from), title: `${texts.chainOf} ${w.name}`, onclick: () => follow(w.from) }, w.name, make("b", { class: (w.value ?? 0) < 0 ? "minus" : "plus" }, say(w.value)))))),
      c instanceof Error ? make("p", { class: "bad" }, c.message) : chain(c));
  }
}

/** @param {ChainLook} c */
function chain(c) {
  return make("div", { class: "chain" }, make("h4", {}, `${texts.factorsTo}: ${c.weight}`),
    make("ol", {}, ...c.factors.map(f => make("li", { class: f.isZero ? "zero" : "" }, make("span", {}, f.text), make("b", {}, f.isZero ? "0" : say(f.value))))),
    make("p", { class: c.factors.some(f => f.isZero) ? "bad" : "" }, c.say), make("p", { class: "note" }, `${texts.gradient} ${say(c.gradient)}`));
}

/** Through what a death came, as a bar. @param {import("../page").DeathLook} d */
function share(d) {
  const parts = /** @type {[string, number][]} */ ([[texts.bias, d.biasShare], [texts.weights, d.weightShare], [texts.inputs.toLowerCase(), d.inputShare]]);
  return make("div", {}, make("ul", { class: "shares" }, ...parts.map(([name, part]) => make("li", {}, make("span", {}, `${name} ${(100 * part).toFixed(0)} %`), make("meter", { min: 0, max: 1, value: Math.max(0, Math.min(1, part)), "aria-label": name })))),
    make("details", { class: "note" }, make("summary", {}, `${texts.batchOf} ${count(d.step)}`), `${texts.batchRows} ${d.batchRows.map(count).join(", ")}`));
}

/** @param {(e: any) => void} trouble */
export function wireClinic(trouble) {
  for (const id of ["explain", "heal"]) {
    at(id).title = texts.ending;
    at(id).addEventListener("click", () => { at("clinic").scrollIntoView({ block: "nearest" }); post(id, {}).catch(trouble); });
  }
}
