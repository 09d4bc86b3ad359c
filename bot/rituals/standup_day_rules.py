"""The rules of a standup's day: who is asked when, what is late, how long to edit, when it is done."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.people import MemberRef, Person
from bot.rituals.reasons import Reason
from bot.rituals.schedule import moment
from bot.rituals.standup import (
    Edits,
    Occurrence,
    Participant,
    Shown,
    Standup,
    State,
)
from bot.rituals.standup_reminder_rules import in_hours, reminders
from bot.rituals.standup_rules import PATIENCE, Crew, Day
from bot.rituals.working_time import DAYTIME, TIME_TO_ANSWER, NotDue

AWAY = frozenset({Reason.AWAY, Reason.HOLIDAY, Reason.NOT_A_WORKING_DAY})
"""Reasons of which the board says that somebody is away."""


@dataclass(frozen=True, slots=True)
class Invited:
    """Everybody's day as it is planned, and why some have none."""

    participants: tuple[Participant, ...]
    """Of all people, in their order."""
    not_due: tuple[tuple[MemberRef, NotDue], ...]
    back: MemberRef | None = None
    """Who is asked at once, since they came back after their own time."""

    @property
    def due(self) -> tuple[Participant, ...]:
        return tuple(one for one in self.participants if one.state is State.WAITING)


def invite(standup: Standup, occurrence: Occurrence, crew: Crew) -> Invited:
    """Everybody's day, each asked at their own turn."""
    wrap_at = occurrence.wrap_at
    turns = [
        (person, crew.turn(standup.schedule, occurrence.day, person, wrap_at))
        for person in crew.people
    ]
    return _invited(turns, standup, occurrence, crew)


def invite_now(standup: Standup, occurrence: Occurrence, crew: Crew) -> Invited:
    """As ``invite``, but whoever has daytime now, or could not be asked later, is asked at once."""
    now = occurrence.opened_at

    def asked(person: Person) -> datetime | NotDue:
        own = crew.turn(standup.schedule, occurrence.day, person, occurrence.wrap_at)
        if isinstance(own, NotDue) and own.reason in AWAY:
            return own
        later = isinstance(own, datetime) and now < own <= occurrence.wrap_at - TIME_TO_ANSWER
        at_work = _at_work(now, person, standup, crew)
        if later and not at_work:
            return own
        told = crew.life(person).hours is not None
        return NotDue(Reason.OUTSIDE_HOURS) if told and not at_work else now

    turns = [(person, asked(person)) for person in crew.people]
    return _invited(turns, standup, occurrence, crew)


def _at_work(now: datetime, person: Person, standup: Standup, crew: Crew) -> bool:
    hours = crew.life(person).hours
    begin, end = DAYTIME if hours is None else (hours.begin, hours.end)
    local = now.astimezone(ZoneInfo(person.zone_in(standup.schedule.zone))).time()
    return begin <= local < end


def _invited(
    turns: Iterable[tuple[Person, datetime | NotDue]],
    standup: Standup,
    occurrence: Occurrence,
    crew: Crew,
) -> Invited:
    participants, not_due = [], []
    for person, own in turns:
        if isinstance(own, NotDue):
            state = State.AWAY if own.reason in AWAY else State.GONE
            optional = person.ref in standup.optional
            participants.append(
                Participant(person.ref, occurrence.wrap_at, state=state, optional=optional)
            )
            not_due.append((person.ref, own))
        else:
            participants.append(scheduled(person, own, standup, occurrence, crew))
    return Invited(tuple(participants), tuple(not_due))


def scheduled(
    person: Person, ask_at: datetime, standup: Standup, occurrence: Occurrence, crew: Crew
) -> Participant:
    """One person's day, with the reminders that may come within their hours."""
    optional = person.ref in standup.optional
    times = () if optional else reminders(occurrence, ask_at)
    kept = in_hours(times, person, standup, crew)
    return Participant(person.ref, ask_at, kept, optional=optional)


@dataclass(frozen=True, slots=True)
class Asking:
    """What becomes of those whose time has come."""

    asked: tuple[Participant, ...]
    gone: tuple[tuple[Participant, Reason], ...]

    @property
    def changed(self) -> tuple[Participant, ...]:
        return (*self.asked, *(one for one, _ in self.gone))


def ask_due(
    standup: Standup,
    occurrence: Occurrence,
    day: Day,
    crew: Crew,
    now: datetime,
    *,
    there: bool = True,
) -> Asking:
    """Ask everybody whose own time has come, who still belongs to the team, and who is at work.

    Where the channel is not ``there`` any more, nobody: no answer would be read. Whoever has named
    no hours is asked at the standup's own time, whatever the hour.
    """
    team = {person.ref for person in crew.people}
    asked, gone = [], []
    for person, participant in day:
        if participant.state is not State.WAITING or participant.ask_at > now:
            continue
        told = crew.life(person).hours is not None
        if not person.askable or person.ref not in team:
            gone.append((replace(participant, state=State.GONE), Reason.NOT_IN_TEAM))
        elif now - participant.ask_at > PATIENCE or now >= occurrence.wrap_at:
            gone.append((replace(participant, state=State.GONE), Reason.TIME_HAD_PASSED))
        elif not there:
            gone.append((replace(participant, state=State.GONE), Reason.BOT_ABSENT))
        elif told and not in_hours((now,), person, standup, crew):
            gone.append((replace(participant, state=State.GONE), Reason.OUTSIDE_HOURS))
        else:
            asked.append(replace(participant, state=State.ASKED))
    return Asking(tuple(asked), tuple(gone))


def following(
    standup: Standup, occurrence: Occurrence, day: Day, crew: Crew, now: datetime
) -> list[Participant]:
    """Those about to be asked who have meanwhile moved west, where their morning is yet to come."""
    moved = []
    for person, one in day:
        if one.state is not State.WAITING or one.ask_at > now:
            continue
        own = crew.turn(standup.schedule, occurrence.day, person, occurrence.wrap_at)
        if isinstance(own, datetime) and now < own <= occurrence.wrap_at:
            moved.append(scheduled(person, own, standup, occurrence, crew))
    return moved


def left(day: Day, team: Collection[MemberRef]) -> list[Participant]:
    """Those who were asked and have left the team since: nobody waits for them any more."""
    return [
        replace(one, state=State.GONE, reminders=())
        for person, one in day
        if one.state is State.ASKED and person.askable and person.ref not in team
    ]


def next_ask(participants: Iterable[Participant]) -> datetime | None:
    return min((one.ask_at for one in participants if one.state is State.WAITING), default=None)


def answered(
    participant: Participant, answers: tuple[str, ...], occurrence: Occurrence, now: datetime
) -> Participant:
    """The person's day with these answers. The same answers again change nothing."""
    if participant.state is State.ANSWERED:
        if participant.answers == answers:
            return participant
        return replace(participant, answers=answers, edited=True)
    return replace(
        participant,
        state=State.ANSWERED,
        answers=answers,
        answered_at=now,
        late=now >= occurrence.wrap_at,
    )


def may_edit(occurrence: Occurrence, mine: Participant, zone: str, now: datetime) -> bool:
    """Whether ``mine``, which is answered, may still be changed by the person, who lives in ``zone``.

    That it cannot be once they are asked again holds whatever is set.
    """
    match occurrence.manners.edits:
        case Edits.NEXT:
            return True
        case Edits.WRAP_UP:
            return occurrence.wrapped_at is None and now < occurrence.wrap_at
        case Edits.MIDNIGHT:
            # It may be another date there than the standup's, and the wrap-up may come after midnight.
            last = max(mine.ask_at, mine.answered_at or mine.ask_at).astimezone(ZoneInfo(zone))
            midnight = moment(last.date() + timedelta(days=1), time(0), zone)
            return now < max(midnight, occurrence.wrap_at)


def reads(occurrence: Occurrence) -> bool:
    """Whether the channel reads the answers of this day, as it stands."""
    match occurrence.manners.shown:
        case Shown.AT_ONCE:
            return True
        case Shown.AT_WRAP_UP:
            return occurrence.wrapped_at is not None
        case Shown.ORGANISERS:
            return False


def everybody_done(day: Day) -> bool:
    """Whether nobody is left to wait for."""
    return all(
        participant.state not in (State.WAITING, State.ASKED) or not person.askable
        for person, participant in day
    )


def counted(day: Day) -> Day:
    """Those who count: neither gone nor away; optional people only once they have answered."""
    return [
        (person, one)
        for person, one in day
        if one.state is State.ANSWERED
        or (one.state not in (State.GONE, State.AWAY) and person.askable and not one.optional)
    ]
