"""Activities as Teams writes them: around what somebody does, who it was, where, and by which client."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from bot.clock import machine_time
from playground.teams.rosters import group_of
from playground.teams.tenant import THREAD, Conversation, Person, Team, Tenant

Json = dict[str, Any]


class Activities:
    """Writes the activities of one tenant."""

    def __init__(self, tenant: Tenant, service: str) -> None:
        self._tenant, self._service = tenant, service

    @property
    def bot(self) -> Json:
        return {"id": self._tenant.bot.id, "name": self._tenant.bot.name}

    def act(self, who: Person, where: Conversation, body: Json, thread: str | None = None) -> Json:
        """Something that somebody does in their client, in a channel always within a thread."""
        made = self._common(who, where)
        made["from"]["name"] = who.name
        if thread and where.kind == "channel":
            made["conversation"]["id"] = f"{where.id}{THREAD}{thread}"
        if where.team:
            ids = {"teamsChannelId": where.id, "teamsTeamId": where.team}
            channel = {"team": {"id": where.team}, "channel": {"id": where.id}}
            made["channelData"] |= ids | channel
        return _merged(made, _client(who), body)

    def installation(self, who: Person, where: Conversation, action: str, *, zone: bool) -> Json:
        """The app is added or removed. ``zone`` tells whose client it was, which Teams does not."""
        made = self._change(who, where)
        info = {"type": "clientInfo", "locale": who.locale}
        told: Json = {"locale": who.locale, "entities": [info]}
        if zone:
            made["from"]["name"] = who.name
            told = _client(who)
        selected = {
            "source": {"name": "message"},
            "settings": {"selectedChannel": {"id": where.id}},
        }
        body = {"type": "installationUpdate", "action": action, "channelData": selected}
        return _merged(made, told, body)

    def update(self, who: Person, where: Conversation, body: Json) -> Json:
        """What Teams reports by itself, without a client, and so without a zone and a language."""
        return _merged(self._change(who, where), {}, {"type": "conversationUpdate", **body})

    def words(self, written: str) -> tuple[str, str, list[Json]]:
        """What was written as text and as HTML, and the mentions of the bot and of people in it."""
        named = {one.name: {"id": one.id, "name": one.name} for one in self._tenant.people.values()}
        named |= {self._tenant.bot.name: self.bot}
        longest = sorted(named, key=len, reverse=True)
        pattern = re.compile(rf"@({'|'.join(map(re.escape, longest))})(?!\w)")
        mentions: list[Json] = []
        text, rich, since = "", "", 0
        for found in pattern.finditer(written):
            name = html.escape(found[1], quote=False)
            before = html.escape(written[since : found.start()], quote=False)
            since = found.end()
            text += f"{before}<at>{name}</at>"
            rich += f"{before}{SPAN.format(len(mentions), name)}"
            mentioned = named[found[1]]
            mentions.append({"type": "mention", "mentioned": mentioned, "text": f"<at>{name}</at>"})
        rest = html.escape(written[since:], quote=False)
        return text + rest, f"<p>{rich}{rest}</p>", mentions

    def _change(self, who: Person, where: Conversation) -> Json:
        made = self._common(who, where)
        if where.team:
            made["channelData"]["team"] = described(self._tenant.teams[where.team])
        return made

    def _common(self, who: Person, where: Conversation) -> Json:
        conversation: Json = {
            "id": where.id,
            "conversationType": where.kind,
            "tenantId": self._tenant.id,
        }
        if where.kind != "personal":
            conversation["isGroup"] = True
        if where.kind == "groupChat":
            conversation["name"] = where.name
        return {
            "id": f"f:{uuid4()}",
            "timestamp": _now().isoformat().replace("+00:00", "Z"),
            "channelId": "msteams",
            "serviceUrl": self._service,
            "from": {"id": who.id, "aadObjectId": who.account},
            "conversation": conversation,
            "recipient": self.bot,
            "channelData": {"tenant": {"id": self._tenant.id}},
        }


SPAN = '<span itemtype="http://schema.skype.com/Mention" itemscope itemid="{}">{}</span>'
"""A mention in the HTML that comes beside the text."""


def described(team: Team) -> Json:
    return {"id": team.id, "name": team.name, "aadGroupId": group_of(team)}


def _client(who: Person) -> Json:
    """What somebody's client tells of itself."""
    info = {"type": "clientInfo", "locale": who.locale, "country": "US", "platform": "Web"}
    return {
        "localTimestamp": _now().astimezone(ZoneInfo(who.zone)).isoformat(),
        "localTimezone": who.zone,
        "locale": who.locale,
        "entities": [info | {"timezone": who.zone}],
    }


def _merged(made: Json, client: Json, body: Json) -> Json:
    """One over the other; entities and channelData are of all of them."""
    entities = [*body.get("entities", ()), *client.get("entities", ())]
    data = made["channelData"] | body.get("channelData", {})
    whole = made | client | body | {"channelData": data}
    return whole | {"entities": entities} if entities else whole


def _now() -> datetime:
    return datetime.fromtimestamp(machine_time(), UTC)
