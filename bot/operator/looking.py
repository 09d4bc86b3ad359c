"""Looking into a database, which may be served at the same time, and into its journal."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from typing import TypeVar

from rich.console import Console
from rich.markup import escape
from rich.table import Table

import storage
from bot import settings
from bot.clock import SystemClock
from bot.operator import Misuse, print_json, told
from bot.views.journal import because

T = TypeVar("T")


def why(person: str, day: str | None, as_json: bool) -> None:
    """Print what the journal says of everybody called ``person`` on one day."""
    on = SystemClock().now().astimezone().date() if day is None else _date(day)
    lines = look(lambda database: database.journal_of(person, on))
    if as_json:
        print_json([_plain(line) for line in lines])
    elif lines:
        table = Table("At", "Who", "Ritual", "Decision", "Reason", box=None)
        for line in lines:
            entry = line.entry
            told = (line.name, entry.ritual, entry.decision, because(entry))
            table.add_row(here(entry.at), *map(escape, told))
        Console().print(table)
    else:
        Console().print(f"The journal says nothing about {escape(person)} on {on}.")


def look(task: Callable[[storage.Database], Awaitable[T]]) -> T:
    """Read something from the database of the settings."""

    async def looking() -> T:
        database = storage.open_storage(settings.read().database_url)
        await database.start()
        try:
            return await task(database)
        finally:
            await database.stop()

    with told():
        return asyncio.run(looking())


def here(moment: datetime) -> str:
    """A moment in this machine's zone."""
    return f"{moment.astimezone():%a %Y-%m-%d %H:%M:%S %Z}"


def utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def _plain(line: storage.JournalLine) -> dict[str, object]:
    entry = line.entry
    return {
        "workspace": str(line.workspace),
        "name": line.name,
        "at": utc(entry.at),
        "ritual": entry.ritual,
        "day": entry.day.isoformat(),
        "decision": entry.decision,
        "reason": entry.reason,
        "detail": entry.detail,
    }


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Misuse(f"{text!r} is not a day; write it as 2027-03-26.") from None
