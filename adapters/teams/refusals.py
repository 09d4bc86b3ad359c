"""What the connector's answers mean to the courier."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from bot.mail import Lost, Refused, Throttled, Unanswered, Unreachable

Json = dict[str, Any]

WAIT = 5.0
"""Seconds, where the connector asks for patience and does not say how much."""
LONGEST = 3600.0
"""Seconds of the longest window in which Microsoft counts calls."""
TOO_BIG = "MessageSizeTooBig"


def refusal(
    status: int, body: object, headers: Mapping[str, str], limit: str, lost: Lost
) -> Exception:
    """The courier's exception for an answer that is not 2xx; ``lost`` is what a final no is about.

    412, 429, 502 and 504 are to be tried again (Microsoft, "Optimize your bot with rate limiting"). After
    any 5xx nobody knows whether a first send was taken, for the connector knows no idempotency key.
    """
    code = _code(body) or f"http_{status}"
    if status == 429:
        return Throttled(_seconds(headers), limit)
    if status == 412:
        return Unreachable(code)
    if status >= 500:
        return Unanswered(code)
    if status == 401:
        return Refused(code, Lost.WORKSPACE)
    if status == 413 or code in (TOO_BIG, "RequestEntityTooLarge"):
        return Refused(TOO_BIG, Lost.MESSAGE)
    if status in (403, 404):
        return Refused(code, lost)
    return Refused(code, Lost.MESSAGE)


def _code(body: object) -> str:
    error = body.get("error") if isinstance(body, dict) else None
    code = error.get("code") if isinstance(error, dict) else None
    return code[:80] if isinstance(code, str) else ""


def _seconds(headers: Mapping[str, str]) -> float:
    try:
        seconds = float(headers.get("Retry-After", WAIT))
    except ValueError:
        return WAIT
    return min(max(seconds, 1.0), LONGEST) if math.isfinite(seconds) else WAIT
