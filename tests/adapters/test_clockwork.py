"""The heartbeat carries what is due to the door, and a walk goes from one due time to the next."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

import pytest
import structlog

from adapters.clockwork import Heartbeat, walk
from adapters.clockwork.walk import Stuck
from bot.clock import HeldClock
from bot.people import WorkspaceRef
from bot.ports import Due

ACME = WorkspaceRef("town", "acme")
NINE = datetime(2027, 3, 1, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Pushed(HeldClock):
    def __init__(self, moment: datetime) -> None:
        super().__init__(moment)
        self.stops = [moment]

    def set(self, moment: datetime) -> None:
        self.moment = moment
        self.stops.append(moment)


class Calendar:
    """An agenda and a door in one: promises by key, and what is done when they are kept."""

    def __init__(self, clock: HeldClock) -> None:
        self.clock = clock
        self.promised: dict[str, tuple[datetime, datetime]] = {}
        self.kept: list[tuple[str, datetime]] = []
        self.does: dict[str, Callable[[], object]] = {}
        self.asked = 0
        self.at_once = self.most_at_once = 0

    def promise(self, key: str, when: datetime) -> None:
        self.promised[key] = when, when

    async def due(self, now: datetime, at_most: int) -> Sequence[Due]:
        self.asked += 1
        await asyncio.sleep(0)
        due = sorted((again, key) for key, (_when, again) in self.promised.items() if again <= now)
        return [Due(ACME, key, self.promised[key][0], "") for _again, key in due[:at_most]]

    async def next_due(self) -> datetime | None:
        return min((again for _when, again in self.promised.values()), default=None)

    async def fulfil(self, due: Due) -> bool:
        self.at_once += 1
        self.most_at_once = max(self.at_once, self.most_at_once)
        await asyncio.sleep(0.001)
        self.at_once -= 1
        self.kept.append((due.key, self.clock.now()))
        if (does := self.does.get(due.key)) is not None:
            try:
                does()
            except ArithmeticError:
                self.promised[due.key] = due.when, self.clock.now() + timedelta(seconds=1)
                return False
        if self.promised[due.key][0] == due.when:
            del self.promised[due.key]
        return True


@pytest.fixture
def clock() -> Pushed:
    return Pushed(NINE)


@pytest.fixture
def calendar(clock: Pushed) -> Calendar:
    return Calendar(clock)


@pytest.fixture
def heartbeat(calendar: Calendar, clock: Pushed) -> Heartbeat:
    return Heartbeat(calendar, calendar, clock)


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """Without this, structlog paints every expected fault with its whole history."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    yield
    structlog.reset_defaults()


async def nothing_to_send() -> None:
    """What ``settle`` is where nobody says anything."""


def fails(fault: Exception) -> object:
    raise fault


async def test_a_beat_keeps_what_is_due_and_leaves_what_is_not(
    heartbeat: Heartbeat, calendar: Calendar
) -> None:
    calendar.promise("past", NINE - HOUR)
    calendar.promise("now", NINE)
    calendar.promise("later", NINE + HOUR)
    assert await heartbeat.beat() == 2
    assert sorted(key for key, _at in calendar.kept) == ["now", "past"]
    assert [*calendar.promised] == ["later"]


async def test_thousands_due_at_once_are_read_in_batches_and_kept_some_at_a_time(
    heartbeat: Heartbeat, calendar: Calendar
) -> None:
    for number in range(2000):
        calendar.promise(f"{number}", NINE)
    assert await heartbeat.beat() == 2000
    assert calendar.asked == 5
    assert calendar.most_at_once == 64


async def test_what_a_promise_promises_for_now_is_kept_in_the_same_beat(
    heartbeat: Heartbeat, calendar: Calendar
) -> None:
    calendar.promise("begin", NINE)
    calendar.does["begin"] = lambda: calendar.promise("ask", NINE)
    await heartbeat.beat()
    assert [key for key, _at in calendar.kept] == ["begin", "ask"]


async def test_promises_that_stay_due_hold_up_no_other_and_do_not_keep_a_beat_going(
    heartbeat: Heartbeat, calendar: Calendar
) -> None:
    for number in range(600):
        calendar.promise(f"broken {number}", NINE - HOUR)
        calendar.does[f"broken {number}"] = lambda: fails(OSError("the database is gone"))
    calendar.promise("fine", NINE)
    assert await heartbeat.beat() == 1
    assert len(calendar.kept) == 601
    assert await heartbeat.beat() == 0
    assert len(calendar.kept) == 1201


async def test_the_heart_beats_by_itself_and_not_while_it_is_held(
    heartbeat: Heartbeat, calendar: Calendar
) -> None:
    calendar.promise("now", NINE)
    heartbeat.hold()
    heartbeat.start()
    await asyncio.sleep(1.2)
    assert calendar.kept == []
    heartbeat.release()
    await asyncio.sleep(1.1)
    assert [key for key, _at in calendar.kept] == ["now"]
    await heartbeat.stop()
    calendar.promise("after the stop", NINE)
    await asyncio.sleep(1.2)
    assert len(calendar.kept) == 1


async def test_a_stop_waits_for_the_promises_at_work(
    heartbeat: Heartbeat, calendar: Calendar
) -> None:
    calendar.promise("now", NINE)
    heartbeat.start()
    beat = asyncio.create_task(heartbeat.beat())
    await asyncio.sleep(0)
    await heartbeat.stop()
    assert [key for key, _at in calendar.kept] == ["now"]
    assert await beat == 1


async def test_a_walk_visits_each_due_time_and_settles_before_it_goes_on(
    heartbeat: Heartbeat, calendar: Calendar, clock: Pushed
) -> None:
    for hours in (1, 2, 5):
        calendar.promise(f"at {hours}", NINE + hours * HOUR)
    calendar.does["at 1"] = lambda: calendar.promise("at 1.5", NINE + 1.5 * HOUR)
    settled: list[tuple[datetime, int]] = []

    async def settle() -> None:
        settled.append((clock.now(), len(calendar.kept)))

    await walk(NINE + 3 * HOUR, heartbeat, calendar, clock, settle)
    visited = [NINE + hours * HOUR for hours in (1, 1.5, 2)]
    assert calendar.kept == [*zip(["at 1", "at 1.5", "at 2"], visited, strict=True)]
    assert settled == [*zip([NINE, *visited], range(4), strict=True)]
    assert clock.stops == [NINE, *visited, NINE + 3 * HOUR]
    assert [*calendar.promised] == ["at 5"]


async def test_what_comes_back_from_the_platform_is_done_before_the_walk_goes_on(
    heartbeat: Heartbeat, calendar: Calendar, clock: Pushed
) -> None:
    calendar.promise("begin", NINE + HOUR)
    calendar.promise("later", NINE + 2 * HOUR)

    async def settle() -> None:
        if [key for key, _at in calendar.kept] == ["begin"]:
            calendar.promise("learned", clock.now())

    await walk(NINE + 2 * HOUR, heartbeat, calendar, clock, settle)
    assert calendar.kept == [
        ("begin", NINE + HOUR),
        ("learned", NINE + HOUR),
        ("later", NINE + 2 * HOUR),
    ]


async def test_a_walk_tries_again_what_failed_at_the_second_it_was_put_off_to(
    heartbeat: Heartbeat, calendar: Calendar, clock: Pushed
) -> None:
    outcomes: Iterator[Callable[[], object]] = iter([lambda: 1 // 0, lambda: None])
    calendar.promise("shaky", NINE + HOUR)
    calendar.does["shaky"] = lambda: next(outcomes)()
    await walk(NINE + 2 * HOUR, heartbeat, calendar, clock, nothing_to_send)
    assert calendar.kept == [
        ("shaky", NINE + HOUR),
        ("shaky", NINE + HOUR + timedelta(seconds=1)),
    ]


async def test_the_heartbeat_is_held_while_somebody_walks_and_beats_afterwards(
    heartbeat: Heartbeat, calendar: Calendar, clock: Pushed
) -> None:
    heartbeat.start()
    calendar.promise("soon", NINE + HOUR)

    async def settle() -> None:
        calendar.promise("meanwhile", clock.now())
        await asyncio.sleep(1.2)
        assert "meanwhile" not in [key for key, _at in calendar.kept[-1:]]
        del calendar.promised["meanwhile"]

    await walk(NINE + HOUR, heartbeat, calendar, clock, settle)
    calendar.promise("afterwards", NINE)
    await asyncio.sleep(1.2)
    assert [key for key, _at in calendar.kept] == ["soon", "afterwards"]
    await heartbeat.stop()


async def test_a_walk_that_cannot_get_past_a_promise_says_so_and_lets_the_heart_beat(
    heartbeat: Heartbeat, calendar: Calendar, clock: Pushed
) -> None:
    calendar.promise("broken", NINE + HOUR)
    calendar.does["broken"] = lambda: fails(OSError("the database is gone"))
    with pytest.raises(Stuck):
        await walk(NINE + 2 * HOUR, heartbeat, calendar, clock, nothing_to_send)
    assert not heartbeat.held


async def test_housekeeping_that_fails_does_not_keep_the_next_from_its_work(
    calendar: Calendar, clock: Pushed
) -> None:
    done: list[str] = []

    async def broken() -> None:
        raise OSError("the disk is full")

    async def tidy() -> None:
        done.append("tidy")

    nightly: list[Callable[[], Awaitable[None]]] = [broken, tidy]
    heartbeat = Heartbeat(calendar, calendar, clock, nightly=nightly)
    await heartbeat.tidy()
    assert done == ["tidy"]
