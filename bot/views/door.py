"""What the door itself says: when something went wrong, and when words make no sense."""

from __future__ import annotations

from bot.messages import (
    Message,
    Paragraph,
    Typed,
)


def trouble(id: str) -> Message:
    """A fault of ours; the id is the one in the log."""
    text = (
        "That did not work, and it is not your fault. Nothing was lost; please try again. "
        f"If it happens again, give whoever runs Muster this number: {id}"
    )
    return Message(text, (Paragraph((text,)),))


def stale_button() -> Message:
    """A button that no code of this version reads."""
    text = "This button comes from another version of Muster and no longer works. Type "
    command = "muster help"
    return Message(text + command, (Paragraph((text, Typed(command), ".")),))
