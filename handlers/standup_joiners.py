"""Whoever joins a channel while its standup's day is open takes part in it, if their time is yet to come."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from bot.happening import Reply
from bot.people import ChannelRef, MemberRef, Person
from bot.ports import UnitOfWork
from bot.rituals import standup_day_rules as day_rules
from bot.rituals.reasons import Decision, Reason
from bot.rituals.standup import Occurrence, Participant, Standup
from bot.rituals.standup_rules import Crew
from bot.rituals.working_time import NotDue
from handlers.standup_absence import both
from handlers.standup_posts import board_post, crew_of, day_promises, entries


def welcome(
    newcomers: Collection[MemberRef],
    channels: Collection[ChannelRef],
    work: UnitOfWork,
    at: datetime,
) -> Reply:
    """What their joining does to the open days of ``channels``; days to come ask them by themselves.

    Of whom nothing is known yet the profile is being asked, and they are welcomed when it is told.
    """
    reply = Reply()
    if not newcomers:
        return reply
    # In the order in which all who lock several standups do.
    for standup, occurrence in sorted(work.standups.open_days(), key=lambda pair: pair[0].id):
        if standup.channel in channels and not standup.people:
            found = work.standups.lock_day(occurrence.id)
            if found is not None and found[1].wrapped_at is None:
                reply = both(reply, _welcomed(*found, newcomers, work, at))
    return reply


def _welcomed(
    standup: Standup,
    occurrence: Occurrence,
    newcomers: Collection[MemberRef],
    work: UnitOfWork,
    at: datetime,
) -> Reply:
    crew = crew_of(standup, work, occurrence.day - timedelta(days=1))
    there = {one.member for _, one in work.standups.participants(occurrence.id)}
    rows: list[Participant] = []
    not_asked: list[tuple[MemberRef, Reason, str]] = []
    for person in crew.people:
        if person.ref in newcomers and person.known and person.ref not in there:
            part = _part(standup, occurrence, person, crew, at)
            if isinstance(part, NotDue):
                not_asked.append((person.ref, part.reason, part.detail))
            else:
                rows.append(part)
    work.journal.note(entries(standup, occurrence.day, at, Decision.NOT_ASKED, not_asked))
    if not rows:
        return Reply()
    work.standups.update(occurrence.id, rows)
    day = work.standups.participants(occurrence.id)
    return Reply(
        posts=(board_post(standup, occurrence, day),),
        agenda=day_promises(occurrence, [one for _, one in day]),
    )


def _part(
    standup: Standup, occurrence: Occurrence, person: Person, crew: Crew, at: datetime
) -> Participant | NotDue:
    own = crew.turn(standup.schedule, occurrence.day, person, occurrence.wrap_at)
    if isinstance(own, NotDue):
        return own
    if own <= at:
        return NotDue(Reason.JOINED_LATER)
    return day_rules.scheduled(person, own, standup, occurrence, crew)
