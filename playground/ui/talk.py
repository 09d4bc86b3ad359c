"""What people say and type: messages, commands, and who is in a channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.outward import payloads
from playground.outward.line import Failed
from playground.town import Channel, User
from playground.ui import mentions, present
from playground.world import SLACKBOT

if TYPE_CHECKING:
    from playground.server import Playground


class Talk:
    """The composer of the page, and the channel's menu."""

    def __init__(self, slack: Playground) -> None:
        self._slack, self._world = slack, slack.world

    async def say(self, who: str, where: str, text: str, thread: str | None = None) -> None:
        """A message, or, when it begins with a slash, a command."""
        user = present.person(self._world, who)
        channel = present.place(self._world, user, where)
        if not text.strip():
            raise present.Impossible("Type something first.")
        if text.startswith("/"):
            await self._command(user, channel, text, thread)
            return
        if channel.archived:
            raise present.Impossible("This channel is archived.")
        if user.id not in channel.members:
            raise present.Impossible(f"Join #{channel.name} first.")
        head = None
        if thread is not None:
            head = self._world.message(channel.id, thread)
            if head is None:
                raise present.Impossible("The thread is gone.")
        said = mentions.mention(self._world, user.id, text, named=False)
        self._world.say(
            channel.id,
            user.id,
            said,
            thread_ts=None if head is None else head.thread_ts or head.ts,
        )

    async def _command(self, user: User, channel: Channel, text: str, thread: str | None) -> None:
        command, _, rest = text.strip().partition(" ")
        if command == "/invite":
            self._typed_invite(user, channel, rest)
        elif command == "/leave":
            self.leave(user.id, channel.id)
        elif command not in {one.command for one in self._slack.app.commands}:
            self._slackbot(
                user,
                channel,
                f"{command} is not a valid command. Slack reads every message that begins with"
                ' "/" as a command; put a space before it to send it as a message.',
            )
        elif thread is not None:
            self._slackbot(user, channel, f"{command} is not supported in threads. Sorry!", thread)
        else:
            await self._send_command(user, channel, command, rest.strip())

    async def _send_command(self, user: User, channel: Channel, command: str, words: str) -> None:
        escaped = mentions.mention(self._world, user.id, words, named=True)
        payload = payloads.slash_command(
            self._world,
            user,
            channel,
            command,
            escaped,
            self._slack.tickets.permission(user.id, channel.id),
        )
        try:
            answer = await self._slack.deliveries.ask("slash_commands", payload)
        except Failed as failed:
            self._slackbot(user, channel, f'{command} failed with the error "{_word(failed)}"')
            return
        body = answer.body or ({"text": answer.text} if answer.text.strip() else {})
        if body:
            self._slack.answers.show(user.id, channel.id, body)

    def invite(self, who: str, where: str, guest: str | None = None) -> None:
        """Bring somebody, by default the bot, into a channel."""
        user = present.person(self._world, who)
        channel = present.place(self._world, user, where)
        if channel.im:
            raise present.Impossible("Nobody can be added to a direct conversation.")
        if user.id not in channel.members:
            raise present.Impossible(f"Join #{channel.name} first.")
        self._slack.happens.join(channel, guest or self._world.bot.id, inviter=user.id)

    def _typed_invite(self, user: User, channel: Channel, typed: str) -> None:
        guest = mentions.person(self._world, typed)
        if guest is None:
            self._slackbot(user, channel, f"Nobody here is called {typed or 'that'}.")
        else:
            self.invite(user.id, channel.id, guest.id)

    def join(self, who: str, where: str) -> None:
        user = present.person(self._world, who)
        self._slack.happens.join(present.place(self._world, user, where), user.id)

    def leave(self, who: str, where: str) -> None:
        user = present.person(self._world, who)
        channel = present.place(self._world, user, where)
        if channel.im:
            raise present.Impossible("A direct conversation cannot be left.")
        self._slack.happens.leave(channel, user.id)

    def read(self, who: str, where: str) -> None:
        user = present.person(self._world, who)
        self._world.mark_read(user.id, present.place(self._world, user, where).id)

    def _slackbot(self, user: User, channel: Channel, text: str, thread: str | None = None) -> None:
        self._world.say(channel.id, SLACKBOT.id, text, reader=user.id, thread_ts=thread)


def _word(failed: Failed) -> str:
    """Slack's own word in the sentence about a command that failed."""
    return "operation_timeout" if failed.reason == "http_timeout" else "dispatch_failed"
