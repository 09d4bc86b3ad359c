"""People, standups, days and posts for the tests of storage to put away and take out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from bot.intents import Intent, intent
from bot.mail import Parcel
from bot.messages import (
    Mention,
    Message,
    Paragraph,
    Post,
    Span,
)
from bot.news import AccountFacts
from bot.people import AccountRef, ChannelRef, MemberRef, WorkspaceRef
from bot.ports import UnitOfWork
from bot.rituals.questions import Question
from bot.rituals.schedule import Schedule
from bot.rituals.standup import Occurrence, Participant, Standup, State
from storage import Database

HERE = WorkspaceRef("slack", "T1")
THERE = WorkspaceRef("slack", "T2")
BOT = AccountRef("UBOT")
TEAM = ChannelRef("C1")
NOW = datetime(2027, 3, 26, 8, 30, tzinfo=UTC)
TODAY = date(2027, 3, 26)
MACHINE = 1000.0
OWNER = "courier-1"
QUESTIONS = (Question("Yesterday?"), Question("Today?"))


@intent("test.nudge/1")
class Nudge(Intent):
    """Something a promise may be about."""

    what: str = ""


def meet(work: UnitOfWork, *names: str) -> list[MemberRef]:
    """People of these names, whose accounts read like their names."""
    facts = [AccountFacts(AccountRef(f"U-{name}"), name, "Europe/Paris") for name in names]
    work.people.learn(facts)
    people = work.people.meet([one.account for one in facts])
    return [people[one.account].ref for one in facts]


def standup(creator: MemberRef, id: str = "s1", **changes: object) -> Standup:
    values: dict[str, object] = {
        "id": id,
        "number": 0,
        "channel": TEAM,
        "name": "Daily",
        "schedule": Schedule("Europe/Paris", (0, 1, 2, 3, 4), time(9, 30), time(12, 0)),
        "questions": QUESTIONS,
        "people": (creator,),
        "creator": creator,
    }
    return Standup(**{**values, **changes})  # type: ignore[arg-type]  # tests name fields freely


def day(standup: str = "s1", id: str = "d1", on: date = TODAY) -> Occurrence:
    return Occurrence(id, standup, on, "Daily", QUESTIONS, NOW, NOW + timedelta(hours=3))


def waiting(member: MemberRef) -> Participant:
    return Participant(member, NOW, (NOW + timedelta(hours=2),))


def answered(member: MemberRef, *answers: str) -> Participant:
    return replace(waiting(member), state=State.ANSWERED, answers=answers, answered_at=NOW)


def open_day(work: UnitOfWork, *names: str) -> list[MemberRef]:
    """A standup ``s1`` with its day ``d1``, on which these people wait to be asked."""
    members = meet(work, *names)
    work.standups.add(standup(members[0]))
    assert work.standups.open(day(), [waiting(one) for one in members])
    return members


def message(*spans: Span) -> Message:
    return Message("summary", (Paragraph(spans),))


def post(key: str, *spans: Span, **changes: object) -> Post:
    return replace(Post(TEAM, message(*spans), key), **changes)  # type: ignore[arg-type]  # as above


def mention(member: MemberRef) -> Mention:
    return Mention(member)


async def say(storage: Database, *posts: Post, now: datetime = NOW) -> None:
    await storage.run(lambda work: work.outbox.say(posts, now), HERE)


async def parcels(
    storage: Database, now: datetime = NOW, machine: float = MACHINE
) -> Sequence[Parcel]:
    return await storage.parcels(HERE, now, machine, 100)
