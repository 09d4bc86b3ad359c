"""Somebody is away, or back: what is said of it, and to whom it matters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import NAMESPACE_URL, uuid5

from bot.happening import Happening, Reply, Router, Show
from bot.messages import Message, Post, Urgency
from bot.people import AccountRef, Person
from bot.ports import UnitOfWork
from bot.rituals import standup_rules as rules
from bot.rituals.availability import Absence
from bot.rituals.availability_intents import Away, Back, CancelAbsence, ShowAbsences
from bot.rituals.days import Slip, stretch
from bot.rituals.standup_intents import Begin
from bot.views import availability as say
from handlers.standup_absence import come_back, follow
from handlers.standup_turns import asked_next, today_of

router = Router()

DAY = timedelta(days=1)


@router.on(Away)
def away(happening: Happening, intent: Away, work: UnitOfWork) -> Reply:
    """The act's own key is the absence's id, so that one said twice is one."""
    whom = _meant(happening, intent.whom, work)
    if isinstance(whom, Message):
        return Reply(Show(whom))
    me, today = happening.by, today_of(whom, happening, work)
    meant = stretch(intent.typed, today)
    if isinstance(meant, Slip):
        return Reply(Show(say.unclear(intent.typed, meant, today)))
    id = uuid5(NAMESPACE_URL, f"{work.workspace}/{happening.key}/away").hex[:12]
    absence = Absence(id, whom.ref, meant.first, meant.last, me.ref)
    _supersede(absence, work)
    work.availability.add_absence(absence)
    followed = follow(whom.ref, work, happening.at)
    within = _around(absence, work)
    again = None
    if absence.last is not None:
        again = asked_next(whom, work, happening.at, beyond=absence.last)
    if whom.ref == me.ref:
        return replace(followed, now=Show(say.away(absence, today, again, within=within)))
    told = _told(absence, say.told_away(absence, me, today, again, within=within))
    shown = Show(say.away(absence, today, again, within=within, other=whom))
    return replace(followed, now=shown, posts=(*followed.posts, told))


def _around(absence: Absence, work: UnitOfWork) -> Absence | None:
    """A longer absence of theirs, within which this one lies."""
    first, last = absence.first, absence.last
    if last is None:
        return None
    for one in work.availability.absences(absence.member, first):
        if one.covers(first) and one.covers(last) and (one.first, one.last) != (first, last):
            return one
    return None


def _supersede(absence: Absence, work: UnitOfWork) -> None:
    """Whoever has been away without an end, and now names one, does not stay away for ever."""
    for one in work.availability.absences(absence.member, absence.first):
        if one.last is None and one.id != absence.id and absence.last is not None:
            work.availability.end_absence(one.id, absence.first - DAY)


@router.on(Back)
def back(happening: Happening, intent: Back, work: UnitOfWork) -> Reply:
    whom = _meant(happening, intent.whom, work)
    if isinstance(whom, Message):
        return Reply(Show(whom))
    me, today = happening.by, today_of(whom, happening, work)
    other = None if whom.ref == me.ref else whom
    over = [one for one in work.availability.absences(whom.ref, today) if one.covers(today)]
    if not over:
        again = asked_next(whom, work, happening.at)
        return Reply(Show(say.not_away(again, today, other=other)))
    followed = _end(over, whom, happening, today, work)
    again = asked_next(whom, work, happening.at)
    shown = say.back(again, today, now=_asked(whom, followed), other=other)
    return replace(followed, now=Show(shown))


@router.on(ShowAbsences, reads=True)
def show(happening: Happening, intent: ShowAbsences, work: UnitOfWork) -> Reply:
    me, today = happening.by, today_of(happening.by, happening, work)
    known = work.availability.absences(me.ref, today)
    return Reply(Show(say.absences(known, me.ref, today)))


@router.on(CancelAbsence)
def cancel(happening: Happening, intent: CancelAbsence, work: UnitOfWork) -> Reply:
    """The days of it that have passed stay as they were."""
    me, today = happening.by, today_of(happening.by, happening, work)
    known = work.availability.absences(me.ref, today)
    mine = next((one for one in known if one.id == intent.absence), None)
    if mine is None:
        return Reply(Show(say.no_such_absence()))
    followed = _end([mine], me, happening, today, work)
    again = asked_next(me, work, happening.at)
    shown = say.cancelled(mine, today, again, now=_asked(me, followed))
    return replace(followed, now=Show(shown))


def _end(
    over: Sequence[Absence], whom: Person, happening: Happening, today: date, work: UnitOfWork
) -> Reply:
    """What an organiser has said, or ends, is told to whom it is about."""
    by = None if whom.ref == happening.by.ref else happening.by
    for one in over:
        work.availability.end_absence(one.id, today - DAY)
    followed = come_back(whom.ref, work, happening.at)
    told = [
        _told(one, say.told_over(one, today, by))
        for one in over
        if by is not None or one.by != whom.ref
    ]
    return replace(followed, posts=(*followed.posts, *told))


def _told(absence: Absence, message: Message) -> Post:
    return Post(absence.member, message, key=f"away:{absence.id}:told", owner=absence.by)


def _asked(whom: Person, reply: Reply) -> bool:
    """Whether a question goes to them with this, or with the day that this lets begin."""
    asks = any(
        post.to == whom.ref and post.urgency is Urgency.PROMPT and post.message is not None
        for post in reply.posts
    )
    begun = (promise.intent for promise in reply.agenda)
    return asks or any(isinstance(one, Begin) and one.back == whom.ref for one in begun)


def _meant(happening: Happening, whom: AccountRef | None, work: UnitOfWork) -> Person | Message:
    """Oneself, or somebody of this channel if one may speak for them; or why not."""
    me = happening.by
    if whom is None or whom == me.account:
        return me
    if happening.where is None:
        return say.in_a_channel()
    other = work.people.meet((whom,))[whom]
    here = work.standups.in_channel(happening.where)
    team = {one.ref for one in work.people.in_channel(happening.where)}
    if other.ref not in team.union(*(one.people for one in here)):
        return say.not_here(other)
    in_charge = {*work.people.organisers(happening.where), *(one.creator for one in here)}
    organisers = [one for one in work.people.persons(in_charge).values() if one.askable]
    if not rules.may_change(me, organisers):
        return say.only_organisers(other, sorted(one.ref for one in organisers))
    return other
