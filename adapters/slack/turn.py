"""One act from its arrival to its answer, within the seconds that Slack gives."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, assert_never

from adapters.slack import phrases
from adapters.slack.blocks import BUTTON_VALUE
from adapters.slack.forms import notice, view
from adapters.slack.home import HomeTabs, window
from adapters.slack.inbound import Act
from adapters.slack.render import render
from adapters.slack.respond import EPHEMERAL, Responder
from bot.clock import monotonic
from bot.fitting import length
from bot.forms import Form
from bot.happening import (
    Happening,
    Nothing,
    Open,
    Outcome,
    Refuse,
    Rewrite,
    Show,
)
from bot.intents import Said
from bot.messages import (
    Button,
    Buttons,
    Message,
    Paragraph,
)
from bot.news import OpenHome
from bot.people import Roster
from bot.tasks import Tasks
from bot.views import door as say

Json = dict[str, Any]

FORM_BY = 1.2
"""Seconds until a waiting window is opened in a form's place: a trigger lives three."""
ACK_BY = 2.5
"""Seconds until an act is acknowledged without its answer, which then follows: Slack gives three."""
REMEMBERED = 1000


class Door(Protocol):
    """The one door, as this neighbour knows it."""

    def now(self) -> datetime: ...
    async def handle(self, happening: Happening) -> Outcome: ...


@dataclass(slots=True)
class _Turn:
    act: Act
    late: bool = False
    """The 200 has gone without the answer."""
    waiting: asyncio.Task[str | None] | None = None
    """A waiting window being opened; its id, or None where Slack would not."""


class Turns:
    """Takes acts to the door and brings the outcomes back to whoever acted."""

    def __init__(self, door: Door, responder: Responder, tasks: Tasks) -> None:
        self._door, self._responder, self._tasks = door, responder, tasks
        self._homes = HomeTabs(responder)
        self._opens: dict[str, bool] = {}
        """Whether an act of this kind has ever been answered with a form."""

    async def report(self, happening: Happening) -> bool:
        """Take news to the door; False where they could not be kept and are to be told again.

        Somebody who caused them looks at their Home tab, and there the answer is published.
        """
        outcome = await self._door.handle(happening)
        if happening.who is None:
            return isinstance(outcome.now, Nothing)
        if isinstance(outcome.now, Show | Rewrite):
            shown = self._homes.publish(happening.who, outcome.now.message, outcome.roster)
            self._tasks.start(shown)
        return True

    async def take(self, act: Act, since: float) -> Json | None:
        """The body of the 200 for an act that arrived at ``since`` (monotonic); None is empty."""
        if act.by == "form":
            # Never acknowledged early: Slack then says so in the form, and what was typed stays.
            return await self._form(act)
        turn = _Turn(act)
        task = self._tasks.start(self._run(turn, since))
        await asyncio.wait((task,), timeout=max(0.0, since + ACK_BY - monotonic()))
        if task.done():
            return task.result()
        turn.late = True
        return None

    async def _run(self, turn: _Turn, since: float) -> Json | None:
        if turn.act.happening is None:
            return self._show(turn, say.stale_button(), Roster())
        kind = _kind(turn.act.happening)
        timer = None
        if turn.act.trigger and not turn.act.window and self._opens.get(kind, True):
            delay = max(0.0, since + FORM_BY - monotonic())
            timer = asyncio.get_running_loop().call_later(delay, self._wait, turn)
        try:
            outcome = await self._door.handle(turn.act.happening)
        finally:
            if timer is not None:
                timer.cancel()
        if len(self._opens) > REMEMBERED:
            self._opens.clear()
        self._opens[kind] = isinstance(outcome.now, Open) or self._opens.get(kind, False)
        return await self._answer(turn, outcome)

    def _wait(self, turn: _Turn) -> None:
        waiting = notice(phrases.WAITING_TITLE, phrases.WAITING)
        turn.waiting = self._tasks.start(self._responder.open(turn.act, waiting))

    async def _answer(self, turn: _Turn, outcome: Outcome) -> Json | None:
        if isinstance(outcome.now, Open):
            return await self._open(turn, outcome.now.form, outcome.roster)
        in_window = turn.act.home and isinstance(outcome.now, Show | Refuse)
        if turn.waiting is not None and not in_window:
            self._tasks.start(self._settle(turn.waiting))
        match outcome.now:
            case Nothing():
                return None
            case Rewrite(message=message) if turn.act.by == "press":
                self._tasks.start(self._rewrite(turn.act, message, outcome.roster))
                return None
            case Show(message=message) | Rewrite(message=message):
                return self._show(turn, message, outcome.roster)
            case Refuse(errors=errors):
                return self._show(turn, _sentences(errors), Roster())
            case _:
                assert_never(outcome.now)

    async def _rewrite(self, act: Act, message: Message, roster: Roster) -> None:
        if act.window:
            await self._responder.update(act.window, window(message, roster))
        if act.home:
            await self._homes.publish(act.who, message, roster)
        elif not act.window:
            await self._responder.rewrite(act, render(message, roster))

    def _show(self, turn: _Turn, message: Message, roster: Roster) -> Json | None:
        if turn.act.home:
            self._tasks.start(self._tell(turn, message, roster))
            return None
        shown = render(message, roster)
        if turn.act.by == "command" and not turn.late:
            return EPHEMERAL | shown
        self._tasks.start(self._responder.show(turn.act, shown))
        return None

    async def _tell(self, turn: _Turn, message: Message, roster: Roster) -> None:
        """Say it over the Home tab; where that is too late, in a direct message."""
        if not await self._in_window(turn, window(message, roster)):
            await self._responder.show(turn.act, render(message, roster))

    async def _open(self, turn: _Turn, form: Form, roster: Roster) -> Json | None:
        shown = view(form, turn.act.where, roster, home=turn.act.home)
        done = await self._in_window(turn, shown)
        return None if done else self._show(turn, _again(turn.act), Roster())

    async def _in_window(self, turn: _Turn, shown: Json) -> bool:
        """Show a modal, in the window that is there already or in a new one. False where Slack would not."""
        open_one: str | None = turn.act.window or None
        if turn.waiting is not None:
            open_one = await turn.waiting
        elif open_one is None:
            return await self._responder.open(turn.act, shown) is not None
        return open_one is not None and await self._responder.update(open_one, shown)

    async def _settle(self, waiting: asyncio.Task[str | None]) -> None:
        """What took so long was no form: say so in the window that waits for one."""
        if (opened := await waiting) is not None:
            await self._responder.update(opened, notice(phrases.WAITING_TITLE, phrases.DONE))

    async def _form(self, act: Act) -> Json | None:
        if act.happening is None:
            return _errors({"": say.stale_button().summary}, act.inputs)
        outcome = await self._door.handle(act.happening)
        if act.home and isinstance(outcome.now, Nothing | Show):
            again = Happening(OpenHome(), act.happening.workspace, self._door.now(), who=act.who)
            self._tasks.start(self.report(again))
        match outcome.now:
            case Nothing():
                return None
            case Refuse(errors=errors) if act.inputs:
                return _errors(errors, act.inputs)
            case Refuse(errors=errors):
                message = _sentences(errors)
            case Open(form=form):
                return _instead(view(form, act.where, outcome.roster, home=act.home))
            case Rewrite(message=message) if act.home:
                self._tasks.start(self._homes.publish(act.who, message, outcome.roster))
                return None
            case Show(message=message) | Rewrite(message=message):
                pass
            case _:
                assert_never(outcome.now)
        if act.home:
            return _instead(window(message, outcome.roster))
        self._tasks.start(self._responder.show(act, render(message, outcome.roster)))
        return None


def _kind(happening: Happening) -> str:
    intent = happening.intent
    if isinstance(intent, Said):
        return f"{intent.command} {intent.words.partition(' ')[0]}"[:40]
    return intent.name


def _instead(view: Json) -> Json:
    """Another window in the place of the form that was sent."""
    return {"response_action": "update", "view": view}


def _errors(errors: Mapping[str, str], inputs: Sequence[str]) -> Json:
    """Each sentence at its field; one for the form as a whole, or for a field not shown, at the first."""
    placed: dict[str, str] = {}
    for name, why in errors.items():
        place = name if name in inputs else inputs[0]
        placed[place] = f"{placed[place]} {why}" if place in placed else why
    return {"response_action": "errors", "errors": placed}


def _sentences(errors: Mapping[str, str]) -> Message:
    text = " ".join(errors.values())
    return Message(text, (Paragraph((text,)),))


def _again(act: Act) -> Message:
    packed = act.happening.intent.pack() if act.happening is not None else ""
    if not packed or length(packed) > BUTTON_VALUE:
        text = phrases.EXPIRED_TYPE_AGAIN
        return Message(text, (Paragraph((text,)),))
    button = Button(phrases.OPEN_AGAIN, packed, "primary")
    return Message(phrases.EXPIRED, (Paragraph((phrases.EXPIRED,)), Buttons((button,))))
