"""Finds the demo a holiday that is near, so that a team can be seen keeping it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from bot.rituals.calendars import holiday

OF_THE_TOWN = ("DE", "FR", "IN", "BR", "US", "JP", "NG")
OTHERS = (
    "PT", "ES", "IT", "PL", "AT", "GB", "IE", "CA", "MX", "CO", "CL", "KR", "TH", "ID",
    "PH", "ZA", "KE", "TR", "GR", "SE", "FI", "NO", "UA", "RO", "AU",
)  # fmt: skip
SOON, EVER = 9, 60
"""Days ahead: what one pushes a clock through gladly, and what one never needs."""
NEXT_DAY_OF_ALL = 2
"""Tomorrow may have begun already where the sun rises first, and a day that has begun stays as it is."""
SATURDAY = 5
BRIEF = 32
"""Characters of its name, so that the step that names it stays one sentence."""


@dataclass(frozen=True, slots=True)
class Holiday:
    calendar: str
    day: date
    name: str


def nearest(today: date) -> Holiday | None:
    """A public holiday on a weekday: where the town's people live, or else anywhere, or else later."""
    return (
        _within(SOON, OF_THE_TOWN, today)
        or _within(SOON, OF_THE_TOWN + OTHERS, today)
        or _within(EVER, OF_THE_TOWN + OTHERS, today)
    )


def _within(days: int, calendars: tuple[str, ...], today: date) -> Holiday | None:
    for ahead in range(NEXT_DAY_OF_ALL, days):
        day = today + timedelta(days=ahead)
        if day.weekday() < SATURDAY:
            for calendar in calendars:
                if 0 < len(name := holiday(calendar, day)) <= BRIEF:
                    return Holiday(calendar, day, name)
    return None
