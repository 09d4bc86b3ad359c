"""Several standups and several channels: renamed, private, archived, lost and found again."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.news import ChannelChanged
from tests.handlers.conftest import Scene
from tests.world import Place


async def another(scene: Scene, place: Place, name: str, **values: object) -> None:
    """Ana sets a standup up in some channel."""
    await scene.ana.types("/standup new", place)
    await scene.ana.sends(name=name, **values)  # type: ignore[arg-type]  # named as the fields
    assert scene.ana.errors == {}


async def test_two_standups_of_a_channel_live_side_by_side(scene: Scene) -> None:
    await scene.set_up(name="Morning")
    await another(scene, scene.team, "Model check", questions="How are the runs?")
    await scene.town.clock_strikes(scene.at(24, 14, 31))
    prompts = [
        one.message.summary for one in scene.ana.messages if "question" in one.message.summary
    ]
    assert sorted(prompts) == ["Model check: one short question", "Morning: 3 short questions"]
    await scene.ana.presses("Skip today")
    boards = [one for one in scene.team.messages if one.message.summary.endswith("answered")]
    assert len(boards) == 2
    assert scene.team.screen.count("Skipped today: Ana") == 1


async def test_somebody_in_two_teams_is_asked_by_both_and_their_absence_holds_for_both(
    scene: Scene,
) -> None:
    churn = scene.team
    reading = await scene.town.channel("reading", scene.ana, scene.bo)
    await scene.set_up(name="Churn")
    await another(scene, reading, "Reading")
    await scene.town.clock_strikes(scene.at(24, 14, 31))
    assert "Churn, Tue 24 Nov" in scene.bo.inbox
    assert "Reading, Tue 24 Nov" in scene.bo.inbox
    await scene.bo.types("/muster away until friday")
    assert scene.bo.inbox == ""
    for place in (churn, reading):
        assert "Away: Bo" in place.screen
    await scene.bo.types("/muster back")
    assert scene.bo.inbox.count("You are asked because") == 2


async def test_an_answer_goes_to_its_own_channel_alone(scene: Scene) -> None:
    reading = await scene.town.channel("reading", scene.ana, scene.bo)
    await another(scene, reading, "Reading")
    await scene.set_up(name="Churn", people=scene.ana.refers(scene.ana))
    await scene.town.clock_strikes(scene.at(24, 14, 31))
    await scene.answers(scene.bo, "Read the paper")
    assert "- Bo: Read the paper" in reading.screen
    assert "Read the paper" not in scene.team.screen + scene.team.thread


async def test_standups_are_counted_by_workspace_and_reached_from_anywhere(scene: Scene) -> None:
    reading = await scene.town.channel("reading", scene.ana, scene.bo)
    await scene.set_up(name="Churn")
    await another(scene, reading, "Reading")
    await scene.ana.types("/standup pause #2", scene.team)
    assert "Ana paused Reading #2" in reading.screen
    await scene.ana.types("/standup list")
    assert "Churn #1 in #churn" in scene.ana.told
    assert "Reading #2 in #reading" in scene.ana.told


async def test_a_renamed_channel_has_its_new_name_in_what_is_said_from_then_on(
    running: Scene,
) -> None:
    await running.team.renamed("retention")
    await running.answers(running.ana, "Ship the importer")
    assert "your answer is in #retention" in running.ana.inbox
    await running.town.clock_strikes(running.at(25, 8, 31))
    assert "You are asked because you are part of #retention" in running.ana.inbox
    await running.ana.types("/standup list")
    assert "in #retention" in running.ana.told


async def test_what_a_private_channel_does_is_seen_by_those_in_it(scene: Scene) -> None:
    secret = await scene.town.channel("pricing", scene.ana, scene.diya, private=True)
    await another(scene, secret, "Pricing")
    await scene.town.clock_strikes(scene.at(24, 14, 31))
    for typed in ("list", "why @Diya"):
        await scene.bo.types(f"/standup {typed}", scene.team)
        assert "Pricing" not in scene.bo.told
    for verb in ("now", "skip", "edit", "options", "delete"):
        await scene.bo.types(f"/standup {verb} #1", scene.team)
        assert "belongs to a private channel that you are not in" in scene.bo.told
        assert scene.bo.form is None
    await scene.bo.types("/muster home")
    assert "Pricing" not in scene.bo.told
    await scene.diya.types("/standup list")
    assert "Pricing #1 in #pricing" in scene.diya.told


async def test_whoever_leaves_a_private_channel_no_longer_reads_what_is_for_its_organisers(
    scene: Scene,
) -> None:
    secret = await scene.town.channel("pricing", scene.ana, scene.diya, scene.bo, private=True)
    await another(scene, secret, "Pricing")
    await scene.ana.types("/standup options", secret)
    await scene.ana.sends(shown="organisers")
    await scene.town.clock_strikes(scene.at(24, 14, 31))
    await scene.answers(scene.bo, "Raise it by five")
    await secret.loses(scene.ana)
    assert "Nobody who looked after Pricing #1 is here any more" in secret.screen
    await scene.town.clock_strikes(scene.at(24, 17))
    assert "Raise it" not in scene.ana.inbox + secret.screen + secret.thread
    await scene.diya.types("/standup pause", secret)
    assert "Diya paused Pricing #1" in secret.screen, "it does not go on for ever"


async def test_a_channel_archived_during_the_day_asks_nobody_else_and_goes_on_when_it_is_back(
    scene: Scene,
) -> None:
    await scene.set_up()
    await scene.town.clock_strikes(scene.at(24, 9))
    await scene.team.archived()
    await scene.town.clock_strikes(scene.at(24, 15))
    assert scene.bo.inbox == ""
    assert "not there yet" not in scene.ana.inbox
    assert "I could not post in #churn (is_archived)" in scene.ana.inbox
    await scene.ana.types("/standup why @Bo", scene.team)
    assert "I was not in the channel, or it was archived" in scene.ana.told
    await scene.answers(scene.ana, "Ship the importer")
    await scene.town.clock_strikes(scene.at(24, 20))
    await scene.team.archived(False)
    assert "- Ana: Ship the importer" in scene.team.screen
    assert "Wrap-up: 1 of 2 answered" in scene.team.thread
    await scene.town.clock_strikes(scene.at(25, 15))
    assert "Wed 25 Nov" in scene.bo.inbox


async def test_a_bot_that_was_thrown_out_says_so_once_a_week_and_goes_on_when_invited(
    scene: Scene,
) -> None:
    await scene.set_up()
    await scene.team.throws_bot_out()
    await scene.town.clock_strikes(scene.at(27, 20))
    assert scene.ana.inbox.count("churn standup #1 could not start: I am not in #churn") == 1
    assert scene.bo.inbox == scene.diya.inbox == ""
    await scene.town.clock_strikes(scene.at(30, 20))
    assert scene.ana.inbox.count("could not start") == 2
    await scene.team.invites_bot()
    said = scene.team.screen
    await scene.town.clock_strikes(scene.at(30, 23))
    assert scene.team.screen == said, "what was missed is not made up for"
    await scene.town.clock_strikes(datetime(2026, 12, 1, 15, tzinfo=UTC))
    assert "Tue 1 Dec" in scene.bo.inbox


async def test_a_deleted_channel_is_told_and_can_be_ended(scene: Scene) -> None:
    await scene.set_up()
    await scene.town.hears(ChannelChanged(scene.team.ref, archived=True, present=False))
    await scene.town.clock_strikes(scene.at(24, 20))
    assert "`/standup delete #1` ends it" in scene.ana.inbox
    await scene.ana.types("/standup delete #1")
    await scene.ana.presses("Delete it")
    told = scene.ana.inbox
    await scene.town.clock_strikes(scene.at(30, 20))
    assert scene.ana.inbox.count("could not start") == told.count("could not start") == 1


async def test_who_came_and_went_while_the_bot_was_out_is_found_out_when_it_is_back(
    scene: Scene,
) -> None:
    await scene.set_up()
    await scene.team.throws_bot_out()
    chen = await scene.town.person("Chen", "Asia/Tokyo")
    inside = scene.town.square.inside[scene.team.ref.id]
    inside.append(chen.account)
    inside.remove(scene.bo.account)
    await scene.team.invites_bot()
    await scene.town.clock_strikes(scene.at(24, 15))
    assert "Tue 24 Nov" in chen.inbox
    assert scene.bo.inbox == ""
