"""When somebody's zone, hours, holidays or absences change, their standups' open days change with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.happening import Reply
from bot.intents import Promise
from bot.messages import Post
from bot.people import ChannelRef, MemberRef
from bot.ports import UnitOfWork
from bot.rituals import standup_day_rules as day_rules
from bot.rituals import standup_rules as rules
from bot.rituals.standup import Occurrence, Participant, Standup, State
from bot.rituals.standup_absence_rules import Settled, returned, settled
from bot.rituals.standup_intents import Begin
from bot.rituals.standup_rules import Crew, Day
from bot.views import standup as say
from handlers.standup_posts import (
    board_post,
    crew_of,
    day_promises,
    entries,
    prompt_post,
    reminder_withdrawn,
    updated,
    upkeep,
)
from handlers.standup_turns import near


def follow(whose: MemberRef | ChannelRef, work: UnitOfWork, at: datetime) -> Reply:
    """What a change of somebody's working life, or of a team's holidays, does to days open and to come."""
    return both(settle(whose, work, at), Reply(agenda=upkeep(_here(whose, work), work, at)))


def come_back(whose: MemberRef, work: UnitOfWork, at: datetime) -> Reply:
    """As ``follow``, for whoever is away no more: where a day begins only now, they are asked in it."""
    followed = follow(whose, work, at)
    agenda = tuple(_begun_by(promise, whose, work, at) for promise in followed.agenda)
    return replace(followed, agenda=agenda)


def _begun_by(promise: Promise, whose: MemberRef, work: UnitOfWork, at: datetime) -> Promise:
    """A beginning that is due at once is so since their own time of that day has passed."""
    begin = promise.intent
    if not isinstance(begin, Begin) or promise.when is None or promise.when > at:
        return promise
    standup = work.standups.get(begin.id)
    if standup is None:
        return promise
    crew = crew_of(standup, work, begin.day - timedelta(days=1))
    occurrence = rules.begin(standup, begin.day, at)
    invited = day_rules.invite(standup, occurrence, crew)
    if returned(standup, occurrence, invited, crew, whose, at).back is None:
        return promise
    return replace(promise, intent=replace(begin, back=whose))


def _here(whose: MemberRef | ChannelRef, work: UnitOfWork) -> Sequence[Standup]:
    if isinstance(whose, MemberRef):
        return near(whose, work)
    return work.standups.in_channel(whose)


def settle(whose: MemberRef | ChannelRef, work: UnitOfWork, at: datetime) -> Reply:
    """Bring the open days of a person, or of a channel's team, in line with what holds now."""
    reply = Reply()
    # In the order in which all who lock several standups do.
    for standup, occurrence in sorted(work.standups.open_days(), key=lambda pair: pair[0].id):
        if isinstance(whose, ChannelRef):
            concerned = standup.channel == whose
        else:
            concerned = work.standups.participant(occurrence.id, whose) is not None
        if concerned and (found := work.standups.lock_day(occurrence.id)) is not None:
            reply = both(reply, _settle_day(*found, whose, work, at))
    return reply


def both(one: Reply, other: Reply) -> Reply:
    """Of two promises under one key the later word counts."""
    agenda: dict[str, Promise] = {promise.key: promise for promise in (*one.agenda, *other.agenda)}
    return replace(one, posts=(*one.posts, *other.posts), agenda=tuple(agenda.values()))


def _settle_day(
    standup: Standup,
    occurrence: Occurrence,
    whose: MemberRef | ChannelRef,
    work: UnitOfWork,
    at: datetime,
) -> Reply:
    """It is never closed here: whoever says by mistake that they are away can take it back."""
    if occurrence.wrapped_at is not None:
        return Reply()
    crew = crew_of(standup, work, occurrence.day - timedelta(days=1))
    day = work.standups.participants(occurrence.id)
    changed = _changes(standup, occurrence, day, crew, whose, at)
    if not changed:
        return Reply()
    after = [now.participant for _, now in changed]
    work.standups.update(occurrence.id, after)
    for _, now in changed:
        if now.decision is not None:
            why = [(now.participant.member, now.reason, now.detail)]
            work.journal.note(entries(standup, occurrence.day, at, now.decision, why))
    day = updated(day, after)
    posts = [
        post for before, now in changed for post in _told(standup, occurrence, before, now, day)
    ]
    if any(before.state is not now.participant.state for before, now in changed):
        posts.append(board_post(standup, occurrence, day))
    return Reply(posts=tuple(posts), agenda=day_promises(occurrence, [one for _, one in day]))


def _changes(
    standup: Standup,
    occurrence: Occurrence,
    day: Day,
    crew: Crew,
    whose: MemberRef | ChannelRef,
    at: datetime,
) -> list[tuple[Participant, Settled]]:
    """Of those concerned who are still of the team; whoever has left is found out when it is their turn."""
    team = {person.ref for person in crew.people}
    changed = []
    for person, before in day:
        if person.ref in team and whose in (person.ref, standup.channel):
            now = settled(standup, occurrence, person, before, crew, at)
            if now.participant != before:
                changed.append((before, now))
    return changed


def _told(
    standup: Standup, occurrence: Occurrence, before: Participant, now: Settled, day: Day
) -> list[Post]:
    """The question is taken back, or comes; none of it waits for whoever is away."""
    after = now.participant
    if before.state is State.ASKED and after.state is not State.ASKED:
        question = prompt_post(
            occurrence, after.member, say.skipped_prompt(standup, occurrence), standup
        )
        return [replace(question, message=None), *reminder_withdrawn(occurrence, before)]
    if after.state is State.ASKED and before.state is not State.ASKED:
        zone = next(person.zone for person, _ in day if person.ref == after.member)
        words = say.prompt(standup, occurrence, zone)
        return [prompt_post(occurrence, after.member, words, standup, occurrence.wrap_at)]
    return []
