"""An event loop whose time leaps to the next timer, so that six minutes take no time."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, ParamSpec

P = ParamSpec("P")

EPOCH = 1_800_000_000.0
"""Machine time when a simulation begins."""


class _Leap(selectors.DefaultSelector):
    now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None:
            raise RuntimeError("everybody waits, and nothing will ever happen")
        ready = super().select(0)
        if not ready:
            self.now += max(0.0, timeout)
        return ready


class SimulatedLoop(asyncio.SelectorEventLoop):
    """For what happens in one thread: nobody outside is waited for."""

    def __init__(self) -> None:
        self._leap = _Leap()
        super().__init__(self._leap)

    def time(self) -> float:
        return self._leap.now


def simulated(story: Callable[P, Coroutine[Any, Any, None]]) -> Callable[P, None]:
    """Make an asynchronous test a plain one that runs in simulated time."""

    @wraps(story)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        with asyncio.Runner(loop_factory=SimulatedLoop) as runner:
            runner.run(story(*args, **kwargs))

    return run


def steady() -> float:
    """Seconds since the simulation began."""
    return asyncio.get_running_loop().time()


def machine() -> float:
    return EPOCH + steady()
