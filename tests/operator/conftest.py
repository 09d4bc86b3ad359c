"""A Slack for the operator's commands to reach."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from threading import Event, Thread

import pytest

from playground.server import Playground
from tests.operator.command import SLACK


@pytest.fixture(scope="module")
def slack() -> Iterator[dict[str, str]]:
    """The settings that lead to a playground in a thread of this process."""
    up, stop, url = Event(), Event(), []

    async def play() -> None:
        playground = Playground(bot_url="http://127.0.0.1:1")
        await playground.start()
        url.append(playground.api_url)
        up.set()
        await asyncio.to_thread(stop.wait)
        await playground.stop()

    thread = Thread(target=lambda: asyncio.run(play()))
    thread.start()
    assert up.wait(10)
    yield {**SLACK, "MUSTER_SLACK__API_URL": url[0]}
    stop.set()
    thread.join()
