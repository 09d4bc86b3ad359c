"""Pushing the clock: from one due time to the next, as if the time between had been lived."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Protocol

from adapters.clockwork.heartbeat import Heartbeat, Promises
from bot.clock import Clock

MOST_VISITS = 100
"""What is done at a moment may promise more for the same moment, but not without end."""


class Stuck(Exception):
    """A promise stays due however often it is carried to the door, and the walk cannot pass it by."""


class Pushable(Clock, Protocol):
    """A calendar that can be put forward, and stays there while a walk is under way."""

    def set(self, moment: datetime) -> None: ...


async def walk(
    to: datetime,
    heartbeat: Heartbeat,
    promises: Promises,
    clock: Pushable,
    settle: Callable[[], Awaitable[None]],
) -> None:
    """Go to each due time in turn, do what is due, wait for ``settle``, and end at ``to``.

    ``settle`` returns once nothing can be sent (``Courier.settle``). The heartbeat is held meanwhile
    and beats again afterwards. A clock that is past ``to`` already stays where it is. Raises Stuck.
    """
    heartbeat.hold()
    try:
        await settle()
        visits: Counter[datetime] = Counter()
        while (due := await promises.next_due()) is not None and due <= to:
            visits[due] += 1
            if visits[due] > MOST_VISITS:
                raise Stuck(f"something due at {due.isoformat()} is neither done nor put off")
            clock.set(max(due, clock.now()))
            await heartbeat.beat()
            await settle()
        clock.set(max(to, clock.now()))
    finally:
        heartbeat.release()
