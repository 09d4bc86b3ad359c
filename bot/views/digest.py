"""What a digest says: the day of several standups, blockers first."""

from __future__ import annotations

from datetime import date, datetime

from bot.fitting import clip
from bot.messages import (
    Block,
    Bullets,
    Heading,
    InChannel,
    Message,
    Note,
    Paragraph,
    Spans,
    Strong,
    Typed,
)
from bot.people import Person
from bot.rituals.digest import Digest
from bot.rituals.digest_rules import Counted, Findings, Told
from bot.rituals.questions import Kind
from bot.rituals.standup import Participant, Standup, State
from bot.rituals.standup_rules import carries
from bot.views import questions as ask
from bot.views.standup import title
from bot.views.times import counted, listed, of_day, when

HEADLINE = 140
"""Characters of an answer; the whole stands in the team's own thread."""
BLOCKER = 280


def telling(digest: Digest, day: date, found: Findings, at: datetime) -> Message:
    """The day as it stands at ``at``. The same findings make the same message."""
    done = sum(_done(one) for one in found.told)
    people = sum(len(one.day) for one in found.told)
    score = f"{done} of {people} answered" if people else "only counts today"
    stuck = found.blockers
    name = of_day(digest.name, day)
    blocks: list[Block] = [Heading(name)]
    if stuck:
        lines = (
            (Strong(one.name), f" ({team.name}): {_cut(text, BLOCKER)}")
            for team, one, text in stuck
        )
        blocks += [Paragraph((Strong(counted(len(stuck), "blocker")),)), Bullets(tuple(lines))]
    elif done and any(map(_asks_for_blockers, found.told)):
        blocks.append(Paragraph(("Nobody named a blocker.",)))
    for told in found.told:
        blocks += _team(told)
    blocks += [Paragraph(count_line(one)) for one in found.counted]
    blocks.append(Note(_closing(digest, found, at)))
    summary = f"{name}: {counted(len(stuck), 'blocker')}, {score}" if stuck else f"{name}: {score}"
    return Message(summary, tuple(blocks))


def _done(told: Told) -> int:
    return sum(one.state is State.ANSWERED for _, one in told.day)


def _asks_for_blockers(told: Told) -> bool:
    return any(question.kind is Kind.BLOCKERS for question in told.occurrence.questions)


def _team(told: Told) -> list[Block]:
    head: Spans = (*_named(told.standup), f": {_done(told)} of {len(told.day)} answered.")
    blocks: list[Block] = [Paragraph(head)]
    lines = [_line(told, person, one) for person, one in told.day if one.state is State.ANSWERED]
    if lines:
        blocks.append(Bullets(tuple(lines)))
    if absent := _absent(told):
        blocks.append(Note(absent))
    return blocks


def _named(standup: Standup) -> Spans:
    """The standup, and the way to its thread."""
    return (Strong(title(standup)), " in ", InChannel(standup.channel))


def _line(told: Told, person: Person, one: Participant) -> Spans:
    """What somebody will do, or else the first thing they said. Blockers stand above."""
    pair = carries(told.occurrence.questions)
    given = [
        (index, question, text)
        for index, (question, text) in enumerate(
            zip(told.occurrence.questions, one.answers, strict=False)
        )
        if text and question.kind is not Kind.BLOCKERS
    ]
    given.sort(key=lambda said: pair is None or said[0] != pair[1])
    headline = ask.inline(*given[0][1:]) if given else "has answered"
    late = " (late)" if one.late else ""
    return (Strong(f"{person.name}:"), f" {_cut(headline, HEADLINE)}{late}")


def _absent(told: Told) -> Spans:
    """Plain names: nobody is pinged for being quiet."""
    over = told.occurrence.wrapped_at is not None
    silent = "Missing" if over else "Not yet"
    groups = (
        (
            silent,
            [one.name for one, stands in told.day if stands.state in (State.ASKED, State.WAITING)],
        ),
        ("Skipped today", [one.name for one, stands in told.day if stands.state is State.SKIPPED]),
        ("Away", [one.name for one in told.away]),
    )
    text = " ".join(f"{word}: {listed(names)}." for word, names in groups if names)
    return (text,) if text else ()


def count_line(one: Counted) -> Spans:
    """All that is told of a day whose answers may not be read here, or not yet."""
    why = (
        "the answers come with its wrap-up" if one.later else "only its organisers read the answers"
    )
    return (*_named(one.standup), f": {one.answered} of {one.people} answered; {why}.")


def _closing(digest: Digest, found: Findings, at: datetime) -> Spans:
    hidden = {
        0: "",
        1: " One standup of a private channel is not told here.",
    }.get(found.private, f" {found.private} standups of private channels are not told here.")
    return (
        "As of ",
        when(at, digest.zone, at),
        f"; whoever answers later is in the team's own thread.{hidden} To see or change this digest: ",
        Typed("standup digest"),
    )


def _cut(text: str, at_most: int) -> str:
    return clip(" ".join(text.split()), at_most)
