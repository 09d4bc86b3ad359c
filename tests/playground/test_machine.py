"""The machine's clock, which a test may push and nobody else."""

from __future__ import annotations

import asyncio

import pytest

from playground.machine import Machine
from tests.playground.conftest import Seconds


async def test_a_sleeper_wakes_when_its_time_has_been_pushed_past() -> None:
    machine = Machine(Seconds())
    sleeper = asyncio.create_task(machine.sleep(60))
    await asyncio.sleep(0)
    machine.push(59)
    await asyncio.sleep(0.02)
    assert not sleeper.done()
    machine.push(1)
    async with asyncio.timeout(1):
        await sleeper


async def test_a_sleeper_wakes_by_itself_on_a_clock_that_runs() -> None:
    machine = Machine()
    before = machine.now()
    await machine.sleep(0.05)
    assert machine.now() - before >= 0.05


async def test_a_cancelled_sleep_ends() -> None:
    sleeper = asyncio.create_task(Machine(Seconds()).sleep(60))
    await asyncio.sleep(0)
    sleeper.cancel()
    with pytest.raises(asyncio.CancelledError):
        await sleeper
