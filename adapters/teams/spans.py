"""A line of a message for Teams: text runs, which read no markup, or a text block where it has to be one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any, Literal, assert_never

from adapters.teams import phrases
from adapters.teams.fitting import UNSEEN, begun, clean, escaped, flat, literal, name_of
from bot.messages import (
    Code,
    InChannel,
    Inviting,
    Mention,
    Span,
    Spans,
    Strong,
    Typed,
    When,
)
from bot.people import Roster

Json = dict[str, Any]
Kind = Literal["plain", "strong", "code", "ours"]
"""How a piece of a line is shown. ``ours`` is what only a text block does: mentions, and dates filled in."""

MARKUP = re.compile(r"[\\`*_\[\]<>&~]")
"""What Teams may read as formatting in a message's own text."""
BREAKS = re.compile(r"\r\n|\r|\n")
RUNS: dict[Kind, Json] = {
    "plain": {},
    "strong": {"weight": "Bolder"},
    "code": {"fontType": "Monospace"},
}
INDENTED, COLUMNS = re.compile(r"(?:\A|(?<=[ \t]))[ \t]"), re.compile(r"(?<=[ \t])[ \t]")
BULLET, INDENT = "•\u2002", "\u2003"
"""What a list's line begins with, and what is as wide before the lines below it."""
ROOT = "muster "


@dataclass(frozen=True, slots=True)
class Look:
    """How a line is printed."""

    size: str = ""
    bold: bool = False
    subtle: bool = False
    color: str = ""

    def properties(self) -> Json:
        return (
            ({"size": self.size} if self.size else {})
            | ({"weight": "Bolder"} if self.bold else {})
            | ({"isSubtle": True} if self.subtle else {})
            | ({"color": self.color} if self.color else {})
        )


@dataclass(slots=True)
class Mentions:
    """The people mentioned in a card, for its ``msteams.entities``."""

    roster: Roster
    alone: bool = False
    """In somebody's own chat, where everybody is named and nobody called."""
    texts: dict[str, str] = field(default_factory=dict)
    """What stands in the card's texts, by account."""
    entities: list[Json] = field(default_factory=list)

    def text(self, span: Mention) -> str | None:
        """What stands in the text for somebody; None for somebody the directory cannot name."""
        person = self.roster.people.get(span.member)
        name = "" if person is None else name_of(person.name)
        if person is None or not name:
            return None
        id = person.account.id
        if id not in self.texts:
            # Teams finds whom a text means by the text alone, so two of one name must differ.
            while f"<at>{name}</at>" in self.texts.values():
                name += UNSEEN
            self.texts[id] = f"<at>{name}</at>"
            mentioned = {"id": id, "name": name}
            self.entities.append(
                {"type": "mention", "text": self.texts[id], "mentioned": mentioned}
            )
        return self.texts[id]


def line(spans: Spans, mentions: Mentions, look: Look, *, before: str = "") -> Iterator[Json]:
    """The elements of a line, one below the other where it has line breaks of its own."""
    shown, spacing = False, Json()
    for part in _broken(spans):
        pieces = _merged(_piece(span, mentions) for span in part)
        if not any(text.strip() for _, text in pieces):
            # What is empty has no height, so it is the next line that keeps its distance.
            spacing = {"spacing": "Medium"} if shown else {}
            continue
        yield _element(pieces, look, INDENT if before and shown else before) | spacing
        shown, spacing = True, {"spacing": "None"}


def typed(words: str) -> str:
    """A command as it is typed here: after the bot's name, and without the root's own."""
    return f"@{phrases.BOT} {f'{words} '.removeprefix(ROOT)}".rstrip()


def _element(pieces: list[tuple[Kind, str]], look: Look, before: str) -> Json:
    """A text block where something of ours is to be filled in: Teams does that in no text run."""
    if any(kind == "ours" for kind, _ in pieces):
        marked = [_marked(*piece) for piece in _merged(_bold(pieces))]
        text = f"{before}{''.join(marked)}" if before else begun("".join(marked))
        return {"type": "TextBlock", "text": text, "wrap": True} | look.properties()
    runs = _merged(iter([("plain", before), *pieces]))
    return {
        "type": "RichTextBlock",
        "inlines": [
            {"type": "TextRun", "text": _kept(literal(text), number == 0)}
            | look.properties()
            | RUNS[kind]
            for number, (kind, text) in enumerate(runs)
        ],
    }


def _broken(spans: Spans) -> Iterator[Spans]:
    """A line's parts between its line breaks, which not every client keeps within a text."""
    part: list[Span] = []
    for span in spans:
        if not isinstance(span, str | Strong | Code):
            part.append(span)
            continue
        words = span if isinstance(span, str) else span.text
        for number, piece in enumerate(BREAKS.split(words)):
            if number:
                yield tuple(part)
                part = []
            part.append(piece if isinstance(span, str) else type(span)(piece))
    yield tuple(part)


def _merged(pieces: Iterable[tuple[Kind, str]]) -> list[tuple[Kind, str]]:
    """Neighbours that look the same as one, for together they may say what neither does alone."""
    told = [(kind, clean(text)) for kind, text in pieces]
    return [
        (kind, "".join(text for _, text in group))
        for kind, group in groupby([one for one in told if one[1]], key=itemgetter(0))
    ]


def _kept(text: str, first: bool) -> str:
    """A text whose indent and columns stay as they are where HTML would fold them."""
    return (INDENTED if first else COLUMNS).sub("\u00a0", text)


def _piece(span: Span, mentions: Mentions) -> tuple[Kind, str]:
    match span:
        case str():
            return "plain", span
        case Strong(text=text):
            return "strong", text
        case Typed(words=words):
            return "code", typed(words)
        case Code(text=text):
            return "code", text
        case Inviting():
            return "plain", phrases.INVITING
        case Mention(member=ref):
            if mentions.alone:
                person = mentions.roster.people.get(ref)
                return "strong", (flat(person.name) if person else "") or phrases.NOBODY
            at = mentions.text(span)
            return ("plain", phrases.NOBODY) if at is None else ("ours", at)
        case InChannel(channel=ref):
            channel = mentions.roster.channels.get(ref)
            name = "" if channel is None else flat(channel.name)
            return "strong", f"#{name}" if name else phrases.NO_CHANNEL
        case When(moment=moment, style=style):
            return "ours", _moment(moment, style)
        case _:
            assert_never(span)


def _bold(pieces: list[tuple[Kind, str]]) -> Iterator[tuple[Kind, str]]:
    """What a text block shows in bold: commands too, since Teams' Markdown knows no code.

    Asterisks between a letter and a sign would be read as asterisks.
    """
    before = " "
    for (kind, text), (_, after) in zip(pieces, [*pieces[1:], ("plain", " ")], strict=True):
        if kind not in ("plain", "ours"):
            opens = text[0].isalnum() or (before == " " and text[0] > " ")
            closes = text[-1].isalnum() or (after[0] == " " and text[-1] > " ")
            kind = "strong" if opens and closes else "plain"
        yield kind, text
        before = text[-1]


def _marked(kind: Kind, text: str) -> str:
    if kind == "ours":
        return text
    return f"**{escaped(text)}**" if kind == "strong" else escaped(text)


def _moment(moment: datetime, style: str) -> str:
    """Filled in by each client for its reader's own zone and language."""
    at = f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    day, time = f"{{{{DATE({at},SHORT)}}}}", f"{{{{TIME({at})}}}}"
    match style:
        case "time":
            return time
        case "day":
            return day
        case _:
            return f"{day} at {time}"
