"""Some people have to answer, some may, and some only read."""

from __future__ import annotations

from tests.handlers.conftest import Scene


async def with_optional_bo(scene: Scene) -> None:
    await scene.set_up()
    await scene.chooses(optional=scene.ana.refers(scene.bo))
    await scene.town.clock_strikes(scene.at(24, 14, 31))


async def test_the_optional_are_asked_but_neither_reminded_nor_missing(scene: Scene) -> None:
    await with_optional_bo(scene)
    assert "[Answer]" in scene.bo.inbox
    assert "0 of 2 answered" in scene.team.screen
    assert "Waiting for: Ana and Diya" in scene.team.screen
    await scene.town.clock_strikes(scene.at(24, 23))
    assert "not there yet" not in scene.bo.inbox
    assert "not there yet" in scene.ana.inbox
    assert "Wrap-up: 0 of 2 answered" in scene.team.thread
    assert "Missing: Ana and Diya" in scene.team.thread


async def test_the_optional_count_once_they_have_answered(scene: Scene) -> None:
    await with_optional_bo(scene)
    await scene.answers(scene.bo, "Review it")
    assert "1 of 3 answered" in scene.team.screen
    assert "- Bo: Review it" in scene.team.screen
    await scene.town.clock_strikes(scene.at(24, 17))
    assert "Wrap-up: 1 of 3 answered" in scene.team.thread


async def test_an_optional_person_who_skips_is_left_out_of_the_count(scene: Scene) -> None:
    await with_optional_bo(scene)
    await scene.bo.presses("Skip today")
    assert "0 of 2 answered" in scene.team.screen


async def test_the_day_waits_for_the_optional_until_its_wrap_up(scene: Scene) -> None:
    await with_optional_bo(scene)
    for who in (scene.ana, scene.diya):
        await scene.answers(who, "Review it")
    assert "2 of 2 answered" in scene.team.screen
    assert "Wrap-up:" not in scene.team.thread, "he may still answer in time"
    await scene.answers(scene.bo, "Me too")
    assert "Wrap-up: 3 of 3 answered" in scene.team.thread


async def test_those_who_watch_are_not_asked_and_get_the_wrap_up(scene: Scene) -> None:
    await scene.set_up()
    await scene.chooses(watching=scene.ana.refers(scene.bo))
    assert "who watches" in scene.team.screen
    await scene.town.clock_strikes(scene.at(24, 14, 31))
    assert scene.bo.inbox == ""
    assert "0 of 2 answered" in scene.team.screen
    assert "Bo" not in scene.team.messages[-1].message.summary + scene.team.screen.split("---")[-1]
    await scene.answers(scene.ana, "Ship the importer")
    await scene.town.clock_strikes(scene.at(24, 17))
    assert "Tue 24 Nov in #churn" in scene.bo.inbox
    assert "- Ana: Ship the importer" in scene.bo.inbox
    assert "You get this because you watch this standup" in scene.bo.inbox
    assert "[Answer]" not in scene.bo.inbox


async def test_a_late_answer_reaches_those_who_watch_in_the_same_message(scene: Scene) -> None:
    await scene.set_up()
    await scene.chooses(watching=scene.ana.refers(scene.bo))
    await scene.town.clock_strikes(scene.at(24, 17))
    await scene.answers(scene.ana, "Ship the importer")
    assert len(scene.bo.messages) == 1
    assert "Ship the importer (late)" in scene.bo.inbox


async def test_where_only_organisers_read_those_who_watch_get_the_numbers(scene: Scene) -> None:
    await scene.set_up()
    await scene.chooses(watching=scene.ana.refers(scene.bo), shown="organisers")
    await scene.town.clock_strikes(scene.at(24, 14, 31))
    await scene.answers(scene.diya, "Ship the importer")
    await scene.town.clock_strikes(scene.at(24, 17))
    assert "Wrap-up: 1 of 2 answered" in scene.bo.inbox
    assert "Ship the importer" not in scene.bo.inbox
    assert "Ship the importer" in scene.ana.inbox


async def test_nobody_watches_and_is_optional_at_once(scene: Scene) -> None:
    await scene.set_up()
    await scene.ana.types("/standup options", scene.team)
    bo = scene.ana.refers(scene.bo)
    await scene.ana.sends(watching=bo, optional=bo)
    assert "cannot watch and be asked at the same time" in scene.ana.errors["watching"]


async def test_the_form_of_options_comes_back_as_it_was_saved(scene: Scene) -> None:
    await scene.set_up()
    await scene.chooses(
        reminders="active",
        shown="at wrap-up",
        layout="person",
        edits="midnight",
        optional=scene.ana.refers(scene.diya),
        watching=scene.ana.refers(scene.bo),
    )
    said = scene.team.screen
    await scene.chooses()
    assert scene.team.screen == said, "nothing has changed, so nothing is said"
    await scene.ana.types("/standup options", scene.team)
    assert scene.ana.form is not None
    values = {getattr(one, "name", ""): getattr(one, "value", "") for one in scene.ana.form.content}
    assert (values["reminders"], values["shown"]) == ("active", "at wrap-up")
    assert (values["layout"], values["edits"]) == ("person", "midnight")
    assert len(values["optional"]) == len(values["watching"]) == 1


async def test_only_organisers_change_the_options(scene: Scene) -> None:
    await scene.set_up()
    await scene.bo.types("/standup options", scene.team)
    assert scene.bo.form is None
    assert "Only whoever set it up" in scene.bo.told


async def test_two_who_change_options_at_once_do_not_overwrite_each_other(scene: Scene) -> None:
    await scene.set_up()
    await scene.ana.types("/standup options", scene.team)
    first = scene.ana.form
    await scene.ana.sends(reminders="none")
    scene.ana.form = first
    await scene.ana.sends(reminders="active")
    assert "while you had it open" in scene.ana.errors[""]


async def test_a_change_says_what_has_changed_and_nothing_else(scene: Scene) -> None:
    await scene.set_up()
    await scene.chooses(reminders="active", shown="organisers")
    assert (
        "Ana changed churn standup #1: reminders (active: up to five) and "
        "who reads the answers (only the organisers, at the wrap-up). From Tue 24 Nov on:"
    ) in scene.team.screen
    await scene.ana.types("/standup edit", scene.team)
    await scene.ana.sends(name="Churn daily", questions="How are you? [mood]")
    assert "changed churn standup #1: it is called Churn daily now and its questions." in (
        scene.team.screen
    )
    await scene.chooses(layout="person", edits="midnight", rhythm="monthly")
    assert (
        "changed Churn daily #1: when it asks, the order of the wrap-up (by person) and "
        "how long answers can be changed (until midnight)."
    ) in scene.team.screen
    assert "on the first Monday, Tuesday, Wednesday, Thursday and Friday of the month" in (
        scene.team.screen
    )
