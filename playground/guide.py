"""The guided path: seven steps through a first standup, each ticked off by looking at the Slack."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from playground.diary import Diary
from playground.town import User
from playground.ui.modals import Modals
from playground.world import Message, World

Json = dict[str, Any]

WRAPPED = "Wrap-up:"
LATE = "(late"
"""How the bot's messages begin a summary and mark a late answer, as bot/views/standup.py writes it."""
ANYBODY = "somebody who was asked"


@dataclass(frozen=True)
class Sight:
    """The workspace, looked at for signs of what has been done."""

    world: World
    modals: Modals

    def posts(self) -> list[Message]:
        """What the bot has said in channels, threads included."""
        channels = [one.id for one in self.world.channels.values() if not one.im]
        return [one for id in channels for one in self.world.messages(id) if one.by_app]

    def prompts(self) -> list[Message]:
        """What the bot has said to people alone."""
        direct = [one.id for one in self.world.channels.values() if one.im]
        return [one for id in direct for one in self.world.messages(id) if one.by_app]

    def form_open(self, in_channel: bool) -> bool:
        """Whether a form stands open: the standup's own, or (once people were asked) an answer's."""
        return self.modals.any() and bool(self.prompts()) is not in_channel

    def asked(self) -> User | None:
        """Who was asked and has done nothing about it yet."""
        settled = self.settled()
        waiting = [one for one in self.prompts() if one.channel not in settled]
        if not waiting:
            return None
        first = min(waiting, key=lambda one: one.ts)
        return self.world.other(first.channel)

    def settled(self) -> set[str]:
        """The conversations whose prompt was rewritten, which is what answering and skipping do."""
        return {one.channel for one in self.prompts() if one.edited}

    def saw_board(self) -> bool:
        """Whether somebody who lives here has looked at a channel since an answer came there."""
        replies = [one for one in self.posts() if one.is_reply]
        people = [user.id for user in self.world.users.values() if not user.is_bot]
        return any(
            self.world.has_read(person, one.channel, one.ts) for one in replies for person in people
        )

    def says(self, word: str) -> bool:
        return any(word in json.dumps(one.blocks) for one in self.posts() if one.is_reply)


@dataclass(frozen=True)
class Step:
    id: str
    text: str
    done: Callable[[Sight], bool]
    channel: str | None = None
    type: str | None = None
    """What the page offers to type."""


STEPS = (
    Step(
        "new",
        "In #churn-model, type /standup new and send it.",
        lambda sight: sight.form_open(in_channel=True),
        channel="C01CHURN",
        type="/standup new",
    ),
    Step(
        "save",
        "The form is filled in with sensible choices. Press Save.",
        lambda sight: bool(sight.posts()),
    ),
    Step(
        "push",
        "Push the clock on to the next thing until somebody is asked: it comes in their own morning.",
        lambda sight: bool(sight.prompts()),
    ),
    Step(
        "answer",
        "Act as {asked}, open the direct messages with Muster, press Answer and send the form.",
        lambda sight: len(sight.settled()) >= 1,
        channel="@Muster",
    ),
    Step(
        "another",
        "Act as {asked} and answer, or press Skip today. Push the clock on if nobody is left to answer.",
        lambda sight: len(sight.settled()) >= 2,
        channel="@Muster",
    ),
    Step(
        "board",
        "Look at #churn-model: one thread holds the day, and its head counts along.",
        Sight.saw_board,
        channel="C01CHURN",
    ),
    Step(
        "wrap",
        "Push the clock until the wrap-up stands in the thread.",
        lambda sight: sight.says(WRAPPED),
        channel="C01CHURN",
    ),
    Step(
        "late",
        "Act as {asked}, who is missing, and answer now: it is taken, and marked late.",
        lambda sight: sight.says(LATE),
        channel="@Muster",
    ),
)


@dataclass
class Guide:
    """Which steps are done. A step once done stays done, and so do all before it."""

    sight: Sight
    diary: Diary
    _reached: int = field(init=False)

    def __post_init__(self) -> None:
        self._reached = int(self.diary.read("guide").get("reached", {}).get("steps", 0))

    def look(self) -> None:
        """Tick off what has been done since the last look."""
        reached = self._reached
        for number, step in enumerate(STEPS, start=1):
            if number > reached and step.done(self.sight):
                reached = number
        if reached != self._reached:
            self._reached = reached
            self.diary.write("guide", "reached", {"steps": reached})

    def shown(self) -> Json:
        """The steps as the page shows them. Only the one that comes now names a person."""
        self.look()
        current, person = self._reached + 1, self.sight.asked()
        asked = ANYBODY if person is None else person.real_name.split()[0]
        one = None if person is None else person.id
        return {
            "steps": [
                {
                    "id": step.id,
                    "text": step.text.format(asked=asked if number == current else ANYBODY),
                    "try": {
                        key: value
                        for key, value in (
                            ("channel", step.channel),
                            ("text", step.type),
                            ("as", one if "{asked}" in step.text else None),
                        )
                        if value is not None
                    },
                    "done": number <= self._reached,
                }
                for number, step in enumerate(STEPS, start=1)
            ]
        }
