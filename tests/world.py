"""A small town for tests: named people, one clock, no network. People press what they see."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count
from pathlib import Path

import handlers
from bot.clock import HeldClock
from bot.courier import Courier
from bot.dispatch import Dispatcher
from bot.forms import Form
from bot.happening import (
    FieldValue,
    Happening,
    Nothing,
    Now,
    Open,
    Outcome,
    Refuse,
    Rewrite,
    Router,
    Show,
)
from bot.intents import Intent, Said, unpack
from bot.messages import (
    Button,
    Buttons,
    Message,
)
from bot.news import (
    AccountFacts,
    ChannelChanged,
    Joined,
    LearnedMembers,
    LearnedProfile,
    Left,
    OpenHome,
)
from bot.people import AccountRef, Channel, ChannelRef, MemberRef, Roster, WorkspaceRef
from bot.text import render
from storage import Database, migrate
from tests.filling import filled
from tests.square import Seen, Square

WORKSPACE = WorkspaceRef("town", "T1")
_acts = count(1)


class Town:
    """The whole bot on one SQLite file, with a clock that only the test moves."""

    def __init__(self, database: Database, start: datetime, more: Sequence[Router] = ()) -> None:
        self.clock = HeldClock(start)
        self.database = database
        self.square = Square()
        self.dispatcher = Dispatcher((*handlers.routers, *more), database, self.clock, self._wake)
        self.courier = Courier(database, {"town": self.square}, self.dispatcher, "town")

    def _wake(self, workspace: WorkspaceRef) -> None:
        self.courier.wake(workspace)

    async def person(self, name: str, zone: str, *, human: bool = True) -> Resident:
        facts = AccountFacts(AccountRef(f"U{name.upper()}"), name, zone, human)
        self.square.facts[facts.account] = facts
        await self.hears(LearnedProfile(facts))
        return Resident(self, facts)

    async def channel(
        self, name: str, *people: Resident, present: bool = True, private: bool = False
    ) -> Place:
        channel = Channel(ChannelRef(f"C{name.upper()}"), name, private, False, present)
        self.square.channels[channel.ref.id] = channel
        accounts = [person.account for person in people]
        self.square.inside[channel.ref.id] = accounts
        facts = tuple(person.facts for person in people)
        if present:
            await self.hears(LearnedMembers(channel, tuple(accounts), facts))
        return Place(self, channel.ref)

    async def hears(self, intent: Intent) -> None:
        """The platform tells the bot something."""
        await self.dispatcher.handle(Happening(intent, WORKSPACE, self.clock.now()))
        await self.courier.settle()

    async def clock_strikes(self, moment: datetime) -> None:
        """Walk to a moment: everything promised on the way happens at its own time."""
        while due := await self.database.due(moment, 1):
            self.clock.moment = max(self.clock.moment, due[0].when)
            assert await self.dispatcher.fulfil(due[0]), f"{due[0].key} failed"
            await self.courier.settle()
        self.clock.moment = moment

    async def sleeps_until(self, moment: datetime) -> None:
        """The bot was off, and comes back at this moment with everything overdue."""
        self.clock.moment = moment
        await self.clock_strikes(moment)


@dataclass
class Place:
    """A channel as people see it."""

    town: Town
    ref: ChannelRef

    @property
    def messages(self) -> list[Seen]:
        return self.town.square.conversations.get(self.ref.id, [])

    @property
    def screen(self) -> str:
        """The channel, without its threads."""
        return "\n---\n".join(_read(one) for one in self.messages if one.under is None)

    @property
    def thread(self) -> str:
        """Every reply, in order."""
        return "\n---\n".join(_read(one) for one in self.messages if one.under is not None)

    async def invites_bot(self) -> None:
        self._is_now(present=True)
        await self.town.hears(ChannelChanged(self.ref, present=True))

    async def throws_bot_out(self) -> None:
        self._is_now(present=False)
        await self.town.hears(ChannelChanged(self.ref, present=False))

    async def archived(self, archived: bool = True) -> None:
        self._is_now(archived=archived)
        await self.town.hears(ChannelChanged(self.ref, archived=archived))

    async def renamed(self, name: str) -> None:
        self._is_now(name=name)
        await self.town.hears(ChannelChanged(self.ref, called=name))

    def _is_now(self, **changes: str | bool) -> None:
        known = self.town.square.channels[self.ref.id]
        changed = replace(known, **changes)  # type: ignore[arg-type]  # named as the channel's own
        self.town.square.channels[self.ref.id] = changed

    async def welcomes(self, who: Resident) -> None:
        self.town.square.inside[self.ref.id].append(who.account)
        await self.town.hears(Joined(self.ref, who.account))

    async def loses(self, who: Resident) -> None:
        self.town.square.inside[self.ref.id].remove(who.account)
        await self.town.hears(Left(self.ref, who.account))


class Resident:
    """Somebody who types, presses and fills in what they see."""

    def __init__(self, town: Town, facts: AccountFacts) -> None:
        self.town, self.facts, self.account = town, facts, facts.account
        self.form: Form | None = None
        self.errors: dict[str, str] = {}
        self.shown: Message | None = None
        self._roster = Roster()
        self._met: dict[MemberRef, AccountRef] = {}
        self._acted_on: Seen | None = None

    @property
    def messages(self) -> list[Seen]:
        return self.town.square.conversations.get(self.account.id, [])

    @property
    def inbox(self) -> str:
        return "\n---\n".join(_read(one) for one in self.messages)

    @property
    def told(self) -> str:
        """What was shown to this person alone, last."""
        return "" if self.shown is None else render(self.shown, self._roster)

    async def types(self, text: str, where: Place | None = None, key: str = "") -> None:
        """A slash command. ``@Bo`` in it is a mention of Bo."""
        command, _, words = text.removeprefix("/").partition(" ")
        mentions: list[AccountRef] = []
        for word in words.split():
            if word.startswith("@"):
                words = words.replace(word, f"@{len(mentions)}", 1)
                mentions.append(AccountRef(f"U{word[1:].upper()}"))
        said = Said(command, words, tuple(mentions))
        await self._does(said, where.ref if where else None, key=key or f"act-{next(_acts)}")

    async def presses(self, label: str, where: Place | None = None) -> None:
        """Press the newest button of that label on the screen. One that is not there cannot be."""
        seen, button = self._button(label, where)
        self._acted_on = seen
        await self._does(
            unpack(button.does), where.ref if where else None, key=f"act-{next(_acts)}"
        )

    async def sends(self, **values: FieldValue) -> None:
        """Submit the form that is open, with what stands in it except where ``values`` say else."""
        assert self.form is not None, "no form is open"
        there = filled(self.form, self._met)
        unknown = values.keys() - there.keys()
        assert not unknown, f"the form has no {unknown}"
        await self._does(self.form.intent, None, {**there, **values})

    async def changes(self, **facts: str | bool) -> None:
        """Their profile changes, and the platform says so."""
        self.facts = replace(self.facts, **facts)  # type: ignore[arg-type]  # named as the facts
        self.town.square.facts[self.account] = self.facts
        await self.town.hears(LearnedProfile(self.facts))

    async def looks_at_page(self) -> None:
        """The platform has a place for one's own page, and they open it."""
        await self._does(OpenHome(), None)

    def refers(self, *people: Resident) -> tuple[AccountRef, ...]:
        return tuple(person.account for person in people)

    async def _does(
        self,
        intent: Intent,
        where: ChannelRef | None,
        fields: dict[str, FieldValue] | None = None,
        key: str = "",
    ) -> None:
        happening = Happening(
            intent,
            WORKSPACE,
            self.town.clock.now(),
            self.account,
            where,
            fields=fields or {},
            key=key,
        )
        self._shows(await self.town.dispatcher.handle(happening))
        await self.town.courier.settle()

    def _shows(self, outcome: Outcome) -> None:
        now: Now = outcome.now
        self._roster = outcome.roster
        self._met |= {ref: person.account for ref, person in outcome.roster.people.items()}
        self.errors = {}
        match now:
            case Nothing():
                self.form = self.shown = None
            case Show(message=message):
                self.form, self.shown = None, message
            case Rewrite(message=message) if self._acted_on is not None:
                self._acted_on.message = message
                self.shown = None
            case Rewrite(message=message):
                assert self.shown is not None, "there is no message to rewrite"
                self.shown = message
            case Open(form=form):
                self.form, self.shown = form, None
            case Refuse(errors=errors):
                self.errors = dict(errors)

    def _button(self, label: str, where: Place | None) -> tuple[Seen | None, Button]:
        screens: list[tuple[Seen | None, Message]] = [
            (one, one.message) for one in (where.messages if where else self.messages)
        ]
        if self.shown is not None:
            screens.append((None, self.shown))
        for seen, message in reversed(screens):
            for block in message.blocks:
                if isinstance(block, Buttons):
                    for button in block.buttons:
                        if button.label == label:
                            return seen, button
        raise AssertionError(
            f"{self.facts.name} sees no button {label!r} in:\n{self.inbox}\n{self.told}"
        )


def _read(seen: Seen) -> str:
    return render(seen.message, seen.roster)


@asynccontextmanager
async def town(folder: Path, start: datetime, more: Sequence[Router] = ()) -> AsyncIterator[Town]:
    """A town whose database is new, or is found in ``folder`` from before."""
    url = f"sqlite:///{folder / 'town.db'}"
    migrate(url)
    database = Database(url)
    await database.start()
    await database.installed_workspace(WORKSPACE, "Town", AccountRef("UMUSTER"))
    there = Town(database, start, more)
    await there.courier.start()
    try:
        yield there
    finally:
        await there.courier.stop()
        await database.stop()
