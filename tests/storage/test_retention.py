"""How long each kind of data is kept, as the operator sets it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial

from bot.ports import Entry, UnitOfWork
from bot.rituals.questions import Kind, Question
from bot.rituals.reasons import Decision, Reason
from bot.rituals.standup import Participant, State
from storage import Database, Keep
from tests.storage.samples import HERE, NOW, TEAM, TODAY, meet, standup
from tests.storage.traces import QUESTIONS
from tests.storage.traces import day as a_day

DAY = timedelta(days=1)
TWO_YEARS = NOW + 730 * DAY
SAID = ("Shipped it", "The licence\nThe weather", "one", "4")


async def lived(storage: Database, people: int = 1) -> None:
    """A day on which everybody said the same, and the one after it."""

    def work(unit: UnitOfWork) -> None:
        members = meet(unit, *(f"P{each:04}" for each in range(people)))
        unit.standups.add(standup(members[0], questions=QUESTIONS))
        stood = [
            Participant(one, NOW, state=State.ANSWERED, answers=SAID, late=True) for one in members
        ]
        unit.standups.open(replace(a_day("d0"), wrapped_at=NOW), stood)
        unit.standups.open(replace(a_day("d1"), wrapped_at=NOW), stood)

    await storage.run(work, HERE)


async def stood(storage: Database, day: str) -> list[Participant]:
    found = await storage.run(lambda unit: unit.standups.participants(day), HERE)
    return [one for _, one in found]


async def test_the_words_of_old_answers_go_and_what_is_counted_stays(storage: Database) -> None:
    await lived(storage)
    await storage.tidy(TWO_YEARS)
    assert [one.answers for one in await stood(storage, "d0")] == [SAID]
    await storage.tidy(TWO_YEARS + DAY)
    (old,) = await stood(storage, "d0")
    assert old.answers == ("", "", "", "4")
    assert (old.state, old.late) == (State.ANSWERED, True)
    assert [one.answers for one in await stood(storage, "d1")] == [SAID]


async def test_all_old_answers_go_however_many_there_are(storage: Database) -> None:
    await lived(storage, people=1200)
    await storage.tidy(TWO_YEARS + DAY)
    assert {one.answers for one in await stood(storage, "d0")} == {("", "", "", "4")}


async def test_answers_are_kept_for_as_long_as_it_is_set(storage: Database) -> None:
    await lived(storage)
    await storage.tidy(TWO_YEARS + 3650 * DAY, Keep(answers=None))
    assert [one.answers for one in await stood(storage, "d0")] == [SAID]
    await storage.tidy(NOW + 2 * DAY, Keep(answers=DAY))
    assert [one.answers[0] for one in await stood(storage, "d0")] == [""]
    assert [one.answers[0] for one in await stood(storage, "d1")] == [SAID[0]]


async def test_the_journal_is_kept_for_as_long_as_it_is_set(storage: Database) -> None:
    def work(unit: UnitOfWork) -> None:
        (ana,) = meet(unit, "Ana")
        unit.journal.note([Entry(NOW, ana, TEAM, "Daily", TODAY, Decision.ASKED, Reason.BY_HAND)])

    def noted(unit: UnitOfWork) -> int:
        (ana,) = meet(unit, "Ana")
        return len(unit.journal.about(ana, TODAY))

    await storage.run(work, HERE)
    tidy = partial(storage.tidy, NOW + 11 * DAY)
    await tidy(Keep(journal=None))
    assert await storage.run(noted, HERE) == 1
    await tidy(Keep(journal=10 * DAY))
    assert await storage.run(noted, HERE) == 0


async def test_many_numbers_of_odd_looks_hide_no_words(storage: Database) -> None:
    """1e+20 is a number that stays; were it taken for words, the words behind 500 such would stay too."""

    def work(unit: UnitOfWork) -> None:
        members = sorted(
            meet(unit, *(f"P{each:04}" for each in range(501))), key=lambda one: one.id
        )
        asked = (Question("How many?", Kind.NUMBER), Question("And?"))
        unit.standups.add(standup(members[0], questions=asked))
        stood = [Participant(one, NOW, answers=("1e+20", "")) for one in members[:-1]]
        stood.append(Participant(members[-1], NOW, answers=("1e-7", "in words")))
        unit.standups.open(replace(a_day("d0"), questions=asked, wrapped_at=NOW), stood)

    await storage.run(work, HERE)
    await storage.tidy(TWO_YEARS + DAY)
    assert {one.answers for one in await stood(storage, "d0")} == {("1e+20", ""), ("1e-7", "")}
