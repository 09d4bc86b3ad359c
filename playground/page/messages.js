/** Messages as they stand in a channel or in a thread, grouped by who spoke and divided by day. */

import { showBlock } from "./blocks.js";
import { h } from "./dom.js";
import { attached } from "./files.js";
import { mrkdwn } from "./mrkdwn.js";
import { called, change, go, isMuster, isReply, now, person, said, zone } from "./state.js";
import { clock, dayNumber, fully, longDay, nearDay, slackDate } from "./time.js";
import { avatar, icon } from "./words.js";

const GROUP_MS = 5 * 60_000;
const FACES = 4;

/** A list of messages with its dividers. `inThread` leaves out what leads into a thread. */
export function messageList(place, messages, { inThread = false, newFrom = null } = {}) {
  const rows = [];
  let before = null;
  for (const message of messages) {
    const at = Date.parse(message.time);
    const newDay = !before || dayNumber(at, zone()) !== dayNumber(Date.parse(before.time), zone());
    if (newDay && !inThread) rows.push(dayDivider(at));
    if (message.ts === newFrom) rows.push(h("div", { key: "new", class: "divider-new" }, h("span", null, "New")));
    const joined = !newDay && message.ts !== newFrom && follows(before, message);
    rows.push(messageRow(place, message, joined, inThread));
    before = message;
  }
  return rows;
}

function dayDivider(at) {
  const words = nearDay(at, zone(), now()) ?? longDay(at, zone(), now());
  return h("div", { key: `day-${dayNumber(at, zone())}`, class: "divider-day", role: "separator" },
    h("span", null, words));
}

const follows = (before, message) =>
  before?.user === message.user &&
  before.ephemeral === message.ephemeral &&
  !before.reply_count &&
  Date.parse(message.time) - Date.parse(before.time) < GROUP_MS;

function messageRow(place, message, joined, inThread) {
  const at = Date.parse(message.time);
  const time = h("time", { class: "message-time", datetime: message.time, title: fully(at, zone()) },
    clock(at, zone()));
  const kinds = ["message", joined ? "joined" : "", message.ephemeral ? "ephemeral" : ""];
  return h("article",
    {
      key: message.ts,
      class: kinds.join(" "),
      "data-testid": "message",
      "data-ts": message.ts,
      "aria-label": `${called(person(message.user))}, ${clock(at, zone())}`,
    },
    h("div", { class: "gutter" }, joined ? time : avatar(message.user, 36)),
    h("div", { class: "message-main" },
      message.ephemeral ? onlyYou() : null,
      joined ? null : h("div", { class: "byline" }, author(message.user), time),
      body(place, message),
      !inThread && message.reply_count ? threadLine(place, message) : null),
    !inThread && !message.ephemeral
      ? h("div", { class: "message-tools" },
          h("button", { type: "button", class: "plain-icon", title: "Reply in thread",
            "aria-label": "Reply in thread", onclick: () => go(place, message.ts) }, icon("thread", 17)))
      : null);
}

const onlyYou = () => h("div", { class: "only-you" }, icon("eye", 14), "Only visible to you");

function author(id) {
  const user = person(id);
  return [
    h("span", { class: "author", title: user?.title || null }, called(user)),
    user?.is_bot || isMuster(id) ? h("span", { class: "app-tag" }, "App") : null,
  ];
}

function body(place, message) {
  const edited = message.edited ? h("span", { class: "edited" }, "(edited)") : null;
  const blocks = message.blocks ?? [];
  if (!blocks.length) return h("div", { class: "text" }, mrkdwn(message.text ?? ""), edited && [" ", edited], attached(message));
  return h("div", { class: "blocks" },
    blocks.map((block) => showBlock(block, { channel: place, ts: message.ts })), attached(message), edited);
}

function threadLine(place, message) {
  const replies = said(place).filter((one) => isReply(one) && one.thread_ts === message.ts);
  const people = [...new Set(replies.map((one) => one.user))].slice(0, FACES);
  const last = replies.at(-1);
  const count = message.reply_count;
  return h("button",
    { type: "button", class: "thread-line", onclick: () => go(place, message.ts), "data-testid": "thread-line" },
    h("span", { class: "faces" }, people.map((id) => avatar(id, 24))),
    h("span", { class: "thread-count" }, count === 1 ? "1 reply" : `${count} replies`),
    last ? h("span", { class: "thread-last" }, `Last reply ${slackDate(Date.parse(last.time), "{date_short_pretty} at {time}", zone(), now())}`) : null,
    h("span", { class: "thread-view" }, "View thread"));
}

const NEAR_END_PX = 60;

/**
 * A scrolling list that stays at its end while one is at its end, and else stays where it is.
 * `identity` names what it shows: another one starts at the end.
 */
export function scroller(identity, ...inside) {
  return h("div",
    {
      key: identity,
      class: "scroller",
      role: "log",
      "aria-label": "Messages",
      tabindex: "0",
      mounted: (node) => {
        node.atEnd = true;
        node.onscroll = () => {
          const atEnd = node.scrollHeight - node.scrollTop - node.clientHeight < NEAR_END_PX;
          if (atEnd === node.atEnd) return;
          node.atEnd = atEnd;
          change({ away: atEnd ? null : identity });
        };
      },
    },
    inside);
}

/** Called after each drawing. */
export function keepScroll() {
  for (const node of document.querySelectorAll(".scroller")) {
    if (node.atEnd) node.scrollTop = node.scrollHeight;
  }
}
