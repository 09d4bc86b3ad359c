"""Laws of what a channel reads of a day, whatever has become of everybody on it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.messages import Message
from bot.people import AccountRef, Channel, ChannelRef, MemberRef, Person, Roster
from bot.rituals import standup_day_rules as day_rules
from bot.rituals.questions import Kind, Question, Questions
from bot.rituals.schedule import WEEKDAYS, Schedule
from bot.rituals.standup import (
    Edits,
    Layout,
    Manners,
    Occurrence,
    Participant,
    Reminders,
    Shown,
    Standup,
    State,
)
from bot.rituals.standup_rules import Day
from bot.text import render
from bot.views import questions as ask
from bot.views import standup_board as views

TUESDAY = date(2026, 11, 24)
MORNING = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
EVENING = MORNING + timedelta(hours=8)
TEAM = ChannelRef("C")
ROSTER = Roster({}, {TEAM: Channel(TEAM, "churn")})

manners = st.builds(
    Manners,
    st.sampled_from(Reminders),
    st.sampled_from(Shown),
    st.sampled_from(Layout),
    st.sampled_from(Edits),
)


@st.composite
def asked(draw: st.DrawFn) -> Questions:
    """Questions of every kind, some of which may be follow-ups of a yes or no."""
    kinds = draw(st.lists(st.sampled_from(Kind), min_size=1, max_size=6))
    made = []
    for number, kind in enumerate(kinds):
        options: tuple[str, ...] = ()
        if kind in (Kind.CHOICE, Kind.CHOICES):
            options = tuple(f"option {number}-{one}" for one in range(3))
        made.append(Question(f"Question {number}?", kind, options))
        if kind is Kind.YES_NO and draw(st.booleans()):
            made.append(Question(f"Follow-up {number}?", only_if=("no",)))
    return tuple(made)


def said(question: Question, who: int, index: int, draw: st.DrawFn) -> str:
    """An answer, as its kind is kept, in words that stand nowhere else."""
    match question.kind:
        case Kind.TEXT:
            return f"words of {who} to {index}\nand more of them"
        case Kind.BLOCKERS:
            return f"first trouble of {who} in {index}\nsecond trouble of {who} in {index}"
        case Kind.CHOICE:
            return draw(st.sampled_from(question.options))
        case Kind.CHOICES:
            return "\n".join(question.options[: draw(st.integers(1, 3))])
        case Kind.SCALE | Kind.MOOD:
            return draw(st.sampled_from("12345"))
        case Kind.NUMBER:
            return f"98{who}{index}.25"
        case Kind.YES_NO:
            return draw(st.sampled_from(("yes", "no")))


@st.composite
def days(draw: st.DrawFn) -> tuple[Standup, Occurrence, Day]:
    """Up to eight people in all states of a day, open or wrapped up."""
    questions = draw(asked())
    how = draw(manners)
    schedule = Schedule("Europe/Paris", WEEKDAYS, time(9, 30), time(17, 30))
    standup = Standup("s", 7, TEAM, "Daily", schedule, questions, (), MemberRef("0"), manners=how)
    wrapped = draw(st.sampled_from((None, EVENING)))
    occurrence = Occurrence(
        "d", "s", TUESDAY, "Daily", questions, MORNING, EVENING, wrapped, manners=how
    )
    day = []
    for number in range(draw(st.integers(0, 8))):
        ref, name = MemberRef(str(number)), f"Person{number}"
        active = draw(st.booleans()) or draw(st.booleans())
        person = Person(ref, AccountRef(name), name, "Asia/Kolkata", active=active)
        state = draw(st.sampled_from(State))
        one = Participant(ref, MORNING, state=state, optional=draw(st.booleans()))
        if state is State.ANSWERED:
            answers = [said(question, number, i, draw) for i, question in enumerate(questions)]
            given = [answer if draw(st.booleans()) else "" for answer in answers]
            one = replace(one, answers=tuple(given), answered_at=MORNING)
            one = replace(one, edited=draw(st.booleans()), late=draw(st.booleans()))
        day.append((person, one))
    return standup, occurrence, day


def read(message: Message) -> str:
    return f"{message.summary}\n{render(message, ROSTER)}"


def in_channel(standup: Standup, occurrence: Occurrence, day: Day) -> dict[str, str]:
    """Everything that the channel reads of this day, as it stands: board, wrap-up and answers."""
    reads = day_rules.reads(occurrence)
    there = {"board": read(views.board(standup, occurrence, day, answers=reads))}
    if occurrence.wrapped_at is not None:
        there["wrap-up"] = read(views.wrap_up(standup, occurrence, day, answers=reads))
    if reads:
        there |= {
            person.name: read(views.answer(occurrence, person, one))
            for person, one in day
            if one.state is State.ANSWERED
        }
    return there


def named(text: str, *heads: str) -> set[str]:
    """Who stands in the lines that begin so."""
    lines = [
        line for line in text.splitlines() if line.startswith(tuple(f"{one}: " for one in heads))
    ]
    return set(re.findall(r"Person\d", " ".join(lines)))


def names(day: Day, *states: State, among: Sequence[str] | None = None) -> set[str]:
    return {
        person.name
        for person, one in day
        if one.state in states and (among is None or person.name in among)
    }


def who_counts(day: Day) -> list[str]:
    """Whoever has answered; and of the others those still there who have to, and are not away."""
    return [
        person.name
        for person, one in day
        if one.state is State.ANSWERED
        or (
            one.state in (State.WAITING, State.ASKED, State.SKIPPED)
            and person.active
            and not one.optional
        )
    ]


@given(days())
def test_the_numbers_of_board_and_wrap_up_agree_with_the_rows(
    case: tuple[Standup, Occurrence, Day],
) -> None:
    standup, occurrence, day = case
    answered, counts = names(day, State.ANSWERED), who_counts(day)
    there = in_channel(standup, occurrence, day)
    for what in there.keys() & {"board", "wrap-up"}:
        scores = re.findall(r"(\d+) of (\d+) answered", there[what])
        assert len(scores) >= 2, "in the summary, and in the message"
        assert set(scores) == {(str(len(answered)), str(len(counts)))}
        silent = names(day, State.ASKED, State.WAITING, among=counts)
        assert (
            named(there[what], "Waiting for", "Missing", "Asked later, in their own time") == silent
        )
        assert named(there[what], "Skipped today") == names(day, State.SKIPPED, among=counts)
    over = occurrence.wrapped_at is not None
    assert ("Missing: " in there["board"]) == (
        over and bool(names(day, State.ASKED, State.WAITING, among=counts))
    )
    assert not (over and "Waiting for: " in there["board"])


@given(days())
def test_nobody_stands_in_two_places_and_nobody_away_is_missing(
    case: tuple[Standup, Occurrence, Day],
) -> None:
    standup, occurrence, day = case
    there = in_channel(standup, occurrence, day)
    active = [person.name for person, _ in day if person.active]
    for what in there.keys() & {"board", "wrap-up"}:
        text = there[what]
        away = named(text, "Away")
        assert away == names(day, State.AWAY, among=active)
        places = [
            away,
            named(text, "Waiting for", "Missing"),
            named(text, "Asked later, in their own time"),
            named(text, "Skipped today"),
            names(day, State.ANSWERED),
        ]
        assert sum(map(len, places)) == len(set().union(*places))
        for nowhere in names(day, State.GONE):
            assert nowhere not in text


@given(days())
def test_the_channel_reads_answers_exactly_when_it_was_promised_to(
    case: tuple[Standup, Occurrence, Day],
) -> None:
    standup, occurrence, day = case
    everything = "\n".join(in_channel(standup, occurrence, day).values())
    shown, over = occurrence.manners.shown, occurrence.wrapped_at is not None
    may_read = shown is Shown.AT_ONCE or (shown is Shown.AT_WRAP_UP and over)
    for _, one in day:
        for question, text in zip(occurrence.questions, one.answers, strict=False):
            if question.kind is Kind.YES_NO:
                continue  # These are words of other sentences too.
            quote = "> " if question.kind is Kind.SCALE else ""  # as "4 of 5" is of the score
            for line in ask.lines(question, text):
                assert (f"{quote}{line}" in everything) == may_read, line


@given(days())
def test_an_organiser_reads_all_of_a_private_day_and_a_watcher_nothing_of_it(
    case: tuple[Standup, Occurrence, Day],
) -> None:
    standup, occurrence, day = case
    occurrence = replace(occurrence, manners=replace(occurrence.manners, shown=Shown.ORGANISERS))
    organiser, watcher = (
        read(views.wrap_up_directly(standup, occurrence, day, organiser=one))
        for one in (True, False)
    )
    for _, one in day:
        for question, text in zip(occurrence.questions, one.answers, strict=False):
            if question.kind in (Kind.TEXT, Kind.BLOCKERS) and text:
                first = text.splitlines()[0]
                assert first in organiser
                assert first not in watcher
