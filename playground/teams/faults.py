"""What can go wrong between a bot and the connector, for tests to order."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from aiohttp import web

When = Literal["before", "after"]
DROPPED = 0
"""The status of a call whose connection breaks."""
ONLY_SLOW = 200
"""The status of a call that is answered as ever, though late."""


@dataclass(frozen=True)
class Fault:
    """One way to fail: a status, or one of the two above."""

    status: int
    when: When = "before"
    """Before anything was done, or after all of it."""
    code: str = "Fault"
    retry_after: float | None = None
    seconds: float = 0.0
    """How long it takes to come."""


@dataclass
class Faults:
    """The next calls whose method and path match fail so, each once."""

    ordered: list[tuple[re.Pattern[str], Fault]] = field(default_factory=list)
    rule: Callable[[str], Fault | None] = lambda call: None
    """For every call that nothing was ordered for."""

    def order(self, pattern: str, *faults: Fault) -> None:
        """``pattern`` is looked for in such as ``POST v3/conversations/a:1/activities``.

        What is not the connector's is one word: ``keys``, ``openid`` (where they are), ``token``.
        """
        self.ordered += [(re.compile(pattern), fault) for fault in faults]

    def clear(self) -> None:
        """From now on everything works."""
        self.ordered.clear()
        self.rule = lambda call: None

    def next(self, call: str) -> Fault | None:
        for index, (pattern, fault) in enumerate(self.ordered):
            if pattern.search(call):
                del self.ordered[index]
                return fault
        return self.rule(call)


def answer(fault: Fault) -> web.Response:
    headers = {} if fault.retry_after is None else {"Retry-After": f"{fault.retry_after:g}"}
    body = {"error": {"code": fault.code, "message": "Ordered by a test."}}
    return web.json_response(body, status=fault.status, headers=headers)
