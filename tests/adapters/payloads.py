"""What Slack posts, as recorded (ids and words changed), and its signature."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any
from urllib.parse import urlencode

Json = dict[str, Any]

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
NOW = 1_795_000_000


def signed(body: bytes, *, secret: str = SECRET, at: int = NOW) -> dict[str, str]:
    """The headers of a request that Slack signs."""
    base = b"v0:" + str(at).encode() + b":" + body
    signature = "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {
        "X-Slack-Request-Timestamp": str(at),
        "X-Slack-Signature": signature,
        "Content-Type": "application/x-www-form-urlencoded",
    }


def form(payload: Json) -> bytes:
    """An interactive payload as Slack posts it."""
    return urlencode({"payload": json.dumps(payload)}).encode()


def command(text: str = "", name: str = "/standup", **changed: str) -> Json:
    return {
        "token": "gIkuvaNzQIHg97ATvDxqgjtO",
        "team_id": "T1",
        "team_domain": "example",
        "channel_id": "C1",
        "channel_name": "churn-model",
        "user_id": "U1",
        "user_name": "ana",
        "command": name,
        "text": text,
        "api_app_id": "A1",
        "is_enterprise_install": "false",
        "response_url": "https://hooks.example.org/commands/T1/1/x",
        "trigger_id": "13345224609.738474920.8088930838d88f008e0",
    } | changed


def press(value: str, **changed: Any) -> Json:
    return {
        "type": "block_actions",
        "user": {"id": "U1", "username": "ana", "name": "ana", "team_id": "T1"},
        "api_app_id": "A1",
        "token": "gIkuvaNzQIHg97ATvDxqgjtO",
        "container": {"type": "message", "message_ts": "1548261231.000200", "channel_id": "C1"},
        "trigger_id": "12321423423.333649436676.d8c1bb837935619ccad0f624c448ffb3",
        "team": {"id": "T1", "domain": "example"},
        "enterprise": None,
        "is_enterprise_install": False,
        "channel": {"id": "C1", "name": "churn-model"},
        "message": {"type": "message", "ts": "1548261231.000200", "text": "Time for your standup"},
        "state": {"values": {}},
        "response_url": "https://hooks.example.org/actions/T1/2/y",
        "actions": [
            {
                "action_id": "press-0",
                "block_id": "pFb2",
                "text": {"type": "plain_text", "text": "Answer", "emoji": True},
                "value": value,
                "type": "button",
                "action_ts": "1548426417.840180",
            }
        ],
    } | changed


def press_in(view: Json, value: str, **changed: Any) -> Json:
    """A button in a view: the Home tab, or a window."""
    payload = press(value) | {"view": view}
    payload["container"] = {"type": "view", "view_id": view["id"]}
    for missing in ("channel", "message", "response_url"):
        del payload[missing]
    return payload | changed


def submission(metadata: str, values: Json, **changed: Any) -> Json:
    blocks = [{"type": "input", "block_id": name} for name in values]
    view = {
        "id": "VNHU13V36",
        "team_id": "T1",
        "type": "modal",
        "callback_id": "muster",
        "private_metadata": metadata,
        "blocks": [{"type": "context", "block_id": "xyz"}, *blocks],
        "state": {"values": values},
        "hash": "156663117.cd33ad1f",
    }
    return {
        "type": "view_submission",
        "team": {"id": "T1", "domain": "example"},
        "user": {"id": "U1", "username": "ana", "name": "ana", "team_id": "T1"},
        "api_app_id": "A1",
        "trigger_id": "12345.98765.abcd",
        "view": view,
        "response_urls": [],
        "is_enterprise_install": False,
        "enterprise": None,
    } | changed


def event(happened: Json, **changed: Any) -> Json:
    return {
        "token": "z26uFbvR1xHJEdHE1OQiO6t8",
        "team_id": "T1",
        "api_app_id": "A1",
        "event": happened,
        "type": "event_callback",
        "event_id": "Ev0LAN670R",
        "event_time": NOW,
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": "T1",
                "user_id": "UBOT",
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
    } | changed
