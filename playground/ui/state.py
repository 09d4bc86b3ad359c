"""What the page shows to the person it acts as."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.clock import Clock
from playground.guide import Guide
from playground.stage import Stage
from playground.town import Channel, User
from playground.world import SLACKBOT, Message

if TYPE_CHECKING:
    from playground.server import Playground

Json = dict[str, Any]


@dataclass
class Screen:
    """Everything that the page is drawn from."""

    slack: Playground
    guide: Guide
    calendar: Clock
    stage: Stage | None = None
    busy: bool = False
    """Whether the clock is being pushed right now."""

    def shown(self, who: str) -> Json:
        """The state as ``who`` sees it; somebody unknown sees it as the first person does."""
        world = self.slack.world
        people = [user for user in world.users.values() if not user.is_bot]
        me = next((user for user in people if user.id == who), people[0])
        places = [one for one in world.channels.values() if world.may_see(me.id, one)]
        now = self.calendar.now() if self.stage is None else self.stage.now()
        return {
            "version": world.version,
            "now": now.isoformat(),
            "workspace": {"name": world.town.workspace},
            "bot": {"id": world.bot.id, "name": world.bot.real_name},
            "me": _user(me),
            "users": {one.id: _user(one) for one in (*world.users.values(), SLACKBOT)},
            "channels": [self._channel(one, me.id) for one in places if not one.im],
            "dms": [self._direct(one, me.id) for one in places if one.im and len(one.members) > 1],
            "messages": {one.id: self._said(one, me.id) for one in places},
            "modal": self._modal(me.id),
            "home": self._home(me.id),
            "files": self.slack.files.shown(),
            "commands": [vars(one) for one in self.slack.app.commands],
            "agenda": self._agenda(),
            "guide": self.guide.shown(),
            "busy": self.busy,
            "colleagues": self.slack.colleagues.on,
            "notice": self.slack.hands.notices.get(me.id),
        }

    def _channel(self, channel: Channel, me: str) -> Json:
        return {
            "id": channel.id,
            "name": channel.name,
            "private": channel.private,
            "archived": channel.archived,
            "member": me in channel.members,
            "members": channel.members,
            "bot_present": self.slack.world.bot.id in channel.members,
            "topic": channel.topic,
            "unread": self.slack.world.unread(me, channel.id) if me in channel.members else 0,
        }

    def _direct(self, channel: Channel, me: str) -> Json:
        other = next((one for one in channel.members if one != me), me)
        return {"id": channel.id, "user": other, "unread": self.slack.world.unread(me, channel.id)}

    def _said(self, channel: Channel, me: str) -> list[Json]:
        said = self.slack.world.messages(channel.id, me)
        replies = Counter(one.thread_ts for one in said if one.is_reply and not one.reader)
        return [self._message(one, replies[one.ts]) for one in said]

    def _message(self, message: Message, replies: int) -> Json:
        return {
            "ts": message.ts,
            "user": message.user,
            "text": message.text,
            "blocks": message.blocks,
            "files": [one.id for one in self.slack.files.linked(message.text)]
            if message.by_app
            else [],
            "edited": message.edited is not None,
            "thread_ts": message.thread_ts,
            "reply_count": replies,
            "ephemeral": message.reader is not None,
            "time": message.time.isoformat(),
        }

    def _modal(self, me: str) -> Json | None:
        modal = self.slack.modals.of(me)
        if modal is None:
            return None
        return {
            "id": modal.id,
            "view": modal.view,
            "errors": modal.errors,
            "waiting": modal.waiting,
        }

    def _home(self, me: str) -> Json | None:
        """The app's Home tab; None where it has none, and no blocks before it has published any."""
        if not self.slack.app.home_tab:
            return None
        home = self.slack.homes.of(me)
        return {"id": None, "blocks": []} if home is None else {"id": home.id, **home.view}

    def _agenda(self) -> list[Json]:
        if self.stage is None:
            return []
        return [{"when": when.isoformat(), "text": text} for when, text in self.stage.upcoming()]


def _user(user: User) -> Json:
    return {
        "id": user.id,
        "name": user.name,
        "real_name": user.real_name,
        "title": user.title,
        "tz": user.tz,
        "color": user.color,
        "is_bot": user.is_bot,
    }
