"""Posting, editing and withdrawing on Teams, and never faster than Teams allows."""

from __future__ import annotations

import pytest

from adapters.teams.addresses import Address
from adapters.teams.render import UNITS
from bot.intents import Members
from bot.limiter import Limiter
from bot.mail import Enquiry, Landed, Lost, Parcel, Refused, Unanswered
from bot.messages import Message, Paragraph
from bot.people import AccountRef, ChannelRef
from playground.teams import cards
from playground.teams.faults import Fault
from tests.adapters.teams.parcels import home, parcel
from tests.adapters.teams.served import Served


async def knows(there: Served, address: Address, place: str) -> None:
    await there.memory.keep_address(home(there), place, address.dump())


async def channel(there: Served) -> ChannelRef:
    ref = there.channel
    await knows(there, Address(there.service, ref.id, "channel", ref.team), ref.id)
    return ChannelRef(ref.id)


async def test_a_question_comes_to_somebody_who_has_never_written(there: Served) -> None:
    await channel(there)
    ana = AccountRef(there.ana.account)
    landed = await there.teams.platform.deliver(parcel(there, ana))
    (posted,) = there.playground.chat(there.ana).standing()
    assert landed == Landed(there.playground.chat(there.ana).id, posted.id)
    assert cards.text(posted.body["attachments"][0]["content"]) == "Good morning\n[Answer]"
    assert posted.body["summary"] == "Hello"
    (action,) = cards.actions(posted.body["attachments"][0]["content"])
    assert action["data"]["muster"]["row"] == "row-7"
    await there.teams.platform.deliver(parcel(there, ana))
    creations = [c for c in there.playground.connector.calls if c.path == "v3/conversations"]
    assert len(creations) == 1


async def test_somebody_without_the_app_is_reached_through_a_team_that_has_it(
    there: Served,
) -> None:
    await channel(there)
    await there.teams.platform.deliver(parcel(there, AccountRef(there.chen.account)))
    assert len(there.playground.chat(there.chen).standing()) == 1


async def test_who_lets_us_into_no_conversation_is_told_apart_and_the_old_one_forgotten(
    there: Served,
) -> None:
    await channel(there)
    account = there.ana.account
    await knows(
        there, Address(there.service, there.playground.chat(there.ana).id, "personal"), account
    )
    there.ana.blocks = True
    with pytest.raises(Refused) as no:
        await there.teams.platform.deliver(parcel(there, AccountRef(account)))
    assert no.value.lost is Lost.CONVERSATION
    assert account not in there.memory.kept
    there.ana.blocks = False
    await there.teams.platform.deliver(parcel(there, AccountRef(account)))
    assert account in there.memory.kept


async def test_a_board_begins_a_thread_and_an_answer_stands_in_it(there: Served) -> None:
    ref = await channel(there)
    board = await there.teams.platform.deliver(parcel(there, ref))
    assert board is not None
    answer = await there.teams.platform.deliver(parcel(there, ref, under=board))
    assert answer is not None
    assert [one.under for one in there.channel.standing()] == [None, board.message]
    for landed in (board, answer):
        said = Message("Later", (Paragraph(("Later",)),))
        assert await there.teams.platform.deliver(parcel(there, ref, said, landed)) == landed
    assert [cards.text(one.card or {}) for one in there.channel.standing()] == ["Later", "Later"]
    await there.teams.platform.deliver(parcel(there, ref, None, answer))
    await there.teams.platform.deliver(parcel(there, ref, None, answer))
    assert len(there.channel.standing()) == 1


async def test_in_a_group_chat_one_message_follows_the_other(there: Served) -> None:
    group = there.playground.tenant.group("launch", there.ana, there.bo)
    await knows(there, Address(there.service, group.id, "group"), group.id)
    ref = ChannelRef(group.id)
    board = await there.teams.platform.deliver(parcel(there, ref))
    await there.teams.platform.deliver(parcel(there, ref, under=board))
    assert [one.under for one in group.standing()] == [None, None]


async def test_a_channel_that_is_not_known_or_has_us_no_more_is_lost(there: Served) -> None:
    with pytest.raises(Refused) as no:
        await there.teams.platform.deliver(parcel(there, ChannelRef("19:nowhere")))
    assert no.value.lost is Lost.CHANNEL
    ref = await channel(there)
    there.playground.tenant.teams[there.channel.team].bot = False
    with pytest.raises(Refused) as no:
        await there.teams.platform.deliver(parcel(there, ref))
    assert no.value.lost is Lost.CHANNEL


async def test_what_is_too_long_is_said_shorter(there: Served) -> None:
    ref = await channel(there)
    there.playground.faults.order("POST", Fault(413, code="MessageSizeTooBig"))
    wall = Message("Long", tuple(Paragraph(("word " * 200,)) for _ in range(30)))
    await there.teams.platform.deliver(parcel(there, ref, wall))
    (posted,) = there.channel.standing()
    assert UNITS // 4 < len(str(posted.card)) < UNITS // 2 + 1000


async def test_a_send_whose_end_nobody_saw_is_in_doubt(there: Served) -> None:
    ref = await channel(there)
    there.playground.faults.order("POST", Fault(502, "after"))
    with pytest.raises(Unanswered):
        await there.teams.platform.deliver(parcel(there, ref))
    assert len(there.channel.standing()) == 1
    assert there.teams.platform.can_look is False


SENDS = {1: 7, 2: 8, 30: 60, 3600: 1800}
READS = {1: 14, 2: 16, 30: 120, 3600: 3600}
"""Calls in so many seconds for one conversation (Microsoft, "Optimize your bot with rate limiting")."""


@pytest.mark.parametrize("kind", ["sends", "reads"])
async def test_no_window_of_microsofts_is_ever_exceeded(there: Served, kind: str) -> None:
    item: Parcel | Enquiry = parcel(there, ChannelRef("19:c"))
    if kind == "reads":
        item = Enquiry(home(there), "r", Members(ChannelRef("19:c")))
    limits = [one for one in there.teams.platform.limits(item) if one.name != "app"]
    now, sent = 0.0, []
    limiter = Limiter(lambda: now)
    while now < 7200:
        wait = limiter.wait(limits)
        if wait > 0:
            now += wait
            continue
        limiter.spend(limits)
        limiter.ended(limits)
        sent.append(now)
    for seconds, most in (SENDS if kind == "sends" else READS).items():
        worst = _most_within(sent, seconds)
        assert worst <= most, f"{worst} in {seconds} s"
    assert _most_within(sent, 3600) >= 0.9 * (SENDS if kind == "sends" else READS)[3600]


def _most_within(sent: list[float], seconds: float) -> int:
    first, most = 0, 0
    for at, moment in enumerate(sent):
        while sent[first] <= moment - seconds:
            first += 1
        most = max(most, at - first + 1)
    return most


async def test_all_conversations_together_keep_to_what_the_app_is_allowed(there: Served) -> None:
    (app,) = [
        one
        for one in there.teams.platform.limits(parcel(there, AccountRef("a")))
        if one.name == "app"
    ]
    assert app.burst + app.per_second <= there.settings.requests_per_second
