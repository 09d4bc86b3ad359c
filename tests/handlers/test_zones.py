"""A zone that no platform has told is the team's, and anybody may choose their own."""

from __future__ import annotations

from bot.news import AccountFacts, LearnedMembers, LearnedProfile
from bot.people import AccountRef
from tests.handlers.conftest import Scene
from tests.world import Resident


async def _newcomer(scene: Scene) -> Resident:
    """Eve, of whom the platform knows a name and no zone, as on Teams before she has said a word."""
    square = scene.town.square
    facts = AccountFacts(AccountRef("UEVE"), "Eve", None)
    square.facts[facts.account] = facts
    square.inside[scene.team.ref.id].append(facts.account)
    accounts = tuple(square.inside[scene.team.ref.id])
    channel = square.channels[scene.team.ref.id]
    await scene.town.hears(LearnedMembers(channel, accounts, (facts,)))
    return Resident(scene.town, facts)


async def test_whose_zone_is_not_known_is_asked_in_the_teams_and_told_so(scene: Scene) -> None:
    eve = await _newcomer(scene)
    await scene.set_up()
    await scene.town.clock_strikes(scene.at(24, 8, 29))
    assert eve.inbox == ""
    await scene.town.clock_strikes(scene.at(24, 8, 30))
    counts = "The time is Paris's, since I do not know your zone; `/muster zone Tokyo` would set Tokyo's."
    assert counts in eve.inbox
    assert counts not in scene.ana.inbox


async def test_once_the_platform_tells_a_zone_it_counts(scene: Scene) -> None:
    eve = await _newcomer(scene)
    await scene.set_up()
    await scene.town.hears(LearnedProfile(AccountFacts(eve.account, "Eve", "Asia/Tokyo")))
    await scene.town.clock_strikes(scene.at(24, 0, 29))
    assert eve.inbox == ""
    await scene.town.clock_strikes(scene.at(24, 0, 30))
    assert "[Answer]" in eve.inbox
    assert "since I do not know your zone" not in eve.inbox


async def test_a_chosen_zone_moves_the_next_question_and_is_kept(scene: Scene) -> None:
    await scene.set_up()
    await scene.bo.types("/muster zone tokyo")
    assert "Your time zone is Tokyo (Asia/Tokyo), as you have chosen." in scene.bo.told
    await scene.town.hears(LearnedProfile(scene.bo.facts))
    await scene.town.clock_strikes(scene.at(24, 0, 30))
    assert "[Answer]" in scene.bo.inbox
    await scene.bo.types("/muster zone")
    assert "as you have chosen" in scene.bo.told


async def test_auto_follows_the_platform_again(scene: Scene) -> None:
    await scene.set_up()
    await scene.bo.types("/muster zone Asia/Tokyo")
    await scene.bo.types("/muster zone auto")
    assert "New York (America/New_York), as this chat tells me" in scene.bo.told
    await scene.town.clock_strikes(scene.at(24, 14, 29))
    assert scene.bo.inbox == ""
    await scene.town.clock_strikes(scene.at(24, 14, 30))
    assert "[Answer]" in scene.bo.inbox


async def test_a_zone_that_is_not_clear_is_asked_for_again(scene: Scene) -> None:
    await scene.bo.types("/muster zone louisville")
    assert "America/Kentucky/Louisville and America/Louisville" in scene.bo.told
    await scene.bo.types("/muster zone kolkta")
    assert "`/muster zone Asia/Kolkata`" in scene.bo.told
    await scene.bo.types("/muster zone nowhere at all")
    assert "I know no time zone called “nowhere at all”" in scene.bo.told
    await scene.bo.types("/muster zone")
    assert "America/New_York" in scene.bo.told


async def test_who_is_not_known_is_told_that_the_teams_zone_counts(scene: Scene) -> None:
    eve = await _newcomer(scene)
    await eve.types("/muster zone")
    assert "each team's own counts for you" in eve.told
    await eve.types("/muster zone auto")
    assert "each team's own counts for you" in eve.told
