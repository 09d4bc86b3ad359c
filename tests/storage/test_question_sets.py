"""Questions that teams have saved: put away, taken out, replaced by name, each workspace its own."""

from __future__ import annotations

from bot.people import ChannelRef, WorkspaceRef
from bot.ports import UnitOfWork
from bot.rituals.questions import Kind, Question, QuestionSet
from storage import Database
from tests.storage.samples import BOT, HERE, meet

ELSEWHERE = WorkspaceRef("slack", "TELSE")
CHURN, CLAIMS = ChannelRef("C1"), ChannelRef("C2")
QUESTIONS = (
    Question("How is it? \N{ROCKET}", Kind.CHOICE, ("a, b", "l'été"), required=True),
    Question("Why?", only_if=("a, b",)),
    Question("Anything in your way?", Kind.BLOCKERS),
)


async def test_a_set_comes_back_as_it_was_saved(storage: Database) -> None:
    def work(unit: UnitOfWork) -> None:
        (ana,) = meet(unit, "Ana")
        assert list(unit.question_sets.all()) == []
        unit.question_sets.keep(CHURN, QuestionSet("q2", "Labels", QUESTIONS), ana)
        unit.question_sets.keep(CLAIMS, QuestionSet("q1", "Audit", QUESTIONS[:1]), ana)
        assert list(unit.question_sets.all()) == [
            (CLAIMS, QuestionSet("q1", "Audit", QUESTIONS[:1])),
            (CHURN, QuestionSet("q2", "Labels", QUESTIONS)),
        ]

    await storage.run(work, HERE)


async def test_the_same_name_again_replaces_and_keeps_the_buttons_working(
    storage: Database,
) -> None:
    def work(unit: UnitOfWork) -> None:
        ana, bo = meet(unit, "Ana", "Bo")
        unit.question_sets.keep(CHURN, QuestionSet("q1", "Labels", QUESTIONS), ana)
        unit.question_sets.keep(CHURN, QuestionSet("q2", "Labels", QUESTIONS[:1]), bo)
        unit.question_sets.keep(CLAIMS, QuestionSet("q3", "Labels", QUESTIONS), bo)
        assert list(unit.question_sets.all()) == [
            (CHURN, QuestionSet("q1", "Labels", QUESTIONS[:1])),
            (CLAIMS, QuestionSet("q3", "Labels", QUESTIONS)),
        ]

    await storage.run(work, HERE)


async def test_a_set_is_forgotten_once_and_alone(storage: Database) -> None:
    def work(unit: UnitOfWork) -> None:
        (ana,) = meet(unit, "Ana")
        unit.question_sets.keep(CHURN, QuestionSet("q1", "Labels", QUESTIONS), ana)
        unit.question_sets.keep(CHURN, QuestionSet("q2", "Audit", QUESTIONS), ana)
        unit.question_sets.forget("q1")
        unit.question_sets.forget("q1")
        assert [one.name for _, one in unit.question_sets.all()] == ["Audit"]

    await storage.run(work, HERE)


async def test_a_workspace_sees_and_forgets_only_its_own(storage: Database) -> None:
    await storage.installed_workspace(ELSEWHERE, "Elsewhere", BOT)

    def save(unit: UnitOfWork) -> None:
        (ana,) = meet(unit, "Ana")
        unit.question_sets.keep(CHURN, QuestionSet("q1", "Labels", QUESTIONS), ana)

    def look(unit: UnitOfWork) -> int:
        return len(unit.question_sets.all())

    await storage.run(save, HERE)
    await storage.run(save, ELSEWHERE)
    await storage.run(lambda unit: unit.question_sets.forget("q1"), HERE)
    assert await storage.run(look, HERE) == 0
    assert await storage.run(look, ELSEWHERE) == 1
