"""The sets of questions that one can start from, and what is said when a team keeps one of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.messages import (
    Block,
    Bullets,
    Button,
    Buttons,
    Heading,
    InChannel,
    Message,
    Note,
    Paragraph,
    Spans,
    Strong,
    Typed,
)
from bot.people import ChannelRef
from bot.rituals.question_brackets import closed
from bot.rituals.questions import Questions, QuestionSet
from bot.rituals.standup import Standup
from bot.rituals.standup_intents import ForgetTemplate, UseTemplate
from bot.views.standup import title
from bot.views.standup_commands import text
from bot.views.times import counted

NAME_AT_MOST = 40
"""Characters: a button has to hold it after "Use"."""
SAVED_SHOWN = 6
"""With ours, as many as one message of Teams holds."""
_QUESTIONS_SHOWN = 2
_QUESTION_SHOWN = 110


@dataclass(frozen=True, slots=True)
class Saved:
    """A set that a team has saved, as one reader sees it."""

    channel: ChannelRef
    set: QuestionSet
    theirs: bool
    """Whether the reader may forget it."""


def templates(ours: Sequence[QuestionSet], saved: Sequence[Saved]) -> Message:
    """Every set with its first questions; of ours without, where ``saved`` ones need the room.

    ``saved`` are those that the reader may see.
    """
    blocks: list[Block] = []
    if saved:
        blocks.append(Heading("Saved by teams"))
        for one in saved[:SAVED_SHOWN]:
            blocks += _set(
                one.set, (" from ", InChannel(one.channel)), forget=one.theirs, questions=True
            )
        if len(saved) > SAVED_SHOWN:
            more = (
                f"{counted(len(saved) - SAVED_SHOWN, 'more set')} saved in other channels. There, "
            )
            blocks.append(Note((more, Typed("standup templates"), " shows their own first.")))
        blocks.append(Heading("For everybody"))
    for one_of_ours in ours:
        blocks += _set(one_of_ours, (f": {one_of_ours.about}",), questions=not saved)
    save = Typed("standup templates save Name")
    blocks.append(Note(("To share the questions of this channel's standup: ", save)))
    return Message(f"{counted(len(ours) + len(saved), 'set')} of questions", tuple(blocks))


def _set(one: QuestionSet, about: Spans, *, questions: bool, forget: bool = False) -> list[Block]:
    use = Button.to(f"Use {one.name}", UseTemplate(one.id))
    away = Button.to(
        f"Forget {one.name}",
        ForgetTemplate(one.id),
        "danger",
        sure="Nobody can start from it any more. Standups with these questions keep them.",
    )
    return [
        Paragraph((Strong(one.name), *about)),
        *((Bullets(_first(one.questions)),) if questions else ()),
        Buttons((use, away) if forget else (use,)),
    ]


def _first(questions: Questions) -> tuple[Spans, ...]:
    """The first questions as they are written, and how many come after them."""
    one_left = (
        len(questions) == _QUESTIONS_SHOWN + 1
    )  # Its own words are no longer than "and 1 more".
    shown = len(questions) if one_left else _QUESTIONS_SHOWN
    first = [one for one in questions if not one.follows][:shown]
    lines: list[Spans] = [(_cut(f"{one.text}{closed(one)}"),) for one in first]
    if rest := len(questions) - len(first):
        lines.append((f"and {rest} more",))
    return tuple(lines)


def _cut(line: str) -> str:
    return line if len(line) <= _QUESTION_SHOWN else f"{line[: _QUESTION_SHOWN - 1].rstrip()}…"


def kept(standup: Standup, name: str, *, private: bool) -> Message:
    """``private`` is the channel: nobody outside of it sees what is saved there."""
    whom = "Everybody in this channel" if private else "Every team"
    return text(
        "The questions of ",
        Strong(title(standup)),
        " are saved as ",
        Strong(name),
        f". {whom} can start from them with ",
        Typed("standup templates"),
        plain=f"The questions of {title(standup)} are saved as {name}",
    )


def forgotten() -> Message:
    """The same however often it is asked for."""
    return text(
        "These questions are no longer saved. Standups that have them keep them; the others are at ",
        Typed("standup templates"),
    )


# What cannot be done.


def gone() -> Message:
    return text(
        "These questions are no longer saved, so there is nothing to start from. The others: ",
        Typed("standup templates"),
    )


def needs_name() -> Message:
    return text(
        "Say what these questions are to be called, such as ",
        Typed("standup templates save Labelling"),
    )


def name_too_long(length: int) -> Message:
    return text(
        f"This name is {length} characters long and {NAME_AT_MOST} fit. Give it a shorter one."
    )


def name_is_ours(name: str) -> Message:
    """It is one of the sets that everybody has."""
    return text(Strong(name), " is a set that every team has already. Give yours another name.")


def not_yours() -> Message:
    return text(
        "Only the organisers of the channel in which these questions were saved can forget them."
    )
