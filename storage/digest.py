"""The digests of a workspace: which standups are told where, and when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time

from sqlalchemy import bindparam, select, update

from bot.people import ChannelRef, MemberRef
from bot.rituals.digest import Digest
from bot.rituals.standup import Standing
from storage.statements import Prepared, Row, Transaction, adding
from storage.tables import digest
from storage.values import read_texts, texts

_d = digest.c
_HERE = _d.workspace == bindparam("workspace")
_COLUMNS = [column for column in _d if column.name != "workspace"]
_names = [column.name for column in _COLUMNS]
_ONE = select(*_COLUMNS).where(_HERE, _d.id == bindparam("id"))
_KEPT = (_HERE, _d.standing != "deleted")

_GET = Prepared(_ONE)
_LOCK = Prepared(_ONE.with_for_update(key_share=True))
_ALL = Prepared(select(*_COLUMNS).where(*_KEPT))
_IN_CHANNEL = Prepared(select(*_COLUMNS).where(*_KEPT, _d.channel == bindparam("channel")))
_ADD = Prepared(
    adding(digest, "workspace", *_names).on_conflict_do_nothing(index_elements=["workspace", "id"])
)
_SAVE = Prepared(
    update(digest)
    .where(_HERE, _d.id == bindparam("id"))
    .values({name: bindparam(name, type_=_d[name].type) for name in _names if name != "id"})
)


class Digests:
    """Implements ``bot.rituals.digest.Digests``."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    def add(self, digest: Digest) -> Digest:
        self._tx.do(_ADD, **_row(digest))
        kept = self.get(digest.id)
        assert kept is not None
        return kept

    def get(self, id: str) -> Digest | None:
        return _maybe(self._tx.row(_GET, id=id))

    def lock(self, id: str) -> Digest | None:
        return _maybe(self._tx.row(_LOCK, id=id))

    def in_channel(self, channel: ChannelRef) -> Sequence[Digest]:
        return _by_name(self._tx.rows(_IN_CHANNEL, channel=channel.id))

    def all(self) -> Sequence[Digest]:
        return _by_name(self._tx.rows(_ALL))

    def save(self, digest: Digest) -> None:
        self._tx.do(_SAVE, **_row(digest))


def _by_name(rows: Sequence[Row]) -> list[Digest]:
    """Sorted here, since two databases sort names differently."""
    return sorted(map(_read, rows), key=lambda one: (one.name.casefold(), one.id))


def _row(digest: Digest) -> dict[str, object]:
    return {
        "id": digest.id,
        "channel": digest.channel.id,
        "name": digest.name,
        "zone": digest.zone,
        "days": "".join(map(str, digest.days)),
        "at": digest.at.isoformat(),
        "standups": texts(digest.standups),
        "creator": digest.creator.id,
        "standing": str(digest.standing),
        "revision": digest.revision,
    }


def _read(row: Row) -> Digest:
    id, channel, name, zone, days, at, standups, creator, standing, revision = row
    return Digest(
        id=id,
        channel=ChannelRef(channel),
        name=name,
        zone=zone,
        days=tuple(map(int, days)),
        at=time.fromisoformat(at),
        standups=read_texts(standups),
        creator=MemberRef(creator),
        standing=Standing(standing),
        revision=revision,
    )


def _maybe(row: Row | None) -> Digest | None:
    return None if row is None else _read(row)
