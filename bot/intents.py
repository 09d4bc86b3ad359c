"""An intent is a typed, versioned meaning: what a button, a form, a command or a promise asks for."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, TypeVar, dataclass_transform

from bot.people import AccountRef, ChannelRef


class Intent:
    """What somebody, or the clock, wants. Made by the ``intent`` decorator, routed by its type."""

    __slots__ = ()
    name: ClassVar[str]
    private: ClassVar[bool]

    def pack(self) -> str:
        """The name and the values as one line, for a button, a form or the agenda."""
        values = _adapter(type(self)).dump_python(self, mode="json")
        return f"{self.name} {json.dumps(values, separators=(',', ':'))}"


Kind = TypeVar("Kind", bound=Intent)

_known: dict[str, type[Intent]] = {}
_adapters: dict[type[Intent], Any] = {}


class UnknownIntent(ValueError):
    """A packed text that no intent of this version reads, such as a button of a later release."""


@dataclass_transform(frozen_default=True)
def intent(name: str, *, private: bool = False) -> Callable[[type[Kind]], type[Kind]]:
    """Make a class an intent called ``name``, such as ``standup.answer/1``.

    The name is a contract, since old messages live on in the chat: when the values change, so does
    the number. ``private`` marks anonymous answers, of which the door keeps nothing. A name declared
    twice raises at import.
    """

    def declare(cls: type[Kind]) -> type[Kind]:
        made = dataclass(frozen=True, slots=True)(cls)
        if name in _known:
            raise TypeError(f"intent {name!r} is declared twice: {_known[name]} and {made}")
        made.name, made.private = name, private
        _known[name] = made
        return made

    return declare


def unpack(text: str) -> Intent:
    """Read what ``Intent.pack`` wrote. Raises UnknownIntent where nothing does."""
    name, _, values = text.partition(" ")
    cls = _known.get(name)
    if cls is None:
        raise UnknownIntent(name[:80])
    try:
        made: Intent = _adapter(cls).validate_json(values or "{}")
    except ValueError as error:
        raise UnknownIntent(name) from error
    return made


def _adapter(cls: type[Intent]) -> Any:
    if cls not in _adapters:
        from pydantic import TypeAdapter  # slow to import, and `--help` has no use for it

        _adapters[cls] = TypeAdapter(cls)
    return _adapters[cls]


@dataclass(frozen=True, slots=True)
class Promise:
    """Something to be done at a moment. The same key replaces; ``when=None`` strikes it."""

    key: str
    when: datetime | None
    intent: Intent | None = None


@intent("said/1")
class Said(Intent):
    """Words typed after a command, before the command table has made sense of them."""

    command: str
    """The command's name without its slash, such as ``standup``."""
    words: str
    mentions: tuple[AccountRef, ...] = ()
    """Who is mentioned, in order; in ``words`` each stands as ``@0``, ``@1``, ..."""


@intent("ask.members/1")
class Members(Intent):
    """An inquiry: who is in this channel, and what is it called? Comes back as ``LearnedMembers``."""

    channel: ChannelRef


@intent("ask.profile/1")
class Profile(Intent):
    """An inquiry: name, zone and standing of one account. Comes back as ``LearnedProfile``."""

    account: AccountRef


@intent("ask.everything/1")
class Everything(Intent):
    """An inquiry: everybody of the workspace, and each channel that the bot is in.

    Comes back as ``LearnedEverything``. Asked at the start and every night, so that what an event
    failed to tell is not missing for long.
    """


Inquiry = Members | Profile | Everything
"""Something to be found out from the platform after the commit; the answer comes back through the door."""
