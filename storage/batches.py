"""SQLite's one writer: waiting work runs in a SAVEPOINT each and is committed together.

One durable commit serves up to 64 units, which is worth a factor of ten. The price is one rule:
SQLite may drop the whole transaction by itself (a full disk does it), and then nobody in the batch
may be told that their work is kept.
"""

from __future__ import annotations

import threading

from sqlalchemy import Engine

from bot.clock import monotonic
from storage.engine import Session
from storage.queues import Answers, Job, Line
from storage.statements import Transaction

AT_MOST = 64
SECONDS = 0.02


class Dropped(Exception):
    """The transaction around a batch is no more, and with it everything that was done in it."""


class BatchWriter(threading.Thread):
    """The thread that owns SQLite's writing connection."""

    def __init__(self, engine: Engine, line: Line, answers: Answers) -> None:
        super().__init__(name="muster-writer", daemon=True)
        self._session = Session(engine, writes=True)
        self._line, self._answers = line, answers

    def run(self) -> None:
        while (job := self._line.take()) is not None:
            jobs = [job]
            try:
                self._batch(jobs)
            except Exception:
                # Whether dropped or not committed: none of it is kept, so each unit runs again in a
                # transaction of its own, and meets there whatever fault is its own.
                self._session.rollback()
                for one in jobs:
                    self._alone(one)
            self._answers.give(jobs)
        self._session.close()

    def _batch(self, jobs: list[Job]) -> None:
        """Run the first job and those that wait behind it, adding them to ``jobs``."""
        transaction = self._session.begin()
        ends = monotonic() + SECONDS
        self._run(jobs[0], transaction)
        while len(jobs) < AT_MOST and monotonic() < ends:
            job = self._line.take_waiting()
            if job is None:
                break
            jobs.append(job)
            self._run(job, transaction)
        if not self._session.in_transaction:
            raise Dropped  # COMMIT would be a silent no-op here.
        self._session.commit()

    def _run(self, job: Job, transaction: Transaction) -> None:
        """Run one unit in its SAVEPOINT; what it raises undoes its own work alone."""
        self._session.run("SAVEPOINT unit")
        try:
            job.result, job.fault = job.task(transaction), None
        except BaseException as fault:
            job.fault = fault
            if not self._session.in_transaction:
                raise Dropped from fault
            self._session.run("ROLLBACK TO unit")
        self._session.run("RELEASE unit")

    def _alone(self, job: Job) -> None:
        try:
            transaction = self._session.begin()
            job.result, job.fault = job.task(transaction), None
            if not self._session.in_transaction:
                raise Dropped
            self._session.commit()
        except BaseException as fault:
            job.fault = fault
            self._session.rollback()
