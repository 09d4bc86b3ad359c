/** Says moments in words, in somebody's own zone. Moments are milliseconds since 1970. */

const formats = new Map();

function format(zone, options) {
  const key = zone + JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, make(zone, options));
  return formats.get(key);
}

function make(zone, options) {
  try {
    return new Intl.DateTimeFormat("en-GB", { ...options, timeZone: zone });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" });
  }
}

const part = (moment, zone, options) => format(zone, options).format(moment);

/** "09:30" */
export const clock = (moment, zone) =>
  part(moment, zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

const seconds = (moment, zone) =>
  part(moment, zone, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });

/** A day as a number that grows by one each midnight of that zone. */
export function dayNumber(moment, zone) {
  const [day, month, year] = part(moment, zone, { day: "2-digit", month: "2-digit", year: "numeric" })
    .split("/")
    .map(Number);
  return Date.UTC(year, month - 1, day) / 86_400_000;
}

/** "Thu 26 Nov" */
export const shortDay = (moment, zone) =>
  `${part(moment, zone, { weekday: "short" })} ${part(moment, zone, { day: "numeric", month: "short" })}`;

/** "Thursday, 26 November", with the year where it is another one than now. */
export function longDay(moment, zone, now) {
  const year = part(moment, zone, { year: "numeric" });
  const day = part(moment, zone, { day: "numeric", month: "long" });
  const tail = year === part(now, zone, { year: "numeric" }) ? "" : ` ${year}`;
  return `${part(moment, zone, { weekday: "long" })}, ${day}${tail}`;
}

const NEAR = { "-1": "Yesterday", 0: "Today", 1: "Tomorrow" };

/** "Today", "Yesterday", "Tomorrow", or null for any other day. */
export const nearDay = (moment, zone, now) =>
  NEAR[dayNumber(moment, zone) - dayNumber(now, zone)] ?? null;

/** "14:00", "Tomorrow 09:30", "Mon 09:30" or "Mon 30 Nov 09:30", as near as it needs to be. */
export function soon(moment, zone, now) {
  const ahead = dayNumber(moment, zone) - dayNumber(now, zone);
  if (ahead === 0) return clock(moment, zone);
  const near = nearDay(moment, zone, now);
  const within = ahead > 0 && ahead < 7 ? part(moment, zone, { weekday: "short" }) : null;
  return `${near ?? within ?? shortDay(moment, zone)} ${clock(moment, zone)}`;
}

/** "in 5 min", "in 2 h 10 min", "in 3 days"; "now" for what is due. */
export function ahead(milliseconds) {
  const minutes = Math.ceil(milliseconds / 60_000);
  if (minutes <= 0) return "now";
  if (minutes < 60) return `in ${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return `in ${Math.round(hours / 24)} days`;
  return hours < 10 && minutes % 60 ? `in ${hours} h ${minutes % 60} min` : `in ${hours} h`;
}

function ago(moment, now) {
  const words = ahead(Math.abs(now - moment)).replace("in ", "");
  if (words === "now") return words;
  return moment > now ? `in ${words}` : `${words} ago`;
}

/** "Lisbon" for "Europe/Lisbon". */
export const city = (zone) => (zone ?? "UTC").split("/").pop().replaceAll("_", " ");

/** Everything about a moment, for a tooltip. */
export const fully = (moment, zone) =>
  `${longDay(moment, zone, 0)} at ${seconds(moment, zone)} (${city(zone)})`;

/** Slack's date tokens, as its documentation on formatting lists them. */
export function slackDate(moment, pattern, zone, now) {
  const near = nearDay(moment, zone, now)?.toLowerCase();
  const date = part(moment, zone, { day: "numeric", month: "long", year: "numeric" });
  const short = part(moment, zone, { day: "numeric", month: "short", year: "numeric" });
  const long = `${part(moment, zone, { weekday: "long" })}, ${date}`;
  const slashed = part(moment, zone, { year: "numeric", month: "2-digit", day: "2-digit" });
  const says = {
    date_num: slashed.split("/").reverse().join("-"),
    date_slash: slashed,
    date,
    date_short: short,
    date_long: long,
    date_long_full: long,
    date_pretty: near ?? date,
    date_short_pretty: near ?? short,
    date_long_pretty: near ?? long,
    day_divider_pretty: near ?? longDay(moment, zone, now),
    time: clock(moment, zone),
    time_secs: seconds(moment, zone),
    ago: ago(moment, now),
  };
  return pattern.replace(/\{(\w+)\}/g, (token, name) => says[name] ?? token);
}
