"""Whether Microsoft takes our credentials and gives us its keys, and whether its clock and ours agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import aiohttp

from adapters.teams.settings import TeamsSettings
from adapters.teams.tokens import Tokens
from bot.clock import machine_time, monotonic
from bot.findings import Finding, doubtful, http_date, of_clock, well, wrong
from bot.mail import Refused, Unreachable

TIMEOUT = aiohttp.ClientTimeout(total=15, sock_connect=5)
SECRET, KEYS = "Teams' credentials", "Microsoft's keys"


async def diagnose(settings: TeamsSettings) -> Sequence[Finding]:
    """Ask for a token of our own, and for the keys; nothing is said in Teams, and nobody sees it."""
    if settings.insecure_loopback:
        said = "MUSTER_TEAMS__INSECURE_LOOPBACK takes unsigned requests from this machine."
        return [doubtful(SECRET, said, "Use it for Microsoft's Agents Playground alone.")]
    return [await _credentials(settings), *await _keys(settings)]


async def _credentials(settings: TeamsSettings) -> Finding:
    try:
        await Tokens(settings, monotonic).token()
    except Refused as no:
        return wrong(
            SECRET,
            f"Microsoft refuses MUSTER_TEAMS__APP_PASSWORD ({no.code}).",
            "Make a new client secret for MUSTER_TEAMS__APP_ID, and see that MUSTER_TEAMS__TENANT_ID "
            "begins with the tenant where the app is registered.",
        )
    except Unreachable as trouble:
        return wrong(
            SECRET,
            f"Microsoft's sign-in does not answer ({trouble}).",
            "See that this machine may reach login.microsoftonline.com by HTTPS.",
        )
    return well(SECRET, "Microsoft takes our credentials.")


async def _keys(settings: TeamsSettings) -> Sequence[Finding]:
    try:
        async with (
            aiohttp.ClientSession(timeout=TIMEOUT) as session,
            session.get(settings.openid_url) as answer,
        ):
            date = answer.headers.get("Date")
            answer.raise_for_status()
            await answer.json(content_type=None)
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as trouble:
        said = f"The keys that Teams signs with cannot be had ({type(trouble).__name__})."
        mend = "See that this machine may reach login.botframework.com by HTTPS."
        return [wrong(KEYS, said, mend)]
    return [well(KEYS, "The keys that Teams signs with can be had."), *_clock(date)]


def _clock(date: str | None) -> Iterator[Finding]:
    if (theirs := http_date(date)) is not None:
        yield of_clock("Microsoft", theirs, machine_time())
