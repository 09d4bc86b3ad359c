"""Reading a standup back: which days are asked for, what of each the asker may read, and what is counted."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.people import MemberRef
from bot.rituals import question_rules, trends
from bot.rituals.schedule import Schedule
from bot.rituals.standup import Occurrence, Shown, State
from bot.rituals.standup_day_rules import counted, reads
from bot.rituals.standup_rules import Day
from bot.rituals.trends import DayCount, Trend

DAYS = 30
DAYS_AT_MOST = 366
FILE_AT_MOST = 3_000_000
"""Characters of one exported file, about: a year of a team of ten that writes a lot.

While it is made, SQLite's one writer waits: a full one costs it a third of a second.
"""
ROW = 100
"""Characters of a row beside its answer."""
AFTER_WRAP_UP = timedelta(minutes=15)
"""How long after the last wrap-up of its week the weekly trend comes."""
WEEKS_AT_LEAST = 2
"""One week alone is no trend."""

_SPAN = re.compile(r"(?:\A|\s)(\d{1,6})\s*(d|days?|w|weeks?)\Z", re.IGNORECASE)
_BARE = re.compile(r"\A(?:#\d{1,9}\s+)?(\d{1,6})\Z")


def asked_for(words: str) -> tuple[str, int]:
    """Which standup is meant, as typed, and of how many days: ``#12 30 days``, ``2 weeks``, ``#12``, ``90``.

    A number at the end is days where nothing but the standup's own number stands before it, since a name
    may end in a number.
    """
    typed = " ".join(words.split())
    if found := _SPAN.search(typed):
        days = int(found[1]) * (7 if found[2].casefold().startswith("w") else 1)
        return typed[: found.start()].strip(), days
    if found := _BARE.search(typed):
        return typed[: found.start(1)].strip(), int(found[1])
    return typed, DAYS


@dataclass(frozen=True, slots=True)
class ReadDay:
    """A day as somebody may read it."""

    occurrence: Occurrence
    people: Day
    """Whose answers they may read; never those who are gone."""
    answered: int
    of: int
    """Of how many who count."""
    closed: bool
    """Whether there are answers that are not for them."""


def readable(
    occurrence: Occurrence, day: Day, asker: MemberRef, in_charge: Collection[MemberRef]
) -> ReadDay | None:
    """What ``asker`` may read of a day, or None for one whose answers nobody has read yet.

    The channel reads a day by the manners with which it began. Of one that is for its organisers alone the
    others get the count, and what they wrote themselves.
    """
    open_day = occurrence.wrapped_at is None
    if open_day and occurrence.manners.shown is not Shown.AT_ONCE:
        return None
    here = counted(day)
    done = sum(one.state is State.ANSWERED for _, one in here)
    there = [(person, one) for person, one in day if one.state is not State.GONE]
    if reads(occurrence) or asker in in_charge:
        return ReadDay(occurrence, there, done, len(here), closed=False)
    own = [(person, one) for person, one in there if person.ref == asker]
    return ReadDay(occurrence, own, done, len(here), closed=True)


def all_readable(
    days: Iterable[tuple[Occurrence, Day]], asker: MemberRef, in_charge: Collection[MemberRef]
) -> list[ReadDay]:
    """As ``readable``, of several days."""
    found = (readable(occurrence, day, asker, in_charge) for occurrence, day in days)
    return [one for one in found if one is not None]


def too_much(days: Iterable[ReadDay]) -> bool:
    """Whether these days are more than fits in a file."""
    size = sum(ROW + len(answer) for day in days for _, one in day.people for answer in one.answers)
    return size > FILE_AT_MOST


# The trend. What only organisers read is not told to others, not even as the mean of a mood.


def count(
    occurrence: Occurrence, day: Day, reader: MemberRef | None, in_charge: Collection[MemberRef]
) -> DayCount:
    """A day as numbers: of those who are required, and with the moods that ``reader`` (or, for None, the
    channel) may know."""
    here = counted(day)
    required = [one for _, one in here if not one.optional]
    moods: list[int] = []
    if reads(occurrence) or reader in in_charge:
        told = (question_rules.moods(occurrence.questions, one.answers) for _, one in here)
        moods = sorted(one[0] for one in told if one)
    done = sum(one.state is State.ANSWERED for one in required)
    return DayCount(occurrence.day, len(required), done, tuple(moods))


def trend(counts: Iterable[DayCount], until: date) -> Trend:
    return Trend(trends.weeks(counts, until))


def says_enough(shown: Trend) -> bool:
    """Whether it is worth a message that nobody has asked for."""
    return sum(week.asked > 0 for week in shown.weeks) >= WEEKS_AT_LEAST


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def since(until: date) -> date:
    """The first day that a trend up to ``until`` looks at."""
    return monday(until) - timedelta(weeks=trends.MOST - 1)


def next_weekly(schedule: Schedule, after: datetime) -> tuple[date, datetime]:
    """The last day of a week of the schedule, and when that week's trend comes, later than ``after``."""
    here = after.astimezone(ZoneInfo(schedule.zone)).date()
    day = schedule.day_after(here - timedelta(days=7))
    while True:
        following = schedule.day_after(day)
        if monday(following) > monday(day):
            moment = schedule.wrap_moment(day) + AFTER_WRAP_UP
            if moment > after:
                return day, moment
        day = following
