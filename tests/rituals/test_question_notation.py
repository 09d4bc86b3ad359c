"""What people write is read as they meant it, or they are told line by line what to write instead."""

from __future__ import annotations

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from bot.rituals.question_brackets import Amiss
from bot.rituals.question_notation import (
    NOTATION_AT_MOST,
    Slip,
    parse,
    units,
    written,
)
from bot.rituals.questions import Kind, Question, Questions
from bot.views.questions import notation, slipped
from tests.rituals.asking import questions


@given(questions())
@example((Question("?", Kind.CHOICE, ("required", "\\required", "\\\\Required", "a")),))
@example((Question("a \\[mood]", Kind.MOOD), Question("> b", only_if=("any",))))
def test_what_is_written_is_read_as_it_was(asked: Questions) -> None:
    text = written(asked)
    assume(units(text) <= NOTATION_AT_MOST)
    assert parse(text) == asked


@given(st.text(st.sampled_from(list("ab ,:[]>\\\n15-")) | st.characters(), max_size=80))
def test_whatever_is_typed_is_read_or_answered_with_a_sentence(text: str) -> None:
    found = parse(text)
    if isinstance(found, list):
        assert slipped(found)
    else:
        assert parse(written(found)) == found


def test_every_kind_is_read() -> None:
    text = """
        How are you? [mood]
        How sure are you of the date? [1-5, required]

        Done? [yes/no] [required]
        How many runs? [number]
        What is in your way? [blockers]
        Which stage? [one of: data, training, serving]
        What else? [Any of: a, b , required]
        What did you finish?
        Anything else? [required]
    """
    assert parse(text) == (
        Question("How are you?", Kind.MOOD),
        Question("How sure are you of the date?", Kind.SCALE, required=True),
        Question("Done?", Kind.YES_NO, required=True),
        Question("How many runs?", Kind.NUMBER),
        Question("What is in your way?", Kind.BLOCKERS),
        Question("Which stage?", Kind.CHOICE, ("data", "training", "serving")),
        Question("What else?", Kind.CHOICES, ("a", "b"), required=True),
        Question("What did you finish?"),
        Question("Anything else?", required=True),
    )


@pytest.mark.parametrize(
    ("parent", "condition", "only_if"),
    [
        ("Done? [yes/no]", "if No", ("no",)),
        ("Sure? [1-5]", "if 1, 2", ("1", "2")),
        ("Sure? [1-5]", "if 1-3", ("1", "2", "3")),
        ("Sure? [1-5]", "IF 1 or 5", ("1", "5")),
        ("Risk? [one of: low, High]", "if high", ("High",)),
        ("Which? [one of: this or that, neither]", "if this or that", ("this or that",)),
        ("How many? [number]", "if 0,5", ("0", "5")),
        ("Why?", "if any", ("any",)),
        ("Stuck? [blockers]", "if ANY", ("any",)),
    ],
)
def test_a_follow_up_says_after_which_answer(
    parent: str, condition: str, only_if: tuple[str, ...]
) -> None:
    read = parse(f"{parent}\n> {condition}: And: what then?")
    assert isinstance(read, tuple), read
    assert read[1] == Question("And: what then?", only_if=only_if)


@pytest.mark.parametrize(
    "line",
    [
        "Which tickets [PROJ-12]",
        "Anything about the new [test]",
        "What is [not said]?",
        "Anything else [mood]?",
        "Did x > y hold?",
        "a]",
        "[a",
        "[2026]",
    ],
)
def test_brackets_that_are_words_stay_words(line: str) -> None:
    assert parse(line) == (Question(line),)


@pytest.mark.parametrize(
    ("line", "near"),
    [
        ("How? [moood]", "mood"),
        ("How? [blokers]", "blockers"),
        ("How? [1-10]", "1-5"),
        ("How? [yes/now]", "yes/no"),
        ("How? [requierd]", "required"),
        ("How? [mood, requierd]", "required"),
        ("How? [one off: a, b]", "one of: a, b"),
        ("How? [one of a, b]", "one of: a, b"),
        ("How? [choices: a, b]", "any of: a, b"),
        ("How? [choice]", "one of: low, medium, high"),
        ("How? [mood, and so on]", "mood"),
    ],
)
def test_what_looks_like_a_kind_is_answered_with_the_nearest(line: str, near: str) -> None:
    (slip,) = slips(line)
    assert (slip.code, slip.near) == (Amiss.NO_KIND, near)
    assert f"Write [{near}]" in slipped([slip])


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("[mood]", 1, Amiss.NO_WORDS),
        (f"{'x' * 151}", 1, Amiss.TOO_LONG),
        ("a\n\nb [mood, number]", 3, Amiss.TWO_KINDS),
        ("a [mood] [number]", 1, Amiss.TWO_KINDS),
        ("a [one of: b]", 1, Amiss.TOO_FEW_OPTIONS),
        (f"a [one of: {', '.join(map(str, range(21)))}]", 1, Amiss.TOO_MANY_OPTIONS),
        (f"a [one of: b, {'x' * 76}]", 1, Amiss.OPTION_TOO_LONG),
        ("a [any of: b, B]", 1, Amiss.SAME_OPTION),
        ("> if no: a", 1, Amiss.NOTHING_ABOVE),
        ("a [yes/no]\n> b", 2, Amiss.NO_CONDITION),
        ("a [yes/no]\n> if no b", 2, Amiss.NO_CONDITION),
        ("a [yes/no]\n> if perhaps: b", 2, Amiss.NEVER),
        ("a [number]\n> if few: b", 2, Amiss.NEVER),
        ("a [1-5]\n> if 6: b", 2, Amiss.NEVER),
        ("a\n> if yes: b", 2, Amiss.ONLY_ANY),
        ("a [1-5]\n> if 1: b\n> if 2: c\n> if 3: d", 4, Amiss.TOO_MANY_FOLLOW_UPS),
        ("\n".join("abcdefghijk"), 0, Amiss.TOO_MANY_QUESTIONS),
    ],
)
def test_every_slip_is_told_with_its_line(text: str, line: int, code: Amiss) -> None:
    (slip,) = slips(text)
    assert (slip.line, slip.code) == (line, code)
    assert slipped([slip]).startswith(f"Line {line}: " if line else "These")


def test_more_than_one_field_holds_is_told_before_it_is_lost() -> None:
    options = ", ".join(f"{number} {'x' * 70}" for number in range(20))
    (slip,) = slips("\n".join(f"{number} [one of: {options}]" for number in range(3)))
    assert slip.code is Amiss.TOO_MUCH


def test_the_follow_ups_of_a_line_that_is_wrong_are_not_held_against_it() -> None:
    assert [slip.line for slip in slips("How? [moood]\n> if 1: Why?\n> if 2")] == [1, 3]


def test_of_many_slips_the_first_are_told_and_the_rest_counted() -> None:
    said = slipped(slips("\n".join(["How? [moood]"] * 5)))
    assert "Line 3: " in said
    assert "2 more lines" in said
    assert "Line 4" not in said


def test_nothing_written_is_no_question() -> None:
    assert parse(" \n\n") == ()


def test_every_example_in_the_help_is_read() -> None:
    from bot.messages import Bullets, Code

    kinds, further = (block for block in notation().blocks if isinstance(block, Bullets))
    examples = [span.text for line in kinds.items for span in line if isinstance(span, Code)]
    read = parse("\n".join(examples))
    assert isinstance(read, tuple), read
    assert {question.kind for question in read} == {*Kind}
    ((ship,), (no,), (low,), (any_,)) = (
        [span.text for span in line if isinstance(span, Code)] for line in further.items
    )
    for follow_up in (f"{ship}\n{no}", f"How sure? [1-5]\n{low}", f"{ship}\n{any_}"):
        assert isinstance(parse(follow_up), tuple)


def slips(text: str) -> list[Slip]:
    found = parse(text)
    assert isinstance(found, list), found
    return found
