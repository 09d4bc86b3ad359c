"""The picture of a trend: a bar for each week's participation, and the mood as a line beneath."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.rituals.trends import ENOUGH, Trend, Week
from bot.views import svg
from bot.views.trends import LEVELS, NOTHING_YET, day, percent, told

_LEFT = 90
_RIGHT = svg.WIDTH - svg.PAD
_TITLE = 33
_FULL, _BASE = 88, 148
"""Where 100% and 0% are."""
_BEST, _LEVEL = 204, 15
"""Where a mood of 5 is, and how far one level is from the next."""
_BAR = 28
_FEWEST = 5
"""The columns that there is always room for, so that a single week does not fill the picture."""


@dataclass(frozen=True, slots=True)
class _Column:
    """A week and where its middle is."""

    week: Week
    x: float
    latest: bool


def trend(shown: Trend, title: str) -> str:
    """SVG with the title that people gave, which may be anything."""
    heading = svg.title(title, 16, _RIGHT - svg.PAD, otherwise="Week by week")
    parts = [svg.text(svg.PAD, _TITLE, heading, size=16, fill=svg.INK, bold=True)]
    if shown.empty:
        parts.append(svg.text(svg.PAD, 62, NOTHING_YET, size=12))
        return svg.card(84, parts, title, NOTHING_YET)
    columns = _columns(shown.weeks)
    parts += _participation(columns)
    height = _BASE + 42
    if any(week.moods for week in shown.weeks):
        parts += _mood(columns)
        height = _BEST + 4 * _LEVEL + 44
    parts.append(svg.text(svg.PAD, height - 16, "Week of"))
    for one in columns:
        fill = svg.INK if one.latest else svg.MUTED
        parts.append(svg.text(one.x, height - 16, day(one.week.monday), fill=fill, anchor="middle"))
    return svg.card(height, parts, title, told(shown))


def _columns(weeks: Sequence[Week]) -> list[_Column]:
    wide = (_RIGHT - _LEFT) / max(len(weeks), _FEWEST)
    return [
        _Column(week, _LEFT + wide * (place + 0.5), place == len(weeks) - 1)
        for place, week in enumerate(weeks)
    ]


def _participation(columns: Sequence[_Column]) -> Iterator[str]:
    yield svg.heading(60, "Participation", "who answered, of those asked")
    yield svg.line(_LEFT, _RIGHT, _FULL, svg.FAINT)
    yield svg.text(svg.PAD, _FULL + 4, "100%")
    yield svg.text(svg.PAD, _BASE + 4, "0%")
    for one in columns:
        yield from _bar(one)
    yield svg.line(_LEFT, _RIGHT, _BASE, svg.EDGE)


def _bar(column: _Column) -> Iterator[str]:
    share = column.week.participation
    if share is None:
        yield svg.text(column.x, _BASE - 18, "not", anchor="middle")
        yield svg.text(column.x, _BASE - 6, "asked", anchor="middle")
        return
    fill = svg.ACCENT if column.latest else svg.ACCENT_PAST
    top = _BASE - share * (_BASE - _FULL)
    left, right, round_by = column.x - _BAR / 2, column.x + _BAR / 2, min(4.0, _BASE - top)
    n = svg.number
    if share > 0:
        outline = (
            f"M{n(left)} {_BASE}V{n(top + round_by)}Q{n(left)} {n(top)} {n(left + round_by)} {n(top)}"
            f"H{n(right - round_by)}Q{n(right)} {n(top)} {n(right)} {n(top + round_by)}V{_BASE}Z"
        )
        yield f'<path d="{outline}" fill="{fill}"/>'
    colour = svg.ACCENT if column.latest else svg.INK
    yield svg.figure(column.x, top - 5, percent(share), colour)


def _mood(columns: Sequence[_Column]) -> Iterator[str]:
    withheld = any(one.week.withheld for one in columns)
    rule = f", where at least {ENOUGH} people told theirs" if withheld else ""
    yield svg.heading(_BEST - 26, "Mood", f"the week's mean{rule}")
    for level, words in LEVELS.items():
        y = _height(level)
        yield svg.line(_LEFT, _RIGHT, y, svg.FAINT)
        yield svg.text(svg.PAD, y + 4, f"{level} {words}")
    for one in columns:
        if one.week.withheld:
            yield svg.text(one.x, _height(3) + 4, "too few", anchor="middle", halo=True)
    for there, run in groupby(columns, key=lambda one: one.week.mood is not None):
        if there:
            yield from _run(list(run))


def _run(columns: Sequence[_Column]) -> Iterator[str]:
    """Weeks one after the other that each have a mood: one line, a dot each, and what each says."""
    n = svg.number
    moods = [one.week.mood or 0 for one in columns]
    spots = [f"{n(one.x)} {n(_height(mood))}" for one, mood in zip(columns, moods, strict=True)]
    if len(spots) > 1:
        yield (
            f'<path d="M{"L".join(spots)}" fill="none" stroke="{svg.WARM}" stroke-width="2.5"'
            ' stroke-linejoin="round"/>'
        )
    for place, (one, mood) in enumerate(zip(columns, moods, strict=True)):
        y = _height(mood)
        yield f'<circle cx="{n(one.x)}" cy="{n(y)}" r="4" fill="{svg.WARM}" stroke="{svg.CARD}"/>'
        valley = len(moods) > 1 and all(beside > mood for beside in _beside(moods, place))
        yield svg.figure(one.x, y + 18 if valley else y - 8, f"{mood:.1f}", svg.WARM)


def _beside(moods: Sequence[float], place: int) -> Sequence[float]:
    return [*moods[max(0, place - 1) : place], *moods[place + 1 : place + 2]]


def _height(mood: float) -> float:
    return _BEST + (5 - mood) * _LEVEL
