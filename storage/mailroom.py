"""The outbox as the courier sees it: what can be sent now, and what became of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import (
    BigInteger,
    Boolean,
    Double,
    Integer,
    Text,
    bindparam,
    case,
    delete,
    exists,
    or_,
    select,
    update,
)

from bot.intents import Inquiry, unpack
from bot.mail import (
    Enquiry,
    Landed,
    Parcel,
)
from bot.messages import (
    Message,
    Urgency,
    load,
    named,
)
from bot.people import AccountRef, ChannelRef, MemberRef, Roster, WorkspaceRef
from storage.directory import Directory
from storage.statements import Prepared, Row, Transaction
from storage.tables import inquiry, lease, member, outbox, workspace

_c = outbox.c
_parent = outbox.alias("parent")
WITH_PARENT = outbox.outerjoin(
    _parent, (_parent.c.workspace == _c.workspace) & (_parent.c.key == _c.under)
)
SENDABLE = (
    _c.version > _c.delivered_version,
    _c.parked.is_(None),
    or_(_c.until.is_(None), _c.until > bindparam("now", type_=BigInteger)),
    or_(
        _c.place.is_not(None),
        # Withdrawn while nobody knew whether it had arrived: it is to be looked for, and taken back.
        _c.withdrawn & _c.tried_at.is_not(None),
        ~_c.withdrawn
        & or_(_c.under.is_(None), _parent.c.place.is_not(None) & ~_parent.c.withdrawn),
    ),
)
"""What is worth sending and has its place; perhaps it waits for its next try."""
_machine = bindparam("machine", type_=Double)
_AT_MOST = bindparam("at_most", type_=Integer)

_PARCELS = Prepared(
    select(
        _c.id,
        _c.key,
        _c.channel,
        member.c.account,
        _c.body,
        _c.version,
        _c.urgency,
        _c.repeatable,
        _c.place,
        _c.message,
        _parent.c.place,
        _parent.c.message,
        _c.attempts,
        _c.tried_at,
        _c.owner,
    )
    .select_from(
        WITH_PARENT.outerjoin(
            member, (member.c.workspace == _c.workspace) & (member.c.id == _c.member)
        )
    )
    .where(_c.workspace == bindparam("workspace"), _c.not_before <= _machine, *SENDABLE)
    .order_by(_c.urgency, _c.waiting_since, _c.key)
    .limit(_AT_MOST)
)
_ENQUIRIES = Prepared(
    select(inquiry.c.id, inquiry.c.inquiry, inquiry.c.attempts)
    .where(
        inquiry.c.workspace == bindparam("workspace"),
        inquiry.c.parked.is_(None),
        inquiry.c.not_before <= _machine,
    )
    .order_by(inquiry.c.not_before, inquiry.c.inquiry)
    .limit(_AT_MOST)
)
_RECEIPTS = Prepared(
    select(workspace.c.receipts).where(workspace.c.workspace == bindparam("workspace"))
)

_OURS = exists(
    select(lease.c.owner).where(
        lease.c.workspace == bindparam("workspace"), lease.c.owner == bindparam("holder")
    )
)
_ROW = (_c.workspace == bindparam("workspace"), _c.id == bindparam("row"), _OURS)
_INQUIRY = (inquiry.c.workspace == bindparam("workspace"), inquiry.c.id == bindparam("row"), _OURS)
_version = bindparam("seen", type_=Integer)
_FORGET_TRY = {"attempts": 0, "not_before": 0, "tried_at": None, "tried_version": None}

_TRYING = Prepared(update(outbox).where(*_ROW).values(tried_at=_machine, tried_version=_version))
# A first send that was found later is of the version that was tried, perhaps not of the latest.
_POSTED = Prepared(
    update(outbox)
    .where(*_ROW)
    .values(
        place=bindparam("at", type_=Text),
        message=bindparam("as", type_=Text),
        delivered_version=case(
            (_c.tried_version.is_not(None), _c.tried_version),
            (_c.place.is_(None), _version),
            else_=_c.delivered_version,
        ),
        **_FORGET_TRY,
    )
)
_STANDS = Prepared(
    select(_c.id).where(
        _c.workspace == bindparam("workspace"),
        _c.id == bindparam("row"),
        _c.place == bindparam("at", type_=Text),
        _c.message == bindparam("as", type_=Text),
    )
)
_EDITED = Prepared(
    update(outbox)
    .where(*_ROW)
    .values(
        place=bindparam("at", type_=Text),
        message=bindparam("as", type_=Text),
        delivered_version=_version,
        **_FORGET_TRY,
    )
)
_surely = bindparam("surely_not_sent", type_=Boolean)
_until = bindparam("until", type_=Double)
_FORGET_IF_SURE = {
    "tried_at": case((_surely, None), else_=_c.tried_at),
    "tried_version": case((_surely, None), else_=_c.tried_version),
}
_PUT_OFF = Prepared(
    update(outbox)
    .where(*_ROW)
    .values(
        attempts=_c.attempts + 1,
        not_before=_until,
        **_FORGET_IF_SURE,
    )
)
_PUT_OFF_INQUIRY = Prepared(
    update(inquiry).where(*_INQUIRY).values(attempts=inquiry.c.attempts + 1, not_before=_until)
)
# What was said since the parcel was taken out is another message, and deserves its own try.
_PARK = Prepared(
    update(outbox)
    .where(*_ROW)
    .values(
        parked=case((_c.version == _version, bindparam("reason", type_=Text)), else_=_c.parked),
        **_FORGET_IF_SURE,
    )
)
_PARK_INQUIRY = Prepared(
    update(inquiry).where(*_INQUIRY).values(parked=bindparam("reason", type_=Text))
)
_FOUND_OUT = Prepared(delete(inquiry).where(*_INQUIRY))
_STANDING = Prepared(
    select(_c.body).where(
        _c.workspace == bindparam("workspace"), _c.id == bindparam("row"), _c.body.is_not(None)
    )
)


class Mailroom:
    """The courier's reads and marks, inside one transaction on one workspace."""

    def __init__(self, transaction: Transaction, workspace: WorkspaceRef) -> None:
        self._tx, self._workspace = transaction.within(str(workspace)), workspace

    def parcels(self, now: int, machine: float, at_most: int) -> Sequence[Parcel]:
        rows = self._tx.rows(_PARCELS, now=now, machine=machine, at_most=at_most)
        messages = [None if row[4] is None else load(row[4]) for row in rows]
        names = [set(named(message)) if message is not None else set() for message in messages]
        roster = Directory(self._tx).roster(set().union(*names))
        return [
            self._parcel(row, message, _part_of(roster, wanted))
            for row, message, wanted in zip(rows, messages, names, strict=True)
        ]

    def standing(self, row: str) -> tuple[Message, Roster] | None:
        found = self._tx.row(_STANDING, row=row)
        if found is None:
            return None
        message = load(found[0])
        return message, Directory(self._tx).roster(set(named(message)))

    def _parcel(self, row: Row, message: Message | None, roster: Roster) -> Parcel:
        id, key, channel, account, _body, version, urgency, repeatable = row[:8]
        place, landed, parent_place, parent, attempts, tried_at, owner = row[8:]
        return Parcel(
            workspace=self._workspace,
            row=id,
            key=key,
            to=AccountRef(account) if channel is None else ChannelRef(channel),
            message=message,
            version=version,
            urgency=Urgency(urgency),
            repeatable=bool(repeatable),
            landed=None if place is None else Landed(place, landed),
            under=None if parent_place is None else Landed(parent_place, parent),
            attempts=attempts,
            tried_at=tried_at,
            owner=None if owner is None else MemberRef(owner),
            roster=roster,
        )

    def enquiries(self, machine: float, at_most: int) -> Sequence[Enquiry]:
        found = []
        for id, packed, attempts in self._tx.rows(_ENQUIRIES, machine=machine, at_most=at_most):
            asked = unpack(packed)
            assert isinstance(asked, Inquiry)
            found.append(Enquiry(self._workspace, id, asked, attempts))
        return found

    def receipts_come(self) -> bool:
        found = self._tx.row(_RECEIPTS)
        return bool(found and found[0])

    def trying(self, owner: str, parcel: Parcel, machine: float) -> bool:
        return self._mark(_TRYING, owner, parcel, machine=machine, seen=parcel.version)

    def delivered(self, owner: str, parcel: Parcel, landed: Landed | None) -> bool:
        place, message = (None, None) if landed is None else (landed.place, landed.message)
        statement = _POSTED if parcel.landed is None else _EDITED
        values = {"at": place, "as": message, "seen": parcel.version}
        if self._mark(statement, owner, parcel, **values):
            return True
        # A receipt, or the next owner, may have found it first; then it is no stray to be taken back.
        return (
            landed is not None
            and self._tx.row(_STANDS, row=parcel.row, **{"at": place, "as": message}) is not None
        )

    def put_off(
        self, owner: str, parcel: Parcel | Enquiry, until: float, *, surely_not_sent: bool
    ) -> bool:
        if isinstance(parcel, Enquiry):
            return self._mark(_PUT_OFF_INQUIRY, owner, parcel, until=until)
        return self._mark(_PUT_OFF, owner, parcel, until=until, surely_not_sent=surely_not_sent)

    def park(
        self, owner: str, parcel: Parcel | Enquiry, reason: str, *, surely_not_sent: bool
    ) -> bool:
        if isinstance(parcel, Enquiry):
            return self._mark(_PARK_INQUIRY, owner, parcel, reason=reason)
        return self._mark(
            _PARK,
            owner,
            parcel,
            reason=reason,
            seen=parcel.version,
            surely_not_sent=surely_not_sent,
        )

    def found_out(self, owner: str, enquiry: Enquiry) -> bool:
        return self._mark(_FOUND_OUT, owner, enquiry)

    def _mark(
        self, statement: Prepared, owner: str, parcel: Parcel | Enquiry, **values: object
    ) -> bool:
        return self._tx.do(statement, holder=owner, row=parcel.row, **values) == 1


def _part_of(roster: Roster, wanted: Collection[MemberRef | ChannelRef]) -> Roster:
    return Roster(
        {ref: person for ref, person in roster.people.items() if ref in wanted},
        {ref: channel for ref, channel in roster.channels.items() if ref in wanted},
    )
