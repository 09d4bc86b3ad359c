"""What is said about working hours, and the form of one's whole working life."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time

from bot.forms import Choices, Form, Option, Text, TimeOfDay
from bot.messages import (
    Block,
    Bullets,
    Button,
    Buttons,
    Message,
    Note,
    Paragraph,
    Spans,
    Strong,
    Typed,
)
from bot.rituals.availability import Availability, Hours
from bot.rituals.availability_intents import EditWorkingLife, SaveWorkingLife
from bot.rituals.calendars import calendar_name
from bot.rituals.hours import Wrong
from bot.rituals.reasons import Reason
from bot.rituals.standup import Standup
from bot.views.availability import SAID_BACK
from bot.views.standup import title
from bot.views.standup_commands import text
from bot.views.times import DAYS, city, clock, on_days

Missed = Sequence[tuple[Standup, Reason]]
"""Standups that have no moment for somebody, and why."""
TYPED_AT_MOST = 60
NO_TIMES = "Choose both times, or leave days and times empty."
NO_DAYS = "Choose at least one day, or leave days and times empty."
OVER_NIGHT = "The end has to be later than the beginning; I ask nobody at night."
TOO_SHORT = "A working day of less than an hour leaves no moment for a question."


def named(hours: Hours) -> str:
    """Such as ``weekdays, 09:00 to 17:00``."""
    end = "24:00" if hours.end == time.max else clock(hours.end)
    return f"{on_days(hours.days)}, {clock(hours.begin)} to {end}"


def hours(life: Availability, zone: str, missed: Missed = ()) -> Message:
    """``zone`` is "" where it is not known."""
    button = Buttons((Button.to("Change", EditWorkingLife()),))
    if life.hours is None:
        said = "You have set no working hours, so each standup asks you on its own days, at its own time."
        hint: Spans = (Typed("muster hours mon-fri 9-17"), " sets yours.")
        return Message(said, (Paragraph((said,)), button, Note(hint)))
    where = f" ({city(zone)})" if zone else ""
    spans: Spans = ("Your working hours are ", Strong(named(life.hours)), f"{where}.")
    blocks: list[Block] = [Paragraph(spans), *_missed(missed), button]
    blocks.append(
        Note(
            (
                "Questions and reminders come within them. A question whose time lies outside comes when "
                "they begin. ",
                Typed("muster hours auto"),
                " goes by each standup's own time again.",
            )
        )
    )
    return Message(f"Your working hours are {named(life.hours)}", tuple(blocks))


def _missed(missed: Missed) -> list[Block]:
    if not missed:
        return []
    lines: list[Spans] = []
    for standup, reason in missed:
        why = "wraps up before you could answer"
        if reason is Reason.OUTSIDE_HOURS and standup.schedule.together:
            at = f"{clock(standup.schedule.ask_at)} ({city(standup.schedule.zone)})"
            why = f"asks everybody at {at}, outside your hours"
        lines.append((Strong(title(standup)), f" {why}, so it does not ask you."))
    return [Bullets(tuple(lines))]


def hours_wrong(typed: str, wrong: Wrong) -> Message:
    said = typed[:SAID_BACK]
    example = Typed("muster hours mon-fri 9-17")
    match wrong:
        case Wrong.NOT_UNDERSTOOD:
            return text(
                f"I cannot read hours in “{said}”. Type days and times, such as ", example, "."
            )
        case Wrong.NO_TIMES | Wrong.NO_DAYS:
            return text(f"“{said}” names only days. Type the times as well, such as ", example, ".")
        case Wrong.OVER_NIGHT:
            return text(f"“{said}” ends before it begins. {OVER_NIGHT}")
        case Wrong.TOO_SHORT:
            return text(f"“{said}” is too short. {TOO_SHORT}")


def error(wrong: Wrong) -> tuple[str, str]:
    """The form's field to mend, and the sentence for it."""
    match wrong:
        case Wrong.NO_DAYS:
            return "days", NO_DAYS
        case Wrong.OVER_NIGHT:
            return "end", OVER_NIGHT
        case Wrong.TOO_SHORT:
            return "end", TOO_SHORT
        case Wrong.NO_TIMES | Wrong.NOT_UNDERSTOOD:
            return "begin", NO_TIMES


_ON = tuple(Option(str(day), name) for day, name in enumerate(DAYS))


def form(life: Availability, own_zone: str, told: str) -> Form:
    """``own_zone`` is what they have chosen, "" for none; ``told`` is the platform's, "" if not known."""
    follows = (
        f"this chat, which says {city(told)}" if told else "each team's, as I do not know yours"
    )
    calendar = {None: "", "": "none"}.get(life.calendar, life.calendar or "")
    return Form(
        "Working life",
        SaveWorkingLife(),
        (
            Text(
                "zone",
                "Time zone",
                own_zone,
                required=False,
                at_most=TYPED_AT_MOST,
                hint=f"A city, such as Tokyo. Empty follows {follows}.",
            ),
            Choices(
                "days",
                "Working days",
                _ON,
                tuple(str(day) for day in life.hours.days) if life.hours else (),
                required=False,
                hint="With days and times empty, each standup's own count.",
            ),
            TimeOfDay("begin", "From", life.hours.begin if life.hours else None, required=False),
            TimeOfDay("end", "Until", life.hours.end if life.hours else None, required=False),
            Text(
                "calendar",
                "Holidays",
                calendar,
                required=False,
                at_most=TYPED_AT_MOST,
                hint="A country, such as JP, or a region, such as DE-BY. Empty keeps each team's.",
            ),
        ),
    )


def saved(life: Availability, zone: str, missed: Missed = ()) -> Message:
    """What holds after the form of one's working life."""
    keeps = {None: "those of each team", "": "none"}.get(
        life.calendar, calendar_name(life.calendar or "")
    )
    lines: tuple[Spans, ...] = (
        (Strong("Time zone: "), zone or "each team's own, as I do not know yours"),
        (Strong("Working hours: "), named(life.hours) if life.hours else "each standup's own time"),
        (Strong("Holidays: "), keeps),
    )
    return Message("Saved", (Paragraph(("Saved.",)), Bullets(lines), *_missed(missed)))
