"""A channel that reads the digest of a team which it is not part of."""

from __future__ import annotations

from dataclasses import dataclass

from tests.handlers.conftest import Scene
from tests.world import WORKSPACE, Place, Resident


@dataclass
class Leads(Place):
    """A channel of Eve's, who is in no team."""

    eve: Resident


async def answers(who: Resident, plan: str, blocker: str = "") -> None:
    await who.presses("Answer")
    await who.sends(**{"answer-1": plan, "answer-2": blocker})
    assert who.errors == {}


async def read_by_leads(scene: Scene) -> Leads:
    """A channel of Eve's that reads the digest of the team's standup, set up by her."""
    await scene.set_up()
    eve = await scene.town.person("Eve", "Europe/Paris")
    place = await scene.town.channel("leads", eve)
    await eve.types("/standup digest", place)
    await eve.presses("Set up a digest", place)
    await eve.sends(standups=(await the_standup(scene),))
    assert eve.errors == {}
    return Leads(scene.town, place.ref, eve)


async def the_standup(scene: Scene) -> str:
    found = await scene.town.database.run(lambda work: work.standups.all(), WORKSPACE)
    return found[0].id
