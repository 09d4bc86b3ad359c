"""Our own access tokens for the connector: from MSAL, in a thread, renewed before they end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import structlog

from adapters.teams.settings import TeamsSettings
from bot.mail import Lost, Refused, Unreachable

log = structlog.get_logger("muster.teams")

LIFE = 0.8
"""The part of its life that a token is used before another is asked for."""
AGAIN = 60.0
"""Seconds until the next try, where none could be had and the last is still good."""


class Tokens:
    """One token for all; whoever needs a new one waits for the same call."""

    def __init__(self, settings: TeamsSettings, steady: Callable[[], float]) -> None:
        self._settings, self._steady = settings, steady
        self._token = ""
        self._until = self._ends = 0.0
        """Until when it is used without a thought, and when it ends."""
        self._lock = asyncio.Lock()

    async def token(self, *, instead_of: str | None = None) -> str | None:
        """A token that is good for a while; None where no one asks for one (insecure loopback).

        ``instead_of`` is one that was refused. Raises Unreachable, or Refused for wrong credentials.
        """
        if self._settings.insecure_loopback:
            return None  # There anybody on this machine may name the service URL, and would be given it.
        if self._steady() < self._until and self._token != instead_of:
            return self._token
        async with self._lock:
            if self._steady() < self._until and self._token != instead_of:
                return self._token
            try:
                await self._renew()
            except (Unreachable, Refused):
                if self._token == instead_of or self._steady() >= self._ends:
                    raise
                log.warning("a token could not be renewed, and the last is used")
                self._until = self._steady() + AGAIN
            return self._token

    async def _renew(self) -> None:
        try:
            got = await asyncio.to_thread(self._ask)
        except Exception as trouble:
            # MSAL raises whatever its HTTP library does; none of it is an answer about us.
            raise Unreachable(type(trouble).__name__) from None
        if "access_token" not in got:
            # The description repeats ids and times, so only its code is kept.
            code = str(got.get("error", "no_token"))
            if code in ("temporarily_unavailable", "server_error"):
                raise Unreachable(code)
            raise Refused(code, Lost.WORKSPACE)
        self._token = got["access_token"]
        life = float(got.get("expires_in", 0))
        self._until, self._ends = self._steady() + LIFE * life, self._steady() + life

    def _ask(self) -> dict[str, Any]:
        from msal import ConfidentialClientApplication  # slow, and blocks while it finds its way

        settings = self._settings
        # A new application each time: MSAL's own cache would hand out the token that was refused.
        app = ConfidentialClientApplication(
            settings.app_id,
            client_credential=settings.passwords[0],
            authority=f"{settings.authority}/{settings.tenants[0]}",
            instance_discovery=False,
            timeout=10,
        )
        got: dict[str, Any] = app.acquire_token_for_client([settings.scope])
        return got
