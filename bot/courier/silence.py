"""What to do with a message of which nobody knows whether it arrived, and how long to wait."""

from __future__ import annotations

from enum import Enum
from zlib import crc32

LOOK_SECONDS = 5.0
"""A platform may still be busy with a request whose connection broke; before this, a look is early."""

RECEIPT_SECONDS = 360.0
"""Slack repeats an event it could not deliver after one and after five minutes."""

HEARD_SECONDS = 240.0
"""Whoever listens so soon after a send hears at least the last of Slack's three tries."""

LONGEST_SECONDS = 600.0


class Step(Enum):
    LOOK = "look"
    SEND = "send"
    PARK = "park"


def after_silence(
    *, waited: float, can_look: bool, receipts: bool, repeatable: bool
) -> Step | float:
    """The next step for a first send whose end nobody saw, or the seconds to wait for it.

    ``waited`` is the seconds since it was sent; ``receipts``, whether its receipt would have been heard.
    By looking, or by a receipt that has not come in its time, it is sent exactly once; otherwise
    what may be repeated is sent at least once, and the rest at most once.
    """
    if can_look:
        return Step.LOOK if waited >= LOOK_SECONDS else LOOK_SECONDS - waited
    if receipts:
        return Step.SEND if waited >= RECEIPT_SECONDS else RECEIPT_SECONDS - waited
    return Step.SEND if repeatable else Step.PARK


def backoff(attempts: int, row: str) -> float:
    """Seconds until the next try after so many failures: 1 s, growing to 10 minutes at the eighth.

    Less by up to a fifth, so that what failed together does not come back together.
    """
    grown: float = 2.5 ** min(attempts, 8)
    return min(LONGEST_SECONDS, grown) * (1 - scatter(row, attempts) / 5)


def scatter(row: str, attempts: int) -> float:
    """Between 0 and 1, another for each row and attempt: it stands in for chance, and repeats."""
    return crc32(f"{row}:{attempts}".encode()) / 2**32
