"""Leases workspaces, and runs a round for each one that is held."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Mapping

import structlog

from bot.clock import machine_time, monotonic
from bot.courier.round import Clocks, Round
from bot.courier.sender import Door, Sender
from bot.limiter import Limiter
from bot.mail import Mailroom, Platform
from bot.people import WorkspaceRef

log = structlog.get_logger("muster.courier")

STOP_SECONDS = 20.0
"""How long a graceful stop waits for calls in the air."""


class Courier:
    """Takes the outbox and the inquiries to the platforms after the commit.

    It can be killed at any moment: what it was doing is in the rows. ``owner`` is this process's
    own name for its leases, of ``lease_seconds`` each.
    """

    def __init__(
        self,
        mailroom: Mailroom,
        platforms: Mapping[str, Platform],
        door: Door,
        owner: str,
        *,
        lease_seconds: float = 15.0,
        machine: Callable[[], float] = machine_time,
        steady: Callable[[], float] = monotonic,
    ) -> None:
        self._mailroom, self._platforms, self._door = mailroom, platforms, door
        self._owner, self._lease_seconds = owner, lease_seconds
        self._clocks = Clocks(door.now, machine, steady)
        self._rounds: dict[WorkspaceRef, Round] = {}
        self._running: dict[WorkspaceRef, asyncio.Task[None]] = {}
        self._limiters: dict[WorkspaceRef, Limiter] = {}
        """Kept from round to round, since the platform does not forget either."""
        self._elsewhere: set[WorkspaceRef] = set()
        self._renewed = 0.0
        self._listening_since = 0.0
        self._renewing = asyncio.Lock()
        self._stir = asyncio.Event()
        self._keeper: asyncio.Task[None] | None = None
        self._home: tuple[asyncio.AbstractEventLoop, int] | None = None

    async def start(self) -> None:
        self._home = (asyncio.get_running_loop(), threading.get_ident())
        self._renewed = self._clocks.steady()
        self._listening_since = self._clocks.machine()
        await self._renew()
        self._keeper = asyncio.create_task(self._keep())

    async def stop(self) -> None:
        """Finish the calls in the air, start no others, and give the leases back."""
        if self._keeper is None:
            return
        self._keeper.cancel()
        await asyncio.wait([self._keeper])
        self._keeper = self._home = None
        for round in self._rounds.values():
            round.end()
        if running := [*self._running.values()]:
            _, late = await asyncio.wait(running, timeout=STOP_SECONDS)
            for task in late:
                log.warning("a call was left in the air")
                task.cancel()
        await self._mailroom.release(self._owner)

    def wake(self, workspace: WorkspaceRef) -> None:
        """Something new was committed for this workspace. May be called from any thread."""
        if self._home is None:
            return
        loop, thread = self._home
        if threading.get_ident() == thread:
            self._wake(workspace)
        else:
            loop.call_soon_threadsafe(self._wake, workspace)

    async def settle(self) -> None:
        """Return once nothing can be sent now.

        Rows that are put off or parked, that wait for a parent or a receipt, or that stand behind
        one put off, do not count; those that wait for a limit do.
        """
        await self._renew()
        for round in self._rounds.values():
            round.look()
        while busy := [round for round in self._rounds.values() if not round.idle.is_set()]:
            for round in busy:
                await round.idle.wait()

    def _wake(self, workspace: WorkspaceRef) -> None:
        if round := self._rounds.get(workspace):
            round.wake()
        elif workspace not in self._elsewhere:
            # It is new, or another process's, which is known once we have asked for it in vain.
            self._elsewhere.add(workspace)
            self._stir.set()

    async def _keep(self) -> None:
        every = self._lease_seconds / 3
        while True:
            try:
                async with asyncio.timeout(every):
                    await self._stir.wait()
            except TimeoutError:
                self._elsewhere.clear()
            self._stir.clear()
            try:
                await self._renew()
            except Exception as fault:
                log.error("leases cannot be renewed", exc_info=fault)
                if self._clocks.steady() - self._renewed >= self._lease_seconds:
                    self._let_go(frozenset())

    async def _renew(self) -> None:
        async with self._renewing:
            began = self._clocks.steady()
            held = frozenset(await self._mailroom.lease(self._owner, self._lease_seconds))
            self._renewed = began
            self._let_go(held)
            for workspace in held - self._rounds.keys():
                self._go_round(workspace)

    def _let_go(self, held: frozenset[WorkspaceRef]) -> None:
        for workspace in self._rounds.keys() - held:
            self._rounds[workspace].end()

    def _go_round(self, workspace: WorkspaceRef) -> None:
        platform = self._platforms.get(workspace.platform)
        if platform is None:
            return
        clocks = self._clocks
        limiter = self._limiters.setdefault(workspace, Limiter(clocks.steady))
        sender = Sender(
            self._owner, self._mailroom, platform, self._door, clocks.machine, self._listening_since
        )
        round = Round(workspace, self._mailroom, platform, sender, limiter, clocks)
        task = asyncio.create_task(round.run())
        self._rounds[workspace], self._running[workspace] = round, task
        task.add_done_callback(lambda task: self._came_back(workspace, task))

    def _came_back(self, workspace: WorkspaceRef, task: asyncio.Task[None]) -> None:
        """A round is over, with every call it had in the air; the next renewal may start another."""
        del self._rounds[workspace], self._running[workspace]
        if not task.cancelled() and (fault := task.exception()):
            log.error("a round broke off", workspace=str(workspace), exc_info=fault)
