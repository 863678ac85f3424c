// @ts-check
import { texts } from "./texts.js";
import { get, upload, Trouble } from "./api.js";
import { at, make, table, count } from "./dom.js";
/** @typedef {import("../page").Preview} Preview @typedef {import("../page").DataEntry} DataEntry @typedef {import("../page").Hello} Hello @typedef {import("../page").Setup} Setup @typedef {(change: { data: string, target?: string, targets?: string[] }) => Promise<any>} Use */

const plainName = (/** @type {string} */ name) => name.replace(/^own:/, "");

/** The table that is learned from: a short account, and a dialog with the whole of it. */
export class Data {
  /** @param {Use} use @param {() => Promise<any>} refresh asks for the list of tables again @param {(name: string) => Promise<boolean>} resume begins the experiment that waits for a table @param {(run: number) => void} compare lays a run beside the present one @param {(e: any) => void} trouble */
  constructor(use, refresh, resume, compare, trouble) {
    this.use = use; this.refresh = refresh; this.resume = resume; this.compare = compare; this.trouble = trouble;
    /** @type {Preview | null} */ this.preview = null;
    /** What is wished to be predicted, which may be no task. @type {string[]} */ this.chosen = [];
    /** The last question; answers to others come too late. */ this.question = 0;
    at("table").addEventListener("change", () => this.use({ data: at("table").value, target: undefined, targets: undefined }));
    at("look").addEventListener("click", () => this.open(null));
    at("file").addEventListener("change", () => { this.take(at("file").files[0]); at("file").value = ""; });
    for (const name of ["dragover", "dragleave", "drop"]) addEventListener(name, e => {
      e.preventDefault();
      at("drop").classList.toggle("over", name === "dragover");
      if (name === "drop") this.take(/** @type {DragEvent} */ (e).dataTransfer?.files[0]);
    });
    at("preview-use").addEventListener("click", () => { const p = this.preview; at("preview").close(); if (p) this.use({ data: p.name, target: p.targets.length > 1 ? undefined : p.targets[0], targets: p.targets.length > 1 ? p.targets : undefined }); });
    at("preview-close").addEventListener("click", () => at("preview").close());
    at("target").addEventListener("change", () => { if (at("target").value) this.choose([at("target").value]); });
    // Outputs stand in the order in which their columns were chosen.
    at("targets").addEventListener("change", (/** @type {any} */ e) => this.choose(e.target.checked ? [...this.chosen, e.target.value] : this.chosen.filter(name => name !== e.target.value)));
  }

  /** @param {Setup} setup @param {Hello} hello */
  show(setup, { data: all, largestUpload }) {
    this.setup = setup;
    this.largest = largestUpload;
    const e = setup.experiment, kinds = /** @type {Record<string, string>} */ ({ own: texts.own, toy: texts.toy, sample: texts.sample });
    const groups = Object.keys(kinds).map(kind => [kinds[kind], all.filter(d => d.kind === kind)]).filter(([, list]) => list.length);
    at("table").replaceChildren(...groups.map(([label, list]) => make("optgroup", { label }, .../** @type {DataEntry[]} */ (list).map(d => make("option", { value: d.name, selected: d.name === e.data }, plainName(d.name).replaceAll("_", " "))))));
    if (setup.isWatched) at("table").replaceChildren(make("option", {}, setup.title));
    for (const id of ["table", "look"]) at(id).disabled = setup.isWatched;
    at("drop").hidden = setup.isWatched;
    at("table-note").textContent = all.find(d => d.name === e.data)?.text ?? "";
    at("task-note").replaceChildren(make("b", {}, setup.target ? `${texts.predicts} ${setup.target}. ` : ""), `${/** @type {any} */ (texts.tasks)[setup.task]} `, make("span", { class: "note" }, `${count(setup.trainRows)} ${texts.seen}, ${count(setup.heldRows)} ${texts.heldRows}.`));
  }

  /** @param {string} data @param {string[]} targets @returns {Promise<Preview>} */
  ask(data, targets) { return get("preview", [["data", data], ...targets.map(target => ["target", target])]); }

  /** Asks what predicting these columns would be; what does not go together is said where they are chosen. @param {string[]} targets */
  async choose(targets) {
    const p = this.preview, question = ++this.question;
    if (!p) return;
    if (!targets.length) { this.mark(p, this.chosen); return; }
    this.mark(p, targets);
    try {
      const next = await this.ask(p.name, targets);
      if (question === this.question) this.write(next);
    } catch (e) {
      if (question !== this.question) return;
      at("preview-task").replaceChildren(make("b", { class: "bad" }, String(/** @type {any} */ (e).message ?? e)));
      at("preview-use").disabled = true;
    }
  }

  /** Shows what is chosen; boxes stay where they are, so that the focus does. @param {Preview} p @param {string[]} targets */
  mark(p, targets) {
    this.chosen = targets;
    const columns = p.lines[0].map(String), boxes = () => /** @type {HTMLInputElement[]} */ ([...at("targets").querySelectorAll("input")]);
    if (JSON.stringify(boxes().map(box => box.value)) !== JSON.stringify(columns)) at("targets").replaceChildren(...columns.map(name => make("label", {}, make("input", { type: "checkbox", value: name }), ` ${name}`)));
    for (const box of boxes()) box.checked = targets.includes(box.value);
    if (targets.length > 1) at("together").open = true;
    at("target").replaceChildren(...(targets.length > 1 ? [make("option", { value: "", selected: true }, `${texts.severalTargets} ${targets.join(", ")}`)] : []), ...columns.map(name => make("option", { value: name, selected: targets.length === 1 && name === targets[0] }, name)));
  }

  /** @param {Preview | null} dropped */
  async open(dropped) {
    try { this.write(dropped ?? await this.ask(this.setup?.experiment.data ?? "", this.setup?.targets.map(t => t.name) ?? [])); } catch (e) { this.trouble(e); return; }
    if (!at("preview").open) at("preview").showModal();
  }

  /** @param {Preview} p */
  write(p) {
    this.preview = p;
    at("preview-name").textContent = plainName(p.name);
    at("preview-rows").textContent = `${count(p.rows)} ${texts.rows}, ${count(p.lines[0].length)} ${texts.columns}`;
    if (p.targets.length < 2 && !at("preview").open) at("together").open = false;
    this.mark(p, p.targets);
    at("preview-use").disabled = false;
    at("preview-task").replaceChildren(make("b", {}, /** @type {any} */ (texts.tasks)[p.task]), ` ${p.why}`);
    at("preview-notes").replaceChildren(...p.notes.map(note => make("li", {}, note)));
    const isTarget = (/** @type {string | null} */ name) => p.targets.includes(String(name));
    const kinds = new Map(p.columns.map(c => [c.name, c]));
    at("preview-columns").replaceChildren(table([texts.column, texts.kind, texts.because], p.lines[0].map(name => { const c = kinds.get(String(name)); return [String(name), isTarget(name) ? texts.targetKind : c?.kind ?? "–", isTarget(name) ? p.why : c?.why ?? ""]; }), p.lines[0].map(name => isTarget(name) ? "chosen" : "")));
    at("preview-lines").replaceChildren(table(/** @type {string[]} */ (p.lines[0]), p.lines.slice(1).map(row => row.map(cell => cell ?? "–"))));
  }

  /** @param {File | undefined} file */
  async take(file) {
    if (!file) return;
    this.trouble(null);
    try {
      if (file.size > (this.largest ?? Infinity)) throw new Trouble(`${file.name} ${texts.tooLarge} ${/** @type {number} */ (this.largest) >> 20} MiB. ${texts.startWith}`, 413);
      at("drop").classList.add("busy");
      if (/\.json$/i.test(file.name)) { this.compare((await upload(file, "finished")).run); return; }
      const p = await upload(file);
      await this.refresh();
      if (!await this.resume(p.name)) await this.open(p);
    } catch (e) { this.trouble(e); } finally { at("drop").classList.remove("busy"); }
  }
}
