"""The digest's nouns: what several teams' standups said, brought together for one channel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from typing import Protocol

from bot.people import ChannelRef, MemberRef
from bot.rituals.standup import Standing


@dataclass(frozen=True, slots=True)
class Digest:
    """Standups whose day is told in another channel, at one moment of the day."""

    id: str
    channel: ChannelRef
    name: str
    zone: str
    """IANA zone in which ``days`` and ``at`` are told."""
    days: tuple[int, ...]
    """0 is Monday."""
    at: time
    standups: tuple[str, ...]
    """Ids, in the order in which they are told."""
    creator: MemberRef
    standing: Standing = Standing.ACTIVE
    revision: int = 1
    """Raised by every change, so that what was promised before it does nothing."""


class Digests(Protocol):
    """The digests of one workspace. Whoever changes one locks it first."""

    def add(self, digest: Digest) -> Digest:
        """Keep a new one under its id; the one kept, if it is there."""

    def get(self, id: str) -> Digest | None: ...
    def lock(self, id: str) -> Digest | None: ...
    def in_channel(self, channel: ChannelRef) -> Sequence[Digest]:
        """Those not deleted, by name."""

    def all(self) -> Sequence[Digest]:
        """Those not deleted, by name."""

    def save(self, digest: Digest) -> None: ...
