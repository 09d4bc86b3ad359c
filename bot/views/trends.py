"""A trend in words: the alternative text of its picture, and a table where no picture can be shown."""

from __future__ import annotations

from datetime import date

from bot.drawing import drawable
from bot.rituals.trends import ENOUGH, Trend, Week
from bot.views.questions import MOODS
from bot.views.times import MONTHS

NOTHING_YET = "Nothing to show yet: the first week in which somebody is asked will be here."
LEVELS = {int(level): drawable(words) for level, words in MOODS.items()}
"""What a mood of 5 to 1 is called, without its face, which no font of ours holds."""
COLUMNS = ("Week of", "Answered", "Participation", "Mood")


def told(trend: Trend) -> str:
    """What the picture shows, in two sentences at most."""
    if trend.empty:
        return NOTHING_YET
    spoken = [_participation(trend)]
    if mood := _mood(trend):
        spoken.append(mood)
    return " ".join(spoken)


def table(trend: Trend) -> tuple[tuple[str, ...], ...]:
    """A row for each week, under ``COLUMNS``."""
    return tuple(_row(week) for week in trend.weeks)


def day(monday: date) -> str:
    """Such as ``16 Nov``."""
    return f"{monday.day} {MONTHS[monday.month - 1]}"


def percent(share: float) -> str:
    """Such as ``86%``; 0% and 100% only where it is none or all."""
    rounded = round(share * 100)
    if 0 < share < 1:
        rounded = min(99, max(1, rounded))
    return f"{rounded}%"


def _participation(trend: Trend) -> str:
    shares = [share for week in trend.weeks if (share := week.participation) is not None]
    low, high, last = (percent(share) for share in (min(shares), max(shares), shares[-1]))
    return f"Participation {_over(trend)}: {_between(low, high, last)}."


def _mood(trend: Trend) -> str:
    """Empty where nobody was asked for their mood."""
    moods = [week.mood for week in trend.weeks if week.mood is not None]
    if moods:
        low, high, last = (f"{mood:.1f}" for mood in (min(moods), max(moods), moods[-1]))
        return f"Mood: {_between(low, high, last, ' of 5')}."
    if any(week.withheld for week in trend.weeks):
        return f"Mood: told for weeks in which at least {ENOUGH} people give theirs."
    return ""


def _over(trend: Trend) -> str:
    if len(trend.weeks) == 1:
        return f"in the week of {day(trend.weeks[0].monday)}"
    gaps = sum(1 for week in trend.weeks if not week.asked)
    idle = f" (nobody was asked in {gaps} of them)" if gaps else ""
    return f"over the last {len(trend.weeks)} weeks{idle}"


def _between(low: str, high: str, last: str, unit: str = "") -> str:
    return f"{low}{unit}" if low == high else f"{low} to {high}{unit}, last {last}"


def _row(week: Week) -> tuple[str, ...]:
    share = week.participation
    if share is None:
        return (day(week.monday), "not asked", "", "")
    mood = f"too few to tell (fewer than {ENOUGH})" if week.withheld else ""
    if week.mood is not None:
        mood = f"{week.mood:.1f} of 5"
    return (day(week.monday), f"{week.answered} of {week.asked}", percent(share), mood)
