"""The rules of questions: which of them somebody is asked, and how an answer is read. Pure, no I/O."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from enum import StrEnum

from bot.rituals.questions import Kind, Question, Questions

QUESTIONS_AT_MOST = 10
"""Follow-ups aside. More than ten are a survey, and a standup has to stay a matter of minutes."""
FOLLOW_UPS_AT_MOST = 2
"""Of one question, so that nobody's form grows by more than they can see coming."""
QUESTION_AT_MOST = 150
"""Characters: about two lines of a telephone, above a field that has to be seen along with it."""
OPTIONS_AT_MOST = 20
"""As many as can be read in a menu without searching it."""
OPTION_AT_MOST = 75
"""Characters; Slack cuts an option there."""
ANSWER_AT_MOST = 1000
"""Characters; sixty people's answers still fit a thread that can be read."""
BLOCKERS_AT_MOST = 20
"""Lines. Whoever is blocked by more has one blocker, and it is none of these."""

ANY = "any"
"""In ``only_if``: whatever the answer is, as long as there is one."""

RATINGS = ("1", "2", "3", "4", "5")
YES_OR_NO = ("yes", "no")

_LISTED = (Kind.CHOICES, Kind.BLOCKERS)
_BULLET = re.compile(r"\A(?:(?:[-*•\u2013\u2014]|\d{1,2}[.)])\s+)+")
_NONE = frozenset(("none", "no", "nothing", "nope", "no blockers", "n/a", "-", "\u2013", "\u2014"))
_NUMBER = re.compile(r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}", re.ASCII)


class Wrong(StrEnum):
    """Why what was filled in is no answer."""

    MISSING = "missing"
    """The question is required."""
    TOO_LONG = "too-long"
    NOT_AN_OPTION = "not-an-option"
    NOT_A_NUMBER = "not-a-number"
    TOO_MANY = "too-many"
    """Several where one is asked for, or more lines than ``BLOCKERS_AT_MOST``."""


# Which questions are asked.


def asked(questions: Questions, answers: Sequence[str]) -> list[int]:
    """The questions that somebody with these answers is shown, by index, in their order."""
    shown = []
    parent: int | None = None
    for index, question in enumerate(questions):
        if not question.follows:
            parent = index
            shown.append(index)
        elif parent is not None and calls_for(
            questions[parent], _at(answers, parent), question.only_if
        ):
            shown.append(index)
    return shown


def due_follow_ups(questions: Questions, answers: Sequence[str]) -> list[int]:
    """The follow-ups that these answers call for and that have no answer yet."""
    return [
        index
        for index in asked(questions, answers)
        if questions[index].follows and not _at(answers, index)
    ]


def dropped(questions: Questions, answers: Sequence[str]) -> tuple[str, ...]:
    """One answer for each question; that of a follow-up which is no longer asked is emptied."""
    shown = set(asked(questions, answers))
    return tuple(_at(answers, index) if index in shown else "" for index in range(len(questions)))


def calls_for(question: Question, answer: str, only_if: Sequence[str]) -> bool:
    """Whether the answer to ``question`` is, or has among its lines, one of ``only_if``."""
    if not answer:
        return False
    wanted = {one.casefold() for one in only_if}
    given = answer.splitlines() if question.kind in _LISTED else (answer,)
    return ANY in wanted or any(one.casefold() in wanted for one in given)


# What the answers hold.


def blockers(questions: Questions, answers: Sequence[str]) -> list[str]:
    """Everything that was named as a blocker, question by question."""
    return [
        line
        for index in asked(questions, answers)
        if questions[index].kind is Kind.BLOCKERS
        for line in _at(answers, index).splitlines()
    ]


def moods(questions: Questions, answers: Sequence[str]) -> list[int]:
    """Every mood that was given, 1 (worst) to 5 (best)."""
    return [
        int(answer)
        for index in asked(questions, answers)
        if questions[index].kind is Kind.MOOD and (answer := _at(answers, index)) in RATINGS
    ]


# Reading what was filled in.


def option_value(index: int) -> str:
    """What stands for an option in a form.

    Not its text, since some of Teams' clients join several values with commas.
    """
    return f"#{index + 1}"


def possible(question: Question) -> tuple[str, ...]:
    """The answers that there can be, as they are kept; none where anything can be written."""
    match question.kind:
        case Kind.CHOICE | Kind.CHOICES:
            return question.options
        case Kind.SCALE | Kind.MOOD:
            return RATINGS
        case Kind.YES_NO:
            return YES_OR_NO
        case _:
            return ()


def read(question: Question, value: object) -> str | Wrong:
    """What came back from a form's field as its kind is kept, "" for none; or what is wrong with it."""
    given = _given(value)
    if not given:
        return Wrong.MISSING if question.required else ""
    match question.kind:
        case Kind.TEXT:
            text = "\n".join(given)
            return Wrong.TOO_LONG if len(text) > ANSWER_AT_MOST else text
        case Kind.NUMBER:
            return _number(given)
        case Kind.BLOCKERS:
            return _blockers("\n".join(given))
        case _:
            return _chosen(question, given)


def _given(value: object) -> list[str]:
    """The texts of a field's value, stripped, without those that are empty."""
    several = value if isinstance(value, tuple | list) else (value,)
    written = (_written(one) if isinstance(one, float) else one for one in several)
    return [text for one in written if isinstance(one, str) and (text := one.strip())]


def _written(number: float) -> str:
    """A number as it is kept: with a point, and without one where it is whole."""
    if math.isfinite(number) and number == int(number) and abs(number) < 1e15:
        return str(int(number))
    return str(float(number))


def _number(given: Sequence[str]) -> str | Wrong:
    """A comma is read as a point, except where it may part thousands."""
    if len(given) > 1:
        return Wrong.TOO_MANY
    text = given[0]
    if not _NUMBER.fullmatch(text) or _THOUSANDS.fullmatch(text):
        return Wrong.NOT_A_NUMBER
    number = float(text.replace(",", "."))
    return _written(number) if math.isfinite(number) else Wrong.NOT_A_NUMBER


def _blockers(text: str) -> str | Wrong:
    """One on each line, without bullets; a single word for none is none."""
    stripped = (_BULLET.sub("", f"{line.strip()} ").strip() for line in text.splitlines())
    lines = [line for line in stripped if line]
    if not lines or (len(lines) == 1 and lines[0].casefold().rstrip(".!") in _NONE):
        return ""
    if len(lines) > BLOCKERS_AT_MOST:
        return Wrong.TOO_MANY
    kept = "\n".join(lines)
    return Wrong.TOO_LONG if len(kept) > ANSWER_AT_MOST else kept


def _chosen(question: Question, given: Sequence[str]) -> str | Wrong:
    """Options by their value in a form, or as they are kept; each once, in the question's own order."""
    there = possible(question)
    by_text = {text.casefold(): text for text in there}
    if question.options:
        by_text |= {option_value(index): text for index, text in enumerate(there)}
    # An answer of several options is kept one on each line, and is read again as it is kept.
    parts = [part.strip() for one in given for part in one.splitlines()]
    found = {by_text.get(part.casefold()) for part in parts if part}
    if None in found:
        return Wrong.NOT_AN_OPTION
    if question.kind is not Kind.CHOICES and len(found) > 1:
        return Wrong.TOO_MANY
    return "\n".join(text for text in there if text in found)


def _at(answers: Sequence[str], index: int) -> str:
    """An answer, where there is one."""
    return answers[index] if index < len(answers) else ""
