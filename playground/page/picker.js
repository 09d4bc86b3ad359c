/** Picks several of many: the chosen stand as tokens, and typing searches among the rest. */

import { h } from "./dom.js";
import { change } from "./state.js";
import { icon } from "./words.js";

/** By field: what is searched for, which offer is marked, and whether the list is open. */
const searches = new Map();

/** `offers` are `{value, name, also, face, about}`; `set` takes the list of chosen values. */
export function picker(id, { said, value, set, offers, placeholder }) {
  const search = searches.get(said.id) ?? { words: "", marked: 0, open: false };
  const look = (changed) => {
    searches.set(said.id, { ...search, ...changed });
    change();
  };
  const known = new Map(offers.map((offer) => [offer.value, offer]));
  const rest = offers.filter((offer) => !value.includes(offer.value) && fits(offer, search.words));
  const listed = search.open ? rest : [];
  const field = { id, said, value, set, search, look, rest: listed };
  return h("div", { class: "picker", "data-testid": `${said["data-testid"]}-picker` },
    h("div", { class: "picker-box", onclick: (event) => event.currentTarget.querySelector("input").focus() },
      value.map((one) => token(field, known.get(one) ?? { value: one, name: one, face: null })),
      searchField(field, placeholder)),
    search.open ? list(field) : null);
}

function fits(offer, words) {
  const wanted = words.trim().toLowerCase();
  return [offer.name, offer.also ?? ""].some((name) =>
    name.toLowerCase().split(/\s+/).some((piece, index, all) => all.slice(index).join(" ").startsWith(wanted)));
}

function token({ value, set }, offer) {
  return h("span", { key: offer.value, class: "token", "data-value": offer.value }, offer.face, h("span", null, offer.name),
    h("button", { type: "button", tabindex: "-1", "aria-label": `Remove ${offer.name}`,
      onclick: (event) => { event.stopPropagation(); set(value.filter((one) => one !== offer.value)); } }, icon("close", 12)));
}

function searchField(field, placeholder) {
  const { said, value, search, look, rest } = field;
  return h("input", {
    ...said,
    key: "search",
    type: "text",
    role: "combobox",
    autocomplete: "off",
    "aria-expanded": search.open,
    "aria-controls": `${said.id}-list`,
    "aria-activedescendant": rest.length ? `${said.id}-${search.marked}` : null,
    placeholder: value.length ? null : placeholder,
    oninput: (event) => look({ words: event.target.value, marked: 0, open: true }),
    onclick: () => look({ open: true }),
    onblur: (event) => { event.target.value = ""; look({ words: "", marked: 0, open: false }); },
    onkeydown: (event) => keys(event, field),
  });
}

function keys(event, { value, set, search, look, rest, said }) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    const marked = search.open && rest.length ? (search.marked + step + rest.length) % rest.length : 0;
    look({ open: true, marked });
    document.getElementById(`${said.id}-${marked}`)?.scrollIntoView({ block: "nearest" });
  } else if (event.key === "Enter" && search.open) {
    if (rest[search.marked]) choose(event.target, rest[search.marked], { value, set, look });
  } else if (event.key === "Escape" && search.open) {
    event.stopPropagation();
    look({ open: false });
  } else if (event.key === "Backspace" && !event.target.value && value.length) {
    set(value.slice(0, -1));
    return;
  } else return;
  event.preventDefault();
}

function choose(input, offer, { value, set, look }) {
  input.value = "";
  look({ words: "", marked: 0, open: true });
  set([...value, offer.value]);
}

function list({ said, value, set, search, look, rest }) {
  return h("ul", { class: "picker-list", id: `${said.id}-list`, role: "listbox", "aria-label": "Matches" },
    rest.length ? null : h("li", { class: "faint" }, "Nobody else fits."),
    rest.map((offer, index) =>
      h("li",
        {
          key: offer.value,
          id: `${said.id}-${index}`,
          role: "option",
          "aria-selected": index === search.marked,
          class: index === search.marked ? "marked" : "",
          "data-value": offer.value,
          onmousedown: (event) => {
            event.preventDefault();
            choose(document.getElementById(said.id), offer, { value, set, look });
          },
        },
        offer.face, h("span", { class: "grow" }, offer.name), h("small", null, offer.about))));
}
