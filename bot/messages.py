"""The closed vocabulary of what the bot says: this union is the specification of every renderer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from functools import cache
from typing import Any, Literal

from bot.intents import Intent
from bot.people import ChannelRef, MemberRef

# Spans: pieces of a line. Text is plain; each renderer escapes it.


@dataclass(frozen=True, slots=True)
class Strong:
    text: str
    kind: Literal["strong"] = "strong"


@dataclass(frozen=True, slots=True)
class Typed:
    """A command, such as ``standup new``, shown as it is typed on the platform that shows it."""

    words: str
    kind: Literal["typed"] = "typed"


@dataclass(frozen=True, slots=True)
class Code:
    """Something to be typed elsewhere, such as into the operator's terminal."""

    text: str
    kind: Literal["code"] = "code"


@dataclass(frozen=True, slots=True)
class Inviting:
    """How the bot is brought into a channel: what the platform's people have to do, as an order."""

    kind: Literal["inviting"] = "inviting"


@dataclass(frozen=True, slots=True)
class Mention:
    """A real mention, which notifies."""

    member: MemberRef
    kind: Literal["mention"] = "mention"


@dataclass(frozen=True, slots=True)
class InChannel:
    """A link to a channel."""

    channel: ChannelRef
    kind: Literal["channel"] = "channel"


@dataclass(frozen=True, slots=True)
class When:
    """A moment, shown in the reader's own zone; ``otherwise`` is the text where a client cannot."""

    moment: datetime
    otherwise: str
    style: Literal["time", "day", "day and time"] = "time"
    kind: Literal["when"] = "when"


Span = str | Strong | Typed | Code | Inviting | Mention | InChannel | When
Spans = tuple[Span, ...]

# Blocks of a message.


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True, slots=True)
class Paragraph:
    spans: Spans
    kind: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of lines; a renderer folds what does not fit into "and 12 more"."""

    items: tuple[Spans, ...]
    kind: Literal["bullets"] = "bullets"


@dataclass(frozen=True, slots=True)
class Quote:
    """What a person wrote, kept as it was written."""

    text: str
    kind: Literal["quote"] = "quote"


@dataclass(frozen=True, slots=True)
class Meter:
    """A bar: ``share`` is between 0 and 1."""

    label: str
    share: float
    kind: Literal["meter"] = "meter"


@dataclass(frozen=True, slots=True)
class Divider:
    kind: Literal["divider"] = "divider"


@dataclass(frozen=True, slots=True)
class Note:
    """Small print: why this came, how to stop it; in a form, an explanation."""

    spans: Spans
    kind: Literal["note"] = "note"


@dataclass(frozen=True, slots=True)
class Button:
    """A verb that can be pressed. ``does`` is a packed intent; ``sure`` asks once more before."""

    label: str
    does: str
    style: Literal["plain", "primary", "danger"] = "plain"
    sure: str | None = None
    kind: Literal["button"] = "button"

    @classmethod
    def to(
        cls,
        label: str,
        does: Intent,
        style: Literal["plain", "primary", "danger"] = "plain",
        sure: str | None = None,
    ) -> Button:
        return cls(label, does.pack(), style, sure)


@dataclass(frozen=True, slots=True)
class Buttons:
    """At most three."""

    buttons: tuple[Button, ...]
    kind: Literal["buttons"] = "buttons"


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing of our own, as SVG. Only in posts, since it is sent as a file of its own.

    ``alternative`` says the same in words, for whoever cannot see it, and where no picture can be sent.
    """

    svg: str
    alternative: str
    name: str = "picture"
    """Of the file, without its ending."""
    kind: Literal["picture"] = "picture"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to keep, such as ``churn-model.csv``. Only in posts, as a picture."""

    name: str
    text: str
    kind: Literal["attachment"] = "attachment"


Block = (
    Heading | Paragraph | Bullets | Quote | Meter | Divider | Note | Buttons | Picture | Attachment
)


@dataclass(frozen=True, slots=True)
class Message:
    """Something said. ``summary`` is what a notification and a screen reader say."""

    summary: str
    blocks: tuple[Block, ...]


# Posts: messages on their way to others.


class Urgency(IntEnum):
    """What goes first when a platform lets only so much through."""

    PROMPT = 0
    NORMAL = 1
    LATER = 2


@dataclass(frozen=True, slots=True)
class Post:
    """A message for others, sent after the commit.

    The same ``key`` said again edits what stands there. ``under`` is another post's key: its thread.
    ``message=None`` withdraws. After ``until`` it is no longer worth sending, and is dropped.
    ``repeatable`` says what to do where nobody can tell whether it arrived: a prompt is sent again,
    a report is not.
    """

    to: ChannelRef | MemberRef
    message: Message | None
    key: str
    under: str | None = None
    urgency: Urgency = Urgency.NORMAL
    until: datetime | None = None
    repeatable: bool = False
    owner: MemberRef | None = None
    """Whom to tell if it cannot be delivered, or if nobody knows whether it was."""


def dump(message: Message) -> str:
    """A message as versioned JSON, for the outbox."""
    text: bytes = _adapter().dump_json((1, message))
    return text.decode()


def load(text: str) -> Message:
    """Read what ``dump`` wrote."""
    _version, message = _adapter().validate_json(text)
    assert isinstance(message, Message)
    return message


@cache
def _adapter() -> Any:
    from pydantic import TypeAdapter  # slow to import, and `--help` has no use for it

    return TypeAdapter(tuple[Literal[1], Message])


def named(message: Message) -> Iterator[MemberRef | ChannelRef]:
    """Everybody and every channel that a message names, for the look-up before rendering."""
    for block in message.blocks:
        match block:
            case Paragraph(spans=spans) | Note(spans=spans):
                yield from mentioned(spans)
            case Bullets(items=items):
                for spans in items:
                    yield from mentioned(spans)


def mentioned(spans: Spans) -> Iterator[MemberRef | ChannelRef]:
    for span in spans:
        match span:
            case Mention(member=member):
                yield member
            case InChannel(channel=channel):
                yield channel
