"""What the playground can be told to do wrong, so that tests see the bot stand it."""

from __future__ import annotations

import random
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How a call goes wrong."""

    TOO_FAST = "429"
    BROKEN = "500"
    LOST = "drop before accept"
    UNANSWERED = "drop after accept"
    SLOW = "delay"


@dataclass
class Fault:
    """One way to fail, for some calls of one method (``*`` for all)."""

    method: str
    kind: Kind
    count: int | None = None
    """How many calls it spoils; None for as long as it stands."""
    probability: float = 1.0
    seconds: float = 1.0
    """Retry-After, or how long the answer takes."""


class Faults:
    """The faults that stand. ``receipts`` False keeps message_metadata_posted back.

    Without ``uploads`` the workspace lets nobody upload; a file may be shown ``files_after`` seconds
    after it was completed, since Slack looks at each first.
    """

    def __init__(self, seed: int = 0) -> None:
        self._standing: list[Fault] = []
        self._dice = random.Random(seed)  # noqa: S311  faults, not secrets
        self.receipts = self.uploads = True
        self.files_after = 0.0
        self.deliveries = 1
        """How many times each command, press, form and event is sent to the bot."""

    def add(self, fault: Fault) -> None:
        self._standing.append(fault)

    def clear(self) -> None:
        """From now on everything works."""
        self._standing.clear()
        self.receipts, self.deliveries = True, 1
        self.uploads, self.files_after = True, 0.0

    def strike(self, method: str) -> Fault | None:
        """The fault that meets this call, if one does."""
        for fault in self._standing:
            if fault.method not in ("*", method) or fault.count == 0:
                continue
            if self._dice.random() >= fault.probability:
                continue
            if fault.count is not None:
                fault.count -= 1
            return fault
        return None
