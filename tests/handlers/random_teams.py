"""Teams drawn at random, and what is right for each of their people and days, told without our rules.

Moments are found by looking at the clock of a place minute by minute, and holidays are asked of the library
itself, so that nothing here can be wrong in the way in which the bot's own arithmetic might be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from random import Random
from zoneinfo import ZoneInfo, available_timezones

import holidays

from bot.rituals.availability import Hours
from bot.rituals.reasons import Decision, Reason
from bot.rituals.schedule import Rhythm, Schedule

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
HALF_AN_HOUR = timedelta(minutes=30)
WEEKS = 3
ALL_ZONES = sorted(zone for zone in available_timezones() if "/" in zone and zone != "localtime")
FAR_APART = (
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
    "America/New_York",
    "America/Santiago",
    "Europe/Paris",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Asia/Tokyo",
    "Africa/Casablanca",
    "Africa/Cairo",
    "America/Los_Angeles",
)
STARTS = (
    date(2026, 3, 2),
    date(2027, 3, 22),
    date(2028, 10, 16),
    date(2026, 11, 20),
    date(2029, 12, 14),
)
"""Around changes of the clocks, and around holidays."""
CALENDARS = ("DE-BY", "US", "IN", "JP", "GB-SCT")


@dataclass(frozen=True)
class Mate:
    """One person of a team."""

    name: str
    zone: str
    hours: Hours | None
    calendar: str | None
    absences: tuple[tuple[date, date | None], ...]


@dataclass(frozen=True)
class Team:
    """A standup and its people; ``first`` and ``last`` are the days that are looked at."""

    schedule: Schedule
    calendar: str
    mates: tuple[Mate, ...]
    first: date
    last: date

    @property
    def days(self) -> list[date]:
        """Those of the schedule, counted through the calendar."""
        since = self.schedule.since or self.first
        monday = since - DAY * since.weekday()
        found = []
        for step in range((self.last - self.first).days + 1):
            day = self.first + DAY * step
            weeks = (day - monday).days // 7
            counts = {
                Rhythm.WEEKLY: True,
                Rhythm.FORTNIGHTLY: weeks % 2 == 0,
                Rhythm.MONTHLY: day.day <= 7,
            }[self.schedule.rhythm]
            if counts and day.weekday() in self.schedule.days:
                found.append(day)
        return found


Prompt = tuple[str, date, datetime]
"""Who was asked for which day, and when."""
Notes = Mapping[tuple[str, date], Sequence[tuple[Decision, Reason]]]
"""The journal of each person and day, oldest first."""


def drawn(seed: int) -> Team:
    """The same team for the same seed."""
    random = Random(seed)
    first = random.choice(STARTS) + DAY * random.randrange(7)
    last = first + timedelta(weeks=WEEKS)
    mates = tuple(_mate(name, first, random) for name in ("Ana", "Bo", "Chen"))
    ask_at = random.choice([time(9, 30), time(9), time(13, 15), time(0), time(2, 30), time(23, 30)])
    wrap = datetime.combine(first, ask_at) + timedelta(minutes=30 * random.randrange(2, 44))
    days = random.choice([(0, 1, 2, 3, 4), (0, 1, 2, 3, 4, 5, 6), (0, 2, 4), (6, 0)])
    rhythm = random.choice([Rhythm.WEEKLY, Rhythm.WEEKLY, Rhythm.FORTNIGHTLY, Rhythm.MONTHLY])
    schedule = Schedule(
        random.choice([random.choice(mates).zone, random.choice(FAR_APART)]),
        days,
        ask_at,
        wrap.time(),
        rhythm,
        since=first if rhythm is Rhythm.FORTNIGHTLY else None,
        together=random.random() < 0.3,
    )
    calendar = random.choice(["", random.choice(CALENDARS)])
    return Team(schedule, calendar, mates, first, last)


def _mate(name: str, first: date, random: Random) -> Mate:
    hours = None
    if random.random() < 0.6:
        begin = random.randrange(5, 15)
        end = min(23, begin + random.randrange(2, 11))
        days = sorted(random.sample(range(7), random.randrange(4, 7)))
        hours = Hours(tuple(days), time(begin, random.choice([0, 30])), time(end, 45))
    absences = []
    for _ in range(random.randrange(3)):
        begins = first + DAY * random.randrange(-3, WEEKS * 7)
        ends = None if random.random() < 0.1 else begins + DAY * random.randrange(7)
        absences.append((begins, ends))
    calendar = random.choice([None, None, None, "", random.choice(CALENDARS)])
    zone = random.choice([random.choice(FAR_APART), random.choice(ALL_ZONES)])
    return Mate(name, zone, hours, calendar, tuple(absences))


def right(team: Team, mate: Mate, day: date) -> datetime | set[Reason]:
    """When they are to be asked for a day, or all reasons that hold for their not being asked."""
    schedule, hours = team.schedule, mate.hours
    begin, end = (hours.begin, hours.end) if hours else (time(7), time(19))
    wraps = day + DAY if schedule.wrap_at <= schedule.ask_at else day
    wrap_up = first_showing(schedule.zone, wraps, schedule.wrap_at)
    moved = False
    if schedule.together:
        at = first_showing(schedule.zone, day, schedule.ask_at)
    else:
        moved = hours is not None and not begin <= schedule.ask_at < end
        at = first_showing(mate.zone, day, begin if moved else schedule.ask_at)
    there = at.astimezone(ZoneInfo(mate.zone))
    why = off_work(team, mate, there.date())
    if schedule.together and not begin <= there.time() < end:
        why.add(Reason.OUTSIDE_HOURS)
    if wrap_up - at < HALF_AN_HOUR:
        why.add(Reason.OUTSIDE_HOURS if moved else Reason.AFTER_WRAP_UP)
    return why or at


def off_work(team: Team, mate: Mate, day: date) -> set[Reason]:
    why = set()
    if any(first <= day and (last is None or day <= last) for first, last in mate.absences):
        why.add(Reason.AWAY)
    if celebrated(team.calendar if mate.calendar is None else mate.calendar, day):
        why.add(Reason.HOLIDAY)
    if mate.hours is not None and day.weekday() not in mate.hours.days:
        why.add(Reason.NOT_A_WORKING_DAY)
    return why


@lru_cache(maxsize=4096)
def first_showing(zone: str, day: date, at: time) -> datetime:
    """The first minute of a place's day at which its clock shows ``at``, or has passed it."""
    there = datetime.combine(day, time(0), UTC) - timedelta(hours=15)
    wanted = datetime.combine(day, at)
    place = ZoneInfo(zone)
    while there.astimezone(place).replace(tzinfo=None) < wanted:
        there += MINUTE
    return there


def celebrated(calendar: str, day: date) -> bool:
    if not calendar:
        return False
    country, _, region = calendar.partition("-")
    return day in holidays.country_holidays(country, subdiv=region or None, years=day.year)


def violations(team: Team, prompts: Iterable[Prompt], journal: Notes) -> list[str]:
    """The law: one prompt for each person and due day, at the right moment, or a true reason why not."""
    wrong = []
    asked = Counter((name, day) for name, day, _ in prompts)
    times = {(name, day): at for name, day, at in prompts}
    due = {(mate.name, day): right(team, mate, day) for mate in team.mates for day in team.days}
    for (name, day), wanted in due.items():
        count, notes = asked[name, day], journal.get((name, day), ())
        last = notes[-1] if notes else None
        if isinstance(wanted, datetime):
            if count != 1:
                wrong.append(f"{name} is asked {count} times for {day}: {last}")
            elif times[name, day] != wanted:
                wrong.append(f"{name} is asked for {day} at {times[name, day]}, not {wanted}")
            elif last is None or last[0] is not Decision.ASKED:
                wrong.append(f"{name} is asked for {day}, and the journal says {last}")
        elif count:
            wrong.append(f"{name} is asked for {day}, in spite of {sorted(wanted)}")
        elif last is None or last[0] is not Decision.NOT_ASKED or last[1] not in wanted:
            wrong.append(f"{name} is not asked for {day} for {sorted(wanted)}, and told {last}")
    strange = {day for _, day, _ in prompts if team.first <= day <= team.last} - set(team.days)
    return wrong + [f"somebody is asked for {day}, which is no day of it" for day in strange]
