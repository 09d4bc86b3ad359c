"""What stands in the chat for a few seconds while whoever runs Muster tries whether messages arrive."""

from __future__ import annotations

from bot.messages import Message, Paragraph


def trial() -> Message:
    text = (
        "This is a trial by whoever runs Muster; it goes away by itself, and nothing is to be done."
    )
    return Message(text, (Paragraph((text,)),))
