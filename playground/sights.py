"""The workspace, looked at for signs of what people have done in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from playground.town import User
from playground.ui.homes import Homes
from playground.ui.modals import Modals
from playground.world import Message, World

Json = dict[str, Any]

ANSWER, EDIT, AFTER_ALL = "Answer", "Edit answer", "Answer after all"
"""The buttons of a question, as bot/views/standup.py has them."""
SET_UP = " set up the standup "


@dataclass(frozen=True)
class Sight:
    """What the bot has said, and what stands open, as everybody together sees it."""

    world: World
    modals: Modals
    homes: Homes
    _read: dict[tuple[str, str, str | None], str] = field(default_factory=dict)
    """Messages in words, each version read once, since all of them are looked at again and again."""

    # What was said.

    def posts(self) -> list[Message]:
        """What the bot has said to all in channels, threads included."""
        channels = [one.id for one in self.world.channels.values() if not one.im]
        return [one for id in channels for one in self.world.messages(id) if one.by_app]

    def letters(self) -> list[Message]:
        """What the bot has said to people directly."""
        direct = [one.id for one in self.world.channels.values() if one.im]
        return [one for id in direct for one in self.world.messages(id) if one.by_app]

    def asides(self) -> Iterator[Message]:
        """What only one person sees, such as an answer to a command."""
        for channel in self.world.channels.values():
            for person in channel.members:
                said = self.world.messages(channel.id, person)
                yield from (one for one in said if one.reader == person and one.by_app)

    def says(self, *words: str, replies: bool = False) -> bool:
        """Whether one of the bot's posts in channels, or in their threads, holds all of these words."""
        among = [one for one in self.posts() if one.is_reply or not replies]
        return any(all(word in self._words(one) for word in words) for one in among)

    def told(self, *words: str) -> bool:
        """Whether somebody alone was told these words: directly, aside, or in a window."""
        held = (self._words(one) for one in (*self.letters(), *self.asides()))
        shown = (json.dumps(view, ensure_ascii=False) for view in self.modals.views())
        return any(all(word in text for word in words) for text in (*held, *shown))

    def _words(self, message: Message) -> str:
        key = (message.channel, message.ts, message.edited)
        if key not in self._read:
            self._read[key] = message.text + json.dumps(message.blocks, ensure_ascii=False)
        return self._read[key]

    # What stands open.

    def form(self, title: str) -> bool:
        """Whether anybody has the form of this title open."""
        views = self.modals.views()
        return any("submit" in view and view["title"]["text"] == title for view in views)

    def home(self) -> bool:
        """Whether anybody has opened the app's own page."""
        return any(self.homes.of(user) for user in self.world.users)

    # Who was asked, and what became of it.

    def prompts(self) -> list[Message]:
        """The questions that have come to people, answered or not."""
        return [one for one in self.letters() if _buttons(one) & {ANSWER, EDIT, AFTER_ALL}]

    def settled(self) -> set[str]:
        """The conversations whose question was rewritten, which is what answering and skipping do."""
        return {one.channel for one in self.prompts() if one.edited}

    def asked(self) -> User | None:
        """Who was asked and has done nothing about it yet."""
        settled = self.settled()
        waiting = [one for one in self.prompts() if one.channel not in settled]
        if not waiting:
            return None
        return self.world.other(min(waiting, key=lambda one: one.ts).channel)

    def answered(self) -> User | None:
        """Who has answered last, and can still edit that."""
        done = [one for one in self.prompts() if EDIT in _buttons(one)]
        return self.world.other(max(done, key=lambda one: one.ts).channel) if done else None

    def organiser(self) -> User | None:
        """Who has set up the first standup."""
        for post in self.posts():
            name, set_up, _ = post.text.partition(SET_UP)
            if set_up:
                people = self.world.users.values()
                return next((one for one in people if one.real_name == name), None)
        return None

    def saw_board(self) -> bool:
        """Whether somebody who lives here has looked at a channel since an answer came there."""
        replies = [one for one in self.posts() if one.is_reply]
        people = [user.id for user in self.world.users.values() if not user.is_bot]
        return any(
            self.world.has_read(person, one.channel, one.ts) for one in replies for person in people
        )

    def weeks(self, *words: str) -> int:
        """In how many weeks of the calendar a thread holds these words."""
        found = [one for one in self.posts() if one.is_reply]
        return len(
            {
                one.time.isocalendar()[:2]
                for one in found
                if all(word in self._words(one) for word in words)
            }
        )


def _buttons(message: Message) -> set[str]:
    elements = [one for block in message.blocks for one in block.get("elements", [])]
    texts = [one["text"] for one in elements if one.get("type") == "button"]
    return {str(text.get("text", "")) for text in texts}
