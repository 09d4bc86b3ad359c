"""Somebody at a playground in the test's own process, without a browser: they press what they see."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any, TypeVar

from bot.views.standup_forms import NOT_KNOWN_YET
from playground.server import Playground
from playground.world import Message
from tests.journeys.started import PATIENCE

Json = dict[str, Any]
T = TypeVar("T")

ANA, BO, LENA = "U01ANA", "U01BO", "U01LENA"
"""Three whose clocks always show the same time."""
CHURN = "C01CHURN"


async def until(look: Callable[[], T | None]) -> T:
    """What is there to be seen, once it is."""
    async with asyncio.timeout(PATIENCE):
        while not (found := look()):  # noqa: ASYNC110  a playground rings no bell
            await asyncio.sleep(0.01)
    return found


class Colleague:
    """One person of the workspace."""

    def __init__(self, slack: Playground, id: str) -> None:
        self._slack, self.id = slack, id

    async def types(self, words: str) -> None:
        """Into the composer of #churn-model."""
        await self._slack.talk.say(self.id, CHURN, words)

    async def fills_in(self, **values: str | list[str]) -> dict[str, str]:
        """Send the form that opens, with what stands in it and these; by field, what is amiss."""
        modal = await until(lambda: self._slack.modals.of(self.id))
        inputs = [block for block in modal.view["blocks"] if block["type"] == "input"]
        filled: dict[str, str | list[str] | None] = {
            block["block_id"]: values.get(block["block_id"].replace("-", "_"), _offered(block))
            for block in inputs
        }
        return await self._slack.hands.submit(self.id, modal.id, filled)

    async def sets_up(self, **values: str | list[str]) -> None:
        """As the form says, Save is pressed again while the bot is still looking around."""
        await self.types("/standup new")
        while wrong := await self.fills_in(**values):
            assert wrong == {"name": NOT_KNOWN_YET}, wrong
            await asyncio.sleep(0.05)
        await until(lambda: self.posts("set up"))

    async def presses(self, label: str) -> None:
        """The newest button of that name in the conversation with the bot, once it is there."""
        message, block, action = await until(lambda: self.button(label))
        await self._slack.hands.press(self.id, message.channel, message.ts, block, action)

    async def answers(self, *texts: str) -> None:
        await self.presses("Answer")
        values = {f"answer_{index}": text for index, text in enumerate(texts)}
        assert await self.fills_in(**values) == {}

    def button(self, label: str) -> tuple[Message, str, str] | None:
        """A button, with the message and the block it stands in."""
        for message in reversed(self.told()):
            for block in message.blocks:
                for element in block.get("elements", []):
                    if element.get("text", {}).get("text") == label:
                        return message, block["block_id"], element["action_id"]
        return None

    def told(self, words: str = "") -> list[Message]:
        """What the bot has written to them alone, and says these words."""
        return self._saying(self._slack.world.im(self.id).id, words)

    def posts(self, words: str) -> list[Message]:
        """The messages of #churn-model for everybody, threads included, that say these words."""
        return [one for one in self._saying(CHURN, words) if one.reader is None]

    def whispers(self, words: str) -> list[Message]:
        """The messages of #churn-model for them alone that say these words."""
        return [one for one in self._saying(CHURN, words) if one.reader is not None]

    def _saying(self, channel: str, words: str) -> list[Message]:
        said = self._slack.world.messages(channel, self.id)
        return [one for one in said if words in json.dumps([one.text, one.blocks])]


def _offered(block: Json) -> str | list[str] | None:
    """What stands in a field before it is touched."""
    element = block["element"]
    match element["type"]:
        case "checkboxes":
            return [option["value"] for option in element.get("initial_options", [])]
        case "multi_users_select":
            return list(element.get("initial_users", []))
        case "timepicker":
            return str(element["initial_time"])
        case _:
            text: str | None = element.get("initial_value")
            return text
