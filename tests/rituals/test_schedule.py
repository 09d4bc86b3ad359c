"""Wall-clock times become moments that exist, once a day, wherever the clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rituals.schedule import WEEKDAYS, Schedule, moment

ZONES = sorted(zone for zone in available_timezones() if "/" in zone and zone != "localtime")
zones = st.sampled_from(ZONES)
days = st.dates(date(2026, 1, 1), date(2030, 12, 31))
times = st.sampled_from([time(0), time(0, 30), time(2, 30), time(9), time(23, 59)])


@given(days, times, zones)
def test_a_moment_shows_its_wall_clock_time_or_the_end_of_the_gap(
    day: date, at: time, zone: str
) -> None:
    there = moment(day, at, zone)
    wall = there.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    wanted = datetime.combine(day, at)
    if wall != wanted:
        assert wall > wanted
        just_before = (there - timedelta(seconds=1)).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        assert just_before < wanted, "the gap ends exactly here"


@given(days, times, zones)
def test_each_day_has_its_own_moment_and_they_are_in_order(day: date, at: time, zone: str) -> None:
    assert moment(day, at, zone) < moment(day + timedelta(days=1), at, zone)


def test_a_time_that_the_clocks_skip_fires_at_the_end_of_the_gap() -> None:
    assert moment(date(2026, 3, 29), time(2, 30), "Europe/Berlin") == datetime(
        2026, 3, 29, 1, tzinfo=UTC
    )


def test_a_time_that_the_clocks_show_twice_fires_the_first_time() -> None:
    first = moment(date(2026, 10, 25), time(2, 30), "Europe/Berlin")
    assert first == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_half_past_nine_stays_half_past_nine_when_the_clocks_change() -> None:
    before = moment(date(2026, 3, 27), time(9, 30), "Europe/Paris")
    after = moment(date(2026, 3, 30), time(9, 30), "Europe/Paris")
    assert (before.hour, after.hour) == (8, 7)


SCHEDULE = Schedule("Europe/Paris", WEEKDAYS, time(9, 30), time(18))


def test_the_team_in_the_east_begins_the_day_before_paris_is_awake() -> None:
    first = SCHEDULE.first_ask(date(2026, 11, 24), {"Europe/Paris", "Asia/Tokyo"})
    assert first == datetime(2026, 11, 24, 0, 30, tzinfo=UTC)


def test_after_friday_comes_monday() -> None:
    friday = datetime(2026, 11, 27, 12, tzinfo=UTC)
    assert SCHEDULE.next_day({"Europe/Paris"}, friday) == date(2026, 11, 30)


def test_a_wrap_up_before_the_question_belongs_to_the_next_day() -> None:
    night = Schedule("Asia/Tokyo", WEEKDAYS, time(9, 30), time(4, 30))
    wrapped = night.wrap_moment(date(2026, 11, 24)).astimezone(ZoneInfo("Asia/Tokyo"))
    assert wrapped == datetime(2026, 11, 25, 4, 30, tzinfo=ZoneInfo("Asia/Tokyo"))


@given(
    zones,
    st.sets(zones, max_size=5),
    st.sets(st.integers(0, 6), min_size=1),
    st.datetimes(datetime(2026, 1, 1), datetime(2030, 12, 1)),
)
def test_every_due_day_comes_once_and_in_order(
    zone: str, team: set[str], due: set[int], start: datetime
) -> None:
    schedule = Schedule(zone, tuple(sorted(due)), time(9, 30), time(18))
    after = start.replace(tzinfo=UTC)
    seen = []
    for _ in range(5):
        day = schedule.next_day(team, after)
        assert day.weekday() in due
        assert schedule.first_ask(day, team) > after
        after = schedule.first_ask(day, team)
        seen.append(day)
    between = [seen[0] + timedelta(days=step) for step in range((seen[-1] - seen[0]).days + 1)]
    assert seen == [day for day in between if day.weekday() in due]


@pytest.mark.parametrize("day", [date(2026, 3, 9), date(2026, 3, 8)])
def test_midnight_in_los_angeles_is_not_lost_in_march(day: date) -> None:
    there = moment(day, time(0), "America/Los_Angeles").astimezone(ZoneInfo("America/Los_Angeles"))
    assert there.date() == day
