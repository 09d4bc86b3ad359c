"""One sample of every view about questions: a form of every kind, how they are written, their sets."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time

from bot.forms import Form, Text
from bot.messages import Message
from bot.people import ChannelRef, MemberRef
from bot.rituals.question_notation import parse
from bot.rituals.question_rules import Wrong
from bot.rituals.question_sets import SETS
from bot.rituals.questions import Kind, Question, QuestionSet
from bot.rituals.schedule import WEEKDAYS, Schedule
from bot.rituals.standup import Standup
from bot.rituals.standup_intents import Submit
from bot.views import question_sets as sets
from bot.views import questions as ask

_EVERY = (
    Question("What did you finish?"),
    Question("How are you today?", Kind.MOOD),
    Question("How sure are you of the date?", Kind.SCALE, required=True),
    Question("Can the model ship today?", Kind.YES_NO, required=True),
    Question("What is missing?", only_if=("no",)),
    Question("How many runs finished?", Kind.NUMBER),
    Question("How high is the risk?", Kind.CHOICE, ("low", "medium", "high")),
    Question("What did you work on?", Kind.CHOICES, ("data, raw", "training", "serving")),
    Question("Anything in your way?", Kind.BLOCKERS),
)
_ANSWERS = (
    "Cleaned the 2024 labels\nRe-ran the baseline",
    "4",
    "2",
    "no",
    "Calibration on the new claims",
    "12.5",
    "high",
    "data, raw\nserving",
    "Claims table from platform\nNo GPU until Thursday",
)
_TYPED = """How are you? [moood]
> if tired: What would help?
How sure are you? [1-10]
> Why?"""
_STANDUP = Standup(
    "s1",
    3,
    ChannelRef("C1"),
    "Churn model standup",
    Schedule("Europe/Paris", WEEKDAYS, time(9, 30), time(18, 0)),
    _EVERY,
    (),
    MemberRef("ana"),
)
_SAVED = (
    sets.Saved(ChannelRef("C1"), QuestionSet("q1", "Labelling", _EVERY), theirs=True),
    sets.Saved(ChannelRef("C1"), QuestionSet("q2", "Audit week", _EVERY[2:4]), theirs=False),
)


def _form(values: tuple[str, ...]) -> Form:
    fields = (
        ask.field(f"answer-{index}", question, value)
        for index, (question, value) in enumerate(zip(_EVERY, values, strict=True))
    )
    return Form("Standup, Tue 24 Nov", Submit("s1/2026-11-24"), tuple(fields), "Send")


def _slipped() -> Form:
    """What is said at the field, shown here as its hint."""
    read = parse(_TYPED)
    assert isinstance(read, list)
    field = Text("questions", "Questions", _TYPED, lines=True, hint=ask.slipped(read))
    return Form("New standup", Submit("s1/2026-11-24"), (field,))


def _refused() -> Form:
    """Every question with what is said of an answer that cannot be taken."""
    amiss = (
        (_EVERY[0], Wrong.TOO_LONG, "x" * 1204),
        (_EVERY[5], Wrong.NOT_A_NUMBER, "twelve"),
        (_EVERY[6], Wrong.NOT_AN_OPTION, "none"),
        (_EVERY[6], Wrong.TOO_MANY, ("#1", "#2")),
        (_EVERY[8], Wrong.TOO_MANY, ""),
        *((question, Wrong.MISSING, "") for question in _EVERY),
    )
    fields = (
        Text(f"answer-{index}", question.text, hint=ask.wrong(code, question, value))
        for index, (question, code, value) in enumerate(amiss)
    )
    return Form("Standup, Tue 24 Nov", Submit("s1/2026-11-24"), tuple(fields), "Send")


SAMPLES: Mapping[str, Message | Form] = {
    "questions.form": _form(("",) * len(_EVERY)),
    "questions.form-answered": _form(_ANSWERS),
    "questions.refused": _refused(),
    "questions.notation": ask.notation(),
    "questions.slipped": _slipped(),
    "templates": sets.templates(SETS, ()),
    "templates.saved": sets.templates(SETS, _SAVED * 4),
    "templates.kept": sets.kept(_STANDUP, "Labelling", private=False),
    "templates.forgotten": sets.forgotten(),
    "templates.gone": sets.gone(),
    "templates.needs-name": sets.needs_name(),
    "templates.name-ours": sets.name_is_ours("Experiments"),
    "templates.name-long": sets.name_too_long(52),
    "templates.not-yours": sets.not_yours(),
}
