"""How questions are written: what there is to write, and what is wrong with what was written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.messages import (
    Bullets,
    Code,
    Message,
    Note,
    Paragraph,
    Spans,
    Strong,
    Typed,
)
from bot.rituals.question_brackets import EXAMPLES, REQUIRED, Amiss
from bot.rituals.question_notation import NOTATION_AT_MOST, Slip
from bot.rituals.question_rules import (
    FOLLOW_UPS_AT_MOST,
    OPTION_AT_MOST,
    OPTIONS_AT_MOST,
    QUESTION_AT_MOST,
    QUESTIONS_AT_MOST,
)
from bot.rituals.questions import Kind
from bot.views.times import counted

_SLIPS_SHOWN = 3
_KINDS: Mapping[Kind, tuple[str, str]] = {
    Kind.TEXT: ("What did you finish?", "free words, as without brackets"),
    Kind.YES_NO: ("Is the release on track?", "yes or no"),
    Kind.MOOD: ("How are you today?", "one of five faces"),
    Kind.SCALE: ("How sure are you of the date?", "1 to 5"),
    Kind.NUMBER: ("How many runs finished?", "a number"),
    Kind.CHOICE: ("How high is the risk?", f"one of up to {OPTIONS_AT_MOST} options"),
    Kind.CHOICES: ("What did you work on?", "any number of them"),
    Kind.BLOCKERS: ("What is in your way?", "a list, which boards and digests show first"),
}
"""A question of each kind, and how it is answered."""


def notation() -> Message:
    """How questions are written, each kind with an example."""
    kinds: tuple[Spans, ...] = tuple(
        (Code(f"{text} [{EXAMPLES[kind]}]"), f": {how}") for kind, (text, how) in _KINDS.items()
    )
    further: tuple[Spans, ...] = (
        (Code(f"Can it ship today? [yes/no, {REQUIRED}]"), ": has to be answered"),
        (Code("> if no: What is missing?"), ": on the next line; asked only after that answer"),
        (Code("> if 1, 2: What would help?"), ": asked after either of them"),
        (Code("> if any: What did you learn?"), ": asked after any answer at all"),
    )
    first = "Write one question on each line. At its end, in brackets, say how it is answered."
    return Message(
        first,
        (
            Paragraph((first,)),
            Bullets(kinds),
            Paragraph((Strong("Required questions and follow-ups"),)),
            Bullets(further),
            Note(
                (
                    f"Up to {QUESTIONS_AT_MOST} questions of {QUESTION_AT_MOST} characters, each with "
                    f"up to {FOLLOW_UPS_AT_MOST} follow-ups. Questions to start from: ",
                    Typed("standup templates"),
                )
            ),
        ),
    )


def slipped(found: Sequence[Slip]) -> str:
    """What is wrong with what was written and what to write, for the field that it stands in."""
    said = [_slip(one) for one in found[:_SLIPS_SHOWN]]
    if rest := len(found) - len(said):
        said.append(f"After these, look at {counted(rest, 'more line')}.")
    return " ".join(said)


def _slip(slip: Slip) -> str:
    said = _amiss(slip)
    return f"Line {slip.line}: {said}" if slip.line else f"{said[0].upper()}{said[1:]}"


_PLAIN: Mapping[Amiss, str] = {
    Amiss.NO_WORDS: "write the question before its brackets.",
    Amiss.TWO_KINDS: "a question is answered in one way. Keep one kind in its brackets.",
    Amiss.TOO_FEW_OPTIONS: (
        f"give at least two options with commas between them, as in [{EXAMPLES[Kind.CHOICE]}]."
    ),
    Amiss.NOTHING_ABOVE: (
        "a line with > follows a question, and none is above it. Write that question first."
    ),
    Amiss.NO_CONDITION: "say after which answer this is asked, as in > if no: What is missing?",
    Amiss.ONLY_ANY: (
        "the question above is answered in free words. Write > if any: and the follow-up, or end the "
        "question above with a kind, such as [yes/no]."
    ),
    Amiss.TOO_MANY_FOLLOW_UPS: (
        f"a question takes up to {FOLLOW_UPS_AT_MOST} follow-ups. Leave this one out, or ask it without "
        "the > at its beginning."
    ),
}


def _amiss(slip: Slip) -> str:
    what = slip.what
    match slip.code:
        case Amiss.TOO_LONG:
            return f"this question is {what} characters long and {QUESTION_AT_MOST} fit. Shorten it a little."
        case Amiss.NO_KIND:
            return (
                f"[{_few(what)}] is no kind of question. Write [{_few(slip.near)}]. If these are words of "
                "the question, put a question mark after them."
            )
        case Amiss.TOO_MANY_OPTIONS:
            return (
                f"these are {what} options and {OPTIONS_AT_MOST} fit. Leave out those nobody needs."
            )
        case Amiss.OPTION_TOO_LONG:
            return (
                f"the option “{what[:30]}…” is longer than {OPTION_AT_MOST} characters. Shorten it."
            )
        case Amiss.SAME_OPTION:
            return f"the option “{what}” is there twice. Keep one of them."
        case Amiss.NEVER:
            there = (
                f"write one of: {_few(slip.near)}; or any"
                if slip.near
                else "write a number, or any"
            )
            return f"“{_few(what)}” cannot be the answer above. After if, {there}."
        case Amiss.TOO_MANY_QUESTIONS:
            return f"these are {what} questions and {QUESTIONS_AT_MOST} fit. People answer three most gladly."
        case Amiss.TOO_MUCH:
            return (
                f"all of this is {int(what):,} characters long and {NOTATION_AT_MOST:,} fit. Shorten some "
                "questions, or leave out options."
            )
        case _:
            return _PLAIN[slip.code]


def _few(words: str) -> str:
    """What was written, or could be, as far as a sentence holds it."""
    return words if len(words) <= 100 else f"{words[:100].rpartition(', ')[0] or words[:99]}…"
