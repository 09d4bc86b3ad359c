"""People are guests, leave, come back, or looked after everything: nothing stops without a word."""

from __future__ import annotations

from dataclasses import replace

from bot.news import LearnedEverything, LearnedMembers
from tests.handlers.conftest import Scene


async def test_bots_and_people_of_another_company_are_in_the_channel_and_not_asked(
    scene: Scene,
) -> None:
    guest = await scene.town.person("Gus", "Europe/Paris", human=False)
    await scene.team.welcomes(guest)
    await scene.set_up()
    await scene.town.clock_strikes(scene.at(24, 14, 31))
    assert guest.inbox == ""
    assert "0 of 3 answered" in scene.team.screen
    assert "Gus" not in scene.team.screen


async def test_somebody_who_cannot_be_asked_cannot_be_picked_without_a_word(scene: Scene) -> None:
    guest = await scene.town.person("Gus", "Europe/Paris", human=False)
    await scene.ana.types("/standup new", scene.team)
    await scene.ana.sends(people=scene.ana.refers(scene.bo, guest))
    assert "Gus is a bot, a guest of another company, or gone" in scene.ana.errors["people"]
    await scene.ana.sends(people=scene.ana.refers(scene.bo))
    assert scene.ana.errors == {}


async def test_somebody_who_has_left_since_they_were_picked_holds_up_no_edit(scene: Scene) -> None:
    await scene.set_up(people=scene.ana.refers(scene.ana, scene.bo))
    await scene.bo.changes(active=False)
    await scene.ana.types("/standup edit", scene.team)
    await scene.ana.sends(name="Morning")
    assert scene.ana.errors == {}


async def test_whoever_is_deactivated_is_out_of_the_count_and_back_in_it_when_they_are(
    running: Scene,
) -> None:
    await running.bo.changes(active=False)
    await running.town.clock_strikes(running.at(24, 17))
    assert "Wrap-up: 0 of 2 answered" in running.team.thread
    assert "Missing: Ana and Diya" in running.team.thread
    await running.town.clock_strikes(running.at(25, 15))
    assert "Wed 25 Nov" not in running.bo.inbox
    assert "0 of 2 answered" in running.team.screen.split("---")[-1]
    await running.bo.changes(active=True)
    await running.town.clock_strikes(running.at(26, 15))
    assert "Thu 26 Nov" in running.bo.inbox
    assert "0 of 3 answered" in running.team.screen.split("---")[-1]


async def test_whoever_is_back_is_found_in_their_channels_again(running: Scene) -> None:
    await running.bo.changes(active=False)
    known = running.town.square.channels[running.team.ref.id]
    rest = (running.ana.account, running.diya.account)
    await running.town.hears(LearnedMembers(known, rest, ()))  # none of the deactivated is listed
    await running.bo.changes(active=True)
    await running.town.clock_strikes(running.at(25, 15))
    assert "Wed 25 Nov" in running.bo.inbox


async def test_an_answer_given_before_one_left_stays_and_counts(running: Scene) -> None:
    await running.answers(running.bo, "Ship the importer")
    await running.bo.changes(active=False)
    await running.town.clock_strikes(running.at(24, 17))
    assert "Wrap-up: 1 of 3 answered" in running.team.thread


async def test_whoever_leaves_the_channel_and_returns_the_same_day_can_still_answer(
    running: Scene,
) -> None:
    await running.team.loses(running.bo)
    await running.team.welcomes(running.bo)
    await running.answers(running.bo, "Back again")
    assert "- Bo: Back again" in running.team.screen


async def test_with_the_creator_gone_the_team_is_told_and_anybody_can_change_it(
    scene: Scene,
) -> None:
    await scene.set_up()
    await scene.ana.changes(active=False)
    assert scene.team.screen.count("Nobody who looked after churn standup #1 is here") == 1
    await scene.town.clock_strikes(scene.at(24, 14, 31))
    assert "Tue 24 Nov" in scene.bo.inbox, "it goes on as it was"
    await scene.bo.types("/standup edit", scene.team)
    await scene.bo.sends(name="Bo's standup")
    assert "Bo changed churn standup #1" in scene.team.screen
    await scene.ana.changes(active=True)
    await scene.diya.types("/standup pause", scene.team)
    assert "Only whoever set it up" in scene.diya.told, "she is back"


async def test_a_nightly_sweep_that_finds_the_creator_gone_tells_it_as_well(scene: Scene) -> None:
    await scene.set_up()
    channel = scene.town.square.channels[scene.team.ref.id]
    gone = replace(scene.ana.facts, active=False)
    await scene.town.hears(LearnedEverything((gone, scene.bo.facts), (channel,)))
    await scene.town.hears(LearnedEverything((gone, scene.bo.facts), (channel,)))
    assert scene.team.screen.count("Nobody who looked after churn standup #1 is here") == 1


async def test_with_the_creator_gone_another_organiser_stands_in(scene: Scene) -> None:
    await scene.set_up(name="Ana's")  # which makes her the channel's organiser
    await scene.bo.types("/standup new", scene.team)
    await scene.bo.sends(name="Bo's")
    await scene.bo.changes(active=False)
    assert "Nobody who looked after" not in scene.team.screen
    await scene.town.clock_strikes(scene.at(24, 8, 31))
    bos = next(one for one in scene.diya.messages if one.message.summary.startswith("Bo's"))
    assert "@Ana" in str([scene.diya.inbox.split("---")[scene.diya.messages.index(bos)]])
    await scene.team.throws_bot_out()
    await scene.town.clock_strikes(scene.at(25, 20))
    assert "Bo's #2 could not start" in scene.ana.inbox


async def test_with_everybody_in_charge_gone_the_team_hears_that_it_could_not_start(
    scene: Scene,
) -> None:
    await scene.set_up()
    await scene.ana.changes(active=False)
    await scene.team.throws_bot_out()
    await scene.town.clock_strikes(scene.at(25, 20))
    for who in (scene.bo, scene.diya):
        assert who.inbox.count("churn standup #1 could not start") == 1


async def test_what_cannot_be_delivered_is_told_to_who_stands_in_for_the_owner(
    scene: Scene,
) -> None:
    await scene.set_up(name="Ana's", people=scene.ana.refers(scene.ana))
    await scene.bo.types("/standup new", scene.team)
    await scene.bo.sends(name="Bo's", people=scene.bo.refers(scene.diya))
    await scene.bo.changes(active=False)
    await scene.town.clock_strikes(scene.at(24, 8, 31))
    await scene.team.archived()
    await scene.diya.presses("Skip today")
    assert scene.ana.inbox.count("I could not post in #churn (is_archived)") == 1


async def test_a_standup_whose_people_have_all_gone_says_so_to_its_creator(scene: Scene) -> None:
    await scene.set_up(people=scene.ana.refers(scene.bo, scene.diya))
    said = scene.team.screen
    for who in (scene.bo, scene.diya):
        await who.changes(active=False)
    await scene.town.clock_strikes(scene.at(27, 20))
    assert scene.team.screen == said
    assert scene.ana.inbox.count("churn standup #1 has nobody left to ask") == 1
    assert "`/standup edit #1` picks others" in scene.ana.inbox


async def test_an_empty_channel_is_told_to_its_creator(scene: Scene) -> None:
    await scene.set_up()
    for who in (scene.ana, scene.bo, scene.diya):
        await scene.team.loses(who)
    await scene.town.clock_strikes(scene.at(24, 20))
    assert "has nobody left to ask" in scene.ana.inbox
    await scene.team.welcomes(scene.bo)
    await scene.town.clock_strikes(scene.at(25, 15))
    assert "Wed 25 Nov" in scene.bo.inbox, "and it goes on by itself"
