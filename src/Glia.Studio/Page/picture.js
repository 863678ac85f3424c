// @ts-check
import { at, colour } from "./dom.js";
/** @typedef {import("../page").Setup} Setup @typedef {import("./network.js").Board} Board */

/** The network, its answers and its losses as one PNG, as they stand. @param {Board} board @param {Setup} setup @param {string} says @returns {Promise<Blob>} */
export function picture(board, setup, says) {
  // It is asked for from another view, while the network's has no size: that lasts until all is drawn, which nobody sees.
  const view = at("view-net"), wasHidden = view.hidden;
  view.hidden = false;
  const width = 1600, height = 900, canvas = new OffscreenCanvas(width, height), g = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext("2d"));
  g.fillStyle = colour("panel"); g.fillRect(0, 0, width, height);
  g.fillStyle = colour("ink"); g.font = "600 28px system-ui"; g.fillText(`${setup.title}: ${says}`, 40, 56);
  g.fillStyle = colour("muted"); g.font = "18px system-ui"; g.fillText(`${setup.experiment.layers.map(l => `${l.units} ${l.activation}`).join(" · ")} · ${setup.loss.replaceAll("_", " ")} · ${setup.experiment.optimizer}, ${setup.experiment.rate} · seed ${setup.experiment.seed}`, 40, 88, 1520);
  const columns = at("columns").getBoundingClientRect(), left = setup.plane ? 1000 : 1520, scale = Math.min(left / columns.width, 560 / columns.height, 3);
  g.save(); g.translate(40, 110); g.scale(scale, scale);
  for (const layer of [...board.gaps, at("pictures")]) {
    const r = layer.getBoundingClientRect();
    if (layer.width && layer.height) g.drawImage(layer, r.left - columns.left, r.top - columns.top, r.width, r.height);
  }
  g.fillStyle = colour("muted"); g.font = "12px system-ui"; g.textAlign = "right";
  for (const input of board.inputs.children) { const r = input.getBoundingClientRect(); g.fillText(input.textContent ?? "", r.right - columns.left - 6, r.top - columns.top + r.height / 2 + 4); }
  for (const unit of board.units.flat()) {
    const r = unit.getBoundingClientRect(), x = r.left - columns.left, y = r.top - columns.top, state = unit.dataset.state ?? "alive", isRound = state === "saturated";
    g.strokeStyle = colour(state === "output" ? "ink" : state); g.lineWidth = r.width > 26 ? 2.5 : 1.5;
    g.setLineDash(state === "silent" || state === "dormant" || state === "duplicate" ? [5, 3] : state === "sparse" ? [2, 2] : []);
    g.beginPath(); g.roundRect(x + 1, y + 1, r.width - 2, r.height - 2, isRound ? r.width / 2 : Math.min(8, r.width / 4)); g.stroke();
    g.setLineDash([]);
    if (state === "dead") { g.beginPath(); g.moveTo(x + 4, y + 4); g.lineTo(x + r.width - 4, y + r.height - 4); g.moveTo(x + r.width - 4, y + 4); g.lineTo(x + 4, y + r.height - 4); g.stroke(); }
  }
  for (const map of board.maps.filter(m => m.isConnected && m.width > 1)) { const r = map.getBoundingClientRect(); g.drawImage(map, r.left - columns.left, r.top - columns.top, r.width, r.height); }
  g.restore();
  if (setup.plane) g.drawImage(at("surface"), 1080, 120, 480, 480);
  const loss = /** @type {HTMLCanvasElement | null} */ (at("loss").querySelector("canvas"));
  if (loss?.width) g.drawImage(loss, 40, 690, Math.min(960, loss.width / loss.height * 180), 180);
  g.drawImage(at("river"), 1080, 690, 480, 180);
  view.hidden = wasHidden;
  return canvas.convertToBlob({ type: "image/png" });
}
