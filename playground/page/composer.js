/** The field in which one writes, in a channel and in a thread, with its completions. */

import { describe, suggestions } from "./complete.js";
import { h } from "./dom.js";
import { keepScroll } from "./messages.js";
import { change, isMuster, person, ui } from "./state.js";
import { act } from "./wire.js";
import { avatar, icon } from "./words.js";

const TALLEST_PX = 180;

/** What is typed and not sent yet, by person, conversation and thread. */
const drafts = new Map();
/** The fields whose last message is on its way. */
const sending = new Set();
/** The completion on screen: which field it belongs to and which offer is marked. */
let help = null;

const keyOf = (place, thread) => `${ui.as}/${place}/${thread ?? ""}`;
const fieldOf = (key) => [...document.querySelectorAll(".composer textarea")].find((one) => one.dataset.key === key);

/** Puts words into the composer of the conversation on screen, for the guide. */
export function writeFor(place, text) {
  const key = keyOf(place, null);
  drafts.set(key, text);
  setTimeout(() => {
    const field = fieldOf(key);
    if (!field) return;
    field.value = text;
    field.focus();
    field.setSelectionRange(text.length, text.length);
    typed(key, field);
  });
}

export function composer(place, thread, hint) {
  const key = keyOf(place, thread);
  const open = help?.key === key ? help : null;
  const prefix = thread ? "thread-" : "";
  return h("form",
    { key, class: "composer", onsubmit: (event) => { event.preventDefault(); send(key, place, thread); } },
    open ? completions(key, open) : null,
    h("textarea", {
      key,
      rows: 1,
      placeholder: hint,
      "aria-label": hint,
      "aria-haspopup": "listbox",
      "aria-controls": open?.offers.length ? "completions" : null,
      "aria-activedescendant": open?.offers.length ? `offer-${open.marked}` : null,
      "data-testid": `${prefix}composer`,
      "data-key": key,
      autocomplete: "off",
      init: { value: drafts.get(key) ?? "" },
      mounted: (node) => {
        grow(node);
        if (matchMedia("(min-width: 700px)").matches && !document.querySelector("dialog")) node.focus();
      },
      oninput: (event) => typed(key, event.target),
      onclick: (event) => offer(key, event.target),
      onblur: () => { help = null; change(); },
      onkeydown: (event) => pressed(event, key, place, thread),
    }),
    h("button", { type: "submit", class: `send ${sending.has(key) ? "waiting" : ""}`, "data-testid": `${prefix}send`, "aria-label": "Send",
      title: "Send (Enter)", disabled: !(drafts.get(key) ?? "").trim() },
      sending.has(key) ? null : icon("send", 18)));
}

function typed(key, field) {
  drafts.set(key, field.value);
  grow(field);
  offer(key, field);
}

function grow(field) {
  field.style.setProperty("height", "auto");
  field.style.setProperty("height", `${Math.min(field.scrollHeight, TALLEST_PX)}px`);
  keepScroll();
}

function offer(key, field) {
  const found = suggestions(field.value, field.selectionStart);
  help = found ? { ...found, key, marked: 0 } : null;
  change();
}

function pressed(event, key, place, thread) {
  if (event.isComposing) return;
  if (help?.key === key && help.offers.length && choosing(event, key)) return;
  if (event.key === "Escape" && help) {
    event.stopPropagation();
    help = null;
    change();
  } else if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    send(key, place, thread);
  }
}

/** Keys that work the list of completions; true if this was one. */
function choosing(event, key) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const count = help.offers.length;
  if (step) {
    help = { ...help, marked: (help.marked + step + count) % count };
    change();
  } else if (event.key === "Tab" || event.key === "Enter") take(key, help.offers[help.marked]);
  else return false;
  event.preventDefault();
  return true;
}

function take(key, chosen) {
  const field = fieldOf(key);
  const caret = help.from + chosen.insert.length;
  field.value = field.value.slice(0, help.from) + chosen.insert + field.value.slice(field.selectionStart);
  field.setSelectionRange(caret, caret);
  typed(key, field);
}

function completions(key, open) {
  if (open.kind === "usage") {
    return h("div", { class: "completions usage" }, h("code", null, open.command.command), " ",
      h("span", null, open.command.usage_hint));
  }
  return h("ul", { class: "completions", id: "completions", role: "listbox", "aria-label": "Completions" },
    open.offers.map((one, index) =>
      h("li",
        {
          key: one.key,
          id: `offer-${index}`,
          role: "option",
          "aria-selected": index === open.marked,
          class: index === open.marked ? "marked" : "",
          onmousedown: (event) => { event.preventDefault(); take(key, one); },
        },
        one.user ? personOffer(one) : commandOffer(one))));
}

const commandOffer = (one) => [
  h("strong", null, describe(one)),
  h("span", { class: "faint" }, one.command.usage_hint),
  h("span", { class: "offer-about" }, one.command.description),
];

const personOffer = (one) => [
  avatar(one.user, 22),
  h("strong", null, describe(one)),
  h("span", { class: "faint" }, isMuster(one.user) ? "App" : person(one.user).title),
];

async function send(key, place, thread) {
  const text = drafts.get(key) ?? "";
  if (!text.trim()) return;
  keep(key, "");
  sending.add(key);
  const answer = await act("say", { channel: place, text, ...(thread ? { thread_ts: thread } : {}) });
  sending.delete(key);
  change();
  if (!answer.ok && !drafts.get(key)) keep(key, text);
}

/** Sets what is typed, on screen too if that composer is there. */
function keep(key, text) {
  drafts.set(key, text);
  help = null;
  const field = fieldOf(key);
  if (field) {
    field.value = text;
    grow(field);
  }
  change();
}
