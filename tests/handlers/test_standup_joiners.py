"""Whoever joins a team's channel in the middle of a standup's day is asked if their time is yet to come."""

from __future__ import annotations

from bot.news import AccountFacts, LearnedMembers, LearnedProfile
from bot.people import AccountRef
from tests.handlers.conftest import Scene
from tests.world import Resident


async def test_who_joins_before_their_morning_is_asked_in_it(scene: Scene) -> None:
    await scene.set_up()
    await scene.town.clock_strikes(scene.at(24, 6))
    eve = await scene.town.person("Eve", "America/New_York")
    await scene.team.welcomes(eve)
    assert "Asked later, in their own time: Ana, Bo and Eve" in scene.team.screen
    await scene.town.clock_strikes(scene.at(24, 14, 31))
    assert eve.inbox.count("[Answer]") == 1
    assert "0 of 4 answered" in scene.team.screen


async def test_who_joins_after_their_morning_reads_why_they_are_not_asked(scene: Scene) -> None:
    await scene.set_up()
    await scene.town.clock_strikes(scene.at(24, 10))
    eve = await scene.town.person("Eve", "Europe/Paris")
    for _ in range(2):
        await scene.team.welcomes(eve)
    await scene.town.clock_strikes(scene.at(24, 14, 31))
    assert eve.inbox == ""
    assert "0 of 3 answered" in scene.team.screen
    await eve.types("/standup why", scene.team)
    assert eve.told == (
        "You were not asked by churn standup #1 on Tue 24 Nov, "
        "since you were not in the channel yet when it was time in your own zone."
    )


async def test_who_is_found_among_the_members_is_asked_as_well(scene: Scene) -> None:
    await scene.set_up()
    await scene.town.clock_strikes(scene.at(24, 6))
    facts = AccountFacts(AccountRef("UEVE"), "Eve", "America/New_York")
    scene.town.square.facts[facts.account] = facts
    accounts = (*scene.town.square.inside[scene.team.ref.id], facts.account)
    channel = scene.town.square.channels[scene.team.ref.id]
    for _ in range(2):
        await scene.town.hears(LearnedMembers(channel, accounts, (facts,)))
    await scene.town.clock_strikes(scene.at(24, 14, 31))
    assert Resident(scene.town, facts).inbox.count("[Answer]") == 1


async def test_of_whom_nothing_was_known_the_profile_is_waited_for(scene: Scene) -> None:
    """In the team's zone her time has passed, in her own it has not."""
    await scene.set_up()
    await scene.town.clock_strikes(scene.at(24, 10))
    eve = Resident(scene.town, AccountFacts(AccountRef("UEVE"), "Eve", "America/New_York"))
    await scene.team.welcomes(eve)
    await scene.town.hears(LearnedProfile(eve.facts))
    await scene.town.clock_strikes(scene.at(24, 14, 31))
    assert eve.inbox.count("[Answer]") == 1


async def test_a_standup_of_picked_people_leaves_who_joins_alone(scene: Scene) -> None:
    await scene.set_up(people=scene.ana.refers(scene.ana, scene.bo))
    await scene.town.clock_strikes(scene.at(24, 9))
    eve = await scene.town.person("Eve", "America/New_York")
    await scene.team.welcomes(eve)
    await scene.town.clock_strikes(scene.at(24, 14, 31))
    assert eve.inbox == ""
