"""Aim 2: how long an answer waits for its durable acknowledgement at 200 requests a second."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from benchmarks.databases import NO_POSTGRES, Shelf, shelves
from benchmarks.load import at_a_rate
from benchmarks.measure import Row, alone, at_most, middle, not_run, percentile, workshop
from benchmarks.side_by_side import SIZE, side_by_side

PER_SECOND = 200.0
SETTLE_SECONDS = 1.0
AIM = f"2. Durable ack at {PER_SECOND:g}/s, whole bot / bare Bolt"
MOST = {50: 1.0, 99: 2.0}

Waits = list[float]


def rows(full: bool) -> list[Row]:
    with workshop() as folder, shelves(folder) as kinds:
        return [
            row
            for kind, shelf in zip(("SQLite", "PostgreSQL"), kinds, strict=True)
            for row in _rows(kind, shelf, folder, full)
        ]


def _rows(kind: str, shelf: Shelf | None, folder: Path, full: bool) -> list[Row]:
    if shelf is None:
        return [
            not_run(f"{AIM}, p{which}, {kind}", f"at most {most:g}", NO_POSTGRES)
            for which, most in MOST.items()
        ]
    taken = asyncio.run(_measure(shelf, folder, full))
    return [_told(kind, which, taken) for which in MOST]


async def _measure(shelf: Shelf, folder: Path, full: bool) -> list[tuple[Waits, Waits]]:
    rounds, seconds, teams = (5, 20.0, 3000) if full else (3, 4.0, 600)
    async with side_by_side(shelf, folder, teams) as (plain, ours, requests):
        for server in (plain, ours):
            await at_a_rate(server.port, requests, SETTLE_SECONDS, PER_SECOND)
        return [
            (
                await at_a_rate(plain.port, requests, seconds, PER_SECOND),
                await at_a_rate(ours.port, requests, seconds, PER_SECOND),
            )
            for _ in range(rounds)
        ]


def _told(kind: str, which: int, taken: Sequence[tuple[Waits, Waits]]) -> Row:
    pairs = [(percentile(plain, which), percentile(ours, which)) for plain, ours in taken]
    ratio = middle([ours / plain for plain, ours in pairs])
    plain, ours = (middle([pair[side] for pair in pairs]) * 1000 for side in (0, 1))
    how = (
        f"median of {len(taken)} interleaved rounds of {len(taken[0][0])} requests, open loop, from "
        f"the moment each was due: bare {plain:.1f} ms, whole {ours:.1f} ms. The same requests as "
        f"for aim 1, teams of {SIZE}"
    )
    return at_most(f"{AIM}, p{which}, {kind}", ratio, MOST[which], how)


if __name__ == "__main__":
    alone(rows)
