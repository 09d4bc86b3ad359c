"""Parcels for a platform, one of each kind."""

from __future__ import annotations

from dataclasses import replace

from bot.mail import Landed, Parcel
from bot.messages import Mention, Message, Paragraph, Urgency
from bot.people import AccountRef, ChannelRef, MemberRef, Person, Roster, WorkspaceRef

HOME = WorkspaceRef("slack", "T1")
ANA = MemberRef("m1")
ROSTER = Roster({ANA: Person(ANA, AccountRef("U1"), "Ana", "Europe/Paris")})
POST = Parcel(
    workspace=HOME,
    row="row-7",
    key="standup/1",
    to=ChannelRef("C1"),
    message=Message("Hello & welcome", (Paragraph((Mention(ANA), ", hello")),)),
    version=1,
    urgency=Urgency.NORMAL,
    repeatable=False,
    roster=ROSTER,
)
LANDED = Landed("D9", "1700000000.000100")
EDIT = replace(POST, landed=LANDED, version=2)
WITHDRAWAL = replace(EDIT, message=None)
PROMPT = replace(POST, to=AccountRef("U1"))
