"""The forms that stand open, one for each person."""

from __future__ import annotations

import copy
import secrets
from dataclasses import asdict, dataclass, field
from typing import Any

from playground.diary import Diary
from playground.world import World, with_ids

Json = dict[str, Any]


@dataclass
class Modal:
    """An open form: who has it, what it shows, and what it was told to mend."""

    id: str
    user: str
    view: Json
    hash: str
    errors: dict[str, str] = field(default_factory=dict)
    waiting: bool = False
    """Whether it has been sent and the app has not answered yet."""


class Modals:
    """Opens, finds, changes and closes forms; an open one survives a restart."""

    def __init__(self, world: World, diary: Diary) -> None:
        self._world, self._diary = world, diary
        self._open = {id: Modal(**body) for id, body in diary.read("modal").items()}
        for modal in self._open.values():
            modal.waiting = False

    def open(self, user: str, view: Json) -> Modal:
        """A new form; what the person had open before is gone."""
        if (before := self.of(user)) is not None:
            self.close(before)
        modal = Modal("V" + secrets.token_hex(5).upper(), user, _kept(view), fresh_hash())
        return self._keep(modal)

    def change(self, modal: Modal, view: Json) -> Modal:
        modal.view, modal.hash, modal.errors = _kept(view), fresh_hash(), {}
        return self._keep(modal)

    def sending(self, modal: Modal, waiting: bool) -> None:
        modal.waiting = waiting
        self._keep(modal)

    def blame(self, modal: Modal, errors: dict[str, str]) -> None:
        modal.errors = errors
        self._keep(modal)

    def close(self, modal: Modal) -> None:
        self._open.pop(modal.id, None)
        self._diary.strike("modal", modal.id)
        self._world.changed()

    def of(self, user: str) -> Modal | None:
        return next((one for one in self._open.values() if one.user == user), None)

    def views(self) -> list[Json]:
        """All that stands open, whoever has it: forms, and windows to read."""
        return [modal.view for modal in self._open.values()]

    def find(self, id: str) -> Modal | None:
        return self._open.get(id)

    def external(self, view: Json) -> Modal | None:
        """The open form with the same external_id as this view."""
        id = view.get("external_id")
        same = (one for one in self._open.values() if id and one.view.get("external_id") == id)
        return next(same, None)

    def shown(self, modal: Modal, values: Json | None = None) -> Json:
        """A form as the API tells it, with the values of its fields."""
        return described(self._world, modal.id, modal.view, modal.hash, values)

    def _keep(self, modal: Modal) -> Modal:
        self._open[modal.id] = modal
        self._diary.write("modal", modal.id, asdict(modal))
        self._world.changed()
        return modal


def described(world: World, id: str, view: Json, hash: str, values: Json | None = None) -> Json:
    """A view, a form or a Home tab, as the API tells it."""
    empty: Json = {"external_id": "", "submit": None, "close": None, "callback_id": ""}
    return {
        **empty,
        "private_metadata": "",
        "clear_on_close": False,
        "notify_on_close": False,
        **copy.deepcopy(view),
        "id": id,
        "team_id": world.town.team,
        "app_id": world.town.app_id,
        "app_installed_team_id": world.town.team,
        "bot_id": world.town.bot_id,
        "hash": hash,
        "root_view_id": id,
        "previous_view_id": None,
        "state": {"values": values or {}},
    }


def _kept(view: Json) -> Json:
    return {**view, "blocks": with_ids(view["blocks"])}


def fresh_hash() -> str:
    """What tells one state of a view from the next."""
    return f"{secrets.randbelow(10**9)}.{secrets.token_hex(4)}"
