"""Previews that were kept before list questions of other workstreams: they are emptied, and made again by
whoever presses the button."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_DRAFTS = sa.table("review_drafts", sa.column("preview", sa.Text))


def upgrade() -> None:
    """Empty them."""
    op.execute(_DRAFTS.update().values(preview=""))


def downgrade() -> None:
    """What is gone is gone; the earlier version reads an empty one."""
