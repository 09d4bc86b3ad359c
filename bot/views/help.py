"""What help says, made from the command table."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages import (
    Bullets,
    Message,
    Note,
    Paragraph,
    Spans,
    Strong,
    Typed,
)


def command(name: str, description: str, verbs: Sequence[tuple[str, str]]) -> Message:
    """``verbs`` are what is typed and what it does."""
    lines: tuple[Spans, ...] = tuple(
        (Typed(f"{name} {typed}".strip()), f" {does}") for typed, does in verbs
    )
    return Message(
        f"{name}: {description}",
        (
            Paragraph((Strong(description), ".")),
            Bullets(lines),
        ),
    )


def everything(commands: Sequence[tuple[str, str]], others: Sequence[tuple[str, str]]) -> Message:
    """``commands`` have verbs of their own; ``others`` are what is typed and what it does."""
    lines: tuple[Spans, ...] = (
        *(
            (Typed(name), f" {description}. More: ", Typed(f"{name} help"))
            for name, description in commands
        ),
        *((Typed(typed), f" {does[:1].upper()}{does[1:]}.") for typed, does in others),
    )
    begin: Spans = (
        "A standup belongs to a channel. There, ",
        Typed("standup new"),
        " sets one up.",
    )
    first = "Muster runs your team's rituals from this chat."
    return Message(first, (Paragraph((first,)), Bullets(lines), Note(begin)))


def lost(command: str, typed: str, nearest: str) -> Message:
    """Words that no command knows."""
    said = Typed(f"{command} {typed}")
    first = f"There is no {command} {typed}. "
    if nearest:
        meant = f"{command} {nearest}"
        spans: Spans = ("There is no ", said, ". Did you mean ", Typed(meant), "?")
        return Message(f"{first}Did you mean {meant}?", (Paragraph(spans),))
    all_of_it = f"{command} help"
    spans = ("There is no ", said, ". ", Typed(all_of_it), " shows what there is.")
    return Message(f"{first}{all_of_it} shows what there is.", (Paragraph(spans),))
