"""A workspace full of teams, each with a standup that is about to begin, or under way."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import text

import handlers
from adapters.clockwork import Heartbeat
from bot.clock import HeldClock
from bot.dispatch import Dispatcher
from bot.intents import Promise
from bot.news import AccountFacts
from bot.people import AccountRef, Channel, ChannelRef, WorkspaceRef
from bot.ports import UnitOfWork
from bot.rituals.schedule import Schedule
from bot.rituals.standup import Standup
from bot.rituals.standup_intents import Begin
from bot.rituals.standup_rules import DEFAULT_QUESTIONS, occurrence_id
from handlers.standup_posts import begin_key
from storage import Database
from storage.engine import make_engine, read_url

WORKSPACE = WorkspaceRef("slack", "T1")
BATCH = 500
HOURS = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class Team:
    """A channel's people and today's occurrence of their standup."""

    accounts: tuple[AccountRef, ...]
    occurrence: str


async def found(database: Database, numbers: range, size: int, at: datetime) -> list[Team]:
    """Teams of ``size`` people with these numbers, whose standups begin at ``at`` and last four hours."""
    await database.installed_workspace(WORKSPACE, "Many teams", AccountRef("UMUSTER"))
    teams: list[Team] = []
    for first in range(0, len(numbers), BATCH):
        batch = numbers[first : first + BATCH]
        teams += await database.run(_founding(batch, size, at), WORKSPACE)
    return teams


def _founding(numbers: range, size: int, at: datetime) -> Callable[[UnitOfWork], list[Team]]:
    schedule = Schedule("UTC", tuple(range(7)), _wall(at), _wall(at + HOURS))

    def work(work: UnitOfWork) -> list[Team]:
        return [_team(number, size, schedule, at, work) for number in numbers]

    return work


def _team(number: int, size: int, schedule: Schedule, at: datetime, work: UnitOfWork) -> Team:
    names = [f"{number:05}{one:02}" for one in range(size)]
    accounts = tuple(AccountRef(f"U{name}") for name in names)
    facts = [AccountFacts(one, f"Person {one.id}", "UTC") for one in accounts]
    work.people.learn(facts)
    people = work.people.meet(accounts)
    channel = ChannelRef(f"C{number:05}")
    work.people.keep_channel(Channel(channel, f"team-{number}", present=True))
    work.people.fill_channel(channel, [person.ref for person in people.values()])
    standup = work.standups.add(
        Standup(
            f"{number:012x}",
            0,
            channel,
            f"Team {number}",
            schedule,
            DEFAULT_QUESTIONS,
            (),
            people[accounts[0]].ref,
        )
    )
    begin = Begin(standup.id, standup.revision, at.date())
    work.agenda.write((Promise(begin_key(standup), at, begin),))
    return Team(accounts, occurrence_id(standup, at.date()))


def _wall(at: datetime) -> time:
    return at.time().replace(second=0, microsecond=0)


def door(database: Database, at: datetime) -> tuple[Dispatcher, Heartbeat]:
    """The door and the heartbeat, with a clock that stands."""
    clock = HeldClock(at)
    dispatcher = Dispatcher(handlers.routers, database, clock, lambda workspace: None)
    return dispatcher, Heartbeat(database, dispatcher, clock)


async def begin_all(database: Database, at: datetime) -> None:
    """Every standup begins; everybody has been asked and every message has been delivered."""
    _, heartbeat = door(database, at)
    await heartbeat.beat()
    engine = make_engine(read_url(database.url), writes=True)
    with engine.begin() as connection:
        connection.execute(
            text("UPDATE outbox SET delivered_version = version, place = 'C1', message = id")
        )
    engine.dispose()


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    """A database whose outbox this process delivers, as ``serve`` has it."""
    database = Database(url)
    await database.start()
    try:
        await database.lease("benchmark", 3600)
        yield database
    finally:
        await database.stop()
