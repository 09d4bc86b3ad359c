"""Aim 6: ten thousand standups begin at one moment, against a bare loop of the same statements."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from multiprocessing import get_context
from time import perf_counter, process_time

from sqlalchemy import text

from benchmarks.databases import NO_POSTGRES, Shelf, shelves
from benchmarks.measure import Row, alone, at_most, middle, no_garbage, not_run, workshop
from benchmarks.replay import replay
from benchmarks.tape import Unit, recorded
from benchmarks.workforce import door, found, opened
from storage.engine import make_engine, read_url

AT = datetime(2027, 3, 1, 9, 30, tzinfo=UTC)
SIZE = 7
POSTS = SIZE + 1
"""A prompt for each and the board."""
MOST = 2.0
FULL = {"SQLite": 10_000, "PostgreSQL": 10_000}
QUICK = {"SQLite": 3_000, "PostgreSQL": 800}

TRIED = (
    "Tried: thirteen statements instead of twenty, one prompt for each zone, a statement's values picked "
    "in one step, moments remembered. Left is the making of 7 people's days with their hours, absences "
    "and holidays, 8 posts and 7 entries of the journal, and the line that the log gets for each"
)
WORKERS = 4

Took = tuple[float, float]
"""Seconds by the wall, and of this process's CPU."""


def rows(full: bool) -> list[Row]:
    with workshop() as folder, shelves(folder) as kinds:
        taken = [
            _row(kind, shelf, count, rounds=5 if full else 3)
            for (kind, count), shelf in zip((FULL if full else QUICK).items(), kinds, strict=True)
        ]
        return [*taken, _shared(kinds[1], FULL["PostgreSQL"] if full else 600)]


def _row(kind: str, shelf: Shelf | None, count: int, rounds: int) -> Row:
    aim = f"6. Many standups due at once / a bare loop of the same statements, {kind}"
    if shelf is None:
        return not_run(aim, f"at most {MOST:g}", NO_POSTGRES)
    seeded = shelf.new()
    asyncio.run(_found(seeded, count))
    units = asyncio.run(recorded(shelf.copy(seeded), AT, count))
    taken = []
    with no_garbage():
        for _ in range(rounds):
            before = _bare(shelf.copy(seeded), units)
            ours = asyncio.run(_whole(shelf.copy(seeded), count))
            taken.append((before, ours, _bare(shelf.copy(seeded), units)))
    return _told(aim, count, len(units[0]), taken)


async def _found(url: str, count: int) -> None:
    async with opened(url) as database:
        await found(database, range(count), SIZE, AT)


async def _whole(url: str, count: int) -> Took:
    async with opened(url) as database:
        _, heartbeat = door(database, AT)
        began = perf_counter(), process_time()
        kept = await heartbeat.beat()
        assert kept == count, f"{kept} of {count} promises were kept"
        took = perf_counter() - began[0], process_time() - began[1]
    _check(url, count)
    return took


def _bare(url: str, units: Sequence[Unit]) -> Took:
    began = perf_counter(), process_time()
    replay(url, units)
    took = perf_counter() - began[0], process_time() - began[1]
    _check(url, len(units))
    return took


def _check(url: str, count: int) -> None:
    """Each has begun once, and said what it has to say once."""
    engine = make_engine(read_url(url), writes=False)
    with engine.connect() as connection:
        begun = connection.scalar(text("SELECT count(*) FROM occurrence"))
        said = connection.execute(text("SELECT count(*), max(version) FROM outbox")).one()
    engine.dispose()
    assert begun == count
    assert tuple(said) == (POSTS * count, 1)


def _shared(shelf: Shelf | None, count: int) -> Row:
    aim = f"6. Begun or said twice by {WORKERS} workers, PostgreSQL"
    if shelf is None:
        return not_run(aim, "at most 0", NO_POSTGRES)
    url = shelf.new()
    asyncio.run(_found(url, count))
    with ProcessPoolExecutor(WORKERS, get_context("spawn")) as workers:
        carried = list(workers.map(_work, [url] * WORKERS))
    how = (
        f"{count:,} standups due at once, carried to the door by {WORKERS} processes (by each: "
        f"{', '.join(map(str, carried))}, those that another was quicker with among them); counted "
        f"are days, posts and journal lines beyond one for each"
    )
    return at_most(aim, _twice(url, count), 0, how)


def _work(url: str) -> int:
    async def beat() -> int:
        async with opened(url) as database:
            _, heartbeat = door(database, AT)
            return await heartbeat.beat()

    with workshop():
        return asyncio.run(beat())


def _twice(url: str, count: int) -> int:
    """Days and posts are checked to be there once; what was asked twice stands in the journal twice."""
    _check(url, count)
    engine = make_engine(read_url(url), writes=False)
    with engine.connect() as connection:
        asked: int = connection.execute(text("SELECT count(*) FROM journal")).scalar_one()
    engine.dispose()
    return asked - SIZE * count


def _told(aim: str, count: int, statements: int, taken: Sequence[tuple[Took, Took, Took]]) -> Row:
    ratio = middle([2 * ours[0] / (before[0] + after[0]) for before, ours, after in taken])
    cpu = middle([2 * ours[1] / (before[1] + after[1]) for before, ours, after in taken])
    whole = middle([ours[0] for _, ours, _ in taken])
    bare = middle([(before[0] + after[0]) / 2 for before, _, after in taken])
    how = (
        f"{count:,} Begins through the heartbeat and the door, each with its occurrence and {POSTS} "
        f"posts, {statements} statements: {whole:.1f} s; the recorded statements replayed with the "
        f"same commits before and after: {bare:.1f} s; this process's CPU {cpu:.2f} times; "
        f"median of {len(taken)} rounds, every row counted afterwards"
    )
    return at_most(aim, ratio, MOST, how, tried=TRIED)


if __name__ == "__main__":
    alone(rows)
