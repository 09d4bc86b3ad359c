"""The Bot Connector's REST calls, with Teams' own errors."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from playground.teams.faults import Faults, answer
from playground.teams.login import Tokens
from playground.teams.tenant import THREAD, Conversation, Person, Tenant

Json = dict[str, Any]

LARGEST = 28 * 1024
"""Bytes of an activity as UTF-16, the least of the limits that Microsoft's pages name."""


class No(Exception):
    """The connector's refusal."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status, self.code = status, code


@dataclass(frozen=True)
class Call:
    """One call, for verdicts."""

    method: str
    path: str
    status: int


class Connector:
    """Answers a bot's calls on one tenant."""

    def __init__(self, tenant: Tenant, tokens: Tokens, faults: Faults) -> None:
        self._tenant, self._tokens, self._faults = tenant, tokens, faults
        self.calls: list[Call] = []

    def routes(self) -> list[web.RouteDef]:
        under = "/teams/v3"
        one = under + "/conversations/{id}"
        return [
            web.post(under + "/conversations", self._create),
            web.post(one + "/activities", self._send),
            web.put(one + "/activities/{activity}", self._edit),
            web.delete(one + "/activities/{activity}", self._withdraw),
            web.get(one + "/pagedmembers", self._members),
            web.get(one + "/members/{member}", self._member),
            web.get(under + "/teams/{id}/conversations", self._channels),
        ]

    @web.middleware
    async def middleware(self, request: web.Request, handler: Any) -> web.StreamResponse:
        if not request.path.startswith("/teams/"):
            result: web.StreamResponse = await handler(request)
            return result
        path = request.path.removeprefix("/teams/")
        fault = self._faults.next(f"{request.method} {path}")
        if fault is not None and fault.seconds:
            await asyncio.sleep(fault.seconds)
        response: web.StreamResponse | None = None
        if fault is None or fault.when == "after" or fault.status == 200:
            response = await self._handled(request, handler)
        if fault is not None and fault.status != 200:
            if fault.status == 0:
                assert request.transport is not None
                request.transport.abort()
            response = answer(fault)
        assert response is not None
        self.calls.append(Call(request.method, path, response.status))
        return response

    async def _handled(self, request: web.Request, handler: Any) -> web.StreamResponse:
        try:
            if not self._tokens.good(request.headers.get("Authorization", "")):
                raise No(401, "Unauthorized")
            result: web.StreamResponse = await handler(request)
            return result
        except No as no:
            body = {"error": {"code": no.code, "message": "The bot may not do this."}}
            return web.json_response(body, status=no.status)

    async def _create(self, request: web.Request) -> web.Response:
        asked = await _body(request)
        channel = (asked.get("channelData") or {}).get("channel") or {}
        if channel:
            conversation = self._conversation(channel.get("id", ""))
            posted = self._tenant.post(conversation, _activity(asked.get("activity")))
            id = f"{conversation.id}{THREAD}{posted.id}"
            return web.json_response({"id": id, "activityId": posted.id}, status=201)
        members = asked.get("members") or [{}]
        person = self._tenant.who(str(members[0].get("id")))
        if person is None or asked.get("tenantId") != self._tenant.id:
            raise No(400, "BadArgument")
        named = str(members[0]["id"]).startswith("29:")
        if person.blocks or not (person.installed or (named and self._tenant.teammate(person))):
            raise No(403, "ForbiddenOperationException")
        return web.json_response({"id": self._tenant.personal(person).id}, status=201)

    async def _send(self, request: web.Request) -> web.Response:
        id = request.match_info["id"]
        body = _activity(await _body(request))
        conversation = self._conversation(id)
        posted = self._tenant.post(conversation, body, id.partition(THREAD)[2] or None)
        return web.json_response({"id": posted.id}, status=201)

    async def _edit(self, request: web.Request) -> web.Response:
        conversation = self._conversation(request.match_info["id"])
        body = _activity(await _body(request))
        for one in conversation.standing():
            if one.id == request.match_info["activity"]:
                one.body, one.edits = body, one.edits + 1
                one.seen.clear()
                return web.json_response({"id": one.id})
        raise No(404, "ActivityNotFoundInConversation")

    async def _withdraw(self, request: web.Request) -> web.Response:
        conversation = self._conversation(request.match_info["id"])
        for one in conversation.standing():
            if one.id == request.match_info["activity"]:
                one.withdrawn = True
                return web.Response(status=200)
        raise No(404, "ActivityNotFoundInConversation")

    async def _members(self, request: web.Request) -> web.Response:
        members = self._listed(request.match_info["id"])
        size = int(request.query.get("pageSize", "200"))
        since = int(request.query.get("continuationToken", "0"))
        page: Json = {"members": [_member(one) for one in members[since : since + size]]}
        if since + size < len(members):
            page["continuationToken"] = str(since + size)
        return web.json_response(page)

    async def _member(self, request: web.Request) -> web.Response:
        person = self._tenant.who(request.match_info["member"])
        if person is None or person not in self._listed(request.match_info["id"]):
            raise No(404, "MemberNotFoundInConversation")
        return web.json_response(_member(person))

    async def _channels(self, request: web.Request) -> web.Response:
        team = self._tenant.teams.get(request.match_info["id"])
        if team is None:
            raise No(404, "TeamNotFound")
        if not team.bot:
            raise No(403, "BotNotInConversationRoster")
        listed = [{"id": one.id, "name": one.name or None} for one in team.channels]
        return web.json_response({"conversations": listed})

    def _conversation(self, id: str) -> Conversation:
        found = self._tenant.conversations.get(id.partition(THREAD)[0])
        if found is None:
            raise No(404, "ConversationNotFound")
        if not self._tenant.here(found):
            raise No(403, "BotNotInConversationRoster")
        return found

    def _listed(self, id: str) -> list[Person]:
        members = self._tenant.members(id)
        if members is None:
            raise No(403, "BotNotInConversationRoster")
        return members


async def _body(request: web.Request) -> Json:
    raw = await request.read()
    try:
        told = json.loads(raw)
    except ValueError:
        raise No(400, "BadSyntax") from None
    if not isinstance(told, dict):
        raise No(400, "BadSyntax")
    return told


def _activity(body: object) -> Json:
    if not isinstance(body, dict) or body.get("type") != "message":
        raise No(400, "BadArgument")
    if len(json.dumps(body, ensure_ascii=False).encode("utf-16-le")) > LARGEST:
        raise No(413, "MessageSizeTooBig")
    return body


def _member(person: Person) -> Json:
    return {
        "id": person.id,
        "aadObjectId": person.account,
        "name": person.name,
        "givenName": person.name,
        "surname": "",
        "userPrincipalName": f"{person.name.lower()}@example.com",
        "tenantId": person.tenant,
        "userRole": person.role,
    }
