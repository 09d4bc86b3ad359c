"""Somebody who is erased: nothing of them is left anywhere, and the totals are as they were."""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import Sequence
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from bot.messages import Button, Buttons, Paragraph, Strong
from bot.news import AccountFacts
from bot.people import AccountRef, MemberRef
from bot.ports import UnitOfWork
from bot.rituals.standup import Participant, State
from storage import Database, scrub
from storage.engine import make_engine, read_url
from storage.erasing import Rule, naming
from storage.standup_tables import participant
from storage.tombstones import NAME as SOMEBODY
from storage.traces import Traces
from tests.postgres import find_tools
from tests.storage.samples import (
    HERE,
    NOW,
    OWNER,
    THERE,
    Nudge,
    meet,
    parcels,
    standup,
)
from tests.storage.traces import (
    ACCOUNT,
    ANA,
    NAME,
    QUESTIONS,
    WORDS,
    day,
    erase,
    everything,
    lives,
)


async def test_nothing_of_somebody_who_was_erased_is_left(storage: Database, url: str) -> None:
    ana = await lives(storage, url)
    before = everything(url)
    needles = (ana.id, ACCOUNT, NAME, *WORDS[:1], "quokka", "zz9")
    assert [one for one in needles if one not in before] == []

    await erase(storage, ana)

    assert scrub(url)
    assert [one for one in needles if one in everything(url)] == []


@pytest.mark.postgres
@pytest.mark.dump
async def test_nothing_of_them_is_in_a_dump(postgres_url: str) -> None:
    tools = find_tools()
    assert tools is not None
    storage = await started(postgres_url)
    ana = await lives(storage, postgres_url)
    await erase(storage, ana)
    await storage.stop()
    words = [str(tools / "pg_dump"), "--data-only", postgres_url]
    done = await asyncio.to_thread(subprocess.run, words, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "Bo" in done.stdout
    for needle in (ana.id, ACCOUNT, NAME, *WORDS[:1], "quokka", "zz9"):
        assert needle not in done.stdout


async def test_the_totals_stay_as_they_were(storage: Database, url: str) -> None:
    ana = await lives(storage, url)
    before = totals(url)
    await erase(storage, ana)
    assert totals(url) == before
    stood = await storage.run(lambda work: work.standups.participants("d1"), HERE)
    somebody = next(one for person, one in stood if person.name == SOMEBODY)
    assert somebody.answers == ("", "", "", "4")


async def test_on_a_day_that_is_still_open_nobody_waits_for_them(
    storage: Database, url: str
) -> None:
    ana = await lives(storage, url)

    def opens(work: UnitOfWork) -> None:
        (bo,) = meet(work, "Bo")
        assert work.standups.open(
            day("d2"), [Participant(ana, NOW), Participant(bo, NOW, state=State.ASKED)]
        )

    await storage.run(opens, HERE)
    await erase(storage, ana)
    stood = await storage.run(lambda work: work.standups.participants("d2"), HERE)
    assert {person.name: one.state for person, one in stood} == {
        "Bo": State.ASKED,
        SOMEBODY: State.GONE,
    }


async def test_a_standup_for_them_alone_is_not_one_for_everybody(
    storage: Database, url: str
) -> None:
    def sets_up(work: UnitOfWork) -> MemberRef:
        ana, bo = meet(work, "Ana", "Bo")
        work.standups.add(standup(ana, people=(ana,), questions=QUESTIONS))
        work.standups.add(standup(bo, "s2", people=(ana, bo), questions=QUESTIONS))
        return ana

    ana = await storage.run(sets_up, HERE)
    await erase(storage, ana)

    def asks(work: UnitOfWork) -> list[tuple[int, list[str]]]:
        picked = [(each.people, work.people.persons(each.people)) for each in work.standups.all()]
        return [
            (len(listed), [one.name for one in people.values() if one.askable])
            for listed, people in picked
        ]

    assert await storage.run(asks, HERE) == [(1, []), (1, ["Bo"])]


async def test_what_they_set_up_is_anybodys_to_change(storage: Database, url: str) -> None:
    ana = await lives(storage, url)
    await erase(storage, ana)

    def creator(work: UnitOfWork) -> bool:
        found = work.standups.get("s1")
        assert found is not None
        (person,) = work.people.persons([found.creator]).values()
        return person.active

    assert not await storage.run(creator, HERE)


async def test_what_waits_for_others_goes_out_without_them(storage: Database, url: str) -> None:
    ana = await lives(storage, url)
    await storage.lease(OWNER, 15)
    await erase(storage, ana)
    waiting = {one.key: one for one in await parcels(storage)}
    assert sorted(waiting) == ["standup:d1:wrap", "told"]
    wrap, told = waiting["standup:d1:wrap"].message, waiting["told"]
    assert wrap is not None
    assert wrap.blocks == (
        Paragraph((Strong(f"{SOMEBODY}:"), "(erased)")),
        Paragraph((Strong("Bo:"), "Kept going")),
        Buttons((Button.to("Answer", Nudge("strong")),)),
    )
    assert told.roster.people == {}  # A renderer then says "somebody" and mentions nobody.


async def test_others_keep_their_own_words(storage: Database, url: str) -> None:
    ana = await lives(storage, url)
    await erase(storage, ana)
    stood = await storage.run(lambda work: work.standups.participants("d1"), HERE)
    bo = next(one for person, one in stood if person.name == "Bo")
    assert bo.answers == (f"Helped {SOMEBODY} with it", "Nothing", "", "2")


async def test_the_same_account_elsewhere_is_somebody_else(storage: Database, url: str) -> None:
    await storage.run(lambda work: work.people.learn([AccountFacts(ANA, NAME, "UTC")]), THERE)
    ana = await lives(storage, url)
    await erase(storage, ana)
    assert [one.workspace for one in await storage.people_called(NAME)] == [THERE]


async def test_who_writes_again_is_new(storage: Database, url: str) -> None:
    ana = await lives(storage, url)
    await erase(storage, ana)
    await erase(storage, ana)  # There is nobody any more.

    def again(work: UnitOfWork) -> tuple[MemberRef, str]:
        person = work.people.meet([ANA])[ANA]
        return person.ref, person.name

    new, name = await storage.run(again, HERE)
    assert new != ana
    assert name == ""


async def test_nobody_who_has_left_comes_back_by_the_nightly_list(storage: Database) -> None:
    left = AccountFacts(ANA, NAME, "UTC", active=False)
    await storage.run(lambda work: work.people.learn([left]), HERE)
    assert await storage.people_called(NAME) == []


async def test_people_are_found_by_name_first_name_and_account(storage: Database) -> None:
    for workspace in (HERE, THERE):
        await storage.run(
            lambda work: work.people.learn([AccountFacts(ANA, NAME, "UTC")]), workspace
        )
    for words in (NAME.upper(), "anaximandra", "@Anaximandra", ACCOUNT.lower()):
        found = await storage.people_called(words)
        assert [(one.workspace, one.account, one.name) for one in found] == [
            (HERE, ANA, NAME),
            (THERE, ANA, NAME),
        ]
    for words in ("Anaxi", "%", SOMEBODY, ""):
        assert await storage.people_called(words) == []


async def test_a_name_is_found_however_its_letters_are_written(storage: Database, url: str) -> None:
    def says(work: UnitOfWork) -> MemberRef:
        work.people.learn([AccountFacts(ANA, "Élodie Müller", "UTC")])
        ana = work.people.meet([ANA])[ANA].ref
        (bo,) = meet(work, "Bo")
        work.standups.add(standup(bo, name="élodie müller's desk", questions=QUESTIONS))
        said = replace(Participant(bo, NOW), answers=("helped ÉLODIE MÜLLER", "", "", "2"))
        work.standups.open(day("d1"), [said])
        return ana

    ana = await storage.run(says, HERE)
    await erase(storage, ana)
    left = everything(url).lower()
    for name in ("élodie", "müller"):
        assert name not in left


async def test_nobody_stands_in_where_no_row_needs_it(storage: Database) -> None:
    await storage.run(lambda work: meet(work, "Ana"), HERE)
    (ana,) = await storage.run(lambda work: meet(work, "Ana"), HERE)
    await erase(storage, ana)
    people = await storage.run(lambda work: work.people.unknown(), HERE)
    assert people == ()
    assert (await storage.counts(NOW))["people"] == {"slack": 0}


def test_what_becomes_of_each_column_that_names_a_member_has_been_decided() -> None:
    """A new table that refers to a member comes in here, after some thought."""
    assert {f"{one.table.name}.{one.name}": rule for one, rule in naming()} == {
        "absence.by": Rule.HAND_OVER,
        "absence.member": Rule.REMOVE,
        "channel_member.member": Rule.REMOVE,
        "digest.creator": Rule.HAND_OVER,
        "journal.member": Rule.REMOVE,
        "organiser.member": Rule.REMOVE,
        "outbox.member": Rule.REMOVE,
        "outbox.owner": Rule.CLEAR,
        "participant.member": Rule.COUNT,
        "question_set.creator": Rule.HAND_OVER,
        "standup.creator": Rule.HAND_OVER,
        "working_life.member": Rule.REMOVE,
    }


async def started(url: str) -> Database:
    database = Database(url)
    await database.start()
    await database.installed_workspace(HERE, "Here", AccountRef("UBOT"))
    return database


def totals(url: str) -> Sequence[object]:
    counted = (
        select(participant.c.state, func.count())
        .where(participant.c.occurrence == "d1")
        .group_by(participant.c.state)
    )
    with make_engine(read_url(url), writes=False).connect() as connection:
        return sorted(tuple(row) for row in connection.execute(counted))


def test_ids_and_names_are_found_whole_and_a_common_word_is_no_name() -> None:
    traces = Traces("m1", "U12", "Will", ("m9", "erased:x", SOMEBODY))
    assert traces.without("U12, @U12_x U123 and AU12", name=False) == (
        "erased:x, @erased:x_x U123 and AU12"
    )
    assert not traces.unmistakable
    assert traces.without("Will, Willow", name=True) == f"{SOMEBODY}, Willow"
