"""A message may be a cell's new value, edited in place: which cell has to outlast a restart with the message."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("inbox", sa.Column("field", sa.String(64)))


def downgrade() -> None:
    op.drop_column("inbox", "field")
