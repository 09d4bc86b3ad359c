"""What people do in Teams, as the activities that a bot is sent for it, and what they see then."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from playground.teams import cards, fetching
from playground.teams.activities import Activities
from playground.teams.fetching import File, Picture
from playground.teams.filling import filled
from playground.teams.line import SILENCE, Answer, Line
from playground.teams.tenant import CARD, Conversation, Person, Posted, Tenant

Json = dict[str, Any]

FAILED = "Something went wrong. Please try again."
"""What Teams shows where the bot's answer cannot be used."""
UNREACHED = "Unable to reach app. Please try again."


@dataclass(frozen=True)
class Dialog:
    """An open dialog: its card, or the sentence that it closes with."""

    card: Json | None
    text: str = ""
    title: str = ""
    thread: str = ""
    """Where in a channel the button stood that opened it."""


@dataclass(kw_only=True)
class People(Line):
    """Sends what they do to ``endpoint``."""

    tenant: Tenant
    zone_at_install: bool = True
    """Whether adding the app for oneself tells one's name and zone; in Teams only a later act does."""
    write: Activities = field(init=False)

    def __post_init__(self) -> None:
        self.write = Activities(self.tenant, self.service)

    async def says(self, who: Person, where: Conversation, words: str, thread: str = "") -> Answer:
        """Write a message; ``@Muster`` and ``@Bo`` in it are mentions.

        Where others read it too, the bot is told only what it is mentioned in.
        """
        _there(who, where)
        text, rich, mentions = self.write.words(words)
        body: Json = {"type": "message", "text": text, "textFormat": "plain"}
        if mentions:
            body["entities"] = mentions
        posted = self.tenant.post(where, body, thread or None, who.id)
        body |= {"id": posted.id, "attachments": [{"contentType": "text/html", "content": rich}]}
        told = self.tenant.bot.id in [one["mentioned"]["id"] for one in mentions]
        if where.kind != "personal" and not told:
            return SILENCE
        return await self.does(who, where, body, thread or posted.id)

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
        self, who: Person, where: Conversation, title: str, /, **typed: str
    ) -> str | Dialog:
        """Press the newest button of that title, with what was typed into its card; what they see then."""
        return await self.presses_on(who, where, self.newest(who, where, title), title, **typed)

    async def presses_on(
        self, who: Person, where: Conversation, posted: Posted, title: str, /, **typed: str
    ) -> str | Dialog:
        """The same on one message, though it may have been withdrawn meanwhile."""
        _there(who, where)
        card = self.sees(who, posted)
        assert card is not None, "nothing to press"
        action, reach = cards.button(card, title)
        if action["type"] == "Action.OpenUrl":
            raise LookupError(f"{title!r} is a link, which the bot never hears of")
        data = filled(action, reach, typed)
        thread = posted.under or posted.id
        if action["type"] == "Action.Submit":
            return await self._submits(who, where, posted, data)
        done = {"type": "Action.Execute", "title": title, "data": data}
        done |= {name: action[name] for name in ("verb", "id") if name in action}
        value = {"action": done, "trigger": "manual"}
        body = _invoke("adaptiveCard/action", value, posted)
        return self._shown(who, posted, await self.does(who, where, body, thread))

    async def sends(
        self, who: Person, where: Conversation, dialog: Dialog, title: str = "", /, **typed: str
    ) -> Dialog:
        """Send the form of an open dialog, by its only button or the one of that title."""
        assert dialog.card is not None, "the dialog is closed"
        named = title or next(cards.actions(dialog.card))["title"]
        action, reach = cards.button(dialog.card, named)
        value = {"data": filled(action, reach, typed), "context": {"theme": "default"}}
        answer = await self.does(who, where, _invoke("task/submit", value), dialog.thread)
        return _dialog(answer, dialog.thread)

    async def looks(self, who: Person, posted: Posted) -> list[Picture]:
        """The pictures of a message, fetched anew, as somebody's client does it who scrolls past them."""
        return await fetching.pictures(self.sees(who, posted) or {})

    async def downloads(self, who: Person, where: Conversation, title: str) -> File:
        """Follow the newest link of that title in one's browser."""
        card = self.sees(who, self.newest(who, where, title))
        assert card is not None
        action, _ = cards.button(card, title)
        return await fetching.file(action["url"])

    async def installs(self, who: Person, *, add: bool = True) -> Answer:
        """Add the app for oneself, or remove it."""
        chat, who.installed = self.tenant.personal(who), add
        action, zone = ("add" if add else "remove"), self.zone_at_install
        told = await self.delivers(self.write.installation(who, chat, action, zone=zone))
        if not add or told.status != 200:
            return told
        both = [{"id": who.id, "aadObjectId": who.account}, {"id": self.tenant.bot.id}]
        return await self.delivers(self.write.update(who, chat, {"membersAdded": both}))

    async def does(self, who: Person, where: Conversation, body: Json, thread: str = "") -> Answer:
        """Deliver an activity of somebody's client, such as one that nothing here writes."""
        return await self.delivers(self.activity(who, where, body, thread))

    def activity(self, who: Person, where: Conversation, body: Json, thread: str = "") -> Json:
        """The same, not sent yet."""
        return self.write.act(who, where, body, thread)

    async def _submits(
        self, who: Person, where: Conversation, posted: Posted, data: Json
    ) -> str | Dialog:
        thread = posted.under or posted.id
        teams = data.get("msteams")
        if isinstance(teams, dict) and teams.get("type") == "task/fetch":
            value = {"data": data, "context": {"theme": "default"}}
            fetch = _invoke("task/fetch", value, posted)
            return _dialog(await self.does(who, where, fetch, thread), thread)
        body: Json = {"type": "message", "id": self.tenant.moment(), "value": data}
        body |= {"replyToId": posted.id, "channelData": {"source": {"name": "message"}}}
        answer = await self.does(who, where, body, thread)
        return "" if answer.status in (200, 202) else _failed(answer)

    def _shown(self, who: Person, posted: Posted, answer: Answer) -> str:
        told = answer.body or {}
        kind, value = told.get("type"), told.get("value")
        if answer.status != 200 or told.get("statusCode") != 200:
            return _failed(answer)
        if kind == CARD and isinstance(value, dict):
            posted.seen[who.account] = value
            return cards.text(value)
        return str(value) if kind == "application/vnd.microsoft.activity.message" else FAILED


def _there(who: Person, where: Conversation) -> None:
    if who not in where.members:
        raise LookupError(f"{who.name} is not in {where.id}")


def _invoke(name: str, value: Json, posted: Posted | None = None) -> Json:
    body: Json = {"type": "invoke", "name": name, "value": value}
    body["channelData"] = {"source": {"name": "message"}}
    return body if posted is None else body | {"replyToId": posted.id}


def _failed(answer: Answer) -> str:
    """An error's own sentence is shown, where the bot gave one."""
    if not answer.status:
        return UNREACHED
    error = (answer.body or {}).get("value")
    return str(error["message"]) if isinstance(error, dict) and "message" in error else FAILED


def _dialog(answer: Answer, thread: str) -> Dialog:
    if answer.status != 200:
        return Dialog(None, _failed(answer))
    task: Json = (answer.body or {}).get("task") or {}
    value: Any = task.get("value")
    if task.get("type") == "continue":
        return Dialog(value["card"]["content"], title=str(value.get("title", "")), thread=thread)
    return Dialog(None, str(value or ""))
