"""Sets of questions to start a standup from, among them some for teams that build machine learning."""

from __future__ import annotations

from bot.rituals.question_notation import parse
from bot.rituals.questions import Questions, QuestionSet
from bot.rituals.standup_rules import DEFAULT_QUESTIONS


def _written(text: str) -> Questions:
    read = parse(text)
    assert isinstance(read, tuple), read
    return read


SETS: tuple[QuestionSet, ...] = (
    QuestionSet(
        "classic",
        "Classic three",
        DEFAULT_QUESTIONS,
        "What is done, what comes next, and what is in the way.",
    ),
    QuestionSet(
        "short",
        "Short",
        _written(
            """
            What matters most today?
            Anything in your way? [blockers]
            """
        ),
        "For full weeks: one question, and the blockers.",
    ),
    QuestionSet(
        "experiments",
        "Experiments",
        _written(
            """
            What did you run since the last standup, and what did it show?
            How many runs finished? [number]
            Which result is the one to beat now, and on which data?
            What will you try next, and what would make you drop it?
            What holds your runs up? [blockers]
            """
        ),
        "What was run, what it showed, and what follows from it.",
    ),
    QuestionSet(
        "data",
        "Data issues",
        _written(
            """
            Which data did you work with?
            Did you find a problem in it? [one of: no, worked around, still open]
            > if worked around, still open: What is wrong, where, and since when?
            > if still open: Who can mend it?
            What else is in your way? [blockers]
            """
        ),
        "Problems in data and labels, told while they are still cheap to mend.",
    ),
    QuestionSet(
        "waiting",
        "Waiting on each other",
        _written(
            """
            What do you wait for, and from whom? [blockers]
            > if any: From when on does the waiting cost you?
            Who waits for something from you, and for what?
            What will you hand over today?
            """
        ),
        "What waits on another person or function, from both sides.",
    ),
    QuestionSet(
        "disciplines",
        "Across disciplines",
        _written(
            """
            What did you learn that another discipline should know?
            Who should know it? [any of: data science, engineering, product, domain experts]
            Which assumption of yours should somebody else check?
            Anything in your way? [blockers]
            """
        ),
        "For data scientists, engineers, product and domain experts who build one thing.",
    ),
    QuestionSet(
        "production",
        "Model in production",
        _written(
            """
            How is the model doing? [one of: healthy, being watched, degraded, down]
            > if being watched, degraded, down: What do you see, since when, and who is on it?
            How many alerts fired? [number]
            Have inputs or predictions drifted? [yes/no]
            > if yes: Which ones, how far, and against which reference?
            """
        ),
        "For whoever looks after a model that others depend on: health, alerts, drift.",
    ),
    QuestionSet(
        "release",
        "Before a release",
        _written(
            """
            Is your part ready? [one of: ready, on track, at risk]
            > if at risk: What is missing, and who could help?
            What did you check, and on which data?
            What stands in the way of the release? [blockers]
            """
        ),
        "For the days before a model or a feature goes out.",
    ),
    QuestionSet(
        "mood",
        "Mood and energy",
        _written(
            """
            How are you today? [mood]
            > if 1, 2: What would help?
            How much energy do you have? [1-5]
            What will you spend it on?
            """
        ),
        "How everybody is and what would help; consider showing answers to the organisers only.",
    ),
    QuestionSet(
        "weekly",
        "Weekly review",
        _written(
            """
            What did you finish this week that mattered most?
            What did you learn, also from what did not work?
            How sure are you of the next milestone? [1-5]
            > if 1, 2: What would make you surer?
            What is next week for?
            """
        ),
        "For the last day of the week: what it brought, and what the next one is for.",
    ),
)
"""Ours, for everybody. Their ids stand in buttons of old messages, so that one is never given anew."""
