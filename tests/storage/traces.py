"""Fills every table with rows that tell of somebody, and reads a whole database as one text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Boolean, Column, Table, Text, insert, select

from bot.intents import Profile, Promise
from bot.mail import Landed
from bot.messages import Button, Buttons, Message, Paragraph, Strong
from bot.news import AccountFacts
from bot.people import AccountRef, MemberRef
from bot.ports import Entry, UnitOfWork
from bot.rituals.questions import Kind, Question
from bot.rituals.reasons import Decision, Reason
from bot.rituals.standup import Occurrence, Participant, State
from storage import Database
from storage.engine import make_engine, read_url, sqlite_file
from storage.erasing import naming
from storage.tables import metadata
from tests.storage.samples import (
    HERE,
    MACHINE,
    NOW,
    OWNER,
    TEAM,
    TODAY,
    Nudge,
    meet,
    mention,
    parcels,
    post,
    standup,
)

NAME = "Anaximandra Canary"
ACCOUNT = "UCANARY77"
WORDS = (
    "Shipped the zebrafish importer to the churn model",
    "Blocked\nwaits on quokka-licences",
    "zz9 plural",
)
WRAPPED = {"body": '[1,{{"summary":"{}","blocks":[]}}]', "answers": '["{}"]'}
"""How the traces are stored in columns that are read as JSON."""
ANA = AccountRef(ACCOUNT)
QUESTIONS = (
    Question("What did you do?"),
    Question("What is in the way?", Kind.BLOCKERS),
    Question("And?", Kind.CHOICE, options=("one", "other")),
    Question("How are you?", Kind.MOOD),
)


def fill(url: str, member: MemberRef, other: MemberRef) -> None:
    """One more row in each table that refers to a member, for each column that does."""
    with make_engine(read_url(url), writes=True).begin() as connection:
        for column, _ in reversed([*naming()]):
            table = column.table
            assert isinstance(table, Table)
            values = {one.name: _value(one, column, member, other) for one in table.c}
            connection.execute(insert(table), {k: v for k, v in values.items() if v is not ...})


def _value(one: Column[Any], about: Column[Any], member: MemberRef, other: MemberRef) -> object:
    if one.name == "workspace":
        return str(HERE)
    if one is about:
        return member.id
    if any(key.column.table.name == "member" for key in one.foreign_keys):
        return None if one.nullable else other.id
    parents = {"occurrence": "d9", "standup": "s1"}
    if one.name in parents:
        return parents[one.name]
    if one.table.name == "journal" and one.name == "id":
        return ...
    if isinstance(one.type, Boolean):
        return False
    if not isinstance(one.type, Text):
        return 77
    if one.primary_key:
        return f"filled-{about.table.name}-{about.name}"
    traces = f"of {NAME}, that is {ACCOUNT} or {member.id} ({about.table.name}.{about.name})"
    return WRAPPED.get(one.name, "{}").format(traces)


def everything(url: str) -> str:
    """Every value of every row, and for SQLite the bytes of its files as well."""
    rows = "\n".join(_rows(url))
    file = sqlite_file(read_url(url))
    if file is None:
        return rows
    return rows + "".join(_bytes(one) for one in file.parent.glob(file.name + "*"))


def _rows(url: str) -> Iterator[str]:
    with make_engine(read_url(url), writes=False).connect() as connection:
        for table in metadata.sorted_tables:
            for row in connection.execute(select(table)):
                yield f"{table.name}: {tuple(row)!r}"


def _bytes(file: Path) -> str:
    return file.read_bytes().decode("latin-1")


async def lives(storage: Database, url: str) -> MemberRef:
    """A person who has left something in every table, in every state."""

    def work(unit: UnitOfWork) -> MemberRef:
        unit.people.learn([AccountFacts(ANA, NAME, "Europe/Paris")])
        ana = unit.people.meet([ANA])[ANA].ref
        (bo,) = meet(unit, "Bo")
        unit.people.appoint(TEAM, ana)
        unit.people.join(TEAM, ana)
        unit.standups.add(standup(ana, people=(ana, bo), watching=(ana,), questions=QUESTIONS))
        over = replace(day("d1"), wrapped_at=NOW)
        unit.standups.open(over, stood(ana, bo))
        unit.standups.open(replace(day("d9"), wrapped_at=NOW), ())
        left_out = Entry(
            NOW, bo, TEAM, "Daily", TODAY, Decision.SKIPPED, Reason.LEFT_OUT, f"by {NAME}"
        )
        unit.journal.note([left_out, replace(left_out, member=ana)])
        unit.agenda.write(
            [
                Promise(f"standup:d1:back:{ana.id}", NOW, Nudge("x")),
                Promise("nudge", NOW, Nudge(ana.id)),
                Promise("stays", NOW, Nudge("x")),
            ]
        )
        unit.outbox.inquire([Profile(ANA)])
        return ana

    ana = await storage.run(work, HERE)
    await storage.keep_address(HERE, ACCOUNT, '[1,"https://smba","a:1"]')
    await storage.keep_address(HERE, "19:group", f'[1,"https://smba","19:{ACCOUNT}_UBO"]')
    await says(storage, ana)
    other = await storage.run(lambda unit: meet(unit, "Bo")[0], HERE)
    fill(url, ana, other)
    return ana


def stood(ana: MemberRef, bo: MemberRef) -> list[Participant]:
    helped = f"Helped {NAME} with it"
    said = State.ANSWERED
    return [
        Participant(ana, NOW, state=said, answers=(*WORDS, "4")),
        Participant(bo, NOW, state=said, answers=(helped, "Nothing", "", "2")),
    ]


def day(id: str) -> Occurrence:
    on = TODAY + timedelta(days=int(id[1:]))
    return Occurrence(id, "s1", on, "Daily", QUESTIONS, NOW, NOW + timedelta(hours=3))


async def says(storage: Database, ana: MemberRef) -> None:
    """A board that was delivered, and others that wait."""
    first, name = WORDS[0], Strong(f"{NAME}:")
    await storage.lease(OWNER, 15)
    board = post("standup:d1:board", name, f" {first} (late)", mention(ana))
    await storage.run(lambda work: work.outbox.say([board], NOW), HERE)
    (parcel,) = await parcels(storage)
    await storage.trying(OWNER, parcel, MACHINE)
    await storage.delivered(OWNER, parcel, Landed("C1", "1"))
    wrap = Message(
        f"{NAME} answered",
        (
            Paragraph((name, f" {first[:30]}…")),
            Paragraph((Strong("Bo:"), "Kept going")),
            Buttons((Button.to("Answer", Nudge("strong")),)),
        ),
    )
    waits = [
        replace(post("standup:d1:wrap"), message=wrap, owner=ana),
        post(f"standup:d1:answer:{ana.id}", first, under="standup:d1:board"),
        post(f"standup:d1:prompt:{ana.id}", "hello", to=ana),
        post("personal", "hello", to=ana),
        post("told", mention(ana), " changed it"),
    ]
    await storage.run(lambda work: work.outbox.say(waits, NOW), HERE)


async def erase(storage: Database, member: MemberRef) -> None:
    await storage.run(lambda work: work.privacy.erase(member), HERE)
