"""The tables of the house itself; each ritual's tables stand beside its collection.

Every row belongs to a workspace, and every key begins with it. Moments are microseconds since the
epoch (see ``storage.values``); machine times are seconds, as the courier counts them.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Double,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)


def text(name: str, *, empty: bool = False) -> Column[str]:
    return Column(name, Text, nullable=empty)


def whole(name: str, *, empty: bool = False) -> Column[int]:
    return Column(name, Integer, nullable=empty)


def moment(name: str, *, empty: bool = False) -> Column[int]:
    return Column(name, BigInteger, nullable=empty)


def flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False)


def machine(name: str, *, empty: bool = False) -> Column[float]:
    return Column(name, Double, nullable=empty)


def member_key(column: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["workspace", column], ["member.workspace", "member.id"])


workspace = Table(
    "workspace",
    metadata,
    text("workspace"),
    text("name"),
    text("bot_account"),
    flag("receipts"),
    PrimaryKeyConstraint("workspace"),
)

lease = Table(
    "lease",
    metadata,
    text("workspace"),
    text("owner"),
    machine("until"),
    PrimaryKeyConstraint("workspace"),
)

member = Table(
    "member",
    metadata,
    text("workspace"),
    text("id"),
    text("account"),
    text("name"),
    text("zone"),
    text("own_zone", empty=True),
    flag("human"),
    flag("active"),
    flag("known"),
    PrimaryKeyConstraint("workspace", "id"),
    UniqueConstraint("workspace", "account"),
)

channel = Table(
    "channel",
    metadata,
    text("workspace"),
    text("id"),
    text("name"),
    flag("private"),
    flag("archived"),
    flag("present"),
    PrimaryKeyConstraint("workspace", "id"),
)

channel_member = Table(
    "channel_member",
    metadata,
    text("workspace"),
    text("channel"),
    text("member"),
    PrimaryKeyConstraint("workspace", "channel", "member"),
    member_key("member"),
    Index(None, "workspace", "member"),
)

organiser = Table(
    "organiser",
    metadata,
    text("workspace"),
    text("channel"),
    text("member"),
    PrimaryKeyConstraint("workspace", "channel", "member"),
    member_key("member"),
)

journal = Table(
    "journal",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    text("workspace"),
    moment("at"),
    text("member"),
    text("channel"),
    text("ritual"),
    text("day"),
    text("decision"),
    text("reason"),
    text("detail"),
    member_key("member"),
    Index(None, "workspace", "member", "day"),
    Index(None, "at"),
)

promise = Table(
    "promise",
    metadata,
    text("workspace"),
    text("key"),
    moment("due"),
    moment("again", empty=True),
    text("intent"),
    whole("failures"),
    text("fault", empty=True),
    PrimaryKeyConstraint("workspace", "key"),
)
# A parked promise has no moment at which it is tried again, so it is not in the index of those due.
Index(
    "ix_promise_again",
    promise.c.again,
    promise.c.workspace,
    promise.c.key,
    sqlite_where=promise.c.again.is_not(None),
    postgresql_where=promise.c.again.is_not(None),
)

# How a platform finds a person or a channel: JSON of its own, which nobody else reads.
address = Table(
    "address",
    metadata,
    text("workspace"),
    text("place"),
    text("address"),
    PrimaryKeyConstraint("workspace", "place"),
)

team = Table(
    "team",
    metadata,
    text("workspace"),
    text("channel"),
    text("calendar"),
    PrimaryKeyConstraint("workspace", "channel"),
)

working_life = Table(
    "working_life",
    metadata,
    text("workspace"),
    text("member"),
    text("days", empty=True),
    text("begin", empty=True),
    text("end", empty=True),
    text("calendar", empty=True),
    PrimaryKeyConstraint("workspace", "member"),
    member_key("member"),
)

absence = Table(
    "absence",
    metadata,
    text("workspace"),
    text("id"),
    text("member"),
    text("first"),
    text("last", empty=True),
    text("by"),
    PrimaryKeyConstraint("workspace", "id"),
    member_key("member"),
    member_key("by"),
    Index(None, "workspace", "member"),
)

digest = Table(
    "digest",
    metadata,
    text("workspace"),
    text("id"),
    text("channel"),
    text("name"),
    text("zone"),
    text("days"),
    text("at"),
    text("standups"),
    text("creator"),
    text("standing"),
    whole("revision"),
    PrimaryKeyConstraint("workspace", "id"),
    member_key("creator"),
)

outbox = Table(
    "outbox",
    metadata,
    text("workspace"),
    text("key"),
    text("id"),
    text("channel", empty=True),
    text("member", empty=True),
    text("body", empty=True),
    flag("withdrawn"),
    text("under", empty=True),
    whole("urgency"),
    moment("until", empty=True),
    flag("repeatable"),
    text("owner", empty=True),
    whole("version"),
    whole("delivered_version"),
    moment("waiting_since"),
    moment("delivered_at", empty=True),
    whole("attempts"),
    machine("not_before"),
    machine("tried_at", empty=True),
    whole("tried_version", empty=True),
    text("place", empty=True),
    text("message", empty=True),
    text("parked", empty=True),
    PrimaryKeyConstraint("workspace", "key"),
    UniqueConstraint("workspace", "id"),
    member_key("member"),
    member_key("owner"),
)
_waiting = (outbox.c.version > outbox.c.delivered_version) & outbox.c.parked.is_(None)
Index(
    "ix_outbox_waiting",
    outbox.c.workspace,
    outbox.c.urgency,
    outbox.c.waiting_since,
    outbox.c.key,
    sqlite_where=_waiting,
    postgresql_where=_waiting,
)

inquiry = Table(
    "inquiry",
    metadata,
    text("workspace"),
    text("inquiry"),
    text("id"),
    whole("attempts"),
    machine("not_before"),
    text("parked", empty=True),
    PrimaryKeyConstraint("workspace", "inquiry"),
    UniqueConstraint("workspace", "id"),
)
