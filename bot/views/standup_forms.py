"""The forms of a standup: setting it up, and answering a day's questions."""

from __future__ import annotations

from collections.abc import Sequence

from bot.forms import (
    Choices,
    Field,
    Form,
    Option,
    People,
    Text,
    TimeOfDay,
)
from bot.intents import Intent
from bot.messages import Note
from bot.people import ChannelRef
from bot.rituals import question_rules
from bot.rituals.question_notation import written
from bot.rituals.questions import Questions
from bot.rituals.schedule import Schedule
from bot.rituals.standup import Occurrence, Participant, Shown, Standup
from bot.rituals.standup_intents import FollowUp, SaveStandup, Submit, UpdateStandup
from bot.views import questions as ask
from bot.views.times import DAYS, city, listed, weekday

NAME_AT_MOST = 60
QUESTIONS_CHARACTERS = 3000
"""As many as Slack lets into a field; ten questions with their options and follow-ups need fewer."""
TOGETHER = "together"
THIS_WEEK, NEXT_WEEK = "this-week", "next-week"
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
EDITS_ARE_OVER = (
    "Answers of this day can no longer be changed, so yours stays as it was. "
    "What you wrote is still here to copy; a comment in the day's thread reaches your team."
)
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
    questions: Questions,
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
            TimeOfDay("ask_at", "Ask at", schedule.ask_at, hint=_ask_hint(schedule)),
            Text(
                "questions",
                "Questions, one on each line",
                written(questions),
                lines=True,
                at_most=QUESTIONS_CHARACTERS,
                hint=_QUESTIONS_HINT,
            ),
            TimeOfDay("wrap_at", "Wrap up at", schedule.wrap_at, hint=_wrap_hint(schedule.zone)),
        ),
    )


_ASK_HINT = "In each person's own time, wherever they are."
_TOGETHER_HINT = "At one moment for all, in the zone of the wrap-up."
_QUESTIONS_HINT = (
    "A kind goes in brackets at the end: [mood], [1-5], [yes/no], [blockers]. "
    "All of them: standup help questions."
)


def _ask_hint(schedule: Schedule) -> str:
    return _TOGETHER_HINT if schedule.together else _ASK_HINT


def _wrap_hint(zone: str) -> str:
    return f"{city(zone)} time ({zone}). Late answers are still taken."


def new(
    id: str,
    channel: ChannelRef,
    channel_name: str,
    schedule: Schedule,
    questions: Questions,
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


def answers(occurrence: Occurrence, values: Sequence[str]) -> Form:
    """All questions of a day at once. ``values`` is what stands in each to begin with."""
    shown = question_rules.asked(occurrence.questions, values)
    readers = {
        Shown.AT_ONCE: "your team reads this in the channel's thread",
        Shown.AT_WRAP_UP: "your team reads this in the channel's thread once the day is wrapped up",
        Shown.ORGANISERS: "only its organisers read this",
    }[occurrence.manners.shown]
    return Form(
        f"Standup, {weekday(occurrence.day)}",
        Submit(occurrence.id),
        (*_fields(occurrence, values, shown), Note((f"{occurrence.name}: {readers}.",))),
        "Send",
    )


def follow_ups(occurrence: Occurrence, values: Sequence[str], which: Sequence[int]) -> Form:
    """The further page, with the questions that the answers have called for."""
    first = "Your answers are saved. One more question follows from them; you may leave it out."
    more = "Your answers are saved. These follow from them; you may leave them out."
    return Form(
        f"Standup, {weekday(occurrence.day)}",
        FollowUp(occurrence.id),
        (Note((first if len(which) == 1 else more,)), *_fields(occurrence, values, which)),
        "Send",
    )


def _fields(
    occurrence: Occurrence, values: Sequence[str], which: Sequence[int]
) -> tuple[Field, ...]:
    return tuple(
        ask.field(answer_name(index), occurrence.questions[index], values[index]) for index in which
    )


def answer_name(index: int) -> str:
    """The field in which a question is answered."""
    return f"answer-{index}"


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


def cannot_be_asked(names: Sequence[str]) -> str:
    verb = "is a bot, a guest" if len(names) == 1 else "are bots, guests"
    return f"{listed(names, 3)} {verb} of another company, or gone, and cannot be asked. Leave them out."


def newer_revision() -> str:
    return (
        "Somebody else changed this standup while you had it open. Nothing of yours is lost: copy what "
        "you need, leave this, and open it again."
    )


def asked_too_late(people: Sequence[tuple[str, str]], earliest: str) -> str:
    """``people`` are names with the time, in the ritual's zone, at which each is asked."""
    who = listed([f"{name} is asked at {at}" for name, at in people], 3)
    return f"Too early for everybody: {who}, in this zone. Wrap up at {earliest} or later."


def too_long(length: int, at_most: int) -> str:
    return f"This is {length:,} characters long and {at_most:,} fit. Shorten it a little."


def outside_hours(people: Sequence[tuple[str, str]]) -> str:
    """``people`` are names with the time at which it would be where they live."""
    who = listed([f"{at} for {name}" for name, at in people], 3)
    return (
        f"That is outside working hours: {who}. Choose another time, or each person's own time "
        "in the options."
    )
