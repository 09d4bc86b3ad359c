"""chat.*: posting, editing and deleting what the app says."""

from __future__ import annotations

from playground.town import Channel
from playground.webapi.call import Call, Json, Method
from playground.webapi.content import checked
from playground.webapi.refusal import Refusal
from playground.world import Message, World

LONGEST_POST = 40_000
"""Characters of text; Slack cuts off the rest and answers with a warning."""
LONGEST_EDIT = 4_000
"""Characters of text; Slack refuses an edit that is longer (docs.slack.dev, chat.update)."""

CUT = {
    "warning": "message_truncated",
    "response_metadata": {"warnings": ["message_truncated"]},
}


def destination(call: Call, *, posting: bool) -> Channel:
    """The conversation that ``channel`` names; the id of a person means their conversation with us."""
    world = call.slack.world
    id = call.text("channel")
    user = world.users.get(id)
    if user is not None and user.id != world.bot.id and posting:
        return world.im(user.id)
    channel = world.channels.get(id)
    bot = world.bot.id
    if channel is None or (channel.private and bot not in channel.members):
        raise Refusal("channel_not_found")
    if bot not in channel.members:
        raise Refusal("not_in_channel")
    if channel.archived:
        raise Refusal("is_archived")
    return channel


def content(call: Call) -> tuple[str, list[Json] | None]:
    """The text and the checked blocks of a message; None where no blocks were given."""
    text = str(call.args.get("text") or "")
    blocks = call.structure("blocks", "invalid_blocks_format")
    if blocks is None:
        if not text:
            raise Refusal("no_text")
        return text, None
    return text, checked(text, blocks, call.slack.files)


def metadata(call: Call) -> Json | None:
    """Checked message metadata. Raises Refusal with Slack's code for a wrong shape."""
    found = call.structure("metadata", "invalid_metadata_format")
    if found is None:
        return None
    shaped = (
        isinstance(found, dict)
        and set(found) == {"event_type", "event_payload"}
        and isinstance(found["event_type"], str)
        and bool(found["event_type"])
        and isinstance(found["event_payload"], dict)
    )
    if not shaped:
        raise Refusal("invalid_metadata_format")
    return dict(found)


def shown(world: World, message: Message, *, with_metadata: bool = False) -> Json:
    """A message as the API tells it."""
    body: Json = {
        "type": "message",
        "user": message.user,
        "ts": message.ts,
        "text": message.text,
        "team": world.town.team,
    }
    if message.blocks:
        body["blocks"] = message.blocks
    if message.by_app:
        body |= {"bot_id": world.town.bot_id, "app_id": world.town.app_id}
    if message.tombstone:
        body["subtype"] = "tombstone"
    if message.edited:
        body["edited"] = {"user": message.user, "ts": message.edited}
    replies = [one for one in world.thread(message) if one.is_reply]
    if message.thread_ts or replies:
        body["thread_ts"] = message.thread_ts or message.ts
    if replies and not message.is_reply:
        body |= {"reply_count": len(replies), "latest_reply": replies[-1].ts}
    if with_metadata and message.metadata:
        body["metadata"] = message.metadata
    return body


async def post(call: Call) -> Json:
    world = call.slack.world
    channel = destination(call, posting=True)
    text, blocks = content(call)
    meta = metadata(call)
    thread = str(call.args.get("thread_ts") or "") or None
    if thread is not None:
        head = world.message(channel.id, thread)
        if head is None or head.reader is not None:
            raise Refusal("thread_not_found")
        thread = head.thread_ts or head.ts
    call.slack.limits.spend_post(channel.id)
    message = world.say(
        channel.id,
        world.bot.id,
        text[:LONGEST_POST],
        blocks=blocks or [],
        thread_ts=thread,
        metadata=meta,
        by_app=True,
    )
    call.slack.files.share(message.text, message.blocks)
    if meta is not None:
        call.slack.happens.metadata_posted(message)
    answer = {"channel": channel.id, "ts": message.ts, "message": shown(world, message)}
    return answer if len(text) <= LONGEST_POST else answer | CUT


def _own(call: Call, channel: Channel, refusal: str) -> Message:
    message = call.slack.world.message(channel.id, call.text("ts"))
    if message is None or message.reader is not None or message.tombstone:
        raise Refusal("message_not_found")
    if not message.by_app:
        raise Refusal(refusal)
    return message


async def update(call: Call) -> Json:
    world = call.slack.world
    channel = destination(call, posting=False)
    message = _own(call, channel, "cant_update_message")
    text, blocks = content(call)
    if len(text) > LONGEST_EDIT:
        raise Refusal("msg_too_long")
    more: Json = {} if call.args.get("metadata") is None else {"metadata": metadata(call)}
    # Blocks that an edit leaves out stay; an empty list removes them.
    message = world.edit(message, text, message.blocks if blocks is None else blocks, **more)
    call.slack.files.share(message.text, message.blocks)
    return {
        "channel": channel.id,
        "ts": message.ts,
        "text": message.text,
        "message": shown(world, message),
    }


async def delete(call: Call) -> Json:
    channel = destination(call, posting=False)
    message = _own(call, channel, "cant_delete_message")
    call.slack.world.remove(message)
    return {"channel": channel.id, "ts": message.ts}


async def post_ephemeral(call: Call) -> Json:
    world = call.slack.world
    channel = destination(call, posting=True)
    reader = call.text("user")
    if reader not in world.users:
        raise Refusal("user_not_found")
    if reader not in channel.members:
        raise Refusal("user_not_in_channel")
    text, blocks = content(call)
    thread = str(call.args.get("thread_ts") or "") or None
    message = world.say(
        channel.id,
        world.bot.id,
        text,
        blocks=blocks or [],
        thread_ts=thread,
        reader=reader,
        by_app=True,
    )
    return {"message_ts": message.ts}


WRITE = frozenset({"chat:write"})
METHODS = (
    Method("chat.postMessage", post, None, WRITE),
    Method("chat.update", update, 50, WRITE),
    Method("chat.delete", delete, 50, WRITE),
    Method("chat.postEphemeral", post_ephemeral, 100, WRITE),
)
