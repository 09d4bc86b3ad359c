"""The guard at Slack's door: who is not Slack is turned away before a byte of the body is parsed."""

from __future__ import annotations

import hmac
import re
from collections.abc import Callable, Sequence

from aiohttp import web

TIMESTAMP = re.compile(r"[0-9]{10}", re.ASCII)
SIGNATURE = re.compile(r"v0=[0-9a-f]{64}", re.ASCII)
LARGEST = 1_000_000
SKEW = 300
"""Seconds that Slack's clock and ours may differ, as Slack advises."""


class NotSlack(Exception):
    """The request is not signed by Slack, or too old, or too large. Answered with 401."""


class Guard:
    """Checks a request's signature over its raw bytes, against any of the secrets."""

    def __init__(self, secrets: Sequence[bytes], machine_time: Callable[[], float]) -> None:
        self._secrets, self._machine_time = tuple(secrets), machine_time

    async def admit(self, request: web.Request) -> bytes:
        """The raw body of a request that Slack has signed. Raises NotSlack."""
        timestamp = self._one(request, "X-Slack-Request-Timestamp", TIMESTAMP)
        signature = self._one(request, "X-Slack-Signature", SIGNATURE)
        if abs(self._machine_time() - int(timestamp)) > SKEW:
            raise NotSlack("too old")
        if request.content_length is None or request.content_length > LARGEST:
            raise NotSlack("too large")
        try:
            raw = await request.read()
        except (web.RequestPayloadError, ConnectionError):
            raise NotSlack("a body that cannot be read") from None
        signed = b"v0:" + timestamp.encode() + b":" + raw
        given = signature.encode()
        valid = [hmac.compare_digest(given, _sign(secret, signed)) for secret in self._secrets]
        if not any(valid):
            raise NotSlack("wrong signature")
        return raw

    def _one(self, request: web.Request, name: str, shape: re.Pattern[str]) -> str:
        values = request.headers.getall(name, [])
        if len(values) != 1 or not shape.fullmatch(values[0]):
            raise NotSlack(name)
        return values[0]


def _sign(secret: bytes, signed: bytes) -> bytes:
    return b"v0=" + hmac.digest(secret, signed, "sha256").hex().encode()
