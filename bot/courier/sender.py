"""One call for one row: marked before and after, and what becomes of the row when it fails."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from enum import Enum
from itertools import count
from typing import Protocol

import structlog

from bot import metrics
from bot.courier.endings import Closed, Ending, Item, Later, Settled, Slowed, Taken
from bot.courier.silence import HEARD_SECONDS, Step, after_silence, backoff
from bot.happening import Happening, Nothing, Outcome
from bot.mail import (
    Enquiry,
    Landed,
    Lost,
    Mailroom,
    Parcel,
    Platform,
    Refused,
    Throttled,
    Unanswered,
    Unreachable,
)
from bot.news import Undelivered

log = structlog.get_logger("muster.courier")

POISON = 5
"""After so many faults that are none of a platform's own, a row is parked."""

PATIENT = 4
"""So often those behind a row in its conversation wait for its next try; then they go on without it."""


class Door(Protocol):
    """The one door, as the courier knows it."""

    async def handle(self, happening: Happening) -> Outcome: ...
    def now(self) -> datetime: ...


class _Call(Enum):
    """What a platform was asked, since the same failure says different things about the row."""

    FIRST = "a first send"
    HARMLESS = "an edit or an inquiry, which may be repeated"
    LOOK = "a look for a first send"


class _Strange(Exception):
    """The door could not take in what was learned."""


class Sender:
    """Makes the calls for one workspace's rows. Storage's own exceptions before a call are raised."""

    def __init__(
        self,
        owner: str,
        mailroom: Mailroom,
        platform: Platform,
        door: Door,
        machine: Callable[[], float],
        listening_since: float,
    ) -> None:
        self._owner, self._mailroom, self._platform = owner, mailroom, platform
        self._door, self._machine = door, machine
        self._listening_since = listening_since
        self._faults: Counter[tuple[type[Item], str]] = Counter()

    async def send(self, item: Item) -> Ending:
        """Make the next call for this row, if one is due, and mark what became of it."""
        ending = await self._next(item)
        if isinstance(ending, Settled):
            self._faults.pop((type(item), item.row), None)
        return ending

    async def _next(self, item: Item) -> Ending:
        if isinstance(item, Enquiry):
            return await self._inquire(item)
        if item.landed is None and item.tried_at is not None:
            return await self._doubted(item, item.tried_at)
        if item.landed is None and item.message is None:
            return await self._delivered(item, None)
        return await self._deliver(item)

    async def _deliver(self, parcel: Parcel) -> Ending:
        first = parcel.landed is None
        if first and not await self._mailroom.trying(self._owner, parcel, self._machine()):
            return Taken()
        try:
            landed = await self._platform.deliver(parcel)
        except Exception as fault:
            return await self._failed(parcel, fault, _Call.FIRST if first else _Call.HARMLESS)
        return await self._delivered(parcel, landed)

    async def _delivered(self, parcel: Parcel, landed: Landed | None) -> Ending:
        owner, mailroom = self._owner, self._mailroom
        if await self._mark(lambda: mailroom.delivered(owner, parcel, landed)):
            log.info("delivered", **_named(parcel), edit=parcel.landed is not None)
            return Settled()
        if landed is not None and parcel.landed is None:
            await self._withdraw(parcel, landed)
        return Taken()

    async def _withdraw(self, parcel: Parcel, landed: Landed) -> None:
        """Another process owns the row and sends it, or has: take back what was sent beside it."""
        try:
            await self._platform.deliver(replace(parcel, message=None, landed=landed))
        except Exception as fault:
            log.error(
                "a message sent twice could not be withdrawn", **_named(parcel), exc_info=fault
            )
        else:
            log.warning("withdrawn, since another process owns it", **_named(parcel))

    async def _doubted(self, parcel: Parcel, tried_at: float, blind: bool = False) -> Ending:
        # A receipt that came while nobody was there to hear it is not one that did not come.
        heard = self._listening_since <= tried_at + HEARD_SECONDS
        step = after_silence(
            waited=max(0.0, self._machine() - tried_at),
            can_look=self._platform.can_look and not blind,
            receipts=heard and await self._mailroom.receipts_come(parcel.workspace),
            repeatable=parcel.repeatable,
        )
        if step in (Step.SEND, Step.PARK) and parcel.message is None:
            return await self._delivered(parcel, None)
        match step:
            case Step.SEND:
                return await self._deliver(parcel)
            case Step.PARK:
                return await self._lost(parcel, "unconfirmed", "unconfirmed", surely_not_sent=False)
            case Step.LOOK:
                return await self._look(parcel, tried_at)
            case float(seconds):
                return await self._later(parcel, seconds, surely_not_sent=False)

    async def _look(self, parcel: Parcel, tried_at: float) -> Ending:
        try:
            found = await self._platform.look_for(parcel)
        except Refused as no:
            log.warning("may not look for a message", **_named(parcel), code=no.code)
            return await self._doubted(parcel, tried_at, blind=True)
        except Exception as fault:
            return await self._failed(parcel, fault, _Call.LOOK)
        if found is None:
            return await self._later(parcel, 0.0, surely_not_sent=True)
        return await self._delivered(parcel, found)

    async def _inquire(self, enquiry: Enquiry) -> Ending:
        owner, mailroom = self._owner, self._mailroom
        try:
            learned = await self._platform.inquire(enquiry)
            told = await self._door.handle(
                Happening(learned, enquiry.workspace, at=self._door.now())
            )
            if not isinstance(told.now, Nothing):
                raise _Strange
        except Exception as fault:
            return await self._failed(enquiry, fault, _Call.HARMLESS)
        done = await self._mark(lambda: mailroom.found_out(owner, enquiry))
        return Settled() if done else Taken()

    async def _failed(self, item: Item, fault: Exception, call: _Call) -> Ending:
        metrics.failed("courier", fault)
        seconds = backoff(item.attempts, item.row)
        match fault:
            case Throttled():
                # A bucket that this row's own calls do not spend from holds up nothing but the row.
                ours = fault.limit in {limit.name for limit in self._platform.limits(item)}
                wait = 0.0 if ours else fault.seconds
                ending = await self._later(item, wait, surely_not_sent=call is not _Call.LOOK)
                return Slowed(fault.limit, fault.seconds) if isinstance(ending, Later) else ending
            case Refused():
                return await self._refused(item, fault)
            case Unreachable():
                log.warning("unreachable", **_named(item), attempts=item.attempts + 1)
                holds = item.attempts < PATIENT
                surely = call is not _Call.LOOK
                return await self._later(item, seconds, surely_not_sent=surely, holds=holds)
            case Unanswered():
                log.warning("unanswered", **_named(item), attempts=item.attempts + 1)
            case _:
                log.error("a call failed", **_named(item), exc_info=fault)
                self._faults[type(item), item.row] += 1
                if self._faults[type(item), item.row] >= POISON:
                    surely = call is _Call.HARMLESS
                    name = type(fault).__name__
                    return await self._lost(item, name, Lost.MESSAGE.value, surely_not_sent=surely)
        return await self._later(item, seconds, surely_not_sent=call is _Call.HARMLESS)

    async def _refused(self, item: Item, no: Refused) -> Ending:
        """What a workspace refuses as a whole is no fault of the row: it waits until we are let in."""
        if no.lost is not Lost.WORKSPACE:
            return await self._lost(item, no.code, no.lost.value, surely_not_sent=True)
        log.error("the workspace refuses us", **_named(item), code=no.code)
        ending = await self._later(item, 0.0, surely_not_sent=True)
        return Closed() if isinstance(ending, Later) else ending

    async def _lost(self, item: Item, code: str, lost: str, *, surely_not_sent: bool) -> Ending:
        """Tell the owner, then park: the other way round, a death in between would keep it quiet."""
        if isinstance(item, Parcel):
            word = Undelivered(item.key, item.to.id, item.owner, code, lost)
            await self._door.handle(Happening(word, item.workspace, at=self._door.now()))
        log.error("parked", **_named(item), code=code, lost=lost)
        owner, mailroom = self._owner, self._mailroom
        parked = await self._mark(
            lambda: mailroom.park(owner, item, code, surely_not_sent=surely_not_sent)
        )
        return Settled() if parked else Taken()

    async def _later(
        self, item: Item, seconds: float, *, surely_not_sent: bool, holds: bool = False
    ) -> Ending:
        until = self._machine() + seconds
        owner, mailroom = self._owner, self._mailroom
        kept = await self._mark(
            lambda: mailroom.put_off(owner, item, until, surely_not_sent=surely_not_sent)
        )
        return Later(until, holds) if kept else Taken()

    async def _mark(self, mark: Callable[[], Awaitable[bool]]) -> bool:
        """A mark that the database does not take is made again, since a call cannot be unmade."""
        for failures in count():
            try:
                return await mark()
            except Exception as fault:
                log.error("a mark failed", exc_info=fault)
                await asyncio.sleep(min(30.0, 2.0**failures))
        raise AssertionError("count() has no end")


def _named(item: Item) -> dict[str, str]:
    what = item.key if isinstance(item, Parcel) else item.inquiry.name
    return {"workspace": str(item.workspace), "row": item.row, "what": what}
