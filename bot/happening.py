"""What happens, and what answers it: the values that pass through the one door."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, TypeVar

from bot.forms import Form
from bot.intents import Inquiry, Intent, Promise
from bot.messages import (
    Message,
    Post,
)
from bot.people import AccountRef, ChannelRef, MemberRef, Person, Roster, WorkspaceRef
from bot.ports import UnitOfWork

Value = str | tuple[str, ...] | ChannelRef | date | time | float | None
FieldValue = Value | AccountRef | MemberRef | tuple[AccountRef, ...] | tuple[MemberRef, ...]


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that somebody did, a platform reported, or the clock brought."""

    intent: Intent
    workspace: WorkspaceRef
    at: datetime
    """When it happened, by the calendar; stamped once, where it entered."""
    who: AccountRef | None = None
    where: ChannelRef | None = None
    """The channel it was done in; None in a direct conversation and for the clock."""
    due: datetime | None = None
    """For a promise: when it was promised for, which may be earlier than ``at``."""
    fields: Mapping[str, FieldValue] = field(default_factory=dict, repr=False)
    key: str = ""
    """The platform's id of the act, the same when it is delivered again."""
    actor: Person | None = None
    """``who`` as the directory knows them; set by the door."""

    @property
    def by(self) -> Person:
        """Who did it. Raises for what nobody did, such as a promise."""
        if self.actor is None:
            raise LookupError(f"nobody did {type(self.intent).__name__}")
        return self.actor


# What the asker is shown at once. It is best effort, and never the only carrier of a fact.


@dataclass(frozen=True, slots=True)
class Nothing:
    """Nothing is shown."""


@dataclass(frozen=True, slots=True)
class Show:
    """A message to the asker alone."""

    message: Message


@dataclass(frozen=True, slots=True)
class Rewrite:
    """The message that the button sat on, anew. For a message with one reader."""

    message: Message


@dataclass(frozen=True, slots=True)
class Open:
    """A form to fill in."""

    form: Form


@dataclass(frozen=True, slots=True)
class Refuse:
    """A form comes back with what was typed, and a sentence at each field to mend.

    The field "" stands for the form as a whole.
    """

    errors: Mapping[str, str]


Now = Nothing | Show | Rewrite | Open | Refuse


@dataclass(frozen=True, slots=True)
class Reply:
    """A handler's whole answer."""

    now: Now = Nothing()
    posts: tuple[Post, ...] = ()
    agenda: tuple[Promise, ...] = ()
    asks: tuple[Inquiry, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What goes back to the adapter: what to show, and the people it names."""

    now: Now
    roster: Roster = field(default_factory=Roster)


Kind = TypeVar("Kind", bound=Intent)
Handler = Callable[[Happening, Kind, UnitOfWork], Reply]


class Router:
    """One ritual's handlers, by the intent each of them answers."""

    def __init__(self) -> None:
        self.handlers: dict[type[Intent], Handler[Any]] = {}
        self.readers: set[type[Intent]] = set()

    def on(
        self, kind: type[Kind], *, reads: bool = False
    ) -> Callable[[Handler[Kind]], Handler[Kind]]:
        """Name the handler of an intent. ``reads`` promises that it changes nothing."""

        def keep(handler: Handler[Kind]) -> Handler[Kind]:
            if kind in self.handlers:
                raise TypeError(f"{kind.__name__} has two handlers")
            self.handlers[kind] = handler
            if reads:
                self.readers.add(kind)
            return handler

        return keep
