/** Pictures and files: a picture stands in its message, a file is offered for download under it. */

import { h } from "./dom.js";
import { change, download, ui } from "./state.js";
import { icon } from "./words.js";

const KILO = 1024;

export function picture(block) {
  const file = ui.server.files[block.slack_file?.id];
  const title = block.title ? h("figcaption", null, block.title.text) : null;
  if (!file) return h("p", { class: "unknown" }, block.alt_text);
  return h("figure", { class: "picture" }, title,
    // Once it has its height, whoever is at the end of the conversation is to stay there.
    h("img", { src: `/files/${file.id}`, alt: block.alt_text, title: block.alt_text, "data-testid": "picture", onload: () => change() }));
}

/** The files that a message shares, as Slack shows them under it. */
export function attached(message) {
  const files = (message.files ?? []).map((id) => ui.server.files[id]).filter(Boolean);
  return files.map((file) =>
    h("a", { key: file.id, class: "attached", href: download(file), download: file.name, "data-testid": "attached",
      "aria-label": `Download ${file.name}, ${size(file)}` },
      h("span", { class: "attached-sign" }, icon("file", 22)),
      h("span", { class: "grow" }, h("strong", null, file.title), h("small", null, `${kind(file)}, ${size(file)}`)),
      icon("download", 18)));
}

const kind = (file) => (/\.(\w+)$/.exec(file.name)?.[1] ?? "file").toUpperCase();

const size = (file) =>
  file.size < KILO ? `${file.size} bytes` : `${(file.size / KILO).toFixed(file.size < 10 * KILO ? 1 : 0)} kB`;
