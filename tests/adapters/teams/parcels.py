"""Parcels for Teams, one of each kind."""

from __future__ import annotations

from bot.mail import Landed, Parcel
from bot.messages import Button, Buttons, Message, Paragraph, Urgency
from bot.people import AccountRef, ChannelRef, WorkspaceRef
from bot.rituals.standup_intents import Answer
from tests.adapters.teams.served import Served

HELLO = Message(
    "Hello", (Paragraph(("Good morning",)), Buttons((Button.to("Answer", Answer("d")),)))
)


def parcel(
    there: Served,
    to: AccountRef | ChannelRef,
    message: Message | None = HELLO,
    landed: Landed | None = None,
    under: Landed | None = None,
) -> Parcel:
    return Parcel(
        workspace=home(there),
        row="row-7",
        key="standup/1",
        to=to,
        message=message,
        version=1,
        urgency=Urgency.NORMAL,
        repeatable=False,
        landed=landed,
        under=under,
    )


def home(there: Served) -> WorkspaceRef:
    return WorkspaceRef("teams", there.playground.tenant.id)
