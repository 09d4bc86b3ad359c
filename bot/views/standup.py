"""What a standup says of a day: the prompt, the reminder, the board, an answer, the wrap-up."""

from __future__ import annotations

from datetime import datetime

from bot.messages import (
    Block,
    Bullets,
    Button,
    Buttons,
    Heading,
    InChannel,
    Mention,
    Message,
    Meter,
    Note,
    Paragraph,
    Quote,
    Spans,
    Strong,
    Typed,
)
from bot.people import Person
from bot.rituals.standup import Occurrence, Participant, Standup, State
from bot.rituals.standup_intents import Answer, SkipToday
from bot.rituals.standup_rules import Day, carries, counted
from bot.views.times import city, listed, weekday, when

HEADLINE = 140
"""Characters of an answer that the board shows; the whole stands in the thread."""
IN_SUMMARY = 280
"""Characters of an answer that the wrap-up shows."""


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
    blocks: list[Block] = [
        Paragraph((Strong(f"{standup.name}, {weekday(occurrence.day)}"),)),
        Bullets(tuple((question,) for question in occurrence.questions)),
        Buttons(
            (
                Button.to("Answer", Answer(occurrence.id), "primary"),
                Button.to("Skip today", SkipToday(occurrence.id)),
            )
        ),
        Note(
            (
                "You are asked because you are part of ",
                InChannel(standup.channel),
                "; your team reads the answers there. Wrap-up ",
                when(occurrence.wrap_at, zone or team, occurrence.opened_at),
                ". To stop these, leave the channel, or ask ",
                Mention(standup.creator),
                " to take you off the list.",
                *(() if zone else counts),
            )
        ),
    ]
    return Message(f"{standup.name}: {len(occurrence.questions)} short questions", tuple(blocks))


def reminder(standup: Standup, occurrence: Occurrence, zone: str) -> Message:
    """The only nudge of the day, to somebody who lives in ``zone``."""
    return Message(
        f"{standup.name} is still open for your answer",
        (
            Paragraph(
                (
                    Strong(standup.name),
                    ": your answer is not there yet. Wrap-up ",
                    when(occurrence.wrap_at, zone, occurrence.opened_at),
                    ".",
                )
            ),
            Buttons(
                (
                    Button.to("Answer", Answer(occurrence.id), "primary"),
                    Button.to("Skip today", SkipToday(occurrence.id)),
                )
            ),
            Note(("This is the only reminder today. Answer or skip, and none comes.",)),
        ),
    )


def answered_prompt(standup: Standup, occurrence: Occurrence, participant: Participant) -> Message:
    """The prompt once it has been answered."""
    return Message(
        f"{standup.name}: answered",
        (
            Paragraph(
                (
                    Strong(f"{standup.name}, {weekday(occurrence.day)}"),
                    ": your answer is in ",
                    InChannel(standup.channel),
                    f"{_marks(participant)}.",
                )
            ),
            Buttons((Button.to("Edit answer", Answer(occurrence.id)),)),
        ),
    )


def skipped_prompt(standup: Standup, occurrence: Occurrence) -> Message:
    """The prompt once today has been skipped."""
    return Message(
        f"{standup.name}: skipped today",
        (
            Paragraph(
                (Strong(f"{standup.name}, {weekday(occurrence.day)}"), ": skipped for today.")
            ),
            Buttons((Button.to("Answer after all", Answer(occurrence.id)),)),
        ),
    )


def board(standup: Standup, occurrence: Occurrence, day: Day) -> Message:
    """The head of the day's thread, edited in place as answers come."""
    here = counted(day)
    done = [pair for pair in here if pair[1].state is State.ANSWERED]
    score = f"{len(done)} of {len(here)} answered"
    blocks: list[Block] = [
        Heading(f"{standup.name}, {weekday(occurrence.day)}"),
        Meter(score, len(done) / len(here) if here else 0.0),
    ]
    if done:
        pair = carries(occurrence.questions)
        ahead = None if pair is None else pair[1]
        blocks.append(Bullets(tuple(_line(person, one, ahead) for person, one in done)))
    blocks += _absent(here, occurrence)
    closing: Spans = (
        "Wrap-up ",
        when(occurrence.wrap_at, standup.schedule.zone, occurrence.opened_at),
    )
    if occurrence.wrapped_at is not None:
        closing = ("Wrapped up; late answers are still taken",)
    blocks.append(Note((*closing, f". Standup #{standup.number}, answers in the thread.")))
    return Message(f"{standup.name}, {weekday(occurrence.day)}: {score}", tuple(blocks))


def gone_board(standup: Standup, occurrence: Occurrence) -> Message:
    """The board of a day whose standup was deleted while it was open."""
    text = f"{standup.name}, {weekday(occurrence.day)}: this standup was deleted."
    return Message(text, (Paragraph((text,)),))


def answer(occurrence: Occurrence, person: Person, participant: Participant) -> Message:
    """One person's answers, in the thread. A name, not a mention: nobody is pinged by their own words."""
    blocks: list[Block] = [Paragraph((Strong(person.name), _marks(participant)))]
    for question, text in zip(occurrence.questions, participant.answers, strict=False):
        if text:
            blocks += [Note((question,)), Quote(text)]
    return Message(f"{person.name} answered", tuple(blocks))


def wrap_up(standup: Standup, occurrence: Occurrence, day: Day) -> Message:
    """The day's summary: numbers, answers by question, who is missing, who skipped."""
    here = counted(day)
    done = [pair for pair in here if pair[1].state is State.ANSWERED]
    score = f"{len(done)} of {len(here)} answered"
    blocks: list[Block] = [Paragraph((Strong("Wrap-up:"), f" {score}."))]
    for index, question in enumerate(occurrence.questions):
        said = [
            (Strong(f"{person.name}:"), f" {_cut(one.answers[index], IN_SUMMARY)}{_marks(one)}")
            for person, one in done
            if index < len(one.answers) and one.answers[index]
        ]
        if said:
            blocks += [Note((question,)), Bullets(tuple(said))]
    blocks += _absent(here, occurrence, closed=True)
    return Message(f"{standup.name}, {weekday(occurrence.day)}: {score}", tuple(blocks))


def _line(person: Person, participant: Participant, ahead: int | None) -> Spans:
    """A person's line on the board: what they will do, or else the first thing they said."""
    answers = participant.answers
    plan = answers[ahead] if ahead is not None and ahead < len(answers) else ""
    headline = plan or next(filter(None, answers), "")
    return (Strong(f"{person.name}:"), f" {_cut(headline, HEADLINE)}{_marks(participant)}")


def _absent(here: Day, occurrence: Occurrence, *, closed: bool = False) -> list[Block]:
    """Who has not answered. Plain names: nobody is pinged for being quiet."""

    def names(*states: State) -> str:
        return listed([person.name for person, one in here if one.state in states])

    blocks: list[Block] = []
    over = closed or occurrence.wrapped_at is not None
    silent = names(State.ASKED, State.WAITING) if over else names(State.ASKED)
    if silent:
        blocks.append(Paragraph((Strong("Missing: " if over else "Waiting for: "), silent)))
    if not over and (later := names(State.WAITING)):
        blocks.append(Paragraph((Strong("Asked later, in their own morning: "), later)))
    if skipped := names(State.SKIPPED):
        blocks.append(Paragraph((Strong("Skipped today: "), skipped)))
    return blocks


def _marks(participant: Participant) -> str:
    marks = [
        word for word, so in (("late", participant.late), ("edited", participant.edited)) if so
    ]
    return f" ({', '.join(marks)})" if marks else ""


def _cut(text: str, at_most: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= at_most else f"{line[: at_most - 1].rstrip()}…"


def announced(standup: Standup, by: Person, schedule: Spans, first: datetime) -> Message:
    """Said once in the channel when a standup has been set up."""
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
                    ". First: ",
                    when(first, standup.schedule.zone),
                    ". To see or change it: ",
                    Typed("standup"),
                )
            ),
        ),
    )
