"""Teams' adapter, with a door that writes down what comes in."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.adapters.teams.answering import Bot, Memory, Quiet, answering


@pytest.fixture
def quiet() -> Quiet:
    return Quiet()


@pytest.fixture
def memory() -> Memory:
    return Memory()


@pytest.fixture
async def teams(quiet: Quiet, memory: Memory) -> AsyncIterator[Bot]:
    async with answering(quiet, memory) as bot:
        yield bot
