"""What people do in a journey: they repeat what was not taken, and never what was."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from itertools import count
from typing import Any

from playground.ui.present import Impossible
from playground.world import Message
from tests.journeys.slack_journey import SlackJourney

Json = dict[str, Any]


class Teammate:
    """Somebody of the workspace, who acts as the page lets them act."""

    def __init__(self, day: SlackJourney, id: str) -> None:
        self._day, self.id = day, id
        self._slack = day.slack

    async def types(self, where: str, words: str) -> None:
        """A command that opens a form."""

        async def act() -> bool:
            await self._slack.talk.say(self.id, where, words)
            return self._has_a_form

        await self._until_taken(act)

    async def asks(
        self, where: str, words: str, answer: str, done: Callable[[], Awaitable[bool]] | None = None
    ) -> None:
        """A command that is answered with a word for oneself, which no death keeps for later.

        ``done`` tells whether it was taken all the same, so that nobody asks for the same thing twice.
        """
        tries = count()

        async def act() -> bool:
            if next(tries) and done is not None and await done():
                return True
            await self._slack.talk.say(self.id, where, words)
            return any(answer in one.text for one in self._shown(where))

        await self._until_taken(act)

    async def opens(self, label: str, where: str | None = None) -> None:
        """Press the newest button of that name, by default in one's conversation with the bot; it opens
        a form."""

        async def act() -> bool:
            await self._press(label, where)
            return self._has_a_form

        await self._until_taken(act)

    async def presses(self, label: str) -> None:
        """The same, for a button that opens nothing."""

        tries = count()

        async def act() -> bool:
            if next(tries) and not self.sees(label):
                return True  # It was kept, though a death kept its acknowledgement.
            await self._press(label)
            return self.id not in self._slack.hands.notices

        await self._until_taken(act)

    async def sends(self, **values: str | list[str]) -> None:
        """Fill the form that is open, and send it."""

        async def act() -> bool:
            filled: dict[str, str | list[str] | None] = {**self.form, **values}
            try:
                assert await self._slack.hands.submit(self.id, self._view["id"], filled) == {}
            except Impossible:
                return False
            return True

        await self._until_taken(act)

    async def closes(self) -> None:
        await self._slack.hands.close(self.id, self._view["id"])

    def offered(self, name: str) -> list[str]:
        """The values of everything that can be chosen in a field of the open form."""
        (element,) = [one["element"] for one in self._inputs if one["block_id"] == name]
        return [option["value"] for option in element["options"]]

    @property
    def form(self) -> dict[str, str | list[str]]:
        """What stands in the open form's fields, by name."""
        return {block["block_id"]: _initial(block["element"]) for block in self._inputs}

    def sees(self, label: str) -> bool:
        """Whether there is such a button in one's conversation with the bot."""
        return self._button(label) is not None

    @property
    def messages(self) -> list[Message]:
        """What the bot has written to them."""
        here = self._slack.world.messages(self._slack.world.im(self.id).id)
        return [one for one in here if one.reader is None]

    @property
    def _has_a_form(self) -> bool:
        return self._slack.modals.of(self.id) is not None

    @property
    def _view(self) -> Json:
        modal = self._slack.modals.of(self.id)
        assert modal is not None, f"{self.id} has no form open"
        return {**modal.view, "id": modal.id}

    @property
    def _inputs(self) -> list[Json]:
        return [block for block in self._view["blocks"] if block["type"] == "input"]

    def _shown(self, where: str) -> list[Message]:
        """What stands in a place for oneself alone."""
        return [one for one in self._slack.world.messages(where, self.id) if one.reader == self.id]

    def _button(self, label: str, where: str | None = None) -> tuple[Message, str, str] | None:
        for message in reversed(self.messages if where is None else self._shown(where)):
            for block in message.blocks:
                for element in block.get("elements", []):
                    if element.get("text", {}) == {"type": "plain_text", "text": label}:
                        return message, block["block_id"], element["action_id"]
        return None

    async def _press(self, label: str, where: str | None = None) -> None:
        found = self._button(label, where)
        assert found is not None, f"{self.id} sees no button {label!r}"
        message, block, action = found
        await self._slack.hands.press(self.id, message.channel, message.ts, block, action)

    async def _until_taken(self, act: Callable[[], Awaitable[bool]]) -> None:
        while not await act():
            await self._day.revive()
        await self._day.settle()


def _initial(element: Json) -> str | list[str]:
    match element["type"]:
        case "plain_text_input":
            return str(element.get("initial_value", ""))
        case "checkboxes":
            return [option["value"] for option in element.get("initial_options", [])]
        case "multi_users_select":
            return list(element.get("initial_users", []))
        case "timepicker":
            return str(element["initial_time"])
        case "static_select" | "radio_buttons":
            return str(element.get("initial_option", {}).get("value", ""))
        case other:
            raise LookupError(f"no team fills in a {other}")
