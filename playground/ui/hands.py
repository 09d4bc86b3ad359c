"""What people press and fill in: buttons under messages, and forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from playground.blockkit.modal import check_view
from playground.outward import payloads
from playground.outward.line import Answered, Failed
from playground.town import User
from playground.ui import forms, present
from playground.ui.modals import Modal
from playground.world import Message

if TYPE_CHECKING:
    from playground.server import Playground

Json = dict[str, Any]

TROUBLE = "We had some trouble connecting. Try again?"
"""What Slack's client says of a form whose answer does not come, or is malformed."""


class Hands:
    """Presses buttons, sends forms and closes them, for whoever acts."""

    def __init__(self, slack: Playground) -> None:
        self._slack, self._world = slack, slack.world
        self._modals, self._deliveries = slack.modals, slack.deliveries
        self.notices: dict[str, str] = {}
        """By person: what went wrong with their last press."""

    async def press(self, who: str, where: str, ts: str, block: str, action: str) -> None:
        """A button under a message; told nothing back, as the app answers by other ways."""
        user = present.person(self._world, who)
        present.place(self._world, user, where)
        self.notices.pop(user.id, None)
        message = self._world.message(where, ts)
        if message is None or message.reader not in (None, user.id):
            raise present.Impossible("The message is gone.")
        element = _button(message, block, action)
        pressed = {key: value for key, value in element.items() if key not in ("confirm",)}
        channel = self._world.channels[where]
        payload = payloads.press(
            self._world,
            user,
            message,
            {**pressed, "block_id": block},
            self._slack.tickets.permission(user.id, channel.id, ts),
        )
        try:
            await self._deliveries.ask("interactive", payload)
        except Failed:
            self.notices[user.id] = "Muster did not answer. Press the button again."
            self._world.changed()

    async def submit(self, who: str, view: str, values: forms.Values) -> dict[str, str]:
        """Send a filled form; by block, what has to be mended. Nothing to mend closes it."""
        user = present.person(self._world, who)
        modal = self._modal(user, view)
        if errors := forms.mistakes(modal.view, values):
            self._modals.blame(modal, errors)
            return errors
        shown = self._modals.shown(modal, forms.state(modal.view, values))
        payload = payloads.submission(
            self._world, user, shown, self._slack.tickets.trigger(user.id)
        )
        self._modals.sending(modal, True)
        try:
            answer = await self._deliveries.ask("interactive", payload)
        except Failed as failed:
            raise present.Impossible(TROUBLE) from failed
        finally:
            self._modals.sending(modal, False)
        return self._answered(modal, answer)

    def _answered(self, modal: Modal, answer: Answered) -> dict[str, str]:
        match answer.body.get("response_action"):
            case None | "clear":
                self._modals.close(modal)
                return {}
            case "errors":
                errors: dict[str, str] = answer.body.get("errors") or {}
                if not errors or not forms.names(modal.view).issuperset(errors):
                    raise present.Impossible(TROUBLE)
                self._modals.blame(modal, errors)
                return errors
            case "update" if not check_view(answer.body.get("view")):
                self._modals.change(modal, answer.body["view"])
                return {}
            case _:
                raise present.Impossible(TROUBLE)

    async def close(self, who: str, view: str) -> None:
        """Close a form without sending it; the app hears of it where the view asks for that."""
        user = present.person(self._world, who)
        modal = self._modal(user, view)
        self._modals.close(modal)
        if modal.view.get("notify_on_close"):
            payload = payloads.closing(self._world, user, self._modals.shown(modal))
            await self._deliveries.ask("interactive", payload)

    def _modal(self, user: User, id: str) -> Modal:
        modal = self._modals.find(id)
        if modal is None or modal.user != user.id:
            raise present.Impossible("This form is closed.")
        return modal


def _button(message: Message, block_id: str, action_id: str) -> Json:
    for block in message.blocks:
        elements = [*block.get("elements", []), block.get("accessory", {})]
        for element in elements:
            named = isinstance(element, dict) and element.get("action_id") == action_id
            if block["block_id"] == block_id and named and element.get("type") == "button":
                return dict(element)
    raise present.Impossible("The button is gone.")
