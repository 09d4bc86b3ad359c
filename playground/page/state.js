/** What the page shows now: the server's last word, and where the acting person is looking. */

export const ui = {
  server: null,
  fetchedAt: 0,
  as: null,
  place: null,
  /** Whom one was writing with before acting as somebody else. */
  with: null,
  thread: null,
  /** Which tab of the app's own entry is open: "home" or "messages". */
  tab: "messages",
  menu: null,
  drawer: false,
  rail: false,
  /** The chapter of the guide that somebody has opened, and whether all of it was done then. */
  chapter: null,
  /** The step of it that somebody has picked. */
  step: null,
  folded: localStorage.getItem("muster.guide") === "folded",
  agendaFolded: false,
  offline: false,
  trouble: null,
  hushed: null,
  confirm: null,
  pushing: null,
  pressed: new Set(),
  fresh: new Map(),
  away: null,
};

let draw = () => {};
let scheduled = false;

export function onChange(callback) {
  draw = callback;
}

/** Changes what is shown and draws once, however many changes come together. */
export function change(patch = {}) {
  Object.assign(ui, patch);
  if (scheduled) return;
  scheduled = true;
  queueMicrotask(() => {
    scheduled = false;
    draw();
  });
}

/** The pushed clock, which runs on between two answers of the server. */
export const now = () => Date.parse(ui.server.now) + performance.now() - ui.fetchedAt;
export const zone = () => ui.server.me.tz;
export const person = (id) => ui.server.users[id];
export const isMuster = (id) => id === ui.server.bot.id;
export const called = (user) => user?.real_name || user?.name || "Somebody";

export const channel = (id) => ui.server.channels.find((one) => one.id === id);
export const direct = (id) => ui.server.dms.find((one) => one.id === id);
export const said = (id) => ui.server.messages[id] ?? [];
export const isReply = (message) => message.thread_ts && message.thread_ts !== message.ts;

/** Slack's own address of a file leads nowhere from here: the playground has the file itself. */
export const fileAt = (url) => Object.values(ui.server.files).find((file) => file.permalink === url) ?? null;
export const download = (file) => `/files/${file.id}?download`;

/** A conversation by its id, by a channel's name, or by the name of somebody one writes to. */
export function findPlace(words) {
  const bare = String(words ?? "").replace(/^[#@]/, "").toLowerCase();
  const { channels, dms } = ui.server;
  const known = [...channels, ...dms].find((one) => one.id === words);
  if (known) return known.id;
  const named = channels.find((one) => one.name.toLowerCase() === bare);
  const withThem = dms.find(({ user }) =>
    [user, person(user)?.name, person(user)?.real_name].some((name) => name?.toLowerCase() === bare),
  );
  return (named ?? withThem)?.id ?? null;
}

/** Where to look when nothing was chosen, or what was chosen is not there for this person. */
export function somewhere() {
  const { channels, dms } = ui.server;
  const sameTalk = dms.find((one) => one.user === ui.with);
  if (sameTalk) return sameTalk.id;
  const mine = channels.filter((one) => one.member && !one.archived);
  const steps = ui.server.guide.chapters.flatMap((chapter) => chapter.steps);
  const current = steps.findIndex((step) => !step.done);
  const named = steps.slice(0, current + 1).map((step) => findPlace(step.try.channel));
  const guided = mine.find((one) => one.id === named.findLast((id) => mine.some((place) => place.id === id)));
  return (guided ?? mine.find((one) => one.bot_present) ?? mine[0] ?? dms[0] ?? channels[0])?.id ?? null;
}

/** The address keeps who acts, where they look and which thread or tab is open. */
export function address() {
  const part = ui.thread ?? (ui.tab === "home" ? "home" : null);
  const tail = part ? `${ui.place}/${part}` : (ui.place ?? "");
  return `?as=${encodeURIComponent(ui.as ?? "")}#${tail}`;
}

export function readAddress() {
  const [place, part] = decodeURIComponent(location.hash.slice(1)).split("/");
  return {
    as: new URLSearchParams(location.search).get("as") || ui.as,
    place: place || null,
    thread: part === "home" ? null : part || null,
    tab: part === "home" ? "home" : "messages",
  };
}

/** Goes to a conversation, and to a thread of it, or a tab of the app's, if one is named. */
export function go(place, thread = null, tab = "messages") {
  const same = place === ui.place && thread === ui.thread && tab === ui.tab;
  change({ place, thread, tab, drawer: false, menu: null });
  if (!same) history.pushState(null, "", address());
}
