"""What cannot be delivered is told to its owner once, waits, and is sent when the way is free."""

from __future__ import annotations

from dataclasses import replace

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
    assert running.ana.inbox.count("I could not post in #CCHURN (is_archived)") == 1
    await running.team.archived(False)
    assert "- Ana: Fix the importer (edited)" in running.team.screen
    assert "> Fix the importer" in running.team.thread
