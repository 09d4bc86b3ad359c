"""What Prometheus is told of the database: numbers by platform, and nothing else."""

from __future__ import annotations

from datetime import timedelta

from bot.intents import Everything, Promise
from bot.mail import Landed
from bot.metrics import GAUGES
from bot.news import AccountFacts
from bot.people import AccountRef, WorkspaceRef
from bot.ports import UnitOfWork
from bot.rituals.standup import Standing
from storage import Database
from tests.storage.samples import (
    BOT,
    HERE,
    MACHINE,
    NOW,
    OWNER,
    THERE,
    Nudge,
    meet,
    post,
    say,
    standup,
)
from tests.storage.traces import QUESTIONS

TENANT = WorkspaceRef("teams", "t1")


async def test_everything_is_counted_by_platform(storage: Database) -> None:
    await storage.installed_workspace(THERE, "There", BOT)

    def fills(work: UnitOfWork) -> None:
        ana, _ = meet(work, "Ana", "Bo")
        work.people.learn([AccountFacts(AccountRef("U-x"), "App", None, human=False)])
        work.standups.add(standup(ana, questions=QUESTIONS))
        paused = standup(ana, "s2", questions=QUESTIONS, standing=Standing.PAUSED)
        work.standups.add(paused)
        work.agenda.write([Promise("a", NOW, Nudge()), Promise("b", NOW, Nudge())])
        work.agenda.failed("b", NOW, "KeyError", None)
        work.outbox.inquire([Everything()])

    for workspace in (HERE, THERE, TENANT):
        await storage.run(fills, workspace)
    ana = await storage.run(lambda work: meet(work, "Ana")[0], TENANT)
    await storage.run(lambda work: work.privacy.erase(ana), TENANT)
    await storage.lease(OWNER, 15)
    (asked,) = await storage.enquiries(HERE, 0.0, 10)
    await storage.park(OWNER, asked, "no", surely_not_sent=True)
    await say(storage, post("a"))
    await say(storage, post("b"), now=NOW + timedelta(seconds=30))

    told = await storage.counts(NOW + timedelta(seconds=90))

    assert {name: dict(values) for name, values in told.items()} == {
        "people": {"slack": 4, "teams": 1},
        "standups": {"slack": 2, "teams": 1},
        "promises": {"slack": 4, "teams": 2},
        "promises_parked": {"slack": 2, "teams": 1},
        "messages_parked": {"slack": 1},
        "messages_waiting": {"slack": 2},
        "messages_oldest_seconds": {"slack": 90},
    }


async def test_where_nothing_is_the_number_is_0(storage: Database) -> None:
    told = await storage.counts(NOW)
    assert {name: dict(values) for name, values in told.items()} == {
        name: {"slack": 0} for name in GAUGES
    }


async def test_only_what_can_be_sent_is_waiting(storage: Database) -> None:
    await storage.lease(OWNER, 15)
    late = NOW + timedelta(hours=1)
    await say(storage, post("edited", until=late))
    (parcel,) = await storage.parcels(HERE, NOW, MACHINE, 10)
    await storage.trying(OWNER, parcel, MACHINE)
    await storage.delivered(OWNER, parcel, Landed("C1", "1"))
    await say(storage, post("edited", "anew", until=late), post("child", under="nowhere"))
    waiting = (await storage.counts(NOW))["messages_waiting"]
    assert waiting == {"slack": 1}
    for days in (1, 30):
        now = NOW + timedelta(days=days)
        told = await storage.counts(now)
        assert told["messages_waiting"] == told["messages_oldest_seconds"] == {"slack": 0}
        await storage.tidy(now + timedelta(days=1))
    waiting_still = [one for one in await storage.outbox_counts() if one.waiting]
    assert waiting_still == [], "the edit that came too late is closed"
