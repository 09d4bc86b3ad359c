"""The digest's rules: when it is told, and what of each standup may be told there. Pure, no I/O."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.people import Channel, Person
from bot.rituals import question_rules
from bot.rituals.digest import Digest
from bot.rituals.schedule import moment
from bot.rituals.standup import Occurrence, Shown, Standing, Standup, State
from bot.rituals.standup_day_rules import counted, reads
from bot.rituals.standup_rules import Day

PATIENCE = timedelta(hours=2)
"""A digest that comes later than this after its time is not told: everybody has gone home."""
NAME_AT_MOST = 60
STANDUPS_AT_MOST = 12
"""With three blocks each, as many as one message holds."""


# When it is told.


def telling(digest: Digest, day: date) -> datetime:
    """The moment at which ``day`` is told."""
    return moment(day, digest.at, digest.zone)


def day_after(digest: Digest, day: date) -> date:
    """The next date on which the digest is told."""
    day += timedelta(days=1)
    while day.weekday() not in digest.days:
        day += timedelta(days=1)
    return day


def next_telling(digest: Digest, after: datetime) -> date:
    """The first date whose moment lies after ``after``."""
    day = day_after(digest, today(digest, after) - timedelta(days=2))
    while telling(digest, day) <= after:
        day = day_after(digest, day)
    return day


def today(digest: Digest, now: datetime) -> date:
    return now.astimezone(ZoneInfo(digest.zone)).date()


def too_late(digest: Digest, day: date, now: datetime) -> bool:
    return now - telling(digest, day) > PATIENCE


def in_force(digest: Digest | None, revision: int) -> bool:
    """Whether a promise made for ``revision`` still means something."""
    return digest is not None and digest.standing is Standing.ACTIVE and digest.revision == revision


def changed(before: Digest, after: Digest) -> Digest:
    """``after`` as the next revision, so that what was promised for ``before`` does nothing."""
    return replace(after, revision=before.revision + 1)


# What is told. Nothing of a private channel leaves it, and nothing is told before its own channel has read
# it: what may not be told is left behind here, so that no view can show it.


def may_tell(digest: Digest, standup: Standup, channel: Channel | None) -> bool:
    """Whether the standup's channel may be told of at all in the digest's."""
    return standup.channel == digest.channel or (channel is not None and not channel.private)


@dataclass(frozen=True, slots=True)
class Source:
    """One standup of a digest as it is found, with everything that is known of its day."""

    standup: Standup
    channel: Channel | None
    occurrence: Occurrence | None = None
    """None where there is no such day."""
    day: Day = ()


@dataclass(frozen=True, slots=True)
class Told:
    """A standup's day that may be read in the digest's channel."""

    standup: Standup
    occurrence: Occurrence
    day: Day
    """Those who count."""
    away: tuple[Person, ...]

    @property
    def blockers(self) -> list[tuple[Person, str]]:
        """Everything that somebody named as a blocker."""
        return [
            (person, text)
            for person, one in self.day
            if one.state is State.ANSWERED
            for text in question_rules.blockers(self.occurrence.questions, one.answers)
        ]


@dataclass(frozen=True, slots=True)
class Counted:
    """A standup's day of which nothing but the count may be read."""

    standup: Standup
    answered: int
    people: int
    later: bool
    """Whether its channel reads the answers once the day is wrapped up."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What a digest tells of one day."""

    told: tuple[Told, ...]
    counted: tuple[Counted, ...]
    private: int
    """How many standups belong to private channels, whatever goes on in them."""

    @property
    def any(self) -> bool:
        """Whether there is a day to tell of."""
        return bool(self.told or self.counted)

    @property
    def blockers(self) -> list[tuple[Standup, Person, str]]:
        """Of all standups."""
        return [(one.standup, person, text) for one in self.told for person, text in one.blockers]


def findings(digest: Digest, sources: Iterable[Source]) -> Findings:
    """What of these standups is told, in their order."""
    there = [one for one in sources if one.standup.standing is not Standing.DELETED]
    open_to_all = [one for one in there if may_tell(digest, one.standup, one.channel)]
    told, count = [], []
    for one in open_to_all:
        if one.occurrence is None:
            continue
        here = counted(one.day)
        if _readable(one.standup, one.occurrence):
            away = tuple(person for person, stands in one.day if stands.state is State.AWAY)
            told.append(Told(one.standup, one.occurrence, here, away))
        else:
            done = sum(stands.state is State.ANSWERED for _, stands in here)
            later = one.occurrence.manners.shown is Shown.AT_WRAP_UP
            count.append(Counted(one.standup, done, len(here), later))
    return Findings(tuple(told), tuple(count), len(there) - len(open_to_all))


def _readable(standup: Standup, occurrence: Occurrence) -> bool:
    """Whether its own channel reads the day; and would, had it begun with what is set now."""
    return standup.manners.shown is not Shown.ORGANISERS and reads(occurrence)
