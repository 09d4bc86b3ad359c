"""The way from Teams to the bot: signed, and sent again where no answer comes in time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import aiohttp

from playground.teams.login import Signer

Json = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """What the bot's server answered; status 0 where it was not asked, or did not answer in time."""

    status: int
    body: Json | None


SILENCE = Answer(0, None)


@dataclass(kw_only=True)
class Line:
    """Delivers activities to ``endpoint``, as Teams does."""

    signer: Signer
    service: str
    endpoint: str = ""
    forged: Json = field(default_factory=dict)
    """What is wrong with the signature from now on: see forgeries.py."""
    times: int = 1
    """How often each activity is delivered, all at once."""
    patience: float | None = None
    """Seconds until Teams gives up on an invoke and sends it again; None waits as long as it takes."""
    pause: float = 0.0
    """Seconds until it tries a last time, which has a new id (it was seen to take 30)."""
    sent: list[tuple[Json, Answer]] = field(default_factory=list)

    async def delivers(self, activity: Json) -> Answer:
        """What came back in the end."""
        answer = SILENCE
        async for attempt in self._attempts(activity):
            answer = await self._once(attempt)
            self.sent.append((attempt, answer))
            if answer.status:
                break
        return answer

    async def again(self, *, new_id: bool = False) -> Answer:
        """The last activity once more, with its id or with a new one."""
        activity, _ = self.sent[-1]
        return await self.delivers(activity | {"id": uuid4().hex} if new_id else activity)

    async def _attempts(self, activity: Json) -> AsyncIterator[Json]:
        yield activity
        if activity["type"] == "invoke" and self.patience is not None:
            yield activity
            await asyncio.sleep(self.pause)
            yield activity | {"id": uuid4().hex}

    async def _once(self, activity: Json) -> Answer:
        try:
            async with asyncio.timeout(self.patience):
                posts = (self._post(activity) for _ in range(self.times))
                return (await asyncio.gather(*posts))[-1]
        except TimeoutError:
            return SILENCE

    async def _post(self, activity: Json) -> Answer:
        changed = dict(self.forged)
        if tenant := changed.pop("tenant", None):
            activity = _moved(activity, tenant)
        headers = {}
        if not changed.pop("unsigned", False):
            headers["Authorization"] = f"Bearer {self.signer.token(self.service, **changed)}"
        async with (
            aiohttp.ClientSession() as session,
            session.post(self.endpoint, json=activity, headers=headers) as answer,
        ):
            told = await answer.json(content_type=None) if await answer.read() else None
            return Answer(answer.status, told if isinstance(told, dict) else None)


def _moved(activity: Json, tenant: str) -> Json:
    """The same activity, as if it came from another tenant."""
    conversation = activity["conversation"] | {"tenantId": tenant}
    data = activity["channelData"] | {"tenant": {"id": tenant}}
    return activity | {"conversation": conversation, "channelData": data}
