"""What the standup's handlers share: who is asked, what is promised, what is posted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.happening import Reply
from bot.intents import Promise
from bot.messages import (
    Message,
    Post,
    Urgency,
)
from bot.people import ChannelRef, MemberRef, Person, by_name
from bot.ports import (
    Entry,
    UnitOfWork,
)
from bot.rituals import standup_day_rules as day_rules
from bot.rituals import standup_reminder_rules as reminder_rules
from bot.rituals import standup_rules as rules
from bot.rituals.reasons import Decision, Reason
from bot.rituals.standup import Occurrence, Participant, Shown, Standing, Standup, State
from bot.rituals.standup_intents import AskDue, Begin, RemindDue, WrapUp
from bot.rituals.standup_rules import Crew, Day
from bot.views import standup as say
from bot.views import standup_board as board
from handlers.standup_weekly import weekly_promise


def people_of(standup: Standup, work: UnitOfWork) -> list[Person]:
    """Who would be asked if a day began now, by name."""
    picked = work.people.persons(_still_in(standup, standup.people, work)).values()
    channel = () if standup.people else work.people.in_channel(standup.channel)
    return sorted(rules.audience(standup, channel, picked), key=by_name)


def _still_in(standup: Standup, members: Iterable[MemberRef], work: UnitOfWork) -> set[MemberRef]:
    """These people; of a private channel, only those who are in it, since what is said there is theirs."""
    known = set(members)
    channel = work.people.channel(standup.channel) if known else None
    if channel is None or not channel.private:
        return known
    return known & {person.ref for person in work.people.in_channel(standup.channel)}


def crew_of(standup: Standup, work: UnitOfWork, since: date) -> Crew:
    """The same people, with their working lives from ``since`` on."""
    people = people_of(standup, work)
    lives = work.availability.of([person.ref for person in people], since)
    return Crew(tuple(people), work.availability.team(standup.channel), lives)


def in_charge(standup: Standup, work: UnitOfWork) -> set[MemberRef]:
    """Who set it up, and the channel's organisers; of a private channel, only those who are in it."""
    members = {standup.creator, *work.people.organisers(standup.channel)}
    return _still_in(standup, members, work)


def stewards(standup: Standup, work: UnitOfWork) -> list[Person]:
    """Those in charge whom one can turn to, whoever set it up before the others."""
    people = work.people.persons(in_charge(standup, work)).values()
    there = [person for person in people if person.askable]
    return sorted(there, key=lambda one: (one.ref != standup.creator, by_name(one)))


def looked_after(standup: Standup, people: Iterable[Person], work: UnitOfWork) -> Standup:
    """The standup as people are told of it: where its creator has gone, another in charge stands there.

    Only to be shown, never to be saved. ``people`` are those whom it asks.
    """
    if not standup.people and standup.creator in {person.ref for person in people}:
        return standup  # Who is asked as a member of the channel is in it and can be turned to.
    there = stewards(standup, work)
    return replace(standup, creator=there[0].ref) if there else standup


def speaks_in(channel: ChannelRef, work: UnitOfWork) -> bool:
    """Whether anything can be said there now."""
    known = work.people.channel(channel)
    return known is not None and known.present and not known.archived


def may_change(standup: Standup, person: Person, work: UnitOfWork) -> bool:
    """Checked when somebody acts, since people come and go."""
    members = in_charge(standup, work)
    return rules.may_change(person, work.people.persons(members).values())


def next_day(
    standup: Standup, crew: Crew, work: UnitOfWork, after: datetime
) -> tuple[date, datetime]:
    """The next day that is neither held already nor left out, and when its first people are asked."""
    day, first = rules.next_begin(standup, crew, after)
    while day == standup.skipped or work.standups.on(standup.id, day) is not None:
        day = standup.schedule.day_after(day)
        first = rules.beginning(standup, crew, day)
    return day, first


def promise_begin(standup: Standup, crew: Crew, work: UnitOfWork, after: datetime) -> Promise:
    """The standup's next beginning, which replaces any promised before."""
    day, first = next_day(standup, crew, work, after)
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
        crew = crew_of(standup, work, at.date() - timedelta(days=1))
        promised = work.agenda.promised(begin_key(standup))
        if promised is None or not isinstance(promised.intent, Begin):
            promises.append(promise_begin(standup, crew, work, at))
        elif promised.when is not None and promised.when > at:
            day = promised.intent.day
            promises.append(beginning(standup, day, max(at, rules.beginning(standup, crew, day))))
        promises.append(weekly_promise(standup, work, at))
    return tuple(promises)


def begin_key(standup: Standup) -> str:
    return f"standup:{standup.id}:begin"


def day_promises(
    occurrence: Occurrence, participants: Iterable[Participant], reminded: datetime | None = None
) -> tuple[Promise, ...]:
    """What a day still has ahead of it. Once it is wrapped up, nothing.

    ``reminded`` is the moment, if it is now, up to which everybody has been reminded who was to be.
    """
    key = f"standup:{occurrence.id}"
    there = list(participants)
    over = occurrence.wrapped_at is not None
    ask = None if over else day_rules.next_ask(there)
    remind = None if over else reminder_rules.next_reminder(occurrence, there, reminded)
    return (
        Promise(f"{key}:ask", ask, AskDue(occurrence.id)),
        Promise(f"{key}:remind", remind, RemindDue(occurrence.id)),
        Promise(f"{key}:wrap", None if over else occurrence.wrap_at, WrapUp(occurrence.id)),
    )


def entries(
    standup: Standup,
    day: date,
    at: datetime,
    decision: Decision,
    reasons: Iterable[tuple[MemberRef, Reason, str]],
) -> list[Entry]:
    """Journal entries of one decision, taken for several people: who, why, and what stands behind it."""
    ritual = say.title(standup)
    return [
        Entry(at, member, standup.channel, ritual, day, decision, reason, detail)
        for member, reason, detail in reasons
    ]


def board_post(standup: Standup, occurrence: Occurrence, day: Day) -> Post:
    return Post(
        standup.channel,
        board.board(standup, occurrence, day, answers=day_rules.reads(occurrence)),
        key=board_key(occurrence),
        owner=standup.creator,
    )


def board_key(occurrence: Occurrence) -> str:
    return f"standup:{occurrence.id}:board"


def wrap_posts(
    standup: Standup, occurrence: Occurrence, day: Day, work: UnitOfWork
) -> Iterator[Post]:
    """The summary in the thread, and for those who get it directly.

    Where only organisers read the answers, the thread has the numbers alone.
    """
    yield Post(
        standup.channel,
        board.wrap_up(standup, occurrence, day, answers=day_rules.reads(occurrence)),
        key=f"standup:{occurrence.id}:wrap",
        under=board_key(occurrence),
        owner=standup.creator,
    )
    private = occurrence.manners.shown is Shown.ORGANISERS
    organisers = in_charge(standup, work) if private else set()
    watching = _still_in(standup, standup.watching, work)
    people = work.people.persons(organisers | watching)
    for reader in sorted(people):
        if people[reader].askable:
            yield Post(
                reader,
                board.wrap_up_directly(standup, occurrence, day, organiser=reader in organisers),
                key=f"standup:{occurrence.id}:wrap:{reader.id}",
                owner=standup.creator,
            )


def answer_posts(
    standup: Standup, occurrence: Occurrence, answered: Iterable[tuple[Person, Participant]]
) -> Iterator[Post]:
    """What each has said, in the thread, once the channel may read it."""
    if not day_rules.reads(occurrence):
        return
    for person, one in answered:
        yield Post(
            standup.channel,
            board.answer(occurrence, person, one),
            key=f"standup:{occurrence.id}:answer:{one.member.id}",
            under=board_key(occurrence),
            owner=one.member,
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
        key=prompt_key(occurrence, member),
        urgency=Urgency.PROMPT,
        until=until,
        repeatable=True,
        owner=standup.creator,
    )


def prompt_key(occurrence: Occurrence, member: MemberRef) -> str:
    return f"standup:{occurrence.id}:prompt:{member.id}"


def reminder_key(occurrence: Occurrence, member: MemberRef, times: int) -> str:
    """Each reminder is a message of its own, since an edited one rings nobody's bell."""
    return f"standup:{occurrence.id}:remind:{member.id}:{times}"


def reminder_withdrawn(occurrence: Occurrence, before: Participant) -> tuple[Post, ...]:
    """Takes back the last reminder of what somebody has done now, as its buttons would outlive it."""
    if before.state is not State.ASKED or not before.reminded:
        return ()
    key = reminder_key(occurrence, before.member, before.reminded)
    return (Post(before.member, None, key=key),)


def close(
    standup: Standup, occurrence: Occurrence, day: Day, work: UnitOfWork, now: datetime
) -> Reply:
    """Wrap a day up: the board and the summary are said, and nothing more is promised."""
    wrapped = replace(occurrence, wrapped_at=now)
    work.standups.save_day(wrapped)
    held_back = occurrence.manners.shown is Shown.AT_WRAP_UP
    done = [pair for pair in day if pair[1].state is State.ANSWERED] if held_back else []
    return Reply(
        posts=(
            board_post(standup, wrapped, day),
            *answer_posts(standup, wrapped, done),
            *wrap_posts(standup, wrapped, day, work),
        ),
        agenda=day_promises(wrapped, ()),
    )


def updated(day: Day, changed: Iterable[Participant]) -> Day:
    """A day with some of its rows as they are now."""
    new = {participant.member: participant for participant in changed}
    return [(person, new.get(person.ref, participant)) for person, participant in day]
