/** Small pieces of text that every screen shows: people, channels, moments, links, emoji. */

import { h } from "./dom.js";
import { called, channel, download, fileAt, go, isMuster, now, person, ui, zone } from "./state.js";
import { fully, slackDate } from "./time.js";

/** The emoji that Slack's short names stand for; any other name is shown as it was written. */
const EMOJI = {
  "+1": "👍", thumbsup: "👍", wave: "👋", tada: "🎉", heart: "❤️", eyes: "👀", fire: "🔥", smile: "😄",
  slightly_smiling_face: "🙂", white_check_mark: "✅", heavy_check_mark: "✔️", x: "❌", warning: "⚠️",
  bell: "🔔", no_bell: "🔕", calendar: "📅", date: "📅", clock9: "🕘", hourglass: "⌛", pray: "🙏",
  hourglass_flowing_sand: "⏳", rocket: "🚀", bulb: "💡", memo: "📝", sunny: "☀️", coffee: "☕",
  palm_tree: "🌴", construction: "🚧", birthday: "🎂", raised_hands: "🙌", speech_balloon: "💬",
};

export const emoji = (name) => EMOJI[name] ?? `:${name}:`;

export function mention(id) {
  const user = person(id);
  const kind = id === ui.as ? "mention mention-me" : "mention";
  return h("span", { class: kind, title: user?.title || null }, `@${user ? called(user) : id}`);
}

export function inChannel(id, name) {
  const place = channel(id);
  if (!place) return h("span", { class: "mention" }, `#${name || id}`);
  const follow = (event) => {
    event.preventDefault();
    go(id);
  };
  return h("a", { class: "mention", href: `#${id}`, onclick: follow }, `#${place.name}`);
}

/** `at` is in seconds, as Slack writes it. */
export function moment(at, pattern) {
  const when = Number(at) * 1000;
  const words = slackDate(when, pattern, zone(), now());
  return h("time", { datetime: new Date(when).toISOString(), title: fully(when, zone()) }, words);
}

/** A link, if it leads to the web or to mail; any other address is shown as plain text. */
export function link(url, label) {
  const file = fileAt(url);
  if (file) return h("a", { href: download(file), download: file.name }, label || file.name);
  if (!/^(https?:\/\/|mailto:)/i.test(url)) return label || url;
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, label || url);
}

const FIGURES = [
  h("rect", { class: "mark-tile", width: 36, height: 36, rx: 9 }),
  h("circle", { class: "mark-figure", cx: 9.5, cy: 15, r: 2.9 }),
  h("rect", { class: "mark-figure", x: 6.6, y: 19.2, width: 5.8, height: 9.3, rx: 2.9 }),
  h("circle", { class: "mark-figure", cx: 26.5, cy: 15, r: 2.9 }),
  h("rect", { class: "mark-figure", x: 23.6, y: 19.2, width: 5.8, height: 9.3, rx: 2.9 }),
  h("rect", { class: "mark-figure", x: 14.9, y: 15.4, width: 6.2, height: 13.1, rx: 3.1 }),
  h("circle", { class: "mark-head", cx: 18, cy: 10.6, r: 3.2 }),
];

/** Muster's own mark: people standing together. */
export const mark = (size = 36) =>
  h("svg", { class: "mark", viewBox: "0 0 36 36", width: size, height: size, "aria-hidden": "true" }, FIGURES);

const initials = (user) =>
  called(user).split(/\s+/).slice(0, 2).map((word) => [...word][0] ?? "").join("").toUpperCase();

/** Somebody's picture; the name stands beside it, so it is hidden from screen readers. */
export function avatar(id, size = 36) {
  if (isMuster(id)) return h("span", { class: "avatar", vars: { "--size": `${size}px` } }, mark(size));
  const user = person(id);
  const color = user?.color ? `#${user.color.replace("#", "")}` : "#6b6880";
  return h(
    "span",
    { class: "avatar", "aria-hidden": "true", vars: { "--size": `${size}px`, "--tint": color } },
    user ? initials(user) : "?",
  );
}

const PATHS = {
  hash: "M9.5 4 7.5 20M16.5 4l-2 16M4.5 9h16M3.5 15h16",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  down: "m7 10 5 5 5-5",
  right: "m10 7 5 5-5 5",
  close: "M6 6l12 12M18 6 6 18",
  send: "M4 12 20 4l-5 16-3.5-6.5zM11.5 13.5 20 4",
  thread: "M4 5h16v11h-9l-4 4v-4H4z",
  eye: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5z",
  clock: "M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16zM12 8v4.5l3 1.5",
  check: "m5 12.5 4.5 4.5L19 7.5",
  menu: "M4 7h16M4 12h16M4 17h16",
  next: "M5 6l8 6-8 6zM17 6v12",
  box: "M4 5h16v4H4zM5.5 9v10h13V9M10 13h4",
  guide: "M6 4h12v16l-6-4-6 4z",
  download: "M12 4v11M7 10.5l5 5 5-5M5 20h14",
  file: "M6 3h8l5 5v13H6zM14 3v5h5M9 13h7M9 17h7",
  plus: "M12 5v14M5 12h14",
};

export const icon = (name, size = 18) =>
  h("svg", { class: "icon", viewBox: "0 0 24 24", width: size, height: size, "aria-hidden": "true" },
    h("path", { d: PATHS[name] }));
