"""Delivery over HTTP: signed requests to the app's request URL."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from typing import Any
from urllib.parse import urlencode

import aiohttp

from bot.clock import machine_time
from playground.outward.line import Answered, Failed, What

Json = dict[str, Any]


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """Slack's signature, version 0, over the raw bytes of a body."""
    text = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), text, hashlib.sha256).hexdigest()


class HttpLine:
    """Posts to ``<url>/slack/events``; signatures carry the machine's real time."""

    def __init__(self, url: str, secret: str, patience: float) -> None:
        self._url = url.rstrip("/") + "/slack/events"
        self._secret, self._patience = secret, patience
        self._session: aiohttp.ClientSession | None = None

    async def send(self, what: What, payload: Json, retry: int = 0, reason: str = "") -> Answered:
        body, kind = _body(what, payload)
        timestamp = str(int(machine_time()))
        headers = {
            "Content-Type": kind,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": sign(self._secret, timestamp, body),
        }
        if retry:
            headers |= {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": reason}
        if self._session is None:
            self._session = aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar())
        try:
            async with asyncio.timeout(self._patience):
                async with self._session.post(self._url, data=body, headers=headers) as response:
                    text = await response.text()
                    if response.status != 200:
                        no_retry = response.headers.get("X-Slack-No-Retry") == "1"
                        raise Failed("http_error", no_retry)
                    return _answer(text, response.content_type)
        except TimeoutError as fault:
            raise Failed("http_timeout") from fault
        except aiohttp.ClientError as fault:
            raise Failed("connection_failed") from fault

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()


def _body(what: What, payload: Json) -> tuple[bytes, str]:
    form = "application/x-www-form-urlencoded"
    match what:
        case "slash_commands":
            return urlencode(payload).encode(), form
        case "interactive":
            return urlencode({"payload": json.dumps(payload)}).encode(), form
        case "events_api":
            return json.dumps(payload).encode(), "application/json"


def _answer(text: str, kind: str) -> Answered:
    if kind == "application/json" and text:
        try:
            body = json.loads(text)
        except ValueError as fault:
            raise Failed("http_error") from fault
        return Answered(body if isinstance(body, dict) else {})
    return Answered({}, text)
