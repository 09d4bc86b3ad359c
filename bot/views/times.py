"""How days, times and names are put into words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.messages import When

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def weekday(day: date) -> str:
    """Such as ``Tue 24 Nov``."""
    return f"{DAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1]}"


def of_day(name: str, day: date) -> str:
    """Such as ``Churn model standup, Tue 24 Nov``."""
    return f"{name}, {weekday(day)}"


def clock(at: time) -> str:
    return at.isoformat("minutes")


def on_days(days: Collection[int]) -> str:
    """Such as ``weekdays``, or ``Mon, Wed and Fri``."""
    chosen = tuple(sorted(days))
    if chosen == tuple(range(5)):
        return "weekdays"
    if chosen == tuple(range(7)):
        return "every day"
    if len(chosen) == 1:
        return f"{DAYS[chosen[0]]}s"
    return listed([DAYS[day][:3] for day in chosen])


def city(zone: str) -> str:
    """The place that an IANA zone is named after, such as ``Sao Paulo``."""
    return zone.rpartition("/")[2].replace("_", " ")


def when(moment: datetime, zone: str, near: datetime | None = None) -> When:
    """A moment for every reader's own zone; in words, in ``zone``. The day is said if it is not near."""
    local = moment.astimezone(ZoneInfo(zone))
    if near is not None and abs(moment - near) < timedelta(hours=14):
        return When(moment, f"{clock(local.time())} ({city(zone)})")
    text = f"{weekday(local.date())}, {clock(local.time())} ({city(zone)})"
    return When(moment, text, "day and time")


def listed(names: Sequence[str], at_most: int = 12) -> str:
    """``Ana, Bo and Chen``; what does not fit becomes ``and 12 more``."""
    if len(names) > at_most:
        return f"{', '.join(names[:at_most])} and {len(names) - at_most} more"
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def counted(number: int, noun: str) -> str:
    """``1 person``, ``3 people``."""
    plural = {"person": "people", "is": "are", "entry": "entries"}.get(noun, f"{noun}s")
    return f"{number} {noun if number == 1 else plural}"
