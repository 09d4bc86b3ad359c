"""A database from the past: what it still meant to say long ago is let go before anything is sent."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import BigInteger, bindparam, or_, update

from storage.engine import Session, make_engine, read_url
from storage.schema import check_migrated
from storage.standup_tables import occurrence
from storage.statements import Prepared, Transaction
from storage.tables import outbox
from storage.values import micros

GRACE = timedelta(hours=2)
"""As long as a standup's question may be late; what is older has either been said, or is told too late."""

_o, _c = occurrence.c, outbox.c
_before = bindparam("before", type_=BigInteger)
# A day that ended in the meantime has been wrapped up, or nobody waits for its wrap-up any more.
_OVER = Prepared(
    update(occurrence)
    .where(_o.wrapped_at.is_(None), _o.wrap_at <= _before)
    .values(wrapped_at=_o.wrap_at),
    everywhere=True,
)
_grace = int(GRACE.total_seconds()) * 1_000_000
_ends = _c.waiting_since + _grace
_LAPSE = Prepared(
    update(outbox)
    .where(
        _c.version > _c.delivered_version,
        _c.waiting_since <= _before,
        or_(_c.until.is_(None), _c.until > _ends),
    )
    .values(until=_ends),
    everywhere=True,
)


def settle(url: str, now: datetime) -> int:
    """Let nothing be sent that was to be sent more than two hours before ``now``; how much that is.

    To be called on a database that nobody serves. What is promised stays: each ritual knows by itself
    what of it has become too late. Raises NotMigrated for a database of another version.
    """
    check_migrated(url)
    session = Session(make_engine(read_url(url), writes=True), writes=True)
    try:
        let_go = _settle(session.begin(), micros(now - GRACE))
        session.commit()
    finally:
        session.close()
    return let_go


def _settle(transaction: Transaction, before: int) -> int:
    transaction.do(_OVER, before=before)
    return transaction.do(_LAPSE, before=before)
