"""The brackets at the end of a written question: how it is answered, or words that only look so."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.rituals.question_rules import OPTION_AT_MOST, OPTIONS_AT_MOST
from bot.rituals.question_signs import collapsed, encoded, marks, parted, split_at
from bot.rituals.questions import Kind, Question


class Amiss(StrEnum):
    """What can be wrong with a line."""

    NO_WORDS = "no-words"
    TOO_LONG = "too-long"
    """``what`` is its length."""
    NO_KIND = "no-kind"
    """``what`` stands in the bracket, ``near`` is what may have been meant."""
    TWO_KINDS = "two-kinds"
    TOO_FEW_OPTIONS = "too-few-options"
    TOO_MANY_OPTIONS = "too-many-options"
    """``what`` is their number."""
    OPTION_TOO_LONG = "option-too-long"
    SAME_OPTION = "same-option"
    NOTHING_ABOVE = "nothing-above"
    """A follow-up before any question."""
    NO_CONDITION = "no-condition"
    """A follow-up that does not begin with ``if``, an answer and a colon."""
    NEVER = "never"
    """``what`` can never be the answer above; ``near`` are the answers that can."""
    ONLY_ANY = "only-any"
    """A follow-up for the answer ``what`` to a question that is answered in free words."""
    TOO_MANY_FOLLOW_UPS = "too-many-follow-ups"
    TOO_MANY_QUESTIONS = "too-many-questions"
    """``what`` is their number."""
    TOO_MUCH = "too-much"
    """All of it together; ``what`` is its length."""


class Faulty(Exception):
    """Raised for a line that cannot be read as it is."""

    def __init__(self, code: Amiss, what: str = "", near: str = "") -> None:
        super().__init__(code)
        self.code, self.what, self.near = code, what, near


EXAMPLES: Mapping[Kind, str] = {
    Kind.TEXT: "text",
    Kind.YES_NO: "yes/no",
    Kind.MOOD: "mood",
    Kind.SCALE: "1-5",
    Kind.NUMBER: "number",
    Kind.CHOICE: "one of: low, medium, high",
    Kind.CHOICES: "any of: data, training, serving",
    Kind.BLOCKERS: "blockers",
}
"""How each kind is written, without the brackets."""
REQUIRED = "required"

_KINDS = {
    "text": Kind.TEXT,
    "yes/no": Kind.YES_NO,
    "yes or no": Kind.YES_NO,
    "y/n": Kind.YES_NO,
    "mood": Kind.MOOD,
    "1-5": Kind.SCALE,
    "1\u20135": Kind.SCALE,
    "1 to 5": Kind.SCALE,
    "scale": Kind.SCALE,
    "number": Kind.NUMBER,
    "blockers": Kind.BLOCKERS,
    "blocker": Kind.BLOCKERS,
}
_FLAGS = {REQUIRED: True, "optional": False}
_HEADS = {
    "one of": Kind.CHOICE,
    "one": Kind.CHOICE,
    "any of": Kind.CHOICES,
    "some of": Kind.CHOICES,
    "any": Kind.CHOICES,
}
"""What stands before a colon and options."""
_MEANT = {
    "choice": Kind.CHOICE,
    "choose one": Kind.CHOICE,
    "options": Kind.CHOICE,
    "choices": Kind.CHOICES,
    "multiple choice": Kind.CHOICES,
    "rating": Kind.SCALE,
    "numeric": Kind.NUMBER,
}
"""Not read, since they may be a question's own words, but plain enough to say what to write instead."""
_NEAR = 78
"""Of 100 by rapidfuzz: "moood" is near to "mood"; "mode" and "test" are words of the question."""
_RANGE = re.compile(r"\d{1,2}\s*(?:-|\u2013|\.\.|to)\s*\d{1,2}", re.ASCII)
_NO_COLON = re.compile(r"(one|any|some) of\s", re.IGNORECASE)
_HELD = re.compile(r"\\*required", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Bracket:
    """What one bracket says; a flag alone has no kind."""

    kind: Kind | None = None
    options: tuple[str, ...] = ()
    required: bool = False


# Reading.


def last_bracket(text: str) -> tuple[str, str] | None:
    """What stands before the bracket that ends ``text``, and in it; None where none does."""
    brackets = [(at, sign) for at, sign in marks(text) if sign in "[]"]
    if not brackets or brackets[-1] != (len(text) - 1, "]"):
        return None
    depth = 0
    for at, sign in reversed(brackets):
        depth += 1 if sign == "]" else -1
        if depth == 0:
            return text[:at].rstrip(), text[at + 1 : -1]
    return None


def read_bracket(inside: str) -> Bracket | None:
    """What a bracket says; None where it belongs to the question's words.

    Raises Faulty for what looks like a kind and is none, and for options that will not do.
    """
    head, colon, rest = split_at(inside, ":")
    words = [part.casefold() for part in parted(head)]
    if colon and words and words[-1] in _HEADS and all(word in _FLAGS for word in words[:-1]):
        options, required = _options(rest)
        flagged = any(_FLAGS[word] for word in words[:-1])
        return Bracket(_HEADS[words[-1]], options, required or flagged)
    unknown = [word for word in words if word not in _KINDS and word not in _FLAGS]
    if words and not unknown and not colon:
        return _plainly(words)
    near = _nearest(unknown[0] if unknown else "".join(words[-1:]))
    if not near and len(unknown) < len(words) and not colon:
        near = _nearest(next(word for word in words if word not in unknown))
    if near:
        rest = inside[len(found[0]) :] if (found := _NO_COLON.match(inside)) else rest
        raise Faulty(Amiss.NO_KIND, collapsed(inside), _with_own(near, rest))
    return None


def _with_own(example: str, options: str) -> str:
    """An example of a choice with the options that were written, where there are any."""
    head, colon, _ = example.partition(":")
    own = ", ".join(map(collapsed, parted(options)))
    return f"{head}: {own}" if colon and own else example


def _plainly(words: list[str]) -> Bracket:
    """A bracket of kinds and flags alone."""
    kinds = dict.fromkeys(_KINDS[word] for word in words if word in _KINDS)
    if len(kinds) > 1:
        raise Faulty(Amiss.TWO_KINDS)
    return Bracket(next(iter(kinds), None), required=any(map(_FLAGS.get, words)))


def _options(text: str) -> tuple[tuple[str, ...], bool]:
    """The options, and whether "required" stands among them."""
    pieces = parted(text)
    flags = [piece for piece in pieces if piece.casefold() == REQUIRED]
    held = (
        piece[1:] if _HELD.fullmatch(piece) else piece for piece in pieces if piece not in flags
    )
    options = tuple(option for piece in held if (option := collapsed(piece)))
    if len(options) < 2:
        raise Faulty(Amiss.TOO_FEW_OPTIONS)
    if len(options) > OPTIONS_AT_MOST:
        raise Faulty(Amiss.TOO_MANY_OPTIONS, str(len(options)))
    seen: set[str] = set()
    for option in options:
        if len(option) > OPTION_AT_MOST:
            raise Faulty(Amiss.OPTION_TOO_LONG, option)
        if option.casefold() in seen:
            raise Faulty(Amiss.SAME_OPTION, option)
        seen.add(option.casefold())
    return options, bool(flags)


def _nearest(word: str) -> str:
    """What to write instead of ``word``, as in EXAMPLES; "" where it is no kind at all."""
    if _RANGE.fullmatch(word):
        return EXAMPLES[Kind.SCALE]
    if headed := _NO_COLON.match(word):
        return EXAMPLES[_HEADS[f"{headed[1].casefold()} of"]]
    from rapidfuzz import fuzz, process  # only for those who mistype

    known = {**_KINDS, **_HEADS, **_MEANT, **dict.fromkeys(_FLAGS)}
    long_enough = [one for one in known if len(one) > 3 or one == word]
    best = process.extractOne(word, long_enough, scorer=fuzz.ratio, score_cutoff=_NEAR)
    kind = known[best[0]] if best else None
    return EXAMPLES[kind] if kind else REQUIRED if best else ""


# Writing.


def closed(question: Question) -> str:
    """The brackets at a question's end, with a space before each."""
    required = f" [{REQUIRED}]" if question.required else ""
    match question.kind:
        case Kind.TEXT:
            return required
        case Kind.CHOICE | Kind.CHOICES:
            head = EXAMPLES[question.kind].partition(":")[0]
            return f" [{head}: {', '.join(map(_option, question.options))}]{required}"
        case _:
            flag = f", {REQUIRED}" if question.required else ""
            return f" [{EXAMPLES[question.kind]}{flag}]"


def _option(text: str) -> str:
    held = encoded(text, "[],")
    return f"\\{held}" if _HELD.fullmatch(held) else held
