"""How a team did week by week: who answered of those asked, and the mood; of the team, never of a person.

Nothing here can rank anybody: a day comes in as counts, without names. A mood is told only of a week that
at least ``ENOUGH`` different people gave one in, so that no single person's can be read off the mean.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

ENOUGH = 3
"""How many different people must have told their mood before a week's mean is told."""
MOST = 8
"""Weeks that one trend shows."""

_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class DayCount:
    """One day of one ritual. Nobody gives two moods in it, so that its moods are of different people."""

    day: date
    asked: int
    answered: int
    moods: tuple[int, ...] = ()
    """Each 1 (worst) to 5 (best), in no order that says whose it was."""


@dataclass(frozen=True, slots=True)
class Week:
    """A week on which nobody was asked is a gap, not a week of zeros. Raises ValueError as ``mood`` says."""

    monday: date
    asked: int
    answered: int
    mood: float | None
    """The mean of the week, 1 to 5; None where nobody told one, or too few people did."""
    moods: int
    """How many were told; also where their mean is withheld."""

    def __post_init__(self) -> None:
        if self.monday.weekday():
            raise ValueError("a week begins on a Monday")
        if self.mood is not None and (self.moods < ENOUGH or not 1 <= self.mood <= 5):
            raise ValueError("a mood is of 1 to 5, and of enough people")

    @property
    def participation(self) -> float | None:
        """0 to 1; who answers without having been asked does not lift it above."""
        return min(1.0, self.answered / self.asked) if self.asked else None

    @property
    def withheld(self) -> bool:
        """Whether moods were told, but by too few people to tell of them."""
        return self.mood is None and self.moods > 0


@dataclass(frozen=True, slots=True)
class Trend:
    """Weeks one after the other, the oldest first, ``MOST`` at most; ValueError if they are not."""

    weeks: tuple[Week, ...] = ()

    def __post_init__(self) -> None:
        if len(self.weeks) > MOST:
            raise ValueError(f"a trend has {MOST} weeks at most")
        for one, following in zip(self.weeks, self.weeks[1:], strict=False):
            if following.monday - one.monday != _WEEK:
                raise ValueError("a trend leaves no week out")

    @property
    def empty(self) -> bool:
        return not any(week.asked for week in self.weeks)


def weeks(days: Iterable[DayCount], until: date, at_most: int = MOST) -> tuple[Week, ...]:
    """The weeks up to that of ``until``, beginning with the first in which anybody was asked.

    Days after ``until`` are left out. No weeks at all if nobody was asked in any of them.
    """
    last = _monday(until)
    found: dict[date, list[DayCount]] = {last - _WEEK * ago: [] for ago in range(at_most)}
    for one in days:
        if one.day <= until and (monday := _monday(one.day)) in found:
            found[monday].append(one)
    folded = [_fold(monday, found[monday]) for monday in sorted(found)]
    while folded and not folded[0].asked:
        del folded[0]
    return tuple(folded)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _fold(monday: date, days: list[DayCount]) -> Week:
    """The counts do not say whose a mood was, and three moods of three days may all be one person's.

    Those of one day are of different people, so the fullest day says how many there were at least.
    """
    moods = [mood for one in days for mood in one.moods]
    people = max((len(one.moods) for one in days), default=0)
    mood = sum(moods) / len(moods) if people >= ENOUGH else None
    asked = sum(one.asked for one in days)
    return Week(monday, asked, sum(one.answered for one in days), mood, len(moods))
