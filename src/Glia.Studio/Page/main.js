// @ts-check
import { texts, fillTexts } from "./texts.js";
import { get, post, listen, Trouble } from "./api.js";
import { at, make, say, count, painter } from "./dom.js";
import { Board, states } from "./network.js";
import { Surface, Curves, ByTarget, drawRiver, score } from "./answers.js";
import { showVerdict, UnitCard, wireClinic } from "./clinic.js";
import { showSettings, layerHead, showLayer } from "./builder.js";
import { Data } from "./data.js";
/** @typedef {import("../page").Hello} Hello @typedef {import("../page").Setup} Setup @typedef {import("../page").Frame} Frame @typedef {import("../page").Experiment} Experiment @typedef {import("../page").Preset} Preset */

/** @type {Hello} */ let hello;
/** @type {Setup} */ let setup;
/** @type {Frame | null} */ let last = null;
/** Whether the line to the server is away: lost, or given up by a page that nobody sees. */
let lost = false;
/** Whether the page has said so. */
let isSaid = false;
/** An experiment of the address whose table is not here: it stays in the address, and begins when the table comes. @type {Experiment | null} */ let waits = null;
/** When the rate was last turned here: what the server says of it shortly afterwards may be older. */
let turned = -Infinity;
/** Runs that this tab began, so that another tab's are told from them. @type {Set<number>} */ const mine = new Set();
/** Whether the next run begins by itself: it takes the place of one that was running. */
let goesOn = false;
/** Experiments on their way to the server, and frames that came before its answer. */
let pending = 0;
/** @type {Frame[]} */ let early = [];

fillTexts();
const tell = (/** @type {string | null | undefined} */ message, kind = "") => { const p = at("say"); p.hidden = !message; p.textContent = message ?? ""; p.className = kind; };
/** Says what went wrong; null: nothing any more. */
const trouble = (/** @type {any} */ e) => e === null ? tell(null) : tell(e instanceof Trouble ? e.message : lost || e instanceof TypeError ? texts.lost : String(e.message ?? e), "bad");
const board = new Board((layer, unit) => card.show(layer, unit), (layer, unit, shown) => surface.peek(shown, `${texts.unit} ${unit + 1}, ${texts.layer} ${layer + 1}`));
const card = new UnitCard(board, trouble), surface = new Surface(output => control("output", output)), targets = new ByTarget(), curves = new Curves("loss", trouble);
const data = new Data(what => change(what), async () => { hello = await get("hello"); }, async name => waits?.data === name && await begin(waits), run => tab("compare", run), trouble);

// The address carries the experiment.
const pack = (/** @type {Experiment} */ e) => "#e=" + btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(e)))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
/** @returns {Experiment | null} */
function unpack() {
  try {
    const text = location.hash.startsWith("#e=") ? location.hash.slice(3).replaceAll("-", "+").replaceAll("_", "/") : "";
    return text ? JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(text), c => c.charCodeAt(0)))) : null;
  } catch { tell(texts.unreadable, "bad"); return null; }
}
/** Keeps the experiment in the address; a new one can be left by going back. @param {Experiment} e @param {boolean} isNew */
function address(e, isNew) {
  const hash = setup.isWatched ? "" : pack(waits ?? e);
  if (hash !== location.hash) history[isNew ? "pushState" : "replaceState"](null, "", hash || " ");
  at("link").value = location.href.split("#")[0] + (setup.isWatched ? "" : pack(e));
}

/** @param {Experiment} experiment @param {{ force?: boolean, plays?: boolean, keepsWeights?: boolean }} [how] */
async function begin(experiment, { force = false, plays = last?.status === "playing", keepsWeights = false } = {}) {
  try {
    goesOn = plays;
    pending++;
    const next = await post("experiment", { experiment, keepsWeights, ...(force || !setup ? {} : { run: setup.run }) });
    mine.add(next.run);
    pending--;
    waits = null;
    tell(keepsWeights ? texts.weightsKept : null);
    onSetup(next, true);
    const waiting = early;
    early = [];
    waiting.forEach(onFrame);
    return true;
  } catch (e) {
    goesOn = false;
    pending--;
    early = [];
    // What was chosen is not what runs; another tab may have begun something else.
    const isRefused = e instanceof Trouble && e.status === 409;
    // What was wished here is one step back in the browser's history.
    if (isRefused) { hello = await get("hello"); history.pushState(null, "", pack(experiment)); }
    const isHere = hello.data.some(d => d.name === experiment.data);
    if (!isHere) waits = experiment; else if (waits?.data === experiment.data) waits = null;
    onSetup(isRefused && !isOld(hello.setup) ? hello.setup : setup, isRefused);
    if (e instanceof Trouble && !isHere) tell(`${e.message} ${texts.waits}`, "bad"); else trouble(e);
    return false;
  }
}
/** Settings of the training, which a network that has learned goes on with; others need a new one. */
const lively = new Set(["batch", "dropout", "l1", "l2", "clip", "optimizer", "epochs"]);
const change = (/** @type {Partial<Experiment>} */ what) => begin({ ...setup.experiment, ...what }, { keepsWeights: (last?.step ?? 0) > 0 && setup.version === 0 && Object.keys(what).every(name => lively.has(name)) });
/** @param {string} action @param {number} [value] */
const control = (action, value) => post("control", { action, ...(value === undefined ? {} : { value }) }).catch(trouble);

/** Lets the run learn on. One that is over has a new one take its place, which begins with its weights and learns for as many epochs. @param {string} action @param {number} [value] */
async function learn(action, value) {
  if (pending || last?.status === "over" && !await begin(setup.experiment, { plays: false, keepsWeights: true })) return;
  control(action, value);
}
/** What the buttons that let it learn do now, or why they do nothing. @param {string} status */
function sayTransport(status) {
  const why = status === "failed" ? texts.cannotLearn : status !== "over" ? null : setup.isWatched ? texts.watchedOver : setup.version > 0 ? texts.healedOver : null;
  for (const id of /** @type {("play" | "one" | "epoch")[]} */ (["play", "one", "epoch"])) {
    const title = why ?? (id === "play" && status === "over" ? texts.playOn : texts[id]);
    at(id).disabled = why !== null;
    at(id).title = title;
    at(id).setAttribute("aria-label", title);
  }
}

/** Whether this is older than what is shown: an answer may be long on its way. @param {Setup} next */
const isOld = next => next.run < setup.run || next.run === setup.run && next.version < setup.version;

/** @param {Setup} next @param {boolean} isNew */
function onSetup(next, isNew) {
  const isOther = setup !== undefined && next.run !== setup.run && !mine.has(next.run), isSame = setup?.run === next.run && setup.version === next.version;
  setup = next;
  document.body.dataset.run = String(next.run);
  address(next.experiment, isNew);
  if (!isSame) { last = null; for (const id of ["n-epoch", "n-step"]) at(id).textContent = "0"; }
  card.forget();
  if (next.version === 0 && !isSame) { at("verdict").replaceChildren(); at("doing").textContent = ""; at("progress").hidden = true; for (const id of ["explain", "heal"]) at(id).disabled = next.isWatched; }
  board.begin(next, layerHead(next.experiment, hello.functions, change, next.isWatched, l => { card.shown = null; showLayer(l, next.experiment, hello.functions, change, next.isWatched); }));
  surface.begin(next); curves.begin(next); targets.begin(next);
  if (!isSame) drawRiver({ layers: [] });
  showSettings(next.experiment, change, next.isWatched);
  data.show(next, hello);
  at("net-note").textContent = `${count(next.parameters)} ${texts.parameters} · ${next.loss.replaceAll("_", " ")}${next.output ? " → " + next.output : ""}`;
  rate(next.experiment.rate);
  for (const id of ["restart", "rate"]) at(id).disabled = next.isWatched;
  lesson();
  showFiles();
  if (isOther) tell(texts.otherTab);
  if (next.isWatched) tell(texts.watched);
  if (!next.isWatched && !isSame) control("speed", speed());
  if (goesOn && isNew) control("play");
  goesOn = false;
}

/** @param {Frame} frame */
function onFrame(frame) {
  if (lost || pending && frame.run !== setup.run) { early.push(frame); return; }
  if (!setup || frame.run !== setup.run) return;
  const changed = last?.status !== frame.status;
  last = frame;
  at("n-epoch").textContent = count(frame.epoch);
  at("n-step").textContent = count(frame.step);
  at("n-speed").textContent = frame.status === "playing" ? count(Math.round(frame.stepsPerSecond)) : "–";
  if (changed) { document.body.dataset.status = frame.status; at("play").setAttribute("aria-pressed", String(frame.status === "playing")); sayTransport(frame.status); }
  if (changed && frame.message) tell(frame.message, frame.status === "failed" || frame.message.includes("not finite") ? "bad" : "");
  // Another tab may have turned it.
  if (frame.rate !== setup.experiment.rate && !setup.isWatched && performance.now() - turned > 1000) { setup.experiment.rate = frame.rate; rate(frame.rate); address(setup.experiment, false); }
  const isSlow = frame.status !== "playing" || (speed() > 0 && speed() <= 6);
  curves.show(frame);
  if (frame.layers.length) { board.show(frame, isSlow); surface.show(frame, isSlow); targets.show(frame); painter.soon("river", () => drawRiver(frame), 2); }
  card.renew(frame.status === "playing");
  if (frame.layers.length && !performance.getEntriesByName("units").length) requestAnimationFrame(() => setTimeout(() => performance.mark("units")));
}

function rate(/** @type {number} */ value) { at("rate").value = Math.log10(value); at("rate-said").textContent = say(value); }
const speed = () => { const v = Number(at("speed").value); return v >= 5 ? 0 : Math.round(10 ** v); };
function saySpeed() { at("speed-said").textContent = speed() ? count(speed()) + texts.perSecond : texts.full; }

const wished = (/** @type {Experiment} */ e) => JSON.stringify(e.targets ?? (e.target === undefined ? [] : [e.target]));
/** A table that has one column to predict may name it or not. */
const same = (/** @type {Experiment} */ a, /** @type {Experiment | undefined} */ b) => !!b && (!(a.targets || b.targets) || wished(a) === wished(b)) && (/** @type {(keyof Experiment)[]} */ (Object.keys(a))).every(key => key === "target" || key === "targets" || JSON.stringify(a[key]) === JSON.stringify(b[key]));
const exactly = (/** @type {Experiment} */ a, /** @type {Experiment} */ b) => same(a, b) && wished(a) === wished(b);

/** The lesson that was shown last: several have the same cure. @type {Preset | undefined} */ let shown;

/** Says what will fail, and offers the cure. */
function lesson() {
  const p = hello.presets.find(each => same(each.experiment, setup.experiment)), cured = [shown, ...hello.presets].find(each => same(setup.experiment, each?.cured)), place = at("lesson");
  for (const button of document.querySelectorAll("[data-preset]")) button.setAttribute("aria-current", String(/** @type {HTMLElement} */ (button).dataset.preset === (p ?? cured)?.name));
  shown = p ?? cured;
  place.hidden = !shown;
  place.className = p?.cured ? "ill" : cured ? "good" : "";
  if (p) place.replaceChildren(...(p.cured ? [make("b", {}, texts.fails + " ")] : []), p.sentence, ...(p.cured ? [" ", make("button", { class: "act", id: "cure", onclick: () => begin(/** @type {Experiment} */ (p.cured), { plays: true }) }, `${texts.cure} ${p.cure}`)] : []));
  else if (cured) place.replaceChildren(make("b", {}, texts.cured + " "), `${cured.cure}.`);
}

function showPresets() {
  at("presets").hidden = setup.isWatched;
  at("presets").replaceChildren(make("span", {}, texts.begin), ...hello.presets.map(p => make("button", { class: "preset" + (p.cured ? " ill" : ""), title: p.sentence, "data-preset": p.name, onclick: () => begin(p.experiment, { plays: true }) }, p.title)));
}

function showFiles() {
  const all = /** @type {Record<string, string>} */ (texts.files);
  const drawn = make("li", {}, make("button", { class: "link", id: "picture", onclick: () => save("picture.png", import("./picture.js").then(file => file.picture(board, setup, `${texts.epochName.toLowerCase()} ${last?.epoch ?? 0}, ${setup.metric} ${score(curves.held(), setup.metric)}`))) }, "picture.png"), make("span", { class: "note" }, all["picture.png"]));
  at("files").replaceChildren(...hello.files.map(name => make("li", {}, make("a", { href: "/api/take/" + name, download: name, onclick: (/** @type {Event} */ e) => { e.preventDefault(); save(name, fetch("/api/take/" + name).then(async a => { if (!a.ok) throw new Trouble((await a.json()).error, a.status); return a.blob(); })); } }, name), make("span", { class: "note" }, all[name] ?? ""))), drawn);
}

/** Hands a file to the browser. @param {string} name @param {Promise<Blob>} content */
async function save(name, content) {
  try {
    const url = URL.createObjectURL(await content);
    make("a", { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  } catch (e) { trouble(e); }
}

const tabs = ["net", "compare", "atlas", "take"];
/** Views that are not there at first are fetched when they are opened. @type {Promise<import("./atlas.js").Atlas> | undefined} */ let atlas;
/** @type {Promise<import("./compare.js").Compare> | undefined} */ let compare;
const openAtlas = () => atlas ??= import("./atlas.js").then(file => new file.Atlas(hello.functions, new Set(hello.presets.flatMap(p => p.experiment.layers.map(l => l.activation))), trouble), e => { atlas = undefined; throw e; });
const openCompare = () => compare ??= import("./compare.js").then(file => new file.Compare(experiment => { tab("net"); begin(experiment); }, trouble), e => { compare = undefined; throw e; });
/** @param {string} name @param {number} [beside] a run to lay beside the present one */
function tab(name, beside) {
  for (const n of tabs) { const on = n === name; at("view-" + n).hidden = !on; at("tab-" + n).setAttribute("aria-selected", String(on)); at("tab-" + n).tabIndex = on ? 0 : -1; }
  if (name === "atlas") openAtlas().then(view => view.draw()).catch(trouble); else if (name === "compare") openCompare().then(view => view.open(beside)).catch(trouble); else if (name === "net") board.place();
}

function wire() {
  tabs.forEach((name, i) => {
    at("tab-" + name).addEventListener("click", () => tab(name));
    at("tab-" + name).addEventListener("keydown", (/** @type {KeyboardEvent} */ e) => { const to = e.key === "ArrowRight" ? 1 : e.key === "ArrowLeft" ? -1 : 0; if (to) { const next = tabs[(i + to + tabs.length) % tabs.length]; tab(next); at("tab-" + next).focus(); } });
  });
  at("play").addEventListener("click", () => last?.status === "playing" ? control("pause") : learn("play"));
  at("restart").addEventListener("click", () => begin(setup.experiment, { plays: false }));
  at("one").addEventListener("click", () => learn("steps", 1));
  at("epoch").addEventListener("click", () => learn("epoch"));
  at("rate").addEventListener("input", () => { const value = +(10 ** Number(at("rate").value)).toPrecision(3); at("rate-said").textContent = say(value); turned = performance.now(); setup.experiment.rate = value; address(setup.experiment, false); control("rate", value); });
  at("speed").addEventListener("input", () => { saySpeed(); control("speed", speed()); });
  at("lines").addEventListener("change", (/** @type {any} */ e) => { board.lines(e.target.value); control("gradients", e.target.value === "gradients" ? 1 : 0); });
  at("copy").addEventListener("click", () => { at("link").select(); (navigator.clipboard?.writeText(location.href) ?? Promise.resolve(document.execCommand("copy"))).then(() => { at("copy").textContent = texts.copied; }, trouble); });
  addEventListener("popstate", () => { const e = unpack(); if (e && !exactly(e, setup.experiment)) begin(e, { force: true }); });
  addEventListener("keydown", e => {
    const on = /** @type {HTMLElement} */ (e.target);
    if (e.ctrlKey || e.metaKey || e.altKey || at("preview").open || /INPUT|SELECT|TEXTAREA|SUMMARY/.test(on.tagName) || (e.key === " " && on.tagName === "BUTTON")) return;
    const button = /** @type {HTMLElement | null} */ (document.querySelector(`[data-key="${CSS.escape(e.key.toLowerCase())}"]`));
    if (button) { button.click(); e.preventDefault(); }
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { curves.draw(); board.place(); surface.draw(); if (last?.layers.length) drawRiver(last); });
  at("legend").replaceChildren(...states.slice(0, 5).map(s => make("li", {}, make("i", { class: "unit", "data-state": s }), /** @type {any} */ (texts.states)[s])), make("li", {}, make("i", { class: "unit", "data-state": "dead", "data-proof": "certified" }), texts.certified));
  new ResizeObserver(([head]) => document.documentElement.style.setProperty("--head", `${/** @type {HTMLElement} */ (head.target).offsetHeight}px`)).observe(/** @type {HTMLElement} */ (document.querySelector("header")));
  wireClinic(trouble);
  saySpeed();
}

/** The line to the server was lost or given up, or is there. @param {"open" | "lost" | "away" | "refused"} state */
async function onLine(state) {
  if (state === "lost" && !isSaid) { lost = isSaid = true; document.body.dataset.status = "lost"; tell(texts.lost, "bad"); }
  else if (state === "away") lost = true;
  else if (state === "refused") tell(texts.refused, "bad");
  else if (state === "open" && lost) await reunite();
}

/** What this page has missed. Another server at this address knows nothing of its experiment: it gets it back. */
async function reunite() {
  const { studio } = hello;
  hello = await get("hello");
  const isOther = hello.studio !== studio, next = isOther || !isOld(hello.setup) ? hello.setup : setup, wanted = waits ?? setup.experiment;
  const isThere = !isOther || setup.isWatched || next.isWatched || exactly(wanted, next.experiment), isAnothers = !isOther && next.run !== setup.run;
  lost = false;
  if (!isThere) waits = wanted;
  onSetup(next, isAnothers);
  const waiting = early;
  early = [];
  waiting.forEach(onFrame);
  if ((isThere || await begin(wanted, { force: true, plays: false })) && (isSaid || isOther) && !isAnothers) tell(texts.back, "good");
  isSaid = false;
}

async function start() {
  // The page carries the first answer; what the server says before it is ready waits.
  /** @type {(() => void)[] | null} */ let waiting = [];
  const ready = (/** @type {(what: any) => void} */ hear) => (/** @type {any} */ what) => { if (waiting) waiting.push(() => hear(what)); else hear(what); };
  listen({
    setup: ready(async next => {
      if (pending || lost || isOld(next) || next.run === setup.run && next.version === setup.version) return;
      onSetup(next, true);
      if (!next.isWatched && !hello.data.some(d => d.name === next.experiment.data)) { hello = await get("hello"); data.show(setup, hello); }
    }), frame: ready(onFrame),
    verdict: ready(v => { if (v.run !== setup.run) return; showVerdict(v); if (v.proofs.length && !setup.version) board.prove(v.proofs, v.states); if (v.isOver && card.shown) card.show(card.shown.layer, card.shown.unit, true); }),
  }, ready(onLine));
  hello = JSON.parse(at("hello").textContent);
  setup = hello.setup;
  const wanted = setup.isWatched ? null : unpack();
  wire();
  onSetup(hello.setup, false);
  // Asked once the board has been laid out: asking earlier would have everything styled twice.
  if (innerWidth < 1344) at("settings-panel").open = false;
  if (hello.first) onFrame(hello.first);
  waiting.forEach(hear => hear());
  waiting = null;
  showPresets();
  if (wanted && !exactly(wanted, hello.setup.experiment)) await begin(wanted, { force: true, plays: false });
  if (hello.hasFinished && !wanted) tab("compare");
  document.body.dataset.ready = "yes";
}

start().catch(trouble);
