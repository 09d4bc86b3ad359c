"""Whoever stands in for somebody who was erased: a member of their own, with nothing of theirs."""

from __future__ import annotations

from secrets import token_hex

from sqlalchemy import bindparam, insert

from bot.people import AccountRef
from storage.statements import Prepared, Transaction
from storage.tables import member

NAME = "Somebody who was erased"
PREFIX = "erased:"
"""No platform has such an account, so nobody is ever mentioned, asked or found by it."""

_NEW = Prepared(
    insert(member).values(
        workspace=bindparam("workspace"),
        id=bindparam("id"),
        account=bindparam("account"),
        name=NAME,
        zone="",
        own_zone=None,
        human=True,
        active=bindparam("active", type_=member.c.active.type),
        known=True,
    )
)


def is_tombstone(account: AccountRef) -> bool:
    return account.id.startswith(PREFIX)


def make(transaction: Transaction, *, counts: bool) -> tuple[str, str]:
    """A new one; its member id and its account.

    One that ``counts`` stands in past days, where the totals stay as they were. The other holds what
    somebody must hold, such as a standup's set-up, and counts as one who has left: anybody may then
    change that standup.
    """
    id, account = token_hex(8), PREFIX + token_hex(8)
    transaction.do(_NEW, id=id, account=account, active=counts)
    return id, account
