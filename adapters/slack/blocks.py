"""One block of a message as Slack's JSON, once the message has been cut to fit."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, assert_never

from adapters.slack import phrases
from adapters.slack.spans import rich, small
from bot.fitting import clip, cut, length, visible
from bot.messages import (
    Bullets,
    Button,
    Buttons,
    Divider,
    Heading,
    Meter,
    Note,
    Paragraph,
    Quote,
    Spans,
)
from bot.people import Roster

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that Slack has as a file."""

    file: str
    """Its id."""
    alternative: str


@dataclass(frozen=True, slots=True)
class FileLink:
    """A file that Slack has. A message of ours with this link shares it with all who see the message."""

    name: str
    url: str


Rich = Paragraph | Bullets | Quote
"""What can share one rich_text block."""
Piece = Heading | Rich | Meter | Divider | Note | Buttons | Image | FileLink
"""A block of a message once its files are Slack's, or words in their place."""

TEXT = 3000
HEADER = 150
BUTTON_TEXT, BUTTON_VALUE = 75, 2000
BUTTONS = 25
ALTERNATIVE = 2000
BAR = 12
"""Characters of a meter's bar and the space after it."""


def shown(chunk: Sequence[Piece], roster: Roster, names: Iterator[str]) -> Json | None:
    """One block, or several that share a rich_text block. ``names`` are action ids not yet used."""
    match chunk[0]:
        case Heading(text=text):
            return {"type": "header", "text": plain(text, HEADER)}
        case Meter(label=label, share=share):
            return _rich([Paragraph((f"{_bar(share)}  {label}",))], roster)
        case Divider():
            return {"type": "divider"}
        case Note(spans=spans):
            return note(spans, roster)
        case Buttons(buttons=buttons):
            elements = [_button(button, next(names)) for button in buttons[:BUTTONS]]
            return {"type": "actions", "elements": elements}
        case Image(file=file, alternative=alternative):
            alt_text = clip(alternative.strip() or "…", ALTERNATIVE)
            return {"type": "image", "slack_file": {"id": file}, "alt_text": alt_text}
        case FileLink(name=name, url=url):
            link = {"type": "link", "url": url, "text": name}
            section = {"type": "rich_text_section", "elements": [link]}
            return {"type": "rich_text", "elements": [section]}
        case Paragraph() | Bullets() | Quote():
            return _rich([block for block in chunk if isinstance(block, Rich)], roster)
        case _:
            assert_never(chunk[0])


def note(spans: Spans, roster: Roster) -> Json | None:
    """Small print; in ordinary print where a context block cannot hold it."""
    spans = cut(spans, TEXT)
    elements = small(spans, roster)
    if not elements:
        return None
    if len(elements) > 10 or any(length(element["text"]) > TEXT for element in elements):
        return _rich([Paragraph(spans)], roster)
    return {"type": "context", "elements": elements}


def plain(text: str, limit: int) -> Json:
    """A plain_text object. Slack refuses an empty one."""
    return {"type": "plain_text", "text": clip(text.strip() or "…", limit)}


def _rich(blocks: Sequence[Rich], roster: Roster) -> Json:
    return {"type": "rich_text", "elements": [_part(block, roster) for block in blocks]}


def _part(block: Rich, roster: Roster) -> Json:
    match block:
        case Paragraph(spans=spans):
            return {"type": "rich_text_section", "elements": rich(spans, roster)}
        case Quote(text=text):
            return {"type": "rich_text_quote", "elements": rich((text.strip(),), roster)}
        case Bullets(items=items):
            lines = (rich(item, roster) for item in items if visible(item))
            elements = [{"type": "rich_text_section", "elements": line} for line in lines]
            return {"type": "rich_text_list", "style": "bullet", "elements": elements}
        case _:
            assert_never(block)


def _button(button: Button, name: str) -> Json:
    if length(button.does) > BUTTON_VALUE:
        raise ValueError(f"a button's intent is longer than {BUTTON_VALUE} characters")
    element: Json = {
        "type": "button",
        "action_id": name,
        "text": plain(button.label, BUTTON_TEXT),
        "value": button.does,
    }
    style = {} if button.style == "plain" else {"style": button.style}
    if button.sure is not None:
        element["confirm"] = style | {
            "title": plain(phrases.SURE, 100),
            "text": plain(button.sure, 300),
            "confirm": plain(button.label, 30),
            "deny": plain(phrases.CANCEL, 30),
        }
    return element | style


def _bar(share: float) -> str:
    whole = BAR - 2
    full = 0 if math.isnan(share) else round(whole * min(max(share, 0.0), 1.0))
    return "▰" * full + "▱" * (whole - full)
