"""What people type about their working hours: ``mon-fri 9-17``, ``9:30-18``, ``tue, wed 10am-4pm``."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.rituals.availability import Hours
from bot.rituals.schedule import WEEKDAYS

NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SHORTEST = timedelta(hours=1)
"""Of a working day, or there would hardly be a moment for a question."""
EVERY_DAY = tuple(range(7))

_TIME = r"\d{1,2}(?:[:.h]\d{2})?\s*(?:[ap]\.?m\.?)?"
_WHOLE = re.compile(rf"(?P<days>.*?)[\s,:]*(?P<begin>{_TIME})\s*(?:-|to|until)\s*(?P<end>{_TIME})")
_PARTS = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?\s*([ap])?")
_FILLING = re.compile(r"\b(?:from|on|and)\b")
_TO = re.compile(r"(?<=[a-z])\s*(?:-|\b(?:to|through|until)\b)\s*(?=[a-z])")
_RANGE = re.compile(r"([a-z]+)-([a-z]+)")


class Wrong(StrEnum):
    """Why hours cannot be taken."""

    NOT_UNDERSTOOD = "not understood"
    NO_TIMES = "no times"
    NO_DAYS = "no days"
    OVER_NIGHT = "over night"
    TOO_SHORT = "too short"


def hours(typed: str, before: Hours | None) -> Hours | Wrong:
    """The hours meant. Days alone keep the times that were set before, and times alone the days."""
    words = _FILLING.sub(" ", typed.casefold().replace("\N{EN DASH}", "-"))
    words = _TO.sub("-", " ".join(words.split()))
    if found := _WHOLE.fullmatch(words):
        days = _days(found["days"]) if found["days"] else (before.days if before else WEEKDAYS)
        if days is None:
            return Wrong.NOT_UNDERSTOOD
        return _on(days, found["begin"], found["end"])
    days = _days(words)
    if days is None:
        return Wrong.NOT_UNDERSTOOD
    return Hours(days, before.begin, before.end) if before else Wrong.NO_TIMES


def checked(days: tuple[int, ...], begin: time, end: time) -> Hours | Wrong:
    """Hours, if they can be somebody's."""
    if not days:
        return Wrong.NO_DAYS
    if end <= begin:
        return Wrong.OVER_NIGHT
    some_day = date(2000, 1, 1)
    if datetime.combine(some_day, end) - datetime.combine(some_day, begin) < SHORTEST - timedelta(
        seconds=1
    ):
        return Wrong.TOO_SHORT
    return Hours(days, begin, end)


def _on(days: tuple[int, ...], begin: str, end: str) -> Hours | Wrong:
    """Where only the end says am or pm, as in ``1-5pm``, or neither does, as in ``9-5``, the day tells."""
    first, last = _minutes(begin), _minutes(end)
    if first is None or last is None:
        return Wrong.NOT_UNDERSTOOD
    half = 12 * 60
    if not _half(begin) and _half(end) == "p" and first < half and first + half < last:
        first += half
    if not _half(end) and last < first and last <= half:
        last += half
    return checked(days, _wall(first), _wall(last))


def _half(typed: str) -> str:
    found = _PARTS.match(typed)
    return (found[3] or "") if found else ""


def _minutes(typed: str) -> int | None:
    """Since midnight, up to and including 24:00."""
    found = _PARTS.match(typed)
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    minutes = hour * 60 + minute
    return minutes if minute < 60 and minutes <= 24 * 60 else None


def _wall(minutes: int) -> time:
    return time.max if minutes == 24 * 60 else time(minutes // 60, minutes % 60)


def _days(words: str) -> tuple[int, ...] | None:
    """Such as ``mon-fri``, ``tue, wed and thu``, ``sun-thu``, ``weekdays``, ``every day``."""
    plain = words.strip(" ,:.")
    if plain in ("weekdays", "workdays", "week days"):
        return WEEKDAYS
    if plain in ("every day", "daily", "all days", "everyday"):
        return EVERY_DAY
    chosen: set[int] = set()
    for part in re.split(r"[\s,;+/&]+", plain):
        if found := _RANGE.fullmatch(part):
            first, last = _day(found[1]), _day(found[2])
            if first is None or last is None:
                return None
            chosen |= {(first + step) % 7 for step in range((last - first) % 7 + 1)}
        elif part:
            day = _day(part)
            if day is None:
                return None
            chosen.add(day)
    return tuple(sorted(chosen)) or None


def _day(word: str) -> int | None:
    """By at least two letters: ``t`` alone could be either of two."""
    plain = word.rstrip(".").removesuffix("s") if len(word) > 4 else word.rstrip(".")
    fitting = [i for i, name in enumerate(NAMES) if len(plain) >= 2 and name.startswith(plain)]
    return fitting[0] if len(fitting) == 1 else None
