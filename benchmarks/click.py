"""Aim 9: how long a person waits who clicks while ten thousand standups begin."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from time import perf_counter

from benchmarks.databases import NO_POSTGRES, Shelf, shelves
from benchmarks.measure import Row, alone, at_most, no_garbage, not_run, percentile, workshop
from benchmarks.submissions import TEXTS
from benchmarks.workforce import WORKSPACE, Team, begin_all, door, found, opened
from bot.dispatch import Dispatcher
from bot.happening import Happening, Nothing, Open
from bot.rituals.standup_intents import Answer, Submit

AT = datetime(2027, 3, 1, 9, 30, tzinfo=UTC)
SIZE = 7
EARLY_TEAMS = 200
PER_SECOND = 25.0
MOST_MILLISECONDS = 250.0
FULL = {"SQLite": 10_000, "PostgreSQL": 10_000}
QUICK = {"SQLite": 5_000, "PostgreSQL": 1_500}


def rows(full: bool) -> list[Row]:
    with workshop() as folder, shelves(folder) as kinds:
        return [
            _row(kind, shelf, count)
            for (kind, count), shelf in zip((FULL if full else QUICK).items(), kinds, strict=True)
        ]


def _row(kind: str, shelf: Shelf | None, count: int) -> Row:
    aim = f"9. A click while many standups begin, p99 in milliseconds, {kind}"
    if shelf is None:
        return not_run(aim, f"at most {MOST_MILLISECONDS:g}", NO_POSTGRES)
    waits, took = asyncio.run(_measure(shelf.new(), count))
    how = (
        f"{len(waits)} clicks at {PER_SECOND:g}/s, open loop, through the dispatcher of the process "
        f"that begins {count:,} standups in {took:.1f} s: Answer pressed and answers sent in, by "
        f"turns; median {percentile(waits, 50):.1f} ms, longest {max(waits):.0f} ms"
    )
    return at_most(aim, percentile(waits, 99), MOST_MILLISECONDS, how)


async def _measure(url: str, many: int) -> tuple[list[float], float]:
    async with opened(url) as database:
        earlier = AT - timedelta(hours=1)
        early = await found(database, range(EARLY_TEAMS), SIZE, earlier)
        await begin_all(database, earlier)
        await found(database, range(EARLY_TEAMS, EARLY_TEAMS + many), SIZE, AT)
        dispatcher, heartbeat = door(database, AT)
        with no_garbage():
            began = perf_counter()
            opening = asyncio.create_task(heartbeat.beat())
            waits = await _click(dispatcher, _acts(early), opening)
            took = perf_counter() - began
        assert await opening == many
    return waits, took


def _acts(teams: list[Team]) -> Iterator[Happening]:
    """Everybody in turn opens the form, and sends it."""
    people = [(team, account) for team in teams for account in team.accounts]
    for number in count():
        team, who = people[number // 2 % len(people)]
        if number % 2 == 0:
            yield Happening(Answer(team.occurrence), WORKSPACE, AT, who)
        else:
            texts = (*TEXTS[:2], f"{number}")
            fields = {f"answer-{index}": text for index, text in enumerate(texts)}
            yield Happening(Submit(team.occurrence), WORKSPACE, AT, who, fields=fields)


async def _click(
    dispatcher: Dispatcher, acts: Iterator[Happening], opening: asyncio.Task[int]
) -> list[float]:
    """Milliseconds from the moment each was due until it was answered."""
    waits: list[float] = []

    async def one(act: Happening, due: float) -> None:
        outcome = await dispatcher.handle(act)
        waits.append((perf_counter() - due) * 1000)
        assert isinstance(outcome.now, Nothing | Open)

    began = perf_counter()
    async with asyncio.TaskGroup() as group:
        for number in count():
            due = began + number / PER_SECOND
            await asyncio.sleep(max(0.0, due - perf_counter()))
            if opening.done():
                break
            group.create_task(one(next(acts), due))
    return waits


if __name__ == "__main__":
    alone(rows)
