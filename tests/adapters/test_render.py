"""Every word of the vocabulary as Slack's JSON, and nobody's words as markup."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from adapters.slack.forms import view
from adapters.slack.render import render
from bot.forms import (
    Choice,
    Choices,
    Day,
    Form,
    Number,
    Option,
    People,
    Text,
    TimeOfDay,
)
from bot.intents import Profile
from bot.messages import (
    Attachment,
    Block,
    Bullets,
    Button,
    Buttons,
    Code,
    Divider,
    Heading,
    InChannel,
    Mention,
    Message,
    Meter,
    Note,
    Paragraph,
    Picture,
    Quote,
    Span,
    Strong,
    When,
)
from bot.people import AccountRef, ChannelRef, MemberRef, Person, Roster
from bot.views.samples import ROSTER as TOWN
from bot.views.samples import SAMPLES
from tests.adapters import golden
from tests.adapters.block_kit import check_message, check_view, texts

Json = dict[str, Any]

ANA, STRANGER = MemberRef("m1"), MemberRef("m9")
ROSTER = Roster({ANA: Person(ANA, AccountRef("U1"), "Ana", "Europe/Paris")})
DOES = Profile(AccountRef("U1"))
C1 = ChannelRef("C1")
MOMENT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
SPANS: tuple[Span, ...] = (
    "Hello ",
    Strong("Ana"),
    ", type ",
    Code("/standup new"),
    " in ",
    InChannel(C1),
    " by ",
    When(MOMENT, "09:30 UTC", "day and time"),
    ", ",
    Mention(ANA),
    " and ",
    Mention(STRANGER),
    ".",
)
BLOCKS: dict[str, tuple[Block, ...]] = {
    "heading": (Heading("Tuesday's standup"),),
    "paragraph": (Paragraph(SPANS),),
    "bullets": (Paragraph(("Waiting for",)), Bullets((("Bo",), (Mention(ANA), ": away")))),
    "quote": (Paragraph((Mention(ANA),)), Quote("Ship it.\nThen rest.")),
    "meter": (Meter("5 of 8 have answered", 5 / 8),),
    "divider": (Divider(),),
    "note": (Note(("You get this because you are in ", InChannel(C1), ".")),),
    "note-spans": (Note(SPANS),),
    "picture": (Picture("<svg/>", "The mood rose from 3 to 4."),),
    "attachment": (Attachment("churn-model.csv", "day,person\n2026-11-24,Ana\n"),),
    "buttons": (
        Buttons(
            (
                Button.to("Answer", DOES, "primary"),
                Button.to("Skip today", DOES),
                Button.to("Delete", DOES, "danger", sure="Its past days are deleted too."),
            )
        ),
    ),
}
DAYS = tuple(Option(str(number), name) for number, name in enumerate(("Mon", "Tue", "Wed")))
FIELDS: dict[str, Form] = {
    "form-text": Form(
        "Standup",
        DOES,
        (
            Note(("Everybody in the channel sees this.",)),
            Text("yesterday", "Yesterday", "Label audit", lines=True, placeholder="A line or two"),
            Text("blockers", "Blockers", required=False, at_most=200, hint="Empty if none."),
        ),
        "Send",
    ),
    "form-choices": Form(
        "New standup",
        DOES,
        (
            Choice("day", "Day", DAYS, "1"),
            Choices("days", "Days", DAYS, ("0", "2"), hint="At least one."),
            Choices("hours", "Hours", tuple(Option(str(n), f"{n}:00") for n in range(24)), ("9",)),
        ),
    ),
    "form-pickers": Form(
        "New standup",
        DOES,
        (
            People("people", "People", (ANA, STRANGER)),
            TimeOfDay("at", "Ask at", time(9, 30)),
            Day("from", "From", date(2026, 11, 24), required=False),
        ),
    ),
    "form-numbers": Form(
        "Run",
        DOES,
        (
            Number("loss", "Loss", 0.00025, hint="On the held-out week."),
            Number("epochs", "Epochs", 12.0),
            Number("cost", "Cost", required=False),
        ),
    ),
}


@pytest.mark.parametrize("name", BLOCKS)
def test_every_block_is_what_its_golden_file_shows(name: str) -> None:
    made = render(Message("In short", BLOCKS[name]), ROSTER)
    check_message(made)
    golden.compare(name, made)


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_is_what_its_golden_file_shows(name: str) -> None:
    made = view(FIELDS[name], C1, ROSTER)
    check_view(made)
    golden.compare(name, made)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_view_is_what_its_golden_file_shows(name: str) -> None:
    sample = SAMPLES[name]
    if isinstance(sample, Form):
        made = view(sample, C1, TOWN)
        check_view(made)
    else:
        made = render(sample, TOWN)
        check_message(made)
    golden.compare(f"view.{name}", made)


def test_no_golden_file_is_left_of_what_is_no_more() -> None:
    assert golden.names() == {*BLOCKS, *FIELDS, *(f"view.{name}" for name in SAMPLES)}


HOSTILE = [
    "<!channel>",
    "<!here>",
    "<@U1>",
    "<!subteam^S1>",
    "<http://evil.example|payroll>",
    "<!date^1^{time}|x>",
    "*bold* _it_ ~no~ `code` ```block```",
    "&lt;!channel&gt;",
    "\u202eevil\u202c \u200b\u2066x\u2069",
    "> quote\n* list\n1. one",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_somebody_wrote_is_never_markup(text: str) -> None:
    written: tuple[Block, ...] = (
        Paragraph((text, Strong(text), Code(text))),
        Bullets(((text,),)),
        Quote(text),
        Note((text,)),
        Note((text, Mention(ANA))),
        Note((Strong(text),)),
        Note((Code(text),)),
        Meter(text, 0.5),
        Heading(text),
    )
    made = render(Message(text, written), ROSTER)
    check_message(made)
    shown = [*mrkdwn(made["blocks"]), made["text"]]
    for piece in shown:
        assert "<" not in piece.replace("<@U1>", "").replace("<!date^", "")
        assert not set("*_~`") & set(piece.strip("*`")) or piece is made["text"]
    assert text in list(texts(made["blocks"]))


def mrkdwn(value: Any) -> list[str]:
    """Texts in which Slack reads markup."""
    if isinstance(value, dict):
        if value.get("type") == "mrkdwn":
            return [value["text"]]
        value = list(value.values())
    return [text for one in value for text in mrkdwn(one)] if isinstance(value, list) else []


def test_a_long_list_ends_with_how_many_more() -> None:
    lines = tuple((f"{number} " + "x" * 400,) for number in range(60))
    made = render(Message("Long", (Heading("Board"), Bullets(lines))), ROSTER)
    check_message(made)
    shown = made["blocks"][1]["elements"][0]["elements"]
    last = shown[-1]["elements"][0]["text"]
    assert last == f"and {60 - (len(shown) - 1)} more"
    assert len(shown) > 25


def test_the_longest_block_gives_way_first() -> None:
    short = tuple(Paragraph((f"short {number}",)) for number in range(20))
    made = render(Message("x", (*short, Bullets((("y" * 2000,),) * 30))), ROSTER)
    check_message(made)
    assert [f"short {number}" in list(texts(made)) for number in range(20)] == [True] * 20


def test_too_many_blocks_keep_their_beginning_and_their_buttons() -> None:
    many = tuple(block for number in range(60) for block in (Heading(str(number)), Divider()))
    made = render(Message("x", (*many, *BLOCKS["buttons"])), ROSTER)
    check_message(made)
    kinds = [block["type"] for block in made["blocks"]]
    assert (len(kinds), kinds[-2:]) == (45, ["context", "actions"])
    assert made["blocks"][-2]["elements"][0]["text"] == "and 77 more"


def test_nothing_to_show_is_left_out() -> None:
    empty: tuple[Block, ...] = (
        Heading(" "),
        Paragraph(("", Strong(""))),
        Bullets((("",), ())),
        Quote(""),
        Note((" ",)),
        Buttons(()),
    )
    assert render(Message("", empty), ROSTER) == {"text": "…", "blocks": []}


def test_a_button_is_never_cut_in_its_meaning() -> None:
    long = Button("Answer", "x" * 2001)
    with pytest.raises(ValueError, match="2000"):
        render(Message("x", (Buttons((long,)),)), ROSTER)
    with pytest.raises(ValueError, match="3000"):
        view(replace(FIELDS["form-text"], intent=Profile(AccountRef("x" * 3000))), C1, ROSTER)


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0.0, "0"),
        (-2.5, "-2.5"),
        (1e-7, "0.0000001"),
        (1e21, "1000000000000000000000"),
        (1e300, None),
        (math.inf, None),
        (math.nan, None),
        (None, None),
    ],
)
def test_a_number_stands_in_its_field_as_people_write_it(
    number: float | None, written: str | None
) -> None:
    made = view(Form("Run", DOES, (Number("loss", "Loss", number),)), None, ROSTER)
    check_view(made)
    assert made["blocks"][0]["element"].get("initial_value") == written


def test_a_menu_of_more_than_a_hundred_is_shown_in_groups() -> None:
    zones = tuple(Option(f"z{number}", f"Zone {number}") for number in range(420))
    made = view(Form("Zone", DOES, (Choice("zone", "Zone", zones, "z399"),)), None, ROSTER)
    check_view(made)
    element = made["blocks"][0]["element"]
    assert [len(group["options"]) for group in element["option_groups"]] == [100] * 4 + [20]
    assert element["initial_option"]["value"] == "z399"
