"""How people write questions in one text area: one on each line, its kind in brackets at the end.

    How are you? [mood]
    Can the model ship today? [yes/no, required]
    > if no: What is missing?
    Which stage are you in? [one of: data, training, serving]

``parse`` reads that, ``written`` writes it, and what was written is read as it was. A backslash before
``[ ] > , :`` or another backslash takes their meaning from them; it is rarely needed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.rituals import question_rules as rules
from bot.rituals.question_brackets import (
    Amiss,
    Bracket,
    Faulty,
    closed,
    last_bracket,
    read_bracket,
)
from bot.rituals.question_signs import collapsed, encoded, parted, split_at
from bot.rituals.questions import Kind, Question, Questions

NOTATION_AT_MOST = 3000
"""UTF-16 units of all that is written: one field of a form in Slack holds no more."""

_IF = re.compile(r">\s*if\s+(?=\S)", re.IGNORECASE)
_SPAN = re.compile(r"([1-5])\s*(?:-|\u2013|to)\s*([1-5])", re.ASCII)
_OR = re.compile(r"\s+or\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Slip:
    """What is wrong with one line; ``line`` counts from 1, and 0 stands for all of it."""

    line: int
    code: Amiss
    what: str = ""
    near: str = ""


def parse(text: str) -> Questions | list[Slip]:
    """The questions that are written there, () for none; or what is wrong, line by line."""
    questions: list[Question] = []
    slips: list[Slip] = []
    asked = followed = 0
    parent: Question | None = None
    for number, line in enumerate(map(str.strip, text.splitlines()), 1):
        if not line:
            continue
        follows = line.startswith(">")
        asked, followed = (asked, followed + 1) if follows else (asked + 1, 0)
        try:
            question = _follow_up(line, asked, followed, parent) if follows else _question(line)
        except Faulty as fault:
            slips.append(Slip(number, fault.code, fault.what, fault.near))
            parent = parent if follows else None
            continue
        questions.append(question)
        parent = parent if follows else question
    found = tuple(questions)
    if asked > rules.QUESTIONS_AT_MOST:
        slips.append(Slip(0, Amiss.TOO_MANY_QUESTIONS, str(asked)))
    elif not slips and (length := units(written(found))) > NOTATION_AT_MOST:
        slips.append(Slip(0, Amiss.TOO_MUCH, str(length)))
    return slips or found


def written(questions: Questions) -> str:
    """These questions as ``parse`` reads them."""
    return "\n".join(map(_written, questions))


def units(text: str) -> int:
    """The length of a text in UTF-16 units, as a form counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _question(line: str) -> Question:
    """The words of a line and its brackets, taken off from the end."""
    kind: Bracket | None = None
    required = False
    rest = line
    while found := last_bracket(rest):
        bracket = read_bracket(found[1])
        if bracket is None:
            break
        if bracket.kind is not None and kind is not None:
            raise Faulty(Amiss.TWO_KINDS)
        kind = bracket if bracket.kind is not None else kind
        required = required or bracket.required
        rest = found[0]
    text = collapsed(rest)
    if not text:
        raise Faulty(Amiss.NO_WORDS)
    if len(text) > rules.QUESTION_AT_MOST:
        raise Faulty(Amiss.TOO_LONG, str(len(text)))
    if kind is None or kind.kind is None:
        return Question(text, required=required)
    return Question(text, kind.kind, kind.options, required)


def _follow_up(line: str, asked: int, followed: int, parent: Question | None) -> Question:
    """A line that begins with ``>``. Without ``parent``, what it follows could not be read itself."""
    if not asked:
        raise Faulty(Amiss.NOTHING_ABOVE)
    begin = _IF.match(line)
    head, colon, rest = split_at(line[begin.end() :] if begin else "", ":")
    conditions = [collapsed(part) for part in parted(head)]
    if not colon or not conditions:
        raise Faulty(Amiss.NO_CONDITION)
    if followed > rules.FOLLOW_UPS_AT_MOST:
        raise Faulty(Amiss.TOO_MANY_FOLLOW_UPS)
    question = _question(rest.strip())
    return replace(question, only_if=_only_if(parent, conditions) if parent else (rules.ANY,))


def _only_if(parent: Question, conditions: list[str]) -> tuple[str, ...]:
    """The answers to ``parent`` that are meant, as they are kept."""
    if any(one.casefold() == rules.ANY for one in conditions):
        return (rules.ANY,)
    if parent.kind in (Kind.TEXT, Kind.BLOCKERS):
        raise Faulty(Amiss.ONLY_ANY, conditions[0])
    return tuple(dict.fromkeys(one for part in conditions for one in _meant(parent, part)))


def _meant(parent: Question, condition: str) -> tuple[str, ...]:
    """One answer, several with "or" between them, or a span of a scale."""
    there = {one.casefold(): one for one in rules.possible(parent)}
    several = (condition, *_OR.split(condition))
    if parent.kind is Kind.NUMBER:
        read = rules.read(parent, condition)
        if isinstance(read, rules.Wrong) or not read:
            raise Faulty(Amiss.NEVER, condition)
        return (read,)
    if condition.casefold() in there:
        return (there[condition.casefold()],)
    if parent.kind in (Kind.SCALE, Kind.MOOD) and (span := _SPAN.fullmatch(condition)):
        low, high = sorted(map(int, span.groups()))
        return tuple(str(one) for one in range(low, high + 1))
    if all(one.casefold() in there for one in several[1:]):
        return tuple(there[one.casefold()] for one in several[1:])
    raise Faulty(Amiss.NEVER, condition, ", ".join(there.values()))


def _written(question: Question) -> str:
    text = encoded(question.text, "")
    if text.startswith(">"):
        text = f"\\{text}"
    if _closes(text):
        text = f"{text[:-1]}\\]"
    condition = ", ".join(encoded(one, ",:") for one in question.only_if)
    begin = f"> if {condition}: " if condition else ""
    return f"{begin}{text}{closed(question)}"


def _closes(text: str) -> bool:
    """Whether the end of a question's words would be read as a kind, or as a slip in one."""
    found = last_bracket(text)
    try:
        return found is not None and read_bracket(found[1]) is not None
    except Faulty:
        return True
