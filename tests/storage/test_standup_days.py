"""A standup's days, and a person's days, as they are asked for on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.people import ChannelRef
from bot.ports import UnitOfWork
from bot.rituals.standup import Standing, State
from storage import Database
from tests.storage.samples import (
    HERE,
    NOW,
    THERE,
    TODAY,
    answered,
    day,
    open_day,
    standup,
    waiting,
)

ONE_DAY = timedelta(days=1)


async def test_open_days_are_those_not_wrapped_up_oldest_first(storage: Database) -> None:
    def work(unit: UnitOfWork) -> None:
        (ana,) = open_day(unit, "Ana")
        other = unit.standups.add(standup(ana, "s2", channel=ChannelRef("C2")))
        first = unit.standups.get("s1")
        before = day("s2", "d2", TODAY - ONE_DAY)
        over = replace(day("s1", "d0", TODAY - ONE_DAY), wrapped_at=NOW)
        for one in (before, over):
            assert unit.standups.open(one, [])
        assert unit.standups.open_days() == [(other, before), (first, day())]
        unit.standups.save_day(replace(before, wrapped_at=NOW))
        assert unit.standups.open_days() == [(first, day())]

    await storage.run(work, HERE)
    assert await storage.run(lambda unit: unit.standups.open_days(), THERE) == []


async def test_the_days_of_a_standup_are_those_of_a_span_and_no_others(storage: Database) -> None:
    def work(unit: UnitOfWork) -> None:
        (ana,) = open_day(unit, "Ana")
        unit.standups.add(standup(ana, "s2"))
        for number in (1, 2, 3):
            unit.standups.open(day("s1", f"b{number}", TODAY - number * ONE_DAY), [])
        unit.standups.open(day("s2", "other", TODAY - ONE_DAY), [])
        span = unit.standups.days("s1", TODAY - 2 * ONE_DAY, TODAY - ONE_DAY)
        assert [one.id for one in span] == ["b2", "b1"]
        assert unit.standups.days("s1", TODAY, TODAY) == [day()]
        assert unit.standups.days("s1", TODAY + ONE_DAY, TODAY + ONE_DAY) == []

    await storage.run(work, HERE)


async def test_somebodys_days_are_of_all_their_standups_but_deleted_ones(
    storage: Database,
) -> None:
    def work(unit: UnitOfWork) -> None:
        ana, bo = open_day(unit, "Ana", "Bo")
        first = unit.standups.get("s1")
        other = unit.standups.add(standup(bo, "s2", channel=ChannelRef("C2")))
        gone = unit.standups.add(standup(bo, "s3"))
        early = day("s2", "d2", TODAY - ONE_DAY)
        long_ago = day("s2", "d3", TODAY - 9 * ONE_DAY)
        unit.standups.open(early, [answered(bo, "Shipped"), waiting(ana)])
        unit.standups.open(long_ago, [waiting(bo)])
        unit.standups.open(day("s3", "d4"), [waiting(bo)])
        unit.standups.save(replace(gone, standing=Standing.DELETED))
        assert unit.standups.days_of(bo, TODAY - ONE_DAY) == [
            (other, early, answered(bo, "Shipped")),
            (first, day(), waiting(bo)),
        ]
        assert [one.id for _, one, _ in unit.standups.days_of(ana, TODAY)] == ["d1"]

    await storage.run(work, HERE)


@pytest.mark.parametrize("state", State)
async def test_a_turn_has_come_where_somebody_was_asked_and_not_where_they_were_away(
    storage: Database, state: State
) -> None:
    def work(unit: UnitOfWork) -> bool:
        ana, bo = open_day(unit, "Ana", "Bo")
        unit.standups.update("d1", [replace(waiting(ana), state=state)])
        assert not unit.standups.asked_since("s1", bo, TODAY - ONE_DAY)
        assert not unit.standups.asked_since("s1", ana, TODAY)
        return unit.standups.asked_since("s1", ana, TODAY - ONE_DAY)

    turn = state in (State.ASKED, State.ANSWERED, State.SKIPPED)
    assert await storage.run(work, HERE) is turn
