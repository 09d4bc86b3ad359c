"""What a standup's commands answer: what there is, what was done, and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from bot.messages import (
    Bullets,
    Button,
    Buttons,
    InChannel,
    Mention,
    Message,
    Note,
    Paragraph,
    Span,
    Spans,
    Strong,
    Typed,
)
from bot.people import Person
from bot.ports import Entry
from bot.rituals.schedule import Schedule
from bot.rituals.standup import Occurrence, Standing, Standup
from bot.rituals.standup_intents import ConfirmDelete, NewStandup, Resume, StartNow
from bot.views.standup import title
from bot.views.times import city, clock, counted, listed, on_days, weekday, when


def text(*spans: Span, plain: str = "") -> Message:
    """A message of one paragraph; its summary is its own words."""
    return Message(plain or "".join(map(_word, spans)), (Paragraph(spans),))


def _word(span: Span) -> str:
    match span:
        case str():
            return span
        case Strong(text=text):
            return text
        case Typed(words=words):
            return words
        case _:
            return ""


def rhythm(schedule: Schedule) -> Spans:
    """Such as: weekdays at 09:30 in each person's own time, wrapped up at 20:30 (Berlin)."""
    later = " the next day" if schedule.wrap_at <= schedule.ask_at else ""
    return (
        f"{on_days(schedule.days)} at {clock(schedule.ask_at)} in each person's own time, "
        f"wrapped up at {clock(schedule.wrap_at)}{later} ({city(schedule.zone)})",
    )


def line(standup: Standup, *, channel: bool) -> Spans:
    paused = " Paused." if standup.standing is Standing.PAUSED else ""
    there: Spans = (" in ", InChannel(standup.channel)) if channel else ()
    return (Strong(title(standup)), *there, ": ", *rhythm(standup.schedule), f".{paused}")


def overview(standups: Sequence[Standup]) -> Message:
    """The bare command: what is here, and the next thing one may want."""
    if not standups:
        return Message(
            "There is no standup in this channel yet",
            (
                Paragraph(
                    ("There is no standup in this channel yet. Setting one up takes one form.",)
                ),
                Buttons((Button.to("Set up a standup", NewStandup(), "primary"),)),
                Note(("All commands: ", Typed("standup help"))),
            ),
        )
    lines = Bullets(tuple(line(standup, channel=False) for standup in standups))
    buttons: list[Button] = []
    paused = [one for one in standups if one.standing is Standing.PAUSED]
    if len(standups) == 1:
        which = f"#{standups[0].number}"
        resume, start = Button.to("Resume", Resume(which)), Button.to("Start now", StartNow(which))
        buttons.append(resume if paused else start)
    buttons.append(Button.to("Set up another", NewStandup()))
    other = (
        (Typed("standup resume"), " goes on, ") if paused else (Typed("standup pause"), " rests, ")
    )
    hint = Note(
        (
            Typed("standup edit"),
            " changes it, ",
            *other,
            Typed("standup help"),
            " shows everything.",
        )
    )
    summary = f"{counted(len(standups), 'standup')} in this channel"
    return Message(summary, (lines, Buttons(tuple(buttons)), hint))


def everything(standups: Sequence[Standup]) -> Message:
    if not standups:
        return text(
            "No standups that you can see. In a channel, ", Typed("standup new"), " sets one up."
        )
    lines = Bullets(tuple(line(standup, channel=True) for standup in standups))
    return Message(counted(len(standups), "standup"), (lines,))


def asked_now(asked: int, later: Sequence[str]) -> Message:
    rest = f" {listed(later)} will be asked in their own morning." if later else ""
    return text(f"Asking {counted(asked, 'person')} now.{rest}")


def open_already(standup: Standup, occurrence: Occurrence) -> Message:
    state = "has been wrapped up already" if occurrence.wrapped_at else "is already open"
    return text(
        Strong(title(standup)),
        f" {state} for {weekday(occurrence.day)}: its thread is in ",
        InChannel(standup.channel),
        ".",
    )


def paused(standup: Standup, by: Person, *, open_day: bool) -> Message:
    goes_on = " Today's goes on as it began; after that nobody" if open_day else " Nobody"
    return text(
        Strong(by.name),
        " paused ",
        Strong(title(standup)),
        f".{goes_on} is asked until ",
        Typed("standup resume"),
        plain=f"{by.name} paused {title(standup)}",
    )


def resumed(standup: Standup, by: Person, first: datetime) -> Message:
    spans: Spans = (
        Strong(by.name),
        " resumed ",
        Strong(title(standup)),
        ". Next: ",
        when(first, standup.schedule.zone),
        ".",
    )
    return Message(f"{by.name} resumed {title(standup)}", (Paragraph(spans),))


def edited(standup: Standup, by: Person, next_day: date, *, open_day: bool) -> Message:
    goes_on = " Today's goes on as it began." if open_day else ""
    spans: Spans = (
        Strong(by.name),
        " changed ",
        Strong(title(standup)),
        ": ",
        *rhythm(standup.schedule),
        f". From {weekday(next_day)} on.{goes_on}",
    )
    return Message(f"{by.name} changed {title(standup)}", (Paragraph(spans),))


def deleted(standup: Standup, by: Person) -> Message:
    return text(
        Strong(by.name),
        " deleted ",
        Strong(title(standup)),
        ". Nobody is asked any more; past threads stay.",
        plain=f"{by.name} deleted {title(standup)}",
    )


def sure_to_delete(standup: Standup) -> Message:
    delete = Button.to(
        "Delete it",
        ConfirmDelete(standup.id),
        "danger",
        sure=f"{title(standup)} will be gone for everybody. Pausing keeps it.",
    )
    return Message(
        f"Delete {title(standup)}?",
        (
            Paragraph(("Delete ", Strong(title(standup)), " for everybody? Past threads stay.")),
            Buttons((delete,)),
        ),
    )


def stands(standup: Standup, standing: Standing) -> Message:
    """The same however often it is asked for."""
    return text(Strong(title(standup)), f" is {standing}.")


def team_skipped(standup: Standup, by: Person, day: date) -> Message:
    return text(
        Strong(by.name),
        " left out ",
        Strong(title(standup)),
        f" on {weekday(day)}. Nobody is asked that day.",
        plain=f"{by.name} left out {title(standup)} on {weekday(day)}",
    )


def open_so_not_skipped(standup: Standup, occurrence: Occurrence) -> Message:
    return text(
        Strong(title(standup)),
        f" is already open for {weekday(occurrence.day)}; it wraps up by itself. "
        "Once it has, this leaves out the next one.",
    )


def skipped_myself(standup: Standup, occurrence: Occurrence) -> Message:
    return text("You are skipping ", Strong(title(standup)), f" on {weekday(occurrence.day)}.")


def nothing_to_skip(standup: Standup, first: datetime, zone: str) -> Message:
    spans: Spans = (
        "Nothing is open to skip. ",
        Strong(title(standup)),
        " next starts ",
        when(first, zone),
        "; your question will have a button Skip today.",
    )
    return Message("Nothing is open to skip", (Paragraph(spans),))


def why(person: Person, day: date, entries: Sequence[Entry], *, myself: bool) -> Message:
    """What the journal says of one person and day."""
    who: Spans = ("You",) if myself else (Mention(person.ref),)
    name = "You" if myself else person.name
    if not entries:
        whom: Spans = ("you",) if myself else (Mention(person.ref),)
        rest = f" on {weekday(day)} yet. A standup asks on its own days, in each person's morning."
        said = ("The record has nothing about ", *whom, rest)
        summary = f"The record has nothing about {'you' if myself else person.name}{rest}"
        return Message(summary, (Paragraph(said),))
    lines = tuple(
        (
            when(entry.at, person.zone_in("UTC"), entry.at),
            f" {entry.ritual}: {entry.decision}, {entry.reason}.",
        )
        for entry in entries
    )
    head: Spans = (*who, f" on {weekday(day)}:")
    return Message(f"{name} on {weekday(day)}", (Paragraph(head), Bullets(lines)))


def left_out(standup: Standup, day: date) -> Message:
    return text(Strong(title(standup)), f" is left out on {weekday(day)}.")
