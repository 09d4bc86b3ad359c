/** A button that opens a small panel below it; Escape, or a click elsewhere, closes it. */

import { h } from "./dom.js";
import { change, ui } from "./state.js";

/** `face` is what the button shows, `label` what a screen reader says of it. */
export function menu(name, { face, label, class: kind = "", testid = null }, ...inside) {
  const open = ui.menu === name;
  return h("div", { key: `menu-${name}`, class: `menu menu-${name}`, onkeydown: (event) => keys(event, name) },
    h("button",
      {
        type: "button",
        class: `menu-button ${kind}`,
        "aria-haspopup": "true",
        "aria-expanded": open,
        "aria-label": label,
        "data-testid": testid,
        onclick: () => change({ menu: open ? null : name }),
      },
      face),
    open ? h("div", { key: "panel", class: "menu-panel", mounted: focusChosen }, inside) : null);
}

function focusChosen(panel) {
  (panel.querySelector('[aria-current="true"]') ?? panel.querySelector("button"))?.focus();
}

function keys(event, name) {
  if (ui.menu !== name) return;
  const root = event.currentTarget;
  if (event.key === "Escape") {
    change({ menu: null });
    root.querySelector(".menu-button").focus();
    return;
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const rows = [...root.querySelectorAll(".menu-panel button")];
  if (!step || !rows.length) return;
  event.preventDefault();
  const index = rows.indexOf(document.activeElement);
  rows[(index + step + rows.length) % rows.length].focus();
}

export function closeOnClickElsewhere() {
  document.addEventListener("mousedown", (event) => {
    if (ui.menu && !event.target.closest(`.menu-${ui.menu}`)) change({ menu: null });
  });
}
