/** The dialog in which a form of the bot opens, is filled in and is sent. */

import { showBlock, text } from "./blocks.js";
import { h } from "./dom.js";
import { fieldRow } from "./fields.js";
import { check, formOf, inputsOf, valuesToSend } from "./forms.js";
import { change, ui } from "./state.js";
import { act } from "./wire.js";
import { icon, mark } from "./words.js";

export function modal() {
  const opened = ui.server.modal;
  if (!opened) return null;
  const view = { ...opened.view, id: opened.id };
  const form = formOf(view);
  const busy = opened.waiting || form.sending;
  const errors = standing(form.sent ? form.errors : opened.errors, form);
  const close = () => act("close", { view_id: view.id });
  return h("dialog",
    {
      key: `modal-${view.id}`,
      class: "dialog modal",
      "aria-labelledby": "modal-title",
      "aria-busy": busy ? "true" : null,
      "data-testid": "modal",
      "data-view": view.id,
      mounted: open,
      oncancel: (event) => { event.preventDefault(); close(); },
    },
    h("form", { class: "dialog-form", novalidate: true,
      onsubmit: (event) => { event.preventDefault(); if (!busy) submit(view, form); },
      onkeydown: (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit(); } },
      h("header", { class: "dialog-header" }, mark(28), h("h2", { id: "modal-title" }, text(view.title)),
        h("button", { type: "button", class: "plain-icon", "aria-label": "Close", onclick: close }, icon("close"))),
      h("div", { key: inputsOf(view).length ? "fields" : "words", class: "dialog-body", mounted: focusFirst },
        opened.waiting && !view.submit ? h("p", { key: "waiting", class: "waiting-line", role: "status" }, h("span", { class: "spinner" }), "One moment") : null,
        view.blocks.map((block) => row(view, form, block, errors))),
      h("footer", { class: "dialog-footer" },
        form.failure ? h("p", { class: "failure", role: "alert" }, form.failure) : null,
        h("button", { type: "button", class: "button", "data-testid": "modal-close", onclick: close },
          view.close ? text(view.close) : "Cancel"),
        view.submit
          ? h("button", { type: "submit", class: `button primary ${busy ? "waiting" : ""}`,
              "data-testid": "modal-submit", disabled: busy }, text(view.submit))
          : null)));
}

function row(view, form, block, errors) {
  if (block.type === "input") return fieldRow(view, form, block, errors[block.block_id]);
  return h("div", { key: block.block_id }, showBlock(block, { view: view.id }));
}

/** An error goes once its field has been changed. */
const standing = (errors, form) =>
  Object.fromEntries(Object.entries(errors).filter(([block]) => !form.mended.has(block)));

function open(node) {
  node.showModal();
  focusFirst(node);
}

function focusFirst(node) {
  node.querySelector(".field input, .field textarea, .field select")?.focus();
}

async function submit(view, form) {
  Object.assign(form, { errors: check(view, form), mended: new Set(), failure: null, sent: true });
  if (Object.keys(form.errors).length) return showErrors();
  form.sending = true;
  change();
  const answer = await act("submit", { view_id: view.id, values: valuesToSend(view, form) }, { quiet: true });
  form.sending = false;
  form.errors = answer.errors ?? {};
  if (!answer.ok && !answer.errors) form.failure = answer.error ?? "That did not work. What you wrote is still here.";
  showErrors();
}

function showErrors() {
  change();
  setTimeout(() => {
    const wrong = document.querySelector('.modal [aria-invalid="true"], .modal .has-error input');
    wrong?.focus();
    wrong?.closest(".field").scrollIntoView({ block: "nearest" });
  });
}
