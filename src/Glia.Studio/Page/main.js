// @ts-check
import { texts, fillTexts } from "./texts.js";
import { get, post, upload, listen, Trouble } from "./api.js";
import { at, make, say } from "./dom.js";
import { Board, states } from "./network.js";
import { Surface, Curves, drawRiver } from "./answers.js";
import { showVerdict, showUnit, wireClinic } from "./clinic.js";
import { showSettings, layerHead } from "./builder.js";
import { Atlas } from "./atlas.js";

/** @type {any} */ let hello = null;
/** @type {any} */ let setup = null;
/** @type {any} */ let last = null;
let lost = false, mine = true;

fillTexts();
const tell = (/** @type {string | null | undefined} */ message, kind = "") => { const p = at("say"); p.hidden = !message; p.textContent = message ?? ""; p.className = kind; };
const trouble = (/** @type {any} */ e) => tell(e instanceof Trouble ? e.message : lost ? texts.lost : String(e.message ?? e), "bad");
const board = new Board((layer, unit) => showUnit(board, layer, unit, trouble));
const surface = new Surface(), curves = new Curves();

// The address carries the experiment.
const pack = (/** @type {any} */ e) => "#e=" + btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(e)))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
function unpack() {
  try {
    const text = location.hash.startsWith("#e=") ? location.hash.slice(3).replaceAll("-", "+").replaceAll("_", "/") : "";
    return text ? JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(text), c => c.charCodeAt(0)))) : null;
  } catch { tell("The address holds no experiment that can be read; the usual one is shown.", "bad"); return null; }
}

/** @param {any} experiment @param {boolean} [force] */
async function begin(experiment, force) {
  try {
    mine = true;
    await post("experiment", { experiment, ...(force || !setup ? {} : { run: setup.run }) });
    tell(null);
    return true;
  } catch (e) { trouble(e); return false; }
}
const change = (/** @type {any} */ what) => begin({ ...setup.experiment, ...what });
const control = (/** @type {string} */ action, /** @type {number | undefined} */ value) => post("control", { action, ...(value === undefined ? {} : { value }) }).catch(trouble);

/** @param {any} next */
function onSetup(next) {
  setup = next;
  history.replaceState(null, "", pack(next.experiment));
  at("link").value = location.href;
  at("card").hidden = true;
  at("verdict").replaceChildren(); at("doing").textContent = ""; at("progress").hidden = true;
  for (const id of ["explain", "heal"]) at(id).disabled = false;
  board.begin(next, layerHead(next.experiment, hello.functions, change));
  surface.begin(next); curves.begin(next);
  showSettings(next.experiment, change);
  showData();
  at("net-note").textContent = `${next.parameters.toLocaleString("en")} ${texts.parameters} · ${next.loss.replaceAll("_", " ")} → ${next.output}`;
  rate(next.experiment.rate);
  document.querySelectorAll("#presets [data-preset]").forEach(e => e.removeAttribute("aria-current"));
  control("speed", speed());
}

/** @param {any} frame */
function onFrame(frame) {
  if (!setup || frame.run !== setup.run) return;
  last = frame;
  at("n-epoch").textContent = frame.epoch.toLocaleString("en");
  at("n-step").textContent = frame.step.toLocaleString("en");
  at("n-speed").textContent = frame.status === "playing" ? Math.round(frame.stepsPerSecond).toLocaleString("en") : "–";
  document.body.dataset.status = frame.status;
  at("play").setAttribute("aria-pressed", String(frame.status === "playing"));
  if (frame.message) tell(frame.message, frame.status === "failed" || frame.message.includes("not finite") ? "bad" : "");
  curves.show(frame);
  if (frame.layers.length) requestAnimationFrame(() => { board.show(frame); surface.show(frame); drawRiver(frame); });
}

function rate(/** @type {number} */ value) { at("rate").value = Math.log10(value); at("rate-said").textContent = say(value); }
const speed = () => { const v = Number(at("speed").value); return v >= 5 ? 0 : Math.round(10 ** v); };
function saySpeed() { at("speed-said").textContent = speed() ? speed().toLocaleString("en") + texts.perSecond : texts.full; }

async function showData() {
  const e = setup.experiment, table = at("table");
  const kinds = /** @type {Record<string, string>} */ ({ own: texts.own, toy: texts.toy, sample: texts.sample });
  table.replaceChildren(...Object.keys(kinds).map(kind => make("optgroup", { label: kinds[kind] }, ...hello.data.filter((/** @type {any} */ d) => d.kind === kind).map((/** @type {any} */ d) => make("option", { value: d.name, selected: d.name === e.data }, d.name.replace(/^own:/, "").replaceAll("_", " "))))));
  at("table-note").textContent = hello.data.find((/** @type {any} */ d) => d.name === e.data)?.text ?? "";
  try {
    const p = await get("preview", { data: e.data, target: setup.target });
    at("target").replaceChildren(...p.lines[0].map((/** @type {string} */ c) => make("option", { value: c, selected: c === p.target }, c)));
    at("task-note").textContent = `${p.why} ${setup.trainRows} ${texts.seen}, ${setup.heldRows} ${texts.heldRows}.` + (setup.plane ? "" : " " + texts.noPlane);
    at("preview").replaceChildren(make("table", {}, make("thead", {}, make("tr", {}, ...p.lines[0].map((/** @type {string} */ c, /** @type {number} */ i) => make("th", { scope: "col", title: p.columns.find((/** @type {any} */ x) => x.name === c)?.why ?? "" }, c)))), make("tbody", {}, ...p.lines.slice(1).map((/** @type {any[]} */ row) => make("tr", {}, ...row.map(cell => make("td", {}, cell ?? "–")))))));
  } catch (e) { trouble(e); }
}

async function take(/** @type {File | undefined} */ file) {
  if (!file) return;
  try {
    const p = await upload(file);
    hello = await get("hello");
    await begin({ ...setup.experiment, data: p.name, target: p.target });
  } catch (e) { trouble(e); }
}

function showPresets() {
  at("presets").replaceChildren(...hello.presets.map((/** @type {any} */ p) => {
    const button = make("button", { class: "preset" + (p.cured ? " ill" : ""), "data-preset": p.name, onclick: async () => { if (await begin(p.experiment)) { button.setAttribute("aria-current", "true"); offer(p); } } }, make("strong", {}, p.title), make("span", {}, p.sentence));
    return button;
  }));
}

/** Says what will fail, and offers the cure. @param {any} p */
function offer(p) {
  tell(p.sentence);
  if (p.cured) at("say").append(" ", make("button", { class: "act", id: "cure", onclick: async () => { if (await begin(p.cured)) { tell(`${texts.preset} ${p.cure}`, "good"); control("play"); } } }, `${texts.preset} ${p.cure}`));
}

function tabs() {
  const all = ["net", "atlas", "take"];
  const show = (/** @type {string} */ name) => {
    for (const n of all) { const on = n === name; at("view-" + n).hidden = !on; at("tab-" + n).setAttribute("aria-selected", String(on)); at("tab-" + n).tabIndex = on ? 0 : -1; }
    if (name === "atlas") atlas.draw(); else board.drawEdges();
  };
  const atlas = new Atlas(hello.functions, trouble);
  all.forEach((name, i) => {
    at("tab-" + name).addEventListener("click", () => show(name));
    at("tab-" + name).addEventListener("keydown", (/** @type {KeyboardEvent} */ e) => { const to = e.key === "ArrowRight" ? 1 : e.key === "ArrowLeft" ? -1 : 0; if (to) { const next = all[(i + to + all.length) % all.length]; show(next); at("tab-" + next).focus(); } });
  });
}

function wire() {
  at("play").addEventListener("click", () => control(last?.status === "playing" ? "pause" : "play"));
  at("restart").addEventListener("click", () => control("restart"));
  at("one").addEventListener("click", () => control("steps", 1));
  at("epoch").addEventListener("click", () => control("epoch"));
  at("rate").addEventListener("input", () => { const value = +(10 ** Number(at("rate").value)).toPrecision(3); at("rate-said").textContent = say(value); setup.experiment.rate = value; history.replaceState(null, "", pack(setup.experiment)); at("link").value = location.href; control("rate", value); });
  at("speed").addEventListener("input", () => { saySpeed(); control("speed", speed()); });
  at("table").addEventListener("change", () => begin({ ...setup.experiment, data: at("table").value, target: undefined }));
  at("target").addEventListener("change", () => change({ target: at("target").value }));
  at("file").addEventListener("change", () => { take(at("file").files[0]); at("file").value = ""; });
  for (const name of ["dragover", "drop"]) addEventListener(name, e => { e.preventDefault(); at("drop").classList.toggle("over", name === "dragover"); if (name === "drop") take(/** @type {DragEvent} */ (e).dataTransfer?.files[0]); });
  at("copy").addEventListener("click", () => navigator.clipboard.writeText(location.href).then(() => tell("Copied.", "good"), trouble));
  addEventListener("hashchange", () => { const e = unpack(); if (e) begin(e, true); });
  addEventListener("keydown", e => {
    const on = /** @type {HTMLElement} */ (e.target);
    if (e.ctrlKey || e.metaKey || e.altKey || /INPUT|SELECT|TEXTAREA/.test(on.tagName) || (e.key === " " && on.tagName === "BUTTON")) return;
    const button = /** @type {HTMLElement | null} */ (document.querySelector(`[data-key="${CSS.escape(e.key.toLowerCase())}"]`));
    if (button) { button.click(); e.preventDefault(); }
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { curves.build(); board.drawEdges(); surface.draw(); });
  at("legend").replaceChildren(...states.slice(0, 5).map(s => make("li", {}, make("i", { class: "unit", "data-state": s }), /** @type {any} */ (texts.states)[s])));
  at("files").replaceChildren(...Object.entries(texts.files).map(([name, why]) => make("li", {}, make("a", { href: "/api/take/" + name, download: name }, name), make("span", { class: "note" }, why))));
  wireClinic(trouble);
  saySpeed();
}

async function start() {
  hello = await get("hello");
  setup = hello.setup;
  const wanted = unpack();
  showPresets(); wire(); tabs();
  onSetup(hello.setup);
  if (wanted && JSON.stringify(wanted) !== JSON.stringify(hello.setup.experiment)) await begin(wanted, true);
  listen({ setup: next => { if (next.run !== setup.run || lost) onSetup(next); }, frame: onFrame, verdict: v => { if (v.run === setup.run) showVerdict(v); } }, async state => {
    if (state === "lost" && !lost) { lost = true; tell(texts.lost, "bad"); }
    else if (state === "refused") tell(texts.refused, "bad");
    else if (state === "open" && lost) {
      // The server may be a new one that knows nothing of this experiment: give it back.
      const wanted = setup.experiment;
      hello = await get("hello");
      lost = false;
      if (JSON.stringify(hello.setup.experiment) !== JSON.stringify(wanted)) await begin(wanted, true); else onSetup(hello.setup);
      tell(texts.back, "good");
    }
  });
  document.body.dataset.ready = "yes";
}

start().catch(trouble);
