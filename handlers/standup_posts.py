"""What the standup's handlers share: who is asked, what is promised, what is posted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from bot.happening import Reply
from bot.intents import Promise
from bot.messages import (
    Message,
    Post,
    Urgency,
)
from bot.people import MemberRef, Person, by_name
from bot.ports import (
    Entry,
    UnitOfWork,
)
from bot.rituals import standup_rules as rules
from bot.rituals.standup import Occurrence, Participant, Standing, Standup, State
from bot.rituals.standup_intents import AskDue, Begin, RemindDue, WrapUp
from bot.rituals.standup_rules import Day
from bot.views import standup as say


def people_of(standup: Standup, work: UnitOfWork) -> list[Person]:
    """Who would be asked if a day began now, by name."""
    picked = work.people.persons(standup.people).values() if standup.people else ()
    channel = () if standup.people else work.people.in_channel(standup.channel)
    return sorted(rules.audience(standup, channel, picked), key=by_name)


def may_change(standup: Standup, person: Person, work: UnitOfWork) -> bool:
    """Checked when somebody acts, since people come and go."""
    members = {standup.creator, *work.people.organisers(standup.channel)}
    return rules.may_change(person, work.people.persons(members).values())


def promise_begin(standup: Standup, people: Iterable[Person], after: datetime) -> Promise:
    """The standup's next beginning, which replaces any promised before."""
    day, first = rules.next_begin(standup, people, after)
    return beginning(standup, day, first)


def beginning(standup: Standup, day: date, when: datetime) -> Promise:
    return Promise(begin_key(standup), when, Begin(standup.id, standup.revision, day))


def upkeep(standups: Iterable[Standup], work: UnitOfWork, at: datetime) -> tuple[Promise, ...]:
    """A beginning for each that lacks one, and a new time for the promised day where people have moved.

    One that is due already is left to itself, and no day is ever given up for a later one.
    """
    promises = []
    for id in sorted(standup.id for standup in standups):
        standup = work.standups.lock(id)
        if standup is None or standup.standing is not Standing.ACTIVE:
            continue
        people = people_of(standup, work)
        promised = work.agenda.promised(begin_key(standup))
        if promised is None or not isinstance(promised.intent, Begin):
            promises.append(promise_begin(standup, people, at))
        elif promised.when is not None and promised.when > at:
            day = promised.intent.day
            promises.append(beginning(standup, day, max(at, rules.beginning(standup, people, day))))
    return tuple(promises)


def begin_key(standup: Standup) -> str:
    return f"standup:{standup.id}:begin"


def day_promises(
    occurrence: Occurrence, participants: Iterable[Participant]
) -> tuple[Promise, ...]:
    """What a day still has ahead of it. Once it is wrapped up, nothing."""
    key = f"standup:{occurrence.id}"
    there = list(participants)
    over = occurrence.wrapped_at is not None
    ask = None if over else rules.next_ask(there)
    remind = None if over else rules.next_reminder(occurrence, there)
    return (
        Promise(f"{key}:ask", ask, AskDue(occurrence.id)),
        Promise(f"{key}:remind", remind, RemindDue(occurrence.id)),
        Promise(f"{key}:wrap", None if over else occurrence.wrap_at, WrapUp(occurrence.id)),
    )


def entries(
    standup: Standup,
    day: date,
    at: datetime,
    decision: str,
    reasons: Iterable[tuple[MemberRef, str]],
) -> list[Entry]:
    """Journal entries of one decision, taken for several people."""
    ritual = say.title(standup)
    return [
        Entry(at, member, standup.channel, ritual, day, decision, reason)
        for member, reason in reasons
    ]


def board_post(standup: Standup, occurrence: Occurrence, day: Day) -> Post:
    return Post(
        standup.channel,
        say.board(standup, occurrence, day),
        key=f"standup:{occurrence.id}:board",
        owner=standup.creator,
    )


def wrap_post(standup: Standup, occurrence: Occurrence, day: Day) -> Post:
    return Post(
        standup.channel,
        say.wrap_up(standup, occurrence, day),
        key=f"standup:{occurrence.id}:wrap",
        under=f"standup:{occurrence.id}:board",
        owner=standup.creator,
    )


def prompt_post(
    occurrence: Occurrence,
    member: MemberRef,
    message: Message,
    standup: Standup,
    until: datetime | None = None,
) -> Post:
    return Post(
        member,
        message,
        key=f"standup:{occurrence.id}:prompt:{member.id}",
        urgency=Urgency.PROMPT,
        until=until,
        repeatable=True,
        owner=standup.creator,
    )


def reminder_key(occurrence: Occurrence, member: MemberRef) -> str:
    return f"standup:{occurrence.id}:remind:{member.id}"


def reminder_withdrawn(occurrence: Occurrence, before: Participant) -> tuple[Post, ...]:
    """Takes back what somebody was reminded of and has done now, as its buttons would outlive it."""
    if before.state is not State.ASKED or not before.reminded:
        return ()
    return (Post(before.member, None, key=reminder_key(occurrence, before.member)),)


def close(
    standup: Standup, occurrence: Occurrence, day: Day, work: UnitOfWork, now: datetime
) -> Reply:
    """Wrap a day up: the board and the summary are said, and nothing more is promised."""
    wrapped = replace(occurrence, wrapped_at=now)
    work.standups.save_day(wrapped)
    return Reply(
        posts=(board_post(standup, wrapped, day), wrap_post(standup, wrapped, day)),
        agenda=day_promises(wrapped, ()),
    )


def updated(day: Day, changed: Iterable[Participant]) -> Day:
    """A day with some of its rows as they are now."""
    new = {participant.member: participant for participant in changed}
    return [(person, new.get(person.ref, participant)) for person, participant in day]
