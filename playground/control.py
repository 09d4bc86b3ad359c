"""The levers for tests in another process: faults, the machine's clock, changes of the world."""

from __future__ import annotations

import asyncio
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from aiohttp import web

from playground.town import Channel, User
from playground.webapi.faults import Fault, Kind

if TYPE_CHECKING:
    from playground.server import Playground

Json = dict[str, Any]


class Control:
    """Routes under ``/control/``; the guard lets only this machine in."""

    def __init__(self, slack: Playground) -> None:
        self._slack = slack
        self._returning: set[asyncio.Task[None]] = set()

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/control/calls", self._calls),
            web.get("/control/posted", self._posted),
            web.get("/control/deliveries", self._deliveries),
            web.post("/control/faults", self._fault),
            web.post("/control/clear", self._clear),
            web.post("/control/machine", self._machine),
            web.post("/control/socket", self._socket),
            web.post("/control/bot", self._bot),
            web.post("/control/refuse", self._refuse),
            web.post("/control/channel", self._channel),
            web.post("/control/user", self._user),
            web.post("/control/uninstall", self._uninstall),
        ]

    async def _calls(self, request: web.Request) -> web.Response:
        """Every call of the Web API since the start, as ``Door.calls`` keeps them."""
        method = request.query.get("method")
        calls = [one for one in self._slack.door.calls if method in (None, one["method"])]
        return web.json_response(calls)

    async def _posted(self, request: web.Request) -> web.Response:
        """What stands in all conversations, by conversation, ephemerals not included."""
        world = self._slack.world
        return web.json_response(
            {id: [asdict(one) for one in world.messages(id)] for id in world.channels}
        )

    async def _deliveries(self, request: web.Request) -> web.Response:
        return web.json_response(self._slack.deliveries.sent)

    async def _fault(self, request: web.Request) -> web.Response:
        """``{method, kind, count?, probability?, seconds?}``, or what ``Faults`` has besides those."""
        body: Json = await request.json()
        faults = self._slack.faults
        faults.receipts = bool(body.pop("receipts", faults.receipts))
        faults.deliveries = int(body.pop("deliveries", faults.deliveries))
        faults.uploads = bool(body.pop("uploads", faults.uploads))
        faults.files_after = float(body.pop("files_after", faults.files_after))
        if body:
            faults.add(Fault(**{**body, "kind": Kind(body["kind"])}))
        return _done()

    async def _clear(self, request: web.Request) -> web.Response:
        self._slack.faults.clear()
        return _done()

    async def _machine(self, request: web.Request) -> web.Response:
        """``{push: seconds}``: the machine's clock goes on, and retries and receipts with it."""
        body = await request.json()
        self._slack.machine.push(float(body["push"]))
        return _done()

    async def _socket(self, request: web.Request) -> web.Response:
        """``{do: "deafen" | "drop" | "disconnect", reason?}``."""
        body = await request.json()
        sockets = self._slack.sockets
        match body["do"]:
            case "deafen":
                sockets.deafen()
            case "drop":
                await sockets.drop()
            case "disconnect":
                await sockets.disconnect(body.get("reason", "refresh_requested"))
            case other:
                return web.json_response({"ok": False, "error": f"no {other}"}, status=400)
        return _done()

    async def _bot(self, request: web.Request) -> web.Response:
        """``{url: address | null}``: where the bot is; null means Socket Mode."""
        body = await request.json()
        await self._slack.deliver_to(body["url"])
        return _done()

    async def _refuse(self, request: web.Request) -> web.Response:
        """``{seconds}``: from now on connections are refused; after so many real seconds not."""
        body = await request.json()
        task = asyncio.create_task(self._refusing(float(body["seconds"])))
        self._returning.add(task)
        task.add_done_callback(self._returning.discard)
        return _done()

    async def _refusing(self, seconds: float) -> None:
        await asyncio.sleep(0.01)  # The answer to the order itself still goes out.
        await self._slack.refuse()
        await asyncio.sleep(seconds)
        await self._slack.accept()

    async def _channel(self, request: web.Request) -> web.Response:
        """``{id, name?, archived?, join?: user, leave?: user, by?, private?}``; a new id is made."""
        body = await request.json()
        world, happens = self._slack.world, self._slack.happens
        id, by = body["id"], body.get("by", next(iter(world.users)))
        if id not in world.channels:
            fresh = Channel(id, body["name"], private=bool(body.get("private")), members=[by])
            world.keep_channel(fresh)
        if body.get("name", world.channels[id].name) != world.channels[id].name:
            happens.rename(world.channels[id], body["name"])
        if body.get("archived", world.channels[id].archived) != world.channels[id].archived:
            happens.archive(world.channels[id], by, bool(body["archived"]))
        if "join" in body:
            happens.join(world.channels[id], body["join"], inviter=by)
        if "leave" in body:
            happens.leave(world.channels[id], body["leave"], by)
        return _done()

    async def _user(self, request: web.Request) -> web.Response:
        """``{id, ...}`` with what is different about them; a new id needs name, real_name and tz."""
        body = await request.json()
        known = self._slack.world.users.get(body["id"])
        fresh = {"title": "", "color": "777777", **body}
        user = User(**fresh) if known is None else replace(known, **body)
        self._slack.happens.change_user(user)
        return _done()

    async def _uninstall(self, request: web.Request) -> web.Response:
        """``{error}``: the app's token meets this error from now on; null installs it again."""
        body = await request.json()
        self._slack.gone = body["error"]
        if self._slack.gone is not None:
            self._slack.happens.uninstalled()
        return _done()


def _done() -> web.Response:
    return web.json_response({"ok": True})
