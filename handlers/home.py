"""Somebody's own page: it is shown, its switches are pressed, and what is kept of them is told or removed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.happening import Happening, Reply, Rewrite, Router, Show
from bot.messages import Attachment, Message, Paragraph, Post
from bot.news import OpenHome
from bot.ports import UnitOfWork
from bot.rituals.availability_intents import Back
from bot.rituals.home_intents import (
    BackFromHome,
    EraseMe,
    ExportMe,
    RefreshHome,
    ShowKnown,
    SkipFromHome,
    SwitchStandup,
)
from bot.rituals.standup import Occurrence, Participant, Standing, Standup, State
from bot.rituals.standup_day_rules import everybody_done
from bot.rituals.standup_intents import Pause, Resume, SkipToday
from bot.views import home as say
from handlers.availability import back
from handlers.standup import pause, resume
from handlers.standup_answers import skip_today
from handlers.standup_posts import board_post, close, in_charge
from handlers.standup_stewards import told_alone, unattended
from handlers.standup_turns import near as near_to
from handlers.standup_turns import turns_ahead

router = Router()

LOOKED_BACK = timedelta(days=7)
"""Days that took place earlier are found in their thread."""
FETCHED = timedelta(hours=24)
"""An export that is still on its way by then is out of date, and is asked for again."""


@router.on(OpenHome, reads=True)
def show(happening: Happening, intent: OpenHome, work: UnitOfWork) -> Reply:
    return Reply(Show(page(happening, work)))


@router.on(RefreshHome, reads=True)
def refresh(happening: Happening, intent: RefreshHome, work: UnitOfWork) -> Reply:
    return Reply(Rewrite(page(happening, work)))


@router.on(SkipFromHome)
def skip(happening: Happening, intent: SkipFromHome, work: UnitOfWork) -> Reply:
    done = skip_today(happening, SkipToday(intent.occurrence), work)
    return replace(done, now=_after(done, happening, work))


@router.on(SwitchStandup)
def switch(happening: Happening, intent: SwitchStandup, work: UnitOfWork) -> Reply:
    standup = work.standups.get(intent.standup)
    if standup is None or standup.standing is Standing.DELETED:
        return Reply(Rewrite(page(happening, work)))
    which = f"#{standup.number}"
    done = (
        resume(happening, Resume(which), work)
        if intent.on
        else pause(happening, Pause(which), work)
    )
    return replace(done, now=_after(done, happening, work))


@router.on(BackFromHome)
def back_again(happening: Happening, intent: BackFromHome, work: UnitOfWork) -> Reply:
    done = back(happening, Back(), work)
    return replace(done, now=Rewrite(page(happening, work)))


def _after(done: Reply, happening: Happening, work: UnitOfWork) -> Show | Rewrite:
    """The page anew; where nothing was done, why it was not."""
    if isinstance(done.now, Show) and not done.posts:
        return done.now
    return Rewrite(page(happening, work))


@router.on(ShowKnown, reads=True)
def tell(happening: Happening, intent: ShowKnown, work: UnitOfWork) -> Reply:
    me, today = happening.by, _today(happening)
    days = work.standups.days_of(me.ref, date.min)
    absences = work.availability.absences(me.ref, date.min)
    entries = work.journal.about(me.ref, today)
    return Reply(Show(say.known(me, len(days), len(absences), len(entries))))


@router.on(ExportMe)
def export(happening: Happening, intent: ExportMe, work: UnitOfWork) -> Reply:
    me = happening.by
    everything = json.dumps(work.privacy.export(me.ref), indent=2, ensure_ascii=False, default=str)
    file = Attachment(f"muster-{_today(happening).isoformat()}.json", everything)
    message = Message(say.EXPORTED, (Paragraph((say.EXPORTED,)), file))
    post = Post(me.ref, message, f"home:{me.ref.id}:export", until=happening.at + FETCHED)
    return Reply(Show(say.sent()), posts=(post,))


@router.on(EraseMe)
def erase(happening: Happening, intent: EraseMe, work: UnitOfWork) -> Reply:
    """Open days go on without them: their boards are said again, or they end where nobody is left.

    Where the page and its buttons stood, that it is gone stands now.
    """
    me = happening.by.ref
    open_days = sorted(occurrence.id for _, occurrence in work.standups.open_days())
    mine = [id for id in open_days if work.standups.participant(id, me) is not None]
    for id in mine:
        work.standups.lock_day(id)
    before = unattended(work.standups.all(), work)
    work.privacy.erase(me)
    left_alone = unattended(work.standups.all(), work) - before
    # Read anew, since a stand-in is now in their place wherever somebody has to be named.
    there = [both for id in mine if (both := work.standups.day(id)) is not None]
    replies = [_without(standup, occurrence, work, happening) for standup, occurrence in there]
    return Reply(
        Rewrite(say.forgotten()),
        posts=(*(post for one in replies for post in one.posts), *told_alone(left_alone, work)),
        agenda=tuple(promise for one in replies for promise in one.agenda),
    )


def _without(
    standup: Standup, occurrence: Occurrence, work: UnitOfWork, happening: Happening
) -> Reply:
    if occurrence.wrapped_at is not None:
        return Reply()
    day = work.standups.participants(occurrence.id)
    if everybody_done(day):
        return close(standup, occurrence, day, work, happening.at)
    return Reply(posts=(board_post(standup, occurrence, day),))


def page(happening: Happening, work: UnitOfWork) -> Message:
    me = work.people.persons((happening.by.ref,))[happening.by.ref]
    today = _today(happening)
    since = today - timedelta(days=1)
    days = [
        (standup, occurrence, mine)
        for standup, occurrence, mine in work.standups.days_of(me.ref, today - LOOKED_BACK)
        if _takes_answers(standup, occurrence, mine, work)
    ]
    near = near_to(me.ref, work)
    known = say.Known(
        me,
        today,
        happening.at,
        work.availability.of((me.ref,), since)[me.ref],
        days,
        turns_ahead(me, work, happening.at),
        [one for one in near if me.ref in in_charge(one, work)],
    )
    return say.page(known)


def _takes_answers(
    standup: Standup, occurrence: Occurrence, mine: Participant, work: UnitOfWork
) -> bool:
    if occurrence.wrapped_at is None:
        return True
    if mine.state in (State.AWAY, State.GONE):
        return False  # It was not asked of them, and is over: that would only stand in the way.
    return not work.standups.asked_since(standup.id, mine.member, occurrence.day)


def _today(happening: Happening) -> date:
    return happening.at.astimezone(ZoneInfo(happening.by.zone_in("UTC"))).date()
