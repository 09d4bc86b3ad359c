"""An answer can be changed for as long as the team has chosen, and a first one is always taken."""

from __future__ import annotations

from datetime import time

import pytest

from bot.forms import Form
from bot.happening import Happening, Nothing, Open, Outcome
from bot.ports import UnitOfWork
from bot.rituals.standup_intents import Answer, Submit
from tests.handlers.conftest import Scene
from tests.world import WORKSPACE, Resident


async def a_day(scene: Scene, edits: str) -> None:
    """Bo has answered, and the others have not."""
    await scene.set_up()
    await scene.chooses(edits=edits)
    await scene.town.clock_strikes(scene.at(24, 14, 31))
    await scene.answers(scene.bo, "Review labels")


async def can_edit(scene: Scene) -> bool:
    await scene.bo.presses("Edit answer")
    return scene.bo.form is not None


@pytest.mark.parametrize(
    ("edits", "hours"),
    [
        # The wrap-up is at 16:30 UTC, and Bo's midnight in New York at 05:00 UTC.
        ("wrap-up", [(24, 16, 29), (24, 16, 30)]),
        ("midnight", [(25, 4, 59), (25, 5, 0)]),
        ("next", [(25, 14, 29), (25, 14, 30)]),
    ],
)
async def test_an_answer_can_be_changed_until_then_and_no_longer(
    scene: Scene, edits: str, hours: list[tuple[int, int, int]]
) -> None:
    await a_day(scene, edits)
    until, over = hours
    await scene.town.clock_strikes(scene.at(*until))
    assert await can_edit(scene)
    await scene.bo.sends(**{"answer-1": "Review reviews"})
    assert scene.bo.errors == {}
    await scene.town.clock_strikes(scene.at(*over))
    await scene.bo.presses("Edit answer")
    assert scene.bo.form is None
    assert "can no longer be changed" in scene.bo.told or "is over" in scene.bo.told
    assert "Review reviews (edited)" in scene.team.screen


async def test_a_form_that_was_open_too_long_keeps_its_words_and_says_why(scene: Scene) -> None:
    await a_day(scene, "wrap-up")
    await scene.bo.presses("Edit answer")
    await scene.town.clock_strikes(scene.at(24, 16, 30))
    await scene.bo.sends(**{"answer-1": "Too late"})
    assert "can no longer be changed, so yours stays as it was" in scene.bo.errors[""]
    assert "Too late" not in scene.team.screen


async def test_a_first_answer_is_taken_late_whatever_holds_for_edits(scene: Scene) -> None:
    await a_day(scene, "wrap-up")
    await scene.town.clock_strikes(scene.at(24, 20))
    await scene.answers(scene.ana, "Here I am")
    assert "- Ana: Here I am (late)" in scene.team.screen


async def test_a_late_answer_is_taken_as_long_as_one_is_away(scene: Scene) -> None:
    await scene.set_up()
    await scene.town.clock_strikes(scene.at(24, 20))
    await scene.ana.types("/muster away 3 days", scene.team)
    await scene.town.clock_strikes(scene.at(25, 20))
    await scene.answers(scene.ana, "Here I am")
    assert "- Ana: Here I am (late)" in scene.team.screen, "nobody asked her for a newer one"


async def test_midnight_comes_after_the_answer_where_the_day_lasts_longer(scene: Scene) -> None:
    """The wrap-up is at 10:00 in Paris on the next morning."""
    await scene.set_up(ask_at=time(22), wrap_at=time(10))
    await scene.chooses(edits="midnight")
    await scene.town.clock_strikes(scene.at(24, 21))
    await scene.answers(scene.ana, "Ship it")
    await scene.town.clock_strikes(scene.at(25, 8, 59))
    await scene.ana.presses("Edit answer")
    assert scene.ana.form is not None, "it is past midnight, but not yet wrapped up"
    await scene.town.clock_strikes(scene.at(25, 9, 1))
    await scene.ana.presses("Edit answer")
    assert "can no longer be changed" in scene.ana.told


async def test_midnight_is_that_of_the_persons_own_date(scene: Scene) -> None:
    """It is Tuesday in Los Angeles, where the team is, and Wednesday morning in Sydney."""
    sydney = await scene.town.person("Syd", "Australia/Sydney")
    for who in (scene.ana, scene.bo, scene.diya):
        await who.changes(zone="America/Los_Angeles")
    await scene.set_up(ask_at=time(15), wrap_at=time(18))
    await scene.chooses(together="together", edits="midnight")
    await scene.team.welcomes(sydney)
    await scene.town.clock_strikes(scene.at(24, 23, 20))
    await scene.answers(sydney, "Ship it")
    await scene.town.clock_strikes(scene.at(25, 12, 59))
    await sydney.presses("Edit answer")
    assert sydney.form is not None
    await scene.town.clock_strikes(scene.at(25, 13, 0))
    await sydney.presses("Edit answer")
    assert "can no longer be changed" in sydney.told


async def test_whoever_could_not_be_asked_in_time_may_answer(scene: Scene) -> None:
    await scene.set_up()
    await scene.town.clock_strikes(scene.at(24, 4, 5))
    await scene.town.sleeps_until(scene.at(24, 11))
    assert scene.ana.inbox == "", "her question was more than two hours late"
    assert await opens(scene, scene.ana) is not None
    outcome = await does(scene, scene.ana, Submit, {"answer-1": "Ship it"})
    assert outcome.now == Nothing()
    assert "- Ana: Ship it" in scene.team.screen
    await scene.team.loses(scene.bo)
    await scene.town.clock_strikes(scene.at(24, 14, 31))
    assert await opens(scene, scene.bo) is None, "he has left"


async def opens(scene: Scene, who: Resident) -> Form | None:
    now = (await does(scene, who, Answer)).now
    return now.form if isinstance(now, Open) else None


async def does(
    scene: Scene, who: Resident, what: type[Answer | Submit], fields: dict[str, str] | None = None
) -> Outcome:
    """Of the standup that there is, on Tuesday; a button of it stands on nobody's screen."""

    def find(work: UnitOfWork) -> str:
        return f"{work.standups.all()[0].id}/2026-11-24"

    day = await scene.town.database.run(find, WORKSPACE)
    happening = Happening(
        what(day), WORKSPACE, scene.town.clock.now(), who.account, fields=fields or {}, key="once"
    )
    outcome = await scene.town.dispatcher.handle(happening)
    await scene.town.courier.settle()
    return outcome
