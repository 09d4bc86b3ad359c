"""Work on its way into the database's threads, and its results on their way back to asyncio."""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from bot.ports import Lane
from storage.statements import Transaction


@dataclass(slots=True, eq=False)
class Job:
    """Something to run in one transaction, and what became of it."""

    task: Callable[[Transaction], Any]
    answer: asyncio.Future[Any]
    result: Any = None
    fault: BaseException | None = None


class Line:
    """Two queues: people are served before promises, and in each queue the first comes first."""

    def __init__(self) -> None:
        self._people: deque[Job] = deque()
        self._promises: deque[Job] = deque()
        self._news = threading.Condition()
        self._closed = False

    def put(self, job: Job, lane: Lane = Lane.PEOPLE) -> None:
        with self._news:
            if self._closed:
                raise RuntimeError("the storage has been stopped")
            (self._promises if lane is Lane.PROMISES else self._people).append(job)
            self._news.notify()

    def take(self) -> Job | None:
        """Wait for the next job; None once the line is closed and empty."""
        with self._news:
            while (job := self._next()) is None and not self._closed:
                self._news.wait()
            return job

    def take_waiting(self) -> Job | None:
        """The next job if one is there already."""
        with self._news:
            return self._next()

    def close(self) -> None:
        """Let nothing more in; what waits is still served."""
        with self._news:
            self._closed = True
            self._news.notify_all()

    def _next(self) -> Job | None:
        if self._people:
            return self._people.popleft()
        return self._promises.popleft() if self._promises else None


class Answers:
    """Hands results to the event loop, waking it once for all that are ready."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._ready: deque[Job] = deque()
        self._lock = threading.Lock()
        self._woken = False

    def give(self, jobs: Iterable[Job]) -> None:
        """From any thread."""
        with self._lock:
            self._ready.extend(jobs)
            wake, self._woken = not self._woken, True
        if wake and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._hand_over)

    def _hand_over(self) -> None:
        with self._lock:
            jobs, self._ready, self._woken = self._ready, deque(), False
        for job in jobs:
            if job.answer.done():
                continue  # Whoever asked has been cancelled; the work is done all the same.
            if job.fault is None:
                job.answer.set_result(job.result)
            else:
                job.answer.set_exception(job.fault)
