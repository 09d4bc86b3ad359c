"""Absences, as people type them, on Tuesday, 24 November 2026."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rituals.days import Slip, Stretch, Unclear, stretch

TODAY = date(2026, 11, 24)
NOV = [date(2026, 11, 1) + timedelta(days=day) for day in range(30)]
DEC = [date(2026, 12, 1) + timedelta(days=day) for day in range(31)]
FRIDAY, SUNDAY, MONDAY = NOV[26], NOV[28], NOV[29]


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("", TODAY, None),
        ("until further notice", TODAY, None),
        ("today", TODAY, TODAY),
        ("Tomorrow", NOV[24], NOV[24]),
        ("friday", FRIDAY, FRIDAY),
        ("on fri", FRIDAY, FRIDAY),
        ("until friday", TODAY, FRIDAY),
        ("till Fri.", TODAY, FRIDAY),
        ("through this friday", TODAY, FRIDAY),
        ("until tomorrow", TODAY, NOV[24]),
        ("3 days", TODAY, NOV[25]),
        ("for three days", TODAY, NOV[25]),
        ("a day", TODAY, TODAY),
        ("1 week", TODAY, MONDAY),
        ("2 weeks", TODAY, DEC[6]),
        ("2 weeks from monday", MONDAY, DEC[12]),
        ("monday for 3 days", MONDAY, DEC[1]),
        ("from 1 dec for 2 weeks", DEC[0], DEC[13]),
        ("from monday", MONDAY, None),
        ("this week", TODAY, SUNDAY),
        ("next week", MONDAY, DEC[5]),
        ("mon-wed", MONDAY, DEC[1]),
        ("mon to wed", MONDAY, DEC[1]),
        ("back monday", TODAY, SUNDAY),
        ("i'm back on 1 dec", TODAY, MONDAY),
        ("24 dec to 2 jan", DEC[23], date(2027, 1, 2)),
        ("from 24 Dec until 2 Jan", DEC[23], date(2027, 1, 2)),
        ("dec 24-27", DEC[23], DEC[26]),
        ("24-27 dec", DEC[23], DEC[26]),
        ("24th \N{EN DASH} 27th december", DEC[23], DEC[26]),
        ("december 24th, 2026", DEC[23], DEC[23]),
        ("until 2026-12-24", TODAY, DEC[23]),
        ("2026-12-24 to 2027-01-02", DEC[23], date(2027, 1, 2)),
        ("24.12. to 2.1.", DEC[23], date(2027, 1, 2)),
        ("until 24.12.2026", TODAY, DEC[23]),
        ("24/12", DEC[23], DEC[23]),
        ("12/24", DEC[23], DEC[23]),
        ("20 nov to 27 nov", NOV[19], FRIDAY),
    ],
)
def test_days_are_understood_however_they_are_written(
    typed: str, first: date, last: date | None
) -> None:
    assert stretch(typed, TODAY) == Stretch(first, last)


@pytest.mark.parametrize(
    "typed",
    [
        "when the cows come home",
        "may",
        "3",
        "until 3",
        "the 24th",
        "31 feb",
        "31.2.",
        "friday 3pm",
        "until dec 24 3pm",
        "until next week",
        "0 days",
        "2 years",
        "monday tuesday",
        "2026-13-01",
        "24-12-2026",
    ],
)
def test_what_is_not_clear_is_not_guessed_at(typed: str) -> None:
    assert stretch(typed, TODAY) == Slip(Unclear.NOT_UNDERSTOOD)


@pytest.mark.parametrize(
    ("typed", "which"),
    [
        ("next friday", (FRIDAY, DEC[3])),
        ("until next friday", (FRIDAY, DEC[3])),
        ("tuesday", (TODAY, DEC[0])),
        ("until tuesday", (TODAY, DEC[0])),
        ("3/12", (DEC[2], date(2027, 3, 12))),
    ],
)
def test_of_several_days_that_may_be_meant_each_is_named(
    typed: str, which: tuple[date, ...]
) -> None:
    assert stretch(typed, TODAY) == Slip(Unclear.WHICH, which)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("2026-01-01", Unclear.PAST),
        ("2026-11-01 to 2026-11-10", Unclear.PAST),
        ("back today", Unclear.PAST),
        ("400 days", Unclear.TOO_LONG),
        ("until 2029-01-01", Unclear.TOO_LONG),
        ("2028-06-01", Unclear.TOO_LONG),
        ("2026-12-10 to 2026-12-01", Unclear.END_BEFORE_START),
        ("until 1 nov", Unclear.WHICH_YEAR),
        ("1 dec to 20 nov", Unclear.WHICH_YEAR),
    ],
)
def test_what_cannot_be_meant_has_its_own_reason(typed: str, why: Unclear) -> None:
    found = stretch(typed, TODAY)
    assert isinstance(found, Slip)
    assert found.why is why


def test_a_stretch_without_years_is_the_one_going_on_or_the_next() -> None:
    holidays = Stretch(DEC[23], date(2027, 1, 2))
    for today in (TODAY, DEC[23], DEC[28], date(2027, 1, 2)):
        assert stretch("24 dec to 2 jan", today) == holidays


@given(
    st.lists(
        st.sampled_from(
            re.split(
                " ",
                "until to - for from next back on mon friday dec 24 3 days weeks 2026-12-24 1/2 24.12. "
                "tomorrow feb 29 a \u0663 99999999999 9999-12-31 0001-01-01 31/12/9999",
            )
        ),
        max_size=6,
    ).map(" ".join)
    | st.text(max_size=20),
    st.dates(date(2026, 1, 1), date(2030, 12, 31)),
)
def test_whatever_is_typed_is_some_days_or_a_reason(typed: str, today: date) -> None:
    found = stretch(typed, today)
    if isinstance(found, Stretch) and found.last is not None:
        assert found.first <= found.last
        assert found.last >= today
        assert found.last - found.first <= timedelta(days=366)
