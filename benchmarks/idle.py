"""Aim 6: what one beat of the heartbeat costs when nothing is due, among very many promises."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from time import perf_counter

from sqlalchemy import text

from benchmarks.databases import NO_POSTGRES, Shelf, shelves
from benchmarks.measure import Row, alone, at_most, middle, not_run, percentile, workshop
from benchmarks.workforce import WORKSPACE, opened
from bot.clock import SystemClock
from storage.engine import make_engine, read_url
from storage.values import micros

MOST_MILLISECONDS = 1.0
BATCH = 500
BEATS = 300

FILL = """
INSERT INTO promise (workspace, key, due, again, intent, failures)
SELECT :workspace, 'promise ' || n, :first + n * 1000, :first + n * 1000,
       'standup.begin/1 {}', 0
FROM numbers
"""
NUMBERS = {
    "SQLite": """WITH RECURSIVE numbers (n) AS
        (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :count)""",
    "PostgreSQL": "WITH numbers (n) AS (SELECT generate_series(1, :count))",
}


def rows(full: bool) -> list[Row]:
    count = 1_000_000 if full else 200_000
    with workshop() as folder, shelves(folder) as kinds:
        return [
            _row(kind, shelf, count)
            for kind, shelf in zip(("SQLite", "PostgreSQL"), kinds, strict=True)
        ]


def _row(kind: str, shelf: Shelf | None, count: int) -> Row:
    aim = f"6. An idle beat among many promises, in milliseconds, {kind}"
    if shelf is None:
        return not_run(aim, f"at most {MOST_MILLISECONDS:g}", NO_POSTGRES)
    url = shelf.new()
    _fill(kind, url, count)
    waits = asyncio.run(_measure(url))
    how = (
        f"median of {BEATS} times due() and next_due() through storage's threads, none due, among "
        f"{count:,} promises{'' if count == 1_000_000 else ' (--full has a million)'}; "
        f"p99 {percentile(waits, 99):.2f} ms"
    )
    return at_most(aim, middle(waits), MOST_MILLISECONDS, how)


def _fill(kind: str, url: str, count: int) -> None:
    engine = make_engine(read_url(url), writes=True)
    tomorrow = micros(SystemClock().now() + timedelta(days=1))
    values = {"workspace": str(WORKSPACE), "first": tomorrow, "count": count}
    # SQLite takes WITH before or after INSERT INTO, PostgreSQL only after it within a SELECT.
    with engine.begin() as connection:
        connection.execute(text(NUMBERS[kind] + FILL), values)
    engine.dispose()


async def _measure(url: str) -> list[float]:
    waits = []
    async with opened(url) as database:
        now = SystemClock().now()
        for _ in range(BEATS):
            began = perf_counter()
            found = await database.due(now, BATCH)
            following = await database.next_due()
            waits.append((perf_counter() - began) * 1000)
            assert not found
            assert following is not None
    return waits


if __name__ == "__main__":
    alone(rows)
