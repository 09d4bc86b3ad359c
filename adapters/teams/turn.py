"""One act from its arrival to its answer, within the seconds that Teams gives."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any, Protocol
from weakref import WeakValueDictionary

import structlog

from adapters.teams import phrases
from adapters.teams.answers import Answer, Answers, Words
from adapters.teams.dialogs import Dialogs
from adapters.teams.door import Door
from adapters.teams.inbound import Act
from adapters.teams.payloads import Malformed
from adapters.teams.respond import closing, says
from bot.clock import monotonic
from bot.happening import Happening, Nothing
from bot.news import LearnedProfile
from bot.people import Roster, WorkspaceRef
from bot.tasks import Tasks
from bot.views import door as say

log = structlog.get_logger("muster.teams")

Json = dict[str, Any]

ACK_BY = 1.8
"""Seconds until an invoke is answered, with what there is; Teams begins to complain at ten."""
KEEP_WAITING = 10.0
"""Seconds that a message may wait for its answer; Teams repeats what is not taken within fifteen."""
REMEMBERED = 1000


class Book(Protocol):
    """The address book: how people and channels are reached."""

    async def saw(self, activity: Json) -> LearnedProfile | None:
        """Remember where an activity came from; news of its sender, where it has any."""

    def learned(self, workspace: WorkspaceRef, news: LearnedProfile) -> None:
        """The door has kept this news, so it need not be told at once again."""


@dataclass(slots=True)
class _Turn:
    act: Act
    activity: Json
    late: bool = False
    """The response has gone without the answer."""


class Turns:
    """Takes acts to the door and brings the outcomes back to whoever acted."""

    def __init__(
        self,
        door: Door,
        book: Book,
        answers: Answers,
        dialogs: Dialogs,
        tasks: Tasks,
        ack_by: float = ACK_BY,
    ) -> None:
        self._door, self._book, self._tasks, self._ack_by = door, book, tasks, ack_by
        self._answers, self._dialogs = answers, dialogs
        self._taken: OrderedDict[str, None] = OrderedDict()
        """The keys of messages, so that one that Teams repeats is not answered twice."""
        self._sending: WeakValueDictionary[tuple[str, str], asyncio.Lock] = WeakValueDictionary()

    async def take(self, act: Act, activity: Json, since: float) -> Json | None:
        """The body of the 200 for an act that arrived at ``since`` (monotonic); None is empty."""
        if act.by == "words":
            await self._words(act, activity)
            return None
        # One that came as a message has no response to stand in: its answer follows like a late one.
        turn = _Turn(act, activity, late=not act.invoked)
        task = self._tasks.start(self._run(turn))
        wait = since + self._ack_by - monotonic() if act.invoked else KEEP_WAITING
        await asyncio.wait((task,), timeout=max(0.0, wait))
        if task.done():
            made = task.result()
            return made if act.invoked else None
        turn.late = True
        return self._meanwhile(act) if act.invoked else None

    async def meet(self, act: Act, activity: Json) -> None:
        """Learn what an activity tells of its sender before what they want is done."""
        try:
            learned = await self._book.saw(activity)
        except Malformed as odd:
            log.warning("an address could not be read", what=str(odd))
            return
        except Exception as fault:
            # The door says by itself what is the matter where nothing can be kept at all.
            log.error("an address could not be kept", fault=type(fault).__name__)
            return
        if learned is not None:
            happening = Happening(learned, act.there.workspace, self._door.now())
            outcome = await self._door.handle(happening)
            if isinstance(outcome.now, Nothing):
                self._book.learned(act.there.workspace, learned)

    async def _words(self, act: Act, activity: Json) -> None:
        assert act.happening is not None
        if act.happening.key in self._taken:
            return
        self._taken[act.happening.key] = None
        if len(self._taken) > REMEMBERED:
            self._taken.popitem(last=False)
        await self.meet(act, activity)
        outcome = await self._door.handle(act.happening)
        self._tasks.start(self._answers.to_words(act, outcome))

    async def _run(self, turn: _Turn) -> Json:
        act = turn.act
        if act.form is None:
            return await self._answered(turn)
        # Whoever sends a form again, while it is on its way, has the last word: one after the other.
        form = (act.who.id, act.form.intent.pack())
        lock = self._sending.setdefault(form, asyncio.Lock())
        async with lock:
            return await self._answered(turn)

    async def _answered(self, turn: _Turn) -> Json:
        act = turn.act
        await self.meet(act, turn.activity)
        if act.by in ("fetch", "submit"):
            return await self._in_dialog(act)
        answer = await self._on_card(act)
        if turn.late:
            await self._answers.late(act, answer)
        else:
            self._tasks.start(self._answers.settle(act, answer))
        return answer.response()

    async def _on_card(self, act: Act) -> Answer:
        if act.by == "back":
            return await self._answers.closed(act)
        if act.happening is None:
            return Words(say.stale_button().summary)
        if act.filled is not None and act.filled.errors:
            return self._answers.again(act, act.filled.errors, Roster())
        return await self._answers.to_act(act, await self._door.handle(act.happening))

    async def _in_dialog(self, act: Act) -> Json:
        if act.happening is None:
            return closing(say.stale_button().summary)
        if act.filled is not None and act.filled.errors:
            return self._dialogs.again(act, act.filled.errors, Roster())
        return self._dialogs.to_act(act, await self._door.handle(act.happening))

    def _meanwhile(self, act: Act) -> Json:
        if act.by in ("fetch", "submit"):
            return self._dialogs.waiting(act)
        return says(phrases.MOMENT)
