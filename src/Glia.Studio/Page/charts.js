// @ts-check
/** @param {HTMLElement} file a part of the page that brings a file with it */
const arrive = file => new Promise((done, fail) => { file.onload = done; file.onerror = () => fail(new TypeError("A file of the page did not come.")); document.head.append(file); });

/** @type {Promise<any> | undefined} */ let library;
/** The charts' library (uPlot) with its sheet. It comes once the first frame is on the screen: units do not wait for charts. @returns {Promise<any>} */
export const charts = () => library ??= new Promise(next => requestAnimationFrame(() => setTimeout(next)))
  .then(() => Promise.all([arrive(Object.assign(document.createElement("link"), { rel: "stylesheet", href: "vendor/uplot.css" })), arrive(Object.assign(document.createElement("script"), { src: "vendor/uplot.js" }))]))
  .then(() => window.uPlot, e => { library = undefined; throw e; });
