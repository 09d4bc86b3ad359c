"""A standup's reminders: when they are planned, to whom one goes, and that none comes out of hours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.people import Person
from bot.rituals.standup import Occurrence, Participant, Reminders, Standup, State
from bot.rituals.standup_rules import Crew, Day
from bot.rituals.working_time import calendar_of, within_hours

REMIND_AFTER = timedelta(hours=2)
REMIND_BEFORE_WRAP = timedelta(minutes=30)
REMIND_APART = timedelta(minutes=10)
"""A reminder that would follow the question, or another reminder, more closely is left out."""
ACTIVE_TIMES = 5


def in_hours(
    moments: Iterable[datetime], person: Person, standup: Standup, crew: Crew
) -> tuple[datetime, ...]:
    """Those at which somebody of the standup is at work."""
    life = crew.life(person)
    zone = person.zone_in(standup.schedule.zone)
    return within_hours(moments, zone, life, calendar_of(life, crew.team))


def reminders(occurrence: Occurrence, ask_at: datetime) -> tuple[datetime, ...]:
    """When somebody asked at ``ask_at`` is reminded, as long as they are silent."""
    last = occurrence.wrap_at - REMIND_BEFORE_WRAP
    match occurrence.manners.reminders:
        case Reminders.NONE:
            wanted = []
        case Reminders.LIGHT:
            wanted = [min(ask_at + REMIND_AFTER, last)]
        case Reminders.STANDARD:
            wanted = [ask_at + REMIND_AFTER, last]
        case Reminders.ACTIVE:
            step = (last - ask_at) / ACTIVE_TIMES
            wanted = [ask_at + step * (one + 1) for one in range(ACTIVE_TIMES)]
    kept: list[datetime] = []
    for at in sorted(wanted):
        if at - (kept[-1] if kept else ask_at) >= REMIND_APART and at <= last:
            kept.append(at.replace(microsecond=0))
    return tuple(kept)


@dataclass(frozen=True, slots=True)
class Reminding:
    """What becomes of those whose reminder has come."""

    reminded: tuple[Participant, ...] = ()
    let_be: tuple[Participant, ...] = ()
    """It comes so late that they are not at work any more, and is dropped."""

    @property
    def changed(self) -> tuple[Participant, ...]:
        return (*self.reminded, *self.let_be)


def remind_due(
    standup: Standup, occurrence: Occurrence, day: Day, crew: Crew, now: datetime
) -> Reminding:
    """Remind those asked, silent, and still there. What has come too late is not said twice."""
    if now >= occurrence.wrap_at:
        return Reminding()
    reminded, let_be = [], []
    for person, one in day:
        due = one.state is State.ASKED and any(at <= now for at in one.reminders)
        if not due or not person.askable:
            continue
        ahead = replace(one, reminders=tuple(at for at in one.reminders if at > now))
        if in_hours((now,), person, standup, crew):
            reminded.append(replace(ahead, reminded=one.reminded + 1))
        else:
            let_be.append(ahead)
    return Reminding(tuple(reminded), tuple(let_be))


def next_reminder(
    occurrence: Occurrence, participants: Iterable[Participant], after: datetime | None = None
) -> datetime | None:
    """When the next of them is reminded. ``after`` leaves out what has had its turn by then, such as a
    reminder of somebody deactivated, which would be due for ever."""
    coming = (
        at
        for one in participants
        if one.state in (State.WAITING, State.ASKED)
        for at in one.reminders
        if at < occurrence.wrap_at and (after is None or at > after)
    )
    return min(coming, default=None)
