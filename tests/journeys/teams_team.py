"""What people do in a journey on Teams: they repeat what was not taken, and never what was."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from itertools import count
from typing import Any

import aiohttp

from playground.teams import cards
from playground.teams.tenant import Conversation, Person
from tests.journeys.teams_journey import TeamsJourney

Json = dict[str, Any]

TRIES = 5


class Teammate:
    """Somebody of the tenant, who acts on what stands in their own chat with the bot."""

    def __init__(self, day: TeamsJourney, who: Person) -> None:
        self._day, self._who = day, who
        self._people = day.teams.people

    @property
    def chat(self) -> Conversation:
        return self._day.teams.chat(self._who)

    async def installs(self) -> None:
        async def act() -> bool:
            return (await self._people.installs(self._who)).status == 200

        await self._until_taken(act)

    async def types(self, words: str, button: str) -> None:
        """Say something in the channel, whose answer comes to the own chat and has this button."""

        async def answered() -> bool:
            return self.sees(button)

        await self._says_until(answered, words)

    async def asks(
        self, words: str, answer: str, done: Callable[[], Awaitable[bool]] | None = None
    ) -> None:
        """The same, where the answer is a word. ``done`` tells whether it was taken though no word came."""

        async def answered() -> bool:
            return self.was_told(answer) or (done is not None and await done())

        await self._says_until(answered, words)

    async def _says_until(self, answered: Callable[[], Awaitable[bool]], words: str) -> None:
        """A death may take the answer with it, after the words were taken; then one says them again."""
        for _ in range(TRIES):
            try:
                await self._people.says(self._who, self._day.channel, words)
            except (aiohttp.ClientError, OSError):
                await self._day.revive()
            await self._day.settle()
            if await answered():
                return
        raise AssertionError(f"{self._who.name} says {words!r} and is not answered")

    async def presses(self, label: str) -> None:
        tries = count()

        async def act() -> bool:
            if next(tries) and not self.sees(label):
                return True  # It was kept, though a death kept its answer.
            await self._people.presses(self._who, self.chat, label)
            return self._people.sent[-1][1].status == 200

        await self._until_taken(act)

    async def fills(self, opener: str, submit: str, /, next: str = "", **typed: str) -> None:
        """Open a form with one button, where it is not open yet, fill it and send it with the other.

        ``next`` is a field of the page that follows it.
        """

        async def act() -> bool:
            if next and next in self.open_fields(submit):
                return True
            if not self.sees(submit):
                if not self.sees(opener):
                    return True  # It was kept, and shows already what became of it.
                await self._people.presses(self._who, self.chat, opener)
            if not self.sees(submit):
                return False
            await self._people.presses(self._who, self.chat, submit, **typed)
            over = next in self.open_fields(submit) if next else not self.sees(submit)
            return self._people.sent[-1][1].status == 200 and over

        await self._until_taken(act)

    def open_fields(self, submit: str) -> dict[str, Json]:
        """The fields of the form that is sent with this button, by name; none where there is no form."""
        if not self.sees(submit):
            return {}
        card = self._people.sees(self._who, self._people.newest(self._who, self.chat, submit))
        assert card is not None
        return {one["id"]: one for one in cards.elements(card) if one["type"].startswith("Input.")}

    async def form(self, opener: str) -> dict[str, str]:
        """What stands in a form when it is opened. It is left again."""

        async def act() -> bool:
            if not self.sees("Back"):
                await self._people.presses(self._who, self.chat, opener)
            return self.sees("Back")

        await self._until_taken(act)
        card = self._people.sees(self._who, self._people.newest(self._who, self.chat, "Back"))
        assert card is not None
        await self.presses("Back")
        return cards.inputs(card)

    def sees(self, label: str) -> bool:
        try:
            self._people.newest(self._who, self.chat, label)
        except LookupError:
            return False
        return True

    def was_told(self, words: str) -> bool:
        """Whether something with these words stands in the own chat."""
        shown = [self._people.sees(self._who, one) or {} for one in self.chat.standing()]
        return any(words in cards.text(card) for card in shown)

    async def _until_taken(self, act: Callable[[], Awaitable[bool]]) -> None:
        while True:
            try:
                if await act():
                    break
            except (aiohttp.ClientError, OSError):
                pass  # Nobody is there to take it.
            await self._day.revive()
        await self._day.settle()
