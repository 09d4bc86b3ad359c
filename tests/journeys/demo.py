"""The demo as ``make demo`` runs it, in a folder of its own, last left on a Tuesday."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.journeys.started import Started, started

TUESDAY, THURSDAY = 1, 3
MID_MORNING = 9


def last_left(where: Path, weekday: int = TUESDAY) -> None:
    """As if the demo had been played before, up to a Tuesday, or another day, at nine o'clock UTC.

    Without it the story would begin on whatever day the tests run, such as on a Friday night.
    """
    now = datetime.now(UTC)
    day = now + timedelta(days=7 + (weekday - now.weekday()) % 7)
    moment = day.replace(hour=MID_MORNING, minute=0, second=0, microsecond=0)
    (where / "demo-data").mkdir()
    (where / "demo-data" / "now").write_text(moment.isoformat())


@asynccontextmanager
async def demo(where: Path, port: int = 0) -> AsyncIterator[tuple[Started, str]]:
    """The demo that is up, and the address of its page, which is alone on its line."""
    since = time.monotonic()
    async with started(where, "demo", "--port", str(port)) as running:
        url = await running.until("http://127.0.0.1:")
        print(f"the demo's page is there after {time.monotonic() - since:.1f} s")
        yield running, url
