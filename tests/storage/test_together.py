"""Several people, and the clock, at one standup in the same moment."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from threading import Barrier

import pytest

from bot.intents import Promise
from bot.people import MemberRef
from bot.ports import (
    Lane,
    UnitOfWork,
)
from bot.rituals.standup import State
from storage import Database, open_storage
from tests.storage.samples import (
    HERE,
    MACHINE,
    NOW,
    Nudge,
    answered,
    message,
    open_day,
    parcels,
    post,
)

NAMES = tuple(f"P{number}" for number in range(8))


def answer(
    member: MemberRef, work: UnitOfWork, meeting: Callable[[UnitOfWork], None] | None = None
) -> None:
    """As a handler does it: lock, read, change, and render what stands there now."""
    if meeting is not None:
        meeting(work)
    assert work.standups.lock_day("d1")
    work.standups.update("d1", [answered(member, "Shipped")])
    board = [
        f"{person.name} "
        for person, stands in work.standups.participants("d1")
        if stands.state is State.ANSWERED
    ]
    work.outbox.say([post("board", *board)], NOW)


async def test_eight_people_who_answer_at_once_all_stand_on_the_board(storage: Database) -> None:
    members = await storage.run(lambda work: open_day(work, *NAMES), HERE)

    await asyncio.gather(*(storage.run(partial(answer, member), HERE) for member in members))

    (board,) = await parcels(storage)
    assert board.message == message(*(f"{name} " for name in NAMES))


@pytest.mark.postgres
async def test_eight_threads_that_begin_together_leave_nobody_off_the_board(
    postgres_url: str,
) -> None:
    storage = open_storage(postgres_url)
    await storage.start()
    members = await storage.run(lambda work: open_day(work, *NAMES), HERE)
    all_in_a_transaction = Barrier(8)

    def meet(work: UnitOfWork) -> None:
        work.standups.get("s1")
        all_in_a_transaction.wait(timeout=10)

    await asyncio.gather(
        *(storage.run(partial(answer, member, meeting=meet), HERE) for member in members)
    )

    (board,) = await storage.parcels(HERE, NOW, MACHINE, 10)
    assert board.message == message(*(f"{name} " for name in NAMES))
    await storage.stop()


@pytest.mark.postgres
async def test_whoever_waited_for_a_day_reads_it_as_it_was_left(postgres_url: str) -> None:
    storage = open_storage(postgres_url)
    await storage.start()
    await storage.run(lambda work: open_day(work, "Ana"), HERE)
    both_begin = Barrier(2)

    def wrap_up(work: UnitOfWork) -> bool:
        """Whether this one was the first."""
        both_begin.wait(timeout=10)
        found = work.standups.lock_day("d1")
        assert found
        _, day = found
        if day.wrapped_at is not None:
            return False
        work.standups.save_day(replace(day, wrapped_at=NOW))
        return True

    first = await asyncio.gather(storage.run(wrap_up, HERE), storage.run(wrap_up, HERE))
    await storage.stop()
    assert sorted(first) == [False, True]


async def press(storage: Database, member: MemberRef) -> None:
    """Somebody answers, and their reminder is struck."""

    def work(unit: UnitOfWork) -> None:
        answer(member, unit)
        unit.agenda.write([Promise("remind", None)])

    await storage.run(work, HERE)


async def remind(storage: Database) -> bool:
    """The promise falls due: claim, lock, change, strike, write, in the door's order."""

    def work(unit: UnitOfWork) -> bool:
        if not unit.agenda.claim("remind"):
            return False
        assert unit.standups.lock_day("d1")
        if not unit.agenda.strike("remind", NOW):
            return False
        unit.agenda.write([Promise("wrap", NOW + timedelta(hours=1), Nudge())])
        unit.outbox.say([post("board", "reminded")], NOW)
        return True

    return await storage.run(work, HERE, Lane.PROMISES)


async def test_a_press_and_a_due_promise_that_meet_do_not_stand_in_each_others_way(
    storage: Database,
) -> None:
    members = await storage.run(lambda work: open_day(work, *NAMES), HERE)
    for _ in range(20):
        await storage.run(lambda work: work.agenda.write([Promise("remind", NOW, Nudge())]), HERE)
        async with asyncio.timeout(10):
            reminded, other, *_ = await asyncio.gather(
                remind(storage), remind(storage), *(press(storage, one) for one in members[:4])
            )
        assert not (reminded and other)
        assert await storage.run(lambda work: work.agenda.promised("remind"), HERE) is None
