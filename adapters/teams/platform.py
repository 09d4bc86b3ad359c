"""Teams as the courier sees it: posting, editing, withdrawing, and the pace that the connector allows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from adapters.teams.addresses import Address, Addresses
from adapters.teams.connector import LIMIT, Connector
from adapters.teams.inquiries import Inquiries
from adapters.teams.payloads import THREAD, Malformed, text
from adapters.teams.refusals import TOO_BIG
from adapters.teams.render import UNITS, activity
from adapters.teams.seal import Seal
from adapters.teams.settings import TeamsSettings
from bot.intents import Intent
from bot.mail import Enquiry, Landed, Limit, Lost, Parcel, Refused, Unanswered
from bot.people import AccountRef, WorkspaceRef

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
    ) -> None:
        self._connector, self._addresses, self._inquiries = connector, addresses, inquiries
        self._seal = seal
        each = max(settings.requests_per_second - APP_BURST, 1.0)
        self._app = Limit(LIMIT, each, APP_BURST)

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
            return await self._say(parcel, UNITS)
        except Refused as no:
            if no.code != TOO_BIG:
                raise
        # Microsoft's pages name three limits; half of the least of them fits into all.
        return await self._say(parcel, UNITS // 2)

    async def look_for(self, parcel: Parcel) -> Landed | None:
        raise NotImplementedError("the connector lets nobody look for a message")

    async def inquire(self, enquiry: Enquiry) -> Intent:
        try:
            return await self._inquiries.ask(enquiry.workspace, enquiry.inquiry)
        except Malformed as odd:
            raise Unanswered(f"an answer without {odd}") from None

    async def _say(self, parcel: Parcel, units: int) -> Landed:
        assert parcel.message is not None
        body = activity(
            parcel.message, parcel.roster, wrap=self._seal.close, row=parcel.row, units=units
        )
        if parcel.landed is not None:
            service = await self._service(parcel)
            await self._connector.edit(service, parcel.landed.place, parcel.landed.message, body)
            return parcel.landed
        if isinstance(parcel.to, AccountRef):
            return await self._to_person(parcel, parcel.to, body)
        return await self._to_channel(parcel, body)

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
            chat = await self._connector.personal(service, workspace.tenant, account.id)
        except Refused as no:
            if no.lost is not Lost.CONVERSATION:
                raise
            try:
                user = text(await self._inquiries.member(workspace, account), "id")
            except Refused:
                raise no from None
            chat = await self._connector.personal(service, workspace.tenant, user)
        return Address(service, chat, "personal")

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
