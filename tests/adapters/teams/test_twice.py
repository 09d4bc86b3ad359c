"""Teams repeats what it got no answer to, with the same id or a new one: once is once all the same."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import handlers
from bot.clock import HeldClock
from bot.dispatch import Dispatcher
from bot.happening import Happening
from bot.mail import Parcel
from bot.messages import Buttons
from bot.news import AccountFacts, LearnedMembers
from bot.people import AccountRef, Channel, ChannelRef
from bot.rituals.standup import State
from storage import Database, migrate
from tests.adapters.teams.activities import ANA, BOT, CHANNEL, execute, message
from tests.adapters.teams.adaptive_card import actions, elements, read
from tests.adapters.teams.answering import HOME, SEAL, Bot, answering, texts

Json = dict[str, Any]

START = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
"""A Monday, before anybody in Berlin is asked."""
BO = "00000000-0000-4000-8000-000000000023"
MACHINE = 2_000_000_000.0


@dataclass
class Scene:
    """A channel of two people on Teams, the whole mind behind the adapter, and a real database."""

    bot: Bot
    database: Database
    door: Dispatcher
    clock: HeldClock
    file: Path

    async def sends(self, activity: Json) -> Json:
        """The same invoke three times: as it is, with its own id again, and with a new one."""
        bodies, states = [], []
        for id in (activity["id"], activity["id"], f"{activity['id']}-anew"):
            status, body = await self.bot.receive(activity | {"id": id})
            assert status == 200
            bodies.append(body)
            states.append(await self.state())
        assert states[0] == states[1] == states[2]
        assert bodies[0] == bodies[1] == bodies[2]
        first: Json = bodies[0]
        return first

    async def state(self) -> tuple[list[Any], list[Any]]:
        """Everything that the standups hold, and what was ever said of them, versions and all."""
        standups = await self.database.run(
            lambda work: [
                (one, latest, latest and work.standups.participants(latest.id))
                for one in work.standups.all()
                for latest in (work.standups.latest(one.id),)
            ],
            HOME,
        )
        with closing(sqlite3.connect(self.file)) as reader:
            said = reader.execute("SELECT key, version FROM outbox ORDER BY key")
            return standups, said.fetchall()

    async def parcels(self) -> list[Parcel]:
        found = await self.database.parcels(HOME, self.clock.now(), MACHINE, 100)
        return sorted(found, key=lambda one: one.key)

    async def prompt(self) -> Parcel:
        """What Ana is asked, once her morning has come."""
        until = START + timedelta(hours=3)
        while due := await self.database.due(until, 1):
            self.clock.set(max(self.clock.now(), due[0].when))
            assert await self.door.fulfil(due[0])
        return next(one for one in await self.parcels() if one.to == AccountRef(ANA))

    async def form(self) -> tuple[Json, Json]:
        """The data and the values of the card that Ana has last been sent."""
        await self.bot.settles()
        return filled(self.bot.connector.calls[-1].body["attachments"][0]["content"])


def filled(card: Json) -> tuple[Json, Json]:
    send = next(one for one in actions(card) if one["verb"] == "send")
    values = {one["id"]: one.get("value", "") for one in elements(card) if "id" in one}
    return send["data"], values


def pressed(parcel: Parcel, label: str) -> Json:
    assert parcel.message is not None
    (does,) = [
        button.does
        for block in parcel.message.blocks
        if isinstance(block, Buttons)
        for button in block.buttons
        if button.label == label
    ]
    return execute("press", SEAL.close({"does": does, "row": parcel.row}))


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    url = f"sqlite:///{tmp_path / 'teams.db'}"
    migrate(url)
    database, clock = Database(url), HeldClock(START)
    await database.start()
    await database.installed_workspace(HOME, "Churn", AccountRef(BOT))
    door = Dispatcher(handlers.routers, database, clock, lambda workspace: None)
    people = tuple(
        AccountFacts(AccountRef(id), name, "Europe/Berlin")
        for id, name in ((ANA, "Ana Duarte"), (BO, "Bo Lindqvist"))
    )
    channel = Channel(ChannelRef(CHANNEL), "churn-model", private=True, present=True)
    learned = LearnedMembers(channel, tuple(one.account for one in people), people)
    await door.handle(Happening(learned, HOME, clock.now()))
    async with answering(door, database) as bot:
        yield Scene(bot, database, door, clock, tmp_path / "teams.db")
    await database.stop()


async def set_up(scene: Scene) -> Json:
    await scene.bot.receive(message("standup new", "channel"))
    data, values = await scene.form()
    return await scene.sends(execute("send", data | values))


async def test_a_standup_that_is_saved_twice_is_one(scene: Scene) -> None:
    body = await set_up(scene)
    (told,) = await scene.parcels()
    assert (read(body["value"]), told.to) == ("New standup: done.", ChannelRef(CHANNEL))
    standups, said = await scene.state()
    assert (len(standups), len(said)) == (1, 1)


async def test_an_answer_that_is_sent_twice_is_said_once(scene: Scene) -> None:
    await set_up(scene)
    prompt = await scene.prompt()
    opened = await scene.sends(pressed(prompt, "Answer"))
    data, values = filled(opened["value"])
    body = await scene.sends(execute("send", data | values | {"answer-1": "Ship the importer"}))
    assert "your answer is in" in read(body["value"])
    ((_, _, day),), said = await scene.state()
    assert [one.state for person, one in day if person.account == AccountRef(ANA)] == [
        State.ANSWERED
    ]
    assert sum(":answer:" in key for key, _version in said) == 1


async def test_a_day_that_is_skipped_twice_is_skipped_once(scene: Scene) -> None:
    await set_up(scene)
    body = await scene.sends(pressed(await scene.prompt(), "Skip today"))
    assert "skipped for today" in read(body["value"])


async def test_a_refused_answer_keeps_what_was_typed_and_nothing_else(scene: Scene) -> None:
    await set_up(scene)
    prompt = await scene.prompt()
    data, values = filled((await scene.sends(pressed(prompt, "Answer")))["value"])
    before = await scene.state()
    body = await scene.sends(execute("send", data | values | {"answer-0": "x" * 4000}))
    assert filled(body["value"])[1]["answer-0"] == "x" * 4000
    assert await scene.state() == before


async def test_a_command_that_teams_repeats_opens_one_form(scene: Scene) -> None:
    activity = message("standup new", "channel")
    for _ in range(2):
        await scene.bot.receive(activity)
    await scene.bot.settles()
    assert texts(scene.bot.connector.sent()) == ["", "New standup"]
