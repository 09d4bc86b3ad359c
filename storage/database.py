"""The door to the database: asyncio outside, threads inside."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from threading import Thread
from typing import Any, TypeVar

from bot.mail import (
    Enquiry,
    Landed,
    Parcel,
)
from bot.messages import Message
from bot.people import AccountRef, Roster, WorkspaceRef
from bot.ports import (
    Due,
    Lane,
)
from bot.ports import UnitOfWork as Work
from storage import (
    addresses,
    agenda,
    counts,
    leases,
    notices,
    operator,
    privacy,
    retention,
    scrubbing,
    trial,
    workspaces,
)
from storage.batches import BatchWriter
from storage.checkpoints import Checkpointer
from storage.engine import make_engine, read_url, sqlite_file
from storage.mailroom import Mailroom
from storage.queues import Answers, Job, Line
from storage.schema import check_migrated
from storage.statements import Transaction
from storage.unit_of_work import UnitOfWork
from storage.values import micros
from storage.workers import Worker
from storage.workspaces import Workspace

T = TypeVar("T")

_KEEP = retention.Keep()
WRITERS = 8
READERS = 2


def open_storage(url: str) -> Database:
    """Storage on ``sqlite:///path`` or ``postgresql://...``; nothing is opened before ``start``.

    Raises UnknownDatabase for any other URL.
    """
    return Database(url)


class Database:
    """Implements ``bot.ports.Storage`` and ``bot.ports.Mailroom``, and shows the operator around."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._url = read_url(url)
        self._sqlite = sqlite_file(self._url) is not None
        self._threads: list[Thread] = []
        self._checkpointer: Checkpointer | None = None
        self._ours: frozenset[WorkspaceRef] = frozenset()

    async def start(self) -> None:
        """Raises NotMigrated where migrations are pending."""
        await asyncio.to_thread(check_migrated, self.url)
        answers = Answers(asyncio.get_running_loop())
        self._writers, self._readers = Line(), Line()
        writing = make_engine(self._url, writes=True)
        reading = make_engine(self._url, writes=False)
        if self._sqlite:
            self._threads = [BatchWriter(writing, self._writers, answers)]
            self._checkpointer = Checkpointer(writing)
        else:
            self._threads = [
                Worker(writing, self._writers, answers, writes=True) for _ in range(WRITERS)
            ]
        self._threads += [
            Worker(reading, self._readers, answers, writes=False) for _ in range(READERS)
        ]
        for thread in self._threads:
            thread.start()
        if self._checkpointer is not None:
            self._checkpointer.start()

    async def stop(self) -> None:
        """Finish what waits, and let nothing more in."""
        self._writers.close()
        self._readers.close()
        for thread in self._threads:
            await asyncio.to_thread(thread.join)
        if self._checkpointer is not None:
            self._checkpointer.stop()
            await asyncio.to_thread(self._checkpointer.join)
            self._checkpointer = None
        self._threads = []

    async def run(
        self, work: Callable[[Work], T], workspace: WorkspaceRef, lane: Lane = Lane.PEOPLE
    ) -> T:
        # Where the courier of this very process delivers, the door wakes it without the database.
        notify = workspace not in self._ours
        return await self._do(
            lambda transaction: work(UnitOfWork(transaction, workspace, notify=notify)), lane
        )

    async def due(self, now: datetime, at_most: int) -> Sequence[Due]:
        return await self._do(partial(agenda.due, now=now, at_most=at_most), Lane.READS)

    async def next_due(self) -> datetime | None:
        return await self._do(agenda.next_due, Lane.READS)

    # The mailroom.

    async def lease(self, owner: str, seconds: float) -> Sequence[WorkspaceRef]:
        if self._sqlite:
            held = await self._do(partial(leases.held, owner=owner), Lane.READS)
            if held is None:
                held = await self._do(partial(leases.take_all, owner=owner))
        else:
            held = await self._do(partial(leases.take, owner=owner, seconds=seconds))
        self._ours = frozenset(held)
        return held

    async def release(self, owner: str) -> None:
        self._ours = frozenset()
        await self._do(partial(leases.release, owner=owner))

    async def parcels(
        self, workspace: WorkspaceRef, now: datetime, machine: float, at_most: int
    ) -> Sequence[Parcel]:
        return await self._do(
            lambda tx: Mailroom(tx, workspace).parcels(micros(now), machine, at_most), Lane.READS
        )

    async def enquiries(
        self, workspace: WorkspaceRef, machine: float, at_most: int
    ) -> Sequence[Enquiry]:
        return await self._do(
            lambda tx: Mailroom(tx, workspace).enquiries(machine, at_most), Lane.READS
        )

    async def trying(self, owner: str, parcel: Parcel, machine: float) -> bool:
        return await self._do(
            lambda tx: Mailroom(tx, parcel.workspace).trying(owner, parcel, machine)
        )

    async def delivered(self, owner: str, parcel: Parcel, landed: Landed | None) -> bool:
        return await self._do(
            lambda tx: Mailroom(tx, parcel.workspace).delivered(owner, parcel, landed)
        )

    async def put_off(
        self, owner: str, parcel: Parcel | Enquiry, until: float, *, surely_not_sent: bool
    ) -> bool:
        return await self._do(
            lambda tx: Mailroom(tx, parcel.workspace).put_off(
                owner, parcel, until, surely_not_sent=surely_not_sent
            )
        )

    async def park(
        self, owner: str, parcel: Parcel | Enquiry, reason: str, *, surely_not_sent: bool
    ) -> bool:
        return await self._do(
            lambda tx: Mailroom(tx, parcel.workspace).park(
                owner, parcel, reason, surely_not_sent=surely_not_sent
            )
        )

    async def found_out(self, owner: str, enquiry: Enquiry) -> bool:
        return await self._do(lambda tx: Mailroom(tx, enquiry.workspace).found_out(owner, enquiry))

    async def receipts_come(self, workspace: WorkspaceRef) -> bool:
        return await self._do(lambda tx: Mailroom(tx, workspace).receipts_come(), Lane.READS)

    async def standing(self, workspace: WorkspaceRef, row: str) -> tuple[Message, Roster] | None:
        return await self._do(lambda tx: Mailroom(tx, workspace).standing(row), Lane.READS)

    # The platforms' address books.

    async def keep_address(self, workspace: WorkspaceRef, place: str, address: str) -> None:
        await self._do(lambda tx: addresses.keep(tx.within(str(workspace)), place, address))

    async def address(self, workspace: WorkspaceRef, place: str) -> str | None:
        return await self._do(
            lambda tx: addresses.find(tx.within(str(workspace)), place), Lane.READS
        )

    async def addresses(self, workspace: WorkspaceRef) -> Mapping[str, str]:
        return await self._do(
            lambda tx: addresses.everything(tx.within(str(workspace))), Lane.READS
        )

    async def forget_address(self, workspace: WorkspaceRef, place: str) -> None:
        await self._do(lambda tx: addresses.forget(tx.within(str(workspace)), place))

    def changes(self) -> AsyncGenerator[WorkspaceRef]:
        """Workspaces for which another process has put something into the outbox.

        It never yields on SQLite, where there is no other process. Raises psycopg.OperationalError
        when the connection is lost; whoever listens asks again.
        """
        return notices.never() if self._sqlite else notices.listen(self._url)

    # Housekeeping, and what the operator sees.

    async def installed_workspace(self, ref: WorkspaceRef, name: str, bot: AccountRef) -> None:
        """Muster is installed there; only such a workspace is ever delivered to."""
        installed = Workspace(ref, name, bot)
        await self._do(partial(workspaces.install, installed=installed))

    async def workspaces(self) -> Sequence[Workspace]:
        return await self._do(workspaces.all_workspaces, Lane.READS)

    async def tidy(self, now: datetime, keep: retention.Keep = _KEEP) -> None:
        """Delete what has been kept long enough; to be called about every hour."""
        await self._do(partial(retention.tidy, now=now, keep=keep), Lane.PROMISES)
        while rows := await self._do(
            partial(retention.old_answers, now=now, keep=keep), Lane.READS
        ):
            await self._do(partial(retention.empty_answers, rows=rows), Lane.PROMISES)
        if await asyncio.to_thread(scrubbing.is_stained, self.url):
            await asyncio.to_thread(scrubbing.scrub, self.url)

    async def promises(self, at_most: int) -> Sequence[operator.PromiseLine]:
        """By when they are due, the parked ones too."""
        return await self._do(partial(operator.promises, at_most=at_most), Lane.READS)

    async def outbox_counts(self) -> Sequence[operator.OutboxCount]:
        """Only of workspaces where something waits or is parked."""
        return await self._do(operator.outbox_counts, Lane.READS)

    async def parked_posts(self) -> Sequence[operator.ParkedPost]:
        return await self._do(operator.parked_posts, Lane.READS)

    async def journal_of(
        self, name: str, day: date | None = None
    ) -> Sequence[operator.JournalLine]:
        return await self._do(partial(operator.journal_of, name=name, day=day), Lane.READS)

    async def counts(self, now: datetime) -> Mapping[str, Mapping[str, float]]:
        """How much there is of everything, for Prometheus."""
        return await self._do(partial(counts.counts, now=now), Lane.READS)

    async def people_called(self, name: str) -> Sequence[privacy.Found]:
        """Everybody of that name, first name or account, in any workspace."""
        return await self._do(partial(privacy.called, name=name), Lane.READS)

    async def trial(self, workspace: WorkspaceRef, key: str) -> trial.Trial:
        """How far the message of this key has come."""
        return await self._do(lambda tx: trial.stands(tx.within(str(workspace)), key), Lane.READS)

    async def forget_receipts(self, workspace: WorkspaceRef) -> None:
        """Only a receipt that is still to come says from now on that receipts come."""
        await self._do(lambda tx: trial.unheard(tx.within(str(workspace))))

    async def _do(self, task: Callable[[Transaction], T], lane: Lane = Lane.PEOPLE) -> T:
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        line = self._readers if lane is Lane.READS else self._writers
        line.put(Job(task, answer), lane)
        result: T = await answer
        return result
