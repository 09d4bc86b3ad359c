"""Who is asked which question, and how an answer is kept, whatever a form hands back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.forms import Choice, Choices, Number, Text
from bot.rituals.question_rules import (
    ANSWER_AT_MOST,
    BLOCKERS_AT_MOST,
    Wrong,
    asked,
    blockers,
    dropped,
    due_follow_ups,
    moods,
    option_value,
    read,
)
from bot.rituals.questions import Kind, Question, Questions
from bot.views import questions as shown
from tests.rituals.asking import question, questions, values

DAY: Questions = (
    Question("How are you?", Kind.MOOD),
    Question("What would help?", only_if=("1", "2")),
    Question("Who should know?", only_if=("1",)),
    Question("What did you work on?", Kind.CHOICES, ("Data", "Training", "Serving")),
    Question("Which data?", only_if=("data",)),
    Question("What is in your way?", Kind.BLOCKERS),
    Question("Since when?", only_if=("any",)),
    Question("How is the team?", Kind.MOOD, only_if=("any",)),
)


@pytest.mark.parametrize(
    ("answers", "shown"),
    [
        ((), [0, 3, 5]),
        (("3",), [0, 3, 5]),
        (("2",), [0, 1, 3, 5]),
        (("1",), [0, 1, 2, 3, 5]),
        (("", "", "", "Training\nData"), [0, 3, 4, 5]),
        (("", "", "", "Training"), [0, 3, 5]),
        (("", "", "", "", "", "No access"), [0, 3, 5, 6, 7]),
    ],
)
def test_a_follow_up_is_asked_after_the_answers_that_call_for_it(
    answers: tuple[str, ...], shown: list[int]
) -> None:
    assert asked(DAY, answers) == shown


def test_a_follow_up_is_due_until_it_is_answered() -> None:
    assert due_follow_ups(DAY, ("1",)) == [1, 2]
    assert due_follow_ups(DAY, ("1", "A quiet hour")) == [2]
    assert due_follow_ups(DAY, ("4", "", "Bo")) == []


def test_the_answer_to_a_follow_up_goes_when_it_is_not_asked_any_more() -> None:
    said = ("1", "A quiet hour", "Bo", "Data", "Labels")
    assert dropped(DAY, said) == (*said, "", "", "")
    better = ("5", "A quiet hour", "Bo", "Serving", "Labels")
    assert dropped(DAY, better) == ("5", "", "", "Serving", "", "", "", "")


def test_blockers_and_moods_are_those_of_questions_that_are_asked() -> None:
    said = ("2", "", "", "", "", "No access\nGPU quota", "", "4")
    assert blockers(DAY, said) == ["No access", "GPU quota"]
    assert moods(DAY, said) == [2, 4]
    assert moods(DAY, ("2", "", "", "", "", "", "", "4")) == [2]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (
            "- No access\n* GPU quota\n\n1. Labels\n2) 3.5 is slow",
            "No access\nGPU quota\nLabels\n3.5 is slow",
        ),
        ("No access yet", "No access yet"),
        ("a - b", "a - b"),
        ("-5 % accuracy", "-5 % accuracy"),
        ("none", ""),
        ("No.", ""),
        ("- Nothing", ""),
        ("-", ""),
        ("  ", ""),
        ("none\nGPU quota", "none\nGPU quota"),
    ],
)
def test_blockers_are_kept_one_on_each_line(typed: str, kept: str) -> None:
    assert read(Question("?", Kind.BLOCKERS), typed) == kept


def test_a_required_list_of_blockers_takes_none_for_an_answer_but_not_silence() -> None:
    required = Question("?", Kind.BLOCKERS, required=True)
    assert read(required, "none") == ""
    assert read(required, "") is Wrong.MISSING


@pytest.mark.parametrize(
    ("given_back", "kept"),
    [
        (3.0, "3"),
        (0.25, "0.25"),
        (-0.0, "0"),
        (1e300, "1e+300"),
        ("12", "12"),
        ("0,5", "0.5"),
        ("0,125", "0.125"),
        (None, ""),
        ("1,000", Wrong.NOT_A_NUMBER),
        ("12 %", Wrong.NOT_A_NUMBER),
        ("=1+1", Wrong.NOT_A_NUMBER),
        ("inf", Wrong.NOT_A_NUMBER),
        (float("nan"), Wrong.NOT_A_NUMBER),
        ("1e999", Wrong.NOT_A_NUMBER),
        ("\u0663", Wrong.NOT_A_NUMBER),
    ],
)
def test_a_number_is_kept_with_a_point(given_back: object, kept: str) -> None:
    assert read(Question("?", Kind.NUMBER), given_back) == kept


def test_options_are_read_by_their_place_since_a_comma_may_stand_in_one() -> None:
    several = Question("?", Kind.CHOICES, ("data, raw", "training", "#1"))
    assert read(several, (option_value(2), option_value(0))) == "data, raw\n#1"
    assert read(several, "Training") == "training"
    assert read(several, ("#4",)) is Wrong.NOT_AN_OPTION
    one = Question("?", Kind.CHOICE, ("low", "high"))
    assert read(one, option_value(1)) == "high"
    assert read(one, (option_value(0), option_value(1))) is Wrong.TOO_MANY


@pytest.mark.parametrize("kind", [Kind.SCALE, Kind.MOOD, Kind.YES_NO])
def test_what_cannot_be_chosen_is_no_answer(kind: Kind) -> None:
    assert read(Question("?", kind), "6") is Wrong.NOT_AN_OPTION
    assert read(Question("?", kind), "") == ""
    assert read(Question("?", kind, required=True), None) is Wrong.MISSING


def test_what_is_too_long_is_said_and_not_cut() -> None:
    assert read(Question("?"), "x" * ANSWER_AT_MOST) == "x" * ANSWER_AT_MOST
    assert read(Question("?"), "x" * (ANSWER_AT_MOST + 1)) is Wrong.TOO_LONG
    many = "\n".join(["blocked"] * (BLOCKERS_AT_MOST + 1))
    assert read(Question("?", Kind.BLOCKERS), many) is Wrong.TOO_MANY


@given(question(), values())
def test_what_is_kept_is_read_again_as_it_is_and_shown(one: Question, value: object) -> None:
    kept = read(one, value)
    if isinstance(kept, Wrong):
        assert shown.wrong(kept, one, value)
        return
    field = shown.field("answer", one, kept)
    assert isinstance(field, Text | Number | Choice | Choices)
    if kept:
        assert read(one, kept) == kept
        assert read(one, field.value) == kept
        assert shown.lines(one, kept)
    assert "\n" not in shown.inline(one, kept)
    assert bool(shown.inline(one, kept)) == bool(kept)


@given(questions(), st.lists(st.sampled_from(["", "yes", "no", "1", "3", "any", "x\ny"])))
def test_answers_that_are_dropped_call_for_nothing_more(all_: Questions, said: list[str]) -> None:
    kept = dropped(all_, said)
    assert len(kept) == len(all_)
    assert asked(all_, kept) == asked(all_, said)
    assert dropped(all_, kept) == kept
    assert all(all_[index].follows and not kept[index] for index in due_follow_ups(all_, kept))
