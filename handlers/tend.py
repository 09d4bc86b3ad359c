"""At the start and every night: what ought to be promised is promised again, for every ritual."""

from __future__ import annotations

from bot.happening import Happening, Reply, Router
from bot.ports import UnitOfWork
from bot.rituals.standup_intents import Tend
from handlers import digest_day
from handlers.standup_posts import upkeep

router = Router()


@router.on(Tend)
def tend(happening: Happening, intent: Tend, work: UnitOfWork) -> Reply:
    """What is missing is promised, and people who moved to another zone are followed."""
    standups = upkeep(work.standups.all(), work, happening.at)
    return Reply(agenda=(*standups, *digest_day.upkeep(work, happening.at)))
