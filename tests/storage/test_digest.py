"""Digests: put away, taken out, listed by channel and by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from bot.people import ChannelRef, MemberRef, WorkspaceRef
from bot.ports import UnitOfWork
from bot.rituals.digest import Digest
from bot.rituals.standup import Standing
from storage import Database
from tests.storage.samples import BOT, HERE, TEAM, THERE, meet


def digest(creator: MemberRef, id: str = "g1", **changes: object) -> Digest:
    plain = Digest(
        id, TEAM, "Delivery", "Europe/Paris", (0, 4), time(17, 30), ("s2", "s1"), creator
    )
    return replace(plain, **changes)  # type: ignore[arg-type]  # tests name fields freely


async def test_a_digest_comes_back_as_it_was_put_away(storage: Database) -> None:
    def work(unit: UnitOfWork) -> None:
        ana, bo = meet(unit, "Ana", "Bo")
        full = digest(
            ana, name="L'équipe \N{ROCKET}", days=(6,), at=time(0, 5), standups=(), revision=7
        )
        assert unit.digests.add(full) == full
        assert unit.digests.get("g1") == unit.digests.lock("g1") == full

        changed = digest(
            bo,
            channel=ChannelRef("C2"),
            zone="Asia/Tokyo",
            standups=("s9",),
            standing=Standing.PAUSED,
            revision=8,
        )
        unit.digests.save(changed)
        assert unit.digests.get("g1") == changed

    await storage.run(work, HERE)


async def test_a_form_saved_twice_is_one_digest(storage: Database) -> None:
    def save(unit: UnitOfWork) -> None:
        (ana,) = meet(unit, "Ana")
        assert unit.digests.add(digest(ana)).name == "Delivery"
        assert unit.digests.add(digest(ana, name="Again")).name == "Delivery"
        assert len(unit.digests.all()) == 1

    await storage.run(save, HERE)


async def test_digests_are_listed_by_name_without_those_deleted(storage: Database) -> None:
    def work(unit: UnitOfWork) -> None:
        (ana,) = meet(unit, "Ana")
        for id, name, channel in (
            ("g1", "platform", TEAM),
            ("g2", "Data", TEAM),
            ("g3", "Away", ChannelRef("C2")),
            ("g4", "Gone", TEAM),
        ):
            unit.digests.add(digest(ana, id, name=name, channel=channel))
        gone = unit.digests.lock("g4")
        assert gone is not None
        unit.digests.save(replace(gone, standing=Standing.DELETED))
        assert [one.id for one in unit.digests.in_channel(TEAM)] == ["g2", "g1"]
        assert [one.id for one in unit.digests.all()] == ["g3", "g2", "g1"]
        assert unit.digests.get("g4") is not None

    await storage.run(work, HERE)


async def test_a_digest_belongs_to_its_workspace(storage: Database) -> None:
    async def add(there: WorkspaceRef, name: str) -> None:
        await storage.installed_workspace(there, "Town", BOT)

        def work(unit: UnitOfWork) -> None:
            (ana,) = meet(unit, "Ana")
            unit.digests.add(digest(ana, name=name))

        await storage.run(work, there)

    await add(HERE, "Here")
    await add(THERE, "There")
    for where, name in ((HERE, "Here"), (THERE, "There")):
        found = await storage.run(lambda unit: unit.digests.all(), where)
        assert [one.name for one in found] == [name]
    assert await storage.run(lambda unit: unit.digests.get("g9"), HERE) is None
