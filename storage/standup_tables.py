"""The tables of the standup, a day of it, and a person's day; and what a row of each stands for."""

from __future__ import annotations

import json
from datetime import date, time
from functools import lru_cache

from sqlalchemy import (
    ForeignKeyConstraint,
    Index,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
)

from bot.people import ChannelRef, MemberRef
from bot.rituals.schedule import Rhythm, Schedule
from bot.rituals.standup import (
    Edits,
    Layout,
    Manners,
    Occurrence,
    Participant,
    Reminders,
    Shown,
    Standing,
    Standup,
    State,
)
from storage.question_sets import questions_text, read_questions
from storage.statements import Row
from storage.tables import flag, member_key, metadata, text, whole
from storage.tables import moment as moment_column
from storage.values import (
    maybe_micros,
    maybe_moment,
    micros,
    moment,
    numbers,
    read_numbers,
    read_texts,
    texts,
)

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
    text("rhythm"),
    text("since", empty=True),
    flag("together"),
    text("optional"),
    text("watching"),
    text("manners"),
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
    text("name"),
    text("manners"),
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
    text("state"),
    text("answers"),
    moment_column("answered_at", empty=True),
    flag("edited"),
    flag("late"),
    text("reminders"),
    flag("optional"),
    whole("reminded"),
    PrimaryKeyConstraint("workspace", "occurrence", "member"),
    ForeignKeyConstraint(["workspace", "occurrence"], ["occurrence.workspace", "occurrence.id"]),
    member_key("member"),
    Index(None, "workspace", "member"),
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
        "questions": questions_text(standup.questions),
        "people": texts(one.id for one in standup.people),
        "creator": standup.creator.id,
        "standing": str(standup.standing),
        "revision": standup.revision,
        "skipped": None if standup.skipped is None else standup.skipped.isoformat(),
        "rhythm": str(schedule.rhythm),
        "since": None if schedule.since is None else schedule.since.isoformat(),
        "together": schedule.together,
        "optional": texts(one.id for one in standup.optional),
        "watching": texts(one.id for one in standup.watching),
        "manners": _manners_text(standup.manners),
    }


def read_standup(row: Row) -> Standup:
    id, number, channel, name, zone, days, ask_at, wrap_at = row[:8]
    questions, people, creator, standing, revision, skipped = row[8:14]
    rhythm, since, together, optional, watching, manners = row[14:]
    schedule = Schedule(
        zone,
        tuple(map(int, days)),
        time.fromisoformat(ask_at),
        time.fromisoformat(wrap_at),
        Rhythm(rhythm),
        None if since is None else date.fromisoformat(since),
        bool(together),
    )
    return Standup(
        id=id,
        number=number,
        channel=ChannelRef(channel),
        name=name,
        schedule=schedule,
        questions=read_questions(questions),
        people=tuple(map(MemberRef, read_texts(people))),
        optional=tuple(map(MemberRef, read_texts(optional))),
        watching=tuple(map(MemberRef, read_texts(watching))),
        manners=_read_manners(manners),
        creator=MemberRef(creator),
        standing=Standing(standing),
        revision=revision,
        skipped=None if skipped is None else date.fromisoformat(skipped),
    )


def maybe_standup(row: Row | None) -> Standup | None:
    return None if row is None else read_standup(row)


def day_row(day: Occurrence) -> dict[str, object]:
    return {
        "questions": questions_text(day.questions),
        "opened_at": micros(day.opened_at),
        "wrap_at": micros(day.wrap_at),
        "wrapped_at": maybe_micros(day.wrapped_at),
        "name": day.name,
        "manners": _manners_text(day.manners),
    }


def maybe_day(row: Row | None) -> Occurrence | None:
    if row is None:
        return None
    id, standup, day, questions, opened_at, wrap_at, wrapped_at, name, manners = row
    return Occurrence(
        id=id,
        standup=standup,
        day=date.fromisoformat(day),
        name=name,
        questions=read_questions(questions),
        manners=_read_manners(manners),
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
        "state": str(stands.state),
        "answers": texts(stands.answers),
        "answered_at": maybe_micros(stands.answered_at),
        "edited": stands.edited,
        "late": stands.late,
        "reminders": numbers(map(micros, stands.reminders)),
        "optional": stands.optional,
        "reminded": stands.reminded,
    }


def read_participant(row: Row) -> Participant:
    member, ask_at, state, answers, answered_at, edited, late, reminders, optional, reminded = row
    return Participant(
        member=MemberRef(member),
        ask_at=moment(ask_at),
        reminders=tuple(map(moment, read_numbers(reminders))),
        state=State(state),
        reminded=reminded,
        optional=bool(optional),
        answers=read_texts(answers),
        answered_at=maybe_moment(answered_at),
        edited=bool(edited),
        late=bool(late),
    )


@lru_cache(maxsize=64)
def _manners_text(manners: Manners) -> str:
    return json.dumps(
        {
            "reminders": manners.reminders,
            "shown": manners.shown,
            "layout": manners.layout,
            "edits": manners.edits,
        }
    )


@lru_cache(maxsize=64)
def _read_manners(stored: str) -> Manners:
    read = json.loads(stored)
    return Manners(
        Reminders(read["reminders"]),
        Shown(read["shown"]),
        Layout(read["layout"]),
        Edits(read["edits"]),
    )
