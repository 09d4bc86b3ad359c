"""Aim 3: the CPU of dispatching one command, with sixty of them against one."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from time import process_time
from typing import Any, TypeVar, cast

import aiohttp
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.installation import Installation
from adapters.slack.listeners import Listeners
from adapters.slack.respond import Responder
from adapters.slack.turn import Turns
from benchmarks.measure import Row, alone, at_most, middle, workshop
from bot import words
from bot.clock import SystemClock
from bot.dispatch import Dispatcher
from bot.happening import Happening, Reply, Router, Show
from bot.intents import Intent, intent
from bot.messages import Message, Paragraph
from bot.people import AccountRef, ChannelRef, MemberRef, Person, Roster, WorkspaceRef
from bot.ports import Due, Lane, UnitOfWork
from bot.tasks import Tasks

MANY = 60
MOST = 1.2
NOWHERE = "http://127.0.0.1:1/api/"
HELLO = Reply(Show(Message("Hello", (Paragraph(("Hello",)),))))

T = TypeVar("T")
Dispatch = Callable[[int], Awaitable[float]]
"""Dispatches so many times, and says how many seconds of CPU each took."""


class Nowhere:
    """Storage without a database, so that nothing hides what the dispatch costs."""

    async def run(
        self, work: Callable[[UnitOfWork], T], workspace: WorkspaceRef, lane: Lane = Lane.PEOPLE
    ) -> T:
        return work(cast(UnitOfWork, self))

    async def due(self, now: object, at_most: int) -> Sequence[Due]:
        return ()

    async def next_due(self) -> None:
        return None

    @property
    def people(self) -> Nowhere:
        return self

    def meet(self, accounts: Collection[AccountRef]) -> Mapping[AccountRef, Person]:
        return {one: Person(MemberRef(one.id), one, "Ana", "UTC") for one in accounts}

    def unknown(self) -> Sequence[AccountRef]:
        return ()

    def roster(self, named: Collection[MemberRef | ChannelRef]) -> Roster:
        return Roster()


@dataclass(frozen=True, slots=True)
class Table:
    """Commands that each have an intent and a handler of their own."""

    router: Router
    commands: Mapping[str, words.Command]

    @classmethod
    def of(cls, count: int) -> Table:
        router, commands = Router(), {}
        for number in range(count):
            made: type[Intent] = type("Asked", (Intent,), {})
            kind = intent(f"benchmark.{count}-{number}/1")(made)
            router.on(kind)(_hello)
            name = f"command-{number}"
            commands[name] = words.Command(name, "Greets", (), kind)
        return cls(router, commands)


def _hello(happening: Happening, intent: Intent, work: UnitOfWork) -> Reply:
    return HELLO


def rows(full: bool) -> list[Row]:
    with workshop():
        return [asyncio.run(_measure(rounds=40 if full else 10, times=500))]


async def _measure(rounds: int, times: int) -> Row:
    async with aiohttp.ClientSession() as session:
        ours = [_ours(count, session) for count in (1, MANY)]
        bolts = [_bolt(count) for count in (1, MANY)]
        mine, theirs = [], []
        for _ in range(rounds):
            mine.append([await dispatch(times) for dispatch in ours])
            theirs.append([await dispatch(times // 10) for dispatch in bolts])
    one, many = (middle([pair[which] for pair in mine]) * 1e6 for which in (0, 1))
    how = (
        f"median of {rounds} interleaved rounds of {times} slash commands in this process, from the "
        f"parsed payload to Bolt's response, no database: {one:.0f} us with one command, {many:.0f} "
        f"us for the last of {MANY}. Bolt alone, a listener for each: {_ratio(theirs):.1f} times"
    )
    aim = f"3. CPU of a dispatch, {MANY} commands / one"
    return at_most(aim, _ratio(mine), MOST, how)


def _ratio(pairs: Sequence[Sequence[float]]) -> float:
    return middle([many / one for one, many in pairs])


async def _cpu(times: int, receive: Callable[[], Awaitable[BoltResponse]]) -> float:
    began = process_time()
    for _ in range(times):
        response = await receive()
        assert response.status == 200, response.body
        assert "Hello" in response.body, response.body
    return (process_time() - began) / times


def _ours(count: int, session: aiohttp.ClientSession) -> Dispatch:
    table = Table.of(count)
    door = Dispatcher((table.router,), Nowhere(), SystemClock(), lambda workspace: None)
    logger = logging.getLogger("benchmark")
    responder = Responder(AsyncWebClient(base_url=NOWHERE), session)
    turns = Turns(door, responder, Tasks())
    listeners = Listeners(Installation("T1", "UB", "B1", "A1"), door, turns, logger, NOWHERE)
    body = _payload(count)
    known = cast(dict[str, words.Command], words.COMMANDS)

    async def dispatch(times: int) -> float:
        known.clear()
        known.update(table.commands)
        return await _cpu(times, lambda: listeners.receive(dict(body)))

    return dispatch


def _bolt(count: int) -> Dispatch:
    async def authorize(**_: Any) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id="T1", bot_id="B1", bot_user_id="UB")

    bolt = AsyncApp(
        client=AsyncWebClient(base_url=NOWHERE),
        authorize=authorize,
        process_before_response=True,
        request_verification_enabled=False,
    )

    async def acknowledge(ack: Any) -> None:
        await ack("Hello")

    for number in range(count):
        bolt.command(f"/command-{number}")(acknowledge)
    body = _payload(count)

    def receive() -> Awaitable[BoltResponse]:
        return bolt.async_dispatch(AsyncBoltRequest(mode="socket_mode", body=dict(body)))

    return lambda times: _cpu(times, receive)


def _payload(count: int) -> dict[str, str]:
    return {
        "token": "gIkuvaNzQIHg97ATvDxqgjtO",
        "team_id": "T1",
        "team_domain": "example",
        "channel_id": "C1",
        "channel_name": "team",
        "user_id": "U1",
        "user_name": "ana",
        "command": f"/command-{count - 1}",
        "text": "",
        "api_app_id": "A1",
        "is_enterprise_install": "false",
        "response_url": "https://hooks.example.org/commands/T1/1/x",
        "trigger_id": "13345224609.738474920.8088930838d88f008e0",
    }


if __name__ == "__main__":
    alone(rows)
