"""Email addresses that families give with a private link, sealed, and what became of them."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_COUNTS = ("addresses", "tries")


def upgrade() -> None:
    """Create the table, and the columns that outlive an address."""
    op.create_table(
        "link_emails",
        sa.Column("link_id", sa.String(64), nullable=False),
        sa.Column("sealed_address", sa.String(1000), nullable=False),
        sa.Column("view", sa.String(12), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("claimed_at", sa.DateTime),
        sa.PrimaryKeyConstraint("link_id", name="pk_link_emails"),
        sa.ForeignKeyConstraint(
            ["link_id"],
            ["private_links.id"],
            name="fk_link_emails_link_id_private_links",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_link_emails_at", "link_emails", ["at"])
    for name in _COUNTS:
        op.add_column("private_links", sa.Column(name, sa.Integer, nullable=False, server_default="0"))
    op.add_column("private_links", sa.Column("told_at", sa.DateTime))


def downgrade() -> None:
    """Drop them."""
    for name in (*_COUNTS, "told_at"):
        op.drop_column("private_links", name)
    op.drop_table("link_emails")
