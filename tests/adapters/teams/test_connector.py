"""What the connector answers, good and bad, is what the courier needs to know."""

from __future__ import annotations

import pytest

from bot.mail import Lost, Refused, Throttled, Unanswered, Unreachable
from playground.teams.faults import Fault
from tests.adapters.teams.served import Served

HELLO = {"type": "message", "text": "hello"}


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault(412), Unreachable),
        (Fault(429, retry_after=7), Throttled),
        (Fault(429), Throttled),
        (Fault(502), Unanswered),
        (Fault(502, "after"), Unanswered),
        (Fault(504, "after"), Unanswered),
        (Fault(500), Unanswered),
        (Fault(503), Unanswered),
        (Fault(0), Unanswered),
        (Fault(0, "after"), Unanswered),
        (Fault(400, code="BadSyntax"), Refused),
        (Fault(403, code="BotNotInConversationRoster"), Refused),
        (Fault(413), Refused),
    ],
    ids=str,
)
async def test_every_fault_is_told_for_what_it_is(
    there: Served, fault: Fault, error: type[Exception]
) -> None:
    chat = there.playground.chat(there.ana)
    there.playground.faults.order("POST", fault)
    with pytest.raises(error) as told:
        await there.connector.send(there.service, chat.id, HELLO, Lost.CONVERSATION)
    assert len(chat.standing()) == (1 if fault.when == "after" else 0)
    match told.value:
        case Throttled(seconds=seconds):
            assert seconds == (fault.retry_after or 5.0)
        case Refused(lost=lost):
            assert lost is (Lost.CONVERSATION if fault.status == 403 else Lost.MESSAGE)


async def test_nobody_there_is_surely_not_sent(there: Served) -> None:
    await there.playground.stop()
    with pytest.raises(Unreachable):
        await there.connector.send(there.service, "a:1", HELLO)


async def test_our_token_goes_to_no_other_host(there: Served) -> None:
    for service in ("http://127.0.0.1:1/", "https://evil.example/", "https://x@127.0.0.1/", "no"):
        with pytest.raises(Refused, match="untrusted-service"):
            await there.connector.send(service, "a:1", HELLO)


async def test_a_message_is_posted_edited_and_withdrawn_and_twice_withdrawn_is_no_fault(
    there: Served,
) -> None:
    chat = there.playground.chat(there.ana)
    id = await there.connector.send(there.service, chat.id, HELLO)
    await there.connector.edit(there.service, chat.id, id, HELLO | {"text": "good morning"})
    assert chat.standing()[0].body["text"] == "good morning"
    await there.connector.withdraw(there.service, chat.id, id)
    await there.connector.withdraw(there.service, chat.id, id)
    assert chat.standing() == []
    with pytest.raises(Refused) as no:
        await there.connector.edit(there.service, chat.id, id, HELLO)
    assert no.value.lost is Lost.MESSAGE


async def test_a_thread_begins_in_a_channel_and_is_answered_in(there: Served) -> None:
    tenant = there.playground.tenant.id
    root = await there.connector.thread(there.service, tenant, there.channel.id, HELLO)
    await there.connector.send(there.service, f"{there.channel.id};messageid={root}", HELLO)
    assert [one.under for one in there.channel.standing()] == [None, root]


async def test_long_lists_of_members_are_read_to_their_end(there: Served) -> None:
    team = there.playground.tenant.teams[there.channel.team]
    team.members += [there.playground.tenant.person(f"P{number}") for number in range(1200)]
    there.playground.faults.order("pagedmembers", Fault(200), Fault(429, retry_after=1))
    found = await there.connector.members(there.service, team.id)
    assert len(found) == 1203
    assert len({one["aadObjectId"] for one in found}) == 1203


async def test_a_chat_is_found_for_whoever_has_the_app_or_is_in_a_team_that_has(
    there: Served,
) -> None:
    tenant = there.playground.tenant.id
    chat = await there.connector.personal(there.service, tenant, there.ana.account)
    assert chat == there.playground.chat(there.ana).id
    with pytest.raises(Refused) as no:
        await there.connector.personal(there.service, tenant, there.chen.account)
    assert no.value.lost is Lost.CONVERSATION
    chat = await there.connector.personal(there.service, tenant, there.chen.id)
    assert chat == there.playground.chat(there.chen).id
