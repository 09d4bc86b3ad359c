"""What changes in the workspace, and the events by which the app hears of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

from playground.installed import App
from playground.outward import payloads
from playground.outward.deliveries import Deliveries
from playground.town import Channel, User
from playground.webapi import users
from playground.webapi.faults import Faults
from playground.world import Message, World

Json = dict[str, Any]


class Happens:
    """Changes the world and tells the app, where it subscribes and may know."""

    def __init__(self, world: World, app: App, deliveries: Deliveries, faults: Faults) -> None:
        self._world, self._app = world, app
        self._deliveries, self._faults = deliveries, faults

    def metadata_posted(self, message: Message) -> None:
        meta = message.metadata
        wanted = self._app.metadata_events
        if meta is None or not self._faults.receipts:
            return
        if wanted is not None and meta["event_type"] not in wanted:
            return
        if "metadata.message:read" not in self._app.scopes:
            return
        self._tell(
            "message_metadata_posted",
            app_id=self._world.town.app_id,
            bot_id=self._world.town.bot_id,
            user_id=message.user,
            team_id=self._world.town.team,
            channel_id=message.channel,
            metadata=meta,
            message_ts=message.ts,
        )

    def join(self, channel: Channel, user: str, inviter: str | None = None) -> None:
        """Somebody comes into a channel; the app hears of it where it is itself, of itself too."""
        if user in channel.members:
            return
        self._world.keep_channel(replace(channel, members=[*channel.members, user]))
        name = self._world.users[user].real_name
        self._world.say(channel.id, user, f"{name} joined #{channel.name}.")
        if self._present(channel.id):
            more = {} if inviter is None else {"inviter": inviter}
            self._tell("member_joined_channel", **self._whereabouts(channel, user), **more)

    def leave(self, channel: Channel, user: str, by: str | None = None) -> None:
        """Somebody leaves; when it is the app's own bot, it hears that it is out, and no more."""
        if user not in channel.members:
            return
        rest = [one for one in channel.members if one != user]
        self._world.keep_channel(replace(channel, members=rest))
        name = self._world.users[user].real_name
        self._world.say(channel.id, user, f"{name} left #{channel.name}.")
        if user == self._world.bot.id:
            self._tell(_kind(channel, "left"), channel=channel.id, actor_id=by or user)
        elif self._present(channel.id):
            self._tell("member_left_channel", **self._whereabouts(channel, user))

    def rename(self, channel: Channel, name: str) -> None:
        self._world.keep_channel(replace(channel, name=name))
        body = {"id": channel.id, "name": name, "created": 1_750_000_000}
        if self._hears(channel):
            self._tell(_kind(channel, "rename"), channel=body)

    def archive(self, channel: Channel, by: str, archived: bool = True) -> None:
        self._world.keep_channel(replace(channel, archived=archived))
        if self._hears(channel):
            what = "archive" if archived else "unarchive"
            self._tell(_kind(channel, what), channel=channel.id, user=by)

    def change_user(self, user: User) -> None:
        """Somebody's profile or standing is another one now, or they are new here."""
        new = user.id not in self._world.users
        self._world.keep_user(user)
        kind = "team_join" if new else "user_change"
        self._tell(kind, user=users.described(self._world, user))

    def opened_home(self, user: str, tab: Literal["home", "messages"], view: Json | None) -> None:
        """Somebody looks at the app's page; ``view`` is what it has published for them before."""
        seen = {} if view is None or tab != "home" else {"view": view}
        channel = self._world.im(user).id
        self._tell("app_home_opened", user=user, channel=channel, tab=tab, **seen)

    def uninstalled(self) -> None:
        """The app is gone from the workspace; only these two events still reach it."""
        self._tell("tokens_revoked", tokens={"oauth": [], "bot": [self._world.bot.id]})
        self._tell("app_uninstalled")

    def _tell(self, kind: str, **body: Any) -> None:
        if kind in self._app.events:
            self._deliveries.tell(payloads.event(self._world, {"type": kind, **body}))

    def _present(self, channel: str) -> bool:
        return self._world.bot.id in self._world.channels[channel].members

    def _hears(self, channel: Channel) -> bool:
        """A public channel's fate is known to all; a private one's only within it."""
        return not channel.private or self._present(channel.id)

    def _whereabouts(self, channel: Channel, user: str) -> Json:
        return {
            "user": user,
            "channel": channel.id,
            "channel_type": "G" if channel.private else "C",
            "team": self._world.town.team,
        }


def _kind(channel: Channel, what: str) -> str:
    return f"{'group' if channel.private else 'channel'}_{what}"
