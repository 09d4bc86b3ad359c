"""Threads that run one unit of work in one transaction: PostgreSQL's writers, and all readers."""

from __future__ import annotations

import sqlite3
import threading

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from bot.ports import ReadOnly
from storage.engine import Session
from storage.queues import Answers, Job, Line

# PostgreSQL's codes (its manual, appendix A), so that SQLite's users need not load its driver.
LOST_A_RACE = ("40P01", "40001")
"""A deadlock, or a serialization failure."""
READ_ONLY = "25006"
TRIES = 8
"""How often a unit runs before its deadlock, serialization failure or lost connection is its fault."""


class Worker(threading.Thread):
    """One thread with one connection."""

    def __init__(self, engine: Engine, line: Line, answers: Answers, *, writes: bool) -> None:
        super().__init__(name="muster-worker" if writes else "muster-reader", daemon=True)
        self._session = Session(engine, writes=writes)
        self._line, self._answers, self._writes = line, answers, writes

    def run(self) -> None:
        while (job := self._line.take()) is not None:
            for _ in range(TRIES):
                job.fault, again = self._once(job)
                if not again:
                    break
            self._answers.give((job,))
        self._session.close()

    def _once(self, job: Job) -> tuple[BaseException | None, bool]:
        """What it raised, and whether running it again may help."""
        committing = False
        try:
            job.result = job.task(self._session.begin())
            committing = True
            self._session.commit()
        except BaseException as fault:
            lost = self._session.lost
            self._session.rollback()
            cause = fault.orig if isinstance(fault, DBAPIError) else fault
            if not self._writes and _refuses_writing(cause):
                return ReadOnly("a unit of work in the readers' lane writes"), False
            # After a connection that was lost while it committed, nobody knows whether it did.
            again = getattr(cause, "sqlstate", None) in LOST_A_RACE
            return fault, again or (lost and not committing)
        return None, False


def _refuses_writing(fault: BaseException | None) -> bool:
    if isinstance(fault, sqlite3.OperationalError):
        return fault.sqlite_errorcode & 0xFF == sqlite3.SQLITE_READONLY
    return getattr(fault, "sqlstate", None) == READ_ONLY
