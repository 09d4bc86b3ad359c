/** Whose eyes one looks through: the people one can act as, and becoming one of them. */

import { h } from "./dom.js";
import { menu } from "./menu.js";
import { address, called, change, direct, now, person, ui, zone } from "./state.js";
import { city, clock, dayNumber, shortDay } from "./time.js";
import { refetch } from "./wire.js";
import { avatar, icon } from "./words.js";

export const actors = () =>
  Object.values(ui.server.users)
    .filter((user) => !user.is_bot)
    .sort((a, b) => called(a).localeCompare(called(b)));

export function actAs() {
  const me = person(ui.as) ?? ui.server.me;
  return menu("act-as",
    {
      class: "bar-button act-as",
      testid: "act-as",
      label: `Act as: ${called(me)}`,
      face: [
        avatar(me.id, 28),
        h("span", { class: "act-as-name" }, h("small", null, "Act as"), h("strong", null, called(me))),
        icon("down", 16),
      ],
    },
    h("h3", null, "See the workspace through the eyes of"),
    h("ul", null, actors().map(choice)));
}

function choice(user) {
  const days = dayNumber(now(), user.tz) - dayNumber(now(), zone());
  const day = days ? ` ${shortDay(now(), user.tz).split(" ")[0]}` : "";
  return h("li", { key: user.id },
    h("button",
      { type: "button", "aria-current": user.id === ui.as, "data-testid": `act-as-${user.id}`,
        onclick: () => become(user.id) },
      avatar(user.id, 32),
      h("span", { class: "grow" }, h("strong", null, called(user)), h("small", null, user.title)),
      h("span", { class: "their-time" }, h("span", null, clock(now(), user.tz), day), h("small", null, city(user.tz)))));
}

export function become(id) {
  change({ as: id, with: direct(ui.place)?.user ?? null, menu: null, thread: null, drawer: false });
  history.pushState(null, "", address());
  refetch();
}

