"""One workspace's rows on their way: fetched, put in order, and sent as fast as its limits allow."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import Callable, Hashable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot import metrics
from bot.courier.endings import Closed, Ending, Item, Later, Settled, Slowed, Taken
from bot.courier.sender import Sender
from bot.courier.silence import scatter
from bot.limiter import Limiter
from bot.mail import Enquiry, Limit, Mailroom, Platform
from bot.people import WorkspaceRef

log = structlog.get_logger("muster.courier")

AT_ONCE = 64
"""Calls in the air: enough for any platform's limit at seconds of latency."""

WINDOW = 200
"""Rows fetched at a time."""

POLL_SECONDS = 5.0
"""How often to look for rows that nobody woke us for."""

PAUSE_SECONDS, PAUSE_PER_ROW = 0.02, 0.004
"""The least time between two fetches, so that a long queue is not read anew for every row sent."""

TROUBLE_SECONDS = 1.0
"""How long to leave a database alone that has failed us."""

_LATE = 0.01
"""Alarms ring this much later than the row is due, so that no rounding makes them ring in vain."""

_BLINK = 0.001
"""The shortest sleep, so that no rounding keeps a round awake."""


@dataclass(frozen=True, slots=True)
class Clocks:
    """The calendar, the machine's wall clock for what is stored, and one that never jumps for waits."""

    calendar: Callable[[], datetime]
    machine: Callable[[], float]
    steady: Callable[[], float]


class Round:
    """Runs until it is ended, or until a mark finds another owner.

    Rows come from the mailroom most urgent first and oldest first, and start in that order as the
    buckets allow; those of one conversation one after the other, and a row is never in two calls.
    """

    def __init__(
        self,
        workspace: WorkspaceRef,
        mailroom: Mailroom,
        platform: Platform,
        sender: Sender,
        limiter: Limiter,
        clocks: Clocks,
    ) -> None:
        self._workspace, self._mailroom, self._platform = workspace, mailroom, platform
        self._sender, self._limiter, self._clocks = sender, limiter, clocks
        self._queue: list[Item] = []
        self._busy: dict[Hashable, Item] = {}
        self._calls: set[asyncio.Task[None]] = set()
        self._passed: set[Hashable] = set()
        """Rows whose call ended during the latest fetch, which may show them as they were before."""
        self._held: dict[Hashable, float] = {}
        """Conversations that wait for the next try of their first row, until when."""
        self._waiting: dict[Hashable, float] = {}
        """Rows that could go but for a limit, since when."""
        self._alarms: list[float] = []
        self._window = WINDOW
        self._stale, self._fetch_from, self._poll_at = True, 0.0, 0.0
        self._closed = self._probing = self._ended = False
        self._stir = asyncio.Event()
        self.idle = asyncio.Event()
        """Set while nothing can be sent now."""

    def wake(self) -> None:
        """Something happened there: a workspace that refused us may have us back."""
        if self._closed:
            self._closed = self._stale = False
        self.look()

    def look(self) -> None:
        """There may be something new."""
        self.idle.clear()
        if not self._stale:  # Otherwise it is about to look anyway.
            self._stale = True
            self._stir.set()

    def end(self) -> None:
        """Start nothing more; ``run`` returns when the calls in the air have come back."""
        self._ended = True
        self._stir.set()

    async def run(self) -> None:
        try:
            while not self._ended:
                self._stir.clear()
                pause = await self._turn()
                with suppress(TimeoutError):
                    async with asyncio.timeout(pause):
                        await self._stir.wait()
            while self._calls:
                await asyncio.wait(self._calls)
        finally:
            self.idle.set()

    async def _turn(self) -> float:
        """Fetch if it is time to, start what may go, and return how many seconds to sleep."""
        now = self._clocks.steady()
        while self._alarms and self._alarms[0] <= now:
            heapq.heappop(self._alarms)
            self._stale = True
        if now >= self._poll_at:
            self._stale, self._poll_at = True, now + POLL_SECONDS
            self._limiter.forget()
        if self._stale and now >= self._fetch_from and not self._closed:
            await self._fetch()
        soonest = self._start()
        if not self._busy and (self._closed or not (self._stale or soonest is not None)):
            self.idle.set()
        fetch = self._fetch_from if self._stale and not self._closed else self._poll_at
        pause = min(fetch, self._poll_at, *self._alarms[:1]) - self._clocks.steady()
        return max(_BLINK, min(pause, soonest if soonest is not None else pause))

    async def _fetch(self) -> None:
        self._stale = False
        self._passed.clear()
        try:
            rows = await self._rows()
        except Exception as fault:
            self._trouble(fault)
            return
        now = self._clocks.steady()
        self._fetch_from = now + PAUSE_SECONDS + PAUSE_PER_ROW * len(rows)
        self._held = {lane: until for lane, until in self._held.items() if until > now}
        skipped = self._busy.keys() | self._passed
        self._queue = [
            item for item in rows if _row(item) not in skipped and _lane(item) not in self._held
        ]
        queued = {_row(item) for item in self._queue}
        self._waiting = {row: since for row, since in self._waiting.items() if row in queued}

    async def _rows(self) -> Sequence[Item]:
        machine, calendar = self._clocks.machine(), self._clocks.calendar()
        parcels = await self._mailroom.parcels(self._workspace, calendar, machine, self._window)
        # Where a few crowded conversations fill the window, everybody else is behind it.
        few = len({parcel.to for parcel in parcels}) * 4 < self._window
        self._window = self._window * 2 if few and len(parcels) == self._window else WINDOW
        return [*parcels, *await self._mailroom.enquiries(self._workspace, machine, WINDOW)]

    def _start(self) -> float | None:
        """Start what may go now; return the seconds until more may, or None where nothing waits."""
        lanes = {_lane(item) for item in self._busy.values()}
        at_once = 1 if self._probing else AT_ONCE
        soonest: float | None = None
        for item in self._queue if not self._ended else ():
            if (lane := _lane(item)) in lanes:
                continue
            lanes.add(lane)
            limits = self._platform.limits(item)
            # For a free place, as for a token that is in the air, a call has to end, which stirs us.
            wait = self._limiter.wait(limits) if len(self._busy) < at_once else float("inf")
            if wait > 0:
                soonest = wait if soonest is None else min(wait, soonest)
                self._waiting.setdefault(_row(item), self._clocks.steady())
            else:
                self._launch(item, limits)
        self._queue = [item for item in self._queue if _row(item) not in self._busy]
        return soonest

    def _launch(self, item: Item, limits: Sequence[Limit]) -> None:
        self._limiter.spend(limits)
        if (since := self._waiting.pop(_row(item), None)) is not None:
            metrics.waited(self._platform.name, self._clocks.steady() - since)
        self._busy[_row(item)] = item
        call = asyncio.create_task(self._call(item, limits))
        self._calls.add(call)
        call.add_done_callback(self._calls.discard)

    async def _call(self, item: Item, limits: Sequence[Limit]) -> None:
        ending: Ending | None = None
        try:
            ending = await self._sender.send(item)
        except Exception as fault:
            self._trouble(fault)
        del self._busy[_row(item)]
        self._passed.add(_row(item))
        self._limiter.ended(limits)
        self._stale = True
        if ending is not None:
            self._take_in(item, ending)
        self._stir.set()

    def _take_in(self, item: Item, ending: Ending) -> None:
        match ending:
            case Settled():
                self._probing = False
            case Later(until=until, holds=holds):
                self._put_off(item, until - self._clocks.machine() + _LATE, holds)
            case Slowed(limit=name, seconds=seconds):
                self._limiter.shut(name, seconds * (1 + scatter(item.row, item.attempts) / 20))
            case Closed():
                self._closed = self._probing = True
                self._queue.clear()
            case Taken():
                log.warning("another process owns the workspace", workspace=str(self._workspace))
                self.end()

    def _put_off(self, item: Item, seconds: float, holds: bool) -> None:
        until = self._clocks.steady() + seconds
        heapq.heappush(self._alarms, until)
        if holds:
            lane = _lane(item)
            self._held[lane] = until
            self._queue = [other for other in self._queue if _lane(other) != lane]

    def _trouble(self, fault: Exception) -> None:
        """The database failed before anything was sent: the rows are where they were."""
        log.error("the outbox is out of order", workspace=str(self._workspace), exc_info=fault)
        self._stale, self._fetch_from = True, self._clocks.steady() + TROUBLE_SECONDS


def _row(item: Item) -> Hashable:
    return type(item), item.row


def _lane(item: Item) -> Hashable:
    """What is sent one after the other: the first sends to one conversation or thread.

    An edit, and a first send that is looked for, has its place already and keeps nobody's order.
    """
    if isinstance(item, Enquiry) or item.landed is not None or item.tried_at is not None:
        return _row(item)
    return item.to, item.under
