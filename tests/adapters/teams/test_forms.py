"""Forms as cards and as dialogs: what was typed, the sentences at its fields, and what is private."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from adapters.teams import forms
from bot.forms import Choice, Choices, Form, Number, Option, People, Text, load
from bot.intents import Intent, intent
from bot.people import AccountRef, ChannelRef, MemberRef, Person, Roster
from bot.views.samples import SAMPLES
from tests.adapters import golden
from tests.adapters.teams.adaptive_card import actions, check_card, markdown, read, seen
from tests.adapters.test_render import DOES, FIELDS, ROSTER

Json = dict[str, Any]


@intent("test.secret/1", private=True)
class Secret(Intent):
    poll: str


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_is_what_its_golden_file_shows(name: str) -> None:
    made = forms.card(FIELDS[name], ROSTER)
    check_card(made)
    golden.compare(name, made, "teams")


def test_a_private_form_is_never_in_a_chat() -> None:
    form = replace(FIELDS["form-text"], intent=Secret("p1"))
    with pytest.raises(TypeError, match=r"test\.secret/1 is private"):
        forms.card(form, ROSTER)


def test_a_dialog_has_the_forms_title_and_is_sent_by_its_one_button() -> None:
    form = replace(FIELDS["form-text"], intent=Secret("p1"))
    task = forms.dialog(form, ROSTER, channel=ChannelRef("19:c"))
    check_card(task["card"]["content"])
    (send,) = actions(task["card"]["content"])
    assert (task["title"], send["type"], send["title"]) == ("Standup", "Action.Submit", "Send")
    assert set(send["data"]) == {"form", "channel"}
    assert load(send["data"]["form"]).intent == Secret("p1")
    assert "Standup" not in read(task["card"]["content"])


def test_a_form_in_a_card_is_sent_or_left_and_what_opened_it_is_told() -> None:
    made = forms.card(
        FIELDS["form-text"], ROSTER, row="r1", channel=ChannelRef("19:c"), does="standup.answer/1"
    )
    send, back = actions(made)
    about = {"row": "r1", "channel": "19:c"}
    assert (send["verb"], send["title"], send["style"]) == ("send", "Send", "positive")
    assert {**send["data"], "form": load(send["data"]["form"]).title} == {
        "form": "Standup",
        **about,
    }
    assert (back["verb"], back["associatedInputs"]) == ("back", "none")
    assert back["data"] == {"does": "standup.answer/1", **about}


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
    why = [run for one in made["body"] for run in one.get("inlines", []) if "color" in run]
    assert [run["text"] for run in why] == ["Nothing was saved.", "Shorten it."]


def test_people_picked_come_back_by_name_and_teams_looks_the_others_up() -> None:
    made = forms.card(FIELDS["form-pickers"], ROSTER, typed={"people": "U1,U7,U1"})
    picker = next(one for one in made["body"] if one.get("id") == "people")
    assert picker["choices"] == [{"title": "Ana", "value": "U1"}]
    assert picker["value"] == "U1,U7,U1"


def test_a_hundred_and_fifty_people_picked_are_all_kept_and_the_first_of_them_named() -> None:
    everybody = [
        Person(MemberRef(f"m{n}"), AccountRef(str(UUID(int=n))), f"Somebody Longname {n}", "UTC")
        for n in range(150)
    ]
    roster = Roster({one.ref: one for one in everybody})
    picker = People("people", "People", tuple(roster.people))
    edit = SAMPLES["standup.form-edit"]
    assert isinstance(edit, Form)
    content = tuple(picker if isinstance(one, People) else one for one in edit.content)
    made = forms.card(replace(edit, content=content), roster)
    check_card(made)
    (shown,) = [one for one in made["body"] if one.get("id") == "people"]
    assert shown["value"].split(",") == [one.account.id for one in everybody]
    assert [one["title"] for one in shown["choices"]] == [
        one.name for one in everybody[: len(shown["choices"])]
    ]
    assert 40 <= len(shown["choices"]) < 150


def test_what_was_emptied_stays_empty_and_what_nobody_typed_is_as_the_form_has_it() -> None:
    form = FIELDS["form-pickers"]
    fresh = forms.card(form, ROSTER, typed={})
    values = {one["id"]: one.get("value") for one in fresh["body"] if "id" in one}
    assert values == {"people": "U1", "at": "09:30", "from": "2026-11-24"}
    back = forms.card(form, ROSTER, typed={"at": "10:00"})
    values = {one["id"]: one.get("value") for one in back["body"] if "id" in one}
    assert values == {"people": None, "at": "10:00", "from": None}


@pytest.mark.parametrize(
    ("value", "shown"), [(0.0, 0), (3.0, 3), (0.25, 0.25), (-1e300, -1e300), (None, None)]
)
def test_a_number_stands_in_its_input_as_people_write_it(
    value: float | None, shown: float | None
) -> None:
    made = forms.card(Form("Report", DOES, (Number("hours", "Hours", value),)), ROSTER)
    check_card(made)
    (field,) = [one for one in made["body"] if "id" in one]
    assert (field["type"], field["isRequired"], field.get("value")) == ("Input.Number", True, shown)
    assert isinstance(field.get("value"), type(shown))


def test_a_number_that_was_refused_comes_back_as_it_was_and_what_is_none_is_typed_anew() -> None:
    form = Form("Report", DOES, (Number("a", "A", required=False), Number("b", "B", 7.0)))
    made = forms.card(form, ROSTER, typed={"a": "1,5", "b": "many"}, errors={"b": "How many?"})
    check_card(made)
    values = {one["id"]: one.get("value") for one in made["body"] if "id" in one}
    assert values == {"a": 1.5, "b": None}
    assert "How many?" in read(made)


def test_many_options_are_found_by_typing_and_none_may_hold_a_comma() -> None:
    zones = tuple(Option(f"z{number}", f"Zone {number}") for number in range(40))
    made = forms.card(Form("Zone", DOES, (Choice("zone", "Zone", zones, "z3"),)), ROSTER)
    check_card(made)
    assert (made["body"][1]["style"], made["body"][1]["value"]) == ("filtered", "z3")
    comma = Choices("zone", "Zone", (Option("a,b", "A"),))
    with pytest.raises(ValueError, match="commas"):
        forms.card(Form("Zone", DOES, (comma,)), ROSTER)


def test_a_field_with_nothing_to_choose_is_left_out_and_its_sentence_stands_at_the_top() -> None:
    form = Form("Zone", DOES, (Choices("zone", "Zone", ()), Text("why", "Why?")))
    made = forms.card(form, ROSTER, errors={"zone": "There is none."})
    check_card(made)
    assert read(made).splitlines() == ["Zone", "There is none.", "Why?: ", "[Save] [Back]"]


@pytest.mark.parametrize(
    "words", ["*a* and *b*", "`a` _b_", "[x](http://evil.example)", "<at>Ana</at>", "# one", "\\*"]
)
def test_an_option_is_read_as_it_was_written_by_clients_with_markdown_and_without(
    words: str,
) -> None:
    options = Choices("days", "Days", (Option("1", words), Option("2", "Two")))
    made = forms.card(Form("New", DOES, (options,)), ROSTER)
    check_card(made)
    shown = made["body"][1]["choices"][0]["title"]
    alike = str.maketrans({"\u2217": "*", "\u02cd": "_", "\u02cb": "`"})
    assert seen(markdown(shown)).translate(alike) == seen(shown).translate(alike) == words


def test_ten_long_answers_come_back_whole() -> None:
    fields = tuple(Text(f"a{number}", "What? " * 20, lines=True) for number in range(10))
    typed = {f"a{number}": "Ω" * 1000 for number in range(10)}
    made = forms.card(Form("Standup", DOES, fields), ROSTER, typed=typed)
    check_card(made, units=20_000)
    assert [one["value"] for one in made["body"] if "value" in one] == ["Ω" * 1000] * 10
