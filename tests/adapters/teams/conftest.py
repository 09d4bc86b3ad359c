"""Teams' adapter, with a door that writes down what comes in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.adapters.teams.answering import Bot, Memory, Quiet, answering
from tests.adapters.teams.served import Served, served


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


@pytest.fixture
async def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Served]:
    """The bot on a real port, signed in at the stand-in, whose certificate it trusts."""
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "login.pem"))
    async with served(tmp_path) as one:
        yield one
