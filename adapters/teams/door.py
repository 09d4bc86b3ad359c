"""The one door, as this neighbour knows it."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from bot.happening import Happening, Outcome


class Door(Protocol):
    def now(self) -> datetime: ...
    async def handle(self, happening: Happening) -> Outcome: ...
