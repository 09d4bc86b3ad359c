"""What people do in Teams, as the activities that a bot is sent for it, and what they see then."""

from __future__ import annotations

import asyncio
import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import aiohttp

from playground.teams import cards
from playground.teams.login import Signer
from playground.teams.tenant import THREAD, Conversation, Person, Posted, Tenant

Json = dict[str, Any]

MENTION = re.compile(r"@(\w+)")


@dataclass
class Answer:
    """What the bot's server answered."""

    status: int
    body: Json | None


@dataclass
class Dialog:
    """An open dialog: its card, or the sentence that it closes with."""

    card: Json | None
    text: str = ""


@dataclass
class People:
    """Sends what they do to ``endpoint``, signed as Teams signs it."""

    tenant: Tenant
    signer: Signer
    service: str
    app_id: str
    endpoint: str = ""
    forged: Json = field(default_factory=dict)
    """Claims that are wrong from now on."""
    sent: list[tuple[Json, Answer]] = field(default_factory=list)
    times: int = 1
    """How often each activity is delivered, as Teams does when it has waited too long."""

    @property
    def bot(self) -> Json:
        return {"id": f"28:{self.app_id}", "name": "Muster"}

    async def says(self, who: Person, where: Conversation, words: str, thread: str = "") -> Answer:
        """Write a message; ``@Muster`` and ``@Bo`` in it are mentions."""
        entities: list[Json] = []

        def at(found: re.Match[str]) -> str:
            named = next((one for one in self.tenant.people.values() if one.name == found[1]), None)
            if found[1] != "Muster" and named is None:
                return found[0]
            mentioned = self.bot if named is None else {"id": named.id, "name": named.name}
            text = f"<at>{mentioned['name']}</at>"
            entities.append({"type": "mention", "mentioned": mentioned, "text": text})
            return text

        text = MENTION.sub(at, html.escape(words, quote=False))
        return await self.does(
            who, where, {"type": "message", "text": text, "textFormat": "plain"}, entities, thread
        )

    def sees(self, who: Person, posted: Posted) -> Json | None:
        """The card that stands there for somebody."""
        return posted.seen.get(who.account, posted.card)

    def newest(self, who: Person, where: Conversation, title: str) -> Posted:
        """The newest message with a button of that title."""
        for posted in reversed(where.standing()):
            card = self.sees(who, posted)
            if card is not None and any(one["title"] == title for one in cards.actions(card)):
                return posted
        raise LookupError(f"{who.name} sees no button {title!r}")

    async def presses(
        self, who: Person, where: Conversation, title: str, **typed: str
    ) -> str | Dialog:
        """Press the newest button of that title, with what was typed into its card; what they see then."""
        posted = self.newest(who, where, title)
        card = self.sees(who, posted)
        assert card is not None
        action = next(
            one
            for one in cards.actions(card)
            if one["title"] == title and one["type"] != "Action.ShowCard"
        )
        if action["type"] == "Action.Submit":
            return await self._fetches(who, where, posted, action)
        data = dict(action.get("data") or {})
        if action.get("associatedInputs") != "none":
            data = self._filled(card, typed) | data
        done = {"type": "Action.Execute", "title": title, "verb": action["verb"], "data": data}
        body: Json = {"type": "invoke", "name": "adaptiveCard/action", "replyToId": posted.id}
        body |= {"value": {"action": done, "trigger": "manual"}}
        answer = await self.does(who, where, body, thread=posted.under or "")
        return self._shown(who, posted, answer)

    async def sends(self, who: Person, where: Conversation, dialog: Dialog, **typed: str) -> Dialog:
        """Send the form of an open dialog."""
        assert dialog.card is not None
        (action,) = cards.actions(dialog.card)
        data = self._filled(dialog.card, typed) | action["data"]
        body = {"type": "invoke", "name": "task/submit", "value": {"data": data, "context": {}}}
        return _dialog(await self.does(who, where, body))

    async def installs(self, who: Person, *, add: bool = True) -> Answer:
        """Add the app for oneself, or remove it."""
        chat = self.tenant.personal(who)
        who.installed = add
        body = {"type": "installationUpdate", "action": "add" if add else "remove"}
        return await self.does(who, chat, body)

    async def updates(self, who: Person, where: Conversation, kind: str, **more: Any) -> Answer:
        """A conversationUpdate; ``kind`` is its ``eventType``, such as ``channelRenamed``."""
        body: Json = {"type": "conversationUpdate", **more}
        body["channelData"] = {"eventType": kind, "channel": {"id": where.id, "name": where.name}}
        return await self.does(who, where, body)

    async def does(
        self,
        who: Person,
        where: Conversation,
        body: Json,
        entities: Sequence[Json] = (),
        thread: str = "",
    ) -> Answer:
        """Deliver an activity, and keep what came back."""
        activity = self.activity(who, where, body, entities, thread)
        return await self.delivers(activity)

    async def delivers(self, activity: Json) -> Answer:
        answers = await asyncio.gather(*(self._post(activity) for _ in range(self.times)))
        self.sent.append((activity, answers[-1]))
        return answers[-1]

    def activity(
        self,
        who: Person,
        where: Conversation,
        body: Json,
        entities: Sequence[Json] = (),
        thread: str = "",
    ) -> Json:
        now = datetime.now(UTC)
        group = where.kind != "personal"
        channel: Json = {"tenant": {"id": self.tenant.id}}
        if where.team:
            team = self.tenant.teams[where.team]
            channel |= {"team": {"id": team.id, "name": team.name}, "channel": {"id": where.id}}
        client = {"type": "clientInfo", "locale": "en-US", "country": "US", "platform": "Web"}
        made: Json = {
            "id": uuid4().hex if body["type"] == "invoke" else str(int(now.timestamp() * 1e6)),
            "timestamp": now.isoformat(),
            "localTimestamp": now.astimezone(ZoneInfo(who.zone)).isoformat(),
            "localTimezone": who.zone,
            "channelId": "msteams",
            "serviceUrl": self.service,
            "from": {"id": who.id, "name": who.name, "aadObjectId": who.account},
            "conversation": {
                "id": f"{where.id}{THREAD}{thread}" if thread else where.id,
                "conversationType": where.kind,
                "tenantId": self.tenant.id,
                **({"isGroup": True} if group else {}),
                **({"name": where.name} if where.kind == "groupChat" else {}),
            },
            "recipient": self.bot,
            "locale": "en-US",
            "entities": [*entities, client | {"timezone": who.zone}],
            **body,
        }
        made["channelData"] = channel | body.get("channelData", {})
        return made

    async def _post(self, activity: Json) -> Answer:
        token = self.signer.token(self.service, **dict(self.forged))
        headers = {"Authorization": f"Bearer {token}"}
        async with (
            aiohttp.ClientSession() as session,
            session.post(self.endpoint, json=activity, headers=headers) as answer,
        ):
            told = await answer.json(content_type=None) if await answer.read() else None
            return Answer(answer.status, told)

    def _filled(self, card: Json, typed: dict[str, str]) -> Json:
        values = {**cards.inputs(card), **typed}
        missing = [name for name in cards.required(card) if not values.get(name)]
        assert not missing, f"the client itself refuses to send without {missing}"
        return {name: value for name, value in values.items() if value != ""}

    def _shown(self, who: Person, posted: Posted, answer: Answer) -> str:
        body = answer.body or {}
        value = body.get("value")
        if isinstance(value, dict) and body["type"] == "application/vnd.microsoft.card.adaptive":
            posted.seen[who.account] = value
            return cards.text(value)
        return str(value)

    async def _fetches(
        self, who: Person, where: Conversation, posted: Posted, action: Json
    ) -> Dialog:
        body: Json = {"type": "invoke", "name": "task/fetch", "replyToId": posted.id}
        body |= {"value": {"data": action["data"], "context": {"theme": "default"}}}
        return _dialog(await self.does(who, where, body))


def _dialog(answer: Answer) -> Dialog:
    task = (answer.body or {}).get("task") or {}
    if task.get("type") == "continue":
        return Dialog(task["value"]["card"]["content"])
    return Dialog(None, str(task.get("value", "")))
