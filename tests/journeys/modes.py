"""How a journey may differ: what the bot can find out about its messages, and where it is to die."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Mode:
    """How the bot may find out what became of a message, and how many minutes that may take."""

    name: str
    history: bool = False
    receipts: bool = False
    minutes: int = 1


HISTORY = Mode("history", history=True)
RECEIPTS = Mode("receipts", receipts=True, minutes=7)
NEITHER = Mode("neither")
BOTH = Mode("both", history=True, receipts=True)


@dataclass(frozen=True)
class Doom:
    """The point at which a bot is to die: the first, second ... of those whose name begins so."""

    at: int | None = None
    places: str = ""


NO_DOOM = Doom()
