// @ts-check
/** Makes an element. @param {string} name @param {Record<string, any>} [props] @param {...(Node | string)} children @returns {any} */
export function make(name, props = {}, ...children) {
  const e = document.createElement(name);
  for (const [key, value] of Object.entries(props)) {
    if (key.startsWith("on")) e.addEventListener(key.slice(2), value);
    else if (key === "class") e.className = value;
    else if (key.includes("-") || key === "role" || key === "for" || key === "tabindex") e.setAttribute(key, value);
    else /** @type {any} */ (e)[key] = value;
  }
  e.append(...children);
  return e;
}

/** @param {string} id @returns {any} */
export const at = id => document.getElementById(id);

/** A number for people. @param {number | null | undefined} n */
export function say(n) {
  if (n === null || n === undefined) return "–";
  if (n === 0) return "0";
  const size = Math.abs(n);
  return size >= 1e5 || size < 1e-3 ? n.toExponential(1).replace("e+", "e").replaceAll("-", "−") : String(+n.toPrecision(3)).replace("-", "−");
}

/** A count for people. @param {number} n */
export const count = n => n.toLocaleString("en");

/** Names of code for people. @param {string} s */
export const plain = s => s.replaceAll("_", " ");

/** @type {Map<string, string>} */ const sheet = new Map();
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => sheet.clear());

/** A colour of the sheet. @param {string} name @returns {string} */
export function colour(name) {
  let value = sheet.get(name);
  if (value === undefined) sheet.set(name, value = getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim());
  return value;
}

/** @param {string} hex @returns {number[]} */
export const rgb = hex => [1, 3, 5].map(i => parseInt(hex.slice(i, i + 2), 16));

/** Sizes a canvas to its place, sharp on any screen. @param {HTMLCanvasElement} canvas @param {number} width @param {number} height */
export function fit(canvas, width, height) {
  const scale = devicePixelRatio || 1, w = Math.round(width * scale), h = Math.round(height * scale);
  if (canvas.width !== w || canvas.height !== h) [canvas.width, canvas.height] = [w, h];
  const g = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  g.setTransform(scale, 0, 0, scale, 0, 0);
  g.clearRect(0, 0, width, height);
  return g;
}

/** So many pixels of the sheet, in drawings that know no sheet: more on a wall. @param {number} size */
export const px = size => Math.round(size * parseFloat(getComputedStyle(document.documentElement).fontSize) / 16);

/** A chart's axis in the page's colours. @param {{ size: number } & Record<string, any>} more */
export const axis = more => ({ stroke: colour("muted"), grid: { stroke: colour("grid"), width: 1 }, ticks: { show: false }, font: `${px(12)}px system-ui`, ...more, size: px(more.size) });

/** A table. @param {string[]} head @param {(string | Node)[][]} rows @param {string[]} [kinds] a class for each row */
export const table = (head, rows, kinds = []) => make("div", { class: "scroll", tabindex: "0" },
  make("table", {}, make("thead", {}, make("tr", {}, ...head.map(h => make("th", { scope: "col" }, h)))),
    make("tbody", {}, ...rows.map((row, i) => make("tr", { class: kinds[i] ?? "" }, ...row.map((cell, k) => make(k ? "td" : "th", k ? {} : { scope: "row" }, cell)))))));

/** Milliseconds of drawing in one frame of the screen, of the 16.7 that it has. */
const budget = 6;

/** Drawing for the next frames of the screen: as much at a time as leaves the page fluid. */
class Painter {
  constructor() { /** @type {Map<any, { job: () => void, cost: number }>} */ this.jobs = new Map(); this.isAwake = false; }

  /** Does something soon; a later wish with the same key takes the place of the earlier one in the queue, so that everybody's turn comes. @param {any} key @param {() => void} job @param {number} cost milliseconds that the browser needs for its canvas at the end of the frame, beside the job itself; they cannot be seen from here */
  soon(key, job, cost) {
    this.jobs.set(key, { job, cost });
    if (!this.isAwake) { this.isAwake = true; requestAnimationFrame(() => this.work()); }
  }

  work() {
    let until = performance.now() + budget;
    for (const [key, { job, cost }] of this.jobs) {
      this.jobs.delete(key);
      job();
      until -= cost;
      if (performance.now() > until) break;
    }
    this.isAwake = this.jobs.size > 0;
    if (this.isAwake) requestAnimationFrame(() => this.work());
  }
}
/** One for the whole page: a frame's time is all that there is. */
export const painter = new Painter();
