"""The Home tab: everybody's own page, published anew as they look at it and act in it."""

from __future__ import annotations

import asyncio
import json
from collections import Counter, defaultdict
from typing import Any

from adapters.slack import phrases
from adapters.slack.blocks import TEXT, plain
from adapters.slack.forms import TITLE
from adapters.slack.render import blocks
from adapters.slack.respond import Responder
from bot.messages import Message
from bot.people import AccountRef, Roster

Json = dict[str, Any]

BLOCKS = 95
"""Slack takes a hundred in a view."""
CHARACTERS = 30_000
SIZES = (
    *((CHARACTERS >> halved, BLOCKS) for halved in range(6)),
    *((CHARACTERS >> 5, BLOCKS >> halved) for halved in range(1, 4)),
)
"""What is tried in turn: buttons, and what they ask once more, are not shortened, so at last some go."""
FRAME = 2_000
"""Bytes for what stands around a view's blocks."""
BYTES = 250_000
"""Slack takes so many in a view's JSON, where an emoji takes twelve, and formatting more than its text."""


def tab(message: Message, roster: Roster) -> Json:
    """A message as the view of a Home tab."""
    return {"type": "home", "blocks": _blocks(message, roster)}


def window(message: Message, roster: Roster) -> Json:
    """A message as a small window over the Home tab, which has no place for an answer of its own."""
    return {
        "type": "modal",
        "title": plain(phrases.HOME_TITLE, TITLE),
        "close": plain(phrases.CLOSE, TITLE),
        "private_metadata": json.dumps({"home": True}),
        "blocks": _blocks(message, roster),
    }


def _blocks(message: Message, roster: Roster) -> list[Json]:
    """A view without any blocks is refused."""
    otherwise = {"type": "section", "text": plain(message.summary, TEXT)}
    shown: list[Json] = []
    for budget, at_most in SIZES:
        shown = blocks(message, roster, budget, at_most)
        if len(json.dumps(shown)) <= BYTES - FRAME:
            break
    return shown or [otherwise]


class HomeTabs:
    """Publishes the pages of one workspace, each person's one after the other.

    A page that is overtaken by a later one while it waits is left out.
    """

    def __init__(self, responder: Responder) -> None:
        self._responder = responder
        self._waiting: Counter[AccountRef] = Counter()
        self._locks: defaultdict[AccountRef, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def publish(self, who: AccountRef, message: Message, roster: Roster) -> None:
        view = tab(message, roster)
        self._waiting[who] += 1
        async with self._locks[who]:
            self._waiting[who] -= 1
            if self._waiting[who] == 0:
                await self._responder.publish(who, view)
        if self._waiting[who] == 0 and not self._locks[who].locked():
            del self._waiting[who], self._locks[who]
