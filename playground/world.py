"""The Slack that the playground keeps: people, conversations, messages, and who has read what."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from bot.clock import Clock
from playground.diary import Diary
from playground.town import Channel, Town, User

Json = dict[str, Any]

SLACKBOT = User("USLACKBOT", "slackbot", "Slackbot", "", "Etc/UTC", "757575", is_bot=True)


@dataclass
class Message:
    """Something that stands in a conversation; ``reader`` is the only one who sees an ephemeral."""

    channel: str
    ts: str
    user: str
    text: str
    blocks: list[Json]
    thread_ts: str | None = None
    edited: str | None = None
    metadata: Json | None = None
    reader: str | None = None
    by_app: bool = False
    tombstone: bool = False

    @property
    def time(self) -> datetime:
        return datetime.fromtimestamp(float(self.ts), UTC)

    @property
    def is_reply(self) -> bool:
        return self.thread_ts is not None and self.thread_ts != self.ts


class World:
    """Everything that the workspace knows, written down as it changes; ephemerals are not."""

    def __init__(self, town: Town, clock: Clock, diary: Diary) -> None:
        self.town, self.clock, self._diary = town, clock, diary
        self.version = 1
        self._bell = asyncio.Event()
        if not diary.read("user"):
            for user in town.users:
                diary.write("user", user.id, asdict(user))
            for channel in town.channels:
                diary.write("channel", channel.id, asdict(channel))
        self.users = {id: User(**body) for id, body in diary.read("user").items()}
        self.users[town.bot.id] = town.bot
        self.channels = {id: Channel(**body) for id, body in diary.read("channel").items()}
        self._said: dict[str, dict[str, Message]] = {id: {} for id in self.channels}
        for body in diary.read("message").values():
            message = Message(**body)
            self._said[message.channel][message.ts] = message
        self._read = {id: str(body["ts"]) for id, body in diary.read("read").items()}
        self._last = max((float(ts) for said in self._said.values() for ts in said), default=0.0)
        for user in list(self.users.values()):
            self.im(user.id)

    # People and places.

    @property
    def bot(self) -> User:
        return self.town.bot

    def person(self, id: str) -> User | None:
        """Somebody of the workspace, or Slackbot."""
        return SLACKBOT if id == SLACKBOT.id else self.users.get(id)

    def im(self, user: str, other: str | None = None) -> Channel:
        """The direct conversation of two, by default with the bot; it comes into being here."""
        pair = sorted((user, other or self.bot.id))
        for channel in self.channels.values():
            if channel.im and sorted(channel.members) == pair:
                return channel
        id = "D" + "".join(one[1:] for one in pair)
        channel = Channel(id, "", members=[user, other or self.bot.id], im=True, private=True)
        self.keep_channel(channel)
        return channel

    def other(self, channel: str) -> User:
        """The one whom the bot talks with in a direct conversation."""
        members = self.channels[channel].members
        return self.users[next((one for one in members if one != self.bot.id), self.bot.id)]

    def keep_user(self, user: User) -> None:
        self.users[user.id] = user
        self._diary.write("user", user.id, asdict(user))
        self.changed()

    def keep_channel(self, channel: Channel) -> None:
        self.channels[channel.id] = channel
        self._said.setdefault(channel.id, {})
        self._diary.write("channel", channel.id, asdict(channel))
        self.changed()

    def may_see(self, user: str, channel: Channel) -> bool:
        return user in channel.members or not channel.private

    # What is said.

    def mint(self) -> str:
        """A timestamp by the calendar, later than every other one of the workspace."""
        now = round(self.clock.now().timestamp(), 6)
        self._last = now if now > self._last else round(self._last + 0.000001, 6)
        return f"{self._last:.6f}"

    def say(self, channel: str, user: str, text: str, **more: Any) -> Message:
        """A new message; blocks without a block_id are given one, as Slack gives them."""
        blocks = with_ids(more.pop("blocks", []))
        message = Message(channel, self.mint(), user, text, blocks, **more)
        self.keep(message)
        if message.reader is None and user in self.users:
            self.mark_read(user, channel)
        return message

    def keep(self, message: Message) -> None:
        self._said[message.channel][message.ts] = message
        if message.reader is None:
            self._diary.write("message", _key(message), asdict(message))
        self.changed()

    def edit(self, message: Message, text: str, blocks: list[Json], **more: Any) -> Message:
        """The message anew, marked as edited."""
        edited = self.mint()
        new = replace(message, text=text, blocks=with_ids(blocks), edited=edited, **more)
        self.keep(new)
        return new

    def remove(self, message: Message) -> None:
        """Take a message away; the head of a thread leaves a tombstone, as on Slack."""
        if not message.is_reply and any(one.is_reply for one in self.thread(message)):
            self.keep(
                replace(
                    message,
                    text="This message was deleted.",
                    blocks=[],
                    user=SLACKBOT.id,
                    metadata=None,
                    tombstone=True,
                )
            )
            return
        del self._said[message.channel][message.ts]
        self._diary.strike("message", _key(message))
        self.changed()

    def message(self, channel: str, ts: str) -> Message | None:
        return self._said.get(channel, {}).get(ts)

    def messages(self, channel: str, reader: str | None = None) -> list[Message]:
        """Oldest first: what everybody sees, and what ``reader`` alone sees."""
        return [one for one in self._said[channel].values() if one.reader in (None, reader)]

    def thread(self, head: Message) -> Iterator[Message]:
        """A message and its replies, oldest first."""
        said = self._said[head.channel].values()
        return (one for one in said if one.reader is None and head.ts in (one.ts, one.thread_ts))

    # Who has read what.

    def mark_read(self, user: str, channel: str) -> None:
        said = self._said[channel]
        last = next(reversed(said), "0")
        if self._read.get(f"{user} {channel}") != last:
            self._read[f"{user} {channel}"] = last
            self._diary.write("read", f"{user} {channel}", {"ts": last})
            self.changed()

    def unread(self, user: str, channel: str) -> int:
        """Messages of others since ``user`` last looked; replies count in direct conversations only."""
        mark = self._read.get(f"{user} {channel}", "0")
        direct = self.channels[channel].im
        since = itertools.takewhile(
            lambda one: one.ts > mark, reversed(self._said[channel].values())
        )
        return sum(
            1
            for one in since
            if one.user != user and one.reader in (None, user) and (direct or not one.is_reply)
        )

    def has_read(self, user: str, channel: str, ts: str) -> bool:
        return self._read.get(f"{user} {channel}", "0") >= ts

    # Who wants to know.

    def changed(self) -> None:
        """Something that the page shows is different now."""
        self.version += 1
        self._bell.set()
        self._bell = asyncio.Event()

    async def after(self, version: int) -> int:
        """Wait until the world has a later version than this one, and tell which."""
        while self.version <= version:
            await self._bell.wait()
        return self.version

    def close(self) -> None:
        self._diary.close()


def with_ids(blocks: list[Json]) -> list[Json]:
    """Blocks as Slack keeps them: each with a block_id."""
    return [{**block, "block_id": block.get("block_id") or uuid4().hex[:5]} for block in blocks]


def _key(message: Message) -> str:
    return f"{message.channel} {message.ts}"
