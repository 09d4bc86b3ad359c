/** Starts the page and draws it whole after every change. */

import { clockBar } from "./clockbar.js";
import { confirmDialog } from "./confirm.js";
import { conversation } from "./channel.js";
import { fill, h } from "./dom.js";
import { closeOnClickElsewhere } from "./menu.js";
import { atHome, tellApp } from "./home.js";
import { keepScroll } from "./messages.js";
import { modal } from "./modal.js";
import { rail } from "./rail.js";
import { sidebar } from "./sidebar.js";
import { address, called, change, channel, direct, isReply, now, onChange, readAddress, said, somewhere, ui } from "./state.js";
import { act, listen, refetch } from "./wire.js";
import { icon } from "./words.js";

const MINUTE_MS = 60_000;
/** Where a keyboard is likely, so that taking the focus brings up no keys on the screen. */
const WIDE = "(min-width: 700px)";
const root = document.getElementById("app");

function draw() {
  if (!ui.server) {
    const words = ui.offline ? "Muster is not answering; trying again" : "Opening the playground";
    fill(root, h("p", { key: "opening", class: "opening", role: "status" }, words));
    return;
  }
  const focused = document.activeElement;
  const asked = root.querySelector("dialog");
  if (focused !== document.body && !focused?.closest("dialog")) lastFocus = focused;
  fill(root, h("div", { key: "page", class: "page", "data-me": ui.server.me.id, "data-version": ui.server.version },
    clockBar(),
    h("div", { class: "banners", "aria-live": "polite" }, banners()),
    h("div", { class: `columns ${ui.thread ? "with-thread" : ""}` },
      sidebar(), conversation(), rail(),
      ui.drawer || ui.rail ? h("div", { key: "veil", class: "veil", onclick: () => change({ drawer: false, rail: false }) }) : null)),
    modal(), confirmDialog());
  keepScroll();
  if (!focused?.isConnected || (asked && !asked.isConnected)) giveFocusBack();
  document.title = titleOf();
}

let lastFocus = null;

/** When what had the focus is gone, such as a closed form, the keyboard goes on from where it was. */
function giveFocusBack() {
  if (document.activeElement !== document.body) return;
  const there = lastFocus?.isConnected;
  const next = there ? lastFocus : root.querySelector(".conversation .composer textarea");
  if (there || matchMedia(WIDE).matches) next?.focus();
}

function banners() {
  const { notice } = ui.server;
  return [
    ui.offline ? h("p", { key: "offline", class: "banner quiet", role: "status" }, "Muster is not answering; trying again") : null,
    notice && notice !== ui.hushed ? banner("notice", "quiet", notice, { hushed: notice }) : null,
    ui.trouble ? banner("trouble", "loud", ui.trouble, { trouble: null }) : null,
  ];
}

const banner = (key, kind, words, dismissed) =>
  h("p", { key, class: `banner ${kind}`, role: kind === "loud" ? "alert" : "status", "data-testid": key },
    h("span", { class: "grow" }, words),
    h("button", { type: "button", class: "plain-icon", "aria-label": "Dismiss", onclick: () => change(dismissed) }, icon("close", 16)));

function titleOf() {
  const { channels, dms, users, workspace } = ui.server;
  const waiting = [...channels, ...dms].reduce((sum, one) => sum + (one.unread ?? 0), 0);
  const one = channel(ui.place);
  const here = one ? `#${one.name}` : called(users[direct(ui.place)?.user]);
  return `${waiting ? `(${waiting}) ` : ""}${here} · ${workspace.name}`;
}

/** Sees each new state before it is drawn. */
function arrived() {
  if (!ui.as || !ui.server.users[ui.as]) ui.as = ui.server.me.id;
  if (!channel(ui.place) && !direct(ui.place)) {
    ui.place = somewhere();
    ui.thread = null;
  }
  if (ui.tab === "home" && !atHome()) ui.tab = "messages";
  if (location.search + location.hash !== address()) history.replaceState(null, "", address());
  readPlace();
  tellApp();
}

let reading = null;
/** The last message that was told to be read, by person and conversation. Replies count here, though not as unread. */
const read = new Map();

/** Marks the conversation on screen as read, and remembers where the new messages began. */
function readPlace() {
  const one = channel(ui.place) ?? direct(ui.place);
  if (document.hidden || ui.server.me.id !== ui.as || atHome()) return;
  const looking = `${ui.as}/${ui.place}`;
  if (looking !== reading) {
    reading = looking;
    ui.fresh.clear();
    const theirs = said(ui.place).filter((message) => !isReply(message) && message.user !== ui.as);
    const first = theirs.at(-(one?.unread ?? 0));
    if (one?.unread && first) ui.fresh.set(ui.place, first.ts);
  }
  const last = said(ui.place).at(-1)?.ts;
  if (!one || !last || (!one.unread && read.get(looking) === last)) return;
  read.set(looking, last);
  one.unread = 0;
  act("read", { channel: ui.place }, { quiet: true });
}

function follow() {
  const { as, place, thread, tab } = readAddress();
  change({ as, place: channel(place) || direct(place) ? place : somewhere(), thread, tab, menu: null });
  refetch();
}

Object.assign(ui, readAddress());
onChange(() => {
  if (ui.server) {
    readPlace();
    tellApp();
  }
  draw();
});
addEventListener("popstate", follow);
document.addEventListener("visibilitychange", () => change());
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && (ui.drawer || ui.rail)) change({ drawer: false, rail: false });
});
closeOnClickElsewhere();
let minute = 0;
setInterval(() => {
  const shown = ui.server ? Math.floor(now() / MINUTE_MS) : 0;
  if (shown !== minute) change();
  minute = shown;
}, 1000);
listen(arrived);
