"""The Bot Connector's calls that say something: conversations, and the activities in them."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web

from playground.teams.door import Call
from playground.teams.limits import Limits
from playground.teams.refusals import No
from playground.teams.rosters import conversation
from playground.teams.tenant import CARD, THREAD, Conversation, Posted, Tenant

Json = dict[str, Any]

LARGEST = 28 * 1024
"""Bytes of an activity as UTF-16, the least of the limits that Microsoft's pages name."""
VERSIONS = ("1.0", "1.1", "1.2", "1.3", "1.4", "1.5")
"""Of Adaptive Cards, as far as Teams' bots may use them."""


class Connector:
    """Answers a bot's calls on one tenant."""

    def __init__(self, tenant: Tenant, limits: Limits) -> None:
        self._tenant, self._limits = tenant, limits
        self.calls: list[Call] = []

    def routes(self, under: str) -> list[web.RouteDef]:
        activities = under + "/conversations/{id}/activities"
        return [
            web.post(under + "/conversations", self._create),
            web.post(activities, self._send),
            web.post(activities + "/{activity}", self._reply),
            web.put(activities + "/{activity}", self._edit),
            web.delete(activities + "/{activity}", self._withdraw),
        ]

    async def _create(self, request: web.Request) -> web.Response:
        asked = await _body(request)
        data = _object(asked, "channelData")
        if _object(asked, "bot").get("id", self._tenant.bot.id) != self._tenant.bot.id:
            raise No(403, "ForbiddenOperationException")
        if channel := _object(data, "channel"):
            return self._begin(asked, str(channel.get("id", "")))
        tenant = asked.get("tenantId") or _object(data, "tenant").get("id")
        chat = self._chat(asked, tenant)
        told = {"id": chat.id}
        if asked.get("activity") is not None:
            told["activityId"] = self._post(chat, asked["activity"])
        return web.json_response(told, status=201)

    def _begin(self, asked: Json, id: str) -> web.Response:
        """A new thread in a channel."""
        channel = self._open(id)
        if asked.get("isGroup") is not True or channel.kind != "channel":
            raise No(400, "BadArgument")
        self._limits.spend_creation(channel.id)
        root = self._post(channel, asked.get("activity"))
        told = {"id": f"{channel.id}{THREAD}{root}", "activityId": root}
        return web.json_response(told, status=201)

    def _chat(self, asked: Json, tenant: object) -> Conversation:
        """The personal chat with somebody, the same however often it is asked for."""
        members = asked.get("members")
        if not isinstance(members, list) or len(members) != 1 or asked.get("isGroup"):
            raise No(400, "BadArgument")  # A bot makes no group chats.
        id = str(members[0].get("id")) if isinstance(members[0], dict) else ""
        person = self._tenant.who(id)
        if person is None or tenant != self._tenant.id:
            raise No(400, "BadArgument")
        self._limits.spend_creation(person.account)
        if person.blocks:
            raise No(403, "ConversationBlockedByUser")
        # Of the two ids, one from a team's roster shows that they share the team with the bot.
        named = id.startswith("29:")
        if not (person.installed or (named and self._tenant.teammate(person))):
            raise No(403, "ForbiddenOperationException")
        return self._tenant.personal(person)

    async def _send(self, request: web.Request) -> web.Response:
        there, root = self._place(request)
        posted = self._post(there, await _body(request), root)
        return web.json_response({"id": posted}, status=201)

    async def _reply(self, request: web.Request) -> web.Response:
        """In a channel it goes into the thread; chats have none."""
        there, _ = self._place(request)
        to = there.find(request.match_info["activity"])
        if to is None:
            raise No(404, "ActivityNotFoundInConversation")
        root = (to.under or to.id) if there.kind == "channel" else None
        posted = self._post(there, await _body(request), root)
        return web.json_response({"id": posted}, status=201)

    async def _edit(self, request: web.Request) -> web.Response:
        one = self._own(request)
        one.body = _activity(await _body(request))
        one.edits += 1
        one.seen.clear()
        return web.json_response({"id": one.id})

    async def _withdraw(self, request: web.Request) -> web.Response:
        self._own(request).withdrawn = True
        return web.Response(status=200)

    def _own(self, request: web.Request) -> Posted:
        """An activity of the bot's that still stands."""
        there, _ = self._place(request)
        one = there.find(request.match_info["activity"])
        if one is None or one.withdrawn:
            raise No(404, "ActivityNotFoundInConversation")
        if one.author:
            raise No(403, "ForbiddenOperationException")
        return one

    def _place(self, request: web.Request) -> tuple[Conversation, str | None]:
        """A conversation, and the root of the thread in it that is meant."""
        id = request.match_info["id"]
        there = self._open(id)
        root = id.partition(THREAD)[2] or None
        if root is not None and there.kind != "channel":
            raise No(400, "BadArgument")
        if root is not None and there.find(root) is None:
            raise No(404, "ConversationNotFound")
        return there, root

    def _open(self, id: str) -> Conversation:
        found = conversation(self._tenant, id)
        if found.team and self._tenant.teams[found.team].archived:
            raise No(403, "ForbiddenOperationException")
        return found

    def _post(self, there: Conversation, body: object, root: str | None = None) -> str:
        activity = _activity(body)
        if activity["type"] == "typing":
            return self._tenant.moment()  # Shown for a moment, and kept by nobody.
        return self._tenant.post(there, activity, root).id


async def _body(request: web.Request) -> Json:
    try:
        told = json.loads(await request.read())
    except ValueError:
        raise No(400, "BadSyntax") from None
    if not isinstance(told, dict):
        raise No(400, "BadSyntax")
    return told


def _object(body: Json, name: str) -> Json:
    inner = body.get(name)
    return inner if isinstance(inner, dict) else {}


def _activity(body: object) -> Json:
    """What a bot may say. Raises No."""
    if not isinstance(body, dict) or body.get("type") not in ("message", "typing"):
        raise No(400, "BadArgument")
    if len(json.dumps(body, ensure_ascii=False).encode("utf-16-le", "surrogatepass")) > LARGEST:
        raise No(413, "MessageSizeTooBig")
    attachments = body.get("attachments", [])
    if not isinstance(attachments, list) or not all(map(_shown, attachments)):
        raise No(400, "BadArgument")
    return body


def _shown(attachment: object) -> bool:
    """Whether Teams can make anything of an attachment."""
    if not isinstance(attachment, dict):
        return False
    if attachment.get("contentType") != CARD:
        return "content" in attachment or "contentUrl" in attachment
    card = attachment.get("content")
    known = isinstance(card, dict) and card.get("type") == "AdaptiveCard"
    return known and isinstance(card, dict) and card.get("version") in VERSIONS
