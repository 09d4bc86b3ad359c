"""What a digest never tells, and who may not touch it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.news import LearnedMembers
from tests.handlers.conftest import Scene
from tests.handlers.leads import Leads, answers, read_by_leads
from tests.world import WORKSPACE, Place


@pytest.fixture
async def leads(scene: Scene) -> Leads:
    return await read_by_leads(scene)


async def becomes_private(scene: Scene, place: Place) -> None:
    known = replace(scene.town.square.channels[place.ref.id], private=True)
    scene.town.square.channels[place.ref.id] = known
    accounts = tuple(scene.town.square.inside[place.ref.id])
    facts = tuple(scene.town.square.facts[one] for one in accounts)
    await scene.town.hears(LearnedMembers(known, accounts, facts))


async def test_a_private_channels_standup_is_offered_nowhere_else(scene: Scene) -> None:
    await scene.set_up()
    secret = await scene.town.channel("secret", scene.ana, private=True)
    await scene.ana.types("/standup new", secret)
    await scene.ana.sends(name="Layoffs")
    await scene.ana.types("/standup digest", scene.team)
    await scene.ana.presses("Set up a digest", scene.team)
    assert "churn standup" in str(scene.ana.form)
    assert "Layoffs" not in str(scene.ana.form)
    form = scene.ana.form
    found = await scene.town.database.run(lambda work: work.standups.all(), WORKSPACE)
    await scene.ana.sends(standups=tuple(one.id for one in found))
    assert "can no longer be told" in scene.ana.errors["standups"]
    assert "digest" not in scene.team.screen

    await scene.ana.types("/standup digest", secret)
    await scene.ana.presses("Set up a digest", secret)
    assert scene.ana.form != form
    assert "Layoffs" in str(scene.ana.form)


async def test_what_became_private_is_told_no_more(scene: Scene, leads: Leads) -> None:
    await scene.town.clock_strikes(scene.at(24, 14, 31))
    await answers(scene.ana, "Calibrate", "No claims table")
    await becomes_private(scene, scene.team)
    await scene.town.clock_strikes(scene.at(24, 17))
    assert "Calibrate" not in leads.screen
    assert "leads digest, Tue" not in leads.screen
    await leads.eve.types("/standup digest", leads)
    assert "churn standup" not in leads.eve.told


async def test_others_see_a_digest_and_cannot_change_it(scene: Scene, leads: Leads) -> None:
    await leads.welcomes(scene.bo)
    await scene.bo.types("/standup digest", leads)
    assert "[Show today]" in scene.bo.told
    assert "[Edit]" not in scene.bo.told
    await leads.eve.types("/standup digest", leads)
    scene.bo.shown = leads.eve.shown
    await scene.bo.presses("Delete", leads)
    assert "Only whoever set it up" in scene.bo.told


async def test_whoever_left_a_private_channel_neither_reads_nor_changes_its_digest(
    scene: Scene,
) -> None:
    secret = await scene.town.channel("secret", scene.ana, scene.bo, private=True)
    await scene.ana.types("/standup new", secret)
    await scene.ana.sends(name="Layoffs")
    await scene.ana.types("/standup digest", secret)
    await scene.ana.presses("Set up a digest", secret)
    await scene.ana.sends()
    await scene.ana.types("/standup digest", secret)
    buttons = scene.ana.shown
    await scene.ana.presses("Edit")
    form = scene.ana.form
    assert form is not None
    await secret.loses(scene.ana)
    for label in ("Show today", "Edit", "Delete"):
        scene.ana.shown, scene.ana.form = buttons, None
        await scene.ana.presses(label)
        assert scene.ana.form is None
        assert "private channel that you are not in" in scene.ana.told
    scene.ana.form = form
    await scene.ana.sends(name="Mine")
    assert "Only whoever set this digest up" in scene.ana.errors[""]
    assert "deleted" not in secret.screen


async def test_whoever_has_left_a_private_channel_sets_nothing_up_in_it(scene: Scene) -> None:
    secret = await scene.town.channel("secret", scene.ana, private=True)
    await scene.ana.types("/standup new", secret)
    await scene.ana.sends(name="Layoffs")
    await scene.ana.types("/standup digest", secret)
    await scene.ana.presses("Set up a digest", secret)
    await secret.loses(scene.ana)
    await scene.ana.sends()
    assert "can no longer be told" in scene.ana.errors["standups"]
