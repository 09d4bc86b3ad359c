"""Work that goes on after a request was answered, kept in sight so that a stop waits for it."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

import structlog

from bot.clock import monotonic

log = structlog.get_logger("muster.tasks")

T = TypeVar("T")


class Tasks:
    """A set of running tasks. A failure in one is logged by its type, since it may quote somebody."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[Any]] = set()

    def start(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._ended)
        return task

    async def drain(self, seconds: float = 5.0) -> None:
        """Wait for all to end, and for those they start meanwhile; cancel what then still runs."""
        until = monotonic() + seconds
        while self._running and (left := until - monotonic()) > 0:
            await asyncio.wait(self._running, timeout=left)
        for task in self._running:
            task.cancel()

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (fault := task.exception()) is not None:
            log.error("a task failed", fault=type(fault).__name__)
