// @ts-check
/** Makes an element. @param {string} name @param {Record<string, any>} [props] @param {...(Node | string)} children @returns {any} */
export function make(name, props = {}, ...children) {
  const e = document.createElement(name);
  for (const [key, value] of Object.entries(props)) {
    if (key.startsWith("on")) e.addEventListener(key.slice(2), value);
    else if (key === "class") e.className = value;
    else if (key.includes("-") || key === "role" || key === "for") e.setAttribute(key, value);
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
  return size >= 1e5 || size < 1e-3 ? n.toExponential(1).replace("e+", "e").replace("-", "−") : String(+n.toPrecision(3)).replace("-", "−");
}

/** A colour of the sheet. @param {string} name */
export const colour = name => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();

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
