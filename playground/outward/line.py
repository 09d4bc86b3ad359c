"""A line to the app: what is sent on it, and what can come back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, Protocol

Json = dict[str, Any]
What = Literal["slash_commands", "interactive", "events_api"]


@dataclass(frozen=True)
class Answered:
    """The app's answer: a JSON object, plain text, or nothing."""

    body: Json
    text: str = ""


class Failed(Exception):
    """The app did not answer as it must; ``reason`` is Slack's word for events' retries."""

    def __init__(
        self,
        reason: Literal["http_timeout", "http_error", "connection_failed"],
        no_retry: bool = False,
    ) -> None:
        super().__init__(reason)
        self.reason, self.no_retry = reason, no_retry


class Line(Protocol):
    async def send(self, what: What, payload: Json, retry: int = 0, reason: str = "") -> Answered:
        """Deliver once and return the answer. Raises Failed, after 3 seconds of silence too."""
