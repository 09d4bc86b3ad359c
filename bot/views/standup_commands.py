"""What a standup's commands answer: what there is, what was done, and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from bot.messages import (
    Bullets,
    Button,
    Buttons,
    InChannel,
    Message,
    Note,
    Paragraph,
    Span,
    Spans,
    Strong,
    Typed,
)
from bot.people import Person
from bot.rituals.schedule import Rhythm, Schedule
from bot.rituals.standup import Occurrence, Standing, Standup
from bot.rituals.standup_intents import ConfirmDelete, NewStandup, Resume, StartNow
from bot.views.standup import title
from bot.views.standup_options import EDITS, LAYOUT, REMINDERS, SHOWN
from bot.views.times import DAYS, city, clock, counted, listed, on_days, weekday, when


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
    whose = "for everybody at once" if schedule.together else "in each person's own time"
    return (
        f"{_days(schedule)} at {clock(schedule.ask_at)} {whose}, "
        f"wrapped up at {clock(schedule.wrap_at)}{later} ({city(schedule.zone)})",
    )


def _days(schedule: Schedule) -> str:
    match schedule.rhythm:
        case Rhythm.WEEKLY:
            return on_days(schedule.days)
        case Rhythm.FORTNIGHTLY:
            return f"every two weeks, {on_days(schedule.days)}"
        case Rhythm.MONTHLY:
            return f"on the first {listed([DAYS[day] for day in schedule.days])} of the month"


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
    rest = (
        (Typed("standup resume"), " goes on")
        if paused
        else (Typed("standup pause"), " stops asking for a while")
    )
    hint = Note(
        (
            Typed("standup edit"),
            " changes questions, people and times, ",
            Typed("standup options"),
            " reminders and who reads; ",
            *rest,
            ". All commands: ",
            Typed("standup help"),
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


def asked_now(asked: int, later: Sequence[str], resting: Sequence[str]) -> Message:
    """``later`` are those whose day is yet to begin; ``resting`` are away or not at work."""
    rest = f" {listed(later)} will be asked in their own morning." if later else ""
    off = f" Not asked today, being away or not at work: {listed(resting)}." if resting else ""
    return text(f"Asking {counted(asked, 'person')} now.{rest}{off}")


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


def edited(
    before: Standup, after: Standup, by: Person, next_day: date, *, open_day: bool
) -> Message:
    """Says what has changed, and nothing of what has not."""
    goes_on = " Today's goes on as it began." if open_day else ""
    what = listed([words for words, so in _changes(before, after) if so])
    spans: Spans = (
        Strong(by.name),
        " changed ",
        Strong(title(before)),
        f": {what}. From {weekday(next_day)} on: ",
        *rhythm(after.schedule),
        f".{goes_on}",
    )
    return Message(f"{by.name} changed {title(before)}", (Paragraph(spans),))


def _changes(before: Standup, after: Standup) -> list[tuple[str, bool]]:
    old, new = before.manners, after.manners
    return [
        (f"it is called {after.name} now", before.name != after.name),
        ("when it asks", before.schedule != after.schedule),
        ("its questions", before.questions != after.questions),
        ("who is asked", before.people != after.people),
        ("who is optional", before.optional != after.optional),
        ("who watches", before.watching != after.watching),
        (f"reminders ({REMINDERS[new.reminders]})", old.reminders != new.reminders),
        (f"who reads the answers ({SHOWN[new.shown]})", old.shown != new.shown),
        (f"the order of the wrap-up ({LAYOUT[new.layout]})", old.layout != new.layout),
        (f"how long answers can be changed ({EDITS[new.edits]})", old.edits != new.edits),
    ]


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


def left_out(standup: Standup, day: date) -> Message:
    return text(Strong(title(standup)), f" is left out on {weekday(day)}.")
