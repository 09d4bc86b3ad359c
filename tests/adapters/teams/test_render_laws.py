"""Whatever a message holds, Teams takes it: random messages with emoji, walls of text and hostility."""

from __future__ import annotations

from typing import Any

from hypothesis import given

from adapters.teams import forms
from adapters.teams.render import UNITS, activity, card, size
from bot.forms import Choices, Form, Text
from bot.messages import Buttons, Message, Paragraph
from bot.people import ChannelRef
from tests.adapters.teams.adaptive_card import actions, check_card, read
from tests.adapters.test_render import DOES, ROSTER
from tests.adapters.test_render_laws import content, message, text, unhurried


@unhurried
@given(message)
def test_every_message_is_within_teams_limits_and_keeps_its_buttons(message: Message) -> None:
    made = activity(message, ROSTER, row="0123456789abcdef01234567", channel=ChannelRef("19:c"))
    shown = made["attachments"][0]["content"]
    check_card(shown)
    assert size(made) <= UNITS + 200
    few = message.blocks[-3:]
    wanted = sum(len(block.buttons) for block in few if isinstance(block, Buttons))
    assert sum(action["type"] == "Action.Execute" for action in actions(shown)) >= wanted


@unhurried
@given(text, text, content)
def test_every_form_is_a_card_that_teams_takes(title: str, submit: str, part: Any) -> None:
    form = Form(title or "x", DOES, (part, Text("y", "Y")), submit or "x")
    if (isinstance(part, Choices) and len(part.options) > 40) or size(
        forms.card(form, ROSTER)
    ) > UNITS:
        return  # No view of ours has so many options, or labels of a thousand characters.
    check_card(forms.card(form, ROSTER))


def test_ten_long_answers_come_back_whole() -> None:
    fields = tuple(Text(f"a{number}", "What? " * 20, lines=True) for number in range(10))
    typed = {f"a{number}": "Ω" * 1000 for number in range(10)}
    made = forms.card(Form("Standup", DOES, fields), ROSTER, typed=typed)
    assert [one["value"] for one in made["body"] if "value" in one] == ["Ω" * 1000] * 10
    assert size(made) < 20_000


@unhurried
@given(text)
def test_a_short_text_is_read_as_it_was_written(words: str) -> None:
    made = card(Message("x", (Paragraph((words[:200],)),)), ROSTER)
    seen = read(made).replace("\u200b", "")
    whole = words[:200].replace("\u200b", "").replace("\r", "\n")
    lines = [line for line in whole.split("\n") if line]
    assert seen == ("\n".join(lines) if words[:200].strip() else "…")
