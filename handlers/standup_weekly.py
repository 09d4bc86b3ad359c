"""When a standup's weekly trend comes: promised from each beginning, and by the nightly repair."""

from __future__ import annotations

from datetime import datetime

from bot.intents import Promise
from bot.ports import UnitOfWork
from bot.rituals import reading
from bot.rituals.standup import Standup
from bot.rituals.standup_intents import WeeklyTrend


def weekly_promise(standup: Standup, work: UnitOfWork, at: datetime) -> Promise:
    """The next weekly trend, in the place of any promised before; one that is due already stays."""
    promised = work.agenda.promised(weekly_key(standup))
    if promised is not None and promised.when is not None and promised.when <= at:
        intent = promised.intent
        if isinstance(intent, WeeklyTrend) and intent.revision == standup.revision:
            return promised
    return following(standup, at)


def following(standup: Standup, at: datetime) -> Promise:
    """The first one that lies after ``at``."""
    day, when = reading.next_weekly(standup.schedule, at)
    return Promise(weekly_key(standup), when, WeeklyTrend(standup.id, standup.revision, day))


def weekly_key(standup: Standup) -> str:
    return f"standup:{standup.id}:weekly"
