"""The journal, what the operator sees, and what is not kept."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from bot.intents import Promise
from bot.mail import Landed
from bot.people import ChannelRef, MemberRef
from bot.ports import (
    Entry,
    UnitOfWork,
)
from bot.rituals.reasons import Decision, Reason
from storage import Database
from tests.storage.samples import (
    HERE,
    MACHINE,
    NOW,
    OWNER,
    THERE,
    TODAY,
    Nudge,
    meet,
    message,
    parcels,
    post,
    say,
)

DAY = timedelta(days=1)


def entry(member: MemberRef, at: datetime, decision: Decision = Decision.ASKED) -> Entry:
    return Entry(at, member, ChannelRef("C1"), "Daily", TODAY, decision, Reason.OWN_TIME)


async def test_the_journal_answers_why_in_the_order_of_events(storage: Database) -> None:
    def work(unit: UnitOfWork) -> None:
        ana, bo = meet(unit, "Ana", "Bo")
        asked, reminded = entry(ana, NOW), entry(ana, NOW + DAY / 24, Decision.REMINDED)
        unit.journal.note([reminded, asked, entry(bo, NOW)])
        assert unit.journal.about(ana, TODAY) == [asked, reminded]
        assert unit.journal.about(ana, TODAY + DAY) == []
        unit.journal.forget(NOW + timedelta(seconds=1))
        assert unit.journal.about(ana, TODAY) == [reminded]
        unit.journal.note([])

    await storage.run(work, HERE)


async def test_the_operator_reads_the_journal_by_name(storage: Database) -> None:
    def work(unit: UnitOfWork) -> None:
        (ana,) = meet(unit, "Ana")
        unit.journal.note([entry(ana, NOW)])

    await storage.run(work, HERE)
    await storage.run(work, THERE)
    found = await storage.journal_of("aNA", TODAY)
    assert [(one.workspace, one.name, one.entry.decision) for one in found] == [
        (HERE, "Ana", "asked"),
        (THERE, "Ana", "asked"),
    ]
    assert await storage.journal_of("Ana") == found
    assert await storage.journal_of("Ana", TODAY - DAY) == []
    assert await storage.journal_of("An") == []


async def test_the_operator_sees_the_promises_by_when_they_are_due(storage: Database) -> None:
    def promise(when: datetime, work: UnitOfWork) -> None:
        work.agenda.write([Promise("begin", when, Nudge("x"))])

    for workspace, when in ((HERE, NOW + DAY), (THERE, NOW)):
        await storage.run(partial(promise, when), workspace)
    found = await storage.promises(10)
    assert [(one.workspace, one.when, one.packed, one.parked) for one in found] == [
        (THERE, NOW, Nudge("x").pack(), False),
        (HERE, NOW + DAY, Nudge("x").pack(), False),
    ]
    assert len(await storage.promises(1)) == 1


async def test_a_body_is_deleted_a_day_after_it_was_delivered_and_not_before(
    storage: Database,
) -> None:
    await storage.lease(OWNER, 15)
    await say(storage, post("board", "1"), post("waits", "2"))
    board = next(one for one in await parcels(storage) if one.key == "board")
    landed = Landed("C1", "1")
    await storage.trying(OWNER, board, MACHINE)
    await storage.delivered(OWNER, board, landed)

    await storage.tidy(NOW)
    await storage.tidy(NOW + DAY - timedelta(seconds=1))
    await say(storage, post("board", "1"))
    assert [one.key for one in await parcels(storage)] == ["waits"]  # It still knows the words.

    await storage.tidy(NOW + DAY)
    await say(storage, post("board", "1"))
    edit = next(one for one in await parcels(storage) if one.key == "board")
    assert (edit.message, edit.landed) == (message("1"), landed)  # The words had been forgotten.
    assert next(one for one in await parcels(storage) if one.key == "waits").message


async def test_what_never_left_in_time_is_deleted(storage: Database) -> None:
    await say(storage, post("a", until=NOW))
    await say(storage, post("b", until=NOW + DAY))
    await storage.tidy(NOW + DAY)
    counts = await storage.outbox_counts()
    assert [(one.workspace, one.waiting) for one in counts] == [(HERE, 1)]


async def test_the_journal_is_kept_for_ninety_days(storage: Database) -> None:
    def work(unit: UnitOfWork) -> MemberRef:
        (ana,) = meet(unit, "Ana")
        unit.journal.note([entry(ana, NOW)])
        return ana

    ana = await storage.run(work, HERE)
    await storage.tidy(NOW + 90 * DAY)
    assert await storage.run(lambda unit: unit.journal.about(ana, TODAY), HERE)
    await storage.tidy(NOW + 90 * DAY + timedelta(seconds=1))
    assert await storage.run(lambda unit: unit.journal.about(ana, TODAY), HERE) == []
