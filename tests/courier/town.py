"""A platform in memory: what stands in its conversations, its limits, and the ways it fails."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.courier import Courier
from bot.courier.endings import Item
from bot.happening import Happening, Nothing, Outcome, Show
from bot.intents import Intent, Profile
from bot.mail import Enquiry, Landed, Limit, Parcel, Throttled
from bot.news import AccountFacts, LearnedProfile
from bot.people import AccountRef
from tests.courier.shelves import Shelves, said
from tests.courier.simulated import machine, steady

MONDAY = datetime(2027, 3, 1, 9, 30, tzinfo=UTC)


def fine(_item: Item) -> Exception | None:
    return None


def times(count: int, fault: Exception) -> Callable[[Item], Exception | None]:
    """Fails so many times, whoever asks, and then never again."""
    left = [fault] * count
    return lambda _item: left.pop() if left else None


@dataclass
class Standing:
    """A message as people see it."""

    row: str
    text: str
    place: str
    thread: str | None
    at: float
    edits: int = 0


@dataclass
class Slackish:
    """Implements ``bot.ports.Platform``; its buckets are counted where a call arrives."""

    name: str = "town"
    can_look: bool = False
    workspace_limit: Limit = field(default_factory=lambda: Limit("workspace", 1e9, 1e9))
    channel_limit: tuple[float, float] = (1e9, 1e9)
    edit_limit: Limit = field(default_factory=lambda: Limit("edit", 1e9, 1e9))
    before: Callable[[Item], Exception | None] = fine
    """Asked when a call arrives; nothing has happened yet."""
    after: Callable[[Item], Exception | None] = fine
    """Asked when the call has done its work; what it returns is all that the caller learns."""
    seen: dict[str, Standing] = field(default_factory=dict)
    calls: list[tuple[float, Item]] = field(default_factory=list)
    throttled: int = 0
    overlaps: int = 0
    latency: Callable[[], float] = lambda: 0.05

    def __post_init__(self) -> None:
        self._flying: set[tuple[type, str]] = set()
        self._tokens: dict[str, tuple[float, float]] = {}

    def limits(self, parcel: Parcel | Enquiry) -> Sequence[Limit]:
        if isinstance(parcel, Enquiry):
            return ()
        if parcel.landed is not None:
            return (self.edit_limit,)
        return self.workspace_limit, Limit(f"channel {parcel.to.id}", *self.channel_limit)

    async def deliver(self, parcel: Parcel) -> Landed | None:
        await self._call(parcel)
        if parcel.message is None:
            assert parcel.landed is not None
            del self.seen[parcel.landed.message]
            landed = None
        elif parcel.landed is not None:
            standing = self.seen[parcel.landed.message]
            standing.text, standing.edits = parcel.message.summary, standing.edits + 1
            landed = parcel.landed
        else:
            landed = Landed(parcel.to.id, f"{len(self.calls)}.{len(self.seen)}")
            thread = None if parcel.under is None else parcel.under.message
            self.seen[landed.message] = Standing(
                parcel.row, parcel.message.summary, landed.place, thread, steady()
            )
        await self._return(parcel)
        return landed

    async def look_for(self, parcel: Parcel) -> Landed | None:
        await self._call(parcel)
        await self._return(parcel)
        return self.where(parcel.row)

    async def inquire(self, enquiry: Enquiry) -> Intent:
        await self._call(enquiry)
        await self._return(enquiry)
        assert isinstance(enquiry.inquiry, Profile)
        account = enquiry.inquiry.account
        return LearnedProfile(AccountFacts(account, f"Name of {account.id}", "UTC"))

    def where(self, row: str) -> Landed | None:
        for message, standing in self.seen.items():
            if standing.row == row:
                return Landed(standing.place, message)
        return None

    def texts(self, place: str) -> list[str]:
        """What stands in a conversation, in the order in which it was posted."""
        return [standing.text for standing in self.seen.values() if standing.place == place]

    async def _call(self, item: Item) -> None:
        name = type(item), item.row
        self.overlaps += name in self._flying
        self._flying.add(name)
        try:
            await asyncio.sleep(self.latency() / 2)
            self.calls.append((steady(), item))
            for limit in self.limits(item):
                self._spend(limit)
            if (fault := self.before(item)) is not None:
                raise fault
        except Exception:
            self._flying.discard(name)
            raise

    async def _return(self, item: Item) -> None:
        self._flying.discard((type(item), item.row))
        if (fault := self.after(item)) is not None:
            raise fault
        await asyncio.sleep(self.latency() / 2)

    def _spend(self, limit: Limit) -> None:
        tokens, at = self._tokens.get(limit.name, (limit.burst, steady()))
        tokens = min(limit.burst, tokens + (steady() - at) * limit.per_second)
        self._tokens[limit.name] = tokens, steady()
        if tokens < 1 - 1e-6:
            self.throttled += 1
            raise Throttled(1.0, limit.name)
        self._tokens[limit.name] = tokens - 1, steady()


class Porch:
    """The door: it keeps what it is told, and says what the time is."""

    def __init__(self) -> None:
        self.told: list[Intent] = []
        self.out_of_order = False

    async def handle(self, happening: Happening) -> Outcome:
        await asyncio.sleep(0.001)
        self.told.append(happening.intent)
        return Outcome(Show(said("Something went wrong")) if self.out_of_order else Nothing())

    def now(self) -> datetime:
        return MONDAY


class Town:
    """Everything a courier needs, and a way to kill it."""

    def __init__(self, platform: Slackish | None = None) -> None:
        self.shelves, self.porch = Shelves(), Porch()
        self.platform = platform or Slackish()
        self.chance = random.Random(7)

    async def courier(self, owner: str = "one") -> Courier:
        courier = Courier(
            self.shelves,
            {"town": self.platform},
            self.porch,
            owner,
            machine=machine,
            steady=steady,
        )
        await courier.start()
        return courier

    async def killed(self) -> None:
        """What SIGKILL leaves: every task is gone where it stood, and the leases run out."""
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.sleep(16)


def people(count: int) -> list[AccountRef]:
    return [AccountRef(f"U{number:04}") for number in range(count)]
