"""Questions and answers as hypothesis makes them up, for the laws that hold for all of them."""

from __future__ import annotations

from hypothesis import strategies as st

from bot.rituals import question_rules as rules
from bot.rituals.questions import Kind, Question, Questions

_SHARP = [
    "[",
    "]",
    "\\",
    ">",
    ",",
    ":",
    " ",
    "required",
    "[mood]",
    "[one of: a, b]",
    "if",
    "any",
    "[x]",
]


def _spaced_once(text: str) -> str:
    return " ".join(text.split())


def words(at_most: int) -> st.SearchStrategy[str]:
    """One line, in which signs that mean something are frequent."""
    anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
    mixed = st.lists(st.sampled_from(_SHARP) | anything, min_size=1, max_size=6).map("".join)
    return mixed.map(_spaced_once).map(lambda text: text[:at_most].strip()).filter(bool)


def _options() -> st.SearchStrategy[tuple[str, ...]]:
    several = st.lists(words(rules.OPTION_AT_MOST), min_size=2, max_size=5, unique_by=str.casefold)
    return several.map(tuple)


@st.composite
def question(draw: st.DrawFn) -> Question:
    """One that follows no other."""
    kind = draw(st.sampled_from(Kind))
    options = draw(_options()) if kind in (Kind.CHOICE, Kind.CHOICES) else ()
    return Question(draw(words(rules.QUESTION_AT_MOST)), kind, options, draw(st.booleans()))


@st.composite
def _follow_up(draw: st.DrawFn, parent: Question) -> Question:
    one = draw(question())
    there = [answer for answer in rules.possible(parent) if answer.casefold() != rules.ANY]
    if parent.kind is Kind.NUMBER:
        there = ["3", "0.5", "-12"]
    chosen = draw(st.lists(st.sampled_from(there), unique=True, max_size=3)) if there else []
    only_if = tuple(chosen) or (rules.ANY,)
    return Question(one.text, one.kind, one.options, one.required, only_if)


@st.composite
def questions(draw: st.DrawFn) -> Questions:
    """As many as may be asked, with as many follow-ups as they may have."""
    made: list[Question] = []
    for one in draw(st.lists(question(), max_size=rules.QUESTIONS_AT_MOST)):
        made.append(one)
        followers = st.lists(_follow_up(one), max_size=rules.FOLLOW_UPS_AT_MOST)
        made.extend(draw(followers))
    return tuple(made)


def values() -> st.SearchStrategy[object]:
    """Whatever a form may hand back."""
    text = st.text(max_size=40) | st.sampled_from(
        ["yes", "No", "3", "#1", "#2", "none", "- a\n* b"]
    )
    return st.none() | text | st.floats() | st.lists(text, max_size=4).map(tuple)
