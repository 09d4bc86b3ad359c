"""What the guided path holds: chapters of steps, and by what each is known to be done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playground.sights import SET_UP, Sight

CHURN, GENERAL, MUSTER = "C01CHURN", "C01GENERAL", "@Muster"
ROLES = ("asked", "answered", "organiser")
CHANGES = ("reminders (", "who reads", "who is optional", "who watches", "the order of", "how long")
"""How the bot says what of the options was changed, as bot/views/standup_commands.py writes it."""
AWAY = '"Away: "'
"""As a board has it, in bold before the names; a digest says it within a line."""
SOME_WEEKS = 2


@dataclass(frozen=True)
class Step:
    id: str
    text: str
    """May name who was ``{asked}``, who has ``{answered}``, and a ``{holiday}`` with its ``{day}``."""
    done: Callable[[Sight], bool]
    channel: str | None = CHURN
    type: str | None = None
    """What the page offers to type."""
    who: str | None = None
    """As whom: an id, or ``asked``, ``answered`` or ``organiser``."""
    tab: str | None = None


@dataclass(frozen=True)
class Chapter:
    id: str
    title: str
    intro: str
    steps: tuple[Step, ...]
    in_order: bool = False
    """Whether a step that is done says so of all before it."""


FIRST = Chapter(
    "first",
    "A first standup",
    "",
    (
        Step(
            "new",
            "In #churn-model, type /standup new and send it.",
            lambda sight: sight.form("New standup"),
            type="/standup new",
        ),
        Step(
            "save",
            "The form is filled in with sensible choices. Press Save.",
            lambda sight: sight.says(SET_UP),
            channel=None,
        ),
        Step(
            "push",
            "Push the clock on to the next thing until somebody is asked: it comes in their own morning.",
            lambda sight: bool(sight.prompts()),
            channel=None,
        ),
        Step(
            "answer",
            "Act as {asked}, open the direct messages with Muster, press Answer and send the form.",
            lambda sight: len(sight.settled()) >= 1,
            channel=MUSTER,
            who="asked",
        ),
        Step(
            "another",
            "Act as {asked} and answer, or press Skip today. Push the clock on if nobody is left to answer.",
            lambda sight: len(sight.settled()) >= 2,
            channel=MUSTER,
            who="asked",
        ),
        Step(
            "board",
            "Look at #churn-model: one thread holds the day, and its head counts along.",
            Sight.saw_board,
        ),
        Step(
            "wrap",
            "Push the clock until the wrap-up stands in the thread.",
            lambda sight: sight.says("Wrap-up:", replies=True),
        ),
        Step(
            "late",
            "Act as {asked}, who is missing, and answer now: it is taken, and marked late.",
            lambda sight: sight.says("(late", replies=True),
            channel=MUSTER,
            who="asked",
        ),
    ),
    in_order=True,
)
YOURS = Chapter(
    "yours",
    "Make it yours",
    "That was a whole standup. Now what fits it to people, in any order.",
    (
        Step(
            "home",
            "Open Muster's Home tab: what waits for you, your hours, and what you organise.",
            Sight.home,
            channel=MUSTER,
            tab="home",
        ),
        Step(
            "edit",
            "Act as {answered}, press Edit answer under the question, and change a word. "
            "The thread is mended, not doubled.",
            lambda sight: sight.says("edited)", replies=True),
            channel=MUSTER,
            who="answered",
        ),
        Step(
            "away",
            "Act as Bo and type /muster away 7 days.",
            lambda sight: sight.told("You are away"),
            type="/muster away 7 days",
            who="U01BO",
        ),
        Step(
            "gone",
            "Push the clock into the next day: the board has Bo under Away, and nothing waits for him.",
            lambda sight: sight.says(AWAY),
        ),
        Step(
            "kinds",
            "Type /standup edit and give a question a kind, such as How are you? [mood].",
            lambda sight: sight.says("its questions"),
            type="/standup edit",
            who="organiser",
        ),
        Step(
            "options",
            "Type /standup options and change one: reminders, who reads, the wrap-up by person.",
            lambda sight: any(sight.says(" changed ", one) for one in CHANGES),
            type="/standup options",
            who="organiser",
        ),
        Step(
            "known",
            "On the Home tab, press What is known about me: it can all be sent to you, and forgotten.",
            lambda sight: sight.told("What Muster knows about you"),
            channel=MUSTER,
            tab="home",
        ),
    ),
)
WEEKS = Chapter(
    "weeks",
    "Over some weeks",
    "What a team gets out of it over time, in any order.",
    (
        Step(
            "holiday",
            "Type /muster holidays {calendar}: on {day}, {holiday} in {country}, nobody is asked.",
            lambda sight: sight.says("keeps the holidays of"),
            type="/muster holidays {calendar}",
            who="organiser",
        ),
        Step(
            "digest",
            "In #general, type /standup digest, press Set up a digest, and save it.",
            lambda sight: sight.says(" set up the digest "),
            channel=GENERAL,
            type="/standup digest",
        ),
        Step(
            "weeks",
            "Switch on Others answer at the top, and push the clock day by day into the next week. "
            "A day takes half a minute.",
            lambda sight: sight.weeks("Wrap-up:") >= SOME_WEEKS,
            channel=None,
        ),
        Step(
            "read",
            "Look at #general: the digest tells the day of every standup in it, blockers first.",
            lambda sight: sight.says("To see or change this digest"),
            channel=GENERAL,
        ),
        Step(
            "why",
            "Once {day} is over, type /standup why @kenji {iso}: the record says why he was not asked.",
            lambda sight: sight.told("not asked", "holiday"),
            type="/standup why @kenji {iso}",
        ),
        Step(
            "trend",
            "Type /standup trend: a picture of participation and mood comes to you directly.",
            lambda sight: sight.told("The trend of "),
            type="/standup trend",
        ),
        Step(
            "export",
            "Type /standup export 30 days: CSV for a notebook, Markdown for reading.",
            lambda sight: sight.told("The answers of "),
            type="/standup export 30 days",
        ),
    ),
)
CHAPTERS = (FIRST, YOURS, WEEKS)
END = "That was all of it. /muster help and /standup help list every command."
