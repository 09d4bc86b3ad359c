"""The one door: what fails is told kindly and kept out of the log, and private intents leave nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

import handlers
from bot import news, words
from bot.dispatch import PATIENCE
from bot.happening import (
    Happening,
    Nothing,
    Refuse,
    Reply,
    Router,
    Show,
)
from bot.intents import Intent, Promise, Said, intent
from bot.messages import (
    Message,
    Paragraph,
    Post,
)
from bot.people import ChannelRef
from bot.ports import (
    Lane,
    UnitOfWork,
)
from bot.rituals import standup_intents
from tests.handlers.conftest import MONDAY_EVENING
from tests.world import WORKSPACE, Town, town

SECRET = "the-answer-nobody-may-log"


@intent("test.break/1")
class Break(Intent):
    """Writes, and then fails with what somebody wrote in the exception's text."""


@intent("test.quiet/1", private=True)
class Quiet(Intent):
    """A private intent."""


@intent("test.chatty/1", private=True)
class Chatty(Intent):
    """A private intent whose handler wrongly wants to post."""


@intent("test.tick/1")
class Tick(Intent):
    """Something promised."""

    number: int


router = Router()
ticks: list[int] = []


@router.on(Break)
def break_it(happening: Happening, asked: Break, work: UnitOfWork) -> Reply:
    work.agenda.write([Promise("left-behind", MONDAY_EVENING, Tick(1))])
    raise ValueError(happening.fields.get("text", SECRET))


@router.on(Quiet)
def quiet(happening: Happening, asked: Quiet, work: UnitOfWork) -> Reply:
    if happening.fields.get("fail"):
        raise ValueError(SECRET)
    return Reply()


@router.on(Chatty)
def chatty(happening: Happening, asked: Chatty, work: UnitOfWork) -> Reply:
    message = Message(SECRET, (Paragraph((SECRET,)),))
    return Reply(posts=(Post(ChannelRef("C1"), message, key="chatty"),))


@router.on(Tick)
def tick(happening: Happening, asked: Tick, work: UnitOfWork) -> Reply:
    if asked.number == 50:
        raise RuntimeError(SECRET)
    ticks.append(asked.number)
    return Reply()


@pytest.fixture
async def there(tmp_path: Path) -> AsyncIterator[Town]:
    ticks.clear()
    async with town(tmp_path, MONDAY_EVENING, [router]) as town_of_the_door:
        yield town_of_the_door


def happens(what: Intent, **fields: str) -> Happening:
    return Happening(what, WORKSPACE, MONDAY_EVENING, fields=fields)


async def test_a_fault_becomes_a_sentence_with_the_logs_id_and_leaves_nothing(there: Town) -> None:
    with capture_logs() as logged:
        outcome = await there.dispatcher.handle(happens(Break()))
    assert isinstance(outcome.now, Show)
    (line,) = logged
    assert line["id"] in outcome.now.message.summary
    assert line["fault"] == "ValueError"
    assert SECRET not in str(logged)
    assert await there.database.next_due() is None, "what it wrote was rolled back"


async def test_a_fault_in_a_form_keeps_what_was_typed(there: Town) -> None:
    outcome = await there.dispatcher.handle(happens(Break(), text=SECRET))
    assert isinstance(outcome.now, Refuse)


def test_every_intent_has_a_handler() -> None:
    answered = {kind for router in handlers.routers for kind in router.handlers}
    declared = {
        kind
        for module in (news, standup_intents, words)
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, Intent) and hasattr(kind, "name")
    }
    assert declared - answered == {Said}, "typed words become another intent first"


async def test_a_private_intent_leaves_no_line_in_the_log(there: Town) -> None:
    with capture_logs() as logged:
        outcome = await there.dispatcher.handle(happens(Quiet()))
    assert outcome.now == Nothing()
    assert logged == []


async def test_a_private_intent_that_fails_leaves_a_fixed_sentence_and_an_id(there: Town) -> None:
    with capture_logs() as logged:
        await there.dispatcher.handle(happens(Quiet(), fail="yes"))
    (line,) = logged
    assert line.keys() == {"event", "id", "log_level"}


async def test_a_private_intent_that_posts_is_rolled_back(there: Town) -> None:
    outcome = await there.dispatcher.handle(happens(Chatty()))
    assert isinstance(outcome.now, Show)
    assert "did not work" in outcome.now.message.summary
    assert await there.database.outbox_counts() == []


async def test_one_promise_that_always_fails_holds_up_none_of_a_hundred(there: Town) -> None:
    def promise(work: UnitOfWork) -> None:
        work.agenda.write([Promise(f"tick:{n:03}", MONDAY_EVENING, Tick(n)) for n in range(100)])

    await there.database.run(promise, WORKSPACE, Lane.PROMISES)
    for due in await there.database.due(MONDAY_EVENING, 1000):
        await there.dispatcher.fulfil(due)
    assert sorted(ticks) == [n for n in range(100) if n != 50]


async def test_a_promise_that_always_fails_is_parked_and_shown_never_dropped(there: Town) -> None:
    def promise(work: UnitOfWork) -> None:
        work.agenda.write([Promise("tick", MONDAY_EVENING, Tick(50))])

    await there.database.run(promise, WORKSPACE, Lane.PROMISES)
    tried = 0
    while due := await there.database.due(there.clock.now(), 10):
        assert not await there.dispatcher.fulfil(due[0])
        tried += 1
        there.clock.moment += timedelta(seconds=max(PATIENCE) + 1)
    assert tried == len(PATIENCE) + 1
    (line,) = await there.database.promises(10)
    assert line.key == "tick"
    assert await there.database.next_due() is None
    assert SECRET not in str(line)
