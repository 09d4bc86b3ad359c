"""The one door: everything that happens enters here, meets its handler, and is answered with a Reply."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import structlog

from bot import metrics, words
from bot.clock import Clock, monotonic
from bot.forms import picked
from bot.happening import (
    FieldValue,
    Handler,
    Happening,
    Now,
    Open,
    Outcome,
    Refuse,
    Reply,
    Rewrite,
    Router,
    Show,
)
from bot.intents import Intent, Profile, Said, unpack
from bot.logs import place
from bot.messages import named
from bot.people import AccountRef, MemberRef, Roster, WorkspaceRef
from bot.ports import (
    Due,
    Lane,
    ReadOnly,
    Storage,
    UnitOfWork,
)
from bot.views import door as say

log = structlog.get_logger("muster.door")


class Stale(Exception):
    """A promise that was moved or struck while it was on its way: its work is rolled back."""


PATIENCE = (1, 5, 30, 120, 600)
"""Seconds to wait after each failure of a promise; after the last it is parked."""


class Dispatcher:
    """Runs each happening through its handler inside one unit of work."""

    def __init__(
        self,
        routers: Iterable[Router],
        storage: Storage,
        clock: Clock,
        wake: Callable[[WorkspaceRef], None],
    ) -> None:
        self._handlers: dict[type[Intent], Handler[Any]] = {}
        self._readers: set[type[Intent]] = set()
        for router in routers:
            if both := self._handlers.keys() & router.handlers.keys():
                raise TypeError(f"two routers answer {both}")
            self._handlers |= router.handlers
            self._readers |= router.readers
        self._storage, self._clock, self._wake = storage, clock, wake

    @property
    def intents(self) -> frozenset[type[Intent]]:
        """Every intent that has a handler."""
        return frozenset(self._handlers)

    def now(self) -> datetime:
        """The calendar's time, for an adapter to stamp a happening with."""
        return self._clock.now()

    async def handle(self, happening: Happening) -> Outcome:
        """Do what somebody or a platform asks. Never raises: a fault becomes a sentence with its id."""
        began = monotonic()
        outcome = await self._answered(happening)
        if act := _act(happening):
            metrics.acknowledged(happening.workspace.platform, act, monotonic() - began)
        return outcome

    async def _answered(self, happening: Happening) -> Outcome:
        if isinstance(happening.intent, Said):
            happening = replace(happening, intent=words.understand(happening.intent))
        id = uuid4().hex[:12]
        kind = type(happening.intent)
        try:
            outcome, said = await self._run(happening, reads=kind in self._readers)
        except Exception as fault:
            metrics.failed("happening", fault)
            told = {} if kind.private else {"intent": kind.name, **_traced(fault)}
            log.error("a happening failed", id=id, **told)
            trouble = say.trouble(id)
            return Outcome(Refuse({"": trouble.summary}) if happening.fields else Show(trouble))
        if said:
            self._wake(happening.workspace)
        if not kind.private:
            log.info("done", id=id, intent=kind.name, workspace=str(happening.workspace))
        return outcome

    async def fulfil(self, due: Due) -> bool:
        """Do what was promised, and strike it in the same transaction. False if it failed."""
        id = uuid4().hex[:12]
        try:
            said = await self._storage.run(
                lambda work: self._promised(due, work), due.workspace, Lane.PROMISES
            )
        except Stale:
            return True
        except Exception as fault:
            await self._put_off(due, fault, id)
            return False
        if said:
            self._wake(due.workspace)
        metrics.kept((self._clock.now() - due.when).total_seconds())
        log.info("kept", id=id, promise=due.key, workspace=str(due.workspace))
        return True

    async def _run(self, happening: Happening, *, reads: bool) -> tuple[Outcome, bool]:
        if reads:
            try:
                return await self._storage.run(
                    lambda work: self._once(happening, work, reads=True),
                    happening.workspace,
                    Lane.READS,
                )
            except ReadOnly:
                pass  # Somebody never heard of is to be taken in first, which only a writer can.
        return await self._storage.run(
            lambda work: self._once(happening, work, reads=False), happening.workspace
        )

    def _once(self, happening: Happening, work: UnitOfWork, *, reads: bool) -> tuple[Outcome, bool]:
        happening = _introduce(happening, work)
        intent = happening.intent
        reply = self._handlers[type(intent)](happening, intent, work)
        if intent.private and (reply.posts or reply.agenda or reply.asks):
            raise TypeError(f"{intent.name} is private and must leave nothing behind")
        asks = () if reads else (*reply.asks, *map(Profile, work.people.unknown()))
        said = _write(replace(reply, asks=asks), work, happening.at)
        return Outcome(reply.now, _roster(happening, reply.now, work)), said

    def _promised(self, due: Due, work: UnitOfWork) -> bool:
        if not work.agenda.claim(due.key):
            raise Stale
        intent = unpack(due.packed)
        happening = Happening(intent, due.workspace, at=self._clock.now(), due=due.when)
        reply = self._handlers[type(intent)](happening, intent, work)
        if not work.agenda.strike(due.key, due.when):
            raise Stale
        return _write(reply, work, happening.at)

    async def _put_off(self, due: Due, fault: Exception, id: str) -> None:
        # A fault may carry what somebody wrote, so only its type and place are kept.
        metrics.failed("promise", fault)
        again = None
        if due.failures < len(PATIENCE):
            again = self._clock.now() + timedelta(seconds=PATIENCE[due.failures])
        await self._storage.run(
            lambda work: work.agenda.failed(due.key, due.when, type(fault).__name__, again),
            due.workspace,
            Lane.PROMISES,
        )
        log.error(
            "a promise failed",
            id=id,
            promise=due.key,
            failures=due.failures + 1,
            parked=again is None,
            **_traced(fault),
        )


def _act(happening: Happening) -> str:
    """What kind of act was acknowledged; "" for what neither a person nor a platform did."""
    if isinstance(happening.intent, Said):
        return "command"
    if happening.fields:
        return "form"
    if happening.who is not None:
        return "press"
    return "event" if happening.key else ""


def _introduce(happening: Happening, work: UnitOfWork) -> Happening:
    """Turn every account of a happening into the member that the rules know."""
    accounts = {value for value in happening.fields.values() if isinstance(value, AccountRef)}
    for value in happening.fields.values():
        if isinstance(value, tuple):
            accounts.update(one for one in value if isinstance(one, AccountRef))
    if happening.who is not None:
        accounts.add(happening.who)
    if not accounts:
        return happening
    people = work.people.meet(accounts)

    def member(value: FieldValue) -> FieldValue:
        if isinstance(value, AccountRef):
            return people[value].ref
        if isinstance(value, tuple) and value and isinstance(value[0], AccountRef):
            return tuple(people[one].ref for one in value if isinstance(one, AccountRef))
        return value

    return replace(
        happening,
        fields={name: member(value) for name, value in happening.fields.items()},
        actor=None if happening.who is None else people[happening.who],
    )


def _write(reply: Reply, work: UnitOfWork, at: datetime) -> bool:
    """Keep what a reply promises and says, in key order so that two transactions never cross."""
    if reply.agenda:
        work.agenda.write(sorted(reply.agenda, key=lambda promise: promise.key))
    if reply.posts:
        work.outbox.say(sorted(reply.posts, key=lambda post: post.key), at)
    if reply.asks:
        work.outbox.inquire(reply.asks)
    return bool(reply.posts or reply.asks)


def _roster(happening: Happening, now: Now, work: UnitOfWork) -> Roster:
    """Whoever and whatever the answer names; for a form that comes back, whom it had picked."""
    match now:
        case Show(message=what) | Rewrite(message=what):
            return work.people.roster(set(named(what)))
        case Open(form=form):
            return work.people.roster(set(picked(form)))
        case Refuse():
            return work.people.roster(set(_picked(happening.fields.values())))
        case _:
            return Roster()


def _picked(values: Iterable[FieldValue]) -> Iterator[MemberRef]:
    for value in values:
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, MemberRef):
                yield one


def _traced(fault: BaseException) -> dict[str, str]:
    """An exception without its text, which may quote what somebody wrote."""
    return {"fault": type(fault).__name__, "at": place(fault)}
