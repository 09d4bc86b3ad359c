"""Trigger ids and response URLs: permissions to answer that run out."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from playground.machine import Machine
from playground.webapi.refusal import Refusal

TRIGGER_SECONDS = 3.0
ANSWER_SECONDS = 30 * 60.0
ANSWERS = 5


@dataclass
class Trigger:
    user: str
    until: float
    exchanged: bool = False


@dataclass
class ResponseUrl:
    """Five answers in thirty minutes, to one person in one place."""

    user: str
    channel: str
    until: float
    message: str | None = None
    """The message that was pressed, for replacing and deleting it."""
    left: int = field(default=ANSWERS)


class Tickets:
    """What has been handed out, and until when by the machine's clock it is good."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._triggers: dict[str, Trigger] = {}
        self._urls: dict[str, ResponseUrl] = {}
        self.base = ""
        """The playground's own address."""

    def trigger(self, user: str) -> str:
        first, second = secrets.randbelow(10**12), secrets.randbelow(10**12)
        id = f"{first}.{second}.{secrets.token_hex(16)}"
        self._triggers[id] = Trigger(user, self._machine.now() + TRIGGER_SECONDS)
        return id

    def exchange(self, id: str) -> str:
        """Whom a trigger belongs to; it is good once. Raises Refusal with Slack's reason."""
        found = self._triggers.get(id)
        if found is None:
            raise Refusal("invalid_trigger_id")
        if found.exchanged:
            raise Refusal("exchanged_trigger_id")
        if self._machine.now() > found.until:
            raise Refusal("expired_trigger_id")
        found.exchanged = True
        return found.user

    def permission(self, user: str, channel: str, message: str | None = None) -> dict[str, str]:
        """What a command or a press brings along: a trigger_id, and a response_url."""
        name = secrets.token_urlsafe(18)
        until = self._machine.now() + ANSWER_SECONDS
        self._urls[name] = ResponseUrl(user, channel, until, message)
        return {"trigger_id": self.trigger(user), "response_url": f"{self.base}/response/{name}"}

    def spend(self, name: str) -> ResponseUrl:
        """Use a response URL once. Raises Refusal where it is unknown, used up or too old."""
        found = self._urls.get(name)
        if found is None:
            raise Refusal("invalid_token")
        if self._machine.now() > found.until:
            raise Refusal("expired_url")
        if found.left == 0:
            raise Refusal("used_url")
        found.left -= 1
        return found
