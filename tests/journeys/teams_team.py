"""What people do in a journey on Teams: they repeat what was not taken, and never what was."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from itertools import count

import aiohttp

from playground.teams import cards
from playground.teams.tenant import Conversation, Person, Posted
from tests.journeys.teams_journey import TeamsJourney


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

        async def act() -> bool:
            await self._people.says(self._who, self._day.channel, words)
            await self._day.settle()
            return self.sees(button)

        await self._until_taken(act)

    async def presses(self, label: str) -> None:
        tries = count()

        async def act() -> bool:
            if next(tries) and not self.sees(label):
                return True  # It was kept, though a death kept its answer.
            await self._people.presses(self._who, self.chat, label)
            return self._people.sent[-1][1].status == 200

        await self._until_taken(act)

    async def fills(self, opener: str, submit: str, **typed: str) -> None:
        """Open a form with one button, where it is not open yet, fill it and send it with the other."""

        async def act() -> bool:
            if not self.sees(submit):
                if not self.sees(opener):
                    return True  # It was kept, and shows already what became of it.
                await self._people.presses(self._who, self.chat, opener)
            if not self.sees(submit):
                return False
            await self._people.presses(self._who, self.chat, submit, **typed)
            return self._people.sent[-1][1].status == 200 and not self.sees(submit)

        await self._until_taken(act)

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

    @property
    def messages(self) -> list[Posted]:
        return self.chat.standing()

    async def _until_taken(self, act: Callable[[], Awaitable[bool]]) -> None:
        while True:
            try:
                if await act():
                    break
            except (aiohttp.ClientError, OSError):
                pass  # Nobody is there to take it.
            await self._day.revive()
        await self._day.settle()
