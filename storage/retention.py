"""What is not kept: bodies a day after delivery, the journal after 90 days, what came too late."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import BigInteger, bindparam, delete, update

from storage.journal import FORGET_ALL
from storage.statements import Prepared, Transaction
from storage.tables import outbox
from storage.values import micros

BODIES = timedelta(hours=24)
JOURNAL = timedelta(days=90)

_c = outbox.c
_delivered = (_c.body.is_not(None), _c.version == _c.delivered_version)
# The day after delivery is counted from the first tidying that finds it delivered.
_FOUND_DELIVERED = Prepared(
    update(outbox)
    .where(*_delivered, _c.delivered_at.is_(None))
    .values(delivered_at=bindparam("now", type_=BigInteger)),
    everywhere=True,
)
_EMPTY = Prepared(
    update(outbox)
    .where(*_delivered, _c.delivered_at <= bindparam("before", type_=BigInteger))
    .values(body=None),
    everywhere=True,
)
_TOO_LATE = Prepared(
    delete(outbox).where(
        _c.until <= bindparam("before", type_=BigInteger),
        _c.place.is_(None),
        _c.version > _c.delivered_version,
    ),
    everywhere=True,
)


def tidy(transaction: Transaction, now: datetime) -> None:
    before = micros(now - BODIES)
    transaction.do(_EMPTY, before=before)
    transaction.do(_FOUND_DELIVERED, now=micros(now))
    transaction.do(_TOO_LATE, before=before)
    transaction.do(FORGET_ALL, before=micros(now - JOURNAL))
