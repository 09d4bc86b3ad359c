"""The town's platform: keeps every conversation as people see it, and can be asked who is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.intents import Everything, Intent, Members, Profile
from bot.mail import Enquiry, Landed, Limit, Lost, Parcel, Refused
from bot.messages import Message
from bot.news import AccountFacts, LearnedEverything, LearnedMembers, LearnedProfile
from bot.people import AccountRef, Channel, Roster


@dataclass
class Seen:
    """A message where it stands."""

    id: str
    message: Message
    roster: Roster
    under: str | None
    row: str
    edits: int = 0


@dataclass
class Square:
    """The town's platform: keeps every conversation as people see it."""

    name: str = "town"
    can_look: bool = False
    conversations: dict[str, list[Seen]] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    inside: dict[str, list[AccountRef]] = field(default_factory=dict)
    facts: dict[AccountRef, AccountFacts] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)
    """Accounts that have not let the bot into a conversation."""
    sent: int = 0

    def limits(self, parcel: Parcel | Enquiry) -> Sequence[Limit]:
        return ()

    async def deliver(self, parcel: Parcel) -> Landed | None:
        place = parcel.to.id
        if place in self.closed:
            raise Refused("not-installed", Lost.CONVERSATION)
        known = self.facts.get(AccountRef(place))
        if known is not None and not known.active:
            raise Refused("account_inactive", Lost.PERSON)
        channel = self.channels.get(place)
        if channel is not None and (channel.archived or not channel.present):
            raise Refused("is_archived" if channel.archived else "not_in_channel", Lost.CHANNEL)
        here = self.conversations.setdefault(place, [])
        self.sent += 1
        if parcel.landed is not None:
            (seen,) = [one for one in here if one.id == parcel.landed.message]
            if parcel.message is None:
                here.remove(seen)
                return None
            seen.message, seen.roster = parcel.message, parcel.roster
            seen.edits += 1
            return parcel.landed
        assert parcel.message is not None
        under = None if parcel.under is None else parcel.under.message
        id = f"{self.sent:04}"
        here.append(Seen(id, parcel.message, parcel.roster, under, parcel.row))
        return Landed(place, id)

    async def look_for(self, parcel: Parcel) -> Landed | None:
        raise AssertionError("the town cannot look")

    async def inquire(self, enquiry: Enquiry) -> Intent:
        match enquiry.inquiry:
            case Members(channel=channel):
                accounts = tuple(self.inside[channel.id])
                facts = tuple(self.facts[account] for account in accounts)
                return LearnedMembers(self.channels[channel.id], accounts, facts)
            case Profile(account=account):
                return LearnedProfile(self.facts[account])
            case Everything():
                present = [one for one in self.channels.values() if one.present]
                return LearnedEverything(tuple(self.facts.values()), tuple(present))
