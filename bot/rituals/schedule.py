"""When things happen: days of a rhythm, and wall-clock times turned into moments that exist."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

WEEKDAYS = (0, 1, 2, 3, 4)


class Rhythm(StrEnum):
    """Which weeks the days of a schedule are taken from."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    """Every two weeks, counted from the week of ``since``."""
    MONTHLY = "monthly"
    """The first such day of a month, such as the first Monday."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """Days, and the two times of day that frame a ritual on each of them."""

    zone: str
    """IANA zone of the ritual: its dates and its wrap-up are told in it."""
    days: tuple[int, ...]
    """0 is Monday."""
    ask_at: time
    """In each person's own zone, or with ``together`` in the ritual's."""
    wrap_at: time
    """In the ritual's zone; a time not after ``ask_at`` belongs to the next day."""
    rhythm: Rhythm = Rhythm.WEEKLY
    since: date | None = None
    """A day of a week that counts, for a fortnightly rhythm."""
    together: bool = False
    """Whether everybody is asked at one moment, instead of each in their own time."""

    def on(self, day: date) -> bool:
        """Whether ``day`` is one of the schedule's."""
        return day.weekday() in self.days and self.in_rhythm(day)

    def in_rhythm(self, day: date) -> bool:
        """Whether the week of ``day`` counts; in a monthly rhythm, whether the day itself does."""
        match self.rhythm:
            case Rhythm.WEEKLY:
                return True
            case Rhythm.FORTNIGHTLY:
                return (_week(day) - _week(self.since or day)) % 2 == 0
            case Rhythm.MONTHLY:
                return day.day <= 7

    def wrap_moment(self, day: date) -> datetime:
        """When the occurrence of ``day`` is wrapped up."""
        later = timedelta(days=1 if self.wrap_at <= self.ask_at else 0)
        return moment(day + later, self.wrap_at, self.zone)

    def ask_moment(self, day: date, zone: str) -> datetime:
        """When somebody living in ``zone`` is asked for ``day``."""
        return moment(day, self.ask_at, self.zone if self.together else zone)

    def first_ask(self, day: date, zones: Collection[str]) -> datetime:
        """When the first of a team is asked for ``day``; in the ritual's own zone if it has nobody."""
        return min(self.ask_moment(day, zone) for zone in zones or (self.zone,))

    def day_after(self, day: date) -> date:
        """The next date on the schedule."""
        day += timedelta(days=1)
        while not self.on(day):
            day += timedelta(days=1)
        return day

    def next_day(self, zones: Collection[str], after: datetime) -> date:
        """The first date on the schedule whose first ask lies after ``after``."""
        day = after.astimezone(ZoneInfo(self.zone)).date() - timedelta(days=1)
        while not self.on(day) or self.first_ask(day, zones) <= after:
            day += timedelta(days=1)
        return day


def _week(day: date) -> int:
    """Weeks since the year 1, each beginning on a Monday."""
    return (day.toordinal() - 1) // 7


def known_zone(zone: str | None) -> str | None:
    """An IANA zone as it came, or None for one that this machine cannot tell the time in."""
    try:
        return ZoneInfo(zone).key if zone else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


@lru_cache(maxsize=4096)  # Whole teams ask for the same few, and zone arithmetic is slow.
def moment(day: date, at: time, zone: str) -> datetime:
    """The moment of a wall-clock time, in UTC.

    A time that the clocks skip fires at the end of the gap; one that they show twice, the first time.
    """
    local = datetime.combine(day, at.replace(fold=0), tzinfo=ZoneInfo(zone))
    there = local.astimezone(UTC)
    if there.astimezone(local.tzinfo).replace(tzinfo=None) == local.replace(tzinfo=None):
        return there
    return _end_of_gap(local)


def _end_of_gap(local: datetime) -> datetime:
    """The transition that skipped ``local``, to the second.

    With fold=0 a skipped time is read with the offset before the gap, so its moment lies after the
    transition; with fold=1 with the offset after it, so its moment lies before (PEP 495).
    """
    zone = local.tzinfo
    before = local.replace(fold=1).astimezone(UTC)
    after = local.astimezone(UTC)
    offset = after.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) / 2
        if middle.astimezone(zone).utcoffset() == offset:
            after = middle
        else:
            before = middle
    return after.replace(microsecond=0)
