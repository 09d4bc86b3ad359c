"""The app's Home tab, as each person has it."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass
from typing import Any

from playground.diary import Diary
from playground.ui.modals import described, fresh_hash
from playground.world import World, with_ids

Json = dict[str, Any]


@dataclass
class Home:
    """What the app has published for one person."""

    id: str
    user: str
    view: Json
    hash: str


class Homes:
    """One page for each person it was published for; it survives a restart."""

    def __init__(self, world: World, diary: Diary) -> None:
        self._world, self._diary = world, diary
        self._published = {user: Home(**body) for user, body in diary.read("home").items()}

    def publish(self, user: str, view: Json) -> Home:
        """The person's page is this one from now on; its id stays."""
        before = self._published.get(user)
        id = "V" + secrets.token_hex(5).upper() if before is None else before.id
        blocks = _kept_ids(
            with_ids(view["blocks"]), [] if before is None else before.view["blocks"]
        )
        home = Home(id, user, {**view, "blocks": blocks}, fresh_hash())
        self._published[user] = home
        self._diary.write("home", user, asdict(home))
        self._world.changed()
        return home

    def of(self, user: str) -> Home | None:
        return self._published.get(user)

    def shown(self, home: Home) -> Json:
        """A page as the API tells it."""
        return described(self._world, home.id, home.view, home.hash)


def _kept_ids(blocks: list[Json], before: list[Json]) -> list[Json]:
    """A block that stands where it stood keeps its id, for somebody may be pressing on it just now."""
    same = [_bare(old) == _bare(new) for old, new in zip(before, blocks, strict=False)]
    return [before[at] if at < len(same) and same[at] else new for at, new in enumerate(blocks)]


def _bare(block: Json) -> Json:
    return {key: value for key, value in block.items() if key != "block_id"}
