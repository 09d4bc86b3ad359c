/** What is typed into a form, what is wrong with it, and what of it is sent. */

import { change } from "./state.js";

/**
 * By view id: `values` and `mended` by block id, and the errors of the last submission. Before one was `sent`
 * from here, such as after a reload, the server's word on the errors counts.
 */
const forms = new Map();

export function formOf(view) {
  if (!forms.has(view.id)) {
    forms.set(view.id, { values: new Map(), errors: {}, mended: new Set(), sent: false, sending: false, failure: null });
  }
  return forms.get(view.id);
}

/** What a field holds: text, a list of values, or null for nothing. */
export function valueOf(form, block) {
  if (!form.values.has(block.block_id)) form.values.set(block.block_id, initial(block.element));
  return form.values.get(block.block_id);
}

export function setValue(form, block, value) {
  form.values.set(block.block_id, value);
  form.mended.add(block.block_id);
  change();
}

function initial(element) {
  switch (element.type) {
    case "timepicker":
      return element.initial_time ?? null;
    case "datepicker":
      return element.initial_date ?? null;
    case "static_select":
    case "radio_buttons":
      return element.initial_option?.value ?? null;
    case "multi_static_select":
    case "checkboxes":
      return (element.initial_options ?? []).map((option) => option.value);
    case "multi_users_select":
      return element.initial_users ?? [];
    default:
      return element.initial_value ?? null;
  }
}

export const optionsOf = (element) =>
  element.options ?? (element.option_groups ?? []).flatMap((group) => group.options);

export const inputsOf = (view) => view.blocks.filter((block) => block.type === "input");

/** "09:30" for "9:30", "930", "9.30" or "9:30 pm"; null for what is no time of day. */
export function readTime(words) {
  const found = /^\s*(\d{1,2})(?:[:.h]?(\d{2}))?\s*(am|pm)?\s*$/i.exec(words);
  if (!found) return null;
  const half = found[3]?.toLowerCase();
  let hour = Number(found[1]);
  if (half && (hour < 1 || hour > 12)) return null;
  if (half) hour = (hour % 12) + (half === "pm" ? 12 : 0);
  const minute = Number(found[2] ?? 0);
  if (hour > 23 || minute > 59) return null;
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

const isEmpty = (value) => value === null || value.length === 0;

/** What Slack's own client finds before it sends: left empty, too long, no number, no time. */
export function check(view, form) {
  const errors = {};
  for (const block of inputsOf(view)) {
    const wrong = problem(block, valueOf(form, block));
    if (wrong) errors[block.block_id] = wrong;
  }
  return errors;
}

function problem(block, value) {
  const { element } = block;
  if (isEmpty(value)) return block.optional ? null : "Please complete this required field.";
  if (element.type === "timepicker" && !readTime(value)) return "Please write a time such as 09:30.";
  if (element.type === "number_input") return numberProblem(element, value);
  if (element.type !== "plain_text_input") return tooMany(element, value);
  if (element.max_length && value.length > element.max_length) {
    return `Please keep this to ${element.max_length} characters; it has ${value.length}.`;
  }
  if (element.min_length && value.length < element.min_length) {
    return `Please write at least ${element.min_length} characters.`;
  }
  return null;
}

function numberProblem(element, value) {
  const pattern = element.is_decimal_allowed ? /^-?\d+([.,]\d+)?$/ : /^-?\d+$/;
  const { min_value: least, max_value: most } = element;
  const number = Number(value.replace(",", "."));
  if (!pattern.test(value.trim())) return "Please write a number.";
  if (least !== undefined && number < Number(least)) return `The least is ${least}.`;
  if (most !== undefined && number > Number(most)) return `The most is ${most}.`;
  return null;
}

const tooMany = (element, value) =>
  element.max_selected_items && value.length > element.max_selected_items
    ? `Please choose at most ${element.max_selected_items}.`
    : null;

export function valuesToSend(view, form) {
  const entries = inputsOf(view).map((block) => [block.block_id, sent(block.element, valueOf(form, block))]);
  return Object.fromEntries(entries);
}

function sent(element, value) {
  if (Array.isArray(value)) return value;
  if (isEmpty(value)) return null;
  if (element.type === "number_input") return value.trim().replace(",", ".");
  return element.type === "timepicker" ? readTime(value) : value;
}
