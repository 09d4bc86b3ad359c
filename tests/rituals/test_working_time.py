"""When it is somebody's turn: in their own time and hours, or a reason why not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.people import AccountRef, ChannelRef, MemberRef, Person
from bot.rituals.availability import Absence, Availability, Hours, Team
from bot.rituals.reasons import Reason
from bot.rituals.schedule import WEEKDAYS, Schedule
from bot.rituals.working_time import NotDue, calendar_of, turn, within_hours

TUESDAY = date(2026, 11, 24)
SCHEDULE = Schedule("Europe/Paris", WEEKDAYS, time(9, 30), time(17, 30))
TOGETHER = replace(SCHEDULE, together=True)
BO = Person(MemberRef("bo"), AccountRef("U1"), "Bo", "America/New_York")
UNKNOWN = replace(BO, zone="")


def at(hour: int, minute: int = 0, day: int = 24) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def office(begin: int, end: int, *days: int) -> Availability:
    return Availability(Hours(days or WEEKDAYS, time(begin), time(end)))


def away(first: date, last: date | None) -> Availability:
    return Availability(absences=(Absence("a1", BO.ref, first, last, BO.ref),))


def asked(
    life: Availability,
    schedule: Schedule = SCHEDULE,
    person: Person = BO,
    day: date = TUESDAY,
    calendar: str = "",
) -> datetime | NotDue:
    return turn(schedule, day, schedule.wrap_moment(day), person, life, calendar)


def test_without_hours_it_is_the_standups_time_where_they_live() -> None:
    assert asked(Availability()) == at(14, 30)
    assert asked(Availability(), person=UNKNOWN) == at(8, 30)


@pytest.mark.parametrize(
    ("begin", "end", "expected"),
    [(9, 17, at(14, 30)), (10, 17, at(15)), (7, 9, at(12)), (9, 10, at(14, 30))],
)
def test_a_time_outside_their_hours_is_moved_to_where_they_begin(
    begin: int, end: int, expected: datetime
) -> None:
    assert asked(office(begin, end)) == expected


def test_where_their_hours_end_is_outside_them() -> None:
    life = Availability(Hours(WEEKDAYS, time(8), time(9, 30)))
    assert asked(life) == at(13)


def test_hours_that_begin_too_close_to_the_wrap_up_leave_no_moment() -> None:
    assert asked(office(11, 17)) == at(16)
    late = Availability(Hours(WEEKDAYS, time(11, 1), time(17)))
    assert asked(late) == NotDue(Reason.OUTSIDE_HOURS)


def test_a_zone_in_which_the_time_comes_too_late_is_after_the_wrap_up() -> None:
    west = replace(BO, zone="America/Los_Angeles")
    assert asked(Availability(), person=west) == NotDue(Reason.AFTER_WRAP_UP)


def test_together_all_are_asked_at_one_moment_if_it_is_in_their_hours() -> None:
    assert asked(office(3, 11), TOGETHER) == at(8, 30)
    assert asked(office(4, 11), TOGETHER) == NotDue(Reason.OUTSIDE_HOURS)


@pytest.mark.parametrize(
    ("zone", "due"),
    [
        ("Europe/London", True),
        ("Asia/Kolkata", True),
        ("Asia/Tokyo", True),
        ("Australia/Sydney", False),
        ("America/New_York", False),
    ],
)
def test_together_whoever_has_named_no_hours_is_asked_by_day(zone: str, due: bool) -> None:
    found = asked(Availability(), TOGETHER, replace(BO, zone=zone))
    assert found == (at(8, 30) if due else NotDue(Reason.OUTSIDE_HOURS))


@pytest.mark.parametrize(
    ("first", "last", "detail"),
    [
        (TUESDAY, TUESDAY, "2026-11-24"),
        (date(2026, 11, 1), date(2026, 12, 1), "2026-12-01"),
        (TUESDAY, None, ""),
    ],
)
def test_whoever_is_away_is_not_due(first: date, last: date | None, detail: str) -> None:
    assert asked(away(first, last)) == NotDue(Reason.AWAY, detail)


@pytest.mark.parametrize(
    ("first", "last"), [(date(2026, 11, 25), None), (date(2026, 11, 1), date(2026, 11, 23))]
)
def test_an_absence_before_or_after_is_none_of_that_day(first: date, last: date | None) -> None:
    assert asked(away(first, last)) == at(14, 30)


def test_of_several_absences_the_last_end_is_told_and_none_if_one_is_open() -> None:
    short = Absence("a1", BO.ref, TUESDAY, TUESDAY, BO.ref)
    long = replace(short, id="a2", last=date(2026, 11, 30))
    assert asked(Availability(absences=(long, short))) == NotDue(Reason.AWAY, "2026-11-30")
    endless = replace(short, id="a3", last=None)
    assert asked(Availability(absences=(endless, long))) == NotDue(Reason.AWAY, "")


def test_a_holiday_is_told_by_its_name() -> None:
    thanksgiving = date(2026, 11, 26)
    assert asked(Availability(), day=thanksgiving, calendar="US") == NotDue(
        Reason.HOLIDAY, "Thanksgiving Day"
    )
    assert isinstance(asked(Availability(), day=thanksgiving, calendar="FR"), datetime)


def test_a_day_that_is_not_one_of_theirs_is_left_out() -> None:
    assert asked(office(9, 17, 0, 2, 3)) == NotDue(Reason.NOT_A_WORKING_DAY)


def test_together_it_is_their_own_date_that_counts() -> None:
    """Tuesday, 09:30 in Auckland, is Monday, 15:30 in New York."""
    auckland = replace(TOGETHER, zone="Pacific/Auckland")
    monday_off = office(9, 17, 1, 2, 3, 4)
    assert asked(monday_off, auckland) == NotDue(Reason.NOT_A_WORKING_DAY)
    assert asked(away(TUESDAY, None), auckland) == at(20, 30, day=23)
    assert asked(away(date(2026, 11, 23), date(2026, 11, 23)), auckland) == NotDue(
        Reason.AWAY, "2026-11-23"
    )


def test_of_several_reasons_an_absence_is_told_first() -> None:
    both = replace(office(9, 17, 0), absences=away(TUESDAY, None).absences)
    assert asked(both) == NotDue(Reason.AWAY, "")


def test_the_turn_is_asked_of_the_wrap_up_that_is_given() -> None:
    later = SCHEDULE.wrap_moment(TUESDAY) + timedelta(hours=3)
    west = replace(BO, zone="America/Los_Angeles")
    assert turn(SCHEDULE, TUESDAY, later, west, Availability(), "") == at(17, 30)


def test_reminders_keep_quiet_at_night_on_days_off_and_in_absences() -> None:
    hourly = [at(hour, day=day) for day in (24, 25) for hour in range(24)]
    zone = "America/New_York"
    by_day = within_hours(hourly, zone, Availability())
    assert [one.hour for one in by_day] == [*range(12, 24), *range(12, 24)]
    assert within_hours(hourly, zone, office(9, 11, 2)) == (at(14, day=25), at(15, day=25))
    assert within_hours(hourly, zone, away(date(2026, 11, 1), None)) == ()
    holiday = within_hours([at(15, day=26)], zone, Availability(), "US")
    assert holiday == ()


def test_ones_own_holidays_go_before_the_teams() -> None:
    team = Team(ChannelRef("C1"), "IN")
    assert calendar_of(Availability(), team) == "IN"
    assert calendar_of(Availability(calendar="JP"), team) == "JP"
    assert calendar_of(Availability(calendar=""), team) == ""
