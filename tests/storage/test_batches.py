"""SQLite's batches: what is committed together, and what happens when SQLite drops all of it."""

from __future__ import annotations

import asyncio
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

import pytest
from sqlalchemy import bindparam, select, text

from storage.batches import AT_MOST, BatchWriter
from storage.engine import make_engine, read_url
from storage.queues import Answers, Job, Line
from storage.statements import Prepared, Transaction, adding
from storage.tables import channel

KEEP = Prepared(
    adding(channel, "workspace", "id", "name", private=False, archived=False, present=False)
)
KEPT = Prepared(select(channel.c.id).where(channel.c.workspace == bindparam("workspace")))


def pragma(sql: str) -> Prepared:
    return Prepared(text(f"PRAGMA {sql}"), everywhere=True)


def keep(id: str, size: int = 10) -> Callable[[Transaction], str]:
    def task(transaction: Transaction) -> str:
        transaction.within("slack:T1").do(KEEP, id=id, name="x" * size)
        return id

    return task


@dataclass
class Bench:
    """A writer whose batches a test can fill: its file is locked until all jobs are in the line."""

    file: str
    writer: BatchWriter
    line: Line
    runs: Counter[int] = field(default_factory=Counter)

    async def together(self, *tasks: Callable[[Transaction], object]) -> list[object]:
        other = sqlite3.connect(self.file, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        answers = [self.put(number, task) for number, task in enumerate(tasks)]
        await asyncio.sleep(0.05)  # The writer has taken the first and waits for the file.
        other.execute("ROLLBACK")
        other.close()
        return await asyncio.gather(*answers, return_exceptions=True)

    def put(self, number: int, task: Callable[[Transaction], object]) -> asyncio.Future[object]:
        def counted(transaction: Transaction) -> object:
            self.runs[number] += 1
            return task(transaction)

        answer: asyncio.Future[object] = asyncio.get_running_loop().create_future()
        self.line.put(Job(counted, answer))
        return answer

    def kept(self) -> list[str]:
        with sqlite3.connect(self.file) as reader:
            return sorted(row[0] for row in reader.execute("SELECT id FROM channel"))


@pytest.fixture
async def bench(sqlite_url: str) -> AsyncIterator[Bench]:
    line = Line()
    engine = make_engine(read_url(sqlite_url), writes=True)
    writer = BatchWriter(engine, line, Answers(asyncio.get_running_loop()))
    writer.start()
    yield Bench(sqlite_url.removeprefix("sqlite:///"), writer, line)
    line.close()
    await asyncio.to_thread(writer.join)


async def test_work_that_waits_is_committed_together(bench: Bench) -> None:
    others: list[list[str]] = []

    def look(_: Transaction) -> None:
        others.append(bench.kept())  # What another connection sees is what has been committed.

    await bench.together(*(keep(f"C{number}") for number in range(5)), look)

    assert others == [[]]
    assert bench.kept() == ["C0", "C1", "C2", "C3", "C4"]


async def test_a_batch_is_of_at_most_64_units(bench: Bench) -> None:
    kept: list[int] = []

    await bench.together(
        *(keep(f"C{number}") for number in range(AT_MOST)), lambda _: kept.append(len(bench.kept()))
    )

    assert kept == [AT_MOST]


async def test_a_batch_that_sqlite_has_dropped_answers_nobody_and_each_runs_again_alone(
    bench: Bench,
) -> None:
    def leave_twenty_pages(transaction: Transaction) -> None:
        pages = transaction.rows(pragma("page_count"))[0][0]
        transaction.rows(pragma(f"max_page_count = {pages + 20}"))

    await bench.put(99, leave_twenty_pages)

    answers = await bench.together(
        keep("before-1"), keep("before-2"), keep("fills the disk", 4_000_000), keep("after")
    )

    assert answers[:2] == ["before-1", "before-2"]
    assert isinstance(answers[2], sqlite3.OperationalError)
    assert "full" in str(answers[2])
    assert answers[3] == "after"
    assert bench.kept() == ["after", "before-1", "before-2"]
    assert bench.runs[0] == bench.runs[1] == bench.runs[2] == 2


async def test_a_batch_that_does_not_commit_tells_only_the_unit_at_fault(bench: Bench) -> None:
    def refused_at_the_commit(transaction: Transaction) -> None:
        transaction.rows(pragma("defer_foreign_keys = ON"))
        transaction.do(
            Prepared(
                text("INSERT INTO organiser VALUES ('slack:T1', 'C1', 'nobody')"), everywhere=True
            )
        )

    answers = await bench.together(keep("C1"), refused_at_the_commit, keep("C2"))

    assert answers[0] == "C1"
    assert "FOREIGN KEY" in str(answers[1])
    assert answers[2] == "C2"
    assert bench.kept() == ["C1", "C2"]


async def test_a_failed_savepoint_leaves_the_rest_of_the_batch_alone(bench: Bench) -> None:
    def twice(transaction: Transaction) -> None:
        keep("C9")(transaction)
        keep("C9")(transaction)

    answers = await bench.together(keep("C1"), twice, keep("C2"))

    assert isinstance(answers[1], sqlite3.IntegrityError)
    assert bench.kept() == ["C1", "C2"]
    assert set(bench.runs.values()) == {1}


async def test_a_file_that_somebody_else_holds_is_waited_for(bench: Bench) -> None:
    other = sqlite3.connect(bench.file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    answer = bench.put(0, keep("C1"))
    await asyncio.sleep(0.3)
    assert not answer.done()
    other.execute("COMMIT")
    assert await answer == "C1"


async def test_the_writer_and_the_file_are_set_up_for_what_is_durable(bench: Bench) -> None:
    def settings(transaction: Transaction) -> list[object]:
        names = ("journal_mode", "synchronous", "busy_timeout", "foreign_keys", "query_only")
        return [transaction.rows(pragma(name))[0][0] for name in names]

    assert await bench.put(0, settings) == ["wal", 2, 10_000, 1, 0]
