"""The standup's rules: who is asked when, what counts as late, when a day is done. Pure, no I/O."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.people import MemberRef, Person
from bot.rituals.schedule import Schedule
from bot.rituals.standup import Occurrence, Participant, Standing, Standup, State

PATIENCE = timedelta(hours=2)
"""A question that comes later than this after its time is not asked: the morning is over."""
REMIND_AFTER = timedelta(hours=2)
REMIND_BEFORE_WRAP = timedelta(minutes=30)
TIME_TO_ANSWER = timedelta(minutes=30)
"""The least that everybody has between being asked and the wrap-up."""
WORKING_DAY = timedelta(hours=8)
ANSWER_AT_MOST = 1000
TIME_HAD_PASSED = "the time in that person's own zone had passed before I could ask"
DAYTIME = (time(7), time(19))
"""When somebody may be asked at once by ``/standup now``, in their own zone."""

DEFAULT_QUESTIONS = (
    "What did you finish since the last standup?",
    "What will you do today?",
    "Anything in your way?",
)

_BACK = re.compile(r"\b(yesterday|since|last)\b", re.IGNORECASE)
_AHEAD = re.compile(r"\b(today|next|plan\w*)\b", re.IGNORECASE)

Day = Sequence[tuple[Person, Participant]]
"""Everybody of one day."""


def audience(standup: Standup, channel: Iterable[Person], picked: Iterable[Person]) -> list[Person]:
    """Who is asked: those picked, or everybody in the channel; never bots, strangers or leavers."""
    return [person for person in (picked if standup.people else channel) if person.askable]


def zones(people: Iterable[Person], schedule: Schedule) -> set[str]:
    """Where these people live; whoever's zone is not known yet lives in the team's."""
    return {person.zone_in(schedule.zone) for person in people}


def ask_moment(standup: Standup, day: date, person: Person) -> datetime:
    """When somebody is asked for ``day``."""
    return standup.schedule.ask_moment(day, person.zone_in(standup.schedule.zone))


def next_begin(
    standup: Standup, people: Iterable[Person], after: datetime
) -> tuple[date, datetime]:
    """The next day of a standup and the moment at which the first of its people is asked."""
    there = zones(people, standup.schedule)
    day = standup.schedule.next_day(there, after)
    return day, standup.schedule.first_ask(day, there)


def beginning(standup: Standup, people: Iterable[Person], day: date) -> datetime:
    """When the first of these people is asked for ``day``."""
    return standup.schedule.first_ask(day, zones(people, standup.schedule))


def occurrence_id(standup: Standup, day: date) -> str:
    """One standup has one occurrence a date, so the date names it."""
    return f"{standup.id}/{day.isoformat()}"


def begin(standup: Standup, day: date, now: datetime) -> Occurrence:
    """A day as scheduled."""
    wrap_at = standup.schedule.wrap_moment(day)
    return Occurrence(occurrence_id(standup, day), standup.id, day, standup.questions, now, wrap_at)


def begin_now(standup: Standup, now: datetime) -> Occurrence:
    """Today, started by hand: where the wrap-up would be too soon, people get two hours."""
    day = now.astimezone(ZoneInfo(standup.schedule.zone)).date()
    planned = begin(standup, day, now)
    if planned.wrap_at - now >= TIME_TO_ANSWER:
        return planned
    return replace(planned, wrap_at=now + PATIENCE)


def invite(standup: Standup, occurrence: Occurrence, people: Iterable[Person]) -> list[Participant]:
    """Everybody's day, each asked at the standup's time in their own zone."""
    return [
        scheduled(person.ref, ask_moment(standup, occurrence.day, person), occurrence)
        for person in people
    ]


def invite_now(
    standup: Standup, occurrence: Occurrence, people: Iterable[Person]
) -> list[Participant]:
    """As ``invite``, but whoever has daytime now, or would be asked too late, is asked at once."""
    now = occurrence.opened_at

    def ask_at(person: Person) -> datetime:
        local = now.astimezone(ZoneInfo(person.zone_in(standup.schedule.zone))).time()
        own = ask_moment(standup, occurrence.day, person)
        later = now < own <= occurrence.wrap_at - TIME_TO_ANSWER
        return own if later and not DAYTIME[0] <= local < DAYTIME[1] else now

    return [scheduled(person.ref, ask_at(person), occurrence) for person in people]


def scheduled(member: MemberRef, ask_at: datetime, occurrence: Occurrence) -> Participant:
    """One person's day. A reminder that would follow the question at once is left out."""
    remind_at = min(ask_at + REMIND_AFTER, occurrence.wrap_at - REMIND_BEFORE_WRAP)
    if remind_at < ask_at + timedelta(minutes=10):
        remind_at = occurrence.wrap_at
    return Participant(member, ask_at, remind_at)


@dataclass(frozen=True, slots=True)
class Asking:
    """What becomes of those whose time has come."""

    asked: tuple[Participant, ...]
    gone: tuple[tuple[Participant, str], ...]
    """With the reason, in words for people."""

    @property
    def changed(self) -> tuple[Participant, ...]:
        return (*self.asked, *(one for one, _ in self.gone))


def ask_due(occurrence: Occurrence, day: Day, team: Collection[MemberRef], now: datetime) -> Asking:
    """Ask everybody whose own time has come, and who still belongs to the team."""
    asked, gone = [], []
    for person, participant in day:
        if participant.state is not State.WAITING or participant.ask_at > now:
            continue
        if not person.askable or person.ref not in team:
            gone.append((replace(participant, state=State.GONE), "no longer in the team"))
        elif now - participant.ask_at > PATIENCE or now >= occurrence.wrap_at:
            gone.append((replace(participant, state=State.GONE), TIME_HAD_PASSED))
        else:
            asked.append(replace(participant, state=State.ASKED))
    return Asking(tuple(asked), tuple(gone))


def following(
    standup: Standup, occurrence: Occurrence, day: Day, now: datetime
) -> list[Participant]:
    """Those about to be asked who have meanwhile moved west, where their morning is yet to come."""
    moved = []
    for person, one in day:
        own = ask_moment(standup, occurrence.day, person)
        if one.state is State.WAITING and one.ask_at <= now < own <= occurrence.wrap_at:
            moved.append(scheduled(one.member, own, occurrence))
    return moved


def too_late(participants: Iterable[Participant], occurrence: Occurrence, now: datetime) -> bool:
    """Whether a beginning comes when nobody could be asked any more."""
    if now >= occurrence.wrap_at:
        return True
    return all(now - participant.ask_at > PATIENCE for participant in participants)


def remind_due(occurrence: Occurrence, day: Day, now: datetime) -> list[Participant]:
    """Those to remind, once: asked, silent, and still there."""
    if now >= occurrence.wrap_at:
        return []
    return [
        replace(participant, reminded=True)
        for person, participant in day
        if participant.state is State.ASKED
        and not participant.reminded
        and participant.remind_at <= now
        and person.askable
    ]


def next_ask(participants: Iterable[Participant]) -> datetime | None:
    return min((one.ask_at for one in participants if one.state is State.WAITING), default=None)


def next_reminder(occurrence: Occurrence, participants: Iterable[Participant]) -> datetime | None:
    silent = (
        one.remind_at
        for one in participants
        if one.state in (State.WAITING, State.ASKED) and not one.reminded
    )
    return min((at for at in silent if at < occurrence.wrap_at), default=None)


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


def too_long(answers: Sequence[str]) -> dict[int, int]:
    """The length of each answer that is longer than what fits, by question."""
    lengths = enumerate(map(len, answers))
    return {index: length for index, length in lengths if length > ANSWER_AT_MOST}


def everybody_done(day: Day) -> bool:
    """Whether nobody is left to wait for."""
    return all(
        participant.state not in (State.WAITING, State.ASKED) or not person.askable
        for person, participant in day
    )


def counted(day: Day) -> Day:
    """Those who count: everybody but those who are gone."""
    return [
        (person, participant)
        for person, participant in day
        if participant.state is not State.GONE
        and (person.askable or participant.state is State.ANSWERED)
    ]


def carries(questions: Sequence[str]) -> tuple[int, int] | None:
    """Which question looks back at what which other one planned, such as yesterday at today."""
    back = next((i for i, text in enumerate(questions) if _BACK.search(text)), None)
    ahead = next((i for i, text in enumerate(questions) if i != back and _AHEAD.search(text)), None)
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
    last = max(schedule.ask_moment(near, one) for one in zones(team, schedule) or {zone})
    enough = last + PATIENCE
    if not team or not all(person.zone for person in team):
        enough = max(enough, schedule.ask_moment(near, zone) + WORKING_DAY)
    local = enough.astimezone(ZoneInfo(zone))
    rounded = local + timedelta(minutes=-local.minute % 30)
    return rounded.time().replace(second=0, microsecond=0)


def asked_too_late(schedule: Schedule, people: Iterable[Person], after: datetime) -> list[Person]:
    """Those who would have too little time before the wrap-up."""
    there = list(people)
    day = schedule.next_day(zones(there, schedule), after)
    last = schedule.wrap_moment(day) - TIME_TO_ANSWER
    return [one for one in there if schedule.ask_moment(day, one.zone_in(schedule.zone)) > last]


def changed(before: Standup, after: Standup) -> Standup:
    """``after`` as the next revision, so that what was promised for ``before`` does nothing."""
    return replace(after, revision=before.revision + 1)


def in_force(standup: Standup | None, revision: int) -> bool:
    """Whether a promise made for ``revision`` still means something."""
    return (
        standup is not None and standup.standing is Standing.ACTIVE and standup.revision == revision
    )
