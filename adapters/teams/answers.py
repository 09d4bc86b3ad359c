"""An outcome as what Teams shows: the card that was acted on anew, a sentence, or a message in the chat."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, assert_never

import structlog

from adapters.teams import forms, phrases, render
from adapters.teams.door import Door
from adapters.teams.enclosed import nowhere
from adapters.teams.files import Files
from adapters.teams.inbound import AT_HOME, FOR, FURTHER, Act
from adapters.teams.respond import Reached, Responder, says, shows
from adapters.teams.seal import Seal
from bot.forms import Form
from bot.happening import Happening, Nothing, Open, Outcome, Refuse, Rewrite, Show
from bot.intents import Said
from bot.mail import PlatformMemory
from bot.messages import Block, Button, Buttons, Message, Paragraph
from bot.news import OpenHome
from bot.people import Roster
from bot.words import understand

log = structlog.get_logger("muster.teams")

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Card:
    """A card in the place of the one that was acted on."""

    content: Json
    summary: str
    stands: bool = False
    """Whether it shows an outbox row, which the courier may be editing at the same time."""
    asks: bool = False
    """Whether it is a form."""

    def response(self) -> Json:
        return shows(self.content)

    def body(self) -> Json:
        return render.message_of(self.content, self.summary)


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence to the one who acted; the card stays as it is."""

    text: str
    points: bool = False
    """Whether it only says where the answer is, and so need not be said when it is late."""

    def response(self) -> Json:
        return says(self.text)

    def body(self) -> Json:
        return {"type": "message", "textFormat": "plain", "text": self.text}


Answer = Card | Words


class Answers:
    """Makes answers for acts on cards and for typed words. What is for one person goes to their chat."""

    def __init__(
        self, memory: PlatformMemory, seal: Seal, responder: Responder, door: Door, files: Files
    ) -> None:
        self._memory, self._seal, self._responder = memory, seal, responder
        self._door, self._files = door, files

    async def to_act(self, act: Act, outcome: Outcome) -> Answer:
        """What a pressed button or a sent form is answered with."""
        match outcome.now:
            case Nothing():
                return await self.stands(act) or self._done(act)
            case Refuse(errors=errors):
                return self.again(act, errors, outcome.roster)
            case Open(form=form) if act.alone:
                return self._form(act, form, outcome.roster)
            case Rewrite(message=message) if act.alone:
                return self._message(act, message, outcome.roster)
            case Show(message=message) if act.alone and act.form is not None and not _lasts(act):
                return self._message(act, message, outcome.roster)
            case _:
                return await self._apart(act, self._new(act, outcome))

    async def to_words(self, act: Act, outcome: Outcome) -> None:
        """Answer what was typed, in the asker's own chat."""
        if not isinstance(outcome.now, Nothing):
            await self._tell(act, self._new(act, outcome))

    async def late(self, act: Act, answer: Answer) -> None:
        """Bring an answer after the response has gone without it."""
        if isinstance(answer, Words):
            if not answer.points:
                await self._tell(act, answer)
        elif not act.card:
            await self._tell(act, answer)
        else:
            await self._edit(act, answer)

    async def settle(self, act: Act, answer: Answer) -> None:
        """Let the end of a form that was a message of its own stay, and one's own page as it is now.

        A response's card lives in the one client that asked (Microsoft, "User specific views"), and would
        give way to the card as it was first sent. What shows a row is edited by the courier.
        """
        ended = isinstance(answer, Card) and not answer.asks and not answer.stands
        stays = act.by == "send" or act.at_home
        if ended and stays and act.alone and act.card and not act.row:
            await self._responder.edit(act, answer.body())

    async def stands(self, act: Act) -> Card | None:
        """The card as its outbox row says now, or somebody's own page as it is now.

        None where it shows neither, or others read it as well.
        """
        if not (act.alone and _lasts(act)):
            return None
        if not act.row:
            return await self._home(act)
        try:
            found = await self._memory.standing(act.there.workspace, act.row)
        except Exception as fault:
            # What was done is done; without memory the card is told that, and no more.
            log.error("a card could not be looked up", fault=type(fault).__name__)
            return None
        return None if found is None else self._message(act, *found, stands=True)

    async def _home(self, act: Act) -> Card | None:
        asked = Happening(OpenHome(), act.there.workspace, self._door.now(), who=act.who)
        outcome = await self._door.handle(asked)
        match outcome.now:
            case Show(message=message) | Rewrite(message=message):
                return self._message(act, message, outcome.roster)
            case _:
                return None

    async def closed(self, act: Act) -> Answer:
        """A form that was left: what stood there before it, or a way to open it again."""
        if (stands := await self.stands(act)) is not None:
            return stands
        if not act.alone:
            return Words(phrases.CLOSED)
        again = (Buttons((Button(phrases.OPEN_AGAIN, act.does),)),) if act.does else ()
        said = phrases.CLOSED_FURTHER if act.further else phrases.CLOSED
        return self._sentence(act, said, *again)

    def again(self, act: Act, errors: Mapping[str, str], roster: Roster) -> Answer:
        """The form that was sent, with what was typed; where there is none, the sentences alone."""
        form, filled = act.form, act.filled
        if form is None or filled is None or form.intent.private or not act.alone:
            return Words(" ".join(errors.values()))
        return self._form(act, form, roster, errors, filled.typed)

    def _new(self, act: Act, outcome: Outcome) -> Answer:
        """An answer that is a message of its own, and so shows no row, and nobody's page but when asked."""
        act = replace(act, row="", at_home=_asks_home(act))
        match outcome.now:
            case Nothing():
                return Words(phrases.DONE)
            case Refuse(errors=errors):
                return Words(" ".join(errors.values()))
            case Open(form=form):
                return self._form(act, form, outcome.roster)
            case Show(message=message) | Rewrite(message=message):
                return self._message(act, message, outcome.roster)
            case _:
                assert_never(outcome.now)

    async def _apart(self, act: Act, answer: Answer) -> Answer:
        """A new message in the asker's own chat; the card says what became of it."""
        match await self._responder.tell(act, answer.body()):
            case Reached.TOLD if act.alone:
                return await self.stands(act) or self._below(act)
            case Reached.TOLD:
                return Words(phrases.IN_OUR_CHAT, points=True)
            case Reached.NO_CHAT:
                return Words(phrases.NO_CHAT)
            case Reached.NOT_NOW:
                return Words(phrases.NOT_NOW)

    async def _tell(self, act: Act, answer: Answer) -> None:
        reached = await self._responder.tell(act, answer.body(), patiently=True)
        if reached is Reached.NO_CHAT and not act.alone:
            await self._responder.beside(act, phrases.NO_CHAT)
        elif reached is Reached.NOT_NOW:
            await self._responder.beside(act, phrases.NOT_NOW)

    async def _edit(self, act: Act, answer: Card) -> None:
        """The courier may bring the row's next words first, and these must not take their place."""
        for _ in range(5):
            await self._responder.edit(act, answer.body())
            newer = await self.stands(act) if answer.stands else None
            if newer is None or newer == answer:
                return
            answer = newer

    def _done(self, act: Act) -> Answer:
        if act.form is None or not act.alone:
            return Words(phrases.DONE)
        return self._sentence(act, f"{act.form.title}: {phrases.DONE.lower()}")

    def _below(self, act: Act) -> Answer:
        if act.form is None:
            return Words(phrases.BELOW, points=True)
        return self._sentence(act, phrases.BELOW)

    def _sentence(self, act: Act, text: str, *more: Block) -> Answer:
        """A card in the place of a form, so that it is not sent once more."""
        return self._message(act, Message(text, (Paragraph((text,)), *more)), Roster())

    def _form(
        self,
        act: Act,
        form: Form,
        roster: Roster,
        errors: Mapping[str, str] | None = None,
        typed: Mapping[str, str] | None = None,
    ) -> Answer:
        if form.intent.private:
            log.error("a private form was asked for outside a dialog", intent=form.intent.name)
            return Words(phrases.IN_A_WINDOW)
        does = _opener(act)
        close = wrap(self._seal, act)
        further = act.further or (act.form is not None and errors is None)
        opened = {"does": does} | ({FURTHER: "1"} if further else {})
        made = forms.card(
            form,
            roster,
            # What is sent remembers what opened it too, for when it comes back with a sentence.
            wrap=lambda data: close(opened | data),
            row=act.row,
            channel=act.where,
            does=does,
            errors=errors,
            typed=typed,
        )
        return Card(made, form.title, asks=True)

    def _message(self, act: Act, message: Message, roster: Roster, *, stands: bool = False) -> Card:
        made = render.card(
            message,
            roster,
            wrap=wrap(self._seal, act),
            row=act.row,
            channel=act.where,
            alone=True,
            link=self._files.link(act.there.workspace, act.row) if stands else nowhere,
        )
        return Card(made, message.summary, stands)


def wrap(seal: Seal, act: Act) -> Callable[[Json], Json]:
    """Seal the data of an answer's actions; those that act in a channel are for this person only."""

    kept: Json = {AT_HOME: "1"} if act.at_home or _asks_home(act) else {}

    def closed(data: Json) -> Json:
        person = {FOR: act.who.id} if "channel" in data else {}
        return seal.close(data | person | kept)

    return closed


def _lasts(act: Act) -> bool:
    """Whether a card shows what stands for longer than an answer: an outbox row, or one's own page."""
    return act.row != "" or act.at_home


def _asks_home(act: Act) -> bool:
    """Whether somebody asked for their own page, which is then what the answer shows."""
    wanted = None if act.happening is None or act.form is not None else act.happening.intent
    return isinstance(understand(wanted) if isinstance(wanted, Said) else wanted, OpenHome)


def _opener(act: Act) -> str:
    """What opens an answer's form again: what asked for it, be it typed or pressed."""
    if act.does or act.happening is None or act.form is not None:
        return act.does
    return act.happening.intent.pack()
