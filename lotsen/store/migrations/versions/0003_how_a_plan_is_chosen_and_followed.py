"""How a plan is chosen, frozen, approved and followed.

Revision: 0003; after: 0002.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "capacity",
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("days", sa.Double(), nullable=False),
        sa.Column("roadmap_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("days >= 0", name=op.f("ck_capacity_days_not_negative")),
        sa.ForeignKeyConstraint(
            ["roadmap_id"], ["roadmap.id"], name=op.f("fk_capacity_roadmap_id_roadmap"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("who", "roadmap_id", name=op.f("pk_capacity")),
    )
    with op.batch_alter_table("capacity", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_capacity_roadmap_id"), ["roadmap_id"], unique=False)

    op.create_table(
        "capacity_quarter",
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.Integer(), nullable=False),
        sa.Column("days", sa.Double(), nullable=False),
        sa.Column("roadmap_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("days >= 0", name=op.f("ck_capacity_quarter_days_not_negative")),
        sa.CheckConstraint("quarter between 1 and 4", name=op.f("ck_capacity_quarter_quarter_in_range")),
        sa.ForeignKeyConstraint(
            ["roadmap_id"], ["roadmap.id"], name=op.f("fk_capacity_quarter_roadmap_id_roadmap"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("who", "year", "quarter", "roadmap_id", name=op.f("pk_capacity_quarter")),
    )
    with op.batch_alter_table("capacity_quarter", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_capacity_quarter_roadmap_id"), ["roadmap_id"], unique=False)

    op.create_table(
        "plan_baseline",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("items", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("roadmap_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_plan_baseline_by_person")),
        sa.ForeignKeyConstraint(
            ["roadmap_id"], ["roadmap.id"], name=op.f("fk_plan_baseline_roadmap_id_roadmap"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", "roadmap_id", name=op.f("pk_plan_baseline")),
    )
    with op.batch_alter_table("plan_baseline", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_baseline_roadmap_id"), ["roadmap_id"], unique=False)

    op.create_table(
        "approval",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_baseline_id", sa.Uuid(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verdict", sa.String(length=32), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("roadmap_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_approval_by_person")),
        sa.ForeignKeyConstraint(
            ["roadmap_id", "plan_baseline_id"],
            ["plan_baseline.roadmap_id", "plan_baseline.id"],
            name=op.f("fk_approval_roadmap_id_plan_baseline_id_plan_baseline"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["roadmap_id"], ["roadmap.id"], name=op.f("fk_approval_roadmap_id_roadmap"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", "roadmap_id", name=op.f("pk_approval")),
    )
    with op.batch_alter_table("approval", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_approval_roadmap_id"), ["roadmap_id"], unique=False)

    op.create_table(
        "goal_reading",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("goal_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("value", sa.Numeric(precision=20, scale=4), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("roadmap_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_goal_reading_by_person")),
        sa.ForeignKeyConstraint(
            ["roadmap_id", "goal_id"],
            ["goal.roadmap_id", "goal.id"],
            name=op.f("fk_goal_reading_roadmap_id_goal_id_goal"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["roadmap_id"], ["roadmap.id"], name=op.f("fk_goal_reading_roadmap_id_roadmap"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", "roadmap_id", name=op.f("pk_goal_reading")),
    )
    with op.batch_alter_table("goal_reading", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_goal_reading_roadmap_id"), ["roadmap_id"], unique=False)

    op.create_table(
        "scenario_plan",
        sa.Column("scenario_id", sa.Uuid(), nullable=False),
        sa.Column("input_hash", sa.String(length=64), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("votes", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("result", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("roadmap_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["roadmap_id", "scenario_id"],
            ["scenario.roadmap_id", "scenario.id"],
            name=op.f("fk_scenario_plan_roadmap_id_scenario_id_scenario"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["roadmap_id"], ["roadmap.id"], name=op.f("fk_scenario_plan_roadmap_id_roadmap"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("scenario_id", "roadmap_id", name=op.f("pk_scenario_plan")),
    )
    with op.batch_alter_table("scenario_plan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_scenario_plan_roadmap_id"), ["roadmap_id"], unique=False)

    op.create_table(
        "check_in",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("intervention_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("progress", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("finish", sa.Date(), nullable=True),
        sa.Column("roadmap_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("progress between 0 and 100", name=op.f("ck_check_in_progress_in_range")),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_check_in_by_person")),
        sa.ForeignKeyConstraint(
            ["roadmap_id", "intervention_id"],
            ["intervention.roadmap_id", "intervention.id"],
            name=op.f("fk_check_in_roadmap_id_intervention_id_intervention"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["roadmap_id"], ["roadmap.id"], name=op.f("fk_check_in_roadmap_id_roadmap"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", "roadmap_id", name=op.f("pk_check_in")),
    )
    with op.batch_alter_table("check_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_check_in_roadmap_id"), ["roadmap_id"], unique=False)

    op.create_table(
        "intervention_category",
        sa.Column("intervention_id", sa.Uuid(), nullable=False),
        sa.Column("category_id", sa.Uuid(), nullable=False),
        sa.Column("roadmap_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["roadmap_id", "category_id"],
            ["category.roadmap_id", "category.id"],
            name=op.f("fk_intervention_category_roadmap_id_category_id_category"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["roadmap_id", "intervention_id"],
            ["intervention.roadmap_id", "intervention.id"],
            name=op.f("fk_intervention_category_roadmap_id_intervention_id_intervention"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["roadmap_id"], ["roadmap.id"], name=op.f("fk_intervention_category_roadmap_id_roadmap"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("intervention_id", "category_id", "roadmap_id", name=op.f("pk_intervention_category")),
    )
    with op.batch_alter_table("intervention_category", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_intervention_category_roadmap_id"), ["roadmap_id"], unique=False)

    op.create_table(
        "intervention_cost",
        sa.Column("intervention_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("roadmap_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["roadmap_id", "intervention_id"],
            ["intervention.roadmap_id", "intervention.id"],
            name=op.f("fk_intervention_cost_roadmap_id_intervention_id_intervention"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["roadmap_id"], ["roadmap.id"], name=op.f("fk_intervention_cost_roadmap_id_roadmap"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("intervention_id", "year", "roadmap_id", name=op.f("pk_intervention_cost")),
    )
    with op.batch_alter_table("intervention_cost", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_intervention_cost_roadmap_id"), ["roadmap_id"], unique=False)

    op.create_table(
        "intervention_exclusion",
        sa.Column("intervention_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("roadmap_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["roadmap_id", "intervention_id"],
            ["intervention.roadmap_id", "intervention.id"],
            name=op.f("fk_intervention_exclusion_roadmap_id_intervention_id_intervention"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["roadmap_id", "other_id"],
            ["intervention.roadmap_id", "intervention.id"],
            name=op.f("fk_intervention_exclusion_roadmap_id_other_id_intervention"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["roadmap_id"],
            ["roadmap.id"],
            name=op.f("fk_intervention_exclusion_roadmap_id_roadmap"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("intervention_id", "other_id", "roadmap_id", name=op.f("pk_intervention_exclusion")),
    )
    with op.batch_alter_table("intervention_exclusion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_intervention_exclusion_roadmap_id"), ["roadmap_id"], unique=False)

    op.create_table(
        "intervention_variant",
        sa.Column("intervention_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("effect_percent", sa.Integer(), nullable=False),
        sa.Column("cost_cents", sa.BigInteger(), nullable=True),
        sa.Column("months", sa.Integer(), nullable=True),
        sa.Column("effort", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("roadmap_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("effect_percent between 0 and 200", name=op.f("ck_intervention_variant_effect_in_range")),
        sa.CheckConstraint("months between 1 and 240", name=op.f("ck_intervention_variant_months_in_range")),
        sa.ForeignKeyConstraint(
            ["roadmap_id", "intervention_id"],
            ["intervention.roadmap_id", "intervention.id"],
            name=op.f("fk_intervention_variant_roadmap_id_intervention_id_intervention"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["roadmap_id"], ["roadmap.id"], name=op.f("fk_intervention_variant_roadmap_id_roadmap"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("intervention_id", "key", "roadmap_id", name=op.f("pk_intervention_variant")),
    )
    with op.batch_alter_table("intervention_variant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_intervention_variant_roadmap_id"), ["roadmap_id"], unique=False)

    op.create_table(
        "pin",
        sa.Column("scenario_id", sa.Uuid(), nullable=False),
        sa.Column("intervention_id", sa.Uuid(), nullable=False),
        sa.Column("must", sa.String(length=32), nullable=False),
        sa.Column("starts", sa.Date(), nullable=True),
        sa.Column("variant", sa.String(length=40), nullable=True),
        sa.Column("roadmap_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["roadmap_id", "intervention_id"],
            ["intervention.roadmap_id", "intervention.id"],
            name=op.f("fk_pin_roadmap_id_intervention_id_intervention"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["roadmap_id", "scenario_id"],
            ["scenario.roadmap_id", "scenario.id"],
            name=op.f("fk_pin_roadmap_id_scenario_id_scenario"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["roadmap_id"], ["roadmap.id"], name=op.f("fk_pin_roadmap_id_roadmap"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("scenario_id", "intervention_id", "roadmap_id", name=op.f("pk_pin")),
    )
    with op.batch_alter_table("pin", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pin_roadmap_id"), ["roadmap_id"], unique=False)

    op.create_table(
        "reported_effect",
        sa.Column("intervention_id", sa.Uuid(), nullable=False),
        sa.Column("goal_id", sa.Uuid(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("roadmap_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("value between 0 and 2", name=op.f("ck_reported_effect_value_on_scale")),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_reported_effect_by_person")),
        sa.ForeignKeyConstraint(
            ["roadmap_id", "goal_id"],
            ["goal.roadmap_id", "goal.id"],
            name=op.f("fk_reported_effect_roadmap_id_goal_id_goal"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["roadmap_id", "intervention_id"],
            ["intervention.roadmap_id", "intervention.id"],
            name=op.f("fk_reported_effect_roadmap_id_intervention_id_intervention"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["roadmap_id"], ["roadmap.id"], name=op.f("fk_reported_effect_roadmap_id_roadmap"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("intervention_id", "goal_id", "roadmap_id", name=op.f("pk_reported_effect")),
    )
    with op.batch_alter_table("reported_effect", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reported_effect_roadmap_id"), ["roadmap_id"], unique=False)

    with op.batch_alter_table("intervention", schema=None) as batch_op:
        batch_op.add_column(sa.Column("earliest", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("latest", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("review", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("must", sa.String(length=32), server_default="free", nullable=False))
        batch_op.add_column(sa.Column("acceptance", sa.String(length=32), server_default="open", nullable=False))
        batch_op.add_column(sa.Column("wish", sa.String(length=200), server_default="", nullable=False))
        batch_op.add_column(sa.Column("confidence", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("scenario_id", sa.Uuid(), nullable=True))

    with op.batch_alter_table("intervention_order", schema=None) as batch_op:
        batch_op.add_column(sa.Column("lag_days", sa.Integer(), server_default="0", nullable=False))

    with op.batch_alter_table("milestone", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kind", sa.String(length=32), server_default="own", nullable=False))


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup made before the upgrade")
