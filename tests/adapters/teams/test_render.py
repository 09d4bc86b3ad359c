"""Every word of the vocabulary as an Adaptive Card, and nobody's words as markup."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from adapters.teams import forms
from adapters.teams.render import activity, card
from bot.forms import Form
from bot.intents import Intent, intent
from bot.messages import Button, Buttons, Inviting, Mention, Message, Paragraph, Strong, Typed, When
from bot.people import AccountRef, ChannelRef, MemberRef, Person, Roster
from bot.views.samples import ROSTER as TOWN
from bot.views.samples import SAMPLES
from tests.adapters import golden
from tests.adapters.teams.adaptive_card import actions, check_card, read
from tests.adapters.test_render import ANA, BLOCKS, DOES, FIELDS, HOSTILE, MOMENT, ROSTER

Json = dict[str, Any]


@intent("test.private/1", private=True)
class Secret(Intent):
    poll: str


@pytest.mark.parametrize("name", BLOCKS)
def test_every_block_is_what_its_golden_file_shows(name: str) -> None:
    made = card(Message("In short", BLOCKS[name]), ROSTER)
    check_card(made)
    golden.compare(name, made, "teams")


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_is_what_its_golden_file_shows(name: str) -> None:
    made = forms.card(FIELDS[name], ROSTER)
    check_card(made)
    golden.compare(name, made, "teams")


@pytest.mark.parametrize("name", SAMPLES)
def test_every_view_is_what_its_golden_file_shows(name: str) -> None:
    sample = SAMPLES[name]
    made = forms.card(sample, TOWN) if isinstance(sample, Form) else card(sample, TOWN)
    check_card(made)
    golden.compare(f"view.{name}", made, "teams")


def test_no_golden_file_is_left_of_what_is_no_more() -> None:
    assert golden.names("teams") == {*BLOCKS, *FIELDS, *(f"view.{name}" for name in SAMPLES)}


@pytest.mark.parametrize("words", [*HOSTILE, "<at>Bo</at>", "{{DATE(2026-11-24T09:30:00Z)}}"])
def test_what_somebody_wrote_is_read_as_they_wrote_it(words: str) -> None:
    alone = card(Message("x", (Paragraph((words,)),)), ROSTER)
    assert read(alone).replace("\u200b", "") == words.replace("\u200b", "")
    beside = card(Message("x", (Paragraph((Mention(ANA), " ", Strong(words))),)), ROSTER)
    check_card(beside)
    assert "{{DATE(2026" not in read(beside)


def test_somebody_whose_name_is_markup_is_mentioned_harmlessly() -> None:
    name = "<at>*Eve*</at> [x](http://evil.example)"
    eve = Person(MemberRef("eve"), AccountRef("aad-eve"), name, "UTC")
    made = card(Message("x", (Paragraph((Mention(eve.ref),)),)), Roster({eve.ref: eve}))
    check_card(made)
    (entity,) = made["msteams"]["entities"]
    assert entity["text"] == "<at>atEve/at x(http://evil.example)</at>"
    assert entity["mentioned"]["id"] == "aad-eve"


def test_a_moment_is_filled_in_by_the_readers_own_client() -> None:
    spans = (When(MOMENT, "09:30", "time"), " ", When(MOMENT, "x", "day"))
    made = card(Message("x", (Paragraph(spans),)), ROSTER)
    filled = "{{TIME(2026-11-24T09:30:00Z)}} {{DATE(2026-11-24T09:30:00Z, SHORT)}}"
    assert read(made) == filled


def test_commands_are_shown_as_they_are_typed_here() -> None:
    spans = (Typed("standup new"), " ", Typed("muster help"), " ", Inviting())
    made = card(Message("x", (Paragraph(spans),)), ROSTER)
    assert read(made).startswith("@Muster standup new @Muster help add Muster to the team")


def test_a_private_press_opens_a_dialog_and_a_private_form_is_never_in_a_chat() -> None:
    press = Button.to("Vote", Secret("p1"))
    (action,) = actions(card(Message("x", (Buttons((press,)),)), ROSTER))
    assert (action["type"], action["data"]["msteams"]) == ("Action.Submit", {"type": "task/fetch"})
    form = replace(FIELDS["form-text"], intent=Secret("p1"))
    with pytest.raises(TypeError, match=r"test\.private/1 is private"):
        forms.card(form, ROSTER)
    shown = forms.dialog(form, ROSTER)["card"]["content"]
    check_card(shown)
    assert [action["type"] for action in actions(shown)] == ["Action.Submit"]


def test_an_action_carries_the_row_and_the_channel_that_its_card_stands_for() -> None:
    press = Message("x", (Buttons((Button.to("Answer", DOES),)),))
    made = activity(press, ROSTER, row="r1", channel=ChannelRef("19:c"))
    (action,) = actions(made["attachments"][0]["content"])
    assert action["data"] == {"does": DOES.pack(), "row": "r1", "channel": "19:c"}


def test_a_button_that_wants_to_be_sure_asks_before_anything_is_sent() -> None:
    sure = Message("x", (Buttons((Button.to("Delete", DOES, "danger", sure="For ever?"),)),))
    first, behind = actions(card(sure, ROSTER))
    assert (first["type"], behind["type"], behind["title"]) == (
        "Action.ShowCard",
        "Action.Execute",
        "Delete",
    )
    assert "data" not in first


def test_an_errant_form_comes_back_with_what_was_typed_and_a_sentence_at_its_field() -> None:
    typed = {"yesterday": "", "blockers": "None of **these**"}
    errors = {"blockers": "Shorten it.", "": "Nothing was saved."}
    made = forms.card(FIELDS["form-text"], ROSTER, errors=errors, typed=typed)
    check_card(made)
    assert read(made).splitlines() == [
        "Standup",
        "Nothing was saved.",
        "Everybody in the channel sees this.",
        "Yesterday: ",
        "Blockers: None of **these**",
        "Empty if none.",
        "Shorten it.",
        "[Send] [Back]",
    ]


def test_people_picked_come_back_by_name_and_others_as_someone() -> None:
    made = forms.card(FIELDS["form-pickers"], ROSTER, typed={"people": "U1,U7"})
    picker = next(one for one in made["body"] if one.get("id") == "people")
    assert picker["choices"] == [
        {"title": "Ana", "value": "U1"},
        {"title": "someone", "value": "U7"},
    ]
    assert picker["value"] == "U1,U7"
