"""The others of the town, who answer what they are asked, so that one person can live through weeks."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from zlib import crc32

from playground.town import User
from playground.ui.forms import Values, inputs
from playground.ui.modals import Modal
from playground.ui.present import Impossible
from playground.world import Message

if TYPE_CHECKING:
    from playground.server import Playground

Json = dict[str, Any]

ANSWER = "Answer"
"""The button of a question, as bot/views/standup.py has it."""
OPENS_WITHIN = 3.0
"""Seconds until a form is there, or the press was in vain."""
A_DAY = timedelta(hours=24)
ONE_IN = 7
"""So many questions are there to one that somebody leaves unanswered."""
MOODS = ("4", "3", "5", "4", "4", "2", "3", "5")

DONE = (
    "Re-ran the baseline on the 2026 cohort: AUC 0.81",
    "Cleaned the labels of the March export",
    "Reviewed the feature store migration",
    "Wrote up why recall fell in the south region",
    "Moved the nightly scoring job to the new queue",
    "Talked churn reasons through with customer success",
)
PLANS = (
    "Calibrate the new model and compare it by segment",
    "Ship the importer behind a flag",
    "Sample 200 disagreements for relabelling",
    "Draft the launch checklist with product",
    "Add a drift alert for tenure",
    "Pair on the pipeline's retry logic",
)
STUCK = ("Waiting for the claims table from platform", "No GPU until Thursday")


class Colleagues:
    """Answers for whoever was asked and is not ``spared``, by pressing and filling in what they see."""

    def __init__(self, slack: Playground) -> None:
        self._slack = slack
        self.on = False
        self.spared = ""
        """Whoever one acts as, and answers for oneself."""

    async def answer(self) -> None:
        """Everybody who has a question before them answers it; some never do."""
        for user in list(self._slack.world.users.values()):
            if user.is_bot or user.id == self.spared:
                continue
            for message, block, action in self._asked(user):
                await self._fill_in(user, message, block, action)

    def _asked(self, user: User) -> list[tuple[Message, str, str]]:
        """Their questions of today that are as they came, each with its button."""
        world = self._slack.world
        since = world.clock.now() - A_DAY
        return [
            (message, block["block_id"], element["action_id"])
            for message in world.messages(world.im(user.id).id, user.id)
            if message.by_app and not message.edited and message.time > since
            if _chance(user.id + message.ts, ONE_IN)
            for block in message.blocks
            for element in block.get("elements", [])
            if _label(element) == ANSWER
        ]

    async def _fill_in(self, user: User, message: Message, block: str, action: str) -> None:
        hands, modals = self._slack.hands, self._slack.modals
        if modals.of(user.id) is not None:
            return  # They are writing already.
        try:
            told = self._told(user, message)
            await hands.press(user.id, message.channel, message.ts, block, action)
            if (modal := await self._opened(user, message, told)) is None:
                return
            await hands.submit(user.id, modal.id, _filled(modal, user.id + message.ts))
            # A further page, or what was not taken.
            while (left := modals.find(modal.id)) is not None:
                await hands.close(user.id, left.id)
        except Impossible:
            return  # The button or the form was gone meanwhile.

    async def _opened(self, user: User, message: Message, told: int) -> Modal | None:
        """The form, once it is there; None once they were told instead that it is too late."""
        for _ in range(int(OPENS_WITHIN / 0.02)):
            modal = self._slack.modals.of(user.id)
            if modal is not None and inputs(modal.view):
                return modal
            if self._told(user, message) > told:
                return None
            await asyncio.sleep(0.02)
        return None

    def _told(self, user: User, message: Message) -> int:
        """How much stands in their conversation, what they alone see included."""
        return len(self._slack.world.messages(message.channel, user.id))


def _label(element: Json) -> str:
    text = element.get("text")
    return str(text.get("text", "")) if isinstance(text, dict) else ""


def _chance(of: str, one_in: int) -> bool:
    """False once in ``one_in``, always in the same places."""
    return crc32(of.encode()) % one_in != 0


def _filled(modal: Modal, seed: str) -> Values:
    return {
        block["block_id"]: _value(block, f"{seed}{index}")
        for index, block in enumerate(inputs(modal.view))
    }


def _value(block: Json, seed: str) -> str | list[str] | None:
    element, label = block["element"], block["label"]["text"].casefold()
    pick = crc32(seed.encode())
    options = [option["value"] for option in element.get("options", [])]
    match element["type"]:
        case "checkboxes" | "multi_static_select":
            return [options[pick % len(options)]]
        case "static_select" | "radio_buttons":
            return MOODS[pick % len(MOODS)] if "5" in options else options[pick % len(options)]
        case "number_input":
            return f"0.{70 + pick % 25}"
        case "plain_text_input" if "way" in label or "block" in label or "wait" in label:
            return STUCK[pick % len(STUCK)] if pick % 4 == 0 else ""
        case "plain_text_input":
            before = "finish" in label or "since" in label or "yesterday" in label
            pool = DONE if before else PLANS
            return pool[pick % len(pool)]
        case _:
            return None
