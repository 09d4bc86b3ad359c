"""The house.

Why: the first tables of all: people and channels, promises, what is to be said, and standups.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "2026_11_24_the_house"
down_revision = None


def upgrade() -> None:
    _workspaces()
    _channels()
    _agenda()
    _journal()
    _outbox()
    _inquiries()
    _standups()
    _days()


def text(name: str, *, empty: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=empty)


def whole(name: str, *, empty: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=empty)


def large(name: str, *, empty: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=empty)


def real(name: str, *, empty: bool = False) -> sa.Column[float]:
    return sa.Column(name, sa.Double(), nullable=empty)


def flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def points(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    """To a row of the same workspace."""
    name = f"fk_{table}_workspace_{column}"
    return sa.ForeignKeyConstraint(
        ["workspace", column], [f"{to}.workspace", f"{to}.id"], name=name
    )


def _workspaces() -> None:
    op.create_table(
        "workspace",
        text("workspace"),
        text("name"),
        text("bot_account"),
        flag("receipts"),
        sa.PrimaryKeyConstraint("workspace", name="pk_workspace"),
    )
    op.create_table(
        "lease",
        text("workspace"),
        text("owner"),
        real("until"),
        sa.PrimaryKeyConstraint("workspace", name="pk_lease"),
    )
    op.create_table(
        "member",
        text("workspace"),
        text("id"),
        text("account"),
        text("name"),
        text("zone"),
        flag("human"),
        flag("active"),
        flag("known"),
        sa.PrimaryKeyConstraint("workspace", "id", name="pk_member"),
        sa.UniqueConstraint("workspace", "account", name="uq_member_workspace_account"),
    )


def _channels() -> None:
    op.create_table(
        "channel",
        text("workspace"),
        text("id"),
        text("name"),
        flag("private"),
        flag("archived"),
        flag("present"),
        sa.PrimaryKeyConstraint("workspace", "id", name="pk_channel"),
    )
    op.create_table(
        "channel_member",
        text("workspace"),
        text("channel"),
        text("member"),
        points("channel_member", "member", "member"),
        sa.PrimaryKeyConstraint("workspace", "channel", "member", name="pk_channel_member"),
    )
    op.create_table(
        "organiser",
        text("workspace"),
        text("channel"),
        text("member"),
        points("organiser", "member", "member"),
        sa.PrimaryKeyConstraint("workspace", "channel", "member", name="pk_organiser"),
    )


def _agenda() -> None:
    op.create_table(
        "promise",
        text("workspace"),
        text("key"),
        large("due"),
        large("again", empty=True),
        text("intent"),
        whole("failures"),
        text("fault", empty=True),
        sa.PrimaryKeyConstraint("workspace", "key", name="pk_promise"),
    )
    there_is_a_next = sa.text("again IS NOT NULL")
    op.create_index(
        "ix_promise_again",
        "promise",
        ["again", "workspace", "key"],
        sqlite_where=there_is_a_next,
        postgresql_where=there_is_a_next,
    )


def _journal() -> None:
    op.create_table(
        "journal",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        text("workspace"),
        large("at"),
        text("member"),
        text("channel"),
        text("ritual"),
        text("day"),
        text("decision"),
        text("reason"),
        points("journal", "member", "member"),
        sa.PrimaryKeyConstraint("id", name="pk_journal"),
    )
    op.create_index("ix_journal_at", "journal", ["at"])
    op.create_index("ix_journal_workspace_member_day", "journal", ["workspace", "member", "day"])


def _outbox() -> None:
    op.create_table(
        "outbox",
        text("workspace"),
        text("key"),
        text("id"),
        text("channel", empty=True),
        text("member", empty=True),
        text("body", empty=True),
        flag("withdrawn"),
        text("under", empty=True),
        whole("urgency"),
        large("until", empty=True),
        flag("repeatable"),
        text("owner", empty=True),
        whole("version"),
        whole("delivered_version"),
        large("waiting_since"),
        large("delivered_at", empty=True),
        whole("attempts"),
        real("not_before"),
        real("tried_at", empty=True),
        whole("tried_version", empty=True),
        text("place", empty=True),
        text("message", empty=True),
        text("parked", empty=True),
        points("outbox", "member", "member"),
        points("outbox", "owner", "member"),
        sa.PrimaryKeyConstraint("workspace", "key", name="pk_outbox"),
        sa.UniqueConstraint("workspace", "id", name="uq_outbox_workspace_id"),
    )
    waiting = sa.text("version > delivered_version AND parked IS NULL")
    op.create_index(
        "ix_outbox_waiting",
        "outbox",
        ["workspace", "urgency", "waiting_since", "key"],
        sqlite_where=waiting,
        postgresql_where=waiting,
    )


def _inquiries() -> None:
    op.create_table(
        "inquiry",
        text("workspace"),
        text("inquiry"),
        text("id"),
        whole("attempts"),
        real("not_before"),
        text("parked", empty=True),
        sa.PrimaryKeyConstraint("workspace", "inquiry", name="pk_inquiry"),
        sa.UniqueConstraint("workspace", "id", name="uq_inquiry_workspace_id"),
    )


def _standups() -> None:
    op.create_table(
        "standup",
        text("workspace"),
        text("id"),
        whole("number"),
        text("channel"),
        text("name"),
        text("zone"),
        text("days"),
        text("ask_at"),
        text("wrap_at"),
        text("questions"),
        text("people"),
        text("creator"),
        text("standing"),
        whole("revision"),
        text("skipped", empty=True),
        points("standup", "creator", "member"),
        sa.PrimaryKeyConstraint("workspace", "id", name="pk_standup"),
        sa.UniqueConstraint("workspace", "number", name="uq_standup_workspace_number"),
    )


def _days() -> None:
    op.create_table(
        "occurrence",
        text("workspace"),
        text("id"),
        text("standup"),
        text("day"),
        text("questions"),
        large("opened_at"),
        large("wrap_at"),
        large("wrapped_at", empty=True),
        points("occurrence", "standup", "standup"),
        sa.PrimaryKeyConstraint("workspace", "id", name="pk_occurrence"),
        sa.UniqueConstraint(
            "workspace", "standup", "day", name="uq_occurrence_workspace_standup_day"
        ),
    )
    op.create_table(
        "participant",
        text("workspace"),
        text("occurrence"),
        text("member"),
        large("ask_at"),
        large("remind_at"),
        text("state"),
        flag("reminded"),
        text("answers"),
        large("answered_at", empty=True),
        flag("edited"),
        flag("late"),
        points("participant", "member", "member"),
        points("participant", "occurrence", "occurrence"),
        sa.PrimaryKeyConstraint("workspace", "occurrence", "member", name="pk_participant"),
    )
