"""Who delivers for a workspace: one process at a time, so that there is one limiter and one order.

On PostgreSQL a lease is a row that lapses by the database's own clock. On SQLite the process that
holds the file's lock owns every workspace; its name is stored too, so that every mark can be checked.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Double, Text, bindparam, delete, literal_column, select
from sqlalchemy.dialects.postgresql import insert

from bot.people import WorkspaceRef
from storage.statements import Prepared, Transaction
from storage.tables import lease, workspace

_NOW = literal_column("extract(epoch FROM clock_timestamp())::double precision", Double)
_owner = bindparam("owner", type_=Text)

_taken = insert(lease).from_select(
    ["workspace", "owner", "until"],
    select(workspace.c.workspace, _owner, _NOW + bindparam("seconds", type_=Double)).order_by(
        workspace.c.workspace
    ),
)
_TAKE = Prepared(
    _taken.on_conflict_do_update(
        index_elements=["workspace"],
        set_={"owner": _taken.excluded.owner, "until": _taken.excluded.until},
        where=(lease.c.owner == _owner) | (lease.c.until < _NOW),
    ).returning(lease.c.workspace),
    everywhere=True,
)
_ours = insert(lease).from_select(
    ["workspace", "owner", "until"],
    select(workspace.c.workspace, _owner, literal_column("0.0", Double)).where(
        literal_column("true")  # SQLite cannot tell ON CONFLICT from a join without a WHERE.
    ),
)
_TAKE_ALL = Prepared(
    _ours.on_conflict_do_update(index_elements=["workspace"], set_={"owner": _ours.excluded.owner}),
    everywhere=True,
)
_HELD = Prepared(
    select(workspace.c.workspace, lease.c.owner).outerjoin(
        lease, lease.c.workspace == workspace.c.workspace
    ),
    everywhere=True,
)
_RELEASE = Prepared(delete(lease).where(lease.c.owner == _owner), everywhere=True)
_FRESH = Prepared(select(lease.c.workspace).where(lease.c.until > _NOW).limit(1), everywhere=True)


def take(transaction: Transaction, owner: str, seconds: float) -> Sequence[WorkspaceRef]:
    """On PostgreSQL: renew what ``owner`` holds, and take what is free."""
    rows = transaction.rows(_TAKE, owner=owner, seconds=seconds)
    return sorted(WorkspaceRef.parse(row[0]) for row in rows)


def held(transaction: Transaction, owner: str) -> Sequence[WorkspaceRef] | None:
    """On SQLite: all workspaces, or None where one of them is not yet under this owner's name."""
    rows = transaction.rows(_HELD)
    if any(holder != owner for _, holder in rows):
        return None
    return sorted(WorkspaceRef.parse(name) for name, _ in rows)


def take_all(transaction: Transaction, owner: str) -> Sequence[WorkspaceRef]:
    """On SQLite: put every workspace under this owner's name."""
    transaction.do(_TAKE_ALL, owner=owner)
    return held(transaction, owner) or ()


def release(transaction: Transaction, owner: str) -> None:
    transaction.do(_RELEASE, owner=owner)


def is_leased(transaction: Transaction) -> bool:
    """On PostgreSQL: whether somebody holds a lease that has not lapsed."""
    return transaction.row(_FRESH) is not None
