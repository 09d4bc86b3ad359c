"""What is to be said and asked, written in the transaction of the state it tells of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from secrets import token_hex

from sqlalchemy import Text, bindparam, case, exists, false, func, or_, select, true, update

from bot.intents import Inquiry
from bot.mail import Landed
from bot.messages import (
    Post,
    dump,
)
from bot.people import ChannelRef, MemberRef
from storage.statements import Among, Prepared, Transaction, adding
from storage.tables import inquiry, outbox, workspace
from storage.values import maybe_micros, micros

CHANNEL = "muster_outbox"
"""The name under which PostgreSQL tells other processes that a workspace has something to say."""

_c = outbox.c
_HERE = _c.workspace == bindparam("workspace")
_ROW = (_HERE, _c.id == bindparam("row"))

_new = adding(
    outbox,
    "workspace",
    "key",
    "id",
    "channel",
    "member",
    "body",
    "under",
    "urgency",
    "until",
    "repeatable",
    "owner",
    "waiting_since",
    withdrawn=false(),
    version=1,
    delivered_version=0,
    attempts=0,
    not_before=0,
)
_said = _new.excluded
_changed = or_(_c.withdrawn, _c.body.is_distinct_from(_said.body))
_SAY = Prepared(
    _new.on_conflict_do_update(
        index_elements=["workspace", "key"],
        set_={
            **{
                name: _said[name]
                for name in ("channel", "member", "body", "under", "urgency", "until", "repeatable")
            },
            "owner": _said.owner,
            "withdrawn": false(),
            # The same words again are no news: no version, and so no edit that changes nothing.
            "version": case((_changed, _c.version + 1), else_=_c.version),
            "delivered_at": case((_changed, None), else_=_c.delivered_at),
            # What waits keeps its place in the line, or a board that is edited all day never goes.
            "waiting_since": case(
                (_c.version > _c.delivered_version, _c.waiting_since), else_=_said.waiting_since
            ),
            "attempts": case((_c.parked.is_not(None), 0), else_=_c.attempts),
            "not_before": case((_c.parked.is_not(None), 0), else_=_c.not_before),
            "parked": None,
        },
    )
)
_never_sent = _c.place.is_(None) & _c.tried_at.is_(None)
_WITHDRAW = Prepared(
    update(outbox)
    .where(_HERE, Among(_c.key, "keys"), ~_c.withdrawn)
    .values(
        body=None,
        withdrawn=true(),
        until=None,
        version=_c.version + 1,
        delivered_version=case((_never_sent, _c.version + 1), else_=_c.delivered_version),
        waiting_since=bindparam("now", type_=_c.waiting_since.type),
        attempts=0,
        not_before=0,
        parked=None,
    )
)

_ask = adding(inquiry, "workspace", "inquiry", "id", attempts=0, not_before=0)
_INQUIRE = Prepared(
    _ask.on_conflict_do_update(
        index_elements=["workspace", "inquiry"],
        set_={"attempts": 0, "not_before": 0, "parked": None},
        where=inquiry.c.parked.is_not(None),
    )
)

# What arrived is the version that was tried; anything said since is still to be sent, as an edit.
_CONFIRM = Prepared(
    update(outbox)
    .where(*_ROW, _c.place.is_(None), _c.tried_at.is_not(None))
    .values(
        place=bindparam("place", type_=Text),
        message=bindparam("message", type_=Text),
        delivered_version=_c.tried_version,
        tried_at=None,
        tried_version=None,
        attempts=0,
        not_before=0,
        parked=None,
    )
)
_RECEIPTS_COME = Prepared(
    update(workspace)
    .where(
        workspace.c.workspace == bindparam("workspace"),
        ~workspace.c.receipts,
        exists(select(_c.id).where(*_ROW)),
    )
    .values(receipts=true())
)
_resume = update(outbox).values(parked=None, attempts=0, not_before=0)
_RESUME_CHANNEL = Prepared(
    _resume.where(_HERE, _c.channel == bindparam("place"), _c.parked.is_not(None))
)
_RESUME_PERSON = Prepared(
    _resume.where(_HERE, _c.member == bindparam("place"), _c.parked.is_not(None))
)
_NOTIFY = Prepared(
    select(func.pg_notify(CHANNEL, bindparam("workspace", type_=Text))),
)


class Outbox:
    """Implements ``bot.ports.Outbox``."""

    def __init__(self, transaction: Transaction, *, notify: bool) -> None:
        self._tx, self._notify = transaction, notify and transaction.postgres

    def say(self, posts: Iterable[Post], now: datetime) -> None:
        """In the order given, which is the keys', so that two transactions never cross."""
        at = micros(now)
        for withdrawn, run in groupby(posts, lambda post: post.message is None):
            if withdrawn:
                self._tx.do(_WITHDRAW, keys=[post.key for post in run], now=at)
            else:
                self._tx.do_many(_SAY, _rows(run, at))
        self._tell()

    def inquire(self, inquiries: Iterable[Inquiry]) -> None:
        packed = sorted({one.pack() for one in inquiries})
        self._tx.do_many(_INQUIRE, [{"inquiry": one, "id": _new_id()} for one in packed])
        self._tell()

    def confirm(self, row: str, landed: Landed) -> None:
        self._tx.do(_RECEIPTS_COME, row=row)
        self._tx.do(_CONFIRM, row=row, place=landed.place, message=landed.message)

    def resume(self, to: ChannelRef | MemberRef) -> None:
        statement = _RESUME_CHANNEL if isinstance(to, ChannelRef) else _RESUME_PERSON
        self._tx.do(statement, place=to.id)
        self._tell()

    def _tell(self) -> None:
        if self._notify:
            self._tx.rows(_NOTIFY)


def _rows(posts: Iterable[Post], at: int) -> list[dict[str, object]]:
    bodies: dict[int, str] = {}
    """By message, since one prompt is said to many."""
    rows = []
    for post in posts:
        assert post.message is not None
        if id(post.message) not in bodies:
            bodies[id(post.message)] = dump(post.message)
        rows.append(_row(post, bodies[id(post.message)], at))
    return rows


def _row(post: Post, body: str, at: int) -> dict[str, object]:
    return {
        "key": post.key,
        "id": _new_id(),
        "channel": post.to.id if isinstance(post.to, ChannelRef) else None,
        "member": post.to.id if isinstance(post.to, MemberRef) else None,
        "body": body,
        "under": post.under,
        "urgency": int(post.urgency),
        "until": maybe_micros(post.until),
        "repeatable": post.repeatable,
        "owner": None if post.owner is None else post.owner.id,
        "waiting_since": at,
    }


def _new_id() -> str:
    """Random, since it travels in the platform's metadata, and an order would tell of others."""
    return token_hex(12)
