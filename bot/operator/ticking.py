"""The clock, pushed by hand: what is promised until a moment is done, or only shown."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, time

import click
from rich.console import Console

import storage
from adapters.clockwork import walk
from bot import logs, settings
from bot.app import build
from bot.clock import HeldClock, SystemClock
from bot.operator import Misuse, Trouble, print_json, told
from bot.operator.agenda import plain, promised_until, table
from bot.operator.looking import here


def tick(at: str, dry_run: bool, as_json: bool) -> None:
    """Do what is promised until ``at``, or only show it."""
    until = read_moment(at)
    if dry_run:
        _foretell(until, as_json)
        return
    with told():
        chosen = settings.read()
        if not storage.pending_migrations(chosen.database_url):
            _refuse_if_served(chosen.database_url)
        logs.configure(chosen.log_format, chosen.secrets())
        asyncio.run(_push(chosen, until))
    left = promised_until(until)
    if as_json:
        print_json({"left": [plain(one) for one in left]})
    elif not left:
        click.echo(f"Everything promised until {here(until)} is done.")
    else:
        Console().print(table(left))
        raise Trouble("These could not be done.")


def read_moment(words: str) -> datetime:
    """A moment with its zone, or by this machine's; a time alone is today's."""
    try:
        return datetime.fromisoformat(words).astimezone()
    except ValueError:
        pass  # It may be a time of day.
    try:
        today = SystemClock().now().astimezone().date()
        return datetime.combine(today, time.fromisoformat(words)).astimezone()
    except ValueError:
        raise Misuse(
            f"{words!r} is not a moment; write it as 2027-03-26T09:30, or 09:30 for today."
        ) from None


async def _push(chosen: settings.Settings, until: datetime) -> None:
    clock = HeldClock(SystemClock().now())
    app = build(chosen, clock)
    try:
        await app.connect()
        await walk(until.astimezone(UTC), app.heartbeat, app.storage, clock, app.courier.settle)
    finally:
        await app.stop()


def _refuse_if_served(url: str) -> None:
    if storage.is_served(url):
        raise Trouble(
            "Muster is serving this database: stop it first, or add --dry-run to only look."
        )


def _foretell(until: datetime, as_json: bool) -> None:
    promises = promised_until(until)
    if as_json:
        print_json([plain(one) for one in promises])
    elif promises:
        Console().print(table(promises))
    else:
        click.echo(f"Nothing is promised until {here(until)}.")
