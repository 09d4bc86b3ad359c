"""A line of a message for Teams: text runs, which read no markup; a text block where it mentions somebody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, assert_never

from adapters.teams import phrases
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

MARKUP = re.compile(r"[\\`*_\[\]<>&~]")
"""What Teams' Markdown may read as formatting wherever it stands; a backslash takes its meaning away."""
OPENING = re.compile(r"^(\s*)([#+-]|\d+[.)])")
"""What begins a heading or a list, at the beginning of a line."""
ROOT = "muster "


@dataclass(frozen=True, slots=True)
class Look:
    """How a line is printed."""

    size: str = ""
    bold: bool = False
    subtle: bool = False

    def properties(self) -> Json:
        return (
            ({"size": self.size} if self.size else {})
            | ({"weight": "Bolder"} if self.bold else {})
            | ({"isSubtle": True} if self.subtle else {})
        )


@dataclass(slots=True)
class Mentions:
    """The people mentioned in a card, for its ``msteams.entities``."""

    roster: Roster
    entities: list[Json] = field(default_factory=list)

    def text(self, span: Mention) -> str | None:
        """What stands in the text for somebody; None for somebody the directory cannot name."""
        person = self.roster.people.get(span.member)
        if person is None or not person.name.strip():
            return None
        name = MARKUP.sub("", literal(person.name)).strip() or phrases.NOBODY
        text = f"<at>{name}</at>"
        entity = {
            "type": "mention",
            "text": text,
            "mentioned": {"id": person.account.id, "name": name},
        }
        if entity not in self.entities:
            self.entities.append(entity)
        return text


def line(spans: Spans, mentions: Mentions, look: Look, *, before: str = "") -> Iterator[Json]:
    """The elements of a line, one below the other where it has line breaks of its own."""
    for number, part in enumerate(_broken(spans)):
        begins = before if number == 0 else ""
        if any(isinstance(one, Mention) and mentions.text(one) for one in part):
            text = "".join(_marked(one, mentions) for one in part)
            opened = OPENING.sub(r"\1\\\2", text) if not begins else text
            yield {"type": "TextBlock", "text": begins + opened, "wrap": True} | look.properties()
        else:
            runs = [run for one in part if (run := _run(one, mentions.roster, look)) is not None]
            if begins and runs:
                runs.insert(0, {"type": "TextRun", "text": begins} | look.properties())
            if runs:
                yield {"type": "RichTextBlock", "inlines": runs}


def literal(text: str) -> str:
    """Text in which no client finds a date to fill in, and which holds nothing that cannot be shown."""
    return text.replace("{{", "{\u200b{")


def _broken(spans: Spans) -> Iterator[Spans]:
    """A line's parts between its line breaks, which a text run would lose."""
    part: list[Span] = []
    for span in spans:
        if not isinstance(span, str):
            part.append(span)
            continue
        first, *others = re.split(r"\r\n|\r|\n", span)
        part.append(first)
        for other in others:
            yield tuple(part)
            part = [other]
    yield tuple(part)


def _run(span: Span, roster: Roster, look: Look) -> Json | None:
    text, more = _plain(span, roster)
    if not text:
        return None
    return {"type": "TextRun", "text": text} | look.properties() | more


def _plain(span: Span, roster: Roster) -> tuple[str, Json]:
    match span:
        case str():
            return literal(span), {}
        case Strong(text=text):
            return literal(text), {"weight": "Bolder"}
        case Typed(words=words):
            return literal(typed(words)), {"fontType": "Monospace"}
        case Code(text=text):
            return literal(text), {"fontType": "Monospace"}
        case Inviting():
            return phrases.INVITING, {}
        case Mention():
            return phrases.NOBODY, {}
        case InChannel(channel=ref):
            channel = roster.channels.get(ref)
            named = channel.name if channel is not None else ""
            return literal(named) or phrases.NO_CHANNEL, {"weight": "Bolder"}
        case When(moment=moment, style=style):
            return _moment(moment, style), {}
        case _:
            assert_never(span)


def _marked(span: Span, mentions: Mentions) -> str:
    """A span as Markdown, for the lines that have to be a text block."""
    if isinstance(span, Mention) and (text := mentions.text(span)) is not None:
        return text
    text, look = _plain(span, mentions.roster)
    if isinstance(span, When):
        return text
    safe = MARKUP.sub(r"\\\g<0>", text)
    return f"**{safe}**" if look.get("weight") == "Bolder" and safe.strip() == safe != "" else safe


def typed(words: str) -> str:
    """A command as it is typed here: after the bot's name, and without the root's own."""
    return f"@{phrases.BOT} {f'{words} '.removeprefix(ROOT)}".rstrip()


def _moment(moment: datetime, style: str) -> str:
    """Filled in by each client for its reader's own zone (Adaptive Cards, date and time functions)."""
    at = f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    day, time = f"{{{{DATE({at}, SHORT)}}}}", f"{{{{TIME({at})}}}}"
    match style:
        case "time":
            return time
        case "day":
            return day
        case _:
            return f"{day}, {time}"
