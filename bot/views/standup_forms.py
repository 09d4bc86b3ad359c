"""The forms of a standup: setting it up, and answering a day's questions."""

from __future__ import annotations

from collections.abc import Sequence

from bot.forms import (
    Choices,
    Form,
    Option,
    People,
    Text,
    TimeOfDay,
)
from bot.intents import Intent
from bot.messages import Note
from bot.people import ChannelRef
from bot.rituals import standup_rules as rules
from bot.rituals.schedule import Schedule
from bot.rituals.standup import Occurrence, Participant, Standup
from bot.rituals.standup_intents import SaveStandup, Submit, UpdateStandup
from bot.rituals.standup_rules import ANSWER_AT_MOST
from bot.views.times import DAYS, city, listed, weekday

NAME_AT_MOST = 60
QUESTIONS_AT_MOST = 10
QUESTION_AT_MOST = 150
NOT_KNOWN_YET = "I am still finding out who is in this channel. Press Save again in a moment."
INVITE = "I am not in this channel. Invite me, and press Save again."
NOT_YOURS = (
    "Only whoever set this standup up, and the channel's organisers, can change it for everybody. "
    "Ask them; what you typed is still here."
)
NOTHING_WRITTEN = "Write something in at least one of these, or leave this and press Skip today."
NEEDS_NAME = "Give it a name, such as Morning standup."
NAME_TAKEN = "A standup of this channel has that name already. Give this one another."
NEEDS_A_DAY = "Choose at least one day."
NEEDS_A_QUESTION = "Write at least one question."
NOBODY_LEFT = "None of these can be asked: they are bots, guests of another company, or have left."
DELETED = "This standup was deleted while you had this open. What you typed is still here to copy."
NO_LONGER_OPEN = (
    "This day is over, since you were asked for a newer one. What you wrote is still here, so that you can "
    "copy it; the newest prompt in your messages takes an answer."
)
NOT_ON_THE_LIST = (
    "You are no longer part of this standup, so your answer has no place. "
    "What you wrote is still here to copy."
)


_ON = tuple(Option(str(day), name) for day, name in enumerate(DAYS))


def set_up(
    intent: Intent,
    schedule: Schedule,
    name: str,
    questions: Sequence[str],
    people: int,
    standup: Standup | None,
) -> Form:
    """Everything about a standup, filled in. ``people`` is how many are in the channel now."""
    everybody = f"everybody in the channel ({people} now)" if people else "everybody in the channel"
    return Form(
        "Edit standup" if standup else "New standup",
        intent,
        (
            Text("name", "Name", name, at_most=NAME_AT_MOST),
            People(
                "people",
                "Who is asked",
                standup.people if standup else (),
                required=False,
                hint=f"Empty means {everybody}, and whoever joins later.",
            ),
            Choices("days", "On", _ON, tuple(map(str, schedule.days))),
            TimeOfDay("ask_at", "Ask at", schedule.ask_at, hint=_ASK_HINT),
            _questions(questions),
            TimeOfDay("wrap_at", "Wrap up at", schedule.wrap_at, hint=_wrap_hint(schedule.zone)),
        ),
    )


_ASK_HINT = "In each person's own time, wherever they are."


def _wrap_hint(zone: str) -> str:
    return f"{city(zone)} time ({zone}). Late answers are still taken."


def _questions(questions: Sequence[str]) -> Text:
    return Text(
        "questions",
        "Questions, one on each line",
        "\n".join(questions),
        lines=True,
        at_most=QUESTIONS_AT_MOST * (QUESTION_AT_MOST + 1),
    )


def new(
    id: str,
    channel: ChannelRef,
    channel_name: str,
    schedule: Schedule,
    questions: Sequence[str],
    people: int,
    standups: int = 0,
) -> Form:
    """``standups`` is how many the channel has already, so that each gets a name of its own."""
    name = f"{channel_name} standup" if channel_name else "Standup"
    if standups:
        name = f"{name} {standups + 1}"
    intent = SaveStandup(id, channel, schedule.zone)
    return set_up(intent, schedule, name[:NAME_AT_MOST], questions, people, None)


def edit(standup: Standup, people: int) -> Form:
    intent = UpdateStandup(standup.id, standup.revision)
    return set_up(intent, standup.schedule, standup.name, standup.questions, people, standup)


def answers(standup: Standup, occurrence: Occurrence, values: Sequence[str]) -> Form:
    """All questions of a day at once. ``values`` is what stands in each to begin with."""
    title = f"Standup, {weekday(occurrence.day)}"
    fields = tuple(
        Text(f"answer-{index}", question, value, lines=True, required=False, at_most=ANSWER_AT_MOST)
        for index, (question, value) in enumerate(zip(occurrence.questions, values, strict=True))
    )
    return Form(
        title,
        Submit(occurrence.id),
        (*fields, Note((f"{standup.name}: your team reads this in the channel's thread.",))),
        "Send",
    )


def answer_errors(texts: Sequence[str]) -> dict[str, str]:
    """The sentences for an answer that cannot be taken, by field."""
    if not any(texts):
        return {"answer-0": NOTHING_WRITTEN}
    lengths = rules.too_long(texts).items()
    return {f"answer-{index}": too_long(length, ANSWER_AT_MOST) for index, length in lengths}


def carried(
    participant: Participant | None,
    last: Participant | None,
    count: int,
    pair: tuple[int, int] | None,
) -> list[str]:
    """What the form starts with: one's own answer of today, or what one planned last time."""
    if participant is not None and participant.answers:
        return [*participant.answers, *[""] * count][:count]
    values = [""] * count
    if last is not None and pair is not None and pair[1] < len(last.answers):
        values[pair[0]] = last.answers[pair[1]]
    return values


def newer_revision() -> str:
    return (
        "Somebody else changed this standup while you had it open. Nothing of yours is lost: copy what "
        "you need, leave this, and open it again."
    )


def asked_too_late(people: Sequence[tuple[str, str]], earliest: str) -> str:
    """``people`` are names with the time, in the ritual's zone, at which each is asked."""
    who = listed([f"{name} is asked at {at}" for name, at in people], 3)
    return f"Too early for everybody: {who}, in this zone. Choose {earliest} or later."


def too_long(length: int, at_most: int) -> str:
    return f"This is {length:,} characters long and {at_most:,} fit. Shorten it a little."


def too_many_questions(number: int) -> str:
    return f"These are {number} questions and {QUESTIONS_AT_MOST} fit. People answer three most gladly."
