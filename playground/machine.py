"""The machine's clock as the playground keeps it: real time, plus what a test has pushed it by."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.clock import monotonic


class Machine:
    """Seconds that never run backwards; ``push`` moves them on and wakes whoever sleeps by them."""

    def __init__(self, seconds: Callable[[], float] = monotonic) -> None:
        self._seconds = seconds
        self._pushed = 0.0
        self._sleepers: set[asyncio.Event] = set()

    def now(self) -> float:
        return self._seconds() + self._pushed

    def push(self, seconds: float) -> None:
        """Let ``seconds`` have passed at once."""
        self._pushed += seconds
        for sleeper in self._sleepers:
            sleeper.set()

    async def sleep(self, seconds: float) -> None:
        """Sleep until this clock has moved on by ``seconds``, by itself or by pushes."""
        until = self.now() + seconds
        pushed = asyncio.Event()
        self._sleepers.add(pushed)
        try:
            while (left := until - self.now()) > 0:
                pushed.clear()
                try:
                    async with asyncio.timeout(left):
                        await pushed.wait()
                except TimeoutError:
                    continue
        finally:
            self._sleepers.discard(pushed)
