"""One message sent to see whether messages arrive, and whether the platform sends receipts for them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, false, select, update

from storage.statements import Prepared, Transaction
from storage.tables import outbox, workspace

_c = outbox.c
_STANDS = Prepared(
    select(_c.place, _c.version, _c.delivered_version, _c.parked).where(
        _c.workspace == bindparam("workspace"), _c.key == bindparam("key")
    )
)
_UNHEARD = Prepared(
    update(workspace)
    .where(workspace.c.workspace == bindparam("workspace"))
    .values(receipts=false())
)


@dataclass(frozen=True, slots=True)
class Trial:
    """How far a message has come."""

    landed: bool = False
    settled: bool = False
    """Whether the latest that was said of it, or its withdrawal, has arrived."""
    parked: str | None = None
    """Why it was given up."""


def stands(transaction: Transaction, key: str) -> Trial:
    found = transaction.row(_STANDS, key=key)
    if found is None:
        return Trial()
    place, version, delivered, parked = found
    return Trial(place is not None, version == delivered, parked)


def unheard(transaction: Transaction) -> None:
    """Let only a receipt that is still to come say that receipts come: they may have ceased."""
    transaction.do(_UNHEARD)
