/** Slack's confirmation dialog: asks once more before a button does its work. */

import { text } from "./blocks.js";
import { h } from "./dom.js";
import { change, ui } from "./state.js";

export function confirmDialog() {
  const asked = ui.confirm;
  if (!asked) return null;
  const close = () => change({ confirm: null });
  const sure = () => {
    close();
    asked.then();
  };
  return h("dialog",
    {
      key: "confirm",
      class: "dialog confirm",
      "aria-labelledby": "confirm-title",
      "data-testid": "confirm",
      mounted: (node) => node.showModal(),
      oncancel: (event) => { event.preventDefault(); close(); },
    },
    h("header", { class: "dialog-header" }, h("h2", { id: "confirm-title" }, text(asked.title))),
    h("div", { class: "dialog-body" }, text(asked.text)),
    h("footer", { class: "dialog-footer" },
      h("button", { type: "button", class: "button", "data-testid": "confirm-no", onclick: close }, text(asked.deny)),
      h("button", { type: "button", class: `button ${asked.style ?? "primary"}`, autofocus: true,
        "data-testid": "confirm-yes", onclick: sure }, text(asked.confirm))));
}
