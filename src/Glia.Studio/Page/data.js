// @ts-check
import { texts } from "./texts.js";
import { get, upload } from "./api.js";
import { at, make, table, count } from "./dom.js";
/** @typedef {import("../page").Preview} Preview @typedef {import("../page").DataEntry} DataEntry @typedef {import("../page").Setup} Setup @typedef {(change: { data: string, target?: string }) => Promise<any>} Use */

const plainName = (/** @type {string} */ name) => name.replace(/^own:/, "");

/** The table that is learned from: a short account, and a dialog with the whole of it. */
export class Data {
  /** @param {Use} use @param {() => Promise<any>} refresh asks for the list of tables again @param {() => void} compare shows runs side by side @param {(e: any) => void} trouble */
  constructor(use, refresh, compare, trouble) {
    this.use = use; this.refresh = refresh; this.compare = compare; this.trouble = trouble;
    /** @type {Preview | null} */ this.preview = null;
    at("table").addEventListener("change", () => this.use({ data: at("table").value, target: undefined }));
    at("look").addEventListener("click", () => this.open(null));
    at("file").addEventListener("change", () => { this.take(at("file").files[0]); at("file").value = ""; });
    for (const name of ["dragover", "dragleave", "drop"]) addEventListener(name, e => {
      e.preventDefault();
      at("drop").classList.toggle("over", name === "dragover");
      if (name === "drop") this.take(/** @type {DragEvent} */ (e).dataTransfer?.files[0]);
    });
    at("preview-use").addEventListener("click", () => { const p = this.preview; at("preview").close(); if (p) this.use({ data: p.name, target: p.target }); });
    at("preview-close").addEventListener("click", () => at("preview").close());
    at("target").addEventListener("change", async () => { if (this.preview) this.write(await this.ask(this.preview.name, at("target").value)); });
  }

  /** @param {Setup} setup @param {DataEntry[]} all */
  show(setup, all) {
    this.setup = setup;
    const e = setup.experiment, kinds = /** @type {Record<string, string>} */ ({ own: texts.own, toy: texts.toy, sample: texts.sample });
    const groups = Object.keys(kinds).map(kind => [kinds[kind], all.filter(d => d.kind === kind)]).filter(([, list]) => list.length);
    at("table").replaceChildren(...groups.map(([label, list]) => make("optgroup", { label }, .../** @type {DataEntry[]} */ (list).map(d => make("option", { value: d.name, selected: d.name === e.data }, plainName(d.name).replaceAll("_", " "))))));
    if (setup.isWatched) at("table").replaceChildren(make("option", {}, setup.title));
    for (const id of ["table", "look"]) at(id).disabled = setup.isWatched;
    at("drop").hidden = setup.isWatched;
    at("table-note").textContent = all.find(d => d.name === e.data)?.text ?? "";
    at("task-note").replaceChildren(make("b", {}, setup.target ? `${texts.predicts} ${setup.target}. ` : ""), `${/** @type {any} */ (texts.tasks)[setup.task]} `, make("span", { class: "note" }, `${count(setup.trainRows)} ${texts.seen}, ${count(setup.heldRows)} ${texts.heldRows}.`));
  }

  /** @param {string} data @param {string | undefined} [target] @returns {Promise<Preview | null>} */
  ask(data, target) { return get("preview", { data, ...(target ? { target } : {}) }).catch(e => { this.trouble(e); return null; }); }

  /** @param {Preview | null} dropped */
  async open(dropped) {
    const p = dropped ?? await this.ask(this.setup?.experiment.data ?? "", this.setup?.target);
    if (!p) return;
    this.write(p);
    if (!at("preview").open) at("preview").showModal();
  }

  /** @param {Preview | null} p */
  write(p) {
    if (!p) return;
    this.preview = p;
    at("preview-name").textContent = plainName(p.name);
    at("preview-rows").textContent = `${count(p.rows)} ${texts.rows}, ${count(p.lines[0].length)} ${texts.columns}`;
    at("target").replaceChildren(...p.lines[0].map(c => make("option", { value: c, selected: c === p.target }, c ?? "")));
    at("preview-task").replaceChildren(make("b", {}, /** @type {any} */ (texts.tasks)[p.task]), ` ${p.why}`);
    at("preview-notes").replaceChildren(...p.notes.map(note => make("li", {}, note)));
    const kinds = new Map(p.columns.map(c => [c.name, c]));
    at("preview-columns").replaceChildren(table([texts.column, texts.kind, texts.because], p.lines[0].map(name => { const c = kinds.get(String(name)); return [String(name), name === p.target ? texts.targetKind : c?.kind ?? "–", name === p.target ? p.why : c?.why ?? ""]; }), p.lines[0].map(name => name === p.target ? "chosen" : "")));
    at("preview-lines").replaceChildren(table(/** @type {string[]} */ (p.lines[0]), p.lines.slice(1).map(row => row.map(cell => cell ?? "–"))));
  }

  /** @param {File | undefined} file */
  async take(file) {
    if (!file) return;
    try {
      at("drop").classList.add("busy");
      if (/\.json$/i.test(file.name)) { await upload(file, "finished"); this.compare(); return; }
      const p = await upload(file);
      await this.refresh();
      await this.open(p);
    } catch (e) { this.trouble(e); } finally { at("drop").classList.remove("busy"); }
  }
}
