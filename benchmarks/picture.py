"""A trend from its weeks to a PNG, against a bare call of resvg with the SVG ready and the same fonts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from time import process_time

import resvg_py

from benchmarks.measure import Row, alone, at_most, middle
from bot.drawing import FONTS, SCALE, png
from bot.rituals.trends import MOST as WEEKS
from bot.rituals.trends import Trend, Week
from bot.views.charts import trend

MOST = 1.1
FIRST = date(2026, 10, 5)


def rows(full: bool) -> list[Row]:
    rounds = 60 if full else 20
    weeks = [
        Week(FIRST + timedelta(weeks=place), 35, 25 + place, 3.4 + place / 10, 30)
        for place in range(WEEKS)
    ]
    shown = Trend(tuple(weeks))
    svg = trend(shown, "churn-model")
    ours, bare = [], []
    for _ in range(rounds):
        ours.append(_seconds(lambda: png(trend(shown, "churn-model"))))
        bare.append(_seconds(lambda: _bare(svg)))
    how = (
        f"CPU, median of {rounds} interleaved rounds: {middle(ours) * 1000:.0f} ms for a picture of "
        f"{WEEKS} weeks, {middle(bare) * 1000:.0f} ms for resvg alone, which holds the "
        "interpreter all that time"
    )
    return [at_most("A trend's picture / resvg alone", middle(ours) / middle(bare), MOST, how)]


def _bare(svg: str) -> bytes:
    return resvg_py.svg_to_bytes(
        svg_string=svg, zoom=SCALE, skip_system_fonts=True, font_dirs=[str(FONTS)]
    )


def _seconds(draw: Callable[[], bytes]) -> float:
    began = process_time()
    assert len(draw()) > 1000
    return process_time() - began


if __name__ == "__main__":
    alone(rows)
