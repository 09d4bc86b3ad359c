"""Slack as the courier sees it: posting, editing, withdrawing, and the pace Slack allows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import inquiries
from adapters.slack.events import METADATA
from adapters.slack.installation import PLATFORM
from adapters.slack.payloads import Malformed, text
from adapters.slack.refusals import answered
from adapters.slack.render import CHARACTERS, render
from adapters.slack.settings import SlackSettings
from bot.intents import Everything, Intent, Members, Profile
from bot.mail import (
    Enquiry,
    Landed,
    Limit,
    Lost,
    Parcel,
    Refused,
    Unanswered,
)
from bot.people import AccountRef

Json = dict[str, Any]

TIER_2 = 20 / 60
TIER_3 = 50 / 60
TIER_4 = 100 / 60
"""Calls a second of one method in one workspace (docs.slack.dev/apis/web-api/rate-limits)."""
PLACE = (1.0, 3.0)
"""A message a second in one conversation, short bursts allowed."""
TOO_LONG = frozenset({"msg_blocks_too_long", "msg_too_long", "invalid_blocks"})


class SlackPlatform:
    """One workspace of Slack. Its client must not retry by itself, or a message arrives twice."""

    name = PLATFORM

    def __init__(self, settings: SlackSettings, client: AsyncWebClient) -> None:
        self.can_look = settings.history
        self._client = client
        self._posts = Limit("posts", settings.posts_per_minute / 60, settings.posts_burst)

    def limits(self, parcel: Parcel | Enquiry) -> Sequence[Limit]:
        if isinstance(parcel, Enquiry):
            match parcel.inquiry:
                case Members():
                    return (Limit("conversations.info", TIER_3, 10),)
                case Profile():
                    return (Limit("users.info", TIER_4, 20),)
                case Everything():
                    return (Limit("users.list", TIER_2, 1),)
        if parcel.message is None:
            return (Limit("chat.delete", TIER_3, 10),)
        if parcel.landed is not None:
            return (Limit("chat.update", TIER_3, 10),)
        return (self._posts, Limit(self._place(parcel), *PLACE))

    async def deliver(self, parcel: Parcel) -> Landed | None:
        if parcel.message is None:
            await self._withdraw(parcel)
            return None
        try:
            return await self._say(parcel, CHARACTERS)
        except Refused as no:
            if no.code not in TOO_LONG:
                raise
        # Slack counts in ways it does not tell; half of what it says it takes has always been taken.
        return await self._say(parcel, CHARACTERS // 2)

    async def look_for(self, parcel: Parcel) -> Landed | None:
        return await inquiries.look_for(self._client, parcel)

    async def inquire(self, enquiry: Enquiry) -> Intent:
        try:
            return await inquiries.ask(self._client, enquiry.inquiry, enquiry.workspace.tenant)
        except Malformed as odd:
            raise Unanswered(f"an answer without {odd}") from None

    async def _say(self, parcel: Parcel, budget: int) -> Landed:
        assert parcel.message is not None
        body = render(parcel.message, parcel.roster, budget=budget)
        if parcel.landed is not None:
            place, message = parcel.landed.place, parcel.landed.message
            await answered(
                self._client.chat_update(channel=place, ts=message, **body), "chat.update"
            )
            return parcel.landed
        return await self._post(parcel, body)

    async def _post(self, parcel: Parcel, body: Json) -> Landed:
        under = parcel.under
        call = self._client.chat_postMessage(
            channel=parcel.to.id if under is None else under.place,
            thread_ts=None if under is None else under.message,
            metadata={"event_type": METADATA, "event_payload": {"id": parcel.row}},
            unfurl_links=False,
            unfurl_media=False,
            **body,
        )
        try:
            # Slack does not say which limit was met, so the one that all posts share is closed.
            answer = await answered(call, self._posts.name)
        except Refused as no:
            if no.lost is Lost.CHANNEL and isinstance(parcel.to, AccountRef):
                raise Refused(no.code, Lost.PERSON) from None
            raise
        landed = Landed(text(answer, "channel"), text(answer, "ts"))
        if not (landed.place and landed.message):
            raise Unanswered("a post without its place")
        return landed

    async def _withdraw(self, parcel: Parcel) -> None:
        if parcel.landed is None:
            return
        place, message = parcel.landed.place, parcel.landed.message
        try:
            await answered(self._client.chat_delete(channel=place, ts=message), "chat.delete")
        except Refused as no:
            if no.code != "message_not_found":  # Somebody was faster, and it is gone as wanted.
                raise

    def _place(self, parcel: Parcel) -> str:
        return f"post:{parcel.to.id if parcel.under is None else parcel.under.place}"
