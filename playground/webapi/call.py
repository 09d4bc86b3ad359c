"""One call of a Web API method: who called, with what arguments, and how its answer is found."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aiohttp import web

from playground.webapi.refusal import Refusal

if TYPE_CHECKING:
    from playground.server import Playground

Json = dict[str, Any]


@dataclass(frozen=True)
class Call:
    """A method and its arguments, as text or as JSON, whichever way they came."""

    method: str
    args: Json
    slack: Playground

    def text(self, name: str) -> str:
        """A required argument. Raises Refusal where it is missing."""
        value = self.args.get(name)
        if value in (None, ""):
            raise Refusal.of("invalid_arguments", [f"missing required field: {name}"])
        return str(value)

    def flag(self, name: str) -> bool:
        return self.args.get(name) in (True, "true", "1", 1)

    def count(self, name: str, otherwise: int, at_most: int) -> int:
        value = str(self.args.get(name) or otherwise)
        if not value.isdigit() or not 0 < int(value) <= at_most:
            raise Refusal("invalid_limit")
        return int(value)

    def structure(self, name: str, code: str) -> Any:
        """An argument that is JSON, or JSON inside a string; None where it is absent."""
        value = self.args.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError as fault:
            raise Refusal(code) from fault


Answer = Callable[[Call], Awaitable[Json]]


@dataclass(frozen=True)
class Method:
    """What a method needs, how often it may be called, and what it does."""

    name: str
    answer: Answer
    tier: int | None
    """Calls a minute (Slack's tiers: 20, 50, 100); None where another rule counts, or none."""
    scopes: frozenset[str] = frozenset()
    """Any one of these; none where the method needs none."""
    app_token: bool = False


async def arguments(request: web.Request) -> Json:
    """What was sent in the query, as a form or as JSON. Raises Refusal for a body of another kind."""
    found: Json = dict(request.query)
    if not request.can_read_body:
        return found
    kind = request.content_type
    if kind == "application/json":
        try:
            body = await request.json()
        except ValueError as fault:
            raise Refusal("invalid_json") from fault
        if not isinstance(body, dict):
            raise Refusal("json_not_object")
        return found | body
    if kind in ("application/x-www-form-urlencoded", "multipart/form-data"):
        return found | dict(await request.post())
    raise Refusal("invalid_post_type")
