"""The way in to the Web API: tokens, faults, limits and scopes, and then the method."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiohttp import web

from playground.webapi import chat, conversations, files, users, views
from playground.webapi.call import Call, Json, Method, arguments
from playground.webapi.faults import Fault, Kind
from playground.webapi.limits import TooFast
from playground.webapi.refusal import Refusal

if TYPE_CHECKING:
    from playground.server import Playground

METHODS: dict[str, Method] = {
    method.name: method
    for method in (
        *chat.METHODS,
        *views.METHODS,
        *conversations.METHODS,
        *users.METHODS,
        *files.METHODS,
    )
}


class Door:
    """Answers POST and GET on ``/api/<method>``, and keeps a record of every call."""

    def __init__(self, slack: Playground) -> None:
        self._slack = slack
        self.calls: list[Json] = []
        """Every call: method, args, ok, error, and the status it was answered with (0 for none)."""

    async def handle(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"]
        fault = self._slack.faults.strike(name)
        record: Json = {"method": name, "args": {}, "ok": False, "error": None, "status": 0}
        self.calls.append(record)
        if fault is not None and fault.kind is Kind.LOST:
            return _hang_up(request)
        response = await self._answer(request, name, fault, record)
        if fault is not None and fault.kind is Kind.SLOW:
            await self._slack.machine.sleep(fault.seconds)
        if fault is not None and fault.kind is Kind.UNANSWERED:
            return _hang_up(request)
        record["status"] = response.status
        return response

    async def _answer(
        self, request: web.Request, name: str, fault: Fault | None, record: Json
    ) -> web.Response:
        try:
            if fault is not None and fault.kind is Kind.TOO_FAST:
                raise TooFast(fault.seconds)
            if fault is not None and fault.kind is Kind.BROKEN:
                record["error"] = "internal_error"
                return web.json_response({"ok": False, "error": "internal_error"}, status=500)
            args = await arguments(request)
            token = _token(request, args)
            record["args"] = {key: value for key, value in args.items() if key != "token"}
            body = await self._call(name, args, token)
        except TooFast as slow:
            record["error"] = "ratelimited"
            return web.json_response(
                {"ok": False, "error": "ratelimited"},
                status=429,
                headers={"Retry-After": str(slow.seconds)},
            )
        except Refusal as no:
            record["error"] = no.code
            return web.json_response({"ok": False, "error": no.code, **no.more})
        record["ok"] = True
        granted = {"x-oauth-scopes": ",".join(sorted(self._slack.app.scopes))}
        return web.json_response({"ok": True, **body}, headers=granted)

    async def _call(self, name: str, args: Json, token: str) -> Json:
        method = METHODS.get(name)
        if method is None:
            raise Refusal("unknown_method", req_method=name)
        self._admit(method, token)
        if method.tier is not None:
            self._slack.limits.spend_call(name, method.tier)
        if method.scopes:
            self._slack.needs(*method.scopes)
        return await method.answer(Call(name, args, self._slack))

    def _admit(self, method: Method, token: str) -> None:
        """Raises Refusal unless this is the right token of an app that is installed."""
        app = self._slack.app
        if not token:
            raise Refusal("not_authed")
        if token not in (app.bot_token, app.app_token):
            raise Refusal("invalid_auth")
        if method.app_token != (token == app.app_token):
            raise Refusal("not_allowed_token_type")
        if self._slack.gone is not None and not method.app_token:
            raise Refusal(self._slack.gone)


def _token(request: web.Request, args: Json) -> str:
    header = request.headers.get("Authorization", "")
    if header.startswith("Bearer "):
        return header.removeprefix("Bearer ").strip()
    return str(args.get("token") or "")


def _hang_up(request: web.Request) -> web.Response:
    """End the connection without a word; whatever is returned here reaches nobody."""
    transport: Any = request.transport
    if transport is not None:
        transport.abort()
    return web.Response()
