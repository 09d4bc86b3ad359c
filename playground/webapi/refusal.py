"""A Web API method's final no, as Slack words it."""

from __future__ import annotations

from typing import Any


class Refusal(Exception):
    """Answered with HTTP 200 and ``{"ok": false, "error": code, ...}``."""

    def __init__(self, code: str, **more: Any) -> None:
        super().__init__(code)
        self.code, self.more = code, more

    @classmethod
    def of(cls, code: str, messages: list[str]) -> Refusal:
        """With Slack's list of what exactly is wrong, one sentence each."""
        return cls(
            code,
            errors=messages,
            response_metadata={"messages": [f"[ERROR] {one}" for one in messages]},
        )
