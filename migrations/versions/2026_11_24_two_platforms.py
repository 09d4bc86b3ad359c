"""Two platforms.

Why: Microsoft Teams has to remember where it finds people and channels, which Slack tells by their ids
alone; and somebody whose zone no platform tells may choose one.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "2026_11_24_two_platforms"
down_revision = "2026_11_24_the_house"


def upgrade() -> None:
    op.create_table(
        "address",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "place", name="pk_address"),
    )
    op.add_column("member", sa.Column("own_zone", sa.Text(), nullable=True))
