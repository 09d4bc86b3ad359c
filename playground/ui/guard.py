"""Keeps other web pages out: only this machine's own pages may read or change anything."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn away what does not come from this machine, another page's request, and bodies not JSON.

    A foreign name in ``Host`` means that some name was made to point here (DNS rebinding). The Web
    API and response URLs need a token or an unguessable address instead, and no page can send one.
    """
    if urlsplit(f"//{request.host}").hostname not in LOOPBACK or not _local(request.remote):
        return _no(403, "This page is served to this machine alone.")
    if request.path.startswith(("/ui/", "/control/")):
        origin = request.headers.get("Origin")
        if origin is not None and origin != f"{request.scheme}://{request.host}":
            return _no(403, "Another page may not do this.")
        if request.method != "GET" and request.content_type != "application/json":
            return _no(415, "Send JSON.")
    return await handler(request)


def _local(remote: str | None) -> bool:
    return remote is not None and (remote.startswith("127.") or remote == "::1")


def _no(status: int, sentence: str) -> web.Response:
    return web.json_response({"ok": False, "error": sentence}, status=status)
