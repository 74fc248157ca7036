"""Costs by year of a variant.

Revision: 0006; after: 0005.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("intervention_variant", schema=None) as batch_op:
        batch_op.add_column(sa.Column("years", sa.JSON(none_as_null=True), server_default="{}", nullable=False))


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup made before the upgrade")
