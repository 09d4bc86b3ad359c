"""References to people and places: what every room may name without knowing a vendor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class WorkspaceRef:
    """One tenant of one platform, such as ``slack:T0123``. Every stored row belongs to one."""

    platform: str
    tenant: str

    def __str__(self) -> str:
        return f"{self.platform}:{self.tenant}"

    @classmethod
    def parse(cls, text: str) -> WorkspaceRef:
        """Read what ``str`` wrote. Raises ValueError for anything else."""
        platform, colon, tenant = text.partition(":")
        if not (platform and colon and tenant):
            raise ValueError(f"not a workspace: {text!r}")
        return cls(platform, tenant)


@dataclass(frozen=True, slots=True, order=True)
class AccountRef:
    """The platform's own id of somebody, as an adapter reads it. The door turns it into a member."""

    id: str


@dataclass(frozen=True, slots=True, order=True)
class MemberRef:
    """Our own opaque id of somebody, the only one that rules, rows and messages know."""

    id: str


@dataclass(frozen=True, slots=True, order=True)
class ChannelRef:
    """The platform's id of a channel, meaningful within its workspace."""

    id: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the directory, as last heard from the platform."""

    ref: MemberRef
    account: AccountRef
    name: str
    zone: str
    """IANA time zone; "" until the platform tells it or the person chooses one."""
    human: bool = True
    """False for bots and for people of another organisation, who are never asked anything."""
    active: bool = True
    """False once the platform has deactivated the account."""
    known: bool = True
    """False until the platform has told us more than the account's id."""

    @property
    def askable(self) -> bool:
        return self.human and self.active

    def zone_in(self, team: str) -> str:
        """The zone that counts for them: their own, or their team's as long as it is not known."""
        return self.zone or team


def by_name(person: Person) -> tuple[str, str]:
    """The order in which people are listed, the same whatever database they come from."""
    return person.name.casefold(), person.ref.id


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel of the directory."""

    ref: ChannelRef
    name: str
    private: bool = False
    archived: bool = False
    present: bool = False
    """Whether the bot is in it."""


@dataclass(frozen=True, slots=True)
class Roster:
    """The people and the channels that a message names, for a renderer to look up."""

    people: Mapping[MemberRef, Person] = field(default_factory=dict)
    channels: Mapping[ChannelRef, Channel] = field(default_factory=dict)
