/** Reads Slack's mrkdwn and answers page elements; no text ever becomes markup. */

import { h } from "./dom.js";
import { emoji, inChannel, link, mention, moment } from "./words.js";

const ENTITIES = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };

/** Slack escapes these three characters and no others. */
export const plain = (text) => text.replace(/&(?:lt|gt|amp);/g, (entity) => ENTITIES[entity]);

/** Text with quotes and preformatted passages. */
export function mrkdwn(text) {
  const pieces = text.split(/```\n?([\s\S]+?)\n?```/);
  return pieces.map((piece, index) =>
    index % 2 ? h("pre", { class: "pre" }, plain(piece)) : paragraphs(piece.replace(/^\n|\n$/g, "")),
  );
}

function paragraphs(text) {
  if (!text) return [];
  const runs = [];
  for (const line of text.split("\n")) {
    const quoted = /^(?:&gt;|>)\s?/.exec(line);
    const run = runs.at(-1);
    const content = quoted ? line.slice(quoted[0].length) : line;
    if (run && run.quoted === Boolean(quoted)) run.lines.push(content);
    else runs.push({ quoted: Boolean(quoted), lines: [content] });
  }
  return runs.map(({ quoted, lines }) => h(quoted ? "blockquote" : "span", null, broken(lines)));
}

const broken = (lines) => lines.map((line, index) => [index ? h("br") : null, inline(line)]);

// A styled passage starts after, and ends before, something that is not a letter, as in Slack.
const PIECES = new RegExp(
  [
    "<(?<angle>[^<>\\n]+)>",
    "`(?<code>[^`\\n]+)`",
    "(?<![\\p{L}\\p{N}*])\\*(?<bold>\\S|\\S[^*\\n]*\\S)\\*(?![\\p{L}\\p{N}*])",
    "(?<![\\p{L}\\p{N}_])_(?<italic>\\S|\\S[^\\n]*?\\S)_(?![\\p{L}\\p{N}_])",
    "(?<![\\p{L}\\p{N}~])~(?<strike>\\S|\\S[^~\\n]*\\S)~(?![\\p{L}\\p{N}~])",
    "(?<![\\p{L}\\p{N}:]):(?<emoji>[a-z0-9_+-]+):(?![\\p{L}\\p{N}:])",
    "(?<bare>https?://[^\\s<>]*[^\\s<>.,;:!?'\")])",
  ].join("|"),
  "gu",
);

/** One line: styles, links, mentions and moments. */
export function inline(text) {
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(PIECES)) {
    if (match.index > from) nodes.push(plain(text.slice(from, match.index)));
    nodes.push(piece(match));
    from = match.index + match[0].length;
  }
  if (from < text.length) nodes.push(plain(text.slice(from)));
  return nodes;
}

function piece({ 0: whole, groups }) {
  if (groups.angle) return angle(groups.angle) ?? plain(whole);
  if (groups.code) return h("code", null, plain(groups.code));
  if (groups.bold) return h("strong", null, inline(groups.bold));
  if (groups.italic) return h("em", null, inline(groups.italic));
  if (groups.strike) return h("s", null, inline(groups.strike));
  if (groups.emoji) return emoji(groups.emoji);
  return link(plain(groups.bare));
}

/** What stands between angle brackets: a mention, a channel, a moment or a link; null for anything else. */
function angle(content) {
  const bar = content.indexOf("|");
  const target = bar < 0 ? content : content.slice(0, bar);
  const label = bar < 0 ? "" : plain(content.slice(bar + 1));
  if (/^@[UW]\w*$/.test(target)) return mention(target.slice(1));
  if (/^#[CG]\w*$/.test(target)) return inChannel(target.slice(1), label);
  if (/^!(here|channel|everyone)$/.test(target)) {
    return h("span", { class: "mention mention-me" }, `@${target.slice(1)}`);
  }
  const date = /^!date\^(\d+)\^([^^]+)(?:\^.*)?$/.exec(target);
  if (date) return moment(date[1], plain(date[2]));
  return /^(https?:\/\/|mailto:)/i.test(target) ? link(plain(target), label) : null;
}
