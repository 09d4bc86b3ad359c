"""Working life.

Why: people work on days and hours of their own, keep holidays and are away; a standup's questions have
kinds, and its manners can be chosen; what a standup says comes together in a digest.
"""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "2026_11_24_working_life"
down_revision = "2026_11_24_two_platforms"

MANNERS = '{"reminders":"light","shown":"at once","layout":"question","edits":"next"}'
REASONS = {
    "it was time, in that person's own zone": "own time",
    "no answer yet": "no answer",
    "it was skipped by that person": "skipped by self",
    "no longer in the team": "not in team",
    "the time in that person's own zone had passed before I could ask": "time had passed",
    "the time in that person's own zone comes after the wrap-up": "after wrap-up",
}
NAMED = {" started it by hand": "by hand", " left it out for everybody": "left out"}


def upgrade() -> None:
    _standups()
    _participants()
    _journal()
    _saved()
    for table in ("channel_member", "participant"):
        op.create_index(f"ix_{table}_workspace_member", table, ["workspace", "member"])
    op.create_table(
        "team",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("calendar", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "channel", name="pk_team"),
    )
    op.create_table(
        "working_life",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("days", sa.Text(), nullable=True),
        sa.Column("begin", sa.Text(), nullable=True),
        sa.Column("end", sa.Text(), nullable=True),
        sa.Column("calendar", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("workspace", "member", name="pk_working_life"),
        _member_key("working_life", "member"),
    )
    op.create_table(
        "absence",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("first", sa.Text(), nullable=False),
        sa.Column("last", sa.Text(), nullable=True),
        sa.Column("by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "id", name="pk_absence"),
        _member_key("absence", "member"),
        _member_key("absence", "by"),
    )
    op.create_index("ix_absence_workspace_member", "absence", ["workspace", "member"])


def _saved() -> None:
    op.create_table(
        "question_set",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("questions", sa.Text(), nullable=False),
        sa.Column("creator", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "id", name="pk_question_set"),
        sa.UniqueConstraint(
            "workspace", "channel", "name", name="uq_question_set_workspace_channel_name"
        ),
        _member_key("question_set", "creator"),
    )
    op.create_table(
        "digest",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("days", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("standups", sa.Text(), nullable=False),
        sa.Column("creator", sa.Text(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "id", name="pk_digest"),
        _member_key("digest", "creator"),
    )


def _member_key(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace", column],
        ["member.workspace", "member.id"],
        name=f"fk_{table}_workspace_{column}",
    )


def _standups() -> None:
    for column in (
        sa.Column("rhythm", sa.Text(), nullable=False, server_default="weekly"),
        sa.Column("since", sa.Text(), nullable=True),
        sa.Column("together", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("optional", sa.Text(), nullable=False, server_default="[]"),
        sa.Column("watching", sa.Text(), nullable=False, server_default="[]"),
        sa.Column("manners", sa.Text(), nullable=False, server_default=MANNERS),
    ):
        op.add_column("standup", column)
    op.add_column("occurrence", sa.Column("name", sa.Text(), nullable=False, server_default=""))
    op.add_column(
        "occurrence", sa.Column("manners", sa.Text(), nullable=False, server_default=MANNERS)
    )
    connection = op.get_bind()
    connection.execute(
        sa.text(
            "UPDATE occurrence SET name = (SELECT s.name FROM standup s"
            " WHERE s.workspace = occurrence.workspace AND s.id = occurrence.standup)"
        )
    )
    for table in ("standup", "occurrence"):
        kept = f"SELECT workspace, id, questions FROM {table}"  # noqa: S608 - one of the two above
        rows = connection.execute(sa.text(kept))
        for workspace, id, stored in rows.fetchall():
            questions = [{"text": text, "kind": "text"} for text in json.loads(stored)]
            connection.execute(
                sa.text(
                    f"UPDATE {table} SET questions = :questions"  # noqa: S608 - likewise
                    " WHERE workspace = :workspace AND id = :id"
                ),
                {"questions": json.dumps(questions), "workspace": workspace, "id": id},
            )


def _participants() -> None:
    """A reminder that was still to come stays; one that was not, or has come, is not in the list."""
    op.add_column(
        "participant", sa.Column("reminders", sa.Text(), nullable=False, server_default="[]")
    )
    op.add_column(
        "participant",
        sa.Column("optional", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.execute(
        "UPDATE participant SET reminders = '[' || CAST(remind_at AS TEXT) || ']'"
        " WHERE NOT reminded AND state IN ('waiting', 'asked')"
    )
    op.drop_column("participant", "remind_at")
    op.add_column(
        "participant", sa.Column("times", sa.Integer(), nullable=False, server_default="0")
    )
    op.execute("UPDATE participant SET times = 1 WHERE reminded")
    op.drop_column("participant", "reminded")
    op.execute("ALTER TABLE participant RENAME COLUMN times TO reminded")


def _journal() -> None:
    op.add_column("journal", sa.Column("detail", sa.Text(), nullable=False, server_default=""))
    connection = op.get_bind()
    for sentence, code in REASONS.items():
        connection.execute(
            sa.text("UPDATE journal SET reason = :code WHERE reason = :sentence"),
            {"code": code, "sentence": sentence},
        )
    for ending, code in NAMED.items():
        connection.execute(
            sa.text(
                "UPDATE journal SET detail = substr(reason, 1, length(reason) - length(:ending)),"
                " reason = :code WHERE reason LIKE '%' || :ending"
            ),
            {"code": code, "ending": ending},
        )
