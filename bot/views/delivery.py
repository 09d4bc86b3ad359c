"""What the owner of a message hears when it could not be delivered."""

from __future__ import annotations

from bot.messages import (
    Code,
    Inviting,
    Message,
    Paragraph,
    Span,
)


def undelivered(place: Span, lost: str, code: str) -> Message:
    """``lost`` is what the platform's no is about; ``unconfirmed`` where nobody knows."""
    spans: tuple[Span, ...]
    match lost:
        case "channel":
            spans = (
                "I could not post in ",
                place,
                f" ({code}): I am not in it, or it is archived. Bring it back, or ",
                Inviting(),
                ", and what is waiting is posted then.",
            )
        case "conversation":
            spans = (
                "I cannot write to ",
                place,
                ": Muster is not installed for them. Ask them to add Muster under Apps; "
                "what is waiting for them is sent then. I say this once a month.",
            )
        case "person":
            spans = (
                f"I could not write to somebody of your team ({code}): their account is closed.",
            )
        case "unconfirmed":
            spans = (
                "The connection broke while I posted in ",
                place,
                ", and I cannot tell whether the message arrived. I did not repeat it; please look.",
            )
        case _:
            spans = (
                "A message of mine for ",
                place,
                f" was refused ({code}). Whoever runs Muster can see it with ",
                Code("muster agenda"),
                ".",
            )
    return Message("A message of mine did not get through", (Paragraph(spans),))
