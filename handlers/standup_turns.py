"""Somebody's turns ahead, in all the standups that ask them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.happening import Happening
from bot.people import MemberRef, Person
from bot.ports import UnitOfWork
from bot.rituals import standup_rules as rules
from bot.rituals.reasons import Reason
from bot.rituals.standup import Occurrence, Standing, Standup, State
from bot.rituals.standup_rules import Crew
from handlers.standup_posts import people_of

DAY = timedelta(days=1)
FORWARD = timedelta(days=400)
"""How far is looked for somebody's next turn; an absence lasts a year at the most."""


def near(member: MemberRef, work: UnitOfWork) -> list[Standup]:
    """The standups of a person's channels, those for which they were picked, and their own."""
    channels = work.people.channels_of(member)
    return [
        one
        for one in work.standups.all()
        if one.channel in channels or member in (one.creator, *one.people)
    ]


def asking(
    person: Person, work: UnitOfWork, standing: Standing = Standing.ACTIVE
) -> Iterator[Standup]:
    """The active standups that ask somebody, or the paused ones that would."""
    for standup in near(person.ref, work):
        if standup.standing is standing and person.ref in {
            one.ref for one in people_of(standup, work)
        }:
            yield standup


def turns_ahead(
    person: Person, work: UnitOfWork, at: datetime, beyond: date = date.min
) -> list[tuple[Standup, datetime]]:
    """Their next turn after ``at`` in each standup that asks them, soonest first.

    Only turns that come on a later date than ``beyond``, where they live, are looked for.
    """
    turns = [
        (standup, turn)
        for standup in asking(person, work)
        if (turn := _next_turn(standup, person, work, at, beyond)) is not None
    ]
    return sorted(turns, key=lambda pair: (pair[1], pair[0].number))


def asked_next(
    person: Person, work: UnitOfWork, at: datetime, beyond: date = date.min
) -> date | None:
    """The day, where they live, of the first of ``turns_ahead``; None where none is in sight."""
    turns = turns_ahead(person, work, at, beyond)
    if not turns:
        return None
    standup, turn = turns[0]
    return _date_of(turn, standup, person)


def missed(person: Person, work: UnitOfWork, at: datetime) -> list[tuple[Standup, Reason]]:
    """Standups whose times leave no moment for somebody, as their hours are."""
    found = []
    for standup in asking(person, work):
        for _, _, why in rules.impossible(standup.schedule, _alone(standup, person, work, at), at):
            found.append((standup, why.reason))
    return found


def today_of(person: Person, happening: Happening, work: UnitOfWork) -> date:
    """Their own date; of whom no zone is known, that of the team here."""
    zone = person.zone
    if not zone and happening.where is not None:
        here = work.standups.in_channel(happening.where)
        zone = here[0].schedule.zone if here else ""
    return happening.at.astimezone(ZoneInfo(zone or "UTC")).date()


def _alone(standup: Standup, person: Person, work: UnitOfWork, at: datetime) -> Crew:
    lives = work.availability.of((person.ref,), at.date() - DAY)
    return Crew((person,), work.availability.team(standup.channel), lives)


def _next_turn(
    standup: Standup, person: Person, work: UnitOfWork, at: datetime, beyond: date
) -> datetime | None:
    """Of a day that is held already, the turn that was planned for them there, if it is ahead."""
    crew = _alone(standup, person, work, at)
    day = at.date() - DAY
    held = {one.day: one for one in work.standups.days(standup.id, day, at.date() + DAY)}
    until = max(at.date(), beyond) + FORWARD
    while day < until:
        turn = _scheduled(standup, crew, person, day)
        if day in held:
            turn = _planned(held[day], person, work)
        if turn is not None and turn > at and _date_of(turn, standup, person) > beyond:
            return turn
        day += DAY
    return None


def _planned(held: Occurrence, person: Person, work: UnitOfWork) -> datetime | None:
    mine = work.standups.participant(held.id, person.ref)
    if held.wrapped_at is not None or mine is None or mine.state is not State.WAITING:
        return None
    return mine.ask_at


def _scheduled(standup: Standup, crew: Crew, person: Person, day: date) -> datetime | None:
    if not standup.schedule.on(day) or day == standup.skipped:
        return None
    turn = crew.turn(standup.schedule, day, person)
    return turn if isinstance(turn, datetime) else None


def _date_of(turn: datetime, standup: Standup, person: Person) -> date:
    return turn.astimezone(ZoneInfo(person.zone_in(standup.schedule.zone))).date()
