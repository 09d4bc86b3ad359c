"""The web server's own pages, and a log that tells nothing of what was sent."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import aiohttp
import pytest
from aiohttp import web
from structlog.testing import capture_logs

from adapters.web import application as module
from adapters.web.application import Check, Server, application
from tests.adapters.conftest import Bot
from tests.adapters.payloads import command

Get = Callable[[dict[str, Check], str], Awaitable[tuple[int, dict[str, object]]]]


@pytest.fixture
def get() -> Get:
    async def ask(checks: dict[str, Check], path: str) -> tuple[int, dict[str, object]]:
        server = Server(application([], checks), "127.0.0.1", 0)
        port = await server.start()
        try:
            async with (
                aiohttp.ClientSession() as session,
                session.get(f"http://127.0.0.1:{port}{path}") as answer,
            ):
                return answer.status, await answer.json()
        finally:
            await server.stop()

    return ask


async def well() -> str | None:
    return None


async def unwell() -> str | None:
    return "The disk is full."


async def broken() -> str | None:
    raise OSError("postgresql://user:hunter2@db")


async def hanging() -> str | None:
    await asyncio.sleep(60)
    return None


async def test_a_process_that_runs_is_alive_whatever_else_is_wrong(get: Get) -> None:
    assert await get({"database": broken}, "/healthz") == (200, {"status": "alive"})


async def test_ready_when_every_check_is_well(get: Get) -> None:
    assert await get({"database": well}, "/readyz") == (200, {"status": "ready", "wrong": {}})


async def test_not_ready_says_what_is_wrong_and_no_secret(
    get: Get, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0.1)
    checks: dict[str, Check] = {"a": unwell, "b": broken, "c": hanging, "d": well}
    status, told = await get(checks, "/readyz")
    assert (status, told["wrong"]) == (
        503,
        {
            "a": "The disk is full.",
            "b": "The check failed (OSError).",
            "c": "No answer within 0.1 seconds.",
        },
    )


async def test_a_taken_port_is_an_error_of_the_start() -> None:
    first = Server(application([], {}), "127.0.0.1", 0)
    port = await first.start()
    second = Server(application([], {}), "127.0.0.1", port)
    try:
        with pytest.raises(OSError, match=str(port)):
            await second.start()
    finally:
        await second.stop()
        await first.stop()


async def test_a_delivery_that_went_well_leaves_no_line_in_the_access_log(bot: Bot) -> None:
    with capture_logs() as logs:
        await bot.command(command("why not"))
    assert logs == []


async def test_a_refused_request_leaves_a_line_without_what_was_sent(bot: Bot) -> None:
    with capture_logs() as logs:
        await bot.post(b"text=the+private+words", {})
        await asyncio.sleep(0)
    assert [line for line in logs if line.get("status") == 401]
    assert "private" not in str(logs)


def test_only_known_paths_are_served() -> None:
    routes = {
        route.resource.canonical for route in application([], {}).router.routes() if route.resource
    }
    assert routes == {"/healthz", "/readyz"}
    assert isinstance(application([], {}), web.Application)
