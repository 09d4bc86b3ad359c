"""Private forms: opened in a dialog and sent from it, so that nothing of what was typed stays in a chat."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, assert_never

from adapters.teams import forms, phrases, render
from adapters.teams.answers import wrap
from adapters.teams.inbound import Act
from adapters.teams.respond import closing, dialog
from adapters.teams.seal import Seal
from bot.forms import Form
from bot.happening import Nothing, Open, Outcome, Refuse, Rewrite, Show
from bot.messages import Message
from bot.people import Roster

Json = dict[str, Any]


class Dialogs:
    """Makes the responses for dialogs. None of them is ever sent as a message."""

    def __init__(self, seal: Seal) -> None:
        self._seal = seal

    def to_act(self, act: Act, outcome: Outcome) -> Json:
        match outcome.now:
            case Nothing():
                return closing(phrases.SENT if act.form is not None else phrases.DONE)
            case Open(form=form):
                return self._form(act, form, outcome.roster)
            case Refuse(errors=errors):
                return self.again(act, errors, outcome.roster)
            case Show(message=message) | Rewrite(message=message):
                return self._message(act, message, outcome.roster)
            case _:
                assert_never(outcome.now)

    def again(self, act: Act, errors: Mapping[str, str], roster: Roster) -> Json:
        """What was typed, with the sentences; only ever for what has not been kept."""
        if act.form is None or act.filled is None:
            return closing(" ".join(errors.values()))
        return self._form(act, act.form, roster, errors, act.filled.typed)

    def waiting(self, act: Act) -> Json:
        """It takes longer than Teams waits. Sending it once more changes nothing twice and brings the end."""
        if act.form is None:
            return closing(phrases.AGAIN)
        return self.again(act, {"": phrases.STILL_SAVING}, Roster())

    def _form(
        self,
        act: Act,
        form: Form,
        roster: Roster,
        errors: Mapping[str, str] | None = None,
        typed: Mapping[str, str] | None = None,
    ) -> Json:
        close = wrap(self._seal, act)
        return dialog(
            forms.dialog(form, roster, wrap=close, channel=act.where, errors=errors, typed=typed)
        )

    def _message(self, act: Act, message: Message, roster: Roster) -> Json:
        made = render.card(
            message, roster, wrap=wrap(self._seal, act), channel=act.where, alone=True
        )
        card = {"contentType": render.CARD, "content": made}
        return dialog({"title": phrases.BOT, "height": "small", "width": "medium", "card": card})
