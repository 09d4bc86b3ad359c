"""A message as Teams shows it: an Adaptive Card within Teams' limits, whatever the message holds."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, assert_never

from adapters.teams import phrases
from adapters.teams.blocks import (
    BAR,
    BUTTON_TEXT,
    PLAIN,
    SURE,
    VERSION,
    Download,
    Image,
    Origin,
    Piece,
    Wrap,
    shown,
)
from adapters.teams.enclosed import Link, enclosed, nowhere
from adapters.teams.fitting import flat, unmarked
from adapters.teams.spans import Mentions, line
from bot.fitting import ELEMENT, clip, cost, cut, folded, length, share_out, visible
from bot.messages import (
    Bullets,
    Buttons,
    Divider,
    Heading,
    Message,
    Meter,
    Note,
    Paragraph,
    Quote,
)
from bot.people import ChannelRef, Roster

Json = dict[str, Any]

UNITS = 14_000
"""UTF-16 units of an activity: 28 KB, the least of the limits that Microsoft's pages name."""
CHARACTERS = 8_000
"""Characters of text to begin with; a card that is then too large is tried with less."""
TEXT = 3_000
SUMMARY = 400
AROUND = SUMMARY + 200
"""Units of an activity around its card."""
BLOCKS = 60
SHORTEST = 40
"""Characters that a picture's words keep however long the rest is."""
CARD = "application/vnd.microsoft.card.adaptive"
SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"


def unsealed(data: Json) -> Json:
    """The data of an action as it is, for looking at."""
    return data


def activity(
    message: Message,
    roster: Roster,
    *,
    wrap: Wrap = unsealed,
    row: str = "",
    channel: ChannelRef | None = None,
    alone: bool = False,
    units: int = UNITS,
    link: Link = nowhere,
) -> Json:
    """A message activity: a card, and the words that a notification shows."""
    made = card(
        message, roster, wrap=wrap, row=row, channel=channel, alone=alone, units=units, link=link
    )
    return message_of(made, message.summary)


def message_of(made: Json, summary: str) -> Json:
    return {
        "type": "message",
        "summary": clip(flat(summary), SUMMARY) or phrases.CARD,
        "attachments": [{"contentType": CARD, "content": made}],
    }


def card(
    message: Message,
    roster: Roster,
    *,
    wrap: Wrap = unsealed,
    row: str = "",
    channel: ChannelRef | None = None,
    alone: bool = False,
    units: int = UNITS,
    link: Link = nowhere,
) -> Json:
    """An Adaptive Card 1.5. Where it holds too much, the longest blocks give way first.

    ``alone`` is for somebody's own chat, where a mention would call people who are not in it. ``link``
    gives the addresses of what a message encloses.

    Raises ValueError for buttons that fill a card by themselves, since none is ever left out.
    """
    seen = [piece for piece in enclosed(message, link) if _cost(piece)]
    budget = CHARACTERS
    while budget:
        origin = Origin(wrap, row, channel, sure=min(SURE, budget // 10 + 20))
        mentions = Mentions(roster, alone)
        made = framed(_body(seen, mentions, origin, budget), mentions, message.summary)
        if size(made) + AROUND <= units:
            return made
        budget = budget * 3 // 4
    raise ValueError("the buttons of a message are more than Teams takes")


def framed(body: list[Json], mentions: Mentions, summary: str) -> Json:
    """A card around its elements."""
    teams: Json = {"width": "Full"}
    if mentions.entities:
        teams["entities"] = mentions.entities
    return {
        "type": "AdaptiveCard",
        "$schema": SCHEMA,
        "version": VERSION,
        "fallbackText": clip(unmarked(summary), SUMMARY) or phrases.CARD,
        "msteams": teams,
        "body": body or [*line(("…",), mentions, PLAIN)],
    }


def size(made: Json) -> int:
    """UTF-16 units of a card as it is sent."""
    return length(json.dumps(made, ensure_ascii=False))


def _body(seen: Sequence[Piece], mentions: Mentions, origin: Origin, budget: int) -> list[Json]:
    blocks = _without_middle(seen, max(BLOCKS * budget // CHARACTERS, 8))
    cap = share_out(budget, [_cost(block) for block in blocks])
    body: list[Json] = []
    parted: Json = {}
    for block in blocks:
        if isinstance(block, Divider):
            parted = {"separator": True, "spacing": "Large"} if body else {}
        for element in shown(_capped(block, cap), mentions, origin):
            body.append(element | parted)
            parted = {}
    return body


def _cost(block: Piece) -> int:
    """Characters of a block; one with nothing to show costs nothing, and is left out."""
    match block:
        case Heading(text=text) | Quote(text=text):
            return min(length(text.strip()), TEXT)
        case Paragraph(spans=spans) | Note(spans=spans):
            return min(cost(spans), TEXT) if visible(spans) else 0
        case Bullets(items=items):
            # Each line is an element of its own, with a frame that is longer than many a line.
            return sum(cost(item) + BAR for item in items if visible(item))
        case Meter(label=label):
            return min(length(label), TEXT) + BAR
        case Divider():
            return 1
        case Buttons(buttons=buttons):
            return sum(min(length(button.label), BUTTON_TEXT) + 1 for button in buttons)
        case Image(url=url, alternative=text) | Download(url=url, name=text):
            return length(url) + min(length(text), TEXT)
        case _:
            assert_never(block)


def _capped(block: Piece, cap: int) -> Piece:
    limit = max(min(cap, TEXT), 1)
    match block:
        case Heading(text=text):
            return Heading(clip(text.strip(), limit))
        case Quote(text=text):
            return Quote(clip(text.strip(), limit))
        case Paragraph(spans=spans):
            return Paragraph(cut(spans, limit))
        case Note(spans=spans):
            return Note(cut(spans, limit))
        case Meter(label=label, share=share):
            return Meter(clip(label, max(limit - BAR, 1)), share)
        case Bullets(items=items):
            lines = [cut(item, TEXT) for item in items if visible(item)]
            whole = sum(cost(line) + BAR for line in lines) <= cap
            fitting = max(cap * 2 // 3, 2 * ELEMENT)  # The frames of the lines want their share.
            return Bullets(tuple(lines if whole else folded(lines, fitting, phrases.more)))
        case Image(url=url, alternative=alternative):
            return Image(url, clip(alternative, max(limit - length(url), SHORTEST)))
        case Divider() | Buttons() | Download():
            return block
        case _:
            assert_never(block)


def _without_middle(blocks: Sequence[Piece], at_most: int) -> list[Piece]:
    """The beginning, the small print of the end, and every button."""
    if len(blocks) <= at_most:
        return list(blocks)
    tail = 0
    while tail < 4 and isinstance(blocks[-1 - tail], Note | Buttons):
        tail += 1
    end = len(blocks) - tail
    buttons = sum(isinstance(block, Buttons) for block in blocks[:end])
    room = max(at_most - 1 - tail - buttons, 0)
    kept: list[Piece] = []
    left_out = 0
    for block in blocks[:end]:
        if isinstance(block, Buttons):
            kept.append(block)
        elif room:
            kept.append(block)
            room -= 1
        else:
            left_out += 1
    fold = [Note((phrases.more(left_out),))] if left_out else []
    return [*kept, *fold, *blocks[end:]]
