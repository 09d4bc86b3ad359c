"""What a standup says to a person: the question, a reminder, what became of it; and that it was set up."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.messages import (
    Block,
    Bullets,
    Button,
    Buttons,
    InChannel,
    Mention,
    Message,
    Note,
    Paragraph,
    Spans,
    Strong,
    Typed,
)
from bot.people import Person
from bot.rituals.standup import Occurrence, Participant, Shown, Standup
from bot.rituals.standup_day_rules import reads
from bot.rituals.standup_intents import Answer, SkipToday
from bot.views.times import city, of_day, when


def title(standup: Standup) -> str:
    return f"{standup.name} #{standup.number}"


def prompt(standup: Standup, occurrence: Occurrence, zone: str) -> Message:
    """The question of the morning, in a direct message to somebody who lives in ``zone``.

    Whose zone is not known ("") is told that the team's counts, and how to change that.
    """
    team = standup.schedule.zone
    counts: Spans = (
        f" The time is {city(team)}'s, since I do not know your zone; ",
        Typed("muster zone Tokyo"),
        " would set Tokyo's.",
    )
    asked = [one for one in occurrence.questions if not one.follows]
    blocks: list[Block] = [
        Paragraph((Strong(of_day(occurrence.name, occurrence.day)),)),
        Bullets(tuple((question.text,) for question in asked)),
        _answer_or_skip(occurrence),
        Note(
            (
                "You are asked because you are ",
                "on the list of " if standup.people else "part of ",
                InChannel(standup.channel),
                f"; {_readers(occurrence)}. Wrap-up ",
                when(occurrence.wrap_at, zone or team, occurrence.opened_at),
                ". To stop these, "
                if standup.people
                else ". To stop these, leave the channel, or ",
                "ask ",
                Mention(standup.creator),
                " to take you off the list; for some days, ",
                Typed("muster away until friday"),
                ".",
                *(() if zone else counts),
            )
        ),
    ]
    count = len(asked)
    short = "one short question" if count == 1 else f"{count} short questions"
    return Message(f"{occurrence.name}: {short}", tuple(blocks))


def _answer_or_skip(occurrence: Occurrence) -> Buttons:
    return Buttons(
        (
            Button.to("Answer", Answer(occurrence.id), "primary"),
            Button.to("Skip today", SkipToday(occurrence.id)),
        )
    )


def _readers(occurrence: Occurrence) -> str:
    match occurrence.manners.shown:
        case Shown.AT_ONCE:
            return "your team reads the answers there"
        case Shown.AT_WRAP_UP:
            return "your team reads the answers there once the day is wrapped up"
        case Shown.ORGANISERS:
            return "only its organisers read the answers"


def reminder(
    standup: Standup, occurrence: Occurrence, zone: str, *, nth: int, further: int
) -> Message:
    """The ``nth`` nudge to somebody who lives in ``zone``; ``further`` may still come today."""
    last = "This is the only reminder today" if nth == 1 else "This is the last reminder today"
    more = {0: last, 1: "One more may come today"}.get(further, f"{further} more may come today")
    return Message(
        f"{occurrence.name} is still open for your answer",
        (
            Paragraph(
                (
                    Strong(occurrence.name),
                    ": your answer is not there yet. Wrap-up ",
                    when(occurrence.wrap_at, zone, occurrence.opened_at),
                    ".",
                )
            ),
            _answer_or_skip(occurrence),
            Note((f"{more}. Answer or skip, and none comes.",)),
        ),
    )


def answered_prompt(standup: Standup, occurrence: Occurrence, participant: Participant) -> Message:
    """The prompt once it has been answered."""
    marks = [
        word for word, so in (("late", participant.late), ("edited", participant.edited)) if so
    ]
    marked = f" ({', '.join(marks)})" if marks else ""
    there: Spans = (": your answer is in ", InChannel(standup.channel), f"{marked}.")
    where: Spans = {
        Shown.AT_ONCE: there,
        Shown.AT_WRAP_UP: (
            f": your answer is kept{marked}. ",
            InChannel(standup.channel),
            " reads it once the day is wrapped up.",
        ),
        Shown.ORGANISERS: (f": your answer is kept for the organisers{marked}.",),
    }[occurrence.manners.shown]
    if reads(occurrence):
        where = there
    return Message(
        f"{occurrence.name}: answered",
        (
            Paragraph((Strong(of_day(occurrence.name, occurrence.day)), *where)),
            Buttons((Button.to("Edit answer", Answer(occurrence.id)),)),
        ),
    )


def skipped_prompt(standup: Standup, occurrence: Occurrence) -> Message:
    """The prompt once today has been skipped."""
    return Message(
        f"{occurrence.name}: skipped today",
        (
            Paragraph((Strong(of_day(occurrence.name, occurrence.day)), ": skipped for today.")),
            Buttons((Button.to("Answer after all", Answer(occurrence.id)),)),
        ),
    )


def announced(standup: Standup, by: Person, schedule: Spans, first: datetime) -> Message:
    """Said once in the channel when a standup has been set up."""
    zone, ask_at = standup.schedule.zone, standup.schedule.ask_at
    easterly = first.astimezone(ZoneInfo(zone)).time() != ask_at
    return Message(
        f"{by.name} set up the standup {standup.name}",
        (
            Paragraph(
                (
                    Strong(by.name),
                    " set up ",
                    Strong(title(standup)),
                    " for this channel: ",
                    *schedule,
                    ". The first of you is asked " if easterly else ". First: ",
                    when(first, zone),
                    ". To see or change it: ",
                    Typed("standup"),
                )
            ),
        ),
    )


def unattended(standup: Standup) -> Message:
    """Said in the channel when the last of those who looked after a standup has gone."""
    text = f"Nobody who looked after {title(standup)} is here any more"
    return Message(
        text,
        (
            Paragraph(
                (
                    "Nobody who looked after ",
                    Strong(title(standup)),
                    " is here any more. It goes on as it is, and anybody here can change it now: ",
                    Typed(f"standup edit #{standup.number}"),
                )
            ),
        ),
    )
