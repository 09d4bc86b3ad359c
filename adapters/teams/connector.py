"""The Bot Connector's REST calls, over one shared connection pool."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import aiohttp
from yarl import URL

from adapters.teams.refusals import refusal
from adapters.teams.services import trusted
from adapters.teams.settings import TeamsSettings
from adapters.teams.tokens import Tokens
from bot.mail import Lost, Refused, Throttled, Unanswered, Unreachable

Json = dict[str, Any]

TIMEOUT = aiohttp.ClientTimeout(total=15, sock_connect=5)
PAGE = 500
PAGES = 100
"""Attempts at a page of one list, the throttled ones among them."""
PATIENCE = 60.0
"""Seconds to wait for the next page of a list that is being read."""
GONE = "gone"
LIMIT = "app"
"""The bucket that all calls share; the connector does not say which limit was met."""


class Connector:
    """Calls for one app. Each raises the courier's exceptions, and none is repeated by itself."""

    def __init__(
        self,
        settings: TeamsSettings,
        tokens: Tokens,
        session: aiohttp.ClientSession | None = None,
    ) -> None:
        self._settings, self._tokens = settings, tokens
        self.session = session
        """Set before the first call, since it belongs to a running loop."""

    async def send(
        self, service: str, conversation: str, activity: Json, lost: Lost = Lost.CHANNEL
    ) -> str:
        """Post an activity; its id. ``lost`` is what a final no would be about."""
        path = f"v3/conversations/{_path(conversation)}/activities"
        return _id(await self._call("POST", service, path, activity, lost))

    async def edit(self, service: str, conversation: str, activity: str, body: Json) -> None:
        path = f"v3/conversations/{_path(conversation)}/activities/{_path(activity)}"
        await self._call("PUT", service, path, {**body, "id": activity}, Lost.MESSAGE)

    async def withdraw(self, service: str, conversation: str, activity: str) -> None:
        """Delete an activity. One that is gone already is as wanted."""
        path = f"v3/conversations/{_path(conversation)}/activities/{_path(activity)}"
        try:
            await self._call("DELETE", service, path, None, Lost.MESSAGE, gone=True)
        except Refused as no:
            if no.code != GONE:
                raise

    async def personal(self, service: str, tenant: str, account: str) -> str:
        """The personal conversation with somebody, the same however often it is asked for.

        Refused with ``Lost.CONVERSATION`` where the app is not installed for them.
        """
        body = {
            "isGroup": False,
            "bot": {"id": f"28:{self._settings.app_id}"},
            "members": [{"id": account}],
            "tenantId": tenant,
            "channelData": {"tenant": {"id": tenant}},
        }
        return _id(await self._call("POST", service, "v3/conversations", body, Lost.CONVERSATION))

    async def thread(self, service: str, tenant: str, channel: str, activity: Json) -> str:
        """Begin a thread in a channel; the id of its first activity."""
        body = {
            "isGroup": True,
            "bot": {"id": f"28:{self._settings.app_id}"},
            "tenantId": tenant,
            "channelData": {"channel": {"id": channel}, "tenant": {"id": tenant}},
            "activity": activity,
        }
        told = await self._call("POST", service, "v3/conversations", body, Lost.CHANNEL)
        if isinstance(told.get("activityId"), str) and told["activityId"]:
            return str(told["activityId"])
        root = _id(told).partition(";messageid=")[2]
        if not root:
            raise Unanswered("a thread without its first message")
        return root

    async def members(self, service: str, conversation: str) -> list[Json]:
        """Everybody in a conversation, or in a team where it is a team's id."""
        found: list[Json] = []
        path = f"v3/conversations/{_path(conversation)}/pagedmembers"
        query = {"pageSize": str(PAGE)}
        for _ in range(PAGES):
            try:
                told = await self._call("GET", service, path, None, Lost.CHANNEL, query)
            except Throttled as fast:
                if fast.seconds > PATIENCE:
                    raise
                await asyncio.sleep(fast.seconds)
                continue
            found += _objects(told, "members")
            token = told.get("continuationToken")
            if not isinstance(token, str) or not token:
                return found
            query = {"pageSize": str(PAGE), "continuationToken": token}
        # Whoever is missing from a list would be taken to have left.
        raise Unanswered("a list without an end")

    async def member(self, service: str, conversation: str, account: str) -> Json:
        path = f"v3/conversations/{_path(conversation)}/members/{_path(account)}"
        return await self._call("GET", service, path, None, Lost.PERSON)

    async def channels(self, service: str, team: str) -> list[Json]:
        """The channels of a team; the first, General, has no name."""
        path = f"v3/teams/{_path(team)}/conversations"
        told = await self._call("GET", service, path, None, Lost.CHANNEL)
        return _objects(told, "conversations")

    async def _call(
        self,
        method: str,
        service: str,
        path: str,
        body: Json | None,
        lost: Lost,
        query: dict[str, str] | None = None,
        *,
        gone: bool = False,
    ) -> Json:
        if not trusted(service, self._settings):
            raise Refused("untrusted-service", lost)
        url = f"{service.rstrip('/')}/{path}"
        token = await self._tokens.token()
        try:
            status, told, headers = await self._send(method, url, body, query, token)
            if status == 401 and token is not None:
                token = await self._tokens.token(instead_of=token)
                status, told, headers = await self._send(method, url, body, query, token)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as trouble:
            raise Unreachable(type(trouble).__name__) from None
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as trouble:
            raise Unanswered(type(trouble).__name__) from None
        if 200 <= status < 300:
            return told if isinstance(told, dict) else {}
        if gone and status in (404, 410):
            raise Refused(GONE, Lost.MESSAGE)
        raise refusal(status, told, headers, LIMIT, lost)

    async def _send(
        self,
        method: str,
        url: str,
        body: Json | None,
        query: dict[str, str] | None,
        token: str | None,
    ) -> tuple[int, object, Mapping[str, str]]:
        headers = {} if token is None else {"Authorization": f"Bearer {token}"}
        assert self.session is not None, "the connector has no session yet"
        async with self.session.request(
            method,
            URL(url, encoded=True),
            json=body,
            params=query,
            headers=headers,
            timeout=TIMEOUT,
            allow_redirects=False,
        ) as answer:
            told = _json(await answer.read(), answer.status)
            return answer.status, told, answer.headers


def _path(id: str) -> str:
    return quote(id, safe="")


def _json(raw: bytes, status: int) -> object:
    """Raises ValueError where something was taken and the answer cannot be read.

    A no stays what its status says, for it may come from a gateway that writes a page of its own.
    """
    if not raw:
        return {}
    try:
        return json.loads(raw)
    except (ValueError, RecursionError) as odd:
        if status < 300:
            raise ValueError("not JSON") from odd
        return {}


def _objects(told: Json, name: str) -> list[Json]:
    listed = told.get(name)
    if not isinstance(listed, list):
        raise Unanswered(f"an answer without {name}")
    return [one for one in listed if isinstance(one, dict)]


def _id(told: Json) -> str:
    id = told.get("id")
    if not isinstance(id, str) or not id:
        raise Unanswered("an answer without an id")
    return id
