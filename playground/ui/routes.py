"""The page, its state, and what people do in it, over HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aiohttp import web

from playground.ui.present import Impossible

if TYPE_CHECKING:
    from playground.server import Playground

Json = dict[str, Any]
PAGE = Path(__file__).parent.parent / "page"
BREATH = 0.02
"""Seconds in which several changes become one event."""
KEEPALIVE = 15.0


class Pages:
    """Routes of the page."""

    def __init__(self, slack: Playground) -> None:
        self._slack = slack

    def routes(self) -> list[web.RouteDef]:
        doing: dict[str, Callable[[Json], Awaitable[Json]]] = {
            "say": self._say,
            "press": self._press,
            "app": self._app,
            "submit": self._submit,
            "close": self._close,
            "invite": self._invite,
            "join": self._join,
            "leave": self._leave,
            "read": self._read,
            "clock": self._clock,
            "colleagues": self._colleagues,
        }
        return [
            web.get("/", self._index),
            web.get("/page/{file:[a-z0-9_-]+\\.[a-z]+}", self._file),
            web.get("/ui/state", self._state),
            web.get("/ui/events", self._events),
            *(web.post(f"/ui/{name}", _act(act)) for name, act in doing.items()),
        ]

    async def _index(self, request: web.Request) -> web.StreamResponse:
        return self._served(PAGE / "index.html")

    async def _file(self, request: web.Request) -> web.StreamResponse:
        return self._served(PAGE / request.match_info["file"])

    def _served(self, file: Path) -> web.StreamResponse:
        if not file.is_file():
            raise web.HTTPNotFound
        return web.FileResponse(file, headers={"Cache-Control": "no-cache"})

    async def _state(self, request: web.Request) -> web.Response:
        return web.json_response(self._slack.screen.shown(request.query.get("as", "")))

    async def _events(self, request: web.Request) -> web.StreamResponse:
        """Tells the page, for as long as it listens, that there is a new version to fetch."""
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        await response.prepare(request)
        world, told = self._slack.world, 0
        try:
            while not self._slack.closing:
                try:
                    async with asyncio.timeout(KEEPALIVE):
                        told = await world.after(told)
                except TimeoutError:
                    await response.write(b": still here\n\n")
                    continue
                await response.write(b'data: {"version": %d}\n\n' % told)
                await asyncio.sleep(BREATH)
        except ConnectionError:
            return response  # The page was closed; it opens another stream when it is back.
        return response

    async def _say(self, body: Json) -> Json:
        thread = body.get("thread_ts")
        await self._slack.talk.say(
            _word(body, "as"),
            _word(body, "channel"),
            _word(body, "text"),
            None if thread is None else str(thread),
        )
        return {}

    async def _press(self, body: Json) -> Json:
        hands = self._slack.hands
        if "view_id" in body:
            place = ("as", "view_id", "block_id", "action_id")
            await hands.press_in_view(*(_word(body, name) for name in place))
        else:
            message = ("as", "channel", "ts", "block_id", "action_id")
            await hands.press(*(_word(body, name) for name in message))
        return {}

    async def _app(self, body: Json) -> Json:
        tab = _word(body, "tab")
        if tab == "home":
            await self._slack.hands.open_app(_word(body, "as"), "home")
        elif tab == "messages":
            await self._slack.hands.open_app(_word(body, "as"), "messages")
        else:
            raise Impossible("An app has the tabs home and messages.")
        return {}

    async def _submit(self, body: Json) -> Json:
        values = body.get("values")
        if not isinstance(values, dict):
            raise Impossible("The form's values are missing.")
        errors = await self._slack.hands.submit(_word(body, "as"), _word(body, "view_id"), values)
        return {"ok": False, "errors": errors} if errors else {}

    async def _close(self, body: Json) -> Json:
        await self._slack.hands.close(_word(body, "as"), _word(body, "view_id"))
        return {}

    async def _invite(self, body: Json) -> Json:
        self._slack.talk.invite(_word(body, "as"), _word(body, "channel"))
        return {}

    async def _join(self, body: Json) -> Json:
        self._slack.talk.join(_word(body, "as"), _word(body, "channel"))
        return {}

    async def _leave(self, body: Json) -> Json:
        self._slack.talk.leave(_word(body, "as"), _word(body, "channel"))
        return {}

    async def _read(self, body: Json) -> Json:
        self._slack.talk.read(_word(body, "as"), _word(body, "channel"))
        return {}

    async def _colleagues(self, body: Json) -> Json:
        """``{as, on}``: whether the others answer by themselves while the clock is pushed."""
        colleagues = self._slack.colleagues
        colleagues.on, colleagues.spared = bool(body["on"]), body["as"]
        self._slack.world.changed()
        return {}

    async def _clock(self, body: Json) -> Json:
        screen = self._slack.screen
        if screen.stage is None:
            raise web.HTTPNotFound
        to = _word(body, "push")
        if to not in ("next", "hour", "day"):
            raise Impossible("The clock goes on to the next thing, by an hour or by a day.")
        if screen.busy:
            raise Impossible("The clock is on its way already.")
        screen.busy = True
        self._slack.colleagues.spared = _word(body, "as")
        self._slack.world.changed()
        try:
            await screen.stage.push(to)
        finally:
            screen.busy = False
            self._slack.world.changed()
        return {}


def _word(body: Json, name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str):
        raise Impossible(f"{name} is missing.")
    return value


def _act(
    act: Callable[[Json], Awaitable[Json]],
) -> Callable[[web.Request], Awaitable[web.Response]]:
    """A route that reads a JSON object, does one thing, and says in a sentence what went wrong."""

    async def handle(request: web.Request) -> web.Response:
        try:
            body = await request.json()
        except ValueError:
            body = None
        if not isinstance(body, dict):
            return web.json_response({"ok": False, "error": "Send a JSON object."}, status=400)
        try:
            done = await act(body)
        except Impossible as no:
            return web.json_response({"ok": False, "error": str(no)}, status=409)
        return web.json_response({"ok": True, **done})

    return handle
