"""Aim 1: a standup answer through the whole bot, against a Bolt app that only acknowledges."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from benchmarks.databases import NO_POSTGRES, Shelf, shelves
from benchmarks.load import CONNECTIONS, as_many_as_go
from benchmarks.measure import Row, alone, at_least, middle, not_run, workshop
from benchmarks.servers import Server
from benchmarks.side_by_side import SIZE, side_by_side
from benchmarks.submissions import EDITS

AIM = f"1. A standup answer through the whole bot / bare Bolt, {CONNECTIONS} connections"
TARGETS = {"SQLite": (0.5, 0.75), "PostgreSQL": (0.27, 0.4)}
TRIED = (
    "Tried: six statements an answer, compiled once and run on the driver's own cursor, the board's "
    "rules asked once a board, moments remembered (0.53 ms a unit became 0.40). Rarer garbage collection "
    "and a shorter switch between threads changed nothing. Left are about 0.4 ms of HTTP, guard and "
    "Bolt, 0.4 of the unit, 0.1 of the commit, and two threads that share one interpreter"
)
SECONDS = 1.5
SETTLE_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Pace:
    """One round of one server."""

    per_second: float
    cpu: float
    """Seconds of the server's CPU for one request."""


def rows(full: bool) -> list[Row]:
    with workshop() as folder, shelves(folder) as kinds:
        return [_row(kind, shelf, folder, full) for kind, shelf in zip(TARGETS, kinds, strict=True)]


def _row(kind: str, shelf: Shelf | None, folder: Path, full: bool) -> Row:
    least, stretch = TARGETS[kind]
    if shelf is None:
        return not_run(f"{AIM}, {kind}", f"at least {least:g} (stretch {stretch:g})", NO_POSTGRES)
    return asyncio.run(_measure(kind, shelf, folder, full))


async def _measure(kind: str, shelf: Shelf, folder: Path, full: bool) -> Row:
    teams, rounds = (2500, 15) if full else (600, 5)
    async with side_by_side(shelf, folder, teams) as (plain, ours, requests):
        for server in (plain, ours):
            await as_many_as_go(server.port, requests, SETTLE_SECONDS)
        taken = [await _round(plain, ours, requests, turned=one % 2 == 1) for one in range(rounds)]
    return _told(kind, taken, teams)


async def _round(
    plain: Server, ours: Server, requests: Iterator[bytes], *, turned: bool
) -> tuple[Pace, Pace]:
    if turned:
        second = await _pace(ours, requests)
        return await _pace(plain, requests), second
    return await _pace(plain, requests), await _pace(ours, requests)


async def _pace(server: Server, requests: Iterator[bytes]) -> Pace:
    # Signing is the load generator's work, and is done before its time is taken.
    ready = [next(requests) for _ in range(int(1500 * SECONDS))]
    before = server.cpu
    done, took = await as_many_as_go(server.port, chain(ready, requests), SECONDS)
    return Pace(done / took, (server.cpu - before) / done)


def _told(kind: str, taken: Sequence[tuple[Pace, Pace]], teams: int) -> Row:
    least, stretch = TARGETS[kind]
    ratio = middle([ours.per_second / plain.per_second for plain, ours in taken])
    plain, ours = ([pair[which].per_second for pair in taken] for which in (0, 1))
    cpus = [middle([pair[which].cpu for pair in taken]) * 1000 for which in (0, 1)]
    how = (
        f"median of {len(taken)} interleaved rounds of {SECONDS:g} s each: bare {middle(plain):.0f}/s, "
        f"whole {middle(ours):.0f}/s; CPU per request {cpus[0]:.2f} and {cpus[1]:.2f} ms, "
        f"ratio {cpus[0] / cpus[1]:.2f}. A request is a signed view_submission of somebody in one of "
        f"{teams} teams of {SIZE} who were all asked; 1 in {EDITS} edits an answer. Server and load "
        "generator are processes of their own, the courier delivers meanwhile at Slack's pace"
    )
    return at_least(f"{AIM}, {kind}", ratio, least, how, stretch=stretch, tried=TRIED)


if __name__ == "__main__":
    alone(rows)
