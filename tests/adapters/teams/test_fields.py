"""What people fill in comes as text, and reaches the rules as what each field is."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from adapters.teams import phrases
from adapters.teams.fields import filled
from adapters.teams.payloads import Malformed
from bot.forms import Choice, Choices, Day, Field, Form, Number, Option, People, Text, TimeOfDay
from bot.happening import FieldValue
from bot.intents import Said
from bot.messages import Note
from bot.people import AccountRef

ANA, BO = "00000000-0000-4000-8000-000000000020", "00000000-0000-4000-8000-000000000023"
DAYS = (Option("0", "Monday"), Option("4", "Friday"))

NAME = Text("it", "Name")
ONE = Choice("it", "Zone", DAYS)
MANY = Choices("it", "Days", DAYS)
WHO = People("it", "Who")
AT = TimeOfDay("it", "At")
ON = Day("it", "On")
MANY_HOURS = Number("it", "Hours", required=False)


def form(field: Field) -> Form:
    return Form("Form", Said("standup", "list"), (Note(("Small print.",)), field))


READ: list[tuple[Field, Any, FieldValue]] = [
    (NAME, "  Morning \n", "Morning"),
    (NAME, "a\x00b", "ab"),
    (NAME, "", ""),
    (NAME, None, ""),
    (ONE, "4", "4"),
    (MANY, "0,4", ("0", "4")),
    (MANY, "0, 4", ("0", "4")),
    (MANY, "0;4", ("0", "4")),
    (MANY, "", ()),
    (MANY, None, ()),
    (WHO, f"{ANA},{BO}", (AccountRef(ANA), AccountRef(BO))),
    (WHO, f"{ANA},{ANA}", (AccountRef(ANA),)),
    (WHO, "", ()),
    (AT, "09:30", time(9, 30)),
    (AT, "09:30:00", time(9, 30)),
    (ON, "2026-11-24", date(2026, 11, 24)),
    (ON, "2026-11-24T00:00:00Z", date(2026, 11, 24)),
    (MANY_HOURS, "0", 0.0),
    (MANY_HOURS, " -1.5 ", -1.5),
    (MANY_HOURS, "0,91", 0.91),
    (MANY_HOURS, ".5", 0.5),
    (MANY_HOURS, "2e3", 2000.0),
    (MANY_HOURS, 3, 3.0),
    (MANY_HOURS, 0.25, 0.25),
    (MANY_HOURS, "", None),
    (MANY_HOURS, " ", None),
    (MANY_HOURS, None, None),
    (MANY_HOURS, "about three", "about three"),
    (MANY_HOURS, "1,500.5", "1,500.5"),
    (MANY_HOURS, "1_000", "1_000"),
    (MANY_HOURS, "nan", "nan"),
    (MANY_HOURS, "1e999", "1e999"),
    (MANY_HOURS, "٣", "٣"),
]


@pytest.mark.parametrize(("field", "typed", "value"), READ)
def test_a_value_is_read_as_what_its_field_is(field: Field, typed: Any, value: FieldValue) -> None:
    found = filled(form(field), {"it": typed, "muster": {}})
    assert (found.values, found.errors) == ({"it": value}, {})


WRONG: list[tuple[Field, str]] = [
    (ONE, "7"),
    (MANY, "0,7"),
    (MANY, "0,4,<script>"),
    (WHO, "29:1kenji"),
    (WHO, f"{ANA},you & me"),
    (AT, "half past nine"),
    (AT, "25:00"),
    (ON, "2026-02-30"),
    (ON, "tomorrow"),
]


@pytest.mark.parametrize(("field", "typed"), WRONG)
def test_what_cannot_be_read_comes_back_as_it_was_typed_with_a_sentence(
    field: Field, typed: str
) -> None:
    found = filled(form(field), {"it": typed})
    assert (found.typed, found.values) == ({"it": typed}, {})
    assert found.errors == {"it": phrases.NOT_A_VALUE}


@pytest.mark.parametrize("field", [ONE, AT, ON, Number("it", "Hours")])
@pytest.mark.parametrize("typed", ["", " ", None])
def test_a_client_that_lets_a_needed_choice_out_is_told(field: Field, typed: Any) -> None:
    found = filled(form(field), {"it": typed})
    assert set(found.errors.values()) <= {phrases.REQUIRED, phrases.NOT_A_VALUE}
    assert list(found.errors) == ["it"]


def test_what_need_not_be_chosen_may_be_left_out() -> None:
    free = (TimeOfDay("at", "At", required=False), Day("on", "On", required=False))
    found = filled(Form("Form", Said("standup", "list"), free), {})
    assert (found.values, found.errors) == ({"at": None, "on": None}, {})


@pytest.mark.parametrize("odd", [True, ["3"], {"0": 3}])
def test_a_number_is_a_number_or_a_text(odd: Any) -> None:
    with pytest.raises(Malformed):
        filled(form(MANY_HOURS), {"it": odd})


@pytest.mark.parametrize("odd", [1, True, ["0"], {"0": 1}])
def test_what_no_input_gives_is_malformed(odd: Any) -> None:
    with pytest.raises(Malformed):
        filled(form(NAME), {"it": odd})
