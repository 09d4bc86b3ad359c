"""What a team can start from is whole: it fits the limits, and can be changed as anything written."""

from __future__ import annotations

import pytest

from bot.rituals.question_notation import parse, written
from bot.rituals.question_rules import (
    FOLLOW_UPS_AT_MOST,
    OPTION_AT_MOST,
    OPTIONS_AT_MOST,
    QUESTION_AT_MOST,
    possible,
)
from bot.rituals.question_sets import SETS
from bot.rituals.questions import Kind, QuestionSet
from bot.rituals.standup_rules import DEFAULT_QUESTIONS
from bot.views.question_sets import NAME_AT_MOST

every_set = pytest.mark.parametrize("one", SETS, ids=lambda one: one.id)


@every_set
def test_a_set_stands_in_a_form_as_it_is(one: QuestionSet) -> None:
    assert parse(written(one.questions)) == one.questions


@every_set
def test_a_set_is_short_and_named(one: QuestionSet) -> None:
    assert 1 <= len(one.questions) <= 5
    assert 0 < len(one.name) <= NAME_AT_MOST
    assert one.about.endswith(".")
    for question in one.questions:
        assert len(question.text) <= QUESTION_AT_MOST
        assert len(question.options) <= OPTIONS_AT_MOST
        assert all(len(option) <= OPTION_AT_MOST for option in question.options)


@every_set
def test_every_follow_up_of_a_set_can_be_called_for(one: QuestionSet) -> None:
    parent, followed = one.questions[0], 0
    assert not parent.follows
    for question in one.questions:
        if not question.follows:
            parent, followed = question, 0
            continue
        followed += 1
        assert followed <= FOLLOW_UPS_AT_MOST
        assert question.only_if == ("any",) or set(question.only_if) <= set(possible(parent))


def test_the_sets_are_told_apart() -> None:
    assert len({one.id for one in SETS}) == len({one.name.casefold() for one in SETS}) == len(SETS)


def test_the_first_is_what_a_new_standup_asks_anyway() -> None:
    assert SETS[0].questions == DEFAULT_QUESTIONS
    assert SETS[0].questions[-1].kind is Kind.BLOCKERS
