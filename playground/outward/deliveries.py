"""Brings to the app what people do and what happens, as often as Slack tries."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from playground.machine import Machine
from playground.outward.line import Answered, Failed, Line, What
from playground.webapi.faults import Faults

Json = dict[str, Any]

RETRIES = (0.0, 60.0, 300.0)
"""Seconds by the machine's clock before an event is tried again: nearly at once, 1 and 5 minutes."""


class Deliveries:
    """Commands, presses and forms go once and bring an answer; events go until they are taken."""

    def __init__(self, line: Callable[[], Line], faults: Faults, machine: Machine) -> None:
        self._line, self._faults, self._machine = line, faults, machine
        self._under_way: set[asyncio.Task[None]] = set()
        self._first_tries: set[asyncio.Task[Answered]] = set()
        self.sent: list[Json] = []
        """Every delivery that was tried: what, payload, retry, and ``failed`` with the reason."""

    async def ask(self, what: What, payload: Json) -> Answered:
        """Deliver something a person did. Raises Failed where no answer comes within 3 seconds.

        Told to repeat itself, the playground sends it several times at once and keeps one answer.
        """
        tries = [self._once(what, payload) for _ in range(self._faults.deliveries)]
        answers = await asyncio.gather(*tries, return_exceptions=True)
        for answer in answers:
            if isinstance(answer, Answered):
                return answer
        raise next(answer for answer in answers if isinstance(answer, BaseException))

    def tell(self, payload: Json) -> None:
        """Deliver an event; it is tried again as long as it fails, behind the caller's back."""
        for _ in range(self._faults.deliveries):
            task = asyncio.create_task(self._until_taken(payload))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)

    async def settled(self) -> None:
        """Wait until every event has been tried once."""
        await asyncio.sleep(0)
        while self._first_tries:
            await asyncio.wait(set(self._first_tries))
            await asyncio.sleep(0)

    async def close(self) -> None:
        tasks = list(self._under_way)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _until_taken(self, payload: Json) -> None:
        first = asyncio.ensure_future(self._once("events_api", payload))
        self._first_tries.add(first)
        first.add_done_callback(self._first_tries.discard)
        try:
            await first
            return
        except Failed as failed:
            reason = failed
        for number, seconds in enumerate(RETRIES, start=1):
            if reason.no_retry:
                return
            await self._machine.sleep(seconds)
            try:
                await self._once("events_api", payload, number, reason.reason)
                return
            except Failed as failed:
                reason = failed

    async def _once(self, what: What, payload: Json, retry: int = 0, reason: str = "") -> Answered:
        record: Json = {"what": what, "payload": payload, "retry": retry, "failed": None}
        self.sent.append(record)
        try:
            return await self._line().send(what, payload, retry, reason)
        except Failed as failed:
            record["failed"] = failed.reason
            raise
