"""What is said about holidays: whose a team or a person keeps, when the next are, and the team's form."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.forms import Form, Text
from bot.messages import (
    Block,
    Bullets,
    Button,
    Buttons,
    Message,
    Note,
    Paragraph,
    Span,
    Spans,
    Strong,
    Typed,
)
from bot.people import ChannelRef, Person
from bot.rituals.availability_intents import EditTeam, SaveTeam
from bot.rituals.calendars import calendar_name
from bot.views.availability import SAID_BACK, dated
from bot.views.standup_commands import text
from bot.views.times import listed

TYPED_AT_MOST = 60
REGIONS_NAMED = 20
NOT_YOURS = "Only the channel's organisers can set this for the team. Ask one of them."

Holidays = Sequence[tuple[date, str]]
"""The next ones."""


def of_team(calendar: str, ahead: Holidays, today: date, channel: ChannelRef) -> Message:
    change = Buttons((Button.to("Change", EditTeam(channel)),))
    if not calendar:
        said = "This team keeps no holidays, so people are asked on them as on other days."
        hint: Spans = (
            Typed("muster holidays DE-BY"),
            " keeps those of Bayern in Germany; any country will do, with or without a region.",
        )
        return Message(said, (Paragraph((said,)), change, Note(hint)))
    note: Spans = (
        "Nobody of the team is asked on these days. Whoever lives elsewhere keeps others: ",
        Typed("muster holidays mine JP"),
    )
    said = f"This team keeps the holidays of {calendar_name(calendar)}."
    return Message(said, (Paragraph((said,)), *_ahead(calendar, ahead, today), change, Note(note)))


def team_told(calendar: str, ahead: Holidays, today: date, by: Person) -> Message:
    """Said in the channel when an organiser has set it."""
    if not calendar:
        return text(Strong(by.name), " has set that this team keeps no holidays.")
    said: Spans = (
        Strong(by.name),
        f" has set that this team keeps the holidays of {calendar_name(calendar)}: nobody is asked on them.",
    )
    summary = f"This team keeps the holidays of {calendar_name(calendar)}"
    note: Spans = ("If you live elsewhere: ", Typed("muster holidays mine JP"), " keeps Japan's.")
    return Message(summary, (Paragraph(said), *_ahead(calendar, ahead, today), Note(note)))


def own(calendar: str | None, ahead: Holidays, today: date) -> Message:
    """None is the team's."""
    if calendar is None:
        return text(
            "You keep the holidays of each team that you are in. ",
            Typed("muster holidays mine JP"),
            " keeps Japan's instead, ",
            Typed("muster holidays mine none"),
            " none.",
        )
    back: Span = Typed("muster holidays mine team")
    if not calendar:
        return text("You keep no holidays, whatever your teams keep. ", back, " keeps theirs.")
    said = f"You keep the holidays of {calendar_name(calendar)}, whatever your teams keep."
    note: Spans = (back, " keeps theirs again.")
    return Message(said, (Paragraph((said,)), *_ahead(calendar, ahead, today), Note(note)))


def _ahead(calendar: str, ahead: Holidays, today: date) -> list[Block]:
    if not ahead:
        return [
            Paragraph((f"I know of no holiday of {calendar_name(calendar)} in the year ahead.",))
        ]
    return [Bullets(tuple((f"{dated(day, today)}: {name}",) for day, name in ahead))]


def unknown(typed: str, country: str | None, regions: Sequence[tuple[str, str]]) -> str:
    """``country`` is its code where that much is clear; then its regions are named."""
    said = typed[:SAID_BACK]
    if country is None:
        return (
            f"I know no country called “{said}”. Type its name or code, such as India or IN, "
            "with or without a region, such as DE-BY."
        )
    of = calendar_name(country)
    if not regions:
        return f"{of} has no regions of its own here. Type {country}."
    known = listed(
        [f"{code} ({name})" if name != code else code for code, name in regions], REGIONS_NAMED
    )
    example = f"{country}-{regions[0][0]}"
    return f"I know no such region of {of}. Type {country}, or with a region, such as {example}: {known}."


def alike(sentence: str, countries: Sequence[str]) -> str:
    """With the countries that are most like what was typed, in the place of general advice."""
    if not countries:
        return sentence
    first, _stop, _rest = sentence.partition(". ")
    return f"{first}. Do you mean {' or '.join(countries)}?"


def in_a_channel() -> Message:
    return text(
        "Holidays are kept by a team: type this in its channel. Your own are ",
        Typed("muster holidays mine"),
        ".",
    )


def not_yours() -> Message:
    return text(NOT_YOURS)


def form(channel: ChannelRef, calendar: str) -> Form:
    return Form(
        "Team holidays",
        SaveTeam(channel),
        (
            Text(
                "calendar",
                "Holidays",
                calendar,
                required=False,
                at_most=TYPED_AT_MOST,
                hint="A country, such as IN or India, or a region, such as DE-BY. Empty keeps none.",
            ),
            Note(
                ("Nobody of the team is asked on these days, unless they keep others themselves.",)
            ),
        ),
    )
