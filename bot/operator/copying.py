"""The database, copied while it is served, and put back; on PostgreSQL by PostgreSQL's own tools."""

from __future__ import annotations

from pathlib import Path

import click

import storage
from bot import settings
from bot.clock import SystemClock
from bot.operator import Misuse, Trouble, told


def backup(file: Path, force: bool) -> None:
    with told():
        size = storage.backup(settings.read().database_url, file, force=force)
    click.echo(f"{file} is a whole copy ({size / 2**20:.1f} MB) that its owner alone may read.")


def restore(file: Path | None, settle: bool) -> None:
    """Put a copy back, or only let go of what a restored database still meant to say long ago."""
    if (file is None) is not settle:
        raise Misuse("Say which FILE to restore; --settle alone is for after pg_restore.")
    with told():
        url, now = settings.read().database_url, SystemClock().now()
        if file is None:
            _settle(url)
            return
        aside = storage.restore(url, file, now)
    click.echo(
        f"{file} is the database now. What was to be said more than two hours ago is let go."
    )
    if aside is not None:
        click.echo(f"The one that was there is {aside}.")
    click.echo("Whoever was erased since that copy was made is in it again: erase them once more.")


def _settle(url: str) -> None:
    if storage.is_served(url):
        raise Trouble("Muster is serving this database: stop it first.")
    let_go = storage.settle(url, SystemClock().now())
    click.echo(f"{let_go} messages were to be said more than two hours ago, and are let go.")
