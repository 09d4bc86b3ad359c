"""The platforms' address books: how each finds a person or a channel, in words of its own."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import bindparam, delete, select

from storage.statements import Prepared, Transaction, adding
from storage.tables import address

_HERE = address.c.workspace == bindparam("workspace")
_THERE = address.c.place == bindparam("place")
_kept = adding(address, "workspace", "place", "address")
_KEEP = Prepared(
    _kept.on_conflict_do_update(
        index_elements=["workspace", "place"], set_={"address": _kept.excluded.address}
    )
)
_ONE = Prepared(select(address.c.address).where(_HERE, _THERE))
_ALL = Prepared(select(address.c.place, address.c.address).where(_HERE))
_FORGET = Prepared(delete(address).where(_HERE, _THERE))


def keep(transaction: Transaction, place: str, address: str) -> None:
    transaction.do(_KEEP, place=place, address=address)


def find(transaction: Transaction, place: str) -> str | None:
    found = transaction.row(_ONE, place=place)
    return None if found is None else str(found[0])


def everything(transaction: Transaction) -> Mapping[str, str]:
    found = transaction.rows(_ALL)
    return {str(place): str(address) for place, address in found}


def forget(transaction: Transaction, place: str) -> None:
    transaction.do(_FORGET, place=place)
