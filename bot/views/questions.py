"""Questions and answers as people see them: a field to fill in, a line on a board, lines in a thread."""

from __future__ import annotations

from collections.abc import Mapping

from bot.forms import (
    Choice,
    Choices,
    Field,
    Number,
    Option,
    Text,
)
from bot.rituals.question_rules import (
    ANSWER_AT_MOST,
    BLOCKERS_AT_MOST,
    RATINGS,
    YES_OR_NO,
    Wrong,
    option_value,
)
from bot.rituals.questions import Kind, Question
from bot.views.question_notation import notation as notation
from bot.views.question_notation import slipped as slipped
from bot.views.times import counted

MOODS: Mapping[str, str] = {
    "5": "😄 very good",
    "4": "🙂 good",
    "3": "😐 so-so",
    "2": "😕 not good",
    "1": "😞 bad",
}
"""The best first, as they stand in a form."""
_SCALE: Mapping[str, str] = {
    one: {"1": "1 (lowest)", "5": "5 (highest)"}.get(one, one) for one in RATINGS
}
_YES_NO: Mapping[str, str] = {one: one.capitalize() for one in YES_OR_NO}
_ENDS = ".,;:!?…"
_NO_BLOCKERS = "One on each line; empty if there are none"
_NO_BLOCKERS_REQUIRED = "One on each line; none if there are none"


# In a form.


def field(name: str, question: Question, value: str) -> Field:
    """Where a question is answered; ``value`` is an answer as it is kept, "" for none."""
    label, required = question.text, question.required
    match question.kind:
        case Kind.TEXT:
            return Text(name, label, value, True, required, ANSWER_AT_MOST)
        case Kind.BLOCKERS:
            empty = _NO_BLOCKERS_REQUIRED if required else _NO_BLOCKERS
            return Text(name, label, value, True, required, ANSWER_AT_MOST, placeholder=empty)
        case Kind.NUMBER:
            return Number(name, label, _number(value), required)
        case Kind.CHOICES:
            lines = value.splitlines()
            chosen = tuple(one.value for one in _options(question) if one.label in lines)
            return Choices(name, label, _options(question), chosen, required)
        case Kind.CHOICE:
            one = next((one.value for one in _options(question) if one.label == value), None)
            return Choice(name, label, _options(question), one, required)
        case Kind.MOOD | Kind.SCALE | Kind.YES_NO:
            words = _words(question.kind)
            options = tuple(Option(one, label) for one, label in words.items())
            return Choice(name, label, options, value if value in words else None, required)


def _words(kind: Kind) -> Mapping[str, str]:
    """The fixed answers of a kind, as they are kept and as they are shown."""
    return {Kind.MOOD: MOODS, Kind.SCALE: _SCALE, Kind.YES_NO: _YES_NO}[kind]


def _options(question: Question) -> tuple[Option, ...]:
    texts = enumerate(question.options)
    return tuple(Option(option_value(index), text) for index, text in texts)


def _number(value: str) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None


def wrong(code: Wrong, question: Question, value: object) -> str:
    """What is wrong with ``value``, which came back from the question's field, and what to do."""
    match code:
        case Wrong.MISSING:
            return _missing(question.kind)
        case Wrong.TOO_LONG:
            length = len(value.strip()) if isinstance(value, str) else 0
            size = f"This is {length:,} characters long" if length else "This is too long"
            return f"{size} and {ANSWER_AT_MOST:,} fit. Shorten it a little."
        case Wrong.NOT_A_NUMBER:
            return (
                "This is not a number. Write digits alone, such as 12 or 0.5, "
                "without a unit and without anything between thousands."
            )
        case Wrong.NOT_AN_OPTION:
            return "This can no longer be chosen here. Choose one of those that are listed."
        case Wrong.TOO_MANY if question.kind is Kind.BLOCKERS:
            return (
                f"These are more than {BLOCKERS_AT_MOST} lines. Keep those that stop you today, "
                "one on each line."
            )
        case Wrong.TOO_MANY:
            return "Only one fits here. Choose the one that fits best."


def _missing(kind: Kind) -> str:
    match kind:
        case Kind.BLOCKERS:
            return (
                "Your team asks for this one: one on each line, or none if nothing is in your way."
            )
        case Kind.TEXT:
            return "Your team asks for this one: a few words are enough."
        case Kind.NUMBER:
            return "Your team asks for this one: write a number, such as 12 or 0.5."
        case Kind.CHOICES:
            return "Your team asks for this one: choose at least one."
        case _:
            return "Your team asks for this one: choose what fits best."


# In messages.


def heading(question: Question) -> str:
    """What stands over the answers to a question."""
    return question.text


def inline(question: Question, answer: str) -> str:
    """An answer on one line; "" for none. It may be long, since nothing is cut."""
    match question.kind:
        case Kind.MOOD:
            return MOODS.get(answer, answer)
        case Kind.SCALE:
            return f"{answer} of {RATINGS[-1]}" if answer else ""
        case Kind.CHOICES:
            return ", ".join(answer.splitlines())
        case Kind.BLOCKERS:
            lines = answer.splitlines()
            return counted(len(lines), "blocker") if lines else ""
        case _:
            return _in_one(answer)


def _in_one(answer: str) -> str:
    """Lines as one, each told from the next; what marks them as a list is left out."""
    told = ""
    for line in answer.splitlines():
        if piece := " ".join(line.split()).removeprefix("- ").removeprefix("* ").removeprefix("• "):
            between = "" if not told else " " if told[-1] in _ENDS else "; "
            told += between + piece
    return told


def lines(question: Question, answer: str) -> tuple[str, ...]:
    """An answer in full, one thing on each line; () for none."""
    if question.kind in (Kind.TEXT, Kind.BLOCKERS, Kind.CHOICES):
        return tuple(answer.splitlines())
    return (inline(question, answer),) if answer else ()
