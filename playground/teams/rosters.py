"""The Bot Connector's calls that read: who is in a conversation, and what a team is made of."""

from __future__ import annotations

from typing import Any
from uuid import NAMESPACE_URL, uuid5

from aiohttp import web

from playground.teams.refusals import No
from playground.teams.tenant import THREAD, Conversation, Person, Team, Tenant

Json = dict[str, Any]

USUAL, MOST = 200, 500
"""Members on a page."""
ODD = "/+=&"
"""Ends each continuation token: it says nothing to anybody, and has to be quoted in a query."""


class Rosters:
    """Reads one tenant. ``most`` is the largest page it hands out."""

    def __init__(self, tenant: Tenant) -> None:
        self._tenant = tenant
        self.most = MOST

    def routes(self, under: str) -> list[web.RouteDef]:
        one, team = under + "/conversations/{id}", under + "/teams/{id}"
        return [
            web.get(one + "/pagedmembers", self._members),
            web.get(one + "/members/{member}", self._member),
            web.get(team, self._team),
            web.get(team + "/conversations", self._channels),
        ]

    async def _members(self, request: web.Request) -> web.Response:
        members = self._listed(request.match_info["id"])
        size = min(_number(request.query.get("pageSize", str(USUAL))), self.most)
        since = _number(request.query.get("continuationToken", f"0{ODD}").removesuffix(ODD))
        if size < 1:
            raise No(400, "BadArgument")
        page: Json = {"members": [described(one) for one in members[since : since + size]]}
        if since + size < len(members):
            page["continuationToken"] = f"{since + size}{ODD}"
        return web.json_response(page)

    async def _member(self, request: web.Request) -> web.Response:
        person = self._tenant.who(request.match_info["member"])
        if person is None or person not in self._listed(request.match_info["id"]):
            raise No(404, "MemberNotFoundInConversation")
        return web.json_response(described(person))

    async def _team(self, request: web.Request) -> web.Response:
        team = self._of(request.match_info["id"])
        told = {
            "id": team.id,
            "name": team.name,
            "aadGroupId": group_of(team),
            "type": "standard",
            "channelCount": len(self._seen(team)),
            "memberCount": len(team.members),
        }
        return web.json_response(told)

    async def _channels(self, request: web.Request) -> web.Response:
        """General has no name here."""
        seen = self._seen(self._of(request.match_info["id"]))
        listed = [{"id": one.id, "name": one.name or None, "type": _kind(one)} for one in seen]
        return web.json_response({"conversations": listed})

    def _of(self, id: str) -> Team:
        team = self._tenant.teams.get(id)
        if team is None:
            raise No(404, "TeamNotFound")
        if not team.bot:
            raise No(403, "BotNotInConversationRoster")
        return team

    def _seen(self, team: Team) -> list[Conversation]:
        here = self._tenant.here
        return [one for one in team.channels if here(one) and not one.deleted]

    def _listed(self, id: str) -> list[Person]:
        """Of a conversation; a team is its General channel."""
        return conversation(self._tenant, id).members


def conversation(tenant: Tenant, id: str) -> Conversation:
    """The conversation with this id, or the one that a thread is in. Raises No."""
    found = tenant.conversations.get(id.partition(THREAD)[0])
    if found is None or found.deleted:
        raise No(404, "ConversationNotFound")
    if found.kind == "personal" and found.members[0].blocks:
        raise No(403, "ConversationBlockedByUser")
    if not tenant.here(found):
        raise No(403, "BotNotInConversationRoster")
    return found


def group_of(team: Team) -> str:
    """The id that Entra has for a team, which is none of its ids in Teams."""
    return str(uuid5(NAMESPACE_URL, team.id))


def described(person: Person) -> Json:
    given, _, surname = person.name.partition(" ")
    mail = f"{person.name.lower().replace(' ', '.')}@example.com"
    return {
        "id": person.id,
        "aadObjectId": person.account,
        "name": person.name,
        "givenName": given,
        "surname": surname,
        "email": mail,
        "userPrincipalName": mail,
        "tenantId": person.tenant,
        "userRole": person.role,
    }


def _kind(channel: Conversation) -> str:
    return "private" if channel.private else "standard"


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise No(400, "BadArgument")
    return int(text)
