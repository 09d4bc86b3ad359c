/** What the composer offers while one types: slash commands and people's names. */

import { called, isMuster, person, ui } from "./state.js";

const AT_MOST = 8;

/**
 * What fits the words before the caret: `{kind, from, offers}`, or null. An offer is
 * `{key, insert, ...}`; `insert` replaces the text between `from` and the caret.
 */
export function suggestions(text, caret) {
  const before = text.slice(0, caret);
  return commandsFor(before) ?? usageOf(before) ?? peopleFor(before);
}

function commandsFor(before) {
  if (!/^\/\S*$/.test(before)) return null;
  const typed = before.toLowerCase();
  const offers = ui.server.commands
    .filter(({ command }) => command.startsWith(typed) && command !== typed)
    .slice(0, AT_MOST)
    .map((command) => ({ key: command.command, insert: `${command.command} `, command }));
  return offers.length ? { kind: "command", from: 0, offers } : null;
}

/** After a whole command there is nothing to choose, but its words are shown. */
function usageOf(before) {
  const word = /^(\/\S+)(\s|$)/.exec(before)?.[1];
  const command = ui.server.commands.find((one) => one.command === word);
  return command?.usage_hint ? { kind: "usage", from: 0, offers: [], command } : null;
}

function peopleFor(before) {
  const typed = /(?:^|[\s(])@([\p{L}\p{N}._-]*)$/u.exec(before);
  if (!typed) return null;
  const start = typed[1].toLowerCase();
  const fits = (user) =>
    [user.name, ...called(user).split(/\s+/)].some((name) => name.toLowerCase().startsWith(start));
  const offers = Object.values(ui.server.users)
    .filter((user) => (!user.is_bot || isMuster(user.id)) && fits(user))
    .sort((a, b) => called(a).localeCompare(called(b)))
    .slice(0, AT_MOST)
    .map((user) => ({ key: user.id, insert: `@${user.name} `, user: user.id }));
  return offers.length ? { kind: "person", from: before.length - start.length - 1, offers } : null;
}

export const describe = (offer) => (offer.user ? called(person(offer.user)) : offer.command.command);
