"""A trend in words says what its picture shows, and no more of anybody's mood."""

from __future__ import annotations

import pytest
from hypothesis import given

from bot.rituals.trends import Trend
from bot.views.trends import COLUMNS, NOTHING_YET, percent, table, told
from tests.views.weeks import FULL, GAPS, NO_MOOD, NOTHING, ONE, trends, week


@pytest.mark.parametrize(
    ("trend", "words"),
    [
        (
            FULL,
            "Participation over the last 8 weeks: 71% to 93%, last 86%."
            " Mood: 3.1 to 4.2 of 5, last 3.7.",
        ),
        (
            GAPS,
            "Participation over the last 8 weeks (nobody was asked in 2 of them): 0% to 100%, last 97%."
            " Mood: 1.0 to 5.0 of 5, last 1.2.",
        ),
        (ONE, "Participation in the week of 9 Nov: 83%. Mood: 3.5 of 5."),
        (NO_MOOD, "Participation over the last 3 weeks: 57% to 83%, last 80%."),
        (NOTHING, NOTHING_YET),
        (Trend((week(0, 0, 0),)), NOTHING_YET),
        (
            Trend((week(0, 7, 7, None, 2),)),
            "Participation in the week of 5 Oct: 100%."
            " Mood: told for weeks in which at least 3 people give theirs.",
        ),
    ],
)
def test_a_trend_is_told_in_two_sentences(trend: Trend, words: str) -> None:
    assert told(trend) == words


def test_the_table_has_a_row_for_each_week() -> None:
    assert table(GAPS)[:5] == (
        ("5 Oct", "35 of 35", "100%", "5.0 of 5"),
        ("12 Oct", "not asked", "", ""),
        ("19 Oct", "0 of 35", "0%", ""),
        ("26 Oct", "31 of 35", "89%", "1.0 of 5"),
        ("2 Nov", "1 of 28", "4%", "too few to tell (fewer than 3)"),
    )


@given(trends())
def test_any_trend_can_be_told_and_tabled(trend: Trend) -> None:
    assert told(trend).endswith((".", "here."))
    assert all(len(row) == len(COLUMNS) for row in table(trend))
    assert len(table(trend)) == len(trend.weeks)


def test_only_all_are_called_all_and_only_none_is_called_none() -> None:
    assert [percent(share) for share in (0, 0.001, 0.5, 0.999, 1)] == [
        *("0%", "1%", "50%", "99%", "100%")
    ]
