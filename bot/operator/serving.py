"""Serving, and bringing the database up to date. What serves for months loads nothing that it never uses."""

from __future__ import annotations

import asyncio

import click

import storage
from bot import logs, settings
from bot.app import build
from bot.operator import Trouble, told


def serve() -> None:
    """Serve until a signal comes. Exits with 1 where a connection died, to be started again."""
    with told():
        chosen = settings.read()
        logs.configure(chosen.log_format, chosen.secrets())
        app = build(chosen)
        asyncio.run(app.run())
    if app.failed:
        raise Trouble("The connection to Slack is dead; start Muster again.")


def migrate() -> None:
    """Bring the database up to date, and say what was done."""
    with told():
        done = storage.migrate(settings.read().database_url)
    click.echo("\n".join(f"Done: {name}" for name in done) or "Nothing is pending.")
