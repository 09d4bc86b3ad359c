"""Wakes the agenda: once a second, whatever has fallen due is carried to the door."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import Protocol

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot import metrics
from bot.clock import Clock
from bot.ports import Due

log = structlog.get_logger("muster.heartbeat")

BATCH = 500
"""Promises read at a time (PERF.md section 4: one at a time is 25 to 75 times slower)."""

AT_ONCE = 64
"""Promises at work at a time, which is as many as storage commits together."""

NIGHT = 3
"""The hour, by UTC, of the nightly work."""


class Promises(Protocol):
    """The part of storage that knows what is due."""

    async def due(self, now: datetime, at_most: int) -> Sequence[Due]: ...
    async def next_due(self) -> datetime | None: ...


class Fulfiller(Protocol):
    """The door, as the clock knows it."""

    async def fulfil(self, due: Due) -> bool: ...


class Heartbeat:
    """APScheduler in memory: it knows that a second has passed, and no ritual.

    Starts held where ``held`` is set. ``nightly`` is the housekeeping of others, done once a day.
    """

    def __init__(
        self,
        promises: Promises,
        door: Fulfiller,
        clock: Clock,
        *,
        held: bool = False,
        nightly: Sequence[Callable[[], Awaitable[None]]] = (),
    ) -> None:
        self._promises, self._door, self._clock = promises, door, clock
        self.held, self._nightly = held, nightly
        self._beating = asyncio.Lock()
        self._places = asyncio.Semaphore(AT_ONCE)
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": 3600},
        )

    def start(self) -> None:
        """Begin to beat. To be called within the event loop."""
        self._scheduler.add_job(self._tick, "interval", seconds=1, name="heartbeat")
        if self._nightly:
            self._scheduler.add_job(self.tidy, "cron", hour=NIGHT, name="nightly")
        self._scheduler.start()

    async def stop(self) -> None:
        """Stop once the promises that are at work are done."""
        self.hold()
        async with self._beating:
            if self._scheduler.running:
                self._scheduler.shutdown(wait=False)

    def hold(self) -> None:
        """Leave what falls due alone, while somebody pushes the clock."""
        self.held = True

    def release(self) -> None:
        self.held = False

    async def beat(self) -> int:
        """Fulfil until nothing is due that has not been tried; return how many were fulfilled.

        A promise that fails, or that another process holds, is left for a later beat and holds up
        no other.
        """
        async with self._beating:
            done = 0
            tried: set[tuple[object, ...]] = set()
            stuck: set[tuple[object, ...]] = set()
            while True:
                at_most = BATCH + len(stuck)
                found = {_name(due): due for due in await self._due(at_most)}
                stuck |= found.keys() & tried
                fresh = [due for name, due in found.items() if name not in tried]
                if not fresh and len(found) < at_most:
                    return done
                tried |= found.keys()
                done += sum(await asyncio.gather(*map(self._fulfil, fresh)))

    async def _due(self, at_most: int) -> Sequence[Due]:
        return await self._promises.due(self._clock.now(), at_most)

    async def _fulfil(self, due: Due) -> bool:
        async with self._places:
            try:
                return await self._door.fulfil(due)
            except Exception as fault:
                # The door counts a promise's own failures; this is the database failing under it.
                log.error("a promise could not be put off", promise=due.key, exc_info=fault)
                return False

    async def _tick(self) -> None:
        if self.held:
            return
        try:
            await self.beat()
        except Exception as fault:
            metrics.failed("heartbeat", fault)
            log.error("the agenda cannot be read", exc_info=fault)

    async def tidy(self) -> None:
        """The night's housekeeping, one after the other."""
        for work in self._nightly:
            try:
                await work()
            except Exception as fault:
                metrics.failed("night", fault)
                log.error("nightly work failed", exc_info=fault)


def _name(due: Due) -> tuple[object, ...]:
    return due.workspace, due.key, due.when
