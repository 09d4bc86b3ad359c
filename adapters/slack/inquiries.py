"""Finding out from Slack: who is in a channel, who somebody is, where a message landed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.slack.accounts import facts
from adapters.slack.events import METADATA
from adapters.slack.payloads import text, within
from adapters.slack.refusals import answered
from bot.intents import Everything, Inquiry, Intent, Members, Profile
from bot.mail import (
    Landed,
    Parcel,
    Refused,
    Throttled,
)
from bot.news import ChannelChanged, LearnedEverything, LearnedMembers, LearnedProfile
from bot.people import AccountRef, Channel, ChannelRef

Json = dict[str, Any]

PAGE = 200
PAGES = 100
"""Attempts at a page of one list, the throttled ones among them."""
PATIENCE = 60.0
"""Seconds to wait for the next page of a list that is being read."""
BEFORE = 10.0
"""Seconds that Slack's clock may be behind ours."""


async def ask(client: AsyncWebClient, inquiry: Inquiry, team: str) -> Intent:
    """Find something out. Raises the courier's exceptions."""
    match inquiry:
        case Members(channel=channel):
            return await _members(client, channel)
        case Profile(account=account):
            answer = await answered(client.users_info(user=account.id), "users.info")
            return LearnedProfile(facts(within(answer, "user", dict), team))
        case Everything():
            return await _everything(client, team)


async def _members(client: AsyncWebClient, channel: ChannelRef) -> Intent:
    try:
        answer = await answered(client.conversations_info(channel=channel.id), "conversations.info")
    except Refused as no:
        if no.code == "channel_not_found":
            # This is how Slack hides a private channel from a bot that is not in it.
            return ChannelChanged(channel, present=False)
        raise
    told = within(answer, "channel", dict)
    known = _channel(told, present=told.get("is_member") is True)
    accounts = [
        AccountRef(account)
        async for page in _pages(
            lambda cursor: client.conversations_members(
                channel=channel.id, limit=PAGE, cursor=cursor
            ),
            "conversations.members",
        )
        for account in within(page, "members", list)
    ]
    # Their profiles are asked one by one by the door, which knows whom it has never heard of.
    return LearnedMembers(known, tuple(accounts), ())


async def _everything(client: AsyncWebClient, team: str) -> Intent:
    people = [
        facts(user, team)
        async for page in _pages(
            lambda cursor: client.users_list(limit=PAGE, cursor=cursor), "users.list"
        )
        for user in within(page, "members", list)
    ]
    channels = [
        _channel(told, present=True)
        async for page in _pages(
            lambda cursor: client.users_conversations(
                types="public_channel,private_channel", limit=PAGE, cursor=cursor
            ),
            "users.conversations",
        )
        for told in within(page, "channels", list)
    ]
    return LearnedEverything(tuple(people), tuple(channels))


def _channel(told: Json, *, present: bool) -> Channel:
    return Channel(
        ChannelRef(within(told, "id", str)),
        text(told, "name"),
        private=told.get("is_private") is True,
        archived=told.get("is_archived") is True,
        present=present,
    )


async def look_for(client: AsyncWebClient, parcel: Parcel) -> Landed | None:
    """A first send of this row, by the metadata it would carry. Raises the courier's exceptions."""
    place = await _place(client, parcel)
    since = f"{(parcel.tried_at or 0.0) - BEFORE:.6f}"
    under = parcel.under

    def page(cursor: str | None) -> Awaitable[AsyncSlackResponse]:
        if under is None:
            return client.conversations_history(
                channel=place, oldest=since, limit=PAGE, cursor=cursor, include_all_metadata=True
            )
        return client.conversations_replies(
            channel=place,
            ts=under.message,
            oldest=since,
            limit=PAGE,
            cursor=cursor,
            include_all_metadata=True,
        )

    async for answer in _pages(page, "conversations.history"):
        for message in within(answer, "messages", list):
            metadata = message.get("metadata") or {}
            ours = text(metadata, "event_type") == METADATA
            if ours and text(metadata, "event_payload", "id") == parcel.row:
                return Landed(place, within(message, "ts", str))
    return None


async def _place(client: AsyncWebClient, parcel: Parcel) -> str:
    if parcel.under is not None:
        return parcel.under.place
    if isinstance(parcel.to, ChannelRef):
        return parcel.to.id
    opened = await answered(client.conversations_open(users=parcel.to.id), "conversations.open")
    return text(opened, "channel", "id")


async def _pages(
    page: Callable[[str | None], Awaitable[AsyncSlackResponse]], limit: str
) -> AsyncIterator[Json]:
    cursor: str | None = None
    for _ in range(PAGES):
        try:
            answer = await answered(page(cursor), limit)
        except Throttled as fast:
            if fast.seconds > PATIENCE:
                raise
            await asyncio.sleep(
                fast.seconds
            )  # Or a list of many pages would never be read to its end.
            continue
        yield answer
        cursor = text(answer, "response_metadata", "next_cursor") or None
        if cursor is None:
            return
