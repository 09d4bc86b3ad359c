"""Yesterday's copy is put back: what it meant to say long ago is not said, and the next day begins."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime
from pathlib import Path

from bot.ports import Entry, Lane, UnitOfWork
from bot.rituals.reasons import Decision, Reason
from bot.rituals.standup_intents import Begin
from storage import backup, restore
from tests.handlers.conftest import MONDAY_EVENING
from tests.world import WORKSPACE, town

WEDNESDAY = date(2026, 11, 25)
WEDNESDAY_EVENING = datetime(2026, 11, 25, 20, 0, tzinfo=UTC)


async def test_nothing_older_than_its_grace_is_said_after_a_restore(tmp_path: Path) -> None:
    url, copy = f"sqlite:///{tmp_path}/town.db", tmp_path / "copy.db"
    async with town(tmp_path, MONDAY_EVENING) as before:
        ana = await before.person("Ana", "Europe/Paris")
        bo = await before.person("Bo", "America/New_York")
        team = await before.channel("churn", ana, bo)
        await ana.types("/standup new", team)
        await ana.sends()
        # Ana has been asked this Tuesday, Bo will be, and nothing is wrapped up.
        await before.clock_strikes(datetime(2026, 11, 24, 10, 0, tzinfo=UTC))
        backup(url, copy)
        await before.clock_strikes(WEDNESDAY_EVENING)

    restore(url, copy, WEDNESDAY_EVENING)

    async with asyncio.timeout(30), town(tmp_path, WEDNESDAY_EVENING) as after:
        for known in ("channels", "inside", "facts"):
            setattr(after.square, known, getattr(before.square, known))
        await after.sleeps_until(WEDNESDAY_EVENING)
        assert after.square.conversations == {}

        def noted(work: UnitOfWork) -> list[Entry]:
            people = work.people.meet((ana.account, bo.account)).values()
            return [one for each in people for one in work.journal.about(each.ref, WEDNESDAY)]

        entries = await after.database.run(noted, WORKSPACE, Lane.READS)
        assert [(one.decision, one.reason) for one in entries] == [
            (Decision.NOT_ASKED, Reason.TIME_HAD_PASSED)
        ] * 2
        ahead = [one for one in await after.database.promises(100) if Begin.name in one.packed]
        assert [one.when for one in ahead] == [datetime(2026, 11, 26, 8, 30, tzinfo=UTC)]
        await after.clock_strikes(datetime(2026, 11, 26, 8, 30, tzinfo=UTC))
        assert ana.account.id in after.square.conversations
