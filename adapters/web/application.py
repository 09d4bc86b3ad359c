"""The one web server: the routes that each neighbour offers, and whether all is well."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping

import structlog
from aiohttp import web
from aiohttp.abc import AbstractAccessLogger

log = structlog.get_logger("muster.web")

Check = Callable[[], Awaitable[str | None]]
"""None if all is well, else a sentence that says what is not."""

PATIENCE = 3.0
"""Seconds a check may take before its answer is no."""
LARGEST = 1 << 20


def application(routes: Iterable[web.RouteDef], checks: Mapping[str, Check]) -> web.Application:
    """The routes, with ``/healthz`` (this process runs) and ``/readyz`` (it can do its work)."""
    app = web.Application(client_max_size=LARGEST)
    app.router.add_routes([*routes, web.get("/healthz", _healthz), web.get("/readyz", _readyz)])
    app[CHECKS] = dict(checks)
    return app


class Server:
    """Serves an application until it is stopped."""

    def __init__(self, app: web.Application, host: str, port: int) -> None:
        self._runner = web.AppRunner(
            app,
            access_log_class=AccessLog,
            access_log=logging.getLogger("muster.web.access"),
            handle_signals=False,
        )
        self._host, self._port = host, port

    async def start(self) -> int:
        """Listen; the port, which is a free one where 0 was asked for. Raises OSError if it is taken."""
        await self._runner.setup()
        await web.TCPSite(self._runner, self._host, self._port).start()
        port: int = self._runner.addresses[0][1]
        return port

    async def stop(self) -> None:
        """Take no more requests, and let those that run end."""
        await self._runner.cleanup()


class AccessLog(AbstractAccessLogger):
    """One line for what went wrong or took long; nothing of what was sent.

    What went well leaves no line: a row of deliveries with their times would tell who answered an
    anonymous question when.
    """

    def log(self, request: web.BaseRequest, response: web.StreamResponse, time: float) -> None:
        if response.status >= 400 and request.path != "/readyz":
            log.warning(
                "a request was refused",
                method=request.method,
                path=request.path[:100],
                status=response.status,
                milliseconds=round(time * 1000),
            )


CHECKS: web.AppKey[dict[str, Check]] = web.AppKey("checks", dict)


async def _healthz(_request: web.Request) -> web.Response:
    return web.json_response({"status": "alive"})


async def _readyz(request: web.Request) -> web.Response:
    checks = request.app[CHECKS]
    answers = await asyncio.gather(*(_answer(name, check) for name, check in checks.items()))
    wrong = {name: why for name, why in zip(checks, answers, strict=True) if why is not None}
    status = {"status": "not ready" if wrong else "ready", "wrong": wrong}
    return web.json_response(status, status=503 if wrong else 200)


async def _answer(name: str, check: Check) -> str | None:
    try:
        async with asyncio.timeout(PATIENCE):
            return await check()
    except TimeoutError:
        return f"No answer within {PATIENCE:g} seconds."
    except Exception as fault:
        # Whatever a check runs into means that the answer is no; the page names no more than its type.
        log.error("a check failed", check=name, fault=type(fault).__name__)
        return f"The check failed ({type(fault).__name__})."
