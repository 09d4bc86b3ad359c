"""Questions of every kind, from the prompt through the form to the board, the thread and the wrap-up."""

from __future__ import annotations

from bot.forms import Choice, Choices, Number
from bot.happening import FieldValue
from bot.messages import Note
from tests.handlers.conftest import Scene

EVERY_KIND = """\
What did you finish?
How high is the risk? [one of: low, high]
What did you work on? [any of: labels, training, serving]
How sure are you of the date? [1-5]
How are you today? [mood]
How many runs finished? [number]
Is the release on track? [yes/no]
> if no: What is missing?
What is in your way? [blockers]"""

ANSWERS: dict[str, FieldValue] = {
    "answer-0": "The importer",
    "answer-1": "#2",
    "answer-2": ("#3", "#1"),
    "answer-3": "4",
    "answer-4": "2",
    "answer-5": 12.5,
    "answer-6": "yes",
    "answer-8": "- GPU quota\n- VPN",
}


async def asked(scene: Scene, questions: str) -> None:
    await scene.set_up(questions=questions)
    await scene.town.clock_strikes(scene.at(24, 14, 31))


async def test_the_prompt_has_every_question_and_no_follow_up(scene: Scene) -> None:
    await asked(scene, EVERY_KIND)
    for text in ("What did you finish?", "How high is the risk?", "What is in your way?"):
        assert f"- {text}" in scene.ana.inbox
    assert "What is missing?" not in scene.ana.inbox
    assert scene.ana.messages[0].message.summary == "churn standup: 8 short questions"


async def test_the_form_has_a_field_of_its_kind_for_each(scene: Scene) -> None:
    await asked(scene, EVERY_KIND)
    await scene.ana.presses("Answer")
    assert scene.ana.form is not None
    kinds = [type(one) for one in scene.ana.form.content if not isinstance(one, Note)]
    assert [kinds.count(kind) for kind in (Choice, Choices, Number)] == [4, 1, 1]
    assert len(kinds) == 8


async def test_an_answer_of_every_kind_is_read_on_board_thread_and_wrap_up(scene: Scene) -> None:
    await asked(scene, EVERY_KIND)
    await scene.ana.presses("Answer")
    await scene.ana.sends(**ANSWERS)
    assert scene.ana.errors == {}
    assert scene.ana.form is None, "nothing follows from a yes"
    assert "- Ana: The importer. 2 blockers" in scene.team.screen
    thread = scene.team.thread
    for lines in (
        "What did you finish?\n> The importer",
        "How high is the risk?\n> high",
        "What did you work on?\n- labels\n- serving",
        "How sure are you of the date?\n> 4 of 5",
        "How are you today?\n> 😕 not good",
        "How many runs finished?\n> 12.5",
        "Is the release on track?\n> yes",
        "What is in your way?\n- GPU quota\n- VPN",
    ):
        assert lines in thread
    assert "What is missing?" not in thread
    await scene.town.clock_strikes(scene.at(24, 17))
    wrap = scene.team.thread.split("---\nWrap-up:")[1]
    assert wrap.index("2 blockers\n- Ana: GPU quota\n- Ana: VPN") < wrap.index("The importer")
    assert "What did you work on?\n- Ana: labels, serving" in wrap
    assert "How are you today?\n- Ana: 😕 not good" in wrap
    assert wrap.count("GPU quota") == 1


async def test_the_form_opens_again_with_every_answer_as_it_was(scene: Scene) -> None:
    await asked(scene, EVERY_KIND)
    await scene.ana.presses("Answer")
    await scene.ana.sends(**ANSWERS)
    said = scene.team.screen + scene.team.thread
    await scene.ana.presses("Edit answer")
    await scene.ana.sends()
    assert scene.ana.errors == {}
    assert scene.team.screen + scene.team.thread == said, "sent as it opened, nothing has changed"


async def test_a_bad_number_is_told_and_everything_typed_stays(scene: Scene) -> None:
    await asked(scene, EVERY_KIND)
    await scene.ana.presses("Answer")
    await scene.ana.sends(**{**ANSWERS, "answer-5": "about a dozen"})
    assert list(scene.ana.errors) == ["answer-5"]
    assert "This is not a number. Write digits alone" in scene.ana.errors["answer-5"]
    assert scene.ana.form is not None
    assert "0 of 3 answered" in scene.team.screen
    await scene.ana.sends(**ANSWERS)
    assert scene.ana.errors == {}
    assert "1 of 3 answered" in scene.team.screen


async def test_nought_is_an_answer(scene: Scene) -> None:
    await asked(scene, "How many runs finished? [number]")
    await scene.ana.presses("Answer")
    await scene.ana.sends(**{"answer-0": 0.0})
    assert scene.ana.errors == {}
    assert "- Ana: 0" in scene.team.screen


async def test_no_blockers_is_an_answer(scene: Scene) -> None:
    await asked(scene, "What is in your way? [blockers]")
    await scene.ana.presses("Answer")
    await scene.ana.sends(**{"answer-0": "none"})
    assert scene.ana.errors == {}
    assert "1 of 3 answered" in scene.team.screen
    assert "- Ana: no blockers" in scene.team.screen


async def test_a_required_question_is_asked_for_and_the_rest_stays(scene: Scene) -> None:
    await asked(scene, "What will you do today?\nIs it on track? [yes/no, required]")
    await scene.ana.presses("Answer")
    await scene.ana.sends(**{"answer-0": "Ship it"})
    assert list(scene.ana.errors) == ["answer-1"]
    await scene.ana.sends(**{"answer-0": "Ship it", "answer-1": "yes"})
    assert "- Ana: Ship it" in scene.team.screen


async def test_a_slip_in_the_questions_is_told_by_its_line_and_nothing_is_lost(
    scene: Scene,
) -> None:
    await scene.ana.types("/standup new", scene.team)
    await scene.ana.sends(questions="How are you? [mod]\n> if no: Why?\nFine?")
    assert "Line 1" in scene.ana.errors["questions"]
    assert "[mood]" in scene.ana.errors["questions"]
    assert scene.ana.form is not None
    await scene.ana.sends(questions="How are you? [mood]\n> if 1, 2: Why?\nFine?")
    assert scene.ana.errors == {}


async def test_the_form_of_a_standup_shows_its_questions_as_they_are_written(
    scene: Scene,
) -> None:
    await scene.set_up(questions=EVERY_KIND)
    await scene.ana.types("/standup edit", scene.team)
    said = scene.team.screen
    await scene.ana.sends()
    assert scene.ana.errors == {}
    assert scene.team.screen == said, "read again they are the same questions"


async def test_ten_questions_fit_and_eleven_are_told(scene: Scene) -> None:
    ten = "\n".join(f"Question {number}?" for number in range(10))
    await scene.ana.types("/standup new", scene.team)
    await scene.ana.sends(questions=f"{ten}\nOne more?")
    assert "11" in scene.ana.errors["questions"]
    await scene.ana.sends(questions=ten)
    assert scene.ana.errors == {}


async def test_a_day_keeps_the_questions_with_which_it_began(scene: Scene) -> None:
    await asked(scene, "How are you? [mood]")
    await scene.ana.types("/standup edit", scene.team)
    await scene.ana.sends(questions="What is in your way? [blockers]")
    await scene.ana.presses("Answer")
    await scene.ana.sends(**{"answer-0": "5"})
    assert "- Ana: 😄 very good" in scene.team.screen
