"""A team starts from questions that somebody has thought about, and shares its own."""

from __future__ import annotations

from dataclasses import replace

from bot.forms import Text
from bot.messages import Message
from bot.news import LearnedProfile
from tests.handlers.conftest import Scene
from tests.world import Resident


def questions_of(who: Resident) -> str:
    assert who.form is not None
    (field,) = (
        part for part in who.form.content if isinstance(part, Text) and part.name == "questions"
    )
    return field.value


async def test_a_standup_starts_from_questions_of_ours(scene: Scene) -> None:
    await scene.ana.types("/standup templates", scene.team)
    assert "How many runs finished? [number]" in scene.ana.told
    await scene.ana.presses("Use Model in production", scene.team)
    assert "> if yes: Which ones, how far, and against which reference?" in questions_of(scene.ana)
    await scene.ana.sends()
    assert scene.ana.errors == {}
    await scene.ana.types("/standup list")
    assert "Model in production" in scene.ana.told


async def test_a_team_shares_its_questions_with_every_other(scene: Scene) -> None:
    await scene.set_up(questions="How many labels are done? [number]\n> if 0: What is missing?")
    await scene.ana.types("/standup templates save Labelling", scene.team)
    assert "saved as Labelling" in scene.ana.told
    assert "Every team can" in scene.ana.told

    other = await scene.town.channel("claims", scene.bo)
    await scene.bo.types("/standup templates", other)
    assert "Labelling from #churn" in scene.bo.told
    assert "Forget Labelling" not in scene.bo.told
    await scene.bo.presses("Use Labelling", other)
    assert questions_of(scene.bo) == "How many labels are done? [number]\n> if 0: What is missing?"


async def test_only_those_in_charge_save_a_teams_questions(scene: Scene) -> None:
    await scene.set_up()
    await scene.bo.types("/standup templates save Ours", scene.team)
    assert "can save the questions of" in scene.bo.told
    await scene.bo.types("/standup templates", scene.team)
    assert "Saved by teams" not in scene.bo.told


async def test_a_name_is_replaced_by_its_own_team_and_by_no_other(scene: Scene) -> None:
    await scene.set_up(questions="First?")
    await scene.ana.types("/standup templates save #1 Labelling", scene.team)
    other = await scene.town.channel("claims", scene.bo)
    await scene.bo.types("/standup new", other)
    await scene.bo.sends(questions="Mine?")
    assert scene.bo.errors == {}
    await scene.bo.types("/standup templates save labelling", other)

    await scene.ana.types("/standup edit", scene.team)
    await scene.ana.sends(questions="Second?")
    assert scene.ana.errors == {}
    await scene.ana.types("/standup templates save LABELLING", scene.team)
    await scene.bo.types("/standup templates", other)
    assert "Labelling from #churn\n- Second?" in scene.bo.told
    assert "First?" not in scene.bo.told
    assert "labelling from #claims\n- Mine?" in scene.bo.told


async def test_saving_twice_by_one_act_saves_once(scene: Scene) -> None:
    await scene.set_up()
    await scene.ana.types("/standup templates save Labelling", scene.team, key="act")
    said = scene.ana.told
    await scene.ana.types("/standup templates save Labelling", scene.team, key="act")
    assert scene.ana.told == said
    await scene.ana.types("/standup templates", scene.team)
    assert scene.ana.told.count("Labelling from") == 1


async def test_what_a_private_channel_has_saved_is_seen_by_its_members_alone(scene: Scene) -> None:
    secret = await scene.town.channel("secret", scene.ana, scene.diya, private=True)
    await scene.ana.types("/standup new", secret)
    await scene.ana.sends(questions="Does the merger hold?")
    await scene.ana.types("/standup templates save Merger", secret)
    assert "Everybody in this channel can" in scene.ana.told

    await scene.diya.types("/standup templates", scene.team)
    assert "Does the merger hold?" in scene.diya.told
    member_sees = scene.diya.shown
    await scene.bo.types("/standup templates", scene.team)
    assert "erger" not in scene.bo.told

    # A button that somebody passed on opens nothing, and a name says nothing of whose it is.
    scene.bo.shown = member_sees
    await scene.bo.presses("Use Merger", scene.team)
    assert "no longer saved" in scene.bo.told
    await scene.set_up()
    await scene.ana.types("/standup templates save x", scene.team)
    other = await scene.town.channel("claims", scene.bo)
    await scene.bo.types("/standup new", other)
    await scene.bo.sends()
    await scene.bo.types("/standup templates save merger", other)
    assert "saved as merger" in scene.bo.told
    assert "secret" not in scene.bo.told


async def test_questions_are_forgotten_by_those_in_charge_and_the_standup_keeps_them(
    scene: Scene,
) -> None:
    await scene.set_up(questions="How many labels?")
    await scene.ana.types("/standup templates save Labelling", scene.team)
    await scene.ana.types("/standup templates", scene.team)
    with_buttons: Message | None = scene.ana.shown

    scene.bo.shown = with_buttons
    await scene.bo.presses("Forget Labelling", scene.team)
    assert "Only the organisers" in scene.bo.told
    for _ in range(2):
        scene.ana.shown = with_buttons
        await scene.ana.presses("Forget Labelling", scene.team)
        assert "no longer saved" in scene.ana.told
    await scene.ana.types("/standup templates", scene.team)
    assert "Labelling" not in scene.ana.told
    await scene.ana.types("/standup edit", scene.team)
    assert questions_of(scene.ana) == "How many labels?"


async def test_a_name_that_cannot_be_kept_is_answered_with_what_to_do(scene: Scene) -> None:
    await scene.set_up()
    await scene.ana.types("/standup templates save", scene.team)
    assert "Say what these questions are to be called" in scene.ana.told
    await scene.ana.types("/standup templates save experiments", scene.team)
    assert "a set that every team has already" in scene.ana.told
    await scene.ana.types(f"/standup templates save {'x' * 41}", scene.team)
    assert "41 characters long and 40 fit" in scene.ana.told
    await scene.ana.types("/standup templates save #9 Labelling", scene.team)
    assert "#9" in scene.ana.told
    await scene.ana.types("/standup templates save Labelling")
    assert "belongs to a channel" in scene.ana.told


async def test_this_channels_questions_stand_before_those_of_others(scene: Scene) -> None:
    for name in ("alpha", "beta"):
        place = await scene.town.channel(name, scene.ana)
        await scene.ana.types("/standup new", place)
        await scene.ana.sends()
        for number in range(4):
            await scene.ana.types(f"/standup templates save {name} {number}", place)
    await scene.ana.types("/standup templates", place)
    assert scene.ana.told.index("beta 3 from") < scene.ana.told.index("alpha 0 from")
    assert "2 more sets saved in other channels" in scene.ana.told


async def test_where_those_in_charge_have_left_the_channel_s_own_people_may_replace(
    scene: Scene,
) -> None:
    secret = await scene.town.channel("secret", scene.ana, scene.diya, private=True)
    await scene.ana.types("/standup new", secret)
    await scene.ana.sends()
    await scene.ana.types("/standup templates save Merger", secret)
    await scene.town.hears(LearnedProfile(replace(scene.ana.facts, active=False)))

    other = await scene.town.channel("claims", scene.bo)
    await scene.bo.types("/standup new", other)
    await scene.bo.sends()
    await scene.bo.types("/standup templates save Merger", other)
    await scene.diya.types("/standup templates save Merger", secret)
    assert "saved as Merger" in scene.diya.told
