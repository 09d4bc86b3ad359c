"""The bot comes and goes, people do, channels and teams change: what of it is news, and for whom."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from adapters.teams.addresses import Address
from bot.happening import Happening, Outcome, Show
from bot.intents import Intent, Said
from bot.messages import Message, Paragraph
from bot.news import ChannelChanged, LearnedProfile, Reachable
from bot.people import AccountRef, ChannelRef
from tests.adapters.teams.activities import (
    ANA,
    BOT,
    CHANNEL,
    CHAT,
    GROUP,
    SERVICE,
    TEAM,
    message,
    recorded,
)
from tests.adapters.teams.answering import HOME, MOMENT, Bot, Memory, Quiet, answering, texts

Json = dict[str, Any]

GENERAL, CHURN, PLAN = ChannelRef(TEAM), ChannelRef(CHANNEL), ChannelRef(GROUP)
HELP = Message("Muster helps", (Paragraph(("Muster helps",)),))


def met(memory: Memory) -> None:
    """The bot has been used in one channel of the team, and in one of another team."""
    memory.kept[CHANNEL] = Address(SERVICE, CHANNEL, "channel", TEAM).dump()
    memory.kept["19:other"] = Address(SERVICE, "19:other", "channel", "19:another-team").dump()


def data(name: str, **channel_data: Any) -> Json:
    activity = recorded(name)
    activity["channelData"] |= channel_data
    return activity


RESTORED = data("channel_deleted", eventType="channelRestored")
NEWS: list[tuple[Json, list[Intent]]] = [
    (recorded("installed_group"), [ChannelChanged(PLAN, "Launch plan", present=True)]),
    (recorded("bot_added_group"), [ChannelChanged(PLAN, present=True)]),
    (recorded("uninstalled_group"), [ChannelChanged(PLAN, "Launch plan", present=False)]),
    (recorded("bot_removed_group"), [ChannelChanged(PLAN, present=False)]),
    (
        recorded("installed_team"),
        [ChannelChanged(CHURN, present=True), ChannelChanged(GENERAL, present=True)],
    ),
    (
        recorded("bot_removed_team"),
        [ChannelChanged(CHURN, present=False), ChannelChanged(GENERAL, present=False)],
    ),
    (
        recorded("uninstalled_team"),
        [ChannelChanged(CHURN, present=False), ChannelChanged(GENERAL, present=False)],
    ),
    (recorded("installed_channel"), [ChannelChanged(CHURN, "churn-model", present=True)]),
    (recorded("bot_added_channel"), [ChannelChanged(CHURN, "churn-model", present=True)]),
    (recorded("member_added_group"), [ChannelChanged(PLAN)]),
    (recorded("member_removed_group"), [ChannelChanged(PLAN)]),
    (recorded("member_added_team"), [ChannelChanged(CHURN)]),
    (recorded("member_removed_team"), [ChannelChanged(CHURN)]),
    (recorded("channel_renamed"), [ChannelChanged(CHURN, called="churn-model")]),
    (recorded("channel_deleted"), [ChannelChanged(CHURN, archived=True, present=False)]),
    (RESTORED, [ChannelChanged(CHURN, archived=False, present=True)]),
    (
        data("team_renamed", eventType="teamArchived"),
        [ChannelChanged(CHURN, archived=True)],
    ),
    (
        data("team_renamed", eventType="teamUnarchived"),
        [ChannelChanged(CHURN, archived=False)],
    ),
    (recorded("team_deleted"), [ChannelChanged(CHURN, archived=True, present=False)]),
    (
        data("team_deleted", eventType="teamHardDeleted"),
        [ChannelChanged(CHURN, archived=True, present=False)],
    ),
    (
        data("team_deleted", eventType="teamRestored"),
        [ChannelChanged(CHURN, archived=False, present=True)],
    ),
    (
        recorded("bot_removed_group") | {"membersRemoved": [], "topicName": "Launch"},
        [ChannelChanged(PLAN, called="Launch")],
    ),
    (recorded("bot_added_personal"), [Reachable(AccountRef(ANA))]),
]


@pytest.mark.parametrize(("happened", "intents"), NEWS, ids=lambda one: str(one)[:40])
async def test_an_event_is_news_of_every_channel_that_it_concerns(
    teams: Bot, quiet: Quiet, memory: Memory, happened: Json, intents: list[Intent]
) -> None:
    met(memory)
    assert await teams.receive(happened) == (200, None)
    key = happened["id"]
    assert quiet.happenings == [Happening(one, HOME, MOMENT, key=key) for one in intents]


SILENT = [
    recorded("reaction_added"),
    recorded("reaction_removed"),
    recorded("team_renamed"),
    recorded("channel_created"),
    recorded("installed_personal") | {"action": "remove-upgrade"},
    recorded("bot_added_personal") | {"membersAdded": [{"id": "29:1ana"}]},
    recorded("channel_renamed") | {"type": "event"},
    recorded("channel_renamed") | {"type": "typing"},
]


@pytest.mark.parametrize("happened", SILENT)
async def test_what_is_no_news_is_taken_in_silence(
    teams: Bot, quiet: Quiet, memory: Memory, happened: Json
) -> None:
    met(memory)
    assert await teams.receive(happened) == (200, None)
    assert quiet.happenings == []


@pytest.mark.parametrize("name", ["channel_renamed", "channel_deleted"])
async def test_a_channel_that_the_bot_was_never_used_in_is_none_of_its_business(
    teams: Bot, quiet: Quiet, name: str
) -> None:
    assert await teams.receive(recorded(name)) == (200, None)
    assert quiet.happenings == []


@pytest.mark.parametrize("name", ["installed_group", "member_added_group", "bot_added_personal"])
async def test_news_that_could_not_be_kept_are_refused_so_that_teams_repeats_them(
    memory: Memory, name: str
) -> None:
    async with answering(Failing(), memory) as bot:
        assert await bot.receive(recorded(name)) == (500, None)


class Failing(Quiet):
    """A door behind which nothing can be kept."""

    async def handle(self, happening: Happening) -> Outcome:
        self.happenings.append(happening)
        return Outcome(Show(HELP))


class Helping(Quiet):
    """A door that answers a call for help, and keeps all else."""

    async def handle(self, happening: Happening) -> Outcome:
        await super().handle(happening)
        return Outcome(Show(HELP)) if isinstance(happening.intent, Said) else self.outcome


@pytest.fixture
async def helping(memory: Memory) -> AsyncIterator[tuple[Bot, Helping]]:
    door = Helping()
    async with answering(door, memory) as bot:
        yield bot, door


async def test_whoever_adds_the_bot_can_be_written_to_and_is_shown_help_once(
    helping: tuple[Bot, Helping],
) -> None:
    bot, door = helping
    installed = recorded("installed_personal")
    for _ in range(2):
        assert await bot.receive(installed) == (200, None)
        await bot.receive(recorded("bot_added_personal"))
        await bot.settles()
    assert door.happenings[0].intent == Reachable(AccountRef(ANA))
    assert door.acts[0].intent == Said("muster", "")
    assert [call.path for call in bot.connector.calls] == [f"conversations/{CHAT}/activities"]
    assert texts(bot.connector.calls) == ["Muster helps"]


async def test_an_upgrade_makes_somebody_reachable_and_explains_nothing_anew(
    helping: tuple[Bot, Helping],
) -> None:
    bot, door = helping
    await bot.receive(recorded("installed_personal") | {"action": "add-upgrade"})
    await bot.settles()
    assert [one.intent for one in door.happenings] == [Reachable(AccountRef(ANA))]
    assert bot.connector.calls == []


async def test_help_is_not_shown_before_it_is_kept_that_somebody_can_be_reached(
    memory: Memory,
) -> None:
    async with answering(Failing(), memory) as bot:
        assert await bot.receive(recorded("installed_personal")) == (500, None)
        await bot.settles()
        assert bot.connector.calls == []


async def test_whoever_removes_the_bot_has_no_address_any_more(teams: Bot, memory: Memory) -> None:
    await teams.receive(recorded("installed_personal"))
    assert ANA in memory.kept
    await teams.receive(recorded("uninstalled_personal"))
    assert ANA not in memory.kept


async def test_a_chat_that_the_bot_was_taken_out_of_has_no_address_any_more(
    teams: Bot, memory: Memory
) -> None:
    await teams.receive(recorded("installed_personal"))
    gone = recorded("bot_added_personal") | {"membersRemoved": [{"id": BOT}], "membersAdded": []}
    await teams.receive(gone)
    assert ANA not in memory.kept


class Forgetting(Quiet):
    """A door that keeps nothing of people for so long as ``full`` says."""

    full = True

    async def handle(self, happening: Happening) -> Outcome:
        outcome = await super().handle(happening)
        if self.full and isinstance(happening.intent, LearnedProfile):
            return Outcome(Show(Message("Trouble", (Paragraph(("Trouble",)),))))
        return outcome


@pytest.mark.parametrize("by", ["a word", "an event"])
async def test_what_is_told_of_somebody_is_told_until_it_is_kept(memory: Memory, by: str) -> None:
    door = Forgetting()

    async def told(bot: Bot) -> int:
        before = len(door.happenings)
        event = recorded("installed_group")
        spoken = event | {"from": message("x")["from"], "localTimezone": "Europe/Berlin"}
        await bot.receive(message("help") if by == "a word" else spoken)
        await bot.settles()
        since = door.happenings[before:]
        return sum(isinstance(one.intent, LearnedProfile) for one in since)

    async with answering(door, memory) as bot:
        assert [await told(bot), await told(bot)] == [1, 1]
        door.full = False
        assert [await told(bot), await told(bot)] == [1, 0]
