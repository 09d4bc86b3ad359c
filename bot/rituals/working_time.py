"""When it is somebody's turn: a ritual's time, moved into their hours, or why they are not asked that day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.people import Person
from bot.rituals.availability import Availability, Team
from bot.rituals.calendars import holiday as holiday
from bot.rituals.reasons import Reason
from bot.rituals.schedule import Schedule, moment

TIME_TO_ANSWER = timedelta(minutes=30)
"""The least that everybody has between being asked and the wrap-up."""
DAYTIME = (time(7), time(19))
"""When somebody who has named no hours may be asked at a time that is not their own, or reminded."""


@dataclass(frozen=True, slots=True)
class NotDue:
    """Somebody is not asked for a day."""

    reason: Reason
    detail: str = ""


def turn(
    schedule: Schedule,
    day: date,
    wrap_at: datetime,
    person: Person,
    life: Availability,
    calendar: str,
) -> datetime | NotDue:
    """When somebody is asked for ``day``, in UTC; ``calendar`` is whose holidays count for them.

    In their own time, that is the schedule's time where they live, or the beginning of their hours
    where it lies outside them. With ``together`` it is the one moment, if that is in their hours.
    """
    zone = person.zone_in(schedule.zone)
    at = _moment(schedule, day, zone, life)
    there = at.astimezone(ZoneInfo(zone))
    if reason := day_off(there.date(), life, calendar):
        return reason
    if schedule.together and not _awake(there, life):
        return NotDue(Reason.OUTSIDE_HOURS)
    if wrap_at - at < TIME_TO_ANSWER:
        moved = at != schedule.ask_moment(day, zone)
        return NotDue(Reason.OUTSIDE_HOURS if moved else Reason.AFTER_WRAP_UP)
    return at


def day_off(day: date, life: Availability, calendar: str) -> NotDue | None:
    """Why ``day``, where they live, is not one of their working days; None where it is one."""
    if covering := [one for one in life.absences if one.covers(day)]:
        last = None
        if all(one.last is not None for one in covering):
            last = max(one.last for one in covering if one.last is not None)
        return NotDue(Reason.AWAY, last.isoformat() if last else "")
    if name := holiday(calendar, day):
        return NotDue(Reason.HOLIDAY, name)
    if life.hours is not None and day.weekday() not in life.hours.days:
        return NotDue(Reason.NOT_A_WORKING_DAY)
    return None


def within_hours(
    moments: Iterable[datetime], zone: str, life: Availability, calendar: str = ""
) -> tuple[datetime, ...]:
    """Those that lie in somebody's hours on a day on which they work; ``zone`` is where they live."""
    kept = []
    for at in moments:
        there = at.astimezone(ZoneInfo(zone))
        if _awake(there, life) and day_off(there.date(), life, calendar) is None:
            kept.append(at)
    return tuple(kept)


def calendar_of(life: Availability, team: Team) -> str:
    """Whose holidays count for somebody: their own choice, or else the team's."""
    return team.calendar if life.calendar is None else life.calendar


def _moment(schedule: Schedule, day: date, zone: str, life: Availability) -> datetime:
    if schedule.together or life.hours is None:
        return schedule.ask_moment(day, zone)
    inside = life.hours.begin <= schedule.ask_at < life.hours.end
    return moment(day, schedule.ask_at if inside else life.hours.begin, zone)


def _awake(there: datetime, life: Availability) -> bool:
    begin, end = DAYTIME if life.hours is None else (life.hours.begin, life.hours.end)
    return begin <= there.time() < end
