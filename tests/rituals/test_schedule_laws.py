"""Every zone, every due day, from 2026 to 2030: exactly one occurrence, at the time on the wall.

An ordinary run tries a sample that is drawn anew each time; with MUSTER_PROOF=1 the whole table is tried.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from zoneinfo import ZoneInfo, available_timezones

import pytest

from bot.rituals.schedule import Rhythm, Schedule, moment

WHOLE = bool(os.environ.get("MUSTER_PROOF"))
ZONES = sorted(available_timezones() - {"localtime", "Factory"})
SAMPLE = 12
"""Zones of an ordinary run, for each rhythm and time."""
TIMES = (time(0), time(0, 30), time(2, 30), time(9))
FIRST, LAST = date(2026, 1, 1), date(2030, 12, 31)
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
DAYS = {
    Rhythm.WEEKLY: (0, 1, 2, 3, 4, 5, 6),
    Rhythm.FORTNIGHTLY: (0, 2, 6),
    Rhythm.MONTHLY: (0, 4),
}
"""Weekly on all days, so that no day on which clocks change is left out."""

Moment = Callable[[date, time, str], datetime]


def due_days(rhythm: Rhythm, days: tuple[int, ...], first: date, last: date) -> list[date]:
    """Told apart from the rule's own arithmetic: by counting through the calendar."""
    found: list[date] = []
    monday, this_week = FIRST - timedelta(days=FIRST.weekday()), True
    seen: dict[tuple[int, int, int], int] = {}
    for day in _from(monday):
        if day > last:
            return found
        if day.weekday() == 0 and day != monday:
            this_week = not this_week
        month = (day.year, day.month, day.weekday())
        seen[month] = seen.get(month, 0) + 1
        due = {
            Rhythm.WEEKLY: True,
            Rhythm.FORTNIGHTLY: this_week,
            Rhythm.MONTHLY: day.day <= 7 and seen[month] == 1,
        }[rhythm]
        if due and day.weekday() in days and day >= first:
            found.append(day)
    raise AssertionError("the calendar has no end")


def _from(day: date) -> Iterator[date]:
    while True:
        yield day
        day += DAY


def amiss(day: date, at: time, zone: str, there: datetime) -> str:
    """What is wrong with the moment of an occurrence; "" if nothing is.

    Right is the first moment of that local day at which its clock shows ``at``, or has passed it.
    """
    local = there.astimezone(ZoneInfo(zone))
    before = (there - SECOND).astimezone(ZoneInfo(zone))
    wanted = datetime.combine(day, at)
    if local.date() != day:
        return "another day"
    if local.replace(tzinfo=None) < wanted:
        return "too early"
    if before.replace(tzinfo=None) >= wanted:
        return "too late"
    if local.replace(tzinfo=None) == wanted and local.fold:
        return "the second time that the clock shows it"
    return ""


def walked(schedule: Schedule, first: date, last: date) -> Iterator[tuple[date, datetime]]:
    """The occurrences as the bot meets them: the next after each, until ``last``."""
    after = moment(first, time(0), schedule.zone) - SECOND
    while True:
        day = schedule.next_day({schedule.zone}, after)
        if day > last:
            return
        after = schedule.first_ask(day, {schedule.zone})
        yield day, after


def holds(schedule: Schedule, first: date, last: date) -> None:
    zone, at = schedule.zone, schedule.ask_at
    found = list(walked(schedule, first, last))
    assert [day for day, _ in found] == due_days(schedule.rhythm, schedule.days, first, last), zone
    wrong = [(day, why) for day, there in found if (why := amiss(day, at, zone, there))]
    assert wrong == [], zone
    moments = [there for _, there in found]
    assert moments == sorted(set(moments)), zone
    chain = [schedule.day_after(day) for day, _ in found[:-1]]
    assert chain == [day for day, _ in found[1:]], zone


@pytest.mark.parametrize(("rhythm", "at"), list(product(Rhythm, TIMES)))
def test_every_due_day_of_every_zone_has_exactly_one_occurrence(rhythm: Rhythm, at: time) -> None:
    year = random.randint(FIRST.year, LAST.year)
    zones = ZONES if WHOLE else random.sample(ZONES, SAMPLE)
    first, last = (FIRST, LAST) if WHOLE else (date(year, 1, 1), date(year, 12, 31))
    for zone in zones:
        schedule = Schedule(zone, DAYS[rhythm], at, time(18), rhythm, since=FIRST)
        holds(schedule, first, last)


def _by_first_offset(day: date, at: time, zone: str) -> datetime:
    """A zone's offset on New Year's Day, kept all year: an hour off in summer."""
    offset = datetime.combine(FIRST, at, ZoneInfo(zone)).utcoffset()
    assert offset is not None
    return datetime.combine(day, at, UTC) - offset


def _inside_the_gap(day: date, at: time, zone: str) -> datetime:
    """What the arithmetic of zoneinfo gives for a time that does not exist: an hour too late."""
    return datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)


def _second_showing(day: date, at: time, zone: str) -> datetime:
    return datetime.combine(day, at, ZoneInfo(zone)).replace(fold=1).astimezone(UTC)


@pytest.mark.parametrize(
    ("rule", "zone", "at"),
    [
        (_by_first_offset, "Europe/Paris", time(9)),
        (_inside_the_gap, "America/Santiago", time(0, 30)),
        (_inside_the_gap, "Europe/Paris", time(2, 30)),
        (_second_showing, "Europe/Paris", time(2, 30)),
    ],
)
def test_rules_that_others_have_used_break_this_law(rule: Moment, zone: str, at: time) -> None:
    days = due_days(Rhythm.WEEKLY, DAYS[Rhythm.WEEKLY], FIRST, date(2026, 12, 31))
    assert [day for day in days if amiss(day, at, zone, moment(day, at, zone))] == []
    assert [day for day in days if amiss(day, at, zone, rule(day, at, zone))] != []
