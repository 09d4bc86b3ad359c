"""A follow-up is asked on a further page, once an answer calls for it, and costs nobody their answer."""

from __future__ import annotations

from bot.messages import Note
from tests.handlers.conftest import Scene

QUESTIONS = """\
What will you do today?
Is the release on track? [yes/no]
> if no: What is missing?
> if any: How sure are you? [1-5]"""
FURTHER = "Your answers are saved."


async def asked(scene: Scene, questions: str = QUESTIONS) -> None:
    await scene.set_up(questions=questions)
    await scene.town.clock_strikes(scene.at(24, 14, 31))


def names(scene: Scene) -> list[str]:
    """The fields of Ana's form."""
    assert scene.ana.form is not None
    return [one.name for one in scene.ana.form.content if not isinstance(one, Note)]


async def says_no(scene: Scene) -> None:
    await scene.ana.presses("Answer")
    await scene.ana.sends(**{"answer-0": "Ship it", "answer-1": "no"})


async def test_the_further_page_has_what_the_answers_call_for(scene: Scene) -> None:
    await asked(scene)
    await scene.ana.presses("Answer")
    assert names(scene) == ["answer-0", "answer-1"]
    await scene.ana.sends(**{"answer-0": "Ship it", "answer-1": "no"})
    assert names(scene) == ["answer-2", "answer-3"]
    assert scene.ana.form is not None
    (note,) = [one for one in scene.ana.form.content if isinstance(one, Note)]
    assert FURTHER in str(note.spans[0])
    await scene.ana.sends(**{"answer-2": "A test set", "answer-3": "2"})
    assert scene.ana.form is None
    assert "What is missing?\n> A test set" in scene.team.thread
    assert "How sure are you?\n> 2 of 5" in scene.team.thread


async def test_the_first_answers_are_kept_when_the_further_page_is_left(scene: Scene) -> None:
    await asked(scene)
    await says_no(scene)
    assert "- Ana: Ship it" in scene.team.screen
    assert "your answer is in" in scene.ana.inbox
    await scene.town.clock_strikes(scene.at(24, 17))
    assert "Is the release on track?\n- Ana: no" in scene.team.thread


async def test_the_further_page_is_no_edit_of_the_answer_it_belongs_to(scene: Scene) -> None:
    await asked(scene)
    await says_no(scene)
    await scene.ana.sends(**{"answer-2": "A test set"})
    assert "edited" not in scene.team.screen + scene.team.thread + scene.ana.inbox


async def test_the_further_page_may_be_sent_empty(scene: Scene) -> None:
    await asked(scene)
    await says_no(scene)
    await scene.ana.sends()
    assert scene.ana.errors == {}
    assert "What is missing?" not in scene.team.thread


async def test_editing_shows_the_follow_up_in_the_form(scene: Scene) -> None:
    await asked(scene)
    await says_no(scene)
    await scene.ana.sends(**{"answer-2": "A test set", "answer-3": "2"})
    await scene.ana.presses("Edit answer")
    assert names(scene) == ["answer-0", "answer-1", "answer-2", "answer-3"]
    await scene.ana.sends(**{"answer-2": "Two test sets"})
    assert scene.ana.form is None
    assert "What is missing?\n> Two test sets" in scene.team.thread
    assert "(edited)" in scene.team.screen


async def test_an_answer_that_no_longer_calls_for_it_drops_the_follow_up(scene: Scene) -> None:
    await asked(scene)
    await says_no(scene)
    await scene.ana.sends(**{"answer-2": "A test set", "answer-3": "2"})
    await scene.ana.presses("Edit answer")
    await scene.ana.sends(**{"answer-1": "yes"})
    assert scene.ana.errors == {}
    assert "A test set" not in scene.team.thread
    assert "How sure are you?\n> 2 of 5" in scene.team.thread, "any answer calls for this one"


async def test_what_is_required_of_a_follow_up_is_not_asked_for_in_vain(scene: Scene) -> None:
    await asked(scene, "Is it on track? [yes/no]\n> if no: What is missing? [required]")
    await scene.ana.presses("Answer")
    await scene.ana.sends(**{"answer-0": "no"})
    await scene.ana.sends(**{"answer-1": "A test set"})
    await scene.ana.presses("Edit answer")
    await scene.ana.sends(**{"answer-1": ""})
    assert "Your team asks for this one" in scene.ana.errors["answer-1"]
    await scene.ana.sends(**{"answer-0": "yes", "answer-1": ""})
    assert scene.ana.errors == {}
    assert "A test set" not in scene.team.thread


async def test_an_edit_that_calls_for_a_follow_up_opens_the_further_page(scene: Scene) -> None:
    await asked(scene)
    await scene.ana.presses("Answer")
    await scene.ana.sends(**{"answer-0": "Ship it"})
    assert scene.ana.form is None
    await scene.ana.presses("Edit answer")
    await scene.ana.sends(**{"answer-1": "no"})
    assert names(scene) == ["answer-2", "answer-3"]


async def test_a_further_page_sent_four_times_is_kept_once(scene: Scene) -> None:
    await asked(scene)
    await says_no(scene)
    further = scene.ana.form
    for _ in range(4):
        scene.ana.form = further
        await scene.ana.sends(**{"answer-2": "A test set"})
        assert scene.ana.errors == {}
    assert scene.team.thread.count("A test set") == 1


async def test_a_further_page_is_taken_after_edits_are_over(scene: Scene) -> None:
    await scene.set_up(questions=QUESTIONS)
    await scene.chooses(edits="wrap-up")
    await scene.town.clock_strikes(scene.at(24, 16, 29))
    await says_no(scene)
    await scene.town.clock_strikes(scene.at(24, 16, 31))
    await scene.ana.sends(**{"answer-2": "A test set"})
    assert scene.ana.errors == {}
    assert "A test set" in scene.team.thread


async def test_blockers_of_a_follow_up_stand_on_the_board_too(scene: Scene) -> None:
    await asked(scene, "Is it on track? [yes/no]\n> if no: What stops you? [blockers]")
    await scene.ana.presses("Answer")
    await scene.ana.sends(**{"answer-0": "no"})
    await scene.ana.sends(**{"answer-1": "GPU quota"})
    assert "- Ana: no. 1 blocker" in scene.team.screen
