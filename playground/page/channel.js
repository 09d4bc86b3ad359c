/** The middle and the right of the page: a conversation, and a thread of it. */

import { composer } from "./composer.js";
import { h } from "./dom.js";
import { atHome, homeTab, tabs } from "./home.js";
import { inline } from "./mrkdwn.js";
import { menu } from "./menu.js";
import { messageList, scroller } from "./messages.js";
import { called, change, channel, direct, go, isMuster, isReply, now, person, said, ui } from "./state.js";
import { city, clock } from "./time.js";
import { act } from "./wire.js";
import { avatar, icon } from "./words.js";

const FACES = 3;

export function conversation() {
  const place = ui.place;
  const one = channel(place);
  return h("main", { class: "conversation", "aria-label": title(place) },
    one ? channelHeader(one) : directHeader(direct(place)),
    tabs(),
    atHome() ? homeTab() : talk(one, place));
}

function talk(one, place) {
  const messages = said(place).filter((message) => !isReply(message));
  const fresh = ui.fresh.get(place) ?? null;
  return [
    scroller(`${ui.as}/${place}`,
      h("div", { key: "beginning", class: "beginning" }, beginning(one, place)),
      messageList(place, messages, { newFrom: fresh })),
    ui.away === `${ui.as}/${place}` ? jump() : null,
    one ? footOfChannel(one) : composer(place, null, `Message ${title(place)}`),
  ];
}

const title = (place) => {
  const one = channel(place);
  return one ? `#${one.name}` : called(person(direct(place)?.user));
};

function jump() {
  const down = () => {
    const list = document.querySelector(".conversation .scroller");
    list.scrollTop = list.scrollHeight;
  };
  return h("button", { type: "button", class: "jump", onclick: down }, icon("down", 16), "Jump to the latest");
}

const opener = () =>
  h("button", { type: "button", class: "plain-icon only-narrow", "aria-label": "Channels and messages",
    onclick: () => change({ drawer: true }) }, icon("menu", 20));

function channelHeader(one) {
  return h("header", { class: "place-header" }, opener(),
    h("div", { class: "place-title" },
      h("h2", null, icon(one.private ? "lock" : "hash", 18), one.name),
      one.topic ? h("p", { class: "topic", title: one.topic }, inline(one.topic)) : null),
    menu("members",
      {
        class: "members",
        label: `${one.members.length} members`,
        face: [
          h("span", { class: "faces" }, one.members.slice(0, FACES).map((id) => avatar(id, 24))),
          h("span", null, one.members.length),
        ],
      },
      h("h3", null, `In #${one.name}`),
      h("ul", null, one.members.map(memberRow))));
}

function memberRow(id) {
  const user = person(id);
  return h("li", { key: id }, avatar(id, 28),
    h("span", { class: "grow" }, h("strong", null, called(user)), h("small", null, isMuster(id) ? "App" : user?.title)),
    isMuster(id) || !user ? null : h("small", null, `${city(user.tz)} ${clock(now(), user.tz)}`));
}

function directHeader(dm) {
  const user = person(dm?.user);
  const about = isMuster(dm?.user) ? "The bot of this playground" : user && `${user.title} · ${city(user.tz)} ${clock(now(), user.tz)}`;
  return h("header", { class: "place-header" }, opener(), user ? avatar(dm.user, 28) : null,
    h("div", { class: "place-title" }, h("h2", null, called(user)), h("p", { class: "topic" }, about)));
}

function beginning(one, place) {
  if (one) {
    return [
      h("h3", null, icon(one.private ? "lock" : "hash", 22), one.name),
      h("p", null, `This is the very beginning of ${one.private ? "the private channel" : ""} #${one.name}.`),
    ];
  }
  const other = direct(place)?.user;
  const words = isMuster(other)
    ? "What Muster has to say to you alone comes here."
    : `This conversation is between ${called(person(ui.as))} and ${called(person(other))}.`;
  return [h("div", { class: "beginning-face" }, avatar(other, 48)), h("h3", null, called(person(other))), h("p", null, words)];
}

function footOfChannel(one) {
  if (one.archived) return h("p", { class: "closed" }, "This channel is archived. It can be read but not written to.");
  if (!one.member) {
    return h("div", { class: "closed" }, h("span", null, `${called(person(ui.as))} is not in #${one.name}.`),
      h("button", { type: "button", class: "button", "data-testid": "join", onclick: () => act("join", { channel: one.id }) },
        `Join #${one.name}`));
  }
  return [
    one.bot_present ? null : invitation(one),
    composer(one.id, null, `Message #${one.name}`),
  ];
}

function invitation(one) {
  const name = ui.server.bot.name;
  return h("div", { key: "invitation", class: "invitation" }, avatar(ui.server.bot.id, 24),
    h("span", { class: "grow" }, `${name} is not in this channel`),
    h("button", { type: "button", class: "button", "data-testid": "invite",
      onclick: () => act("invite", { channel: one.id }) }, `Invite ${name}`));
}

/** The thread that is open on the right, or null. */
export function threadPane() {
  const place = ui.place;
  const root = said(place).find((message) => message.ts === ui.thread);
  if (!root) return null;
  const replies = said(place).filter((message) => isReply(message) && message.thread_ts === ui.thread);
  const one = channel(place);
  const writable = !one || (one.member && !one.archived);
  return h("section", { key: "thread", class: "thread-pane", "data-testid": "thread-pane", "aria-label": "Thread" },
    h("header", { class: "pane-header" }, h("h2", null, "Thread"), h("span", { class: "faint" }, title(place)),
      h("button", { type: "button", class: "plain-icon", "aria-label": "Close the thread",
        onclick: () => go(place) }, icon("close"))),
    scroller(`${ui.as}/${place}/${ui.thread}`,
      messageList(place, [root], { inThread: true }),
      h("div", { key: "count", class: "thread-divider" },
        h("span", null, replies.length === 1 ? "1 reply" : `${replies.length} replies`)),
      messageList(place, replies, { inThread: true })),
    writable ? composer(place, ui.thread, "Reply") : null);
}
