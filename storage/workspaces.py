"""The workspaces that Muster is installed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import false, select

from bot.people import AccountRef, WorkspaceRef
from storage.statements import Prepared, Transaction, adding
from storage.tables import workspace

_new = adding(workspace, "workspace", "name", "bot_account", receipts=false())
_INSTALL = Prepared(
    _new.on_conflict_do_update(
        index_elements=["workspace"],
        set_={"name": _new.excluded.name, "bot_account": _new.excluded.bot_account},
    )
)
_ALL = Prepared(
    select(workspace.c.workspace, workspace.c.name, workspace.c.bot_account).order_by(
        workspace.c.workspace
    ),
    everywhere=True,
)


@dataclass(frozen=True, slots=True)
class Workspace:
    """A workspace as its platform named it when Muster last connected."""

    ref: WorkspaceRef
    name: str
    bot: AccountRef
    """Muster's own account there."""


def install(transaction: Transaction, installed: Workspace) -> None:
    confined = transaction.within(str(installed.ref))
    confined.do(_INSTALL, name=installed.name, bot_account=installed.bot.id)


def all_workspaces(transaction: Transaction) -> Sequence[Workspace]:
    return [
        Workspace(WorkspaceRef.parse(ref), name, AccountRef(bot))
        for ref, name, bot in transaction.rows(_ALL)
    ]
