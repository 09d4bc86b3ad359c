"""The tables of the standup, a day of it, and a person's day; and what a row of each stands for."""

from __future__ import annotations

from datetime import date, time

from sqlalchemy import (
    ForeignKeyConstraint,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
)

from bot.people import ChannelRef, MemberRef
from bot.rituals.schedule import Schedule
from bot.rituals.standup import Occurrence, Participant, Standing, Standup, State
from storage.statements import Row
from storage.tables import flag, member_key, metadata, text, whole
from storage.tables import moment as moment_column
from storage.values import maybe_micros, maybe_moment, micros, moment, read_texts, texts

standup = Table(
    "standup",
    metadata,
    text("workspace"),
    text("id"),
    whole("number"),
    text("channel"),
    text("name"),
    text("zone"),
    text("days"),
    text("ask_at"),
    text("wrap_at"),
    text("questions"),
    text("people"),
    text("creator"),
    text("standing"),
    whole("revision"),
    text("skipped", empty=True),
    PrimaryKeyConstraint("workspace", "id"),
    UniqueConstraint("workspace", "number"),
    member_key("creator"),
)

occurrence = Table(
    "occurrence",
    metadata,
    text("workspace"),
    text("id"),
    text("standup"),
    text("day"),
    text("questions"),
    moment_column("opened_at"),
    moment_column("wrap_at"),
    moment_column("wrapped_at", empty=True),
    PrimaryKeyConstraint("workspace", "id"),
    UniqueConstraint("workspace", "standup", "day"),
    ForeignKeyConstraint(["workspace", "standup"], ["standup.workspace", "standup.id"]),
)

participant = Table(
    "participant",
    metadata,
    text("workspace"),
    text("occurrence"),
    text("member"),
    moment_column("ask_at"),
    moment_column("remind_at"),
    text("state"),
    flag("reminded"),
    text("answers"),
    moment_column("answered_at", empty=True),
    flag("edited"),
    flag("late"),
    PrimaryKeyConstraint("workspace", "occurrence", "member"),
    ForeignKeyConstraint(["workspace", "occurrence"], ["occurrence.workspace", "occurrence.id"]),
    member_key("member"),
)

STANDUP = [column for column in standup.c if column.name != "workspace"]
DAY = [column for column in occurrence.c if column.name != "workspace"]
PARTICIPANT = [column for column in participant.c if column.name not in ("workspace", "occurrence")]


def standup_row(standup: Standup) -> dict[str, object]:
    schedule = standup.schedule
    return {
        "id": standup.id,
        "channel": standup.channel.id,
        "name": standup.name,
        "zone": schedule.zone,
        "days": "".join(map(str, schedule.days)),
        "ask_at": schedule.ask_at.isoformat(),
        "wrap_at": schedule.wrap_at.isoformat(),
        "questions": texts(standup.questions),
        "people": texts(one.id for one in standup.people),
        "creator": standup.creator.id,
        "standing": str(standup.standing),
        "revision": standup.revision,
        "skipped": None if standup.skipped is None else standup.skipped.isoformat(),
    }


def read_standup(row: Row) -> Standup:
    id, number, channel, name, zone, days, ask_at, wrap_at = row[:8]
    questions, people, creator, standing, revision, skipped = row[8:]
    ask, wrap = time.fromisoformat(ask_at), time.fromisoformat(wrap_at)
    return Standup(
        id=id,
        number=number,
        channel=ChannelRef(channel),
        name=name,
        schedule=Schedule(zone, tuple(map(int, days)), ask, wrap),
        questions=read_texts(questions),
        people=tuple(map(MemberRef, read_texts(people))),
        creator=MemberRef(creator),
        standing=Standing(standing),
        revision=revision,
        skipped=None if skipped is None else date.fromisoformat(skipped),
    )


def maybe_standup(row: Row | None) -> Standup | None:
    return None if row is None else read_standup(row)


def day_row(day: Occurrence) -> dict[str, object]:
    return {
        "questions": texts(day.questions),
        "opened_at": micros(day.opened_at),
        "wrap_at": micros(day.wrap_at),
        "wrapped_at": maybe_micros(day.wrapped_at),
    }


def maybe_day(row: Row | None) -> Occurrence | None:
    if row is None:
        return None
    id, standup, day, questions, opened_at, wrap_at, wrapped_at = row
    return Occurrence(
        id=id,
        standup=standup,
        day=date.fromisoformat(day),
        questions=read_texts(questions),
        opened_at=moment(opened_at),
        wrap_at=moment(wrap_at),
        wrapped_at=maybe_moment(wrapped_at),
    )


def maybe_both(row: Row | None) -> tuple[Standup, Occurrence] | None:
    if row is None:
        return None
    day = maybe_day(row[len(STANDUP) :])
    assert day is not None
    return read_standup(row[: len(STANDUP)]), day


def participant_row(stands: Participant) -> dict[str, object]:
    return {
        "member": stands.member.id,
        "ask_at": micros(stands.ask_at),
        "remind_at": micros(stands.remind_at),
        "state": str(stands.state),
        "reminded": stands.reminded,
        "answers": texts(stands.answers),
        "answered_at": maybe_micros(stands.answered_at),
        "edited": stands.edited,
        "late": stands.late,
    }


def read_participant(row: Row) -> Participant:
    member, ask_at, remind_at, state, reminded, answers, answered_at, edited, late = row
    return Participant(
        member=MemberRef(member),
        ask_at=moment(ask_at),
        remind_at=moment(remind_at),
        state=State(state),
        reminded=bool(reminded),
        answers=read_texts(answers),
        answered_at=maybe_moment(answered_at),
        edited=bool(edited),
        late=bool(late),
    )
