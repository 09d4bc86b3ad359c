"""A message as plain text reads as it was meant."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.intents import Said
from bot.messages import (
    Bullets,
    Button,
    Buttons,
    Divider,
    Heading,
    InChannel,
    Mention,
    Message,
    Meter,
    Note,
    Paragraph,
    Quote,
    Strong,
    Typed,
    When,
)
from bot.people import AccountRef, ChannelRef, MemberRef, Person, Roster
from bot.text import render

ANA = Person(MemberRef("m1"), AccountRef("U1"), "Ana", "Europe/Paris")
STRANGER = MemberRef("m2")


def test_every_word_of_the_language_reads_as_text() -> None:
    noon = When(datetime(2027, 3, 26, 12, tzinfo=UTC), "13:00 (Paris)")
    message = Message(
        "not read aloud here",
        (
            Heading("Standup"),
            Paragraph(
                (Strong("Now"), ", ", Mention(ANA.ref), " and ", Mention(STRANGER), " ", noon)
            ),
            Bullets((("one",), (Typed("standup"), " in ", InChannel(ChannelRef("C1"))))),
            Quote("first\nsecond"),
            Meter("Done", 0.25),
            Divider(),
            Note(("small",)),
            Buttons((Button.to("Answer", Said("a", "")), Button.to("Skip", Said("b", "")))),
        ),
    )
    assert render(message, Roster({ANA.ref: ANA})).splitlines() == [
        "Standup",
        "Now, @Ana and @m2 13:00 (Paris)",
        "- one",
        "- `/standup` in #C1",
        "> first",
        "> second",
        "Done ##........ 25%",
        "---",
        "small",
        "[Answer] [Skip]",
    ]
