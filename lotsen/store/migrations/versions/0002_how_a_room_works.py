"""How a room weighs its goals, whom cells are dealt to, and an index on every roadmap's rows.

Revision: 0002; after: 0001.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "room_method",
        sa.Column("weighing", sa.String(length=32), nullable=False),
        sa.Column("gathering", sa.String(length=32), nullable=False),
        sa.Column("critical_floor", sa.Boolean(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("viewpoints", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("roadmap_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["roadmap_id"], ["roadmap.id"], name=op.f("fk_room_method_roadmap_id_roadmap"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("roadmap_id", name=op.f("pk_room_method")),
    )
    with op.batch_alter_table("room_method", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_room_method_roadmap_id"), ["roadmap_id"], unique=False)

    op.create_table(
        "agreed_weight",
        sa.Column("goal_id", sa.Uuid(), nullable=False),
        sa.Column("points", sa.Double(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("roadmap_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("points >= 0", name=op.f("ck_agreed_weight_points_not_negative")),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_agreed_weight_by_person")),
        sa.ForeignKeyConstraint(
            ["roadmap_id", "goal_id"],
            ["goal.roadmap_id", "goal.id"],
            name=op.f("fk_agreed_weight_roadmap_id_goal_id_goal"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["roadmap_id"], ["roadmap.id"], name=op.f("fk_agreed_weight_roadmap_id_roadmap"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("goal_id", "roadmap_id", name=op.f("pk_agreed_weight")),
    )
    with op.batch_alter_table("agreed_weight", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agreed_weight_roadmap_id"), ["roadmap_id"], unique=False)

    op.create_table(
        "asked_cell",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("category_id", sa.Uuid(), nullable=False),
        sa.Column("goal_id", sa.Uuid(), nullable=False),
        sa.Column("roadmap_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_asked_cell_person_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["roadmap_id", "category_id"],
            ["category.roadmap_id", "category.id"],
            name=op.f("fk_asked_cell_roadmap_id_category_id_category"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["roadmap_id", "goal_id"],
            ["goal.roadmap_id", "goal.id"],
            name=op.f("fk_asked_cell_roadmap_id_goal_id_goal"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["roadmap_id"], ["roadmap.id"], name=op.f("fk_asked_cell_roadmap_id_roadmap"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "category_id", "goal_id", "roadmap_id", name=op.f("pk_asked_cell")),
    )
    with op.batch_alter_table("asked_cell", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_asked_cell_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_asked_cell_roadmap_id"), ["roadmap_id"], unique=False)

    op.create_table(
        "goal_answer",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("weighing", sa.String(length=32), nullable=False),
        sa.Column("goal_id", sa.Uuid(), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("entered_by", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("roadmap_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("value >= 0", name=op.f("ck_goal_answer_value_not_negative")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_goal_answer_person_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["roadmap_id", "goal_id"],
            ["goal.roadmap_id", "goal.id"],
            name=op.f("fk_goal_answer_roadmap_id_goal_id_goal"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["roadmap_id"], ["roadmap.id"], name=op.f("fk_goal_answer_roadmap_id_roadmap"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "weighing", "goal_id", "roadmap_id", name=op.f("pk_goal_answer")),
    )
    with op.batch_alter_table("goal_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_goal_answer_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_goal_answer_roadmap_id"), ["roadmap_id"], unique=False)

    op.create_table(
        "goal_comparison",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("goal_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("ratio", sa.Double(), nullable=False),
        sa.Column("entered_by", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("roadmap_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("goal_id <> other_id", name=op.f("ck_goal_comparison_not_itself")),
        sa.CheckConstraint("ratio > 0", name=op.f("ck_goal_comparison_ratio_positive")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_goal_comparison_person_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["roadmap_id", "goal_id"],
            ["goal.roadmap_id", "goal.id"],
            name=op.f("fk_goal_comparison_roadmap_id_goal_id_goal"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["roadmap_id", "other_id"],
            ["goal.roadmap_id", "goal.id"],
            name=op.f("fk_goal_comparison_roadmap_id_other_id_goal"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["roadmap_id"], ["roadmap.id"], name=op.f("fk_goal_comparison_roadmap_id_roadmap"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "goal_id", "other_id", "roadmap_id", name=op.f("pk_goal_comparison")),
    )
    with op.batch_alter_table("goal_comparison", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_goal_comparison_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_goal_comparison_roadmap_id"), ["roadmap_id"], unique=False)

    with op.batch_alter_table("agreed_value", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agreed_value_roadmap_id"), ["roadmap_id"], unique=False)

    with op.batch_alter_table("category", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_category_roadmap_id"), ["roadmap_id"], unique=False)

    with op.batch_alter_table("criterion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_criterion_roadmap_id"), ["roadmap_id"], unique=False)

    with op.batch_alter_table("criterion_assessment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_criterion_assessment_roadmap_id"), ["roadmap_id"], unique=False)

    with op.batch_alter_table("criterion_weight", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_criterion_weight_roadmap_id"), ["roadmap_id"], unique=False)

    with op.batch_alter_table("goal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_goal_roadmap_id"), ["roadmap_id"], unique=False)

    with op.batch_alter_table("goal_assessment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_goal_assessment_roadmap_id"), ["roadmap_id"], unique=False)

    with op.batch_alter_table("goal_marks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_goal_marks_roadmap_id"), ["roadmap_id"], unique=False)

    with op.batch_alter_table("intervention", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_intervention_roadmap_id"), ["roadmap_id"], unique=False)

    with op.batch_alter_table("intervention_effect", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_intervention_effect_roadmap_id"), ["roadmap_id"], unique=False)

    with op.batch_alter_table("intervention_effort", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_intervention_effort_roadmap_id"), ["roadmap_id"], unique=False)

    with op.batch_alter_table("intervention_order", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_intervention_order_roadmap_id"), ["roadmap_id"], unique=False)

    with op.batch_alter_table("mapping_rule", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mapping_rule_roadmap_id"), ["roadmap_id"], unique=False)

    with op.batch_alter_table("milestone", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_milestone_roadmap_id"), ["roadmap_id"], unique=False)

    with op.batch_alter_table("own_factor", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_own_factor_roadmap_id"), ["roadmap_id"], unique=False)

    with op.batch_alter_table("policy_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_policy_line_roadmap_id"), ["roadmap_id"], unique=False)

    with op.batch_alter_table("policy_line_category", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_policy_line_category_roadmap_id"), ["roadmap_id"], unique=False)

    with op.batch_alter_table("policy_line_edition", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_policy_line_edition_roadmap_id"), ["roadmap_id"], unique=False)

    with op.batch_alter_table("policy_line_goal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_policy_line_goal_roadmap_id"), ["roadmap_id"], unique=False)

    with op.batch_alter_table("scenario", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_scenario_roadmap_id"), ["roadmap_id"], unique=False)

    with op.batch_alter_table("snapshot", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_snapshot_roadmap_id"), ["roadmap_id"], unique=False)

    with op.batch_alter_table("spend_fact", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_spend_fact_roadmap_id"), ["roadmap_id"], unique=False)

    with op.batch_alter_table("spend_import", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_spend_import_roadmap_id"), ["roadmap_id"], unique=False)

    with op.batch_alter_table("stated_spend", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stated_spend_roadmap_id"), ["roadmap_id"], unique=False)


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup made before the upgrade")
