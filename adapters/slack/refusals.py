"""Slack's error codes and failing connections in the courier's five words."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.mail import (
    Lost,
    Refused,
    Throttled,
    Unanswered,
    Unreachable,
)

Json = dict[str, Any]

WAIT = 30.0
"""Seconds, where Slack asks for patience and does not say how much."""

LOST: dict[str, Lost] = {
    "channel_not_found": Lost.CHANNEL,
    "not_in_channel": Lost.CHANNEL,
    "is_archived": Lost.CHANNEL,
    "restricted_action": Lost.CHANNEL,
    "restricted_action_read_only_channel": Lost.CHANNEL,
    "restricted_action_thread_only_channel": Lost.CHANNEL,
    "restricted_action_non_threadable_channel": Lost.CHANNEL,
    "method_not_supported_for_channel_type": Lost.CHANNEL,
    "user_not_found": Lost.PERSON,
    "user_not_visible": Lost.PERSON,
    "user_disabled": Lost.PERSON,
    "user_not_in_channel": Lost.PERSON,
    "users_not_found": Lost.PERSON,
    "cannot_dm_bot": Lost.PERSON,
    "messages_tab_disabled": Lost.PERSON,
    "account_inactive": Lost.WORKSPACE,
    "token_revoked": Lost.WORKSPACE,
    "token_expired": Lost.WORKSPACE,
    "invalid_auth": Lost.WORKSPACE,
    "not_authed": Lost.WORKSPACE,
    "org_login_required": Lost.WORKSPACE,
    "missing_scope": Lost.WORKSPACE,
    "no_permission": Lost.WORKSPACE,
    "access_denied": Lost.WORKSPACE,
    "accesslimited": Lost.WORKSPACE,
    "ekm_access_denied": Lost.WORKSPACE,
    "enterprise_is_restricted": Lost.WORKSPACE,
    "not_allowed_token_type": Lost.WORKSPACE,
    "team_access_not_granted": Lost.WORKSPACE,
    "message_not_found": Lost.MESSAGE,
    "thread_not_found": Lost.MESSAGE,
    "cant_update_message": Lost.MESSAGE,
    "cant_delete_message": Lost.MESSAGE,
    "edit_window_closed": Lost.MESSAGE,
    "restricted_action_thread_locked": Lost.MESSAGE,
    "msg_too_long": Lost.MESSAGE,
    "msg_blocks_too_long": Lost.MESSAGE,
    "invalid_blocks": Lost.MESSAGE,
    "no_text": Lost.MESSAGE,
}
"""What each final no is about. A code that is not here is taken to be about the message alone."""

UNSURE = frozenset({"fatal_error", "internal_error", "service_unavailable"})
"""Slack's own words: some part of the call may have succeeded before the error."""

LATER = frozenset({"request_timeout", "team_added_to_org", "message_limit_exceeded"})
"""Not taken, and worth another try: a body that arrived cut short, a workspace being moved."""


async def answered(call: Awaitable[AsyncSlackResponse], limit: str) -> Json:
    """What Slack answers to a call. Raises the courier's exceptions, naming ``limit`` if throttled."""
    try:
        response = await call
    except SlackApiError as error:
        # Not chained: the SDK's own text repeats the whole answer, which is not for a log.
        raise _reading(error, limit) from None
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
        raise Unreachable(type(error).__name__) from None
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
        raise Unanswered(type(error).__name__) from None
    data = response.data
    if not isinstance(data, dict):
        raise Unanswered("not JSON")
    return data


def _reading(error: SlackApiError, limit: str) -> Exception:
    response = error.response
    if not isinstance(response, AsyncSlackResponse):
        return Unanswered("not JSON")
    data = response.data if isinstance(response.data, dict) else {}
    code = str(data.get("error", ""))
    if response.status_code == 429 or code in ("ratelimited", "rate_limited"):
        return Throttled(_retry_after(response.headers), limit)
    if response.status_code >= 500 or code in UNSURE:
        return Unanswered(code or f"HTTP {response.status_code}")
    if code in LATER:
        return Unreachable(code)
    code = code or f"http_{response.status_code}"
    return Refused(code, LOST.get(code, Lost.MESSAGE))


def _retry_after(headers: Any) -> float:
    """The SDK hands headers on in whatever case they came."""
    for name, value in dict(headers).items():
        if name.lower() == "retry-after":
            try:
                return max(float(value), 1.0)
            except ValueError:
                return WAIT
    return WAIT
