/** The right column: the guided path, what is about to happen, and the open thread. */

import { become } from "./actors.js";
import { writeFor } from "./composer.js";
import { threadPane } from "./channel.js";
import { h } from "./dom.js";
import { inline } from "./mrkdwn.js";
import { change, findPlace, go, now, ui, zone } from "./state.js";
import { ahead, clock, dayNumber, longDay, nearDay, soon } from "./time.js";
import { icon } from "./words.js";

const FEW = 6;

export function rail() {
  const thread = ui.thread ? threadPane() : null;
  return h("aside", { class: `rail ${ui.rail ? "is-open" : ""} ${thread ? "has-thread" : ""}`, "aria-label": "Guide and thread" },
    guide(Boolean(thread)), agenda(Boolean(thread)), thread);
}

function fold() {
  localStorage.setItem("muster.guide", ui.folded ? "open" : "folded");
  change({ folded: !ui.folded });
}

function head(name, words, open, toggle, ...more) {
  return h("button",
    { type: "button", class: "fold", "aria-expanded": open, "data-testid": `${name}-fold`, onclick: toggle },
    h("span", { class: open ? "turned" : "" }, icon("right", 16)), h("h2", null, words), more);
}

/** Beside a thread only the step that comes now is shown. */
function guide(short) {
  const { chapters, end } = ui.server.guide;
  const open = openChapter(chapters);
  const brief = short || ui.folded;
  return h("section", { key: "guide", class: "card guide", "data-testid": "guide" },
    head("guide", "Try this", !ui.folded, fold, brief && open ? progress(open) : null),
    ui.folded ? null : short ? path(open, true) : chapters.map((one) => part(one, one === open)),
    !ui.folded && chapters.every(isDone) ? h("p", { class: "finished" }, inline(end)) : null);
}

const isDone = (chapter) => chapter.steps.every((step) => step.done);

/** The one that was chosen until it is done, or else the first that is not. */
function openChapter(chapters) {
  const chosen = ui.chapter;
  const unfinished = chapters.find((one) => !isDone(one)) ?? null;
  if (!chosen) return unfinished;
  const one = chapters.find(({ id }) => id === chosen.id) ?? null;
  return one && isDone(one) && !chosen.wasDone ? unfinished : one;
}

function part(chapter, open) {
  const choose = () => change({ chapter: { id: open ? null : chapter.id, wasDone: isDone(chapter) }, step: null });
  return h("div", { key: chapter.id, class: "chapter", "data-testid": `chapter-${chapter.id}` },
    h("button", { type: "button", class: "fold chapter-head", "aria-expanded": open, "data-testid": `chapter-${chapter.id}-fold`, onclick: choose },
      h("span", { class: open ? "turned" : "" }, icon("right", 14)), h("h3", null, chapter.title), progress(chapter)),
    open && chapter.intro ? h("p", { class: "finished" }, chapter.intro) : null,
    open ? path(chapter, false) : null);
}

function progress(chapter) {
  const done = chapter.steps.filter((step) => step.done).length;
  return h("span", { class: "progress", role: "img", "aria-label": `${done} of ${chapter.steps.length} done` },
    chapter.steps.map((step) => h("span", { class: step.done ? "is-done" : "" })));
}

function path(chapter, short) {
  if (!chapter) return null;
  const left = chapter.steps.filter((step) => !step.done);
  const current = left.find((step) => step.id === ui.step) ?? left[0];
  const shown = short ? chapter.steps.filter((step) => step === current) : chapter.steps;
  return h("ol", { class: "steps" }, shown.map((step) => stepRow(step, step === current)));
}

/** A step that is still to come is made the one that comes now by pressing it. */
function stepRow(step, current) {
  const state = step.done ? "done" : current ? "current" : "";
  const text = inline(step.text);
  return h("li", { key: step.id, class: `step ${state}`, "data-testid": `guide-step-${step.id}`,
    "aria-current": current ? "step" : null, "data-done": step.done ? "true" : "false" },
    h("span", { class: "step-mark" }, step.done ? icon("check", 14) : null),
    h("div", { class: "grow" },
      state ? h("span", { title: step.done ? step.text : null }, text)
        : h("button", { type: "button", class: "step-choice", title: step.text,
            onclick: () => change({ step: step.id }) }, text),
      current ? attempt(step.try) : null));
}

function attempt(what) {
  const place = what.channel ? findPlace(what.channel) : null;
  const tab = what.tab ?? "messages";
  const other = what.as && what.as !== ui.as;
  const there = place === ui.place && ui.tab === tab;
  if (!place || (!what.text && !other && there && !ui.rail)) return null;
  const words = what.text ? "Type it for me" : "Take me there";
  const take = () => {
    if (!there) go(place, null, tab);
    change({ rail: false });
    if (other) become(what.as);
    if (what.text) writeFor(place, what.text);
  };
  return h("button", { type: "button", class: "button small primary", "data-testid": "guide-try", onclick: take }, words);
}

function agenda(short) {
  const rows = ui.server.agenda;
  const open = !short && !ui.agendaFolded;
  const first = rows[0];
  return h("section", { key: "agenda", class: "card agenda", "data-testid": "agenda" },
    head("agenda", "About to happen", open, () => change({ agendaFolded: !ui.agendaFolded }),
      !open && first ? h("span", { class: "faint" }, soon(Date.parse(first.when), zone(), now())) : null),
    open && !rows.length ? h("p", { class: "finished" }, "Nothing is waiting.") : null,
    open ? byDay(rows.slice(0, FEW)) : null,
    open && rows.length > FEW ? h("p", { class: "finished" }, `and ${rows.length - FEW} more`) : null);
}

/** One list for each day, with the day's name above it. */
function byDay(rows) {
  const days = new Map();
  for (const row of rows) {
    const day = dayNumber(Date.parse(row.when), zone());
    days.set(day, [...(days.get(day) ?? []), row]);
  }
  return [...days].map(([day, those]) => {
    const when = Date.parse(those[0].when);
    return h("div", { key: day, class: "agenda-day" },
      h("h3", null, nearDay(when, zone(), now()) ?? longDay(when, zone(), now())),
      h("ol", null, those.map(agendaRow)));
  });
}

function agendaRow(row, index) {
  const when = Date.parse(row.when);
  return h("li", { key: `${row.when}/${row.text}/${index}` },
    h("time", { datetime: row.when }, clock(when, zone())),
    h("span", { class: "grow" }, row.text, " ", h("small", null, ahead(when - now()))));
}
