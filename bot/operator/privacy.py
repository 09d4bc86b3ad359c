"""What is kept of somebody, shown as JSON; and somebody erased, so that only the totals remain."""

from __future__ import annotations

import json
import os
from pathlib import Path

import click

import storage
from bot import settings
from bot.operator import Misuse, Trouble, told
from bot.operator.looking import look


def export(person: str, workspace: str | None, out: Path | None) -> None:
    """Print what is kept of ``person``, or write it to a file that nobody else may read."""
    found = _find(person, workspace)
    kept = look(
        lambda database: database.run(
            lambda work: work.privacy.export(found.member), found.workspace
        )
    )
    written = json.dumps(kept, indent=2, ensure_ascii=False)
    if out is None:
        click.echo(written)
        return
    with told(), os.fdopen(os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(written + "\n")
    click.echo(f"{out} is written. It holds personal data; delete it once it has been handed over.")


def erase(person: str, workspace: str | None, sure: bool) -> None:
    """Erase ``person`` after asking once more, and say what remains where."""
    found = _find(person, workspace)
    named = f"{found.name or 'somebody without a name'} ({found.account.id} in {found.workspace})"
    if not sure and not click.confirm(f"Erase {named}? This cannot be undone"):
        raise Trouble("Nobody was erased.")
    look(
        lambda database: database.run(
            lambda work: work.privacy.erase(found.member), found.workspace
        )
    )
    with told():
        clean = storage.scrub(settings.read().database_url)
    click.echo(f"{named} is erased.")
    if not clean:
        click.echo("The database's log is in use and still holds old pages: it is emptied tonight.")
    click.echo(
        "What stands in the chat stays there, and backups made until now keep what they hold: "
        "delete those messages in the chat, and make a new backup in the place of the old ones."
    )


def _find(person: str, workspace: str | None) -> storage.Found:
    """The one whom the words fit. Raises Misuse that lists them where there are several."""
    found = look(lambda database: database.people_called(person))
    fitting = [one for one in found if workspace in (None, str(one.workspace))]
    match fitting:
        case [one]:
            return one
        case []:
            raise Misuse(
                f"Muster knows nobody called {person!r}; say the whole name, the first name, "
                "or the id of the account."
            )
        case _:
            listed = "\n".join(f"  {_words(one)}" for one in fitting)
            several = len({one.account for one in fitting}) > 1
            how = "id of the account" if several else "workspace as well, with --workspace"
            raise Misuse(f"Several people fit {person!r}. Say the {how}:\n{listed}")


def _words(one: storage.Found) -> str:
    return f"{one.account.id}  {one.name}  {one.workspace}"
