"""Delivery over Socket Mode: websockets that say hello, carry envelopes and wait for their acks."""

from __future__ import annotations

import asyncio
import json
import secrets
from typing import Any
from uuid import uuid4

from aiohttp import WSCloseCode, WSMsgType, web

from playground.outward.line import Answered, Failed, What

Json = dict[str, Any]
MOST_CONNECTIONS = 10


class Sockets:
    """The app's connections, at most ten; each delivery goes to one of them, in turn."""

    def __init__(self, app_id: str, patience: float, ping_seconds: float) -> None:
        self._app_id, self._patience, self._ping_seconds = app_id, patience, ping_seconds
        self._tickets: set[str] = set()
        self._connected: list[web.WebSocketResponse] = []
        self._waiting: dict[str, asyncio.Future[Json]] = {}
        self._deaf: set[web.WebSocketResponse] = set()
        self._turn = 0

    @property
    def count(self) -> int:
        return len(self._connected)

    def ticket(self, url: str) -> str:
        """A websocket address that is good for one connection."""
        ticket = str(uuid4())
        self._tickets.add(ticket)
        return f"{url.replace('http', 'ws', 1)}/link/?ticket={ticket}&app_id={self._app_id}"

    def deafen(self) -> None:
        """Every present connection stays open, and from now on neither pings nor answers."""
        self._deaf.update(self._connected)

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Tell the app to connect anew (or, with ``warning``, that this will come), then close."""
        word = {"type": "disconnect", "reason": reason, "debug_info": {"host": "playground"}}
        for socket in list(self._connected):
            await socket.send_json(word)
            if reason != "warning":
                await socket.close()

    async def drop(self) -> None:
        """Close every connection, saying nothing first."""
        for socket in list(self._connected):
            await socket.close(code=WSCloseCode.GOING_AWAY)

    async def connect(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection, until either side ends it."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets or self.count >= MOST_CONNECTIONS:
            return web.Response(status=403)
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse(autoping=False)
        await socket.prepare(request)
        self._connected.append(socket)
        pings = asyncio.create_task(self._ping(socket))
        try:
            await socket.send_json(
                {
                    "type": "hello",
                    "num_connections": self.count,
                    "connection_info": {"app_id": self._app_id},
                    "debug_info": {"host": "playground", "approximate_connection_time": 3600},
                }
            )
            await self._listen(socket)
        finally:
            pings.cancel()
            self._connected.remove(socket)
            self._deaf.discard(socket)
        return socket

    async def _ping(self, socket: web.WebSocketResponse) -> None:
        while not socket.closed:
            await asyncio.sleep(self._ping_seconds)
            if socket not in self._deaf:
                await socket.ping(f"Ping from playground {secrets.token_hex(4)}".encode())

    async def _listen(self, socket: web.WebSocketResponse) -> None:
        async for message in socket:
            if socket in self._deaf:
                continue
            if message.type is WSMsgType.PING:
                await socket.pong(message.data)
            elif message.type is WSMsgType.TEXT:
                self._acknowledged(message.data)

    def _acknowledged(self, text: str) -> None:
        try:
            ack = json.loads(text)
        except ValueError:
            return  # Slack ignores what is not an ack; the delivery then runs out of time.
        waiting = self._waiting.get(str(ack.get("envelope_id"))) if isinstance(ack, dict) else None
        if waiting is not None and not waiting.done():
            payload = ack.get("payload")
            waiting.set_result(payload if isinstance(payload, dict) else {})

    async def send(self, what: What, payload: Json, retry: int = 0, reason: str = "") -> Answered:
        if not self._connected:
            raise Failed("connection_failed")
        self._turn += 1
        socket = self._connected[self._turn % len(self._connected)]
        envelope: Json = {
            "envelope_id": str(uuid4()),
            "payload": payload,
            "type": what,
            "accepts_response_payload": what != "events_api",
        }
        if what == "events_api":
            envelope |= {"retry_attempt": retry, "retry_reason": reason}
        acked: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self._waiting[envelope["envelope_id"]] = acked
        try:
            if socket not in self._deaf:
                await socket.send_json(envelope)
            async with asyncio.timeout(self._patience):
                return Answered(await acked)
        except TimeoutError as fault:
            raise Failed("http_timeout") from fault
        except ConnectionError as fault:
            raise Failed("connection_failed") from fault
        finally:
            del self._waiting[envelope["envelope_id"]]
