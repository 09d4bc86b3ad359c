"""What Slack writes to an app: the bodies of commands, presses, forms and events."""

from __future__ import annotations

import secrets
from typing import Any

from playground.town import Channel, User
from playground.webapi.chat import shown
from playground.world import Message, World

Json = dict[str, Any]

VERIFICATION = "playground-verification-token"


def slash_command(
    world: World, user: User, channel: Channel, command: str, text: str, answer: Json
) -> Json:
    """A typed command; ``answer`` brings trigger_id and response_url."""
    return {
        "token": VERIFICATION,
        "team_id": world.town.team,
        "team_domain": world.town.domain,
        "channel_id": channel.id,
        "channel_name": "directmessage" if channel.im else channel.name,
        "user_id": user.id,
        "user_name": user.name,
        "command": command,
        "text": text,
        "api_app_id": world.town.app_id,
        "is_enterprise_install": "false",
        **answer,
    }


def _interaction(world: World, kind: str, user: User) -> Json:
    return {
        "type": kind,
        "team": {"id": world.town.team, "domain": world.town.domain},
        "user": {
            "id": user.id,
            "username": user.name,
            "name": user.name,
            "team_id": world.town.team,
        },
        "api_app_id": world.town.app_id,
        "token": VERIFICATION,
        "enterprise": None,
        "is_enterprise_install": False,
    }


def press(world: World, user: User, message: Message, action: Json, answer: Json) -> Json:
    """A button pressed under a message; an ephemeral's payload does not carry the message."""
    channel = world.channels[message.channel]
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": message.reader is not None,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    body = _interaction(world, "block_actions", user) | {
        "container": container,
        "channel": {
            "id": channel.id,
            "name": "directmessage" if channel.im else channel.name,
        },
        "state": {"values": {}},
        "actions": [{**action, "action_ts": f"{world.clock.now().timestamp():.6f}"}],
        **answer,
    }
    if message.reader is None:
        body["message"] = shown(world, message)
    return body


def press_in_view(world: World, user: User, view: Json, action: Json, trigger: str) -> Json:
    """A button pressed in a Home tab or in a window: of no channel, and without a response URL."""
    return _interaction(world, "block_actions", user) | {
        "container": {"type": "view", "view_id": view["id"]},
        "trigger_id": trigger,
        "view": view,
        "actions": [{**action, "action_ts": f"{world.clock.now().timestamp():.6f}"}],
    }


def submission(world: World, user: User, view: Json, trigger: str) -> Json:
    return _interaction(world, "view_submission", user) | {
        "trigger_id": trigger,
        "view": view,
        "response_urls": [],
    }


def closing(world: World, user: User, view: Json) -> Json:
    return _interaction(world, "view_closed", user) | {"view": view, "is_cleared": False}


def event(world: World, happened: Json) -> Json:
    """An event in its envelope, with an id of its own that its retries keep."""
    return {
        "token": VERIFICATION,
        "team_id": world.town.team,
        "context_team_id": world.town.team,
        "context_enterprise_id": None,
        "api_app_id": world.town.app_id,
        "event": {**happened, "event_ts": f"{world.clock.now().timestamp():.6f}"},
        "type": "event_callback",
        "event_id": "Ev" + secrets.token_hex(5).upper(),
        "event_time": int(world.clock.now().timestamp()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": world.town.team,
                "user_id": world.bot.id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
    }
