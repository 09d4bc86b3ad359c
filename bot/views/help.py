"""What help says, made from the command table."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages import (
    Bullets,
    Code,
    Message,
    Note,
    Paragraph,
    Spans,
    Strong,
)


def command(name: str, description: str, verbs: Sequence[tuple[str, str]]) -> Message:
    """``verbs`` are what is typed and what it does."""
    lines: tuple[Spans, ...] = tuple(
        (Code(f"/{name} {typed}".strip()), f" {does}") for typed, does in verbs
    )
    return Message(
        f"/{name}: {description}",
        (
            Paragraph((Strong(description), ".")),
            Bullets(lines),
            Note(("The same words work after ", Code("/muster"), f", as in /muster {name} ...")),
        ),
    )


def everything(commands: Sequence[tuple[str, str]]) -> Message:
    lines: tuple[Spans, ...] = tuple(
        (Code(f"/{name}"), f" {description}. More: ", Code(f"/{name} help"))
        for name, description in commands
    )
    first = "Muster runs your team's rituals from this chat."
    return Message(first, (Paragraph((first,)), Bullets(lines)))


def lost(command: str, typed: str, nearest: str) -> Message:
    """Words that no command knows."""
    said = f"/{command} {typed}"
    if nearest:
        meant = f"/{command} {nearest}"
        text = f"There is no {said}. Did you mean "
        return Message(f"{text}{meant}?", (Paragraph((text, Code(meant), "?")),))
    text = f"There is no {said}. "
    all_of_it = f"/{command} help"
    return Message(text + all_of_it, (Paragraph((text, Code(all_of_it), " shows what there is.")),))
