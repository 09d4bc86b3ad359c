"""People of the tenant who do not sit at the page: they act through the Agents Playground's own API.

What they see is read from its recording, for the page shows nobody's chats but Ana's; it has to be
open all the same.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import unquote

from aiohttp import ClientSession

from tests.agents.page import PATIENCE_MS
from tests.agents.playground import AgentsPlayground
from tests.agents.tenant import Person

Json = dict[str, Any]
CONVERSATIONS = "/_connector/v3/conversations"
ACTION = "adaptiveCard/action"
T = TypeVar("T")


class Other:
    """Somebody, once the bot has opened a chat with them: until then there is none to act in."""

    def __init__(
        self, playground: AgentsPlayground, session: ClientSession, person: Person
    ) -> None:
        self._playground, self._session = playground, session
        self._me = playground.known(person)

    async def sees(self, words: str) -> Json:
        """The newest message with these words in the chat with the bot, as soon as it is there."""
        return await _soon(lambda: [one for one in self._messages() if words in json.dumps(one)])

    async def presses(self, button: str, **typed: str) -> Json:
        """Press a button of the newest card that has it: what the bot answered."""
        message, action = await _soon(lambda: self._buttons(button))
        body = {
            "name": ACTION,
            "value": {"action": {**action, "data": {**action.get("data", {}), **typed}}},
            "from": {"id": self._me.id},
            "conversation": {"id": self._chat()},
            "replyToId": message,
        }
        url = f"{self._playground.url}/_conversation/v1/invoke"
        async with self._session.post(url, json=body) as sent:
            assert sent.ok, await sent.text()
            answer: Json = await sent.json()
        return answer

    async def says(self, words: str) -> None:
        """Type to the bot. The playground writes the activity, except for who it is from and says what."""
        url = f"{self._playground.url}/_internal/v1/customActivities"
        where = {"conversationId": self._chat() or ""}
        async with self._session.get(f"{url}/template", params=where) as blank:
            activity = await blank.json()
        me = {"id": self._me.id, "aadObjectId": self._me.account, "name": self._me.name}
        activity |= {"type": "message", "from": me, "text": words, "textFormat": "plain"}
        async with self._session.post(url, json=activity) as sent:
            assert sent.ok, await sent.text()

    def _buttons(self, title: str) -> list[tuple[str, Json]]:
        return [
            (message["id"], action)
            for message in self._messages()
            for attachment in message.get("attachments") or []
            for action in _actions(attachment["content"])
            if action.get("title") == title
        ]

    def _messages(self) -> list[Json]:
        """What stands in the chat: edits and what presses were answered with included."""
        chat, standing = self._chat(), dict[str, Json]()
        if chat is None:
            return []
        place = f"{CONVERSATIONS}/{chat}/activities"
        for call in self._calls():
            body = call["request"].get("body") or {}
            if _url(call).startswith(place) and call["response"]["statusCode"] < 300:
                standing[_made(call)] = {**body, "id": _made(call)}
            elif _replaced(call, chat):
                card = call["response"]["body"]["value"]
                standing[body["replyToId"]]["attachments"] = [{"content": card}]
        return list(standing.values())

    def _chat(self) -> str | None:
        for call in self._calls():
            members = (call["request"].get("body") or {}).get("members") or [{}]
            if _url(call) == CONVERSATIONS and members[0].get("id") == self._me.id:
                return _made(call)
        return None

    def _calls(self) -> list[Json]:
        if not self._playground.recording.exists():
            return []
        *calls, _ = self._playground.recording.read_text().split("\n---\n")
        return [json.loads(call) for call in calls]


async def _soon(look: Callable[[], list[T]]) -> T:
    """The last of what there is, as soon as there is something."""
    async with asyncio.timeout(PATIENCE_MS / 1000):
        while not (found := look()):  # noqa: ASYNC110  a file rings no bell
            await asyncio.sleep(0.02)
    return found[-1]


def _url(call: Json) -> str:
    return unquote(call["request"]["url"])


def _made(call: Json) -> str:
    """The id of the message or the chat that a call has made, which is recorded in either form."""
    answer = call["response"]["body"]
    return str((json.loads(answer) if isinstance(answer, str) else answer)["id"])


def _replaced(call: Json, chat: str) -> bool:
    """Whether somebody pressed a button in this chat and was answered with another card."""
    press, answer = call["request"].get("body") or {}, call["response"]["body"]
    return (
        press.get("name") == ACTION
        and press["conversation"]["id"] == chat
        and str(answer["type"]).endswith("card.adaptive")
    )


def _actions(element: Any) -> list[Json]:
    """Every action of a card, however deep it stands."""
    if isinstance(element, list):
        return [action for each in element for action in _actions(each)]
    if not isinstance(element, dict):
        return []
    deeper = [action for each in element.values() for action in _actions(each)]
    own = [element] if str(element.get("type", "")).startswith("Action.") else []
    return own + deeper
