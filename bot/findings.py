"""What an examination of Muster found: one sentence on how it is, and one on what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from enum import StrEnum

CLOCK_DOUBTFUL, CLOCK_WRONG = 30.0, 120.0
"""Seconds by which two clocks may differ; from there on it is doubtful, and then wrong.

Signatures and tokens are refused from 300 seconds on, and every question comes late by as much.
"""


class Grade(StrEnum):
    """How something is."""

    WELL = "well"
    DOUBTFUL = "doubtful"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    subject: str
    """What it is, in a word or two, such as ``Slack's scopes``."""
    grade: Grade
    said: str
    mend: str = ""
    """What to do about it; "" where all is well."""


def well(subject: str, said: str) -> Finding:
    return Finding(subject, Grade.WELL, said)


def doubtful(subject: str, said: str, mend: str) -> Finding:
    return Finding(subject, Grade.DOUBTFUL, said, mend)


def wrong(subject: str, said: str, mend: str) -> Finding:
    return Finding(subject, Grade.WRONG, said, mend)


def of_clock(whose: str, theirs: float, ours: float) -> Finding:
    """Compare another's clock with this machine's; both are seconds since the epoch."""
    subject, apart = f"clock against {whose}", abs(theirs - ours)
    if apart < CLOCK_DOUBTFUL:
        return well(subject, f"This machine's clock and that of {whose} agree.")
    later = "ahead of" if ours > theirs else "behind"
    said = f"This machine's clock is {apart:.0f} seconds {later} that of {whose}."
    mend = "Let it be set by NTP on both machines, for instance with `timedatectl set-ntp true`."
    return (wrong if apart >= CLOCK_WRONG else doubtful)(subject, said, mend)


def http_date(header: str | None) -> float | None:
    """The moment of an HTTP ``Date`` header; None where there is none that can be read."""
    try:
        return parsedate_to_datetime(header or "").timestamp()
    except (TypeError, ValueError):
        return None
