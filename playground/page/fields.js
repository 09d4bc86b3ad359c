/** A form's fields, one for each kind of input element that Slack has and the bot uses. */

import { text } from "./blocks.js";
import { h } from "./dom.js";
import { optionsOf, readTime, setValue, valueOf } from "./forms.js";
import { picker } from "./picker.js";
import { called, isMuster, person, ui } from "./state.js";
import { avatar } from "./words.js";

const NEARLY = 0.8;

/** A labelled field with its hint and its error. */
export function fieldRow(view, form, block, error) {
  const id = `field-${block.block_id}`;
  const { element } = block;
  const grouped = ["checkboxes", "radio_buttons"].includes(element.type);
  const told = [block.hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ") || null;
  const label = [text(block.label), block.optional ? h("span", { class: "optional" }, " (optional)") : null];
  const said = { id, "aria-describedby": told, "aria-invalid": error ? "true" : null, "data-testid": id };
  return h(grouped ? "fieldset" : "div",
    { key: `${block.block_id}/${element.action_id}`, class: `field ${error ? "has-error" : ""}`,
      "aria-describedby": grouped ? told : null, "data-testid": grouped ? id : null },
    grouped ? h("legend", null, label) : h("label", { for: id }, label),
    control(form, block, said),
    block.hint ? h("p", { class: "hint", id: `${id}-hint` }, text(block.hint)) : null,
    error
      ? h("p", { class: "field-error", id: `${id}-error`, role: "alert", "data-testid": `field-error-${block.block_id}` }, error)
      : null);
}

function control(form, block, said) {
  const { element } = block;
  const value = valueOf(form, block);
  const set = (changed) => setValue(form, block, changed);
  switch (element.type) {
    case "plain_text_input":
      return element.multiline ? longText(element, value, set, said) : shortText(element, value, set, said);
    case "number_input":
      return shortText(element, value, set, { ...said, inputmode: "decimal", class: "narrow" });
    case "timepicker":
      return timeField(element, value, set, said);
    case "datepicker":
      return h("input", { ...said, type: "date", class: "narrow", init: { value: value ?? "" },
        oninput: (event) => set(event.target.value || null) });
    case "static_select":
      return oneOf(element, value, set, said);
    case "checkboxes":
    case "radio_buttons":
      return boxes(element, value, set, said);
    case "multi_static_select":
      return picker(block.block_id, { said, value, set, offers: optionsOf(element).map(asOffer), placeholder: placeholder(element) });
    case "multi_users_select":
      return picker(block.block_id, { said, value, set, offers: everybody(), placeholder: placeholder(element) ?? "Search people" });
    default:
      return h("p", { class: "unknown" }, `(a field of kind ${element.type} cannot be shown here)`);
  }
}

const placeholder = (element) => element.placeholder?.text ?? null;

function shortText(element, value, set, said) {
  return [
    h("input", { ...said, type: "text", autocomplete: "off", placeholder: placeholder(element),
      init: { value: value ?? "" }, oninput: (event) => set(event.target.value || null) }),
    counter(element, value),
  ];
}

function longText(element, value, set, said) {
  const grow = (node) => {
    node.style.setProperty("height", "auto");
    node.style.setProperty("height", `${node.scrollHeight + 2}px`);
  };
  return [
    h("textarea", { ...said, rows: 3, placeholder: placeholder(element), init: { value: value ?? "" }, mounted: grow,
      oninput: (event) => { grow(event.target); set(event.target.value || null); } }),
    counter(element, value),
  ];
}

/** How many characters are left, once it begins to matter. */
function counter(element, value) {
  const most = element.max_length;
  const length = value?.length ?? 0;
  if (!most || length < most * NEARLY) return null;
  return h("span", { class: `counter ${length > most ? "over" : ""}` }, most - length);
}

const HALF_HOURS = Array.from({ length: 48 }, (_, index) => readTime(`${index >> 1}:${index % 2 ? "30" : "00"}`));

function timeField(element, value, set, said) {
  const list = `${said.id}-times`;
  return [
    h("input", { ...said, type: "text", class: "narrow", inputmode: "numeric", autocomplete: "off", list,
      placeholder: placeholder(element) ?? "hh:mm", init: { value: value ?? "" },
      oninput: (event) => set(event.target.value || null),
      onblur: (event) => {
        const read = readTime(event.target.value);
        if (read) event.target.value = read;
      } }),
    h("datalist", { id: list }, HALF_HOURS.map((time) => h("option", { value: time }))),
  ];
}

function oneOf(element, value, set, said) {
  const choice = (option) =>
    h("option", { value: option.value, selected: option.value === value }, text(option.text));
  return h("span", { class: "select" },
    h("select", { ...said, onchange: (event) => set(event.target.value || null) },
      value === null ? h("option", { value: "" }, placeholder(element) ?? "Choose") : null,
      element.option_groups
        ? element.option_groups.map((group) => h("optgroup", { label: group.label.text }, group.options.map(choice)))
        : element.options.map(choice)));
}

function boxes(element, value, set, said) {
  const many = element.type === "checkboxes";
  const chosen = (option) => (many ? value.includes(option.value) : value === option.value);
  const pick = (option, on) => {
    if (!many) set(option.value);
    else set(optionsOf(element).map((one) => one.value).filter((one) => (one === option.value ? on : value.includes(one))));
  };
  return h("div", { class: "boxes" }, element.options.map((option, index) =>
    h("label", { key: option.value, class: "box" },
      h("input", { type: many ? "checkbox" : "radio", name: said.id, value: option.value, id: index ? null : said.id,
        init: { checked: chosen(option) }, onchange: (event) => pick(option, event.target.checked) }),
      h("span", null, text(option.text),
        option.description ? h("small", null, text(option.description)) : null))));
}

const asOffer = (option) => ({ value: option.value, name: option.text.text, face: null, about: option.description?.text });

const everybody = () =>
  Object.values(ui.server.users)
    .filter((user) => !user.is_bot || isMuster(user.id))
    .sort((a, b) => called(a).localeCompare(called(b)))
    .map((user) => ({
      value: user.id,
      name: called(person(user.id)),
      also: user.name,
      face: avatar(user.id, 22),
      about: isMuster(user.id) ? "App" : user.title,
    }));
