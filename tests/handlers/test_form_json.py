"""A form that a platform has to be given again is the same form when it comes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from bot.forms import (
    Choice,
    Choices,
    Day,
    Form,
    Option,
    People,
    Text,
    TimeOfDay,
    dump,
    load,
)
from bot.intents import Said
from bot.messages import Mention, Note, Typed
from bot.people import MemberRef
from bot.views.samples import SAMPLES

OPTIONS = (Option("a", "One"), Option("b", "Two, and more"))
EVERYTHING = Form(
    "Every field",
    Said("standup", "new"),
    (
        Text("text", "Text", lines=True, required=False, at_most=7, hint="h", placeholder="p"),
        Choice("choice", "Choice", OPTIONS, "b"),
        Choices("choices", "Choices", OPTIONS, ("a", "b")),
        People("people", "People", (MemberRef("m1"),)),
        TimeOfDay("time", "Time", time(9, 30)),
        Day("day", "Day", date(2027, 3, 26)),
        Note(("Ask ", Mention(MemberRef("m1")), " or type ", Typed("standup help"))),
    ),
    "Send",
)


def test_every_field_comes_back_as_it_was() -> None:
    people = [
        replace(one, value=()) if isinstance(one, People) else one for one in EVERYTHING.content
    ]
    assert load(dump(EVERYTHING)) == replace(EVERYTHING, content=tuple(people))


@pytest.mark.parametrize("form", [one for one in SAMPLES.values() if isinstance(one, Form)])
def test_the_forms_of_every_view_come_back_without_their_texts(form: Form) -> None:
    bare = [replace(one, value="") if isinstance(one, Text) else one for one in form.content]
    assert load(dump(form)) == replace(form, content=tuple(bare))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[1]",
        "null",
        '[2,"T","help/1 {}","Save",[]]',
        '[1,"T","nothing/1 {}","Save",[]]',
        '[1,"T",7,"Save",[]]',
        '[1,"T","help/1 {\\"command\\":\\"x\\"}","Save",[{"kind":"slider"}]]',
    ],
)
def test_what_is_no_form_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        load(text)
