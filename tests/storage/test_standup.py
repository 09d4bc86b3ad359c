"""Standups and their days: put away, taken out, numbered, opened once."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, time, timedelta
from functools import partial

import pytest

from bot.people import ChannelRef, MemberRef
from bot.ports import UnitOfWork
from bot.rituals.questions import Kind, Question
from bot.rituals.schedule import Rhythm, Schedule
from bot.rituals.standup import Edits, Layout, Manners, Reminders, Shown, Standing, State
from storage import Database
from tests.storage.samples import (
    HERE,
    NOW,
    TEAM,
    TODAY,
    answered,
    day,
    meet,
    open_day,
    standup,
    waiting,
)

YESTERDAY = TODAY - timedelta(days=1)
EVERY_KIND = (
    *(Question(f"{kind}?", kind) for kind in Kind if kind not in (Kind.CHOICE, Kind.CHOICES)),
    Question("Which?", Kind.CHOICE, ("a, b", "c\\d", 'e"f'), required=True),
    Question("Why?", Kind.CHOICES, ("x", "y"), only_if=("a, b", "any")),
)


FORTNIGHT = Schedule(
    "America/New_York",
    (0, 6),
    time(9, 30),
    time(0, 15),
    Rhythm.FORTNIGHTLY,
    YESTERDAY,
    together=True,
)


async def test_a_standup_comes_back_as_it_was_put_away(storage: Database) -> None:
    def work(unit: UnitOfWork) -> None:
        ana, bo = meet(unit, "Ana", "Bo")
        full = standup(
            ana,
            people=(ana, bo),
            name="L'équipe \N{ROCKET}",
            schedule=FORTNIGHT,
            questions=EVERY_KIND,
            optional=(bo,),
            watching=(ana,),
            manners=Manners(Reminders.ACTIVE, Shown.ORGANISERS, Layout.PERSON, Edits.MIDNIGHT),
            standing=Standing.PAUSED,
            revision=7,
            skipped=TODAY,
        )
        kept = unit.standups.add(full)
        assert kept == replace(full, number=1)
        assert unit.standups.get("s1") == unit.standups.lock("s1") == kept
        assert unit.standups.numbered(1) == kept

        changed = replace(
            kept,
            channel=ChannelRef("C2"),
            people=(),
            questions=(Question("One?"),),
            schedule=replace(kept.schedule, rhythm=Rhythm.MONTHLY, since=None, together=False),
            optional=(),
            watching=(bo, ana),
            manners=Manners(),
            standing=Standing.ACTIVE,
            skipped=None,
            revision=8,
        )
        unit.standups.save(changed)
        assert unit.standups.get("s1") == changed

    await storage.run(work, HERE)


async def test_a_form_saved_twice_is_one_standup(storage: Database) -> None:
    def save(name: str, work: UnitOfWork) -> str:
        (ana,) = meet(work, "Ana")
        return work.standups.add(standup(ana, name=name)).name

    assert await storage.run(lambda work: save("first", work), HERE) == "first"
    assert await storage.run(lambda work: save("second", work), HERE) == "first"
    assert len(await storage.run(lambda work: work.standups.all(), HERE)) == 1


async def test_numbers_are_given_out_without_gaps_however_many_come_at_once(
    storage: Database,
) -> None:
    (ana,) = await storage.run(lambda work: meet(work, "Ana"), HERE)

    def add(id: str, work: UnitOfWork) -> int:
        return work.standups.add(standup(ana, id)).number

    ids = [f"s{number % 12}" for number in range(24)]
    numbers = await asyncio.gather(*(storage.run(partial(add, id), HERE) for id in ids))
    assert sorted(set(numbers)) == list(range(1, 13))
    assert numbers[:12] == numbers[12:]


async def test_deleted_standups_are_in_no_list(storage: Database) -> None:
    def work(unit: UnitOfWork) -> None:
        (ana,) = meet(unit, "Ana")
        for id, channel in (("s1", TEAM), ("s2", ChannelRef("C2")), ("s3", TEAM), ("s4", TEAM)):
            kept = unit.standups.add(standup(ana, id, channel=channel))
            if id == "s3":
                unit.standups.save(replace(kept, standing=Standing.DELETED))
            if id == "s4":
                unit.standups.save(replace(kept, standing=Standing.PAUSED))
        assert [one.id for one in unit.standups.in_channel(TEAM)] == ["s1", "s4"]
        assert [one.id for one in unit.standups.all()] == ["s1", "s2", "s4"]
        assert unit.standups.get("s3") is not None

    await storage.run(work, HERE)


async def test_a_day_opens_once(storage: Database) -> None:
    await storage.run(lambda work: open_day(work, "Ana", "Bo"), HERE)

    def again(id: str, on: date, work: UnitOfWork) -> bool:
        return work.standups.open(day(id=id, on=on), [])

    assert not await storage.run(lambda work: again("d1", TODAY, work), HERE)
    assert not await storage.run(lambda work: again("d2", TODAY, work), HERE)
    assert len(await storage.run(lambda work: work.standups.participants("d1"), HERE)) == 2
    opened = await asyncio.gather(
        *(storage.run(partial(again, f"e{number}", YESTERDAY), HERE) for number in range(8))
    )
    assert sorted(opened) == [False] * 7 + [True]


async def test_a_day_comes_back_as_it_was_put_away(storage: Database) -> None:
    def work(unit: UnitOfWork) -> None:
        open_day(unit, "Ana")
        kept = unit.standups.get("s1")
        assert unit.standups.day("d1") == unit.standups.lock_day("d1") == (kept, day())
        manners = Manners(Reminders.NONE, Shown.AT_WRAP_UP, Layout.PERSON, Edits.WRAP_UP)
        changed = replace(day(), name="Renamed", questions=EVERY_KIND, manners=manners)
        unit.standups.save_day(changed)
        assert unit.standups.day("d1") == (kept, changed)
        wrapped = replace(changed, wrapped_at=NOW + timedelta(hours=3, microseconds=1))
        unit.standups.save_day(wrapped)
        assert unit.standups.day("d1") == (kept, wrapped)
        assert unit.standups.on("s1", TODAY) == wrapped
        assert unit.standups.on("s1", YESTERDAY) is None
        unit.standups.open(day(id="d0", on=YESTERDAY), [])
        assert unit.standups.latest("s1") == wrapped

    await storage.run(work, HERE)


async def test_people_stand_by_name_as_they_were_left(storage: Database) -> None:
    def work(unit: UnitOfWork) -> None:
        zoe, ana, bo = open_day(unit, "Zoe", "ana", "Bo")
        late = replace(answered(bo, "Shipped", 'Résumé "x"'), edited=True, late=True, reminded=3)
        late = replace(late, optional=True, reminders=(NOW, NOW + timedelta(microseconds=7)))
        unit.standups.update("d1", [late, replace(waiting(ana), state=State.GONE)])
        found = unit.standups.participants("d1")
        assert [(person.name, person.ref) for person, _ in found] == [
            ("ana", ana),
            ("Bo", bo),
            ("Zoe", zoe),
        ]
        assert [stands for _, stands in found] == [
            replace(waiting(ana), state=State.GONE),
            late,
            waiting(zoe),
        ]
        assert unit.standups.participant("d1", bo) == late
        assert unit.standups.participant("d1", MemberRef("nobody")) is None

    await storage.run(work, HERE)


async def test_the_last_answer_is_of_the_latest_answered_day_before(storage: Database) -> None:
    def work(unit: UnitOfWork) -> None:
        (ana,) = open_day(unit, "Ana")
        for number, stands in (
            (3, answered(ana, "older")),
            (2, answered(ana, "newer")),
            (1, replace(waiting(ana), state=State.SKIPPED)),
        ):
            unit.standups.open(day(id=f"b{number}", on=TODAY - timedelta(days=number)), [stands])
        unit.standups.update("d1", [answered(ana, "today")])
        last = unit.standups.last_answer("s1", ana, TODAY)
        assert last is not None
        assert last.answers == ("newer",)
        assert unit.standups.last_answer("s1", ana, TODAY - timedelta(days=3)) is None

    await storage.run(work, HERE)


@pytest.mark.parametrize("name", ["standups", "days"])
async def test_what_is_not_there_is_none(storage: Database, name: str) -> None:
    def work(unit: UnitOfWork) -> list[object]:
        standups = unit.standups
        if name == "standups":
            return [standups.get("s9"), standups.lock("s9"), standups.numbered(9)]
        return [standups.day("d9"), standups.lock_day("d9"), standups.latest("s9")]

    assert await storage.run(work, HERE) == [None, None, None]
