/** The left column: the workspace's channels and the acting person's direct messages. */

import { actors, become } from "./actors.js";
import { h } from "./dom.js";
import { called, change, go, isMuster, now, person, ui } from "./state.js";
import { city, clock } from "./time.js";
import { avatar, icon, mark } from "./words.js";

export function sidebar() {
  const { workspace, channels, dms } = ui.server;
  const open = channels.filter((one) => !one.archived);
  const kept = channels.filter((one) => one.archived);
  return h(
    "nav",
    { class: `sidebar ${ui.drawer ? "is-open" : ""}`, "aria-label": "Channels and direct messages" },
    h("div", { class: "workspace" }, mark(28), h("h1", null, workspace.name),
      h("button", { type: "button", class: "plain-icon only-narrow", "aria-label": "Close the list",
        onclick: () => change({ drawer: false }) }, icon("close"))),
    h("div", { class: "sidebar-scroll" },
      h("h2", null, "Channels"),
      h("ul", null, open.map(channelRow), kept.map(channelRow)),
      h("h2", null, "Direct messages"),
      h("ul", null, musterFirst(dms).map(directRow)),
      h("h2", null, "Act as"),
      h("ul", null, actors().map(actorRow))),
  );
}

/** Everybody one can act as, with their own time: the town at a glance. */
function actorRow(user) {
  const acting = user.id === ui.as;
  return h("li", { key: user.id },
    h("button",
      { type: "button", class: `place ${acting ? "acting" : ""}`, "aria-pressed": acting,
        title: `${user.title}, ${city(user.tz)}`, "data-testid": `person-${user.name}`, onclick: () => become(user.id) },
      avatar(user.id, 20), h("span", { class: "place-name" }, called(user)),
      h("span", { class: "place-time" }, clock(now(), user.tz))));
}

const musterFirst = (dms) => [...dms].sort((a, b) => isMuster(b.user) - isMuster(a.user));

function row(id, testid, kind, unread, ...inside) {
  const here = ui.place === id;
  return h("li", { key: id },
    h("button",
      {
        type: "button",
        class: `place ${kind} ${unread && !here ? "unread" : ""}`,
        "aria-current": here ? "page" : null,
        "data-testid": testid,
        onclick: () => go(id),
      },
      inside,
      unread && !here
        ? h("span", { class: "badge", "aria-label": `${unread} unread` }, unread > 99 ? "99+" : unread)
        : null));
}

function channelRow(one) {
  const sign = one.archived ? "box" : one.private ? "lock" : "hash";
  const kind = one.archived || !one.member ? "faint" : "";
  return row(one.id, `channel-${one.name}`, kind, one.unread,
    icon(sign, 16), h("span", { class: "place-name" }, one.name));
}

function directRow(one) {
  const user = person(one.user);
  return row(one.id, `dm-${user?.name ?? one.user}`, "", one.unread,
    avatar(one.user, 20),
    h("span", { class: "place-name" }, called(user)),
    isMuster(one.user) ? h("span", { class: "app-tag" }, "App") : null,
    one.user === ui.as ? h("span", { class: "you" }, "you") : null);
}
