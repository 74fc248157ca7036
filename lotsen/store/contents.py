"""What a roadmap holds, as a whole: counts, and the criteria that every roadmap begins with."""

from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, literal, select, union_all
from sqlalchemy.orm import Session

from lotsen.domain.criterion import CriterionKind
from lotsen.domain.goal import GoalLevel
from lotsen.domain.ids import new_id
from lotsen.domain.intervention import InterventionStatus
from lotsen.domain.localtext import LocalText
from lotsen.domain.policy_line import LineStatus
from lotsen.store.rows import (
    AgreedValueRow,
    AgreedWeightRow,
    CategoryRow,
    CheckInRow,
    CriterionRow,
    GoalAnswerRow,
    GoalAssessmentRow,
    GoalComparisonRow,
    GoalMarksRow,
    GoalReadingRow,
    GoalRow,
    InterventionRow,
    MilestoneRow,
    OfRoadmap,
    PolicyLineRow,
    ScenarioPlanRow,
    ScenarioRow,
    SnapshotRow,
    SpendImportRow,
    StatedSpendRow,
)


def prepare(roadmap_id: UUID, db: Session) -> None:
    """Give a new roadmap the criteria that stand beside the goals."""
    for position, kind in enumerate(kind for kind in CriterionKind if kind is not CriterionKind.OWN):
        db.add(
            CriterionRow(roadmap_id=roadmap_id, id=new_id(), kind=kind, position=position, name=LocalText(), version=1)
        )
    db.flush()


def count(roadmap_id: UUID, db: Session) -> dict[str, int]:
    """How many of each noun the roadmap holds, by the noun's name."""

    def of(name: str, row: type[OfRoadmap], *conditions: ColumnElement[bool]) -> Select[str, int]:
        return select(literal(name), func.count()).select_from(row).where(row.roadmap_id == roadmap_id, *conditions)

    judged = GoalAssessmentRow.value.is_not(None)
    dated = InterventionRow.starts.is_not(None)
    rows = db.execute(
        union_all(
            of("goals", GoalRow, GoalRow.level == GoalLevel.PROCUREMENT),
            of("function_goals", GoalRow, GoalRow.level == GoalLevel.FUNCTION),
            of("marks", GoalMarksRow, GoalMarksRow.marks > 0),
            of("weighings", GoalAnswerRow),
            of("comparisons", GoalComparisonRow),
            of("agreed_weights", AgreedWeightRow),
            of("policy_lines", PolicyLineRow),
            of("adopted_lines", PolicyLineRow, PolicyLineRow.status == LineStatus.ADOPTED),
            of("categories", CategoryRow),
            of("spend_imports", SpendImportRow),
            of("stated_spend", StatedSpendRow),
            of("judgements", GoalAssessmentRow, judged),
            of("agreed_values", AgreedValueRow),
            of("scenarios", ScenarioRow),
            of("scenario_plans", ScenarioPlanRow),
            of("interventions", InterventionRow),
            of("planned_interventions", InterventionRow, dated, InterventionRow.owner != ""),
            of("done_interventions", InterventionRow, InterventionRow.status == InterventionStatus.DONE),
            of("milestones", MilestoneRow),
            of("check_ins", CheckInRow),
            of("readings", GoalReadingRow),
            of("snapshots", SnapshotRow),
        )
    )
    return {row[0]: row[1] for row in rows}
