"""What somebody may ask of Muster about themselves: everything that is kept, or that nothing is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Text, bindparam, func, or_, select

from bot.people import AccountRef, MemberRef, WorkspaceRef
from storage.erasing import erase
from storage.exporting import export
from storage.statements import Prepared, Transaction
from storage.tables import member
from storage.tombstones import PREFIX

_name = func.lower(bindparam("name", type_=Text))
_CALLED = Prepared(
    select(member.c.workspace, member.c.id, member.c.account, member.c.name)
    .where(
        ~member.c.account.startswith(PREFIX),
        or_(
            func.lower(member.c.name) == _name,
            func.lower(member.c.name).like(func.lower(bindparam("first")), escape="\\"),
            func.lower(member.c.account) == _name,
        ),
    )
    .order_by(member.c.workspace, member.c.name, member.c.account),
    everywhere=True,
)


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody whom the operator may have meant."""

    workspace: WorkspaceRef
    member: MemberRef
    account: AccountRef
    name: str


def called(transaction: Transaction, name: str) -> Sequence[Found]:
    """Everybody of that name, first name or account, in any workspace."""
    name = name.removeprefix("@").strip()
    if not name:
        return []
    first = re.sub(r"([\\%_])", r"\\\1", name) + " %"
    rows = transaction.rows(_CALLED, name=name, first=first)
    return [
        Found(WorkspaceRef.parse(workspace), MemberRef(id), AccountRef(account), known)
        for workspace, id, account, known in rows
    ]


class Privacy:
    """Implements ``bot.ports.Privacy``."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    def export(self, member: MemberRef) -> Mapping[str, object]:
        return export(self._tx, member.id)

    def erase(self, member: MemberRef) -> None:
        erase(self._tx, member.id)
