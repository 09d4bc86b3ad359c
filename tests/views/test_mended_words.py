"""Words that once read badly on a screen: how they read now."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.forms import Choices
from bot.messages import Message
from bot.people import AccountRef, ChannelRef, MemberRef, Person, Roster
from bot.rituals import standup_rules as rules
from bot.rituals.availability import Availability
from bot.rituals.digest import Digest
from bot.rituals.questions import Question
from bot.rituals.schedule import WEEKDAYS, Schedule
from bot.rituals.standup import Occurrence, Participant, Standup, State
from bot.text import render
from bot.views import digest_forms, holidays, home, questions, standup

ANA = Person(MemberRef("ana"), AccountRef("U1"), "Ana", "Europe/Paris")
SCHEDULE = Schedule("Europe/Paris", WEEKDAYS, time(9, 30), time(18))
STANDUP = Standup(
    "s1", 3, ChannelRef("C1"), "Daily", SCHEDULE, rules.DEFAULT_QUESTIONS, (), ANA.ref
)
NINE = datetime(2026, 11, 24, 8, tzinfo=UTC)
ASKED = NINE + timedelta(minutes=30)


def plain(message: Message) -> str:
    return render(message, Roster())


@pytest.mark.parametrize(
    ("answer", "line"),
    [
        ("Cleaned the labels\nRe-ran the baseline", "Cleaned the labels; Re-ran the baseline"),
        ("- Cleaned the labels\n- Re-ran it", "Cleaned the labels; Re-ran it"),
        ("Cleaned them.\n\nRe-ran it", "Cleaned them. Re-ran it"),
        ("Only  one", "Only one"),
        ("-5 degrees", "-5 degrees"),
        ("", ""),
    ],
)
def test_lines_that_become_one_stay_apart(answer: str, line: str) -> None:
    assert questions.inline(Question("What did you finish?"), answer) == line


@pytest.mark.parametrize(
    ("first", "said"),
    [(ASKED, "First: "), (ASKED - timedelta(hours=8), "The first of you is asked ")],
)
def test_a_first_question_far_in_the_east_is_said_to_be_somebodys(
    first: datetime, said: str
) -> None:
    assert said in plain(standup.announced(STANDUP, ANA, ("weekdays",), first))


def known(state: State) -> home.Known:
    day = Occurrence(
        "s1/2026-11-24", "s1", date(2026, 11, 24), "Daily", STANDUP.questions, NINE,
        NINE + timedelta(hours=9),
    )  # fmt: skip
    days = [(STANDUP, day, Participant(ANA.ref, ASKED, state=state))]
    return home.Known(ANA, day.day, NINE, Availability(), days, [(STANDUP, ASKED)], [])


def test_what_stands_above_on_ones_page_is_not_said_again_as_what_comes_next() -> None:
    page = plain(home.page(known(State.WAITING)))
    assert "you are asked at 09:30 (Paris)." in page
    assert "Asked next" not in page
    tomorrow = replace(known(State.WAITING), ahead=[(STANDUP, ASKED + timedelta(days=1))])
    assert "Asked next" in plain(home.page(tomorrow))


def test_a_country_that_is_nearly_right_is_offered_at_once() -> None:
    sentence = holidays.unknown("Portugl", None, ())
    assert holidays.alike(sentence, ["Portugal"]) == (
        "I know no country called “Portugl”. Do you mean Portugal?"
    )
    assert holidays.alike(sentence, []) == sentence


@pytest.mark.parametrize(("offered", "chosen"), [(1, ("s0",)), (2, ())])
def test_a_digest_of_the_only_standup_has_it_chosen(offered: int, chosen: tuple[str, ...]) -> None:
    others = [replace(STANDUP, id=f"s{number}", number=number) for number in range(offered)]
    digest = Digest("d1", ChannelRef("C2"), "all", "Europe/Paris", WEEKDAYS, time(17), (), ANA.ref)
    field = digest_forms.new(digest, others).content[1]
    assert isinstance(field, Choices)
    assert field.value == chosen
