"""Working hours, as people type them."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rituals.availability import Hours
from bot.rituals.hours import Wrong, hours

WEEK = (0, 1, 2, 3, 4)
BEFORE = Hours((0, 1), time(8), time(16))


@pytest.mark.parametrize(
    ("typed", "days", "begin", "end"),
    [
        ("mon-fri 9-17", WEEK, time(9), time(17)),
        ("9:30-18", WEEK, time(9, 30), time(18)),
        ("tue, wed, thu 10am-4pm", (1, 2, 3), time(10), time(16)),
        ("mon-wed, fri 9-17", (0, 1, 2, 4), time(9), time(17)),
        ("Mon \N{EN DASH} Thu, 10:00 \N{EN DASH} 18:30", (0, 1, 2, 3), time(10), time(18, 30)),
        ("sun-thu 8-16", (0, 1, 2, 3, 6), time(8), time(16)),
        ("wednesdays and fridays from 9 to 12", (2, 4), time(9), time(12)),
        ("weekdays 9am to 5pm", WEEK, time(9), time(17)),
        ("every day 7.30-15.45", (0, 1, 2, 3, 4, 5, 6), time(7, 30), time(15, 45)),
        ("9-5", WEEK, time(9), time(17)),
        ("9-5pm", WEEK, time(9), time(17)),
        ("1-5pm", WEEK, time(13), time(17)),
        ("12am-12pm", WEEK, time(0), time(12)),
        ("16-24", WEEK, time(16), time.max),
    ],
)
def test_hours_are_understood_however_they_are_written(
    typed: str, days: tuple[int, ...], begin: time, end: time
) -> None:
    assert hours(typed, None) == Hours(days, begin, end)


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ("", Wrong.NOT_UNDERSTOOD),
        ("t 9-17", Wrong.NOT_UNDERSTOOD),
        ("mon-xyz 9-17", Wrong.NOT_UNDERSTOOD),
        ("9", Wrong.NOT_UNDERSTOOD),
        ("9:60-12", Wrong.NOT_UNDERSTOOD),
        ("20-25", Wrong.NOT_UNDERSTOOD),
        ("13pm-14pm", Wrong.NOT_UNDERSTOOD),
        ("mon-thu", Wrong.NO_TIMES),
        ("22-6", Wrong.OVER_NIGHT),
        ("9-9", Wrong.OVER_NIGHT),
        ("9-9:30", Wrong.TOO_SHORT),
    ],
)
def test_what_is_not_clear_is_not_guessed_at(typed: str, wrong: Wrong) -> None:
    assert hours(typed, None) == wrong


def test_days_alone_keep_the_times_and_times_alone_the_days() -> None:
    assert hours("wed-fri", BEFORE) == Hours((2, 3, 4), time(8), time(16))
    assert hours("10-18", BEFORE) == Hours((0, 1), time(10), time(18))


@given(st.text(alphabet="montuewdhfrisa0123456789:.,- apm\n\N{EN DASH}\u0663\u00b2", max_size=30))
def test_whatever_is_typed_is_hours_of_a_day_or_a_reason(typed: str) -> None:
    found = hours(typed, None)
    assert isinstance(found, Wrong) or (found.days and found.begin < found.end)
