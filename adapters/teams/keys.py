"""Microsoft's signing keys, fetched without holding anybody up, and anew when an unknown one is used."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
import jwt
import structlog

log = structlog.get_logger("muster.teams")

PATIENCE = 5.0
"""Seconds that fetching the keys may take, with the document that says where they are."""
OLD = 24 * 3600.0
"""Seconds that keys count as fresh, as Microsoft advises."""
AGAIN = 60.0
"""Seconds between two fetches for keys that nobody knows, so that strangers cannot make us ask.

As many pass after a fetch that failed, while there are keys to go on with.
"""


class NoKeys(Exception):
    """The keys cannot be had just now."""


@dataclass(frozen=True, slots=True)
class Key:
    """A public key, and the channels (``msteams``) that may sign with it."""

    key: Any
    endorsements: frozenset[str]


class Keys:
    """The keys by their ids. One fetch at a time, shared by all who wait for it."""

    def __init__(
        self,
        openid_url: str,
        session: aiohttp.ClientSession,
        steady: Callable[[], float],
        patience: float = PATIENCE,
    ) -> None:
        self._url, self._session, self._steady = openid_url, session, steady
        self._patience = patience
        self._keys: Mapping[str, Key] = {}
        self._fetched: float | None = None
        self._ended = float("-inf")
        """When the latest fetch ended, well or not."""
        self._strange = float("-inf")
        """When an unknown key last made us ask."""
        self._lock = asyncio.Lock()

    async def key(self, id: str) -> Key | None:
        """None for a key that Microsoft does not name. Raises NoKeys where nobody could be asked."""
        now = self._steady()
        if id in self._keys and (not self._old(now) or self._lock.locked()):
            return self._keys[id]  # One asks for newer ones; nobody else waits for that.
        await self._refresh(now)
        if self._fetched is None:
            raise NoKeys
        return self._keys.get(id)

    def _old(self, now: float) -> bool:
        return self._fetched is None or now - self._fetched > OLD

    async def _refresh(self, since: float) -> None:
        async with self._lock:
            if self._ended >= since:
                return  # Somebody else has asked while this one waited.
            if not self._may_ask(since):
                return
            try:
                async with asyncio.timeout(self._patience):
                    self._keys = await self._fetch()
                self._fetched = self._steady()
            except (aiohttp.ClientError, TimeoutError, OSError, ValueError, NoKeys) as trouble:
                log.warning("the signing keys cannot be had", why=type(trouble).__name__)
            self._ended = self._steady()

    def _may_ask(self, now: float) -> bool:
        if self._fetched is None:
            return True
        if self._old(now):
            return now - self._ended >= AGAIN
        if now - self._strange < AGAIN:
            return False
        self._strange = now
        return True

    async def _fetch(self) -> Mapping[str, Key]:
        described = await self._get(self._url)
        where = described.get("jwks_uri")
        if not isinstance(where, str):
            raise NoKeys
        found: dict[str, Key] = {}
        told = (await self._get(where)).get("keys")
        for one in told if isinstance(told, list) else []:
            if not isinstance(one, dict) or one.get("kty") != "RSA":
                continue
            endorsements = one.get("endorsements")
            named = frozenset(map(str, endorsements if isinstance(endorsements, list) else ()))
            try:
                found[str(one["kid"])] = Key(jwt.PyJWK(one, "RS256").key, named)
            except (KeyError, jwt.PyJWTError) as odd:
                log.warning("a signing key makes no sense", why=type(odd).__name__)
        if not found:
            raise NoKeys
        return found

    async def _get(self, url: str) -> dict[str, Any]:
        async with self._session.get(url, allow_redirects=False) as answer:
            if answer.status != 200:
                raise NoKeys
            told = await answer.json(content_type=None)
        if not isinstance(told, dict):
            raise NoKeys
        return told
