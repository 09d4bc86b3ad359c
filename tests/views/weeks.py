"""Weeks to draw: some that were, and any that there could be."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from bot.rituals.trends import ENOUGH, MOST, Trend, Week

MONDAY = date(2026, 10, 5)


def week(
    place: int, answered: int, asked: int, mood: float | None = None, moods: int | None = None
) -> Week:
    told = moods if moods is not None else 0 if mood is None else 20
    return Week(MONDAY + timedelta(weeks=place), asked, answered, mood, told)


FULL = Trend(
    (
        *(week(0, 25, 35, 3.4), week(1, 28, 35, 3.6), week(2, 30, 35, 3.1), week(3, 31, 35, 3.5)),
        *(week(4, 26, 28, 3.9), week(5, 29, 35, 3.8), week(6, 30, 35, 4.2), week(7, 30, 35, 3.7)),
    )
)
GAPS = Trend(
    (
        *(week(0, 35, 35, 5.0), week(1, 0, 0), week(2, 0, 35), week(3, 31, 35, 1.0)),
        *(week(4, 1, 28, None, 2), week(5, 29, 35, 3.0), week(6, 0, 0), week(7, 34, 35, 1.2)),
    )
)
ONE = Trend((week(5, 29, 35, 3.5),))
NO_MOOD = Trend((week(5, 29, 35), week(6, 20, 35), week(7, 28, 35)))
NOTHING = Trend()


@st.composite
def trends(draw: st.DrawFn) -> Trend:
    first = draw(st.dates(date(2020, 1, 1), date(2040, 1, 1)))
    monday = first - timedelta(days=first.weekday())
    weeks = []
    for place in range(draw(st.integers(0, MOST))):
        asked = draw(st.integers(0, 400))
        moods = draw(st.integers(0, 400)) if asked else 0
        mood = draw(st.none() | st.floats(1, 5)) if moods >= ENOUGH else None
        answered = draw(st.integers(0, asked + 3))
        weeks.append(Week(monday + timedelta(weeks=place), asked, answered, mood, moods))
    return Trend(tuple(weeks))
