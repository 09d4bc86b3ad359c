"""When somebody works: their days, their hours, their absences, and the holidays that hold for them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Protocol

from bot.people import ChannelRef, MemberRef


@dataclass(frozen=True, slots=True)
class Hours:
    """A person's own working days and hours, in their own zone."""

    days: tuple[int, ...]
    """0 is Monday."""
    begin: time
    end: time
    """Later than ``begin``; at night nobody is asked anything."""


@dataclass(frozen=True, slots=True)
class Absence:
    """Whole days, in the person's own zone, on which somebody is not asked."""

    id: str
    member: MemberRef
    first: date
    last: date | None
    """Inclusive. None is until they say that they are back."""
    by: MemberRef
    """Who said so: the person, or an organiser for them."""

    def covers(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Availability:
    """All that is known of one person's working life."""

    hours: Hours | None = None
    """None until they have said: then the ritual's own days and time count."""
    calendar: str | None = None
    """Whose holidays they keep, such as ``DE-BY``; "" for none. None is the team's."""
    absences: tuple[Absence, ...] = ()


@dataclass(frozen=True, slots=True)
class Team:
    """What holds for all rituals of one channel."""

    channel: ChannelRef
    calendar: str = ""
    """Whose holidays the team keeps: a country (ISO 3166-1) with or without a region (ISO 3166-2), such
    as ``IN`` or ``DE-BY``; "" for none."""


class Availabilities(Protocol):
    """When the people of one workspace work, and what their teams keep."""

    def of(self, members: Collection[MemberRef], since: date) -> Mapping[MemberRef, Availability]:
        """Of each of them, with absences that end on ``since`` or later, oldest first."""

    def set_hours(self, member: MemberRef, hours: Hours | None) -> None: ...
    def set_calendar(self, member: MemberRef, calendar: str | None) -> None: ...
    def add_absence(self, absence: Absence) -> None:
        """Keep it under its id; once, however often it is said."""

    def end_absence(self, id: str, last: date) -> None:
        """Let it end on ``last``; one that would have no day left is removed."""

    def absences(self, member: MemberRef, since: date) -> Sequence[Absence]:
        """Those that end on ``since`` or later, oldest first."""

    def team(self, channel: ChannelRef) -> Team:
        """What a channel has set, or what holds where nothing is."""

    def keep_team(self, team: Team) -> None: ...
