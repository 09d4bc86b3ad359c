"""The standup's rules as a whole: who is asked, when a day begins, who may change it. Pure, no I/O."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.people import MemberRef, Person
from bot.rituals.availability import Availability, Team
from bot.rituals.questions import Kind, Question, Questions
from bot.rituals.reasons import Reason
from bot.rituals.schedule import Schedule, moment
from bot.rituals.standup import Occurrence, Participant, Standing, Standup
from bot.rituals.working_time import TIME_TO_ANSWER, NotDue, calendar_of, turn

PATIENCE = timedelta(hours=2)
"""A question that comes later than this after its time is not asked: the morning is over."""
WORKING_DAY = timedelta(hours=8)
NOTHING_SAID = Availability()
LOOK_AHEAD = 10
"""Days of a schedule that are looked at to see for whom it is impossible."""

DEFAULT_QUESTIONS = (
    Question("What did you finish since the last standup?"),
    Question("What will you do today?"),
    Question("Anything in your way?", Kind.BLOCKERS),
)

_BACK = re.compile(r"\b(yesterday|since|last)\b", re.IGNORECASE)
_AHEAD = re.compile(r"\b(today|next|plan\w*)\b", re.IGNORECASE)

Day = Sequence[tuple[Person, Participant]]
"""Everybody of one day."""


@dataclass(frozen=True, slots=True)
class Crew:
    """Who is asked, and what is known of their working lives."""

    people: tuple[Person, ...]
    team: Team
    lives: Mapping[MemberRef, Availability] = field(default_factory=dict)

    def life(self, person: Person) -> Availability:
        return self.lives.get(person.ref, NOTHING_SAID)

    def turn(
        self, schedule: Schedule, day: date, person: Person, wrap_at: datetime | None = None
    ) -> datetime | NotDue:
        """When somebody is asked for ``day``, or why they are not."""
        life = self.life(person)
        wrap_at = schedule.wrap_moment(day) if wrap_at is None else wrap_at
        return turn(schedule, day, wrap_at, person, life, calendar_of(life, self.team))

    def zones(self, schedule: Schedule) -> set[str]:
        """Where they live; whoever's zone is not known yet lives in the team's."""
        return {person.zone_in(schedule.zone) for person in self.people}


def audience(standup: Standup, channel: Iterable[Person], picked: Iterable[Person]) -> list[Person]:
    """Who is asked: those picked, or everybody in the channel; never bots, strangers, leavers, watchers."""
    asked = picked if standup.people else channel
    return [one for one in asked if one.askable and one.ref not in standup.watching]


def beginning(standup: Standup, crew: Crew, day: date) -> datetime:
    """When the first of these people is asked for ``day``; if nobody is, when they would have been.

    Days begin in their order, since each promises the next: where only the west works on one day and only
    the east on the next, whose morning comes sooner, both begin with that.
    """
    schedule, zones = standup.schedule, crew.zones(standup.schedule)
    first = min(_turns(schedule, crew, day), default=schedule.first_ask(day, zones))
    later = schedule.day_after(day)
    while zones and min(moment(later, time(0), zone) for zone in zones) < first:
        first = min([first, *_turns(schedule, crew, later)])
        later = schedule.day_after(later)
    return first


def _turns(schedule: Schedule, crew: Crew, day: date) -> list[datetime]:
    turns = (crew.turn(schedule, day, person) for person in crew.people)
    return [one for one in turns if isinstance(one, datetime)]


def next_begin(standup: Standup, crew: Crew, after: datetime) -> tuple[date, datetime]:
    """The next day of a standup and the moment at which the first of its people is asked."""
    schedule = standup.schedule
    day = after.astimezone(ZoneInfo(schedule.zone)).date() - timedelta(days=1)
    while True:
        if schedule.on(day) and (first := beginning(standup, crew, day)) > after:
            return day, first
        day += timedelta(days=1)


def occurrence_id(standup: Standup, day: date) -> str:
    """One standup has one occurrence a date, so the date names it."""
    return f"{standup.id}/{day.isoformat()}"


def begin(standup: Standup, day: date, now: datetime) -> Occurrence:
    """A day as scheduled."""
    return Occurrence(
        occurrence_id(standup, day),
        standup.id,
        day,
        standup.name,
        standup.questions,
        now,
        standup.schedule.wrap_moment(day),
        manners=standup.manners,
    )


def begin_now(standup: Standup, now: datetime) -> Occurrence:
    """Today, started by hand: where the wrap-up would be too soon, people get two hours."""
    day = now.astimezone(ZoneInfo(standup.schedule.zone)).date()
    planned = begin(standup, day, now)
    if planned.wrap_at - now >= TIME_TO_ANSWER:
        return planned
    return replace(planned, wrap_at=now + PATIENCE)


def too_late(participants: Iterable[Participant], occurrence: Occurrence, now: datetime) -> bool:
    """Whether a beginning comes when nobody could be asked any more."""
    if now >= occurrence.wrap_at:
        return True
    return all(now - participant.ask_at > PATIENCE for participant in participants)


def carries(questions: Questions) -> tuple[int, int] | None:
    """Which question looks back at what which other one planned, such as yesterday at today."""
    texts = [one.text if one.kind is Kind.TEXT and not one.follows else "" for one in questions]
    back = next((i for i, text in enumerate(texts) if _BACK.search(text)), None)
    ahead = next((i for i, text in enumerate(texts) if i != back and _AHEAD.search(text)), None)
    return None if back is None or ahead is None else (back, ahead)


def may_change(person: Person, in_charge: Collection[Person]) -> bool:
    """Whether a standup may be changed for everybody by ``person``.

    ``in_charge`` are its creator and the channel's organisers. Where all of them have left, anybody
    may, or it would go on for ever.
    """
    there = [one.ref for one in in_charge if one.active]
    return not there or person.ref in there


def sensible_wrap(ask_at: time, zone: str, people: Iterable[Person], near: date) -> time:
    """A wrap-up time in ``zone`` that leaves two hours to the last person asked, on the half hour.

    Of those whose zone is not known yet it is only hoped that they live within a working day.
    """
    schedule = Schedule(zone, (near.weekday(),), ask_at, ask_at)
    team = list(people)
    zones = {person.zone_in(zone) for person in team} or {zone}
    enough = max(schedule.ask_moment(near, one) for one in zones) + PATIENCE
    if not team or not all(person.zone for person in team):
        enough = max(enough, schedule.ask_moment(near, zone) + WORKING_DAY)
    local = enough.astimezone(ZoneInfo(zone))
    rounded = local + timedelta(minutes=-local.minute % 30)
    return rounded.time().replace(second=0, microsecond=0)


def impossible(
    schedule: Schedule, crew: Crew, after: datetime
) -> list[tuple[Person, date, NotDue]]:
    """For whom the times leave no moment to be asked, on their own days: with the day and the reason."""
    days = []
    day = after.astimezone(ZoneInfo(schedule.zone)).date()
    for _ in range(LOOK_AHEAD):
        day = schedule.day_after(day)
        days.append(day)
    found = []
    for person in crew.people:
        for day in days:
            own = crew.turn(schedule, day, person)
            if isinstance(own, NotDue) and own.reason in (
                Reason.OUTSIDE_HOURS,
                Reason.AFTER_WRAP_UP,
            ):
                found.append((person, day, own))
                break
    return found


def changed(before: Standup, after: Standup) -> Standup:
    """``after`` as the next revision, so that what was promised for ``before`` does nothing."""
    return replace(after, revision=before.revision + 1)


def in_force(standup: Standup | None, revision: int) -> bool:
    """Whether a promise made for ``revision`` still means something."""
    return (
        standup is not None and standup.standing is Standing.ACTIVE and standup.revision == revision
    )
