"""Teams as the courier sees it: posting, editing, withdrawing, and the pace that the connector allows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import structlog

from adapters.teams.addresses import Address, Addresses
from adapters.teams.connector import LIMIT, Connector
from adapters.teams.files import Files
from adapters.teams.inquiries import Inquiries
from adapters.teams.payloads import THREAD, Malformed, text
from adapters.teams.refusals import TOO_BIG
from adapters.teams.render import UNITS, activity
from adapters.teams.seal import Seal
from adapters.teams.settings import TeamsSettings
from bot.intents import Intent
from bot.mail import (
    Enquiry,
    Landed,
    Limit,
    Lost,
    Parcel,
    Refused,
    Throttled,
    Unanswered,
    Unreachable,
)
from bot.people import AccountRef, ChannelRef, WorkspaceRef

log = structlog.get_logger("muster.teams")

Json = dict[str, Any]

NAME = "teams"
SECOND, HOUR = (1.0, 6.0), (0.45, 180.0)
"""Calls a second and the burst, for one conversation.

A bucket lets through its burst and what grows in the time. Microsoft allows 7 in a second, 8 in two, 60
in 30 and 1,800 in an hour: 6 + 1, 6 + 2, 6 + 30 and 180 + 0.45 * 3600 are within each. A channel and its
threads are counted as one, since Microsoft does not say whether it counts them apart.
"""
ROSTER_SECOND, ROSTER_HOUR = (2.0, 12.0), (0.9, 360.0)
"""The same for reading members: 14, 16, 120 and 3,600 are allowed; 12 + 2, 12 + 4, 12 + 60, 360 + 3240."""
APP_BURST = 5.0
"""Calls at once in a whole tenant. With what grows in a second it makes what the settings allow."""
NO_MESSAGE = "ActivityNotFoundInConversation"
SHUT = frozenset(
    {
        "BotDisabledByAdmin",
        "BotNotInConversationRoster",
        "ConversationBlockedByUser",
        "ConversationNotFound",
        "ForbiddenOperationException",
        "http_403",
    }
)
"""Codes about a whole conversation, whatever was wanted in it (Microsoft, "Status codes from bot
conversational APIs")."""


class TeamsPlatform:
    """All tenants of one app."""

    name = NAME
    can_look = False
    """Reading a channel's messages would need a permission that is not asked for."""

    def __init__(
        self,
        settings: TeamsSettings,
        connector: Connector,
        addresses: Addresses,
        inquiries: Inquiries,
        seal: Seal,
        files: Files,
    ) -> None:
        self._connector, self._addresses, self._inquiries = connector, addresses, inquiries
        self._seal, self._files = seal, files
        allowed = settings.requests_per_second
        burst = min(APP_BURST, max(allowed / 2, 1.0))
        self._app = Limit(LIMIT, max(allowed - burst, allowed / 2), burst)

    def limits(self, parcel: Parcel | Enquiry) -> Sequence[Limit]:
        if isinstance(parcel, Enquiry):
            return (self._app, Limit("roster", *ROSTER_SECOND), Limit("rosters", *ROSTER_HOUR))
        place = parcel.to.id
        return (
            self._app,
            Limit(f"second:{place}", *SECOND),
            Limit(f"hour:{place}", *HOUR),
        )

    async def deliver(self, parcel: Parcel) -> Landed | None:
        if parcel.message is None:
            await self._withdraw(parcel)
            return None
        try:
            return await self._fitted(parcel)
        except Refused as no:
            raise Refused(no.code, _about(no, parcel.to)) from None
        except Throttled as fast:
            # Of all limits a conversation's own is the nearest, and no other has to wait for it.
            raise Throttled(fast.seconds, f"second:{parcel.to.id}") from None

    async def look_for(self, parcel: Parcel) -> Landed | None:
        raise NotImplementedError("the connector lets nobody look for a message")

    async def inquire(self, enquiry: Enquiry) -> Intent:
        try:
            return await self._inquiries.ask(enquiry.workspace, enquiry.inquiry)
        except Malformed as odd:
            raise Unanswered(f"an answer without {odd}") from None

    async def _fitted(self, parcel: Parcel) -> Landed:
        try:
            return await self._say(parcel, UNITS)
        except Refused as no:
            if no.code != TOO_BIG:
                raise
        # Microsoft's pages name three limits; half of the least of them fits into all.
        return await self._say(parcel, UNITS // 2)

    async def _say(self, parcel: Parcel, units: int) -> Landed:
        assert parcel.message is not None
        body = activity(
            parcel.message,
            parcel.roster,
            wrap=self._seal.close,
            row=parcel.row,
            alone=isinstance(parcel.to, AccountRef),
            units=units,
            link=self._files.link(parcel.workspace, parcel.row),
        )
        if parcel.landed is not None:
            await self._edit(parcel, parcel.landed, body)
            return parcel.landed
        if isinstance(parcel.to, AccountRef):
            return await self._to_person(parcel, parcel.to, body)
        return await self._to_channel(parcel, body)

    async def _edit(self, parcel: Parcel, landed: Landed, body: Json) -> None:
        """Of what somebody has deleted there is nothing to edit, and nobody to be told so."""
        service = await self._service(parcel)
        try:
            await self._connector.edit(service, landed.place, landed.message, body)
        except Refused as no:
            if no.code != NO_MESSAGE:
                raise
            log.info("a message to edit was deleted", row=parcel.row)

    async def _to_person(self, parcel: Parcel, account: AccountRef, body: Json) -> Landed:
        """In the chat that is remembered, or else in the one that the connector has for us."""
        workspace = parcel.workspace
        known = await self._addresses.find(workspace, account.id)
        if known is not None:
            try:
                return await self._in_chat(known, body)
            except Refused as no:
                if no.lost is not Lost.CONVERSATION:
                    raise
                await self._addresses.forget(workspace, account.id)
        found = await self._new_chat(workspace, account)
        landed = await self._in_chat(found, body)
        await self._addresses.keep(workspace, account.id, found)
        return landed

    async def _new_chat(self, workspace: WorkspaceRef, account: AccountRef) -> Address:
        """A personal chat with somebody for whom the app is installed, or a team of theirs has it.

        The Entra id serves in the first case, Teams' own id in the second too (Microsoft, "Proactive
        messages"); the latter has to be asked for.
        """
        service = await self._addresses.service(workspace)
        try:
            chat = await self._found_chat(service, workspace, account)
        except (Unanswered, Malformed) as odd:
            # Nothing has been said, and a chat may be asked for as often as one likes.
            raise Unreachable(str(odd)) from None
        return Address(service, chat, "personal")

    async def _found_chat(self, service: str, workspace: WorkspaceRef, account: AccountRef) -> str:
        try:
            return await self._connector.personal(service, workspace.tenant, account.id)
        except Refused as no:
            if no.lost is not Lost.CONVERSATION:
                raise
            try:
                user = text(await self._inquiries.member(workspace, account), "id")
            except Refused:
                raise no from None
        return await self._connector.personal(service, workspace.tenant, user)

    async def _in_chat(self, address: Address, body: Json) -> Landed:
        place = address.conversation
        return Landed(
            place, await self._connector.send(address.service, place, body, Lost.CONVERSATION)
        )

    async def _to_channel(self, parcel: Parcel, body: Json) -> Landed:
        address = await self._addresses.find(parcel.workspace, parcel.to.id)
        if address is None:
            raise Refused("unknown-channel", Lost.CHANNEL)
        service, place = address.service, address.conversation
        if address.kind == "channel" and parcel.under is None:
            tenant = parcel.workspace.tenant
            return Landed(place, await self._connector.thread(service, tenant, place, body))
        if address.kind == "channel" and parcel.under is not None:
            place = f"{place}{THREAD}{parcel.under.message}"
        return Landed(place, await self._connector.send(service, place, body))

    async def _withdraw(self, parcel: Parcel) -> None:
        if parcel.landed is not None:
            service = await self._service(parcel)
            await self._connector.withdraw(service, parcel.landed.place, parcel.landed.message)

    async def _service(self, parcel: Parcel) -> str:
        address = await self._addresses.find(parcel.workspace, parcel.to.id)
        if address is not None:
            return address.service
        return await self._addresses.service(parcel.workspace)


def _about(no: Refused, to: AccountRef | ChannelRef) -> Lost:
    """What a final no is about, where its code tells more than the call that met it."""
    if no.code == NO_MESSAGE:
        return Lost.MESSAGE
    if no.code in SHUT:
        return Lost.CHANNEL if isinstance(to, ChannelRef) else Lost.CONVERSATION
    return no.lost
