"""What an app answers to a command or to a response URL, and where that is shown."""

from __future__ import annotations

from typing import Any

from playground.files import Files
from playground.tickets import ResponseUrl
from playground.webapi.content import checked
from playground.webapi.refusal import Refusal
from playground.world import SLACKBOT, Message, World

Json = dict[str, Any]


class Answers:
    """Shows answers in the conversation they belong to, to one person or to all."""

    def __init__(self, world: World, files: Files) -> None:
        self._world, self._files = world, files

    def show(self, reader: str, channel: str, body: Json) -> None:
        """The body of a command's answer; a malformed one is told to the person, as Slack does."""
        try:
            self._say(reader, channel, body)
        except Refusal as refusal:
            text = f'The app answered with something wrong: "{refusal.code}" {refusal.more}'
            self._world.say(channel, SLACKBOT.id, text, reader=reader)

    def respond(self, ticket: ResponseUrl, body: Json) -> None:
        """A post to a response URL. Raises Refusal where Slack would not take it."""
        original = None
        if ticket.message is not None:
            original = self._world.message(ticket.channel, ticket.message)
        if body.get("delete_original"):
            if original is not None:
                self._world.remove(original)
            return
        if body.get("replace_original") and original is not None:
            text, blocks = self._content(body)
            self._world.edit(original, text, blocks)
            return
        self._say(ticket.user, ticket.channel, body, original)

    def _say(self, reader: str, channel: str, body: Json, original: Message | None = None) -> None:
        text, blocks = self._content(body)
        everybody = body.get("response_type") == "in_channel"
        thread = body.get("thread_ts")
        if thread is None and original is not None and original.is_reply:
            thread = original.thread_ts
        self._world.say(
            channel,
            self._world.bot.id,
            text,
            blocks=blocks,
            reader=None if everybody else reader,
            thread_ts=thread,
            by_app=True,
        )

    def _content(self, body: Json) -> tuple[str, list[Json]]:
        text = body.get("text") or ""
        if not isinstance(text, str):
            raise Refusal("invalid_payload")
        blocks = body.get("blocks")
        return text, checked(text, [] if blocks is None else blocks, self._files)
