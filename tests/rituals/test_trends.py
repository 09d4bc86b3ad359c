"""Days become weeks: shares of those asked, moods of enough people, and gaps where nobody was asked."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rituals.trends import ENOUGH, MOST, DayCount, Trend, Week, weeks

MONDAY = date(2026, 11, 16)
FRIDAY = MONDAY + timedelta(days=4)


def day(after: int, asked: int = 7, answered: int = 6, moods: tuple[int, ...] = ()) -> DayCount:
    return DayCount(MONDAY + timedelta(days=after), asked, answered, moods)


def test_a_week_adds_up_its_days() -> None:
    found = weeks([day(0), day(1, 7, 4), day(4, 6, 6)], FRIDAY)
    assert found == (Week(MONDAY, 20, 16, None, 0),)
    assert found[0].participation == 0.8


def test_a_mood_is_the_mean_of_all_that_were_told() -> None:
    (found,) = weeks([day(0, moods=(5, 4, 3)), day(1, moods=(1, 2))], FRIDAY)
    assert (found.mood, found.moods) == (3.0, 5)


def test_too_few_peoples_moods_are_withheld_and_counted() -> None:
    (found,) = weeks([day(0, moods=(1, 2))], FRIDAY)
    assert (found.mood, found.moods, found.withheld) == (None, 2, True)


def test_one_persons_moods_of_many_days_are_not_taken_for_many_peoples() -> None:
    (found,) = weeks([day(after, moods=(2,)) for after in range(5)], FRIDAY)
    assert (found.mood, found.moods) == (None, 5)


def test_two_standups_of_one_day_are_not_taken_for_different_people() -> None:
    (found,) = weeks([day(0, moods=(2, 3)), day(0, moods=(2, 3))], FRIDAY)
    assert found.mood is None


def test_no_week_can_tell_a_mood_of_too_few() -> None:
    with pytest.raises(ValueError):
        Week(MONDAY, 7, 6, 3.0, ENOUGH - 1)


def test_a_week_in_which_nobody_was_asked_is_a_gap() -> None:
    found = weeks([day(-14), day(0)], FRIDAY)
    assert [one.participation for one in found] == [6 / 7, None, 6 / 7]
    holiday = weeks([day(-14), day(-7, 0, 0), day(0)], FRIDAY)
    assert holiday == found


def test_a_week_in_which_nobody_answered_is_not_a_gap() -> None:
    (found,) = weeks([day(0, 7, 0)], FRIDAY)
    assert found.participation == 0.0


def test_answers_of_those_who_were_not_asked_do_not_lift_it_above_all() -> None:
    (found,) = weeks([day(0, 7, 9)], FRIDAY)
    assert found.participation == 1.0


def test_what_is_older_or_yet_to_come_is_left_out() -> None:
    days = [day(-7 * ago) for ago in range(12)] + [day(2), day(7)]
    found = weeks(days, MONDAY + timedelta(days=1))
    assert len(found) == MOST
    assert found[-1] == Week(MONDAY, 7, 6, None, 0)


def test_it_ends_with_the_week_of_today_even_if_nobody_was_asked_in_it() -> None:
    found = weeks([day(-7)], FRIDAY)
    assert [one.monday for one in found] == [MONDAY - timedelta(weeks=1), MONDAY]


def test_without_days_there_are_no_weeks() -> None:
    assert weeks([], FRIDAY) == ()
    assert weeks([day(0, 0, 0)], FRIDAY) == ()
    assert Trend(()).empty


def test_a_trend_is_of_weeks_in_a_row_and_not_of_too_many() -> None:
    row = [Week(MONDAY + timedelta(weeks=place), 1, 1, None, 0) for place in range(MOST + 1)]
    for wrong in (row, [row[0], row[2]], [row[1], row[0]]):
        with pytest.raises(ValueError):
            Trend(tuple(wrong))
    with pytest.raises(ValueError):
        Week(FRIDAY, 1, 1, None, 0)


@given(
    st.lists(
        st.builds(
            day,
            st.integers(-100, 10),
            st.integers(0, 60),
            st.integers(0, 60),
            st.lists(st.integers(1, 5), max_size=6).map(tuple),
        )
    ),
    st.integers(1, MOST),
)
def test_any_days_make_a_trend_that_counts_every_one_of_its_weeks(
    days: list[DayCount], at_most: int
) -> None:
    found = Trend(weeks(days, FRIDAY, at_most)).weeks
    assert len(found) <= at_most
    begun = found[0].monday if found else date.max
    inside = [one for one in days if begun <= one.day <= FRIDAY]
    assert sum(one.asked for one in found) == sum(one.asked for one in inside)
    assert sum(one.answered for one in found) == sum(one.answered for one in inside)
    assert sum(one.moods for one in found) == sum(len(one.moods) for one in inside)
