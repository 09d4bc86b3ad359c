"""Slack as the courier sees it: posting, editing, withdrawing, and the pace Slack allows."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import inquiries
from adapters.slack.blocks import FileLink, Image
from adapters.slack.events import METADATA
from adapters.slack.installation import PLATFORM
from adapters.slack.payloads import Malformed, text
from adapters.slack.refusals import answered
from adapters.slack.render import CHARACTERS, NOTHING_UPLOADED, Files, render
from adapters.slack.settings import SlackSettings
from adapters.slack.uploads import UPLOADS, NotSent, uploadable, uploaded
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
from bot.messages import Message
from bot.people import AccountRef

log = structlog.get_logger("muster.slack")

Json = dict[str, Any]

TIER_2 = 20 / 60
TIER_3 = 50 / 60
TIER_4 = 100 / 60
"""Calls a second of one method in one workspace (docs.slack.dev/apis/web-api/rate-limits)."""
PLACE = (1.0, 3.0)
"""A message a second in one conversation, short bursts allowed."""
SETTLING = (0.5, 1.0, 2.0, 4.0)
"""Seconds between the attempts to post a picture. Slack looks at each file before a message may show it,
says ``invalid_blocks`` until then, and would tell when it is done only for one scope more (about a
second, slackapi/python-slack-sdk#1521)."""
PATIENT = 3
"""So often a file's bytes are sent in vain, as where a proxy stops them; then its row goes in words."""
TOO_LONG = frozenset({"msg_blocks_too_long", "msg_too_long", "invalid_blocks"})


class SlackPlatform:
    """One workspace of Slack. Its client must not retry by itself, or a message arrives twice."""

    name = PLATFORM

    def __init__(
        self,
        settings: SlackSettings,
        client: AsyncWebClient,
        settling: Sequence[float] = SETTLING,
    ) -> None:
        self.can_look = settings.history
        self._client, self._settling = client, settling
        self._in_vain: Counter[str] = Counter()
        """How often a row's uploads have failed, since this process began."""
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
        uploads = (UPLOADS,) * sum(1 for _ in uploadable(parcel.message))
        if parcel.landed is not None:
            return (Limit("chat.update", TIER_3, 10), *uploads)
        return (self._posts, Limit(self._place(parcel), *PLACE), *uploads)

    async def deliver(self, parcel: Parcel) -> Landed | None:
        if parcel.message is None:
            await self._withdraw(parcel)
            return None
        files = await self._uploaded(parcel.row, parcel.message)
        try:
            return await self._say(parcel, CHARACTERS, files)
        except Refused as no:
            if no.code not in TOO_LONG:
                raise
            settling = no.code == "invalid_blocks"
        if settling and any(isinstance(file, Image) for file in files.values()):
            if (landed := await self._when_settled(parcel, files)) is not None:
                return landed
            files = _links(files)
        # Slack counts in ways it does not tell; half of what it says it takes has always been taken.
        return await self._say(parcel, CHARACTERS // 2, files)

    async def _uploaded(self, row: str, message: Message) -> Files:
        try:
            files = await uploaded(self._client, message)
        except NotSent:
            self._in_vain[row] += 1
            if self._in_vain[row] < PATIENT:
                raise
            log.warning("uploads do not work, so the message goes in words")
            files = NOTHING_UPLOADED
        del self._in_vain[row]
        return files

    async def look_for(self, parcel: Parcel) -> Landed | None:
        return await inquiries.look_for(self._client, parcel)

    async def inquire(self, enquiry: Enquiry) -> Intent:
        try:
            return await inquiries.ask(self._client, enquiry.inquiry, enquiry.workspace.tenant)
        except Malformed as odd:
            raise Unanswered(f"an answer without {odd}") from None

    async def _when_settled(self, parcel: Parcel, files: Files) -> Landed | None:
        """With its pictures as soon as Slack takes them, else in words; None where that fails too."""
        for pause in self._settling:
            await asyncio.sleep(pause)
            with _where_taken():
                return await self._say(parcel, CHARACTERS, files)
        log.warning("a picture is not taken, so the message goes in words")
        with _where_taken():
            return await self._say(parcel, CHARACTERS, _links(files))
        return None

    async def _say(self, parcel: Parcel, budget: int, files: Files) -> Landed:
        assert parcel.message is not None
        body = render(parcel.message, parcel.roster, budget=budget, files=files)
        if parcel.landed is not None:
            place, message = parcel.landed.place, parcel.landed.message
            await answered(
                self._client.chat_update(channel=place, ts=message, **body), "chat.update"
            )
            return parcel.landed
        return await self._post(parcel, body, unfurl=bool(_links(files)))

    async def _post(self, parcel: Parcel, body: Json, *, unfurl: bool) -> Landed:
        """A link to a file is unfurled: that is how Slack shares it with those who see the message."""
        under = parcel.under
        call = self._client.chat_postMessage(
            channel=parcel.to.id if under is None else under.place,
            thread_ts=None if under is None else under.message,
            metadata={"event_type": METADATA, "event_payload": {"id": parcel.row}},
            unfurl_links=None if unfurl else False,
            unfurl_media=None if unfurl else False,
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


@contextmanager
def _where_taken() -> Iterator[None]:
    """Go on where Slack does not take the blocks, or not yet."""
    try:
        yield
    except Refused as no:
        if no.code not in TOO_LONG:
            raise


def _links(files: Files) -> Files:
    return {one: file for one, file in files.items() if isinstance(file, FileLink)}
