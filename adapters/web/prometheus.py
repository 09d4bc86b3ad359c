"""``/metrics`` for Prometheus: with a bearer token, or for this machine alone."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from hmac import compare_digest
from ipaddress import ip_address

from aiohttp import web

Page = Callable[[], Awaitable[tuple[bytes, str]]]
"""The page and its content type."""

FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via")
"""What a proxy on this machine says of whoever stands behind it, and who is then not this machine."""


def route(page: Page, token: str | None) -> web.RouteDef:
    async def metrics(request: web.Request) -> web.Response:
        if not _may_look(request, token):
            return web.Response(status=401, headers={"WWW-Authenticate": "Bearer"})
        body, content_type = await page()
        return web.Response(body=body, headers={"Content-Type": content_type})

    return web.get("/metrics", metrics)


def _may_look(request: web.Request, token: str | None) -> bool:
    if token is not None:
        kind, _, shown = request.headers.get("Authorization", "").partition(" ")
        return kind.lower() == "bearer" and compare_digest(_bytes(shown.strip()), _bytes(token))
    if any(name in request.headers for name in FORWARDED):
        return False
    try:
        return ip_address(request.remote or "").is_loopback
    except ValueError:
        return False


def _bytes(shown: str) -> bytes:
    """Also of what is no UTF-8, which aiohttp reads into surrogates."""
    return shown.encode(errors="surrogateescape")
