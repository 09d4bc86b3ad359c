"""The promises: what is to be done at a moment, by key, until it is done or parked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import blake2b
from itertools import groupby

from sqlalchemy import BigInteger, Boolean, bindparam, delete, func, select, update

from bot.intents import Promise, unpack
from bot.people import WorkspaceRef
from bot.ports import Due
from storage.statements import Among, Prepared, Transaction, adding
from storage.tables import promise
from storage.values import maybe_micros, maybe_moment, micros, moment

_HERE = promise.c.workspace == bindparam("workspace")

_new = adding(promise, "workspace", "key", "due", "again", "intent", failures=0)
_WRITE = Prepared(
    _new.on_conflict_do_update(
        index_elements=["workspace", "key"],
        set_={
            "due": _new.excluded.due,
            "again": _new.excluded.again,
            "intent": _new.excluded.intent,
            "failures": 0,
            "fault": None,
        },
    )
)
_DROP = Prepared(delete(promise).where(_HERE, Among(promise.c.key, "keys")))
_AS_IT_WAS = (_HERE, promise.c.key == bindparam("key"), promise.c.due == bindparam("due"))
_STRIKE = Prepared(delete(promise).where(*_AS_IT_WAS, promise.c.again.is_not(None)))
_FAILED = Prepared(
    update(promise)
    .where(*_AS_IT_WAS)
    .values(
        failures=promise.c.failures + 1,
        fault=bindparam("fault", type_=promise.c.fault.type),
        again=bindparam("again", type_=promise.c.again.type),
    )
)
_PROMISED = Prepared(
    select(promise.c.due, promise.c.intent).where(
        _HERE, promise.c.key == bindparam("key"), promise.c.again.is_not(None)
    )
)
_CLAIM = Prepared(
    select(func.pg_try_advisory_xact_lock(bindparam("lock", type_=BigInteger), type_=Boolean)),
    everywhere=True,
)
_DUE = Prepared(
    select(promise.c.workspace, promise.c.key, promise.c.due, promise.c.intent, promise.c.failures)
    .where(promise.c.again.is_not(None), promise.c.again <= bindparam("now", type_=BigInteger))
    .order_by(promise.c.again, promise.c.workspace, promise.c.key)
    .limit(bindparam("at_most")),
    everywhere=True,
)
_NEXT = Prepared(
    select(promise.c.again)
    .where(promise.c.again.is_not(None))
    .order_by(promise.c.again, promise.c.workspace, promise.c.key)
    .limit(1),
    everywhere=True,
)


class Agenda:
    """Implements ``bot.ports.Agenda``."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    def write(self, promises: Iterable[Promise]) -> None:
        """In the order given, which is the keys', so that two transactions never cross."""
        for struck, run in groupby(promises, lambda one: one.when is None):
            if struck:
                self._tx.do(_DROP, keys=[one.key for one in run])
            else:
                self._tx.do_many(_WRITE, [_row(one) for one in run])

    def promised(self, key: str) -> Promise | None:
        found = self._tx.row(_PROMISED, key=key)
        return Promise(key, moment(found[0]), unpack(found[1])) if found else None

    def claim(self, key: str) -> bool:
        if not self._tx.postgres:
            return True  # SQLite has one writer, and it is us.
        found = self._tx.row(_CLAIM, lock=lock_number(self._tx.workspace, key))
        return bool(found and found[0])

    def strike(self, key: str, when: datetime) -> bool:
        return self._tx.do(_STRIKE, key=key, due=micros(when)) == 1

    def failed(self, key: str, when: datetime, error: str, again: datetime | None) -> None:
        self._tx.do(_FAILED, key=key, due=micros(when), fault=error, again=maybe_micros(again))


def due(transaction: Transaction, now: datetime, at_most: int) -> Sequence[Due]:
    """Of all workspaces, as ``bot.ports.Storage.due`` says."""
    rows = transaction.rows(_DUE, now=micros(now), at_most=at_most)
    return [
        Due(WorkspaceRef.parse(workspace), key, moment(when), packed, failures)
        for workspace, key, when, packed, failures in rows
    ]


def next_due(transaction: Transaction) -> datetime | None:
    found = transaction.row(_NEXT)
    return maybe_moment(found[0]) if found else None


def lock_number(*words: str) -> int:
    """A number for PostgreSQL's advisory locks: the same in every process, and of 64 bits."""
    digest = blake2b("\n".join(words).encode(), digest_size=8).digest()
    return int.from_bytes(digest, signed=True)


def _row(promised: Promise) -> dict[str, object]:
    assert promised.when is not None
    if promised.intent is None:
        raise ValueError(f"the promise {promised.key!r} has a moment and nothing to do")
    when = micros(promised.when)
    return {"key": promised.key, "due": when, "again": when, "intent": promised.intent.pack()}
