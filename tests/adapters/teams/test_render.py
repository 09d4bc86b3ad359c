"""Every word of the vocabulary as an Adaptive Card, and nobody's words as markup."""

from __future__ import annotations

from typing import Any

import pytest

from adapters.teams import forms
from adapters.teams.files import name_of
from adapters.teams.render import activity, card
from bot.forms import Form
from bot.messages import (
    Attachment,
    Bullets,
    Button,
    Buttons,
    Code,
    Divider,
    Heading,
    InChannel,
    Inviting,
    Mention,
    Message,
    Meter,
    Note,
    Paragraph,
    Picture,
    Quote,
    Strong,
    Typed,
    When,
)
from bot.people import AccountRef, Channel, ChannelRef, MemberRef, Person, Roster
from bot.views.samples import ROSTER as TOWN
from bot.views.samples import SAMPLES
from tests.adapters import golden
from tests.adapters.teams.adaptive_card import actions, check_card, markdown, read, seen
from tests.adapters.teams.test_forms import Secret
from tests.adapters.test_render import ANA, BLOCKS, C1, DOES, FIELDS, HOSTILE, MOMENT, ROSTER

Json = dict[str, Any]


def link(index: int, enclosed: Picture | Attachment) -> str:
    """Where files are on the golden cards; ours has a seal in the place of the number."""
    return f"https://muster.example.org/teams/files/{index}/{name_of(enclosed)}"


@pytest.mark.parametrize("name", BLOCKS)
def test_every_block_is_what_its_golden_file_shows(name: str) -> None:
    made = card(Message("In short", BLOCKS[name]), ROSTER, link=link)
    check_card(made)
    golden.compare(name, made, "teams")


@pytest.mark.parametrize("name", SAMPLES)
def test_every_view_is_what_its_golden_file_shows(name: str) -> None:
    sample = SAMPLES[name]
    made = forms.card(sample, TOWN) if isinstance(sample, Form) else card(sample, TOWN, link=link)
    check_card(made)
    golden.compare(f"view.{name}", made, "teams")


def test_no_golden_file_is_left_of_what_is_no_more() -> None:
    assert golden.names("teams") == {*BLOCKS, *FIELDS, *(f"view.{name}" for name in SAMPLES)}


TEAMS = [
    "<at>Bo</at> </at><at>Ana</at>",
    "{{DATE(2026-11-24T09:30:00Z,SHORT)}} {{{TIME(2026-11-24T09:30:00Z)}}}",
    "[payroll](http://evil.example) ![x](http://evil.example/x.png) <http://evil.example>",
    "1. one",
    "# two",
    "- three",
    "    four",
    "***",
    "C:\\temp\\*.* and \\",
    "snake_case __init__ _so_ `so` ~~so~~",
    "&lt;at&gt;Bo&lt;/at&gt;",
    "\x00\x1b[31mred\x1b[0m\ufffe",
]


@pytest.mark.parametrize("words", [*HOSTILE, *TEAMS])
def test_what_somebody_wrote_is_read_as_they_wrote_it(words: str) -> None:
    written = (
        Heading(words),
        Paragraph((words, " ", Strong(words), " ", Code(words))),
        Bullets(((words,), (Mention(ANA), " ", words))),
        Quote(words),
        Note((When(MOMENT, "x"), " ", words, Strong(words), Mention(ANA), Code(words), words)),
        Meter(words, 0.0),
        Buttons((Button.to("Go", DOES, sure=words),)),
    )
    made = card(Message(words, written), ROSTER)
    check_card(made)
    expected = (
        words,
        f"{words} {words} {words}",
        f"• {words}",
        f"• Ana {words}",
        words,
        f"{{{{TIME(2026-11-24T09:30:00Z)}}}} {words}{words}Ana{words}{words}",
        f"{'▱' * 10}  {words}",
        "[Go]",
        words,
    )
    assert seen(read(made)) == seen("\n".join(expected))
    assert [one["mentioned"]["id"] for one in made["msteams"]["entities"]] == ["U1"]
    assert markdown(made["fallbackText"])


def test_a_word_that_two_pieces_of_a_line_make_is_no_markup_either() -> None:
    date = ("{", Strong("{"), Strong("DATE("), "2026-11-24T09:30:00Z)}}")
    link = ("[x", Code("]"), Code("("), "http://evil.example)", "<", "at>Bo</", "at>")
    for spans in (date, link):
        for other in (Mention(ANA), When(MOMENT, "x"), ""):
            made = card(Message("x", (Paragraph((*spans, other)),)), ROSTER)
            check_card(made)
            words = "".join(one if isinstance(one, str) else one.text for one in spans)
            assert seen(read(made)).startswith(words)


def test_a_line_keeps_its_breaks_its_blank_lines_and_its_indent() -> None:
    made = card(Message("x", (Quote("Plan:\n  1. ship\r\n\n\n  2. rest"),)), ROSTER)
    (quote,) = made["body"]
    lines = [one["inlines"][0]["text"] for one in quote["items"]]
    assert lines == ["Plan:", "\u00a0\u00a01. ship", "\u00a0\u00a02. rest"]
    assert [one.get("spacing") for one in quote["items"]] == [None, "None", "Medium"]


def test_somebody_whose_name_is_markup_is_mentioned_harmlessly() -> None:
    name = "<at>*Eve*</at> [x](http://evil.example)\n{{DATE(2026-11-24T09:30:00Z)}}"
    eve = Person(MemberRef("eve"), AccountRef("aad-eve"), name, "UTC")
    made = card(Message("x", (Paragraph((Mention(eve.ref),)),)), Roster({eve.ref: eve}))
    check_card(made)
    (entity,) = made["msteams"]["entities"]
    called = "at Eve /at x (http://evil.example) DATE(2026-11-24T09:30:00Z)"
    assert entity["text"] == f"<at>{called}</at>" == made["body"][0]["text"]
    assert entity["mentioned"] == {"id": "aad-eve", "name": called}


def test_two_people_of_one_name_are_each_mentioned_as_themselves() -> None:
    both = [Person(MemberRef(one), AccountRef(one), "Kim", "UTC") for one in ("k1", "k2")]
    roster = Roster({one.ref: one for one in both})
    spans = (Mention(both[0].ref), " and ", Mention(both[1].ref), ", ", Mention(both[0].ref))
    made = card(Message("x", (Paragraph(spans),)), roster)
    check_card(made)
    told = made["msteams"]["entities"]
    assert [one["mentioned"]["id"] for one in told] == ["k1", "k2"]
    assert seen(read(made)) == "Kim and Kim, Kim"
    assert made["body"][0]["text"].count(told[0]["text"]) == 2


def test_a_moment_is_filled_in_by_the_readers_own_client() -> None:
    """No text run of Teams' own clients does that, so the line is a text block."""
    spans = (When(MOMENT, "09:30", "time"), " ", When(MOMENT, "x", "day"))
    made = card(Message("x", (Paragraph(spans),)), ROSTER)
    assert made["body"][0]["type"] == "TextBlock"
    filled = "{{TIME(2026-11-24T09:30:00Z)}} {{DATE(2026-11-24T09:30:00Z,SHORT)}}"
    assert read(made) == filled


def test_a_channel_is_named_and_one_without_a_name_is_spoken_of() -> None:
    known = Channel(ChannelRef("C7"), "churn-model")
    roster = Roster({}, {known.ref: known, C1: Channel(C1, "")})
    spans = (InChannel(known.ref), ", ", InChannel(C1), ", ", InChannel(ChannelRef("C9")))
    made = card(Message("x", (Paragraph(spans),)), roster)
    assert read(made) == "#churn-model, the channel, the channel"


def test_commands_are_shown_as_they_are_typed_here() -> None:
    spans = (Typed("standup new"), " ", Typed("muster help"), " ", Inviting())
    made = card(Message("x", (Paragraph(spans),)), ROSTER)
    assert read(made).startswith("@Muster standup new @Muster help add Muster to the team")


def test_a_private_press_opens_a_dialog() -> None:
    press = Button.to("Vote", Secret("p1"))
    (action,) = actions(card(Message("x", (Buttons((press,)),)), ROSTER))
    assert (action["type"], action["data"]["msteams"]) == ("Action.Submit", {"type": "task/fetch"})


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


def test_a_long_list_ends_with_how_many_more() -> None:
    lines = tuple((f"{number} " + "x" * 400,) for number in range(60))
    made = card(Message("Long", (Heading("Board"), Bullets(lines))), ROSTER)
    check_card(made)
    shown = read(made).splitlines()
    assert shown[-1] == f"•\u2002and {60 - (len(shown) - 2)} more"
    assert len(shown) > 12


def test_the_longest_block_gives_way_first() -> None:
    short = tuple(Paragraph((f"short {number}",)) for number in range(20))
    made = card(Message("x", (*short, Bullets((("y" * 2000,),) * 30))), ROSTER)
    check_card(made)
    assert read(made).splitlines()[:20] == [f"short {number}" for number in range(20)]


def test_too_many_blocks_keep_their_beginning_and_every_button() -> None:
    one = Buttons((Button.to("Go", DOES),))
    many = tuple(block for n in range(70) for block in (Heading(str(n)), Paragraph(("x" * 90,))))
    made = card(Message("x", (*many, one, *many, *BLOCKS["buttons"], Note(("Bye",)))), ROSTER)
    check_card(made)
    shown = read(made).splitlines()
    assert shown[0] == "0"
    assert "[Go]" in shown
    assert shown[-4].startswith("and ")
    assert shown[-3:] == [
        "[Answer] [Skip today] [Delete]",
        "Its past days are deleted too.",
        "Bye",
    ]


def test_buttons_that_fill_a_card_by_themselves_are_refused_and_not_left_out() -> None:
    many = Buttons(tuple(Button("Answer", "x" * 900) for _ in range(20)))
    words = "y" * 500
    beside = (Heading(words), Paragraph((words,)), Bullets(((words,),) * 9), Quote(words))
    with pytest.raises(ValueError, match="more than Teams takes"):
        card(Message("x", (*beside, Meter(words, 0.5), many)), ROSTER)


def test_more_than_six_buttons_stand_in_two_rows() -> None:
    eight = Buttons(tuple(Button.to(str(number), DOES) for number in range(8)))
    made = card(Message("x", (eight,)), ROSTER)
    check_card(made)
    assert read(made) == "[0] [1] [2] [3] [4] [5]\n[6] [7]"


def test_a_divider_is_a_line_above_what_follows_it() -> None:
    first, last = Paragraph(("a",)), Paragraph(("b\nc",))
    made = card(Message("x", (Divider(), first, Divider(), last, Divider())), ROSTER)
    check_card(made)
    assert [one.get("separator", False) for one in made["body"]] == [False, True, False]


def test_what_a_text_block_shows_in_bold_is_bold_in_every_neighbourhood() -> None:
    line = (When(MOMENT, "x"), " ", Typed("standup"), " x", Strong("(y)"), " ", Strong("z"), "!")
    made = card(Message("x", (Paragraph(line),)), ROSTER)
    (element,) = made["body"]
    assert element["text"] == "{{TIME(2026-11-24T09:30:00Z)}} **@Muster standup** x(y) **z**!"


def test_a_question_without_words_is_asked_all_the_same() -> None:
    press = Buttons((Button.to("Go", DOES, sure="\x1b"),))
    made = card(Message("x", (press,)), ROSTER)
    check_card(made)
    assert read(made) == "[Go]\n…"


def test_nothing_to_show_is_left_out() -> None:
    empty = (
        Divider(),
        Heading(" "),
        Paragraph(("", Strong(""))),
        Bullets((("",), ())),
        Quote("\n"),
        Quote("\x00"),
        Note((" ",)),
        Buttons(()),
    )
    made = card(Message("", empty), ROSTER)
    check_card(made)
    assert read(made) == "…"


def test_what_is_sealed_counts_as_well() -> None:
    lines = Bullets(tuple((f"{number} " + "x" * 100,) for number in range(90)))
    press = Message("x", (lines, Buttons((Button.to("Answer", DOES),) * 3)))
    made = card(press, ROSTER, wrap=lambda data: {"muster": data | {"seal": "s" * 1500}})
    check_card(made)
    assert len([*actions(made)]) == 3


def test_in_somebodys_own_chat_nobody_else_is_called() -> None:
    spans = (Mention(ANA), " and ", Mention(MemberRef("m9")))
    made = card(Message("x", (Paragraph(spans),)), ROSTER, alone=True)
    check_card(made)
    assert "entities" not in made["msteams"]
    assert read(made) == "Ana and someone"
