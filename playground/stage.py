"""What the playground asks of whoever runs the calendar: what comes next, and to push it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol


class Stage(Protocol):
    """The demo's calendar, seen from the page."""

    def now(self) -> datetime: ...

    def upcoming(self) -> Sequence[tuple[datetime, str]]:
        """What will happen, soonest first, in words for the page."""

    async def push(self, to: str) -> None:
        """Walk on: ``next`` to the next thing that happens, or by an ``hour`` or a ``day``."""
