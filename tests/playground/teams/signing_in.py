"""The sign-in of the stand-in as a bot uses it, with a wrong part where a test wants one."""

from __future__ import annotations

import ssl
from typing import Any

import aiohttp

from playground.teams.server import TeamsPlayground

Json = dict[str, Any]


async def sign_in(
    teams: TeamsPlayground, session: aiohttp.ClientSession, **changed: str
) -> tuple[int, Json]:
    """Ask for an access token; ``changed`` are form fields, and ``tenant`` whose endpoint is asked."""
    tenant = changed.pop("tenant", teams.tenant.id)
    asked = {
        "grant_type": "client_credentials",
        "client_id": teams.settings["app_id"],
        "client_secret": teams.settings["app_password"],
        "scope": "https://api.botframework.com/.default",
        **changed,
    }
    url = f"{teams.settings['authority']}/{tenant}/oauth2/v2.0/token"
    trusting = ssl.create_default_context(cafile=str(teams.certificate))
    async with session.post(url, data=asked, ssl=trusting) as answer:
        return answer.status, await answer.json()
