// @ts-check
/** Talks to the studio. The token travels as a cookie that only this page has. */

/** An answer that says no, in words. */
export class Trouble extends Error {
  /** @param {string} message @param {number} status */
  constructor(message, status) { super(message); this.status = status; }
}

/** @param {string} path @param {RequestInit} [init] @returns {Promise<any>} */
async function ask(path, init) {
  const answer = await fetch("/api/" + path, init);
  if (answer.status === 204 || answer.status === 202) return null;
  const body = await answer.json().catch(() => ({ error: answer.statusText }));
  if (!answer.ok) throw new Trouble(body.error ?? answer.statusText, answer.status);
  return body;
}

export const get = (/** @type {string} */ path, /** @type {Record<string, any> | string[][]} */ query = {}) => ask(path + "?" + new URLSearchParams(query));
export const post = (/** @type {string} */ path, /** @type {any} */ body) => ask(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
/** @param {File} file @param {"upload" | "finished"} [what] a table, or a run that is over */
export const upload = (file, what = "upload") => ask(what + "?name=" + encodeURIComponent(file.name), { method: "POST", headers: { "Content-Type": "application/octet-stream" }, body: file });

/** @param {string} text base64 @returns {Uint8Array} */
export function bytes(text) {
  const raw = atob(text), all = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i++) all[i] = raw.charCodeAt(i);
  return all;
}

/** Listens for ever; a browser reconnects by itself unless it was refused. @param {Record<string, (data: any) => void>} hear @param {(state: "open" | "lost" | "away" | "refused") => void} state */
export function listen(hear, state) {
  /** @type {EventSource | null} */ let source = null;
  const open = () => {
    if (source || document.hidden) return;
    const line = source = new EventSource("/api/events");
    line.onopen = () => state("open");
    line.onerror = async () => {
      if (line !== source) return;
      state("lost");
      if (line.readyState !== EventSource.CLOSED) return;
      source = null;
      const answer = await fetch("/api/hello").catch(() => null);
      if (answer?.status === 401) state("refused");
      else setTimeout(open, 1000);
    };
    for (const [name, what] of Object.entries(hear)) line.addEventListener(name, e => { if (line === source) what(JSON.parse(/** @type {MessageEvent} */ (e).data)); });
  };
  // A browser has six lines to one server, for all its tabs together: those that nobody sees leave theirs to the others.
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) open();
    else if (source) { source.close(); source = null; state("away"); }
  });
  open();
}
