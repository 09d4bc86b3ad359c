"""A standup's answers as files to keep: CSV for a table, Markdown for reading."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from bot.messages import (
    Attachment,
    Message,
    Note,
    Paragraph,
    Spans,
    Strong,
    Typed,
)
from bot.people import Person
from bot.rituals.questions import Question
from bot.rituals.reading import DAYS_AT_MOST, ReadDay
from bot.rituals.standup import Participant, Standup, State
from bot.views import questions as words
from bot.views.standup import title
from bot.views.times import counted, weekday

HEADER = ("day", "standup", "person", "state", "late", "edited", "question", "kind", "answer")
STATES = {
    State.WAITING: "not asked yet",
    State.ASKED: "no answer",
    State.ANSWERED: "answered",
    State.SKIPPED: "skipped",
    State.AWAY: "away",
    State.GONE: "gone",
}

_FORMULA = "=+-@" + "\uff1d\uff0b\uff0d\uff20"
"""Also as East Asian keyboards write them, full width."""
_BREAKS = "\t\r\n"
_NUMBER = re.compile(r"-\d+(?:\.\d+)?", re.ASCII)
_MARKUP = {ord(sign): f"\\{sign}" for sign in "\\`*_[]<>#|~$@"}
"""What means something to Markdown, or to those who have added to it, wherever it stands."""
_SOMETIMES = re.compile(r":(?=//)|&(?=[\\#A-Za-z])")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
"""Of which Markdown makes what it likes."""
_FIRST = re.compile(r"\A(\d{0,9})([.)=+-])")
"""What begins a list or a heading."""


# What is said, with the files.


def exported(standup: Standup, since: date, until: date, days: Sequence[ReadDay]) -> Message:
    """To whoever asked, in a direct message."""
    name = f"{_file(standup)}-{since.isoformat()}-to-{until.isoformat()}"
    span = _span(since, until)
    first: Spans = (
        "The answers of ",
        Strong(title(standup)),
        f", {span}: {counted(len(days), 'day')}. The CSV has a row for each answer, for a spreadsheet or "
        "a notebook; the Markdown is for reading.",
    )
    closed: Spans = ()
    if any(one.closed for one in days):
        closed = (
            " Of days whose answers go to the organisers only, you get the count and your own.",
        )
    return Message(
        f"The answers of {title(standup)}, {span}",
        (
            Paragraph(first),
            Attachment(f"{name}.csv", as_csv(standup, days)),
            Attachment(f"{name}.md", as_markdown(standup, since, until, days)),
            Note(("You asked for this with ", Typed("standup export"), ".", *closed)),
        ),
    )


def _span(since: date, until: date) -> str:
    last = f"{weekday(until)} {until.year}"
    return last if since == until else f"{weekday(since)} {since.year} to {last}"


def sent(standup: Standup, days: int) -> Message:
    text = (
        f"I have sent you the answers of {title(standup)}, of {counted(days, 'day')}, as two files."
    )
    return Message(text, (Paragraph((text,)),))


def nothing(standup: Standup, days: int) -> Message:
    """Nothing that the asker may read."""
    text = (
        f"{title(standup)} has no answers to export from the last {counted(days, 'day')}. "
        f"More days: at most {DAYS_AT_MOST}, such as "
    )
    example = f"standup export #{standup.number} 90 days"
    return Message(f"{text}{example}", (Paragraph((text, Typed(example), ".")),))


def not_so_many(standup: Standup, days: int) -> Message:
    span = "Choose at least one day" if days < 1 else f"At most {DAYS_AT_MOST} days fit"
    example = f"standup export #{standup.number} {DAYS_AT_MOST} days"
    return Message(
        f"{span}, such as {example}", (Paragraph((f"{span}, such as ", Typed(example), ".")),)
    )


def too_large(standup: Standup, days: int) -> Message:
    first = "That is more than fits in one file. Ask for fewer days, such as "
    example = f"standup export #{standup.number} {max(days // 2, 1)} days"
    return Message(f"{first}{example}", (Paragraph((first, Typed(example), ".")),))


# CSV.


def as_csv(standup: Standup, days: Iterable[ReadDay]) -> str:
    """One row for each answer, or for whoever gave none; UTF-8 with a mark, by which Excel knows it.

    Every cell stands in quotes, since spreadsheets split at other signs than commas where people write
    numbers with a comma.
    """
    out = io.StringIO()
    out.write("\N{ZERO WIDTH NO-BREAK SPACE}")
    table = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    table.writerow(HEADER)
    name = title(standup)
    for day in days:
        for row in _rows(day):
            table.writerow([cell(text) for text in (day.occurrence.day.isoformat(), name, *row)])
    return out.getvalue()


def _rows(day: ReadDay) -> Iterator[Sequence[str]]:
    """What follows the day and the standup in each row of it."""
    if day.closed:
        yield ("", _score(day), "", "", "", "", "")
    for person, one in day.people:
        late, edited = ("yes" if so else "" for so in (one.late, one.edited))
        who = (person.name, STATES[one.state], late, edited)
        said = _said(day, one)
        if not said:
            yield (*who, "", "", "")
        for question, answer in said:
            yield (*who, question.text, str(question.kind), answer)


def _said(day: ReadDay, one: Participant) -> list[tuple[Question, str]]:
    """What somebody wrote, with the question to which it is the answer."""
    if one.state is not State.ANSWERED:
        return []
    both = zip(day.occurrence.questions, one.answers, strict=False)
    return [(question, answer) for question, answer in both if answer]


def _score(day: ReadDay) -> str:
    return f"{day.answered} of {day.of} answered"


def cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula: one that could be gets an apostrophe before it.

    https://owasp.org/www-community/attacks/CSV_Injection names the signs. What stands before them and is
    not seen, and apostrophes of people's own, are looked through, so that ``read_cell`` gets every text
    back. A negative number is no formula.
    """
    if text[:1].isalnum():  # Nearly all of them, and a year's export has hundreds of thousands.
        return text
    return f"'{text}" if _dangerous(text) else text


def read_cell(text: str) -> str:
    """What ``cell`` was given."""
    return text[1:] if text.startswith("'") and _dangerous(text[1:]) else text


def _dangerous(text: str) -> bool:
    shown = text.lstrip("'")
    if not shown or _NUMBER.fullmatch(text):
        return False
    if shown[0] in _BREAKS:
        return True
    first = next((one for one in shown if not _unseen(one)), "")
    return first != "" and first in _FORMULA


def _unseen(one: str) -> bool:
    """Spaces, control signs, and the marks that steer the direction of a text."""
    return one.isspace() or unicodedata.category(one) in ("Cc", "Cf")


# Markdown.


def as_markdown(standup: Standup, since: date, until: date, days: Iterable[ReadDay]) -> str:
    """The same for reading: a chapter for each day, a part for each person."""
    span = _span(since, until)
    lines = [f"# {escaped(title(standup))}", "", span, ""]
    for day in days:
        on = day.occurrence.day
        lines += [f"## {weekday(on)} {on.year}: {_score(day)}", ""]
        for person, one in day.people:
            if one.state is State.ANSWERED:
                lines += _person(day, person, one)
        silent = [
            f"{escaped(person.name)} ({STATES[one.state]})"
            for person, one in day.people
            if one.state is not State.ANSWERED
        ]
        if silent:
            lines += [f"Not answered: {', '.join(silent)}", ""]
    return "\n".join(lines)


def _person(day: ReadDay, person: Person, one: Participant) -> list[str]:
    marks = [word for word, so in (("late", one.late), ("edited", one.edited)) if so]
    marked = f" ({', '.join(marks)})" if marks else ""
    lines = [f"### {escaped(person.name)}{marked}", ""]
    for question, answer in _said(day, one):
        lines += [f"**{escaped(words.heading(question))}**", ""]
        # A list, so that every line stays a line of its own, and none can begin a heading or code.
        lines += [f"- {escaped(line)}" for line in words.lines(question, answer) if line.strip()]
        lines.append("")
    return lines


def escaped(text: str) -> str:
    """A text on one line, shown as it was written: nothing in it is read as markup."""
    line = " ".join(_CONTROL.sub(" ", text).split())
    marked = _SOMETIMES.sub(r"\\\g<0>", line.translate(_MARKUP))
    return _FIRST.sub(r"\1\\\2", marked)


def _file(standup: Standup) -> str:
    """The standup's name as part of a file's: letters and digits that every system takes."""
    plain = unicodedata.normalize("NFKD", standup.name).encode("ascii", "ignore").decode()
    kept = "-".join(re.findall(r"[a-z0-9]+", plain.casefold()))[:40].strip("-")
    return kept or f"standup-{standup.number}"
