"""conversations.*: channels, who is in them, and (with the scopes for it) what was said there."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from typing import Any

from playground.town import Channel
from playground.webapi.call import Call, Json, Method
from playground.webapi.chat import shown
from playground.webapi.refusal import Refusal
from playground.world import Message


def _scope(channel: Channel, what: str) -> str:
    kind = "im" if channel.im else "groups" if channel.private else "channels"
    return f"{kind}:{what}"


def _known(call: Call, what: str) -> Channel:
    """The conversation asked about; private ones are there only for those within them."""
    world = call.slack.world
    channel = world.channels.get(call.text("channel"))
    if channel is None or (channel.private and world.bot.id not in channel.members):
        raise Refusal("channel_not_found")
    call.slack.needs(_scope(channel, what))
    return channel


def described(call: Call, channel: Channel) -> Json:
    world = call.slack.world
    body: Json = {
        "id": channel.id,
        "created": 1_750_000_000,
        "is_archived": channel.archived,
        "is_im": channel.im,
        "context_team_id": world.town.team,
    }
    if channel.im:
        body["user"] = next(one for one in channel.members if one != world.bot.id)
        return body
    topic = {"value": channel.topic, "creator": "", "last_set": 0}
    return body | {
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": not channel.private,
        "is_group": channel.private,
        "is_private": channel.private,
        "is_mpim": False,
        "is_general": channel.name == "general",
        "is_shared": False,
        "is_member": world.bot.id in channel.members,
        "creator": channel.members[0] if channel.members else "",
        "topic": topic,
        "purpose": {"value": "", "creator": "", "last_set": 0},
    }


def page(call: Call, items: Sequence[Any], at_most: int = 1000) -> tuple[list[Any], Json]:
    """One page of a list by ``cursor`` and ``limit``, and the answer's response_metadata."""
    limit = call.count("limit", 100, at_most)
    start = 0
    if cursor := str(call.args.get("cursor") or ""):
        try:
            start = int(base64.b64decode(cursor, validate=True))
        except (binascii.Error, ValueError) as fault:
            raise Refusal("invalid_cursor") from fault
    end = start + limit
    following = base64.b64encode(str(end).encode()).decode() if end < len(items) else ""
    return list(items[start:end]), {"next_cursor": following}


async def info(call: Call) -> Json:
    return {"channel": described(call, _known(call, "read"))}


async def members(call: Call) -> Json:
    channel = _known(call, "read")
    found, more = page(call, channel.members)
    return {"members": found, "response_metadata": more}


async def all_channels(call: Call) -> Json:
    world = call.slack.world
    types = str(call.args.get("types") or "public_channel").split(",")
    wanted = []
    for channel in world.channels.values():
        kind = "im" if channel.im else "private_channel" if channel.private else "public_channel"
        visible = world.bot.id in channel.members or kind == "public_channel"
        if kind in types and visible:
            call.slack.needs(_scope(channel, "read"))
            if not (channel.archived and call.flag("exclude_archived")):
                wanted.append(described(call, channel))
    found, more = page(call, wanted)
    return {"channels": found, "response_metadata": more}


async def bots_own(call: Call) -> Json:
    """users.conversations: those that the bot is in."""
    world = call.slack.world
    types = str(call.args.get("types") or "public_channel").split(",")
    wanted = []
    for channel in world.channels.values():
        kind = "im" if channel.im else "private_channel" if channel.private else "public_channel"
        if kind in types and world.bot.id in channel.members:
            call.slack.needs(_scope(channel, "read"))
            wanted.append(described(call, channel))
    found, more = page(call, wanted)
    return {"channels": found, "response_metadata": more}


async def open_im(call: Call) -> Json:
    world = call.slack.world
    if call.args.get("channel"):
        channel = world.channels.get(call.text("channel"))
        if channel is None or not channel.im or world.bot.id not in channel.members:
            raise Refusal("channel_not_found")
    else:
        users = str(call.args.get("users") or "").split(",")
        if users == [""]:
            raise Refusal("users_list_not_supplied")
        if len(users) > 1:
            raise Refusal("missing_scope", needed="mpim:write", provided="")
        user = world.users.get(users[0])
        if user is None or user.id == world.bot.id:
            raise Refusal("user_not_found")
        if user.deleted:
            raise Refusal("user_disabled")
        channel = world.im(user.id)
    return {"channel": described(call, channel) if call.flag("return_im") else {"id": channel.id}}


def _between(call: Call, said: list[Message]) -> list[Message]:
    """The messages between ``oldest`` and ``latest``, without these two unless ``inclusive``."""
    try:
        oldest = float(call.args.get("oldest") or 0)
        latest = float(call.args.get("latest") or "inf")
    except ValueError as fault:
        raise Refusal("invalid_ts_oldest") from fault
    both = call.flag("inclusive")
    return [
        one
        for one in said
        if oldest < float(one.ts) < latest or (both and float(one.ts) in (oldest, latest))
    ]


def _history_channel(call: Call) -> Channel:
    channel = _known(call, "history")
    if call.slack.world.bot.id not in channel.members:
        raise Refusal("not_in_channel")
    return channel


def _listed(call: Call, said: list[Message]) -> Json:
    found, more = page(call, said, 999)
    meta = call.flag("include_all_metadata")
    return {
        "messages": [shown(call.slack.world, one, with_metadata=meta) for one in found],
        "has_more": bool(more["next_cursor"]),
        "response_metadata": more,
    }


async def history(call: Call) -> Json:
    """Newest first, without the replies in threads."""
    channel = _history_channel(call)
    said = [one for one in call.slack.world.messages(channel.id) if not one.is_reply]
    return _listed(call, _between(call, said)[::-1])


async def replies(call: Call) -> Json:
    """A thread, oldest first, its head included."""
    channel = _history_channel(call)
    world = call.slack.world
    head = world.message(channel.id, call.text("ts"))
    if head is None or head.reader is not None:
        raise Refusal("thread_not_found")
    if head.is_reply:
        return _listed(call, [head])
    said = list(world.thread(head))
    return _listed(call, [head, *_between(call, [one for one in said if one.is_reply])])


READ = frozenset({"channels:read", "groups:read", "im:read", "mpim:read"})
HISTORY = frozenset({"channels:history", "groups:history", "im:history", "mpim:history"})
METHODS = (
    Method("conversations.info", info, 50, READ),
    Method("conversations.members", members, 100, READ),
    Method("conversations.list", all_channels, 20, READ),
    Method("users.conversations", bots_own, 50, READ),
    Method("conversations.open", open_im, 50, frozenset({"im:write", "mpim:write"})),
    Method("conversations.history", history, 50, HISTORY),
    Method("conversations.replies", replies, 50, HISTORY),
)
