"use strict";
// Reading off numbers with the pointer or the arrow keys. Everything shown is also in the tables: without this script nothing is lost.
(() => {
  const clamp = (v, most) => Math.max(0, Math.min(most, v));
  const live = document.createElement("div");
  live.setAttribute("role", "status");
  live.style.cssText = "position:absolute;left:-99rem";
  document.body.append(live);

  const add = (plot, name) => { const e = document.createElement("span"); e.className = name; e.hidden = true; plot.append(e); return e; };
  const place = (tip, share) => { tip.style.left = share + "%"; tip.style.transform = `translateX(-${clamp(share, 100)}%)`; };
  const number = v => v === null ? "–" : String(v).replace("-", "−");

  for (const plot of document.querySelectorAll(".plot[data-points]")) {
    const data = JSON.parse(plot.dataset.points), cursor = add(plot, "cursor"), tip = add(plot, "tip");
    let at = data.x.length - 1;
    const show = (i, aloud) => {
      at = clamp(i, data.x.length - 1);
      cursor.hidden = tip.hidden = false;
      cursor.style.left = data.p[at] + "%";
      tip.textContent = `${plot.dataset.x} ${number(data.x[at])}\n` + data.s.map(s => `${s.n}  ${number(s.y[at])}`).join("\n");
      place(tip, data.p[at]);
      if (aloud) live.textContent = tip.textContent;
    };
    const hide = () => { cursor.hidden = tip.hidden = true; };
    plot.addEventListener("pointermove", e => {
      const box = plot.getBoundingClientRect(), p = 100 * (e.clientX - box.left) / box.width;
      let best = 0;
      data.p.forEach((v, i) => { if (Math.abs(v - p) < Math.abs(data.p[best] - p)) best = i; });
      show(best);
    });
    plot.addEventListener("pointerleave", hide);
    plot.addEventListener("blur", hide);
    plot.addEventListener("keydown", e => {
      const by = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10, Home: -1e9, End: 1e9 }[e.key];
      if (by) { show(at + by, true); e.preventDefault(); }
    });
  }

  for (const plot of document.querySelectorAll(".plot[data-heat]")) {
    const units = plot.dataset.heat.split(","), epochs = plot.dataset.epochs.split(","), cell = add(plot, "cell"), tip = add(plot, "tip");
    const image = new Image();
    let pixels = null, row = 0, column = epochs.length - 1;
    image.onload = () => {
      const canvas = document.createElement("canvas");
      canvas.width = image.width; canvas.height = image.height;
      const context = canvas.getContext("2d");
      context.drawImage(image, 0, 0);
      pixels = context.getImageData(0, 0, image.width, image.height).data;
    };
    image.src = plot.querySelector("img").src;
    // The light ramp runs 228 → 95 → 11 in red: enough to read the rate back.
    const rate = () => {
      const i = 4 * (row * epochs.length + column), red = pixels[i];
      if (red === 0xd9 && pixels[i + 2] === 0x0d) return "did not fire";
      if (red === 0xe9 && pixels[i + 1] === 0xeb) return "not measured";
      return "fired in about " + Math.round(red >= 95 ? 50 * (228 - red) / 133 : 50 + 50 * (95 - red) / 84) + " % of the rows";
    };
    const show = aloud => {
      if (!pixels) return;
      row = clamp(row, units.length - 1); column = clamp(column, epochs.length - 1);
      cell.hidden = tip.hidden = false;
      cell.style.cssText = `left:${100 * column / epochs.length}%;top:${100 * row / units.length}%;width:max(5px,${100 / epochs.length}%);height:max(5px,${100 / units.length}%)`;
      tip.textContent = `unit ${units[row]}, epoch ${epochs[column]}: ${rate()}`;
      place(tip, 100 * (column + .5) / epochs.length);
      if (aloud) live.textContent = tip.textContent;
    };
    const hide = () => { cell.hidden = tip.hidden = true; };
    plot.addEventListener("pointermove", e => {
      const box = plot.getBoundingClientRect();
      column = Math.floor(epochs.length * (e.clientX - box.left) / box.width);
      row = Math.floor(units.length * (e.clientY - box.top) / box.height);
      show();
    });
    plot.addEventListener("pointerleave", hide);
    plot.addEventListener("blur", hide);
    plot.addEventListener("keydown", e => {
      const by = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[e.key];
      if (by) { row += by[0]; column += by[1]; show(true); e.preventDefault(); }
    });
  }

  for (const grid of document.querySelectorAll(".units")) {
    const marks = [...grid.children], reading = grid.nextElementSibling, hint = reading.textContent;
    const show = mark => { reading.textContent = mark ? mark.getAttribute("aria-label") : hint; };
    grid.addEventListener("pointerover", e => { if (e.target !== grid) show(e.target); });
    grid.addEventListener("pointerleave", () => show(grid.contains(document.activeElement) ? document.activeElement : null));
    grid.addEventListener("focusin", e => show(e.target));
    grid.addEventListener("focusout", () => show(null));
    grid.addEventListener("keydown", e => {
      const here = marks.indexOf(document.activeElement);
      const across = Math.max(1, marks.findIndex(m => m.offsetTop > marks[0].offsetTop));
      const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -across, ArrowDown: across, Home: -1e9, End: 1e9 }[e.key];
      if (!by || here < 0) return;
      const next = marks[clamp(here + by, marks.length - 1)];
      marks[here].tabIndex = -1; next.tabIndex = 0; next.focus();
      e.preventDefault();
    });
  }
})();
