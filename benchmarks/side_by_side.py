"""The whole bot in the middle of a morning, beside a bare Bolt app that gets the same requests."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from benchmarks.databases import Shelf
from benchmarks.servers import Server, bare, slack, whole
from benchmarks.submissions import answers
from benchmarks.workforce import begin_all, found, opened
from bot.clock import SystemClock

SIZE = 8
BEGAN = timedelta(minutes=10)


@asynccontextmanager
async def side_by_side(
    shelf: Shelf, folder: Path, teams: int
) -> AsyncIterator[tuple[Server, Server, Iterator[bytes]]]:
    """The bare app, the bot whose ``teams`` were asked ten minutes ago, and answers without end."""
    url = shelf.new()
    began = SystemClock().now().replace(second=0, microsecond=0) - BEGAN
    async with opened(url) as database:
        people = await found(database, range(teams), SIZE, began)
        await begin_all(database, began)
    async with (
        slack() as api_url,
        bare(api_url, folder) as plain,
        whole(api_url, folder, url) as ours,
    ):
        yield plain, ours, answers(people)
