"""An examination of everything that Muster needs: how each thing is, and what to do about it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence

import aiohttp
import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

import storage
from bot import logs, settings
from bot.app import App, build
from bot.findings import Finding, Grade, doubtful, well, wrong
from bot.operator import print_json
from bot.operator.trying import try_out
from bot.settings import LOOPBACK, Settings, SettingsError

TIMEOUT = aiohttp.ClientTimeout(total=10, sock_connect=5)
SHOWN = {
    Grade.WELL: "[green]well[/]",
    Grade.DOUBTFUL: "[yellow]doubtful[/]",
    Grade.WRONG: "[red]wrong[/]",
}
PUBLIC = "public address"


def doctor(live: str | None, as_json: bool) -> None:
    """Print what was found. Exits with 1 where anything is wrong."""
    found = asyncio.run(_examine(live))
    faults = sum(one.grade is Grade.WRONG for one in found)
    if as_json:
        print_json([_plain(one) for one in found])
    else:
        Console().print(_table(found))
        click.echo(_verdict(faults))
    if faults:
        raise click.exceptions.Exit(1)


async def _examine(live: str | None) -> Sequence[Finding]:
    try:
        chosen = settings.read()
    except SettingsError as error:
        mend = "Mend it in the environment or in .env; README.md lists every setting."
        return [wrong("settings", str(error), mend)]
    logs.configure(chosen.log_format, chosen.secrets())
    found = [well("settings", "Each can be read."), *_metrics(chosen)]
    database = await asyncio.to_thread(storage.examine, chosen.database_url)
    found += database
    try:
        app = build(chosen)
    except SettingsError as error:
        mend = "README.md leads through it, for Slack and for Teams."
        return [*found, wrong("platforms", str(error), mend)]
    except storage.UnknownDatabase:
        return found  # The database's own finding says so.
    for neighbour in app.neighbours:
        found += await neighbour.diagnose()
    usable = all(one.grade is not Grade.WRONG for one in database)
    served = usable and await asyncio.to_thread(_served, chosen.database_url)
    found += await _public(chosen, served)
    if usable and await asyncio.to_thread(_is_there, chosen.database_url):
        found += await _given_up(app)
        if live is not None:
            found += await try_out(app, live, served=served)
    elif live is not None:
        mend = "Mend the database first."
        found.append(
            wrong("trial message", "Nothing was sent, since the database is not ready.", mend)
        )
    return found


def _served(url: str) -> bool:
    try:
        return storage.is_served(url)
    except OSError:
        return False


def _is_there(url: str) -> bool:
    return not storage.pending_migrations(url)


def _metrics(chosen: Settings) -> Iterator[Finding]:
    if chosen.metrics and chosen.metrics_token is None and chosen.host not in LOOPBACK:
        yield doubtful(
            "metrics",
            "/metrics answers this machine alone, as long as MUSTER_METRICS_TOKEN is not set.",
            "Set it to a long random text, and give the same to Prometheus as its bearer token.",
        )


async def _given_up(app: App) -> Sequence[Finding]:
    await app.storage.start()
    try:
        parked = len(await app.storage.parked_posts())
    finally:
        await app.storage.stop()
    if not parked:
        return [well("outbox", "No message was given up.")]
    return [doubtful("outbox", f"{parked} messages were given up.", "`muster agenda` says why.")]


async def _public(chosen: Settings, served: bool) -> Sequence[Finding]:
    """Whether the world reaches us, where it has to or is said to."""
    url = chosen.public_url
    by_post = chosen.slack is not None and chosen.slack.app_token is None
    teams = chosen.teams is not None and not chosen.teams.insecure_loopback
    if url is None:
        if not (by_post or teams):
            return []
        said = "The platform has to reach this server, and nobody has said where it is."
        mend = "Set MUSTER_PUBLIC_URL to the address that your proxy serves by HTTPS."
        return [doubtful(PUBLIC, said, mend)]
    if not served:
        said = f"Muster is not running, so nobody can answer at {url}."
        return [doubtful(PUBLIC, said, "Start `muster serve`, and examine again.")]
    trouble = await _answer(f"{url.rstrip('/')}/healthz")
    if trouble is None:
        return [well(PUBLIC, f"Muster answers at {url}.")]
    mend = f"Let the proxy pass requests for that address on to port {chosen.port} of this machine."
    return [wrong(PUBLIC, f"Muster does not answer at {url}: {trouble}.", mend)]


async def _answer(url: str) -> str | None:
    """Why nobody of ours answers there; None if somebody does."""
    try:
        async with aiohttp.ClientSession(timeout=TIMEOUT) as session, session.get(url) as answer:
            if answer.status != 200:
                return f"HTTP {answer.status}"
            told = await answer.json(content_type=None)
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as trouble:
        return type(trouble).__name__
    return None if told == {"status": "alive"} else "somebody else does"


def _table(found: Sequence[Finding]) -> Table:
    table = Table("", "What", "How it is, and what to do", box=None)
    for one in found:
        mend = f"\n[bold]{escape(one.mend)}[/]" if one.mend else ""
        table.add_row(SHOWN[one.grade], escape(one.subject), escape(one.said) + mend)
    return table


def _plain(one: Finding) -> dict[str, str]:
    return {"subject": one.subject, "grade": one.grade, "said": one.said, "mend": one.mend}


def _verdict(faults: int) -> str:
    if not faults:
        return "Nothing is wrong."
    return "One thing is wrong." if faults == 1 else f"{faults} things are wrong."
