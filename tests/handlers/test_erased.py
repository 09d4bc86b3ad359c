"""Somebody is erased in the middle of a day, and the others go on: nothing of them is said anew."""

from __future__ import annotations

from bot.people import MemberRef
from bot.ports import UnitOfWork
from tests.handlers.conftest import Scene
from tests.world import WORKSPACE, Resident


async def erased(scene: Scene, who: Resident) -> None:
    def work(unit: UnitOfWork) -> MemberRef:
        member = unit.people.meet((who.account,))[who.account].ref
        unit.privacy.erase(member)
        return member

    await scene.town.database.run(work, WORKSPACE)


async def answers(who: Resident, text: str) -> None:
    await who.presses("Answer")
    await who.sends(**{"answer-1": text})
    assert who.errors == {}


async def test_a_board_and_a_wrap_up_drawn_anew_tell_nothing_of_who_was_erased(
    running: Scene,
) -> None:
    await answers(running.bo, "Wombats in the importer")
    await running.town.clock_strikes(running.at(24, 14, 40))
    assert "Wombats" in running.team.screen

    await erased(running, running.bo)
    await answers(running.diya, "Label the churners")
    assert "Wombats" not in running.team.screen
    assert "Bo" not in running.team.screen
    assert "Label the churners" in running.team.screen

    # The day is wrapped up, and the next one goes on without them.
    await running.town.clock_strikes(running.at(24, 18))
    assert "2 of 3" in running.team.screen
    wrap_up = running.team.thread.rpartition("---")[2]
    assert "Label the churners" in wrap_up
    assert "Wombats" not in wrap_up
    await running.town.clock_strikes(running.at(25, 15))
    assert "Somebody who was erased" not in running.team.screen.rpartition("---")[2]


async def test_what_somebody_set_up_still_asks_and_mentions_nobody_in_their_stead(
    running: Scene,
) -> None:
    await erased(running, running.ana)
    before = len(running.bo.messages)
    await running.town.clock_strikes(running.at(25, 15))
    assert len(running.bo.messages) > before
    asked = running.bo.inbox.rpartition("---")[2]
    assert "erased:" not in asked
    assert "Ana" not in asked
    # Whoever is left may change it, as after somebody has gone.
    await running.bo.types("/standup pause", running.team)
    assert "paused" in running.team.screen
