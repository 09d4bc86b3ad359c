"""What every call passes on its way in: the faults that were ordered, the token, the limits, the record."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web

from playground.teams.faults import DROPPED, ONLY_SLOW, Fault, Faults, answer
from playground.teams.limits import Limits
from playground.teams.login import Tokens
from playground.teams.refusals import No

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

SERVICE = "/teams/"
"""The path of the service URL; what is elsewhere needs no token."""


@dataclass(frozen=True)
class Call:
    """One call of the connector, for verdicts. Its status is 0 where the connection was dropped."""

    method: str
    path: str
    status: int


class Door:
    """A middleware for the connector, the keys and the sign-in; only the connector's calls are kept."""

    def __init__(self, faults: Faults, tokens: Tokens, limits: Limits, calls: list[Call]) -> None:
        self._faults, self._tokens, self._limits = faults, tokens, limits
        self._calls = calls

    @web.middleware
    async def middleware(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        path = request.path.removeprefix(SERVICE)
        ours = request.path.startswith(SERVICE)
        called = f"{request.method} {path}" if ours else path.rpartition("/")[2]
        fault = self._faults.next(called)
        response = await self._answered(request, handler, path, fault)
        dropped = fault is not None and fault.status == DROPPED
        if ours:
            status = DROPPED if dropped else response.status
            self._calls.append(Call(request.method, path, status))
        return response

    async def _answered(
        self, request: web.Request, handler: Handler, path: str, fault: Fault | None
    ) -> web.StreamResponse:
        if fault is None:
            return await self._handled(request, handler, path)
        if fault.when == "before":
            await asyncio.sleep(fault.seconds)
        response: web.StreamResponse | None = None
        if fault.when == "after" or fault.status == ONLY_SLOW:
            response = await self._handled(request, handler, path)
        if fault.when == "after":
            await asyncio.sleep(fault.seconds)
        if fault.status == DROPPED:
            # Without a connection the answer goes nowhere, whatever it is.
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        return response if response and fault.status == ONLY_SLOW else answer(fault)

    async def _handled(
        self, request: web.Request, handler: Handler, path: str
    ) -> web.StreamResponse:
        try:
            if request.path.startswith(SERVICE):
                if not self._tokens.good(request.headers.get("Authorization", "")):
                    raise No(401, "Unauthorized")
                self._limits.spend(request.method, path)
            return await handler(request)
        except No as no:
            return no.response()
