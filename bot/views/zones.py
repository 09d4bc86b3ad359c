"""What is said about a person's own time zone."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages import Message, Paragraph, Spans, Strong, Typed
from bot.views.times import city, listed


def chosen(zone: str) -> Message:
    spans: Spans = (
        "Your time zone is ",
        Strong(_named(zone)),
        ", as you have chosen. ",
        Typed("muster zone auto"),
        " goes by what this chat tells me again.",
    )
    return Message(f"Your time zone is {_named(zone)}", (Paragraph(spans),))


def told(zone: str) -> Message:
    """The platform's word."""
    spans: Spans = (
        "Your time zone is ",
        Strong(_named(zone)),
        ", as this chat tells me. ",
        Typed("muster zone Tokyo"),
        " chooses another.",
    )
    return Message(f"Your time zone is {_named(zone)}", (Paragraph(spans),))


def unknown() -> Message:
    first = "I do not know your time zone yet, so each team's own counts for you. "
    spans: Spans = (first, Typed("muster zone Tokyo"), " says that you live there.")
    return Message(first.strip(), (Paragraph(spans),))


def several(typed: str, zones: Sequence[str]) -> Message:
    """Some zones are of that name, or like it, and others."""
    text = f"Which one is “{typed}”? I know {listed(list(zones))}. Type it whole, such as "
    example = f"muster zone {zones[0]}"
    return Message(f"{text}{example}.", (Paragraph((text, Typed(example), ".")),))


def none(typed: str) -> Message:
    text = (
        f"I know no time zone called “{typed}”. Type the nearest large city, or a zone's own name, "
        "such as "
    )
    example = "muster zone America/New_York"
    return Message(f"{text}{example}.", (Paragraph((text, Typed(example), ".")),))


def amiss(typed: str, zones: Sequence[str]) -> str:
    """The sentence at a form's field, where several zones fit or none does."""
    if not zones:
        return f"I know no time zone called “{typed}”. Type the nearest large city, such as Tokyo."
    return f"Which one is “{typed}”? I know {listed(list(zones))}. Type it whole."


def _named(zone: str) -> str:
    return zone if zone == city(zone) else f"{city(zone)} ({zone})"
