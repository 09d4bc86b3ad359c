"""Who reads the answers, and when, is kept as it was promised to whoever wrote them."""

from __future__ import annotations

import pytest

from tests.handlers.conftest import Scene

PLAN = "Ship the importer"


async def everybody_answers(scene: Scene) -> None:
    """All but Diya, so that the day stays open."""
    await scene.answers(scene.ana, PLAN)
    await scene.answers(scene.bo, "Review labels")


async def today(scene: Scene, **chosen: object) -> None:
    """A standup with these options, on a day on which everybody has been asked."""
    await scene.set_up()
    await scene.chooses(**chosen)
    await scene.town.clock_strikes(scene.at(24, 14, 31))


def in_channel(scene: Scene) -> str:
    return "\n".join(
        (
            scene.team.screen,
            scene.team.thread,
            *(one.message.summary for one in scene.team.messages),
        )
    )


async def test_at_once_the_channel_reads_answers_as_they_come(running: Scene) -> None:
    assert "your team reads the answers there." in running.ana.inbox
    await running.answers(running.ana, PLAN)
    assert f"- Ana: {PLAN}" in running.team.screen
    assert PLAN in running.team.thread


async def test_at_the_wrap_up_nothing_of_an_answer_is_in_the_channel_before(scene: Scene) -> None:
    await today(scene, shown="at wrap-up")
    assert "your team reads the answers there once the day is wrapped up" in scene.ana.inbox
    await everybody_answers(scene)
    assert "Answered: Ana and Bo" in scene.team.screen
    assert "2 of 3 answered" in scene.team.screen
    assert scene.team.thread == ""
    assert PLAN not in in_channel(scene)
    assert "#churn reads it once the day is wrapped up" in scene.ana.inbox


async def test_at_the_wrap_up_the_channel_reads_all_answers_and_the_late_ones_after(
    scene: Scene,
) -> None:
    await today(scene, shown="at wrap-up")
    await everybody_answers(scene)
    await scene.town.clock_strikes(scene.at(24, 17))
    assert f"- Ana: {PLAN}" in scene.team.screen
    assert f"> {PLAN}" in scene.team.thread
    assert "> Review labels" in scene.team.thread
    await scene.answers(scene.diya, "Tune the model")
    assert "> Tune the model" in scene.team.thread
    assert "- Diya: Tune the model (late)" in scene.team.screen
    assert "Wrap-up: 3 of 3 answered" in scene.team.thread


async def test_at_the_wrap_up_is_at_once_where_the_last_answer_comes_early(scene: Scene) -> None:
    await today(scene, shown="at wrap-up")
    await everybody_answers(scene)
    await scene.answers(scene.diya, "Tune the model")
    assert "> Tune the model" in scene.team.thread
    assert f"> {PLAN}" in scene.team.thread


async def test_for_organisers_only_nothing_of_an_answer_is_ever_in_the_channel(
    scene: Scene,
) -> None:
    await today(scene, shown="organisers")
    assert "only its organisers read the answers" in scene.bo.inbox
    await everybody_answers(scene)
    assert "kept for the organisers" in scene.bo.inbox
    await scene.town.clock_strikes(scene.at(24, 17))
    await scene.answers(scene.diya, "Tune the model")
    for words in (PLAN, "Review labels", "Tune the model"):
        assert words not in in_channel(scene)
        assert words in scene.ana.inbox
        assert words not in scene.bo.inbox + scene.diya.inbox
    assert "Wrap-up: 3 of 3 answered" in scene.team.thread
    assert "You get this because you organise this standup" in scene.ana.inbox


async def test_organisers_get_the_wrap_up_once_and_an_edit_changes_it(scene: Scene) -> None:
    await today(scene, shown="organisers")
    await everybody_answers(scene)
    await scene.town.clock_strikes(scene.at(24, 17))
    await scene.bo.presses("Edit answer")
    await scene.bo.sends(**{"answer-1": "Review the reviews"})
    assert "Review labels" not in scene.ana.inbox
    assert "Review the reviews (edited)" in scene.ana.inbox
    assert scene.ana.inbox.count("Wrap-up: 2 of 3 answered") == 1
    assert "Review" not in in_channel(scene)


@pytest.mark.parametrize("promised", ["organisers", "at wrap-up"])
async def test_what_was_promised_to_be_private_stays_so_when_the_setting_changes(
    scene: Scene, promised: str
) -> None:
    await today(scene, shown=promised)
    await scene.answers(scene.bo, PLAN)
    await scene.chooses(shown="at once")
    await scene.bo.presses("Edit answer")
    await scene.bo.sends(**{"answer-0": "Labels", "answer-1": PLAN})
    await scene.answers(scene.ana, "Plan")
    assert PLAN not in in_channel(scene)
    await scene.town.clock_strikes(scene.at(24, 17))
    assert (PLAN in in_channel(scene)) == (promised == "at wrap-up")
    await scene.town.clock_strikes(scene.at(25, 14, 31))
    await scene.answers(scene.bo, "Tomorrow's plan")
    assert "Tomorrow's plan" in in_channel(scene), "the next day is asked as it is set now"


async def test_the_wrap_up_is_by_question_or_by_person(scene: Scene) -> None:
    await today(scene)
    await scene.ana.presses("Answer")
    await scene.ana.sends(**{"answer-0": "Labels", "answer-1": PLAN, "answer-2": "GPU quota\nVPN"})
    await scene.town.clock_strikes(scene.at(24, 17))
    by_question = scene.team.messages[-1]
    assert "What will you do today?\n- Ana: Ship the importer" in scene.team.thread
    await scene.chooses(layout="person")
    await scene.town.clock_strikes(scene.at(25, 14, 31))
    await scene.ana.presses("Answer")
    await scene.ana.sends(**{"answer-0": "Labels", "answer-1": PLAN, "answer-2": "GPU quota\nVPN"})
    await scene.town.clock_strikes(scene.at(25, 17))
    assert scene.team.messages[-1] is not by_question
    finished = "Ana\n- What did you finish since the last standup? Labels"
    assert f"{finished}\n- What will you do today? {PLAN}" in scene.team.thread
    assert scene.team.thread.count("2 blockers\n- Ana: GPU quota\n- Ana: VPN") == 2, "first in both"
