"""What cannot be delivered is told to its owner once, waits, and is sent when the way is free."""

from __future__ import annotations

from dataclasses import replace

from bot.news import Reachable
from tests.handlers.conftest import Scene


async def test_an_answer_to_an_archived_channel_waits_and_its_owner_is_told_once(
    running: Scene,
) -> None:
    square = running.town.square
    known = square.channels[running.team.ref.id]
    square.channels[running.team.ref.id] = replace(known, archived=True)
    for words in ("Ship the importer", "Fix the importer"):
        await running.ana.presses("Answer" if words.startswith("Ship") else "Edit answer")
        await running.ana.sends(**{"answer-1": words})
    assert "importer" not in running.team.screen
    assert running.ana.inbox.count("I could not post in #churn (is_archived)") == 1
    await running.team.archived(False)
    assert "- Ana: Fix the importer (edited)" in running.team.screen
    assert "> Fix the importer" in running.team.thread


async def test_who_cannot_be_written_to_is_named_once_and_asked_as_soon_as_they_can_be(
    scene: Scene,
) -> None:
    town, bo = scene.town, scene.bo
    town.square.closed.add(bo.account.id)
    await scene.set_up()
    told = "I cannot write to @Bo: Muster is not installed for them."
    for day in (24, 25):
        await town.clock_strikes(scene.at(day, 18))
        assert bo.inbox == ""
        assert scene.ana.inbox.count(told) == 1
    await town.clock_strikes(scene.at(26, 15))
    assert "Waiting for: Ana, Bo and Diya" in scene.team.screen
    town.square.closed.clear()
    await town.hears(Reachable(bo.account))
    assert bo.inbox.count("[Answer]") == 1
    await bo.presses("Answer")
    await bo.sends(**{"answer-1": "Ship the importer"})
    assert "- Bo: Ship the importer" in scene.team.screen
