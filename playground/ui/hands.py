"""What people press and fill in: buttons under messages, and forms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from playground.blockkit.modal import check_view
from playground.outward import payloads
from playground.outward.line import Answered, Failed
from playground.town import User
from playground.ui import forms, present
from playground.ui.modals import Modal

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

    async def open_app(self, who: str, tab: Literal["home", "messages"]) -> None:
        """Look at the app: at its Home tab, or at what it has said."""
        user = present.person(self._world, who)
        if tab == "home" and not self._slack.app.home_tab:
            raise present.Impossible("This app has no Home tab.")
        home = self._slack.homes.of(user.id)
        shown = None if home is None else self._slack.homes.shown(home)
        self._slack.happens.opened_home(user.id, tab, shown)

    async def press(self, who: str, where: str, ts: str, block: str, action: str) -> None:
        """A button under a message; told nothing back, as the app answers by other ways."""
        user = present.person(self._world, who)
        present.place(self._world, user, where)
        self.notices.pop(user.id, None)
        message = self._world.message(where, ts)
        if message is None or message.reader not in (None, user.id):
            raise present.Impossible("The message is gone.")
        pressed = _pressed(message.blocks, block, action)
        channel = self._world.channels[where]
        permission = self._slack.tickets.permission(user.id, channel.id, ts)
        await self._press(user, payloads.press(self._world, user, message, pressed, permission))

    async def press_in_view(self, who: str, view: str, block: str, action: str) -> None:
        """A button in one's own Home tab, or in the window that is open."""
        user = present.person(self._world, who)
        self.notices.pop(user.id, None)
        home = self._slack.homes.of(user.id)
        if home is not None and home.id == view:
            shown = self._slack.homes.shown(home)
        else:
            shown = self._modals.shown(self._modal(user, view))
        pressed = _pressed(shown["blocks"], block, action)
        trigger = self._slack.tickets.trigger(user.id)
        await self._press(user, payloads.press_in_view(self._world, user, shown, pressed, trigger))

    async def _press(self, user: User, payload: Json) -> None:
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


def _pressed(blocks: Sequence[Json], block_id: str, action_id: str) -> Json:
    """A button as the payload of its press carries it."""
    for block in blocks:
        elements = [*block.get("elements", []), block.get("accessory", {})]
        for element in elements:
            named = isinstance(element, dict) and element.get("action_id") == action_id
            if block["block_id"] == block_id and named and element.get("type") == "button":
                kept = {key: value for key, value in element.items() if key != "confirm"}
                return {**kept, "block_id": block_id}
    raise present.Impossible("The button is gone.")
