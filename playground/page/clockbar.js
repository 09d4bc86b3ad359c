/** The bar at the top: whose eyes one looks through, what time it is for them, and pushing it on. */

import { actAs } from "./actors.js";
import { h } from "./dom.js";
import { change, now, ui, zone } from "./state.js";
import { ahead, city, clock, shortDay, soon } from "./time.js";
import { act } from "./wire.js";
import { icon } from "./words.js";

export function clockBar() {
  return h("header", { class: "clock-bar" },
    h("div", { class: "clock-now" },
      h("span", { class: "clock-time", "data-testid": "clock-time" }, clock(now(), zone())),
      h("span", { class: "clock-where" },
        h("span", null, shortDay(now(), zone())), h("small", null, `in ${city(zone())}`))),
    pushes(),
    others(),
    h("button",
      { type: "button", class: "bar-button rail-toggle", "aria-label": "Guide", "aria-expanded": ui.rail,
        onclick: () => change({ rail: !ui.rail }) },
      icon("guide", 16), h("span", null, "Guide")),
    actAs());
}

function pushes() {
  const next = ui.server.agenda[0];
  const busy = ui.pushing !== null || ui.server.busy;
  const button = (push, label, title, disabled, ...face) =>
    h("button",
      {
        type: "button",
        class: `bar-button push-${push} ${ui.pushing === push && push !== "next" ? "waiting" : ""}`,
        "data-testid": `clock-${push}`,
        "aria-label": label,
        "aria-busy": ui.pushing === push ? "true" : null,
        title,
        disabled: busy || disabled,
        onclick: () => pushOn(push),
      },
      face);
  const when = next ? Date.parse(next.when) : null;
  const label = next ? `Next: ${next.text}` : "Nothing is waiting";
  const title = next ? `On to ${soon(when, zone(), now())}: ${next.text}` : "";
  return h("div", { class: "pushes", role: "group", "aria-label": "Push the clock" },
    button("next", label, title, !next, ui.pushing === "next" ? h("span", { class: "spinner" }) : icon("next", 16), h("span", { class: "push-what" }, label),
      next ? h("span", { class: "push-when" }, ahead(when - now())) : null),
    button("hour", "One hour on", "Push the clock one hour on", false, "+1 hour"),
    button("day", "One day on", "Push the clock one day on", false, "+1 day"));
}

function others() {
  const on = ui.server.colleagues;
  return h("button",
    {
      type: "button",
      class: `bar-button others ${on ? "on" : ""}`,
      role: "switch",
      "aria-checked": on ? "true" : "false",
      "data-testid": "others-answer",
      title: on
        ? "While the clock is pushed, the others answer what they are asked. Press to stop that."
        : "Let the others answer what they are asked while the clock is pushed. A day takes half a minute, as Muster keeps to Slack's pace.",
      onclick: () => act("colleagues", { on: !on }),
    },
    h("span", { class: "switch", "aria-hidden": "true" }), h("span", null, "Others answer"));
}

async function pushOn(push) {
  change({ pushing: push });
  await act("clock", { push });
  change({ pushing: null });
}
