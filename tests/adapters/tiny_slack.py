"""A few inches of Slack's Web API on a local port, which answers as it is told and keeps what it heard."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

Json = dict[str, Any]

WELL: dict[str, Json] = {
    "auth.test": {"team_id": "T1", "user_id": "UBOT", "bot_id": "B1"},
    "bots.info": {"bot": {"id": "B1", "app_id": "A1"}},
    "chat.postMessage": {"channel": "D9", "ts": "1700000000.000100"},
    "views.open": {"view": {"id": "V1"}},
    "files.completeUploadExternal": {
        "files": [{"id": "F1", "permalink": "https://example.slack.com/files/UBOT/F1/file"}]
    },
}


@dataclass
class Say:
    """One answer: an error code, or a status, or silence after the call was taken."""

    error: str = ""
    status: int = 200
    retry_after: str = ""
    drop: bool = False
    delay: float = 0.0
    body: Json = field(default_factory=dict)


class TinySlack:
    """``calls`` are (method, arguments), in order. ``answers`` are used up one by one, then all is well."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, Json]] = []
        self.answers: dict[str, list[Say]] = {}
        self.url = ""
        self.sockets: list[web.WebSocketResponse] = []
        self.heard_on_socket: list[Json] = []
        self.pongs = True
        self.refuses_sockets = False
        self.arrived = asyncio.Condition()

    @property
    def api_url(self) -> str:
        return f"{self.url}/api/"

    def said(self, method: str) -> list[Json]:
        return [arguments for called, arguments in self.calls if called == method]

    async def until(self, method: str, times: int = 1) -> Json:
        """Wait until a method has been called so often; its latest arguments."""
        async with asyncio.timeout(5), self.arrived:
            await self.arrived.wait_for(lambda: len(self.said(method)) >= times)
        return self.said(method)[-1]

    @asynccontextmanager
    async def running(self) -> AsyncIterator[TinySlack]:
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._call)
        app.router.add_post("/response/{which}", self._respond)
        app.router.add_post("/upload/{id}", self._upload)
        app.router.add_get("/link", self._link)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            yield self
        finally:
            await runner.cleanup()

    async def _keep(self, method: str, arguments: Json) -> None:
        async with self.arrived:
            self.calls.append((method, arguments))
            self.arrived.notify_all()

    async def _call(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        if request.content_type == "application/json":
            arguments = await request.json()
        else:
            arguments = {**request.query, **await request.post()}
        await self._keep(method, arguments)
        waiting = self.answers.get(method) or [Say()]
        say = waiting.pop(0)
        await asyncio.sleep(say.delay)
        if say.drop:
            assert request.transport is not None
            request.transport.close()
        if method == "apps.connections.open" and not self.refuses_sockets:
            return web.json_response({"ok": True, "url": f"ws{self.url[4:]}/link"})
        headers = {"Retry-After": say.retry_after} if say.retry_after else {}
        if say.error or (method == "apps.connections.open"):
            answer: Json = {"ok": False, "error": say.error or "internal_error"}
        else:
            answer = {"ok": say.status == 200} | WELL.get(method, {}) | say.body
        if method == "files.getUploadURLExternal" and answer["ok"]:
            answer |= {"file_id": "F1", "upload_url": f"{self.url}/upload/F1"}
        return web.json_response(answer, status=say.status, headers=headers)

    async def _respond(self, request: web.Request) -> web.Response:
        await self._keep("response_url", await request.json())
        return web.Response(text="ok")

    async def _upload(self, request: web.Request) -> web.Response:
        await self._keep("upload", {"bytes": await request.read()})
        say = (self.answers.get("upload") or [Say()]).pop(0)
        if say.drop:
            assert request.transport is not None
            request.transport.close()
        return web.Response(text="OK", status=say.status)

    async def _link(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(autoping=False)
        await socket.prepare(request)
        self.sockets.append(socket)
        await socket.send_json({"type": "hello", "num_connections": len(self.sockets)})
        await self._keep("hello", {})
        async for message in socket:
            if message.type is WSMsgType.PING and self.pongs:
                await socket.pong(message.data)
            elif message.type is WSMsgType.TEXT:
                heard = json.loads(message.data)
                self.heard_on_socket.append(heard)
                await self._keep("socket", heard)
        return socket
