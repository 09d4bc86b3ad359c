/** The app's entry: its two tabs, and the Home tab that it publishes for the acting person. */

import { showBlock } from "./blocks.js";
import { h } from "./dom.js";
import { direct, go, isMuster, ui } from "./state.js";
import { act } from "./wire.js";

const TABS = { home: "Home", messages: "Messages" };

const isApp = () => isMuster(direct(ui.place)?.user);

/** Whether the page shows the Home tab instead of a conversation. */
export const atHome = () => isApp() && ui.tab === "home" && ui.server.home !== null;

/** The tabs under the app's name; null in every other conversation, and where it has no Home tab. */
export function tabs() {
  if (!isApp() || !ui.server.home) return null;
  const { unread } = direct(ui.place);
  return h("div", { key: "tabs", class: "tabs", role: "tablist", "aria-label": "Parts of the app", onkeydown: toOther },
    Object.entries(TABS).map(([tab, name]) => {
      const here = (ui.tab === "home") === (tab === "home");
      return h("button",
        { key: tab, type: "button", role: "tab", class: "tab", "aria-selected": here, tabindex: here ? "0" : "-1",
          "data-testid": `tab-${tab}`, onclick: () => go(ui.place, null, tab) },
        name,
        tab === "messages" && !here && unread ? h("span", { class: "badge", "aria-label": `${unread} unread` }, unread) : null);
    }));
}

function toOther(event) {
  if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
  go(ui.place, null, ui.tab === "home" ? "messages" : "home");
  event.currentTarget.querySelector('[aria-selected="false"]')?.focus();
}

export function homeTab() {
  const { home } = ui.server;
  return h("div", { key: `home/${ui.as}`, class: "home-tab", role: "tabpanel", tabindex: "0", "aria-label": "Home", "data-testid": "home" },
    home.blocks.length
      ? h("div", { class: "blocks" }, home.blocks.map((block) =>
          h("div", { key: block.block_id }, showBlock(block, { view: home.id }))))
      : h("p", { class: "home-empty" }, "Nothing is published here yet."));
}

let opened = null;

/** Tells the app which of its tabs somebody looks at, each time they come to it. */
export function tellApp() {
  if (document.hidden || ui.server.me.id !== ui.as) return;
  const here = isApp() ? `${ui.as}/${atHome() ? "home" : "messages"}` : null;
  if (here === opened) return;
  opened = here;
  if (here) act("app", { tab: atHome() ? "home" : "messages" }, { quiet: true });
}
