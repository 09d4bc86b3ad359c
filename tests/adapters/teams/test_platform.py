"""Posting, editing and withdrawing on Teams, and what its answers mean to the courier."""

from __future__ import annotations

from typing import Any

import pytest

from adapters.teams.addresses import Address
from adapters.teams.render import UNITS
from bot.mail import (
    Landed,
    Lost,
    Refused,
    Unanswered,
    Unreachable,
)
from bot.messages import Message, Paragraph
from bot.people import AccountRef, ChannelRef
from playground.teams import cards
from playground.teams.faults import Fault
from playground.teams.tenant import Person
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


async def test_who_is_in_no_team_of_ours_and_lacks_the_app_is_told_apart(there: Served) -> None:
    dan = there.playground.tenant.person("Dan", installed=False)
    await channel(there)
    with pytest.raises(Refused) as no:
        await there.teams.platform.deliver(parcel(there, AccountRef(dan.account)))
    assert no.value.lost is Lost.CONVERSATION


async def test_a_chat_in_which_a_message_is_refused_is_not_forgotten(there: Served) -> None:
    account = there.ana.account
    chat = there.playground.chat(there.ana).id
    await knows(there, Address(there.service, chat, "personal"), account)
    there.playground.faults.order("activities", Fault(400, code="BadSyntax"))
    with pytest.raises(Refused) as no:
        await there.teams.platform.deliver(parcel(there, AccountRef(account)))
    assert no.value.lost is Lost.MESSAGE
    assert account in there.memory.kept
    assert len(there.playground.connector.calls) == 1


@pytest.mark.parametrize("asked", ["v3/conversations$", "/members/"])
async def test_while_somebodys_chat_is_looked_for_nothing_is_in_doubt(
    there: Served, asked: str
) -> None:
    await channel(there)
    there.playground.faults.order(asked, Fault(502, "after"))
    to = parcel(there, AccountRef(there.chen.account))
    with pytest.raises(Unreachable):
        await there.teams.platform.deliver(to)
    assert there.playground.chat(there.chen).standing() == []
    await there.teams.platform.deliver(to)
    assert len(there.playground.chat(there.chen).standing()) == 1


class Odd(Person):
    """Somebody of whom the connector tells an id that is none."""

    @property
    def id(self) -> Any:
        return ["no", "text"]


async def test_nor_is_it_where_the_connector_answers_nonsense(there: Served) -> None:
    await channel(there)
    tenant = there.playground.tenant
    odd = Odd("Odd", "account-odd", tenant=tenant.id, installed=False)
    tenant.people[odd.account] = odd
    tenant.teams[there.channel.team].members.append(odd)
    with pytest.raises(Unreachable):
        await there.teams.platform.deliver(parcel(there, AccountRef(odd.account)))


async def test_an_edit_goes_where_its_own_channel_is_and_not_to_the_first_service_known(
    there: Served,
) -> None:
    away = Address("https://smba.trafficmanager.net/emea/", "a:1bo", "personal")
    await knows(there, away, there.bo.account)
    ref = await channel(there)
    board = await there.teams.platform.deliver(parcel(there, ref))
    said = Message("Later", (Paragraph(("Later",)),))
    assert await there.teams.platform.deliver(parcel(there, ref, said, board)) == board
    await there.teams.platform.deliver(parcel(there, ref, None, board))
    assert there.channel.standing() == []


async def test_what_somebody_has_deleted_is_not_edited_and_nobody_is_told(there: Served) -> None:
    ref = await channel(there)
    landed = await there.teams.platform.deliver(parcel(there, ref))
    there.channel.standing()[0].withdrawn = True
    assert landed is not None
    assert await there.teams.platform.deliver(parcel(there, ref, landed=landed)) == landed
    assert there.channel.standing() == []


async def test_an_edit_says_whether_its_message_or_all_of_its_conversation_is_lost(
    there: Served,
) -> None:
    async def lost(to: ChannelRef | AccountRef, landed: Landed) -> Lost:
        with pytest.raises(Refused) as no:
            await there.teams.platform.deliver(parcel(there, to, landed=landed))
        return no.value.lost

    ref, ana = await channel(there), AccountRef(there.ana.account)
    board = await there.teams.platform.deliver(parcel(there, ref))
    question = await there.teams.platform.deliver(parcel(there, ana))
    assert board is not None
    assert question is not None
    there.playground.faults.order("PUT", Fault(404))
    assert await lost(ref, board) is Lost.MESSAGE
    there.playground.tenant.teams[there.channel.team].bot = False
    there.ana.blocks = True
    assert await lost(ref, board) is Lost.CHANNEL
    assert await lost(ana, question) is Lost.CONVERSATION


async def test_a_thread_whose_beginning_was_deleted_is_no_lost_channel(there: Served) -> None:
    ref = await channel(there)
    there.playground.faults.order("POST", Fault(404, code="ActivityNotFoundInConversation"))
    with pytest.raises(Refused) as no:
        await there.teams.platform.deliver(parcel(there, ref, under=Landed(ref.id, "1")))
    assert no.value.lost is Lost.MESSAGE


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
    withdrawn = [one.path for one in there.playground.connector.calls if one.method == "DELETE"]
    assert withdrawn == [f"v3/conversations/{answer.place}/activities/{answer.message}"] * 2


async def test_in_a_group_chat_one_message_follows_the_other(there: Served) -> None:
    group = there.playground.tenant.group("launch", there.ana, there.bo)
    await knows(there, Address(there.service, group.id, "group"), group.id)
    ref = ChannelRef(group.id)
    board = await there.teams.platform.deliver(parcel(there, ref))
    await there.teams.platform.deliver(parcel(there, ref, under=board))
    assert [one.under for one in group.standing()] == [None, None]
    paths = {call.path for call in there.playground.connector.calls}
    assert paths == {f"v3/conversations/{group.id}/activities"}


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
