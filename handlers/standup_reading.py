"""A standup is read back: its trend, for whoever asks and once a week for the team; and its export."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from bot.happening import (
    Happening,
    Reply,
    Router,
    Show,
)
from bot.messages import Message, Post, Urgency
from bot.people import MemberRef
from bot.ports import UnitOfWork
from bot.rituals import reading
from bot.rituals.standup import Occurrence, Standup
from bot.rituals.standup_intents import Export, ShowTrend, WeeklyTrend
from bot.rituals.standup_rules import Day, in_force
from bot.rituals.trends import Trend
from bot.views import standup_export as export_view
from bot.views import standup_reading as say
from handlers.standup_posts import board_key, in_charge
from handlers.standup_weekly import following
from handlers.standup_which import chosen

router = Router()

STILL_WORTH = timedelta(hours=24)
"""After that nobody looks for what they asked for, or for last week's trend."""


@router.on(ShowTrend)
def show_trend(happening: Happening, intent: ShowTrend, work: UnitOfWork) -> Reply:
    """For whoever may see the channel."""
    standup = chosen(happening, intent.which, "trend", work)
    if isinstance(standup, Message):
        return Reply(Show(standup))
    shown = _trend(standup, _today(standup, happening), happening.by.ref, work)
    if shown.empty:
        return Reply(Show(say.nothing_yet(standup)))
    return _sent(say.trend(standup, shown), say.sent(standup), "trend", standup, happening)


@router.on(Export)
def export(happening: Happening, intent: Export, work: UnitOfWork) -> Reply:
    """Whoever may see the channel gets what the channel has read, and organisers what they have."""
    which, days = reading.asked_for(intent.words)
    standup = chosen(happening, which, "export", work)
    if isinstance(standup, Message):
        return Reply(Show(standup))
    if not 1 <= days <= reading.DAYS_AT_MOST:
        return Reply(Show(export_view.not_so_many(standup, days)))
    until = _today(standup, happening)
    since = until - timedelta(days=days - 1)
    found = reading.all_readable(
        _days(standup, since, until, work), happening.by.ref, in_charge(standup, work)
    )
    if not found:
        return Reply(Show(export_view.nothing(standup, days)))
    if reading.too_much(found):
        return Reply(Show(export_view.too_large(standup, days)))
    message = export_view.exported(standup, since, until, found)
    return _sent(message, export_view.sent(standup, len(found)), "export", standup, happening)


@router.on(WeeklyTrend)
def weekly(happening: Happening, intent: WeeklyTrend, work: UnitOfWork) -> Reply:
    """In the thread of the week's last day, so that the channel itself stays quiet."""
    standup = work.standups.lock(intent.id)
    if standup is None or not in_force(standup, intent.revision):
        return Reply()
    ahead = following(standup, happening.at)
    channel = work.people.channel(standup.channel)
    here = channel is not None and channel.present and not channel.archived
    late = happening.due is not None and happening.at - happening.due > STILL_WORTH
    monday = reading.monday(intent.day)
    week = work.standups.days(standup.id, monday, monday + timedelta(days=6))
    done = [one for one in week if one.wrapped_at is not None]
    if not here or late or not done:
        return Reply(agenda=(ahead,))
    shown = _trend(standup, intent.day, None, work)
    if not reading.says_enough(shown):
        return Reply(agenda=(ahead,))
    post = Post(
        standup.channel,
        say.weekly(standup, shown),
        key=f"standup:{standup.id}:weekly:{monday.isoformat()}",
        under=board_key(done[-1]),
        urgency=Urgency.LATER,
        until=happening.at + STILL_WORTH,
        owner=standup.creator,
    )
    return Reply(posts=(post,), agenda=(ahead,))


def _trend(standup: Standup, until: date, reader: MemberRef | None, work: UnitOfWork) -> Trend:
    """Of days that are wrapped up, since one that is still open would look like a bad one."""
    charge = in_charge(standup, work)
    days = _days(standup, reading.since(until), until, work)
    counts = [
        reading.count(occurrence, day, reader, charge)
        for occurrence, day in days
        if occurrence.wrapped_at is not None
    ]
    return reading.trend(counts, until)


def _days(
    standup: Standup, since: date, until: date, work: UnitOfWork
) -> Iterator[tuple[Occurrence, Day]]:
    for occurrence in work.standups.days(standup.id, since, until):
        yield occurrence, work.standups.participants(occurrence.id)


def _today(standup: Standup, happening: Happening) -> date:
    return happening.at.astimezone(ZoneInfo(standup.schedule.zone)).date()


def _sent(
    message: Message, word: Message, what: str, standup: Standup, happening: Happening
) -> Reply:
    """In a direct message, since a picture or a file cannot be shown to one person in a channel."""
    act = uuid5(NAMESPACE_URL, f"{happening.workspace}/{happening.key}").hex[:12]
    me = happening.by.ref
    post = Post(
        me,
        message,
        key=f"standup:{standup.id}:{what}:{me.id}:{act}",
        until=happening.at + STILL_WORTH,
        owner=me,
    )
    return Reply(Show(word), posts=(post,))
