"""One block of a message as elements of an Adaptive Card, once the message has been cut to fit."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, assert_never

from adapters.teams import phrases
from adapters.teams.fitting import clean, flat, literal
from adapters.teams.spans import BULLET, Look, Mentions, line
from bot.fitting import clip
from bot.intents import UnknownIntent, unpack
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
"""Of the actions side by side Teams shows six, and hides the rest in a menu."""
PRESS, SEND, BACK = "press", "send", "back"
"""The verbs of our actions."""
VERSION = "1.5"
PLAIN, LARGE, SMALL = Look(), Look("Large", bold=True), Look("Small", subtle=True)
STYLES: dict[str, Json] = {
    "plain": {},
    "primary": {"style": "positive"},
    "danger": {"style": "destructive"},
}


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that is fetched from us."""

    url: str
    alternative: str


@dataclass(frozen=True, slots=True)
class Download:
    """A file that is fetched from us, by whoever wants it."""

    url: str
    name: str


Piece = Heading | Paragraph | Bullets | Quote | Meter | Divider | Note | Buttons | Image | Download
"""A block of a message once its files have addresses, or words stand in their place."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a card stands: the outbox row it shows, and the channel that it is about in a personal chat."""

    wrap: Wrap
    row: str = ""
    channel: ChannelRef | None = None
    sure: int = SURE
    """Characters of a button's question."""

    def data(self, **values: str) -> Json:
        channel = {} if self.channel is None else {"channel": self.channel.id}
        return self.wrap(values | ({"row": self.row} if self.row else {}) | channel)


def shown(block: Piece, mentions: Mentions, origin: Origin) -> Iterator[Json]:
    match block:
        case Heading(text=text):
            yield from line((text.strip(),), mentions, LARGE)
        case Paragraph(spans=spans):
            yield from line(spans, mentions, PLAIN)
        case Note(spans=spans):
            yield from line(spans, mentions, SMALL)
        case Bullets(items=items):
            for item in items:
                for element in line(item, mentions, PLAIN, before=BULLET):
                    yield {"spacing": "Small"} | element
        case Quote(text=text):
            if lines := [*line((text.strip("\r\n"),), mentions, PLAIN)]:
                yield {"type": "Container", "style": "emphasis", "items": lines}
        case Meter(label=label, share=share):
            yield from line((f"{_bar(share)}  {label}",), mentions, PLAIN)
        case Divider():
            return  # It is a property of what follows it.
        case Buttons(buttons=buttons):
            actions = [button(one, origin) for one in buttons]
            for at in range(0, len(actions), ACTIONS):
                yield {"type": "ActionSet", "actions": actions[at : at + ACTIONS]}
        case Image(url=url, alternative=alternative):
            look = {"altText": literal(flat(alternative)) or "…", "msTeams": {"allowExpand": True}}
            yield {"type": "Image", "url": url} | look
        case Download(url=url, name=name):
            fetch = {"type": "Action.OpenUrl", "title": title(phrases.download(name)), "url": url}
            yield {"type": "ActionSet", "actions": [fetch]}
        case _:
            assert_never(block)


def button(one: Button, origin: Origin) -> Json:
    """A press; one that wants to be sure opens its question first, with the press behind it."""
    look = {"title": title(one.label)} | STYLES[one.style]
    data = origin.data(does=one.does)
    if private(one.does):
        # What is private is asked in a dialog only, and a card opens a dialog by no other action.
        data = data | {"msteams": {"type": "task/fetch"}}
        press = {"type": "Action.Submit"} | look | {"data": data}
    else:
        verb = {"type": "Action.Execute", "verb": PRESS, "associatedInputs": "none"}
        press = verb | look | {"data": data}
    if one.sure is None:
        return press
    asked = clip(clean(one.sure).strip(), origin.sure) or "…"
    question = [*line((asked,), Mentions(Roster()), PLAIN)]
    card = {"type": "AdaptiveCard", "version": VERSION, "body": question, "actions": [press]}
    return {"type": "Action.ShowCard"} | look | {"card": card}


def title(label: str) -> str:
    """What stands on a button. Teams refuses an action without a title."""
    return clip(flat(label), BUTTON_TEXT) or "…"


def private(packed: str) -> bool:
    try:
        return unpack(packed).private
    except UnknownIntent:
        return False


def _bar(share: float) -> str:
    whole = BAR - 2
    full = 0 if math.isnan(share) else round(whole * min(max(share, 0.0), 1.0))
    return "▰" * full + "▱" * (whole - full)
