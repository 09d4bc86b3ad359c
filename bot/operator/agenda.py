"""The agenda as the operator reads it: what is promised, what it will do, and what went wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from rich.console import Console
from rich.markup import escape
from rich.table import Table

import storage
from bot.intents import UnknownIntent, unpack
from bot.operator import print_json
from bot.operator.looking import here, look, utc
from bot.people import WorkspaceRef
from bot.ports import Lane
from bot.views import promises as say

AT_MOST = 1000


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise and what it will do, in words."""

    line: storage.PromiseLine
    words: str

    @property
    def due(self) -> datetime | None:
        """When it will be tried; None once it is parked."""
        return None if self.line.again is None else max(self.line.when, self.line.again)


def agenda(as_json: bool) -> None:
    """Print what is promised, soonest first, and the messages that were given up."""
    promises, parked = look(_everything)
    if as_json:
        messages = [
            {"workspace": str(one.workspace), "key": one.key, "reason": one.reason}
            for one in parked
        ]
        print_json({"promises": [plain(one) for one in promises], "parked_messages": messages})
        return
    console = Console()
    console.print(table(promises) if promises else "Nothing is promised.")
    if parked:
        shown = Table("Workspace", "Message", "Why it was given up", box=None)
        for post in parked:
            shown.add_row(str(post.workspace), escape(post.key), f"[red]{escape(post.reason)}[/]")
        console.print(shown)


def promised_until(until: datetime) -> list[Promised]:
    """What would be done by then, in order; what that would promise in turn is not known yet."""
    dues = {one: one.due for one in look(read)}
    soon = [(due, one.line.key, one) for one, due in dues.items() if due and due <= until]
    return [one for *_, one in sorted(soon, key=lambda item: item[:2])]


async def read(database: storage.Database) -> list[Promised]:
    """Every promise, soonest first."""
    names: dict[tuple[WorkspaceRef, str], str] = {}
    promises = []
    for line in await database.promises(AT_MOST):
        try:
            intent = unpack(line.packed)
        except UnknownIntent:
            promises.append(Promised(line, "nothing that this version of Muster knows"))
            continue
        which = (line.workspace, say.about(intent))
        if which not in names:
            names[which] = await _name(database, *which)
        promises.append(Promised(line, say.words(intent, names[which])))
    return promises


def table(promises: Iterable[Promised]) -> Table:
    shown = Table("Due here", "UTC", "What", "Promise", "Trouble", box=None)
    for one in promises:
        when = one.line.when.astimezone(UTC)
        key = f"{one.line.workspace} {one.line.key}"
        shown.add_row(
            here(when), f"{when:%H:%M}", escape(one.words), escape(key), _trouble(one.line)
        )
    return shown


def plain(one: Promised) -> dict[str, object]:
    """For programs."""
    line = one.line
    return {
        "workspace": str(line.workspace),
        "key": line.key,
        "due": utc(line.when),
        "intent": line.packed.partition(" ")[0],
        "words": one.words,
        "failures": line.failures,
        "fault": line.fault,
        "again": None if line.again is None else utc(line.again),
        "parked": line.parked,
    }


async def _everything(
    database: storage.Database,
) -> tuple[list[Promised], list[storage.ParkedPost]]:
    return await read(database), [*await database.parked_posts()]


async def _name(database: storage.Database, workspace: WorkspaceRef, id: str) -> str:
    if not id:
        return "Muster"
    found = await database.run(lambda work: work.standups.get(id), workspace, Lane.READS)
    return f"{found.name} #{found.number}" if found else id


def _trouble(line: storage.PromiseLine) -> str:
    if line.parked:
        return f"[red]given up after {line.failures} tries: {escape(line.fault or '')}[/]"
    if line.failures and line.again is not None:
        fault = escape(line.fault or "")
        return f"[yellow]failed {line.failures} times ({fault}), again {here(line.again)}[/]"
    return ""
