"""The directory: whom we have met, what the platform says of them, who is where."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping
from functools import partial

from bot.news import AccountFacts
from bot.people import AccountRef, Channel, MemberRef, Person
from bot.ports import UnitOfWork
from storage import Database
from tests.storage.samples import HERE, TEAM, meet

ANA, BO = AccountRef("U1"), AccountRef("U2")


async def test_a_stranger_is_taken_in_once_and_asked_about(storage: Database) -> None:
    def work(unit: UnitOfWork) -> tuple[MemberRef, list[AccountRef]]:
        people = unit.people.meet([ANA])
        return people[ANA].ref, list(unit.people.unknown())

    first, asked = await storage.run(work, HERE)
    second, asked_again = await storage.run(work, HERE)
    assert first == second
    assert (asked, asked_again) == ([ANA], [])
    person = (await storage.run(lambda unit: unit.people.meet([ANA, BO]), HERE))[ANA]
    assert (person.name, person.zone, person.known, person.askable) == ("", "", False, True)


async def test_many_who_meet_the_same_strangers_at_once_agree_on_who_they_are(
    storage: Database,
) -> None:
    def meet_all(order: Collection[AccountRef], unit: UnitOfWork) -> Mapping[AccountRef, Person]:
        return unit.people.meet(order)

    accounts = [AccountRef(f"U{number}") for number in range(6)]
    met = await asyncio.gather(
        *(storage.run(partial(meet_all, order), HERE) for order in (accounts, accounts[::-1]) * 6)
    )
    assert len({tuple(people[account].ref for account in accounts) for people in met}) == 1


async def test_what_is_learned_stays_with_the_same_member(storage: Database) -> None:
    def work(unit: UnitOfWork) -> None:
        ref = unit.people.meet([ANA])[ANA].ref
        unit.people.learn([AccountFacts(ANA, "Ana", "Europe/Paris"), AccountFacts(BO, "B", None)])
        unit.people.learn([AccountFacts(ANA, "Ana M.", None, human=False, active=False)])
        people = unit.people.meet([ANA, BO])
        ana, bo = people[ANA], people[BO]
        assert (ana.ref, ana.name, ana.zone, ana.known) == (ref, "Ana M.", "Europe/Paris", True)
        assert (ana.human, ana.active) == (False, False)
        assert (bo.zone, bo.askable) == ("", True)
        assert unit.people.persons([ref, MemberRef("nobody")]) == {ref: ana}
        assert unit.people.persons([]) == {}
        assert list(unit.people.unknown()) == [ANA]

    await storage.run(work, HERE)


async def test_a_channel_is_kept_as_last_heard(storage: Database) -> None:
    def work(unit: UnitOfWork) -> None:
        assert unit.people.channel(TEAM) is None
        for channel in (
            Channel(TEAM, "team", private=True, present=True),
            Channel(TEAM, "the-team", archived=True),
        ):
            unit.people.keep_channel(channel)
            assert unit.people.channel(TEAM) == channel
            assert unit.people.channels() == [channel]

    await storage.run(work, HERE)


async def test_people_come_and_go(storage: Database) -> None:
    def work(unit: UnitOfWork) -> None:
        def there() -> list[str]:
            return [person.name for person in unit.people.in_channel(TEAM)]

        zoe, ana, bo = meet(unit, "Zoe", "ana", "Bo")
        unit.people.fill_channel(TEAM, [zoe, ana])
        assert there() == ["ana", "Zoe"]
        unit.people.join(TEAM, bo)
        unit.people.join(TEAM, bo)
        unit.people.leave(TEAM, ana)
        assert there() == ["Bo", "Zoe"]
        unit.people.fill_channel(TEAM, [ana, bo])
        assert there() == ["ana", "Bo"]
        unit.people.fill_channel(TEAM, [])
        assert there() == []

    await storage.run(work, HERE)


async def test_organisers_are_appointed_once(storage: Database) -> None:
    def work(unit: UnitOfWork) -> None:
        ana, bo = meet(unit, "Ana", "Bo")
        for one in (ana, bo, ana):
            unit.people.appoint(TEAM, one)
        assert unit.people.organisers(TEAM) == {ana, bo}

    await storage.run(work, HERE)


async def test_a_chosen_zone_wins_over_the_platforms_until_it_is_let_go(storage: Database) -> None:
    ana = (await storage.run(lambda unit: unit.people.meet([ANA]), HERE))[ANA].ref

    async def zone() -> tuple[str, str | None]:
        def work(unit: UnitOfWork) -> tuple[str, str | None]:
            return unit.people.persons([ana])[ana].zone, unit.people.own_zone(ana)

        return await storage.run(work, HERE)

    async def hears(told: str | None) -> None:
        await storage.run(lambda unit: unit.people.learn([AccountFacts(ANA, "Ana", told)]), HERE)

    await hears(None)
    assert await zone() == ("", None)
    await storage.run(lambda unit: unit.people.choose_zone(ana, "Asia/Tokyo"), HERE)
    await hears("Europe/Paris")
    assert await zone() == ("Asia/Tokyo", "Asia/Tokyo")
    await storage.run(lambda unit: unit.people.choose_zone(ana, None), HERE)
    assert await zone() == ("Europe/Paris", None)
