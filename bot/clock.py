"""The only module that may ask what time it is.

There are two clocks. The *calendar* is the time people live in: due times, what is read; the demo
pushes it. The *machine* is for signatures, limits and retries; nobody pushes it.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """A calendar: tells the moment, aware and in UTC."""

    def now(self) -> datetime: ...


class SystemClock:
    """The calendar of a real deployment: the machine's own wall time."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class HeldClock:
    """A calendar that stands where it was put, for tests and for a walk through the agenda."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment

    def set(self, moment: datetime) -> None:
        self.moment = moment


def machine_time() -> float:
    """Seconds since the epoch by the machine's wall clock, as signatures and tokens count them."""
    return time.time()


def monotonic() -> float:
    """Seconds of a clock that never jumps, for limits, retries and timeouts."""
    return time.monotonic()
