"""A card is read as a person reads it, and sends what a client would send."""

from __future__ import annotations

import pytest

from playground.teams import cards
from playground.teams.filling import Unsendable, filled
from tests.playground.teams.bot import Json, card, execute

DAYS: Json = {
    "type": "Input.ChoiceSet",
    "id": "days",
    "label": "On",
    "isMultiSelect": True,
    "value": "mon,fri",
    "choices": [
        {"title": "Monday", "value": "mon"},
        {"title": "Tuesday", "value": "tue"},
        {"title": "Friday", "value": "fri"},
    ],
}


def words(text: str) -> Json:
    return {"type": "TextBlock", "text": text}


def row(*cells: str) -> Json:
    return {
        "type": "TableRow",
        "cells": [{"type": "TableCell", "items": [words(one)]} for one in cells],
    }


WHOLE = card(
    words("Hello <at>Ana</at>, 2 \\* 3\u200b"),
    {"type": "RichTextBlock", "inlines": ["By ", {"type": "TextRun", "text": "Bo"}]},
    {"type": "Container", "items": [{"type": "Container", "items": [words("Deep")]}]},
    words("Hidden") | {"isVisible": False},
    {
        "type": "ColumnSet",
        "columns": [
            {"type": "Column", "items": [words("Left")]},
            {"type": "Column", "items": [words("Right"), {"type": "Image", "altText": "A chart"}]},
        ],
    },
    {"type": "Table", "rows": [row("Who", "What"), row("Ana", "Ships")]},
    {"type": "FactSet", "facts": [{"title": "Zone", "value": "Berlin"}]},
    {"type": "Input.Text", "id": "name", "label": "Name", "value": "Daily"},
    DAYS,
    {"type": "Input.Toggle", "id": "on", "title": "Remind", "value": "true"},
    {"type": "ActionSet", "actions": [execute("Save"), execute("Back")]},
    actions=(
        execute("More"),
        {"type": "Action.ShowCard", "title": "Delete", "card": card(actions=(execute("Yes"),))},
    ),
)


def test_everything_that_is_shown_is_read_from_top_to_bottom() -> None:
    assert cards.text(WHOLE).splitlines() == [
        "Hello @Ana, 2 * 3",
        "By Bo",
        "Deep",
        "Left | Right; A chart",
        "Who | What",
        "Ana | Ships",
        "Zone: Berlin",
        "Name: Daily",
        "On: Monday, Friday",
        "Remind: true",
        "[Save] [Back]",
        "[More] [Delete]",
    ]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("{{DATE(2027-03-01T20:30:00Z)}}", "3/2/2027"),
        ("{{DATE(2027-03-01T20:30:00Z, SHORT)}}", "Tue, Mar 2, 2027"),
        ("{{DATE(2027-03-01T20:30:00Z,LONG)}}", "Tuesday, March 2, 2027"),
        ("at {{TIME(2027-03-01T20:30:00Z)}}.", "at 5:30 AM."),
    ],
)
def test_dates_are_filled_in_for_a_readers_zone(written: str, read: str) -> None:
    assert cards.text(card(text=written), "Asia/Tokyo") == read
    assert cards.text(card(text=written)) == written


def test_every_action_is_found_wherever_it_sits() -> None:
    titles = [one["title"] for one in cards.actions(WHOLE)]
    assert titles == ["More", "Delete", "Yes", "Save", "Back"]
    with pytest.raises(LookupError):
        cards.button(WHOLE, "Delete")


def test_what_stands_in_the_inputs_is_sent_over_the_data_of_the_action() -> None:
    action = execute("Save", data={"name": "old", "does": "save"})
    whole = [one for one in cards.elements(WHOLE) if one["type"].startswith("Input.")]

    assert filled(action, whole, {}) == {
        "does": "save",
        "name": "Daily",
        "days": "mon,fri",
        "on": "true",
    }
    typed = {"name": "", "days": "Tuesday,fri", "on": "false"}
    assert filled(action, whole, typed) == {
        "does": "save",
        "name": "old",
        "days": "tue,fri",
        "on": "false",
    }
    assert filled(action | {"associatedInputs": "none"}, whole, {}) == action["data"]


@pytest.mark.parametrize(
    ("more", "typed"),
    [
        ({"type": "Input.Text", "isRequired": True}, ""),
        ({"type": "Input.Toggle", "isRequired": True}, "false"),
        ({"type": "Input.Text", "maxLength": 3}, "four"),
        ({"type": "Input.Text", "regex": "^a"}, "b"),
        ({"type": "Input.Number"}, "many"),
        ({"type": "Input.Number", "max": 9}, "10"),
        ({"type": "Input.Number", "min": 3}, "2"),
        ({"type": "Input.Time"}, "9:30"),
        ({"type": "Input.Time", "min": "09:00"}, "08:59"),
        ({"type": "Input.Date"}, "tomorrow"),
        ({"type": "Input.Date", "max": "2027-03-01"}, "2027-03-02"),
        ({"type": "Input.ChoiceSet", "choices": DAYS["choices"]}, "sun"),
        ({"type": "Input.ChoiceSet", "choices": DAYS["choices"], "isMultiSelect": True}, "mon,sun"),
    ],
)
def test_the_client_itself_refuses_what_the_card_does_not_allow(more: Json, typed: str) -> None:
    with pytest.raises(Unsendable):
        filled(execute("Save"), [{"id": "it", **more}], {"it": typed})


@pytest.mark.parametrize(
    ("more", "typed"),
    [
        ({"type": "Input.Text", "maxLength": 3, "regex": "^a"}, "abc"),
        ({"type": "Input.Toggle", "isRequired": True}, "true"),
        ({"type": "Input.Number", "min": 3, "max": 9}, "9"),
        ({"type": "Input.Time", "min": "09:00"}, "09:00"),
        ({"type": "Input.Date", "max": "2027-03-01"}, "2027-03-01"),
        ({"type": "Input.ChoiceSet", "choices": [], "choices.data": {"type": "Data.Query"}}, "id"),
    ],
)
def test_what_the_card_allows_is_sent(more: Json, typed: str) -> None:
    assert filled(execute("Save"), [{"id": "it", **more}], {"it": typed}) == {"it": typed}


def test_a_person_types_only_into_what_they_see() -> None:
    with pytest.raises(LookupError, match="nowhere"):
        filled(execute("Save"), [DAYS], {"nowhere": "x"})
