"""Whether Slack takes our tokens, what they may do, and whether its clock and ours agree."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Iterator, Sequence

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.slack.manifest import HISTORY_SCOPES, SCOPES
from adapters.slack.payloads import text
from adapters.slack.refusals import answered
from adapters.slack.settings import SlackSettings
from bot.clock import machine_time
from bot.findings import Finding, doubtful, http_date, of_clock, well, wrong
from bot.mail import Refused, Throttled, Unanswered, Unreachable

TIMEOUT = aiohttp.ClientTimeout(total=15, sock_connect=5)
TOKEN, SCOPE, LINE = "Slack's bot token", "Slack's scopes", "Slack's line to us"
GRANT = (
    "Add what is missing under OAuth & Permissions of the app (or paste what `muster manifest slack` "
    "prints), and install the app again."
)


async def diagnose(settings: SlackSettings, logger: logging.Logger) -> Sequence[Finding]:
    """Ask Slack twice; nothing is said there, and nobody sees it."""
    async with aiohttp.ClientSession(timeout=TIMEOUT) as session:
        client = AsyncWebClient(
            token=settings.bot_token.get_secret_value(),
            base_url=settings.api_url,
            session=session,
            retry_handlers=[],
            logger=logger,
        )
        headers: dict[str, str] = {}
        try:
            told = await answered(_heard(client.auth_test(), headers), "auth.test")
        except Refused as no:
            said = f"Slack refuses MUSTER_SLACK__BOT_TOKEN ({no.code})."
            mend = "Copy the Bot User OAuth Token anew from OAuth & Permissions of the app."
            return [wrong(TOKEN, said, mend)]
        except (Unreachable, Unanswered, Throttled) as trouble:
            mend = "See that this machine may reach slack.com by HTTPS, through its proxy if it has one."
            return [wrong(TOKEN, f"Slack does not answer ({trouble}).", mend)]
        return [
            well(TOKEN, f"Slack knows us in the workspace {text(told, 'team')}."),
            *_scopes(headers.get("x-oauth-scopes"), settings),
            *_clock(headers.get("date")),
            await _line(client, settings),
        ]


async def _heard(
    call: Awaitable[AsyncSlackResponse], headers: dict[str, str]
) -> AsyncSlackResponse:
    response = await call
    headers.update({name.lower(): str(value) for name, value in dict(response.headers).items()})
    return response


def _scopes(header: str | None, settings: SlackSettings) -> Iterator[Finding]:
    if header is None:
        said = "Slack does not tell which scopes were granted."
        yield doubtful(SCOPE, said, f"Compare them by eye: {', '.join(SCOPES)}.")
        return
    granted = {one.strip() for one in header.split(",")}
    if missing := [one for one in SCOPES if one not in granted]:
        yield wrong(SCOPE, f"The app was not granted {', '.join(missing)}.", GRANT)
    else:
        yield well(SCOPE, "The app was granted what it needs.")
    history = [one for one in HISTORY_SCOPES if one not in granted]
    if settings.history and history:
        said = f"MUSTER_SLACK__HISTORY is true, and the app was not granted {', '.join(history)}."
        yield wrong(
            SCOPE, said, "Set it to false, or grant them: `muster manifest slack --history`."
        )
    elif not settings.history and not history:
        said = "The app may read history, and does not use it."
        mend = "Set MUSTER_SLACK__HISTORY to true: then each message arrives exactly once."
        yield doubtful(SCOPE, said, mend)


def _clock(date: str | None) -> Iterator[Finding]:
    if (theirs := http_date(date)) is not None:
        yield of_clock("Slack", theirs, machine_time())


async def _line(client: AsyncWebClient, settings: SlackSettings) -> Finding:
    """Opening a connection gives an address; nobody connects to it, so none of Slack's events is taken."""
    if settings.app_token is None:
        return well(LINE, "Slack posts to us; a wrong signing secret shows when it first does.")
    token = settings.app_token.get_secret_value()
    try:
        await answered(client.apps_connections_open(app_token=token), "apps.connections.open")
    except Refused as no:
        return wrong(
            LINE,
            f"Slack refuses MUSTER_SLACK__APP_TOKEN for Socket Mode ({no.code}).",
            "Make an app-level token with connections:write under Basic Information of the app, and "
            "see that Socket Mode is on.",
        )
    except (Unreachable, Unanswered, Throttled) as trouble:
        mend = "Try again in a minute."
        return doubtful(LINE, f"Slack does not say where to connect ({trouble}).", mend)
    return well(LINE, "Slack takes our app token for Socket Mode.")
