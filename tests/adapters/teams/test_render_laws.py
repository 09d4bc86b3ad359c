"""Whatever a message holds, Teams takes it, and shows nobody's words as anything but words."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from hypothesis import given
from hypothesis import strategies as st

from adapters.teams import forms, phrases
from adapters.teams.enclosed import Link, nowhere
from adapters.teams.files import name_of
from adapters.teams.fitting import flat
from adapters.teams.render import UNITS, activity, card, size
from adapters.teams.spans import typed
from bot.forms import Form, Text
from bot.messages import (
    Attachment,
    Bullets,
    Buttons,
    Code,
    Heading,
    InChannel,
    Inviting,
    Mention,
    Message,
    Note,
    Paragraph,
    Picture,
    Quote,
    Span,
    Spans,
    Strong,
    Typed,
    When,
)
from bot.people import AccountRef, Channel, ChannelRef, MemberRef, Person, Roster
from tests.adapters.teams.adaptive_card import (
    actions,
    check_card,
    elements,
    markdown,
    read,
    seen,
)
from tests.adapters.teams.test_render import TEAMS
from tests.adapters.test_render import DOES, HOSTILE, MOMENT, ROSTER
from tests.adapters.test_render_laws import content, message, text, unhurried


def sealed(index: int, enclosed: Picture | Attachment) -> str:
    """An address as long as ours."""
    return f"https://muster.example.org/teams/files/{'s' * 160}{index}/{quote(name_of(enclosed))}"


SHARDS = """< at> </at> & lt; [ x] ]( (http://evil.example) { {{DATE( 2026-11-24T09:30:00Z)}}
* ** _ ` \\ ~~ # - 1. a é 😀 م | ! \x00 \u200d <!-- <b> = http://a.example @"""
shards = st.sampled_from([*SHARDS.split(), " ", "\n", "\t", "    "])
hostile = st.one_of(
    st.lists(shards, max_size=8).map("".join),
    st.sampled_from([*HOSTILE, *TEAMS]),
    st.text(max_size=12),
)
names = st.one_of(hostile, st.sampled_from(["Ana", "Kim", "Kim"]))
people = st.lists(names, min_size=3, max_size=3).map(
    lambda three: {
        MemberRef(f"m{at}"): Person(MemberRef(f"m{at}"), AccountRef(f"aad-{at}"), name, "UTC")
        for at, name in enumerate(three)
    }
)
channels = hostile.map(lambda name: {ChannelRef("C1"): Channel(ChannelRef("C1"), name)})
rosters = st.builds(Roster, people, channels)
span: st.SearchStrategy[Span] = st.one_of(
    hostile,
    hostile.map(Strong),
    hostile.map(Code),
    st.sampled_from([Typed("standup new"), Typed("muster help"), Inviting()]),
    st.sampled_from([Mention(MemberRef(f"m{at}")) for at in range(4)]),
    st.sampled_from([When(MOMENT, "x"), When(MOMENT, "x", "day and time")]),
    st.just(InChannel(ChannelRef("C1"))),
)
spans: st.SearchStrategy[Spans] = st.lists(span, max_size=6).map(tuple)


@unhurried
@given(message, st.sampled_from([nowhere, sealed]))
def test_every_message_is_within_teams_limits_and_keeps_its_buttons(
    message: Message, link: Link
) -> None:
    row, channel = "0123456789abcdef01234567", ChannelRef("19:c")
    made = activity(message, ROSTER, row=row, channel=channel, link=link)
    shown = made["attachments"][0]["content"]
    check_card(shown)
    assert size(made) <= UNITS
    wanted = sum(len(block.buttons) for block in message.blocks if isinstance(block, Buttons))
    assert sum(action["type"] == "Action.Execute" for action in actions(shown)) == wanted


@unhurried
@given(spans, rosters)
def test_a_line_is_read_as_it_was_written_and_mentions_whom_it_names(
    spans: Spans, roster: Roster
) -> None:
    blocks = (Heading("Hi"), Paragraph(spans), Bullets((spans,)), Note(spans))
    made = card(Message("x", blocks), roster)
    check_card(made)
    words = seen("".join(said(one, roster) for one in spans))
    listed = f"• {words}" if words else ""
    assert seen(read(made)) == seen("\n".join(["Hi", words, listed, words]))
    named = {one.member for one in spans if isinstance(one, Mention)} & set(roster.people)
    wanted = {roster.people[one].account.id for one in named if called(one, roster)}
    assert {one["mentioned"]["id"] for one in made["msteams"].get("entities", [])} == wanted


@unhurried
@given(hostile, hostile)
def test_what_is_enclosed_is_named_and_told_in_words_that_are_no_markup(
    words: str, name: str
) -> None:
    files = (Picture("<svg/>", words), Attachment(name, words))
    told, linked = (card(Message("x", files), ROSTER, link=link) for link in (nowhere, sealed))
    for made in (told, linked):
        check_card(made)
    assert all(one["type"] in ("RichTextBlock", "Container") for one in told["body"])
    assert seen(read(told)).startswith(seen(words))
    picture, download = linked["body"]
    assert seen(picture["altText"]) == (" ".join(seen(words).split()) or "…")
    assert seen(download["actions"][0]["title"]).startswith("Download")


@unhurried
@given(hostile)
def test_what_stands_alone_is_no_markup_anywhere(words: str) -> None:
    made = card(Message(words, (Quote(words), Heading(words))), ROSTER)
    check_card(made)
    assert "entities" not in made["msteams"]
    assert all(one["type"] != "TextBlock" for one in elements(made))
    assert seen(read(made)) == seen(f"{words}\n{words}") or not seen(words)
    assert markdown(made["fallbackText"])


@unhurried
@given(text, text, content)
def test_every_form_is_a_card_that_teams_takes(title: str, submit: str, part: Any) -> None:
    form = Form(title or "x", DOES, (part, Text("y", "Y")), submit or "x")
    made = forms.card(form, ROSTER, errors={"x": submit, "": title})
    check_card(made, units=size(made))
    task = forms.dialog(form, ROSTER)["card"]["content"]
    check_card(task, units=size(task))


@unhurried
@given(hostile, hostile)
def test_a_form_gives_back_what_was_typed_and_reads_its_words_as_words(
    words: str, value: str
) -> None:
    fields = (Text("y", words, hint=words, lines=True), Note((words,)))
    form = Form(words, DOES, fields, words)
    made = forms.card(form, ROSTER, errors={"y": words}, typed={"y": value, "z": "z"})
    check_card(made)
    (given,) = [one for one in elements(made) if one["type"] == "Input.Text"]
    assert given.get("value", "") == value
    label = " ".join(seen(words).split()) or "…"
    assert seen(given["label"]) == label


def called(member: MemberRef, roster: Roster) -> str:
    """What a mention says, letters and all that Markdown has no use for."""
    person = roster.people.get(member)
    raw = "" if person is None else person.name
    return seen("".join(" " if one in "\\`*_[]<>&~{}\r\n" else one for one in raw)).strip()


def said(span: Span, roster: Roster) -> str:
    """What a span says in Teams, as plain text."""
    match span:
        case str():
            return span
        case Strong(text=words) | Code(text=words):
            return words
        case Typed(words=words):
            return typed(words)
        case Inviting():
            return phrases.INVITING
        case Mention(member=member):
            return called(member, roster) or phrases.NOBODY
        case InChannel(channel=ref):
            name = seen(flat(roster.channels[ref].name))
            return f"#{name}" if name else phrases.NO_CHANNEL
        case When(style=style):
            day = "{{DATE(2026-11-24T09:30:00Z,SHORT)}} at "
            return f"{'' if style == 'time' else day}{{{{TIME(2026-11-24T09:30:00Z)}}}}"
