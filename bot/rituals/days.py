"""What people type about days: ``until friday``, ``3 days``, ``24 dec to 2 jan``; never a guess."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
YEAR = timedelta(days=366)
FAR = timedelta(days=200)
"""A day without a year that would be further away than this was hardly meant so."""
DAY = timedelta(days=1)

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DASH = re.compile("\\s*[-\u2013\u2014]+\\s*")
_BETWEEN = re.compile(r"\s+(?:to|until|till|til|through|thru)\s+")
_UNTIL = re.compile(r"(?:until|untill|till|til|through|thru|to)\s+(.+)")
_BACK = re.compile(r"(?:i'?m |i am )?back\s+(?:on\s+)?(.+)")
_OPEN = re.compile(r"(?:from|starting|as of)\s+(?:on\s+)?(.+)")
_COUNT = re.compile(
    r"(?:for\s+)?([1-9]\d*|an?|"
    + "|".join(NUMBERS)
    + r")\s+(days?|weeks?)(?:\s+(?:from|starting)\s+(.+))?"
)
_COUNT_AFTER = re.compile(r"(?:from\s+)?(.+?)\s+for\s+(.+)")
_NUMERIC = re.compile(r"(\d{1,2})([./])(\d{1,2})(?:\2(\d{4})?)?")
_DATE = re.compile(r"(?=.*[a-z]{3})(?=.*\d)[a-z0-9 .,]+")


class Unclear(StrEnum):
    """Why nothing could be made of what was typed."""

    NOT_UNDERSTOOD = "not understood"
    WHICH = "which"
    """It may be one of several days, which are named."""
    PAST = "past"
    TOO_LONG = "too long"
    END_BEFORE_START = "end before start"
    WHICH_YEAR = "which year"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Whole days, both inclusive; without a last day until further notice."""

    first: date
    last: date | None


@dataclass(frozen=True, slots=True)
class Slip:
    """What was typed says nothing, or more than one thing."""

    why: Unclear
    which: tuple[date, ...] = ()


def stretch(typed: str, today: date) -> Stretch | Slip:
    """The days meant, for somebody for whom it is ``today``. Nothing typed is from today on."""
    words = " ".join(_ISO.sub(r"\1/\2/\3", typed.casefold()).strip(" .!").split())
    try:
        found = _read(words, today)
    except _Doubt as doubt:
        return doubt.slip
    return found if isinstance(found, Slip) else _sane(found, today)


def _sane(found: Stretch, today: date) -> Stretch | Slip:
    if found.last is None:
        return found if found.first >= today - YEAR else Slip(Unclear.PAST)
    if found.last < found.first:
        return Slip(Unclear.END_BEFORE_START)
    if found.last < today:
        return Slip(Unclear.PAST)
    if found.last - found.first > YEAR or found.first - today > YEAR:
        return Slip(Unclear.TOO_LONG)
    return found


class _Doubt(Exception):
    """A day that was named is not clear."""

    def __init__(self, why: Unclear, *which: date) -> None:
        self.slip = Slip(why, which)


def _read(words: str, today: date) -> Stretch | Slip:
    """The longer forms first, since the shorter ones are parts of them."""
    sunday = today + timedelta(days=6 - today.weekday())
    if words in ("", "until further notice", "indefinitely", "from today", "from now on"):
        return Stretch(today, None)
    if words in ("this week", "rest of the week", "the rest of the week"):
        return Stretch(today, sunday)
    if words == "next week":
        return Stretch(sunday + DAY, sunday + timedelta(days=7))
    if counted := _counted(words, today, today):
        return counted
    if found := _UNTIL.fullmatch(words):
        return Stretch(today, _day(found[1], today))
    if found := _BACK.fullmatch(words):
        back = _day(found[1], today)
        return Stretch(today, back - DAY) if back > today else Slip(Unclear.PAST)
    if found := _COUNT_AFTER.fullmatch(words):
        first = _day(found[1], today)
        return _counted(found[2], today, first) or Slip(Unclear.NOT_UNDERSTOOD)
    if both := _halves(words):
        return _between(*both, today)
    if found := _OPEN.fullmatch(words):
        return Stretch(_day(found[1], today), None)
    day = _day(words.removeprefix("on "), today)
    return Stretch(day, day)


def _counted(words: str, today: date, first: date) -> Stretch | None:
    """``3 days`` are three days of the calendar, the first of them included."""
    found = _COUNT.fullmatch(words)
    if found is None:
        return None
    word, unit, start = found.groups()
    first = _day(start, today) if start else first
    number = int(word) if word.isdigit() else 1 + (NUMBERS.index(word) if word in NUMBERS else 0)
    length = min(number, 1000) * (7 if unit.startswith("week") else 1)
    return Stretch(first, first + timedelta(days=length - 1))


def _halves(words: str) -> tuple[str, str] | None:
    """The two days of ``24 dec to 2 jan``, ``24-27 dec`` and ``mon-wed``."""
    plain = _DASH.sub(" to ", words).removeprefix("from ")
    parts = _BETWEEN.split(plain)
    return (parts[0], parts[1]) if len(parts) == 2 else None


def _between(begin: str, end: str, today: date) -> Stretch:
    """Of two days without a year the stretch that is going on, or else the next one."""
    if (month_first := re.fullmatch(r"([a-z]{3,}\.?)\s+\d{1,2}", begin)) and end.isdigit():
        end = f"{month_first[1]} {end}"
    last = _any_day(end, today)
    if bare := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?", begin):
        begin = re.sub(r"\d{1,2}", bare[1], end, count=1)
    first = _any_day(begin, today)
    if first <= last:
        return Stretch(_near(first, begin, today), _near(last, end, today))
    begun = _year_before(first)
    going_on = begun is not None and begun <= last and today - begun < FAR
    if begun is not None and going_on and not _has_year(begin):
        return Stretch(begun, _near(last, end, today))
    if not _has_year(end):
        last = _near(_any_day(end, first), end, first)
    return Stretch(_near(first, begin, today), last)


def _has_year(words: str) -> bool:
    return re.search(r"\d{4}", words) is not None


def _year_before(day: date) -> date | None:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return None


def _day(words: str, today: date) -> date:
    """One day that is not far off, unless its year is said. Raises _Doubt."""
    return _near(_any_day(words, today), words, today)


def _near(day: date, words: str, today: date) -> date:
    if day - today > FAR and not _has_year(words):
        raise _Doubt(Unclear.WHICH_YEAR, day)
    return day


def _any_day(words: str, today: date) -> date:
    """Today or later, where no year is said."""
    plain = words.removeprefix("the ").removeprefix("end of ").strip(" ,.")
    if plain in ("today", "tonight", "now"):
        return today
    if plain in ("tomorrow", "tmrw"):
        return today + DAY
    named = plain.split()
    if named and (weekday := _weekday(named[-1])) is not None and len(named) <= 2:
        return _on_weekday(weekday, named[0] if len(named) == 2 else "", today)
    if found := re.fullmatch(r"(\d{4})/(\d{1,2})/(\d{1,2})", plain):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMERIC.fullmatch(plain):
        return _numeric(found, today)
    return _spelled(plain, today)


def _weekday(word: str) -> int | None:
    fitting = [i for i, name in enumerate(WEEKDAYS) if len(word) >= 3 and name.startswith(word)]
    return fitting[0] if fitting else None


def _on_weekday(weekday: int, before: str, today: date) -> date:
    """On a Friday ``friday`` may be today or in a week; ``next friday`` is told apart by nobody."""
    ahead = today + timedelta(days=(weekday - today.weekday()) % 7)
    if before == "this":
        return ahead
    if before in ("", "on", "coming"):
        if ahead == today:
            raise _Doubt(Unclear.WHICH, today, today + timedelta(days=7))
        return ahead
    if before == "next":
        if ahead == today:
            return today + timedelta(days=7)
        raise _Doubt(Unclear.WHICH, ahead, ahead + timedelta(days=7))
    raise _Doubt(Unclear.NOT_UNDERSTOOD)


def _numeric(found: re.Match[str], today: date) -> date:
    """``24.12.`` has the day first; ``3/4`` may be either, and is asked about."""
    one, two, year = int(found[1]), int(found[3]), found[4]
    if found[2] == ".":
        return _next(one, two, year, today)
    if one <= 12 and two <= 12 and one != two:
        raise _Doubt(Unclear.WHICH, _next(one, two, year, today), _next(two, one, year, today))
    return _next(one, two, year, today) if two <= 12 else _next(two, one, year, today)


def _next(day: int, month: int, year: str | None, today: date) -> date:
    if year is not None:
        return _date(int(year), month, day)
    this = _date(today.year, month, day)
    return this if this >= today else _date(today.year + 1, month, day)


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise _Doubt(Unclear.NOT_UNDERSTOOD) from None


def _spelled(words: str, today: date) -> date:
    """A day and a month by its name, with or without a year."""
    if _DATE.fullmatch(words) is None:
        raise _Doubt(Unclear.NOT_UNDERSTOOD)
    import dateparser  # type: ignore[import-untyped]  # slow to import, and most days need it not

    found = dateparser.parse(
        words,
        languages=["en"],
        settings={
            "PREFER_DATES_FROM": "future",
            "RELATIVE_BASE": datetime(today.year, today.month, today.day),
            "REQUIRE_PARTS": ["day", "month"],
            "PARSERS": ["absolute-time"],
        },
    )
    if found is None or (found.hour, found.minute) != (0, 0):
        raise _Doubt(Unclear.NOT_UNDERSTOOD)
    day: date = found.date()
    # To dateparser a day in the future is never today.
    is_today = (day.month, day.day) == (today.month, today.day)
    return today if is_today and len(re.findall(r"\d+", words)) == 1 else day
