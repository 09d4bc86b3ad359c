/** Shows Slack's rich_text block: sections, lists, quotes and preformatted passages. */

import { h } from "./dom.js";
import { emoji, inChannel, link, mention, moment } from "./words.js";

export const richText = (block) => h("div", { class: "rich" }, block.elements.map(passage));

function passage(part) {
  switch (part.type) {
    case "rich_text_section":
      return h("p", { class: "rich-section" }, pieces(part));
    case "rich_text_list":
      return list(part);
    case "rich_text_quote":
      return h("blockquote", null, pieces(part));
    case "rich_text_preformatted":
      return h("pre", { class: "pre" }, pieces(part));
    default:
      return h("p", { class: "unknown" }, `(${part.type} cannot be shown here)`);
  }
}

function list(part) {
  const ordered = part.style === "ordered";
  return h(
    ordered ? "ol" : "ul",
    { class: `rich-list indent-${part.indent ?? 0}`, start: ordered ? (part.offset ?? 0) + 1 : null },
    part.elements.map((item) => h("li", null, pieces(item))),
  );
}

const pieces = (part) => part.elements.map((element) => styled(element, content(element)));

function content(element) {
  switch (element.type) {
    case "text":
      return lines(element.text);
    case "user":
      return mention(element.user_id);
    case "channel":
      return inChannel(element.channel_id);
    case "broadcast":
      return h("span", { class: "mention mention-me" }, `@${element.range}`);
    case "link":
      return link(element.url, element.text);
    case "emoji":
      return element.unicode ? fromHex(element.unicode) : emoji(element.name);
    case "date":
      return moment(element.timestamp, element.format);
    default:
      return `(${element.type})`;
  }
}

const fromHex = (unicode) =>
  String.fromCodePoint(...unicode.split("-").map((point) => Number.parseInt(point, 16)));

const lines = (text) => text.split("\n").flatMap((line, index) => (index ? [h("br"), line] : [line]));

function styled(element, inside) {
  const { bold, italic, strike, code } = element.style ?? {};
  let shown = inside;
  if (code) shown = h("code", null, shown);
  if (strike) shown = h("s", null, shown);
  if (italic) shown = h("em", null, shown);
  if (bold) shown = h("strong", null, shown);
  return shown;
}
