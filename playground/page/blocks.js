/** Shows Block Kit blocks as they stand in a message or between a form's fields. */

import { h } from "./dom.js";
import { picture } from "./files.js";
import { inline, mrkdwn } from "./mrkdwn.js";
import { richText } from "./richtext.js";
import { change, ui } from "./state.js";
import { act } from "./wire.js";

/** A Slack text object; `lines` lets it have quotes and preformatted passages. */
export function text(object, lines = true) {
  if (object.type === "plain_text") return object.text;
  return lines ? mrkdwn(object.text) : inline(object.text);
}

/** `on` is what the blocks stand in: `{channel, ts}` of a message, or `{view}` of a Home tab or a form. */
export function showBlock(block, on) {
  switch (block.type) {
    case "header":
      return h("h4", { class: "block-header" }, text(block.text));
    case "section":
      return section(block, on);
    case "context":
      return h("div", { class: "block-context" }, block.elements.map((element) =>
        h("span", { class: "context-part" }, element.type === "image" ? element.alt_text : text(element))));
    case "divider":
      return h("hr", { class: "block-divider" });
    case "actions":
      return h("div", { class: "block-actions" }, block.elements.map((element) => control(element, block, on)));
    case "image":
      return picture(block);
    case "rich_text":
      return richText(block);
    default:
      return h("p", { class: "unknown" }, `(a block of kind ${block.type} cannot be shown here)`);
  }
}

function section(block, on) {
  const body = [
    block.text ? h("div", { class: "section-text" }, text(block.text)) : null,
    block.fields
      ? h("div", { class: "section-fields" }, block.fields.map((field) => h("div", null, text(field))))
      : null,
  ];
  if (!block.accessory) return h("div", { class: "block-section" }, body);
  return h("div", { class: "block-section with-accessory" }, h("div", { class: "section-body" }, body),
    control(block.accessory, block, on));
}

function control(element, block, on) {
  if (element.type === "button") return button(element, block, on);
  return h("span", { class: "unknown" }, `(${element.type} cannot be used here)`);
}

function button(element, block, on) {
  const key = `${on.view ?? on.ts}/${block.block_id}/${element.action_id}`;
  const waiting = ui.pressed.has(key);
  const press = () => pressed(key, on, block, element);
  return h(
    "button",
    {
      key: element.action_id,
      type: "button",
      class: `button ${element.style ?? ""} ${waiting ? "waiting" : ""}`,
      "aria-label": element.accessibility_label ?? null,
      "aria-busy": waiting ? "true" : null,
      "data-testid": `button-${element.action_id}`,
      disabled: waiting,
      onclick: () => (element.confirm ? change({ confirm: { ...element.confirm, then: press } }) : press()),
    },
    text(element.text),
  );
}

async function pressed(key, on, block, element) {
  if (element.url) window.open(element.url, "_blank", "noopener");
  change({ pressed: new Set(ui.pressed).add(key) });
  const where = on.view ? { view_id: on.view } : { channel: on.channel, ts: on.ts };
  await act("press", { ...where, block_id: block.block_id, action_id: element.action_id });
  const left = new Set(ui.pressed);
  left.delete(key);
  change({ pressed: left });
}
