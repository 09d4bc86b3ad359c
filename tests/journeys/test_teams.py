"""A team on Teams: who can be reached and when, and what is for whose eyes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from playground.teams import cards
from playground.teams.tenant import Conversation
from tests.journeys.teams_living import Living, living

SUNDAY = datetime(2027, 2, 28, 18, 0, tzinfo=UTC)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2027, 3, day, hour, minute, tzinfo=UTC)


@pytest.fixture
async def teams(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Living]:
    async with living(tmp_path, monkeypatch, SUNDAY) as one:
        yield one


async def test_who_keeps_us_out_is_named_once_and_asked_when_they_let_us_in(teams: Living) -> None:
    tenant = teams.playground.tenant
    ana, bo = tenant.person("Ana", "Europe/Berlin"), tenant.person("Bo", "Europe/Berlin")
    bo.blocks, bo.installed = True, False
    channel = tenant.channel(tenant.team("churn", ana, bo), "churn-model")
    await teams.sets_up(ana, channel)
    for day in (1, 2):
        await teams.walks(at(day, 9))
        assert teams.inbox(ana).count("I cannot write to Bo: Muster is not installed") == 1
        assert teams.inbox(bo) == ""
    bo.blocks = False
    await teams.people.installs(bo)
    await teams.until(lambda: "[Answer] [Skip today]" in teams.inbox(bo))
    assert "Muster runs your team's rituals from this chat." in teams.inbox(bo)
    assert teams.inbox(bo).count("[Answer] [Skip today]") == 1
    await teams.people.presses(bo, teams.playground.chat(bo), "Answer")
    await teams.people.presses(bo, teams.playground.chat(bo), "Send", **{"answer-1": "Ship it"})
    await teams.until(lambda: "Bo: Ship it" in teams.reads(ana, channel))


async def test_the_teams_zone_counts_until_somebody_has_said_a_word(teams: Living) -> None:
    tenant = teams.playground.tenant
    ana, bo = tenant.person("Ana", "Europe/Berlin"), tenant.person("Bo", "Asia/Tokyo")
    channel = tenant.channel(tenant.team("churn", ana, bo), "churn-model")
    await teams.sets_up(ana, channel)
    await teams.walks(at(1, 8, 30))
    assert "The time is Berlin's, since I do not know your zone" in teams.inbox(bo)
    await teams.people.says(bo, teams.playground.chat(bo), "zone")
    await teams.until(lambda: "Tokyo (Asia/Tokyo), as this chat tells me" in teams.inbox(bo))
    await teams.walks(at(2, 0, 29))
    assert teams.inbox(bo).count("Tue 2 Mar") == 0
    await teams.walks(at(2, 0, 30))
    assert teams.inbox(bo).count("churn-model standup, Tue 2 Mar\n") == 1


async def test_nothing_that_is_for_one_person_is_said_in_the_channel(teams: Living) -> None:
    tenant = teams.playground.tenant
    ana, bo = tenant.person("Ana"), tenant.person("Bo")
    channel = tenant.channel(tenant.team("churn", ana, bo), "churn-model")
    chat = teams.playground.chat(ana)
    for words in ("", "help", "standup", "standup list", "standup why @Bo", "nonsense", "zone"):
        before = len(chat.standing())
        await teams.people.says(ana, channel, f"@Muster {words}")
        await teams.until(partial(_more_than, before, chat))
    assert channel.standing() == []
    assert teams.playground.chat(bo).standing() == []
    assert "The record has nothing about Bo" in teams.inbox(ana)


async def test_without_a_chat_of_their_own_the_asker_is_told_how_to_get_one(teams: Living) -> None:
    tenant = teams.playground.tenant
    ana = tenant.person("Ana", installed=False)
    group = tenant.group("launch", ana)
    await teams.people.says(ana, group, "@Muster standup new")
    await teams.until(lambda: group.standing() != [])
    (said,) = group.standing()
    assert said.body["text"].startswith("<at>Ana</at> I answer in our own chat, and there is none")
    assert "standup" not in said.body["text"]


async def test_a_button_from_a_channels_answer_acts_in_that_channel_for_its_asker_alone(
    teams: Living,
) -> None:
    tenant = teams.playground.tenant
    ana, bo = tenant.person("Ana"), tenant.person("Bo")
    channel = tenant.channel(tenant.team("churn", ana, bo), "churn-model")
    await teams.people.says(ana, channel, "@Muster standup")
    await teams.until(lambda: "[Set up a standup]" in teams.inbox(ana))
    (posted,) = teams.playground.chat(ana).standing()
    teams.playground.tenant.post(teams.playground.chat(bo), posted.body)
    stale = await teams.people.presses(bo, teams.playground.chat(bo), "Set up a standup")
    assert "no longer works" in str(stale)
    shown = await teams.people.presses(ana, teams.playground.chat(ana), "Set up a standup")
    assert "churn-model standup" in str(shown)
    closed = await teams.people.presses(ana, teams.playground.chat(ana), "Back")
    assert str(closed).startswith("Closed. Nothing was sent.")
    card = teams.people.sees(ana, posted)
    assert card is not None
    assert [one["title"] for one in cards.actions(card)] == ["Open again"]


def _more_than(number: int, chat: Conversation) -> bool:
    return len(chat.standing()) > number
