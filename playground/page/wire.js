/** Talks with the playground's server: fetches the state, hears of changes, sends what people do. */

import { change, ui } from "./state.js";

const RETRY_MS = 1500;
const DEBOUNCE_MS = 40;

let wanted = false;
let fetching = false;
let retry = null;
let stream = null;
let arrived = () => {};

/** Begins to listen; `callback` sees each new state before it is drawn. */
export function listen(callback) {
  arrived = callback;
  connect();
  return refetch();
}

function connect() {
  stream?.close();
  stream = new EventSource("/ui/events");
  stream.onmessage = () => setTimeout(refetch, DEBOUNCE_MS);
  stream.onopen = () => refetch();
  stream.onerror = () => lost();
}

/** Fetches the state; a call during a fetch makes one more fetch after it. */
export async function refetch() {
  wanted = true;
  if (fetching) return;
  fetching = true;
  while (wanted) {
    wanted = false;
    await fetchState();
  }
  fetching = false;
}

async function fetchState() {
  const as = ui.as;
  try {
    const answer = await fetch(`/ui/state?as=${encodeURIComponent(as ?? "")}`, { cache: "no-store" });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    const server = await answer.json();
    if (as !== ui.as) {
      wanted = true;
      return;
    }
    ui.fetchedAt = performance.now();
    ui.server = server;
    arrived();
    change({ offline: false });
  } catch (error) {
    console.warn("The state could not be fetched:", error);
    lost();
  }
}

function lost() {
  change({ offline: true });
  clearTimeout(retry);
  retry = setTimeout(() => {
    if (stream.readyState === EventSource.CLOSED) connect();
    refetch();
  }, RETRY_MS);
}

/**
 * Sends one act of the acting person. Answers the server's JSON, or `{ok: false, error}` in plain
 * words where there is none; what went wrong is shown unless `quiet`.
 */
export async function act(what, body, { quiet = false } = {}) {
  const answer = await post(what, { as: ui.as, ...body });
  const silent = quiet || answer.errors;
  if (!answer.ok && !silent) change({ trouble: answer.error ?? "That did not work." });
  else if (answer.ok && ui.trouble) change({ trouble: null });
  refetch();
  return answer;
}

async function post(what, body) {
  let answer;
  try {
    answer = await fetch(`/ui/${what}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
  } catch (error) {
    console.warn(`/ui/${what} was not answered:`, error);
    return { ok: false, error: "Muster is not answering. Nothing was sent; please try again." };
  }
  const text = await answer.text();
  try {
    const said = JSON.parse(text);
    return answer.ok ? { ok: true, ...said } : { ...said, ok: false };
  } catch (error) {
    console.warn(`/ui/${what} answered no JSON:`, error);
    return { ok: false, error: `That did not work (the server said ${answer.status}).` };
  }
}
