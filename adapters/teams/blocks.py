"""One block of a message as elements of an Adaptive Card, once the message has been cut to fit."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, assert_never

from adapters.teams.spans import Look, Mentions, line
from bot.fitting import clip
from bot.intents import UnknownIntent, unpack
from bot.messages import (
    Block,
    Bullets,
    Button,
    Buttons,
    Divider,
    Heading,
    Meter,
    Note,
    Paragraph,
    Quote,
)
from bot.people import ChannelRef, Roster

Json = dict[str, Any]
Wrap = Callable[[Json], Json]
"""Closes the data of an action, so that only our own is read again."""

BAR = 12
"""Characters of a meter's bar and the space after it."""
BUTTON_TEXT = 60
SURE = 300
ACTIONS = 6
"""Of a card's actions Teams shows six, and hides the rest in a menu."""
PRESS, SEND, BACK = "press", "send", "back"
"""The verbs of our actions."""
VERSION = "1.5"
PLAIN, LARGE, SMALL = Look(), Look("Medium", bold=True), Look("Small", subtle=True)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a card stands: the outbox row it shows, and the channel that it is about in a personal chat."""

    wrap: Wrap
    row: str = ""
    channel: ChannelRef | None = None

    def data(self, **values: str) -> Json:
        channel = {} if self.channel is None else {"channel": self.channel.id}
        return self.wrap(values | ({"row": self.row} if self.row else {}) | channel)


def shown(block: Block, mentions: Mentions, origin: Origin) -> Iterator[Json]:
    match block:
        case Heading(text=text):
            yield from line((text.strip(),), mentions, LARGE)
        case Paragraph(spans=spans):
            yield from line(spans, mentions, PLAIN)
        case Note(spans=spans):
            yield from line(spans, mentions, SMALL)
        case Bullets(items=items):
            for item in items:
                for number, element in enumerate(line(item, mentions, PLAIN, before="•  ")):
                    yield element | ({"spacing": "Small"} if number == 0 else {"spacing": "None"})
        case Quote(text=text):
            lines = [*line((text.strip(),), mentions, PLAIN)]
            below = [one | {"spacing": "None"} for one in lines]
            yield {"type": "Container", "style": "emphasis", "items": below}
        case Meter(label=label, share=share):
            yield from line((f"{_bar(share)}  {label}",), mentions, PLAIN)
        case Divider():
            yield {"type": "TextBlock", "text": " ", "separator": True, "size": "Small"}
        case Buttons(buttons=buttons):
            actions = [button(one, origin) for one in buttons[:ACTIONS]]
            yield {"type": "ActionSet", "actions": actions}
        case _:
            assert_never(block)


def button(one: Button, origin: Origin) -> Json:
    """A press; one that wants to be sure opens its question first, with the press behind it."""
    style = {"plain": {}, "primary": {"style": "positive"}, "danger": {"style": "destructive"}}
    title = {"title": clip(one.label.strip(), BUTTON_TEXT) or "…"}
    press: Json = {"type": "Action.Execute", "verb": PRESS} | title | style[one.style]
    if private(one.does):
        # What is private is asked in a dialog only, and a card opens a dialog by no other action.
        fetch = origin.data(does=one.does) | {"msteams": {"type": "task/fetch"}}
        press = {"type": "Action.Submit"} | title | style[one.style] | {"data": fetch}
    else:
        press["data"] = origin.data(does=one.does)
        press["associatedInputs"] = "none"
    if one.sure is None:
        return press
    question = [*line((clip(one.sure.strip(), SURE) or "…",), Mentions(Roster()), PLAIN)]
    card = {"type": "AdaptiveCard", "version": VERSION, "body": question, "actions": [press]}
    return {"type": "Action.ShowCard", "card": card} | title | style[one.style]


def private(packed: str) -> bool:
    try:
        return unpack(packed).private
    except UnknownIntent:
        return False


def _bar(share: float) -> str:
    whole = BAR - 2
    full = 0 if math.isnan(share) else round(whole * min(max(share, 0.0), 1.0))
    return "▰" * full + "▱" * (whole - full)
