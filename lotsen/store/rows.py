"""Every table, as typed declarative rows.

Nouns have UUIDv7 ids; everything that belongs to a roadmap has the key `(roadmap_id, id)` and refers to its
neighbours by `(roadmap_id, other_id)`, so that the database itself refuses links across roadmaps, and a copied
roadmap keeps the ids of what is in it.
"""

import datetime as dt
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    MetaData,
    Numeric,
    String,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from lotsen.domain.category import Influence, SpendBasis
from lotsen.domain.criterion import CriterionKind
from lotsen.domain.followup import Verdict
from lotsen.domain.goal import GoalLevel
from lotsen.domain.intervention import (
    Acceptance,
    Confidence,
    InterventionKind,
    InterventionLevel,
    InterventionStatus,
    MilestoneKind,
    Must,
    Size,
)
from lotsen.domain.job import JobState
from lotsen.domain.localtext import LocalText
from lotsen.domain.organisation import OrganisationKind, Role, Viewpoint
from lotsen.domain.policy_line import LineForce, LineStatus
from lotsen.domain.room import Gathering, Weighing
from lotsen.domain.spend import RuleField
from lotsen.store.columns import Instant, LocalTextColumn, word


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it from the class
        LocalText: LocalTextColumn,
        UUID: Uuid,
        dt.datetime: Instant,
        dict[str, Any]: JSON(none_as_null=True),
        list[str]: JSON,
        Decimal: Numeric(20, 4),
        OrganisationKind: word(OrganisationKind),
        Role: word(Role),
        Viewpoint: word(Viewpoint),
        GoalLevel: word(GoalLevel),
        LineForce: word(LineForce),
        LineStatus: word(LineStatus),
        Influence: word(Influence),
        SpendBasis: word(SpendBasis),
        CriterionKind: word(CriterionKind),
        InterventionLevel: word(InterventionLevel),
        InterventionKind: word(InterventionKind),
        InterventionStatus: word(InterventionStatus),
        Size: word(Size),
        JobState: word(JobState),
        RuleField: word(RuleField),
        Weighing: word(Weighing),
        Must: word(Must),
        Acceptance: word(Acceptance),
        Confidence: word(Confidence),
        MilestoneKind: word(MilestoneKind),
        Verdict: word(Verdict),
        Gathering: word(Gathering),
    }


def _within(noun: str, *, column: str | None = None, cascade: bool = True) -> ForeignKeyConstraint:
    """A link to a neighbour in the same roadmap."""
    return ForeignKeyConstraint(
        ["roadmap_id", column or f"{noun}_id"],
        [f"{noun}.roadmap_id", f"{noun}.id"],
        ondelete="CASCADE" if cascade else None,
    )


class OfRoadmap:
    """The first half of the key of everything in a roadmap."""

    roadmap_id: Mapped[UUID] = mapped_column(ForeignKey("roadmap.id", ondelete="CASCADE"), primary_key=True, index=True)


class Noun(OfRoadmap):
    """Something in a roadmap that people make and change. `version` counts its changes: a save names the one it saw."""

    id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)


class Starter:
    """Content that may have been picked from the starter content: its key and version there."""

    origin: Mapped[str | None] = mapped_column(String(100))
    origin_version: Mapped[int | None]


# People and doors -----------------------------------------------------------------------------------------------


class PersonRow(Base):
    __tablename__ = "person"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    language: Mapped[str | None] = mapped_column(String(8))
    place: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Where the person last was: page and roadmap."""
    created_at: Mapped[dt.datetime]


class SignInRow(Base):
    """One way in that was opened: the cookie's random id, hashed."""

    __tablename__ = "sign_in"
    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[dt.datetime]
    seen_at: Mapped[dt.datetime | None]
    """When it was used last, to the hour; null: not since it was opened."""
    coaching_session_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("coaching_session.id", ondelete="CASCADE"), index=True
    )
    """The session that a guest came in by; null for who has an account or the start link."""
    expires_at: Mapped[dt.datetime]
    revoked_at: Mapped[dt.datetime | None]


class AccountRow(Base):
    """How a person signs in by password. `login` is in small letters."""

    __tablename__ = "account"
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    login: Mapped[str] = mapped_column(String(254), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[dt.datetime]
    changed_at: Mapped[dt.datetime]


class InvitationRow(Base):
    """A link that works once, by its hash: into an organisation, or, with `person_id`, to a new password."""

    __tablename__ = "invitation"
    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    role: Mapped[Role]
    viewpoint: Mapped[Viewpoint]
    name: Mapped[str] = mapped_column(String(200))
    made_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    made_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime]
    used_at: Mapped[dt.datetime | None]


class GuestRow(Base):
    """Who joined a session by its code, with the hash of an own code for another device."""

    __tablename__ = "guest"
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    coaching_session_id: Mapped[UUID] = mapped_column(ForeignKey("coaching_session.id", ondelete="CASCADE"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)


class AttemptRow(Base):
    """One failed attempt at a door, under what it is counted by (an address or a login, hashed)."""

    __tablename__ = "attempt"
    id: Mapped[int] = mapped_column(primary_key=True)
    counted_by: Mapped[str] = mapped_column(String(64), index=True)
    at: Mapped[dt.datetime]


class OrganisationRow(Base):
    __tablename__ = "organisation"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[LocalText]
    kind: Mapped[OrganisationKind]
    size: Mapped[int | None]
    languages: Mapped[list[str]]
    zone: Mapped[str] = mapped_column(String(64))
    demo: Mapped[str | None] = mapped_column(String(40), unique=True)
    created_at: Mapped[dt.datetime]


class MembershipRow(Base):
    __tablename__ = "membership"
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
    role: Mapped[Role]
    viewpoint: Mapped[Viewpoint]


# The roadmap and what it remembers --------------------------------------------------------------------------------


class RoadmapRow(Base):
    __tablename__ = "roadmap"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
    title: Mapped[LocalText]
    starts: Mapped[dt.date]
    ends: Mapped[dt.date]
    currency: Mapped[str] = mapped_column(String(3))
    revision: Mapped[int] = mapped_column(default=0)
    votes: Mapped[int] = mapped_column(default=0)
    """Counts judgements apart from changes, so that a vote does not clear what nobody voted on."""
    archived: Mapped[bool] = mapped_column(default=False)
    copied_from: Mapped[UUID | None]
    created_at: Mapped[dt.datetime]


class ChangeRow(Base):
    """The append-only record. `number` orders the changes of one roadmap."""

    __tablename__ = "change"
    roadmap_id: Mapped[UUID] = mapped_column(ForeignKey("roadmap.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    revision: Mapped[int]
    who: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    coaching_session_id: Mapped[UUID | None] = mapped_column(ForeignKey("coaching_session.id", ondelete="SET NULL"))
    at: Mapped[dt.datetime]
    noun: Mapped[str] = mapped_column(String(40))
    object_id: Mapped[str] = mapped_column(String(120))
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]
    __table_args__ = (Index(None, "roadmap_id", "noun", "object_id"), Index(None, "coaching_session_id"))


class CoachingSessionRow(Base):
    __tablename__ = "coaching_session"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    title: Mapped[LocalText]
    day: Mapped[dt.date]
    coach: Mapped[str] = mapped_column(String(200))
    purpose: Mapped[str] = mapped_column(Text)
    participants: Mapped[list[str]]
    opened_at: Mapped[dt.datetime]
    closed_at: Mapped[dt.datetime | None]
    decisions: Mapped[str] = mapped_column(Text)
    join_code: Mapped[str | None] = mapped_column(String(12), unique=True)
    """With it people join without an account; null while nobody may."""
    version: Mapped[int] = mapped_column(default=1)


class CoachingSessionRoadmapRow(Base):
    __tablename__ = "coaching_session_roadmap"
    coaching_session_id: Mapped[UUID] = mapped_column(
        ForeignKey("coaching_session.id", ondelete="CASCADE"), primary_key=True
    )
    roadmap_id: Mapped[UUID] = mapped_column(ForeignKey("roadmap.id", ondelete="CASCADE"), primary_key=True, index=True)


class SnapshotRow(OfRoadmap, Base):
    """A roadmap as it was: its archive, compressed."""

    __tablename__ = "snapshot"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    revision: Mapped[int]
    at: Mapped[dt.datetime]
    by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    title: Mapped[str] = mapped_column(String(200))
    coaching_session_id: Mapped[UUID | None] = mapped_column(ForeignKey("coaching_session.id", ondelete="SET NULL"))
    format: Mapped[int]
    document: Mapped[bytes] = mapped_column(LargeBinary)


# Goals and what weighs them ---------------------------------------------------------------------------------------


class GoalRow(Noun, Starter, Base):
    __tablename__ = "goal"
    level: Mapped[GoalLevel]
    position: Mapped[int]
    title: Mapped[LocalText]
    description: Mapped[LocalText]
    indicator: Mapped[LocalText]
    unit: Mapped[str] = mapped_column(String(40))
    baseline: Mapped[Decimal | None]
    target: Mapped[Decimal | None]
    target_year: Mapped[int | None]
    present_state: Mapped[LocalText]
    actions: Mapped[LocalText]


class GoalMarksRow(OfRoadmap, Base):
    """How many of a person's marks a goal has; the scale is the sum of the person's marks."""

    __tablename__ = "goal_marks"
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
    goal_id: Mapped[UUID] = mapped_column(primary_key=True)
    marks: Mapped[int]
    entered_by: Mapped[UUID | None]
    at: Mapped[dt.datetime]
    __table_args__ = (_within("goal"), CheckConstraint("marks >= 0", name="marks_not_negative"))


class GoalAnswerRow(OfRoadmap, Base):
    """A person's answer on a goal in another way than marks: swing 0 to 100, or its place in the order, from 1."""

    __tablename__ = "goal_answer"
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
    weighing: Mapped[Weighing] = mapped_column(primary_key=True)
    goal_id: Mapped[UUID] = mapped_column(primary_key=True)
    value: Mapped[float]
    entered_by: Mapped[UUID | None]
    at: Mapped[dt.datetime]
    __table_args__ = (_within("goal"), CheckConstraint("value >= 0", name="value_not_negative"))


class GoalComparisonRow(OfRoadmap, Base):
    """How many times more one goal matters to a person than another: 1/9 to 9."""

    __tablename__ = "goal_comparison"
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
    goal_id: Mapped[UUID] = mapped_column(primary_key=True)
    other_id: Mapped[UUID] = mapped_column(primary_key=True)
    ratio: Mapped[float]
    entered_by: Mapped[UUID | None]
    at: Mapped[dt.datetime]
    __table_args__ = (
        _within("goal"),
        _within("goal", column="other_id"),
        CheckConstraint("goal_id <> other_id", name="not_itself"),
        CheckConstraint("ratio > 0", name="ratio_positive"),
    )


class AgreedWeightRow(OfRoadmap, Base):
    """What the room settled on for a goal, in points: overrides the people's weights and keeps them."""

    __tablename__ = "agreed_weight"
    goal_id: Mapped[UUID] = mapped_column(primary_key=True)
    points: Mapped[float]
    by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[dt.datetime]
    __table_args__ = (_within("goal"), CheckConstraint("points >= 0", name="points_not_negative"))


class RoomMethodRow(OfRoadmap, Base):
    """How the room works on its priorities; no row means as every room begins."""

    __tablename__ = "room_method"
    weighing: Mapped[Weighing]
    gathering: Mapped[Gathering]
    critical_floor: Mapped[bool]
    hidden: Mapped[bool]
    viewpoints: Mapped[dict[str, Any]]


class AskedCellRow(OfRoadmap, Base):
    """A cell that was asked of a person. Whoever has none of these was asked all of them."""

    __tablename__ = "asked_cell"
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
    category_id: Mapped[UUID] = mapped_column(primary_key=True)
    goal_id: Mapped[UUID] = mapped_column(primary_key=True)
    __table_args__ = (_within("category"), _within("goal"))


class CriterionRow(Noun, Base):
    __tablename__ = "criterion"
    kind: Mapped[CriterionKind]
    position: Mapped[int]
    name: Mapped[LocalText]


class CriterionWeightRow(OfRoadmap, Base):
    """The room's weight of a criterion beside the goals, in per cent of the whole; no row means 0."""

    __tablename__ = "criterion_weight"
    criterion_id: Mapped[UUID] = mapped_column(primary_key=True)
    percent: Mapped[int]
    __table_args__ = (_within("criterion"), CheckConstraint("percent between 0 and 100", name="percent_in_range"))


# Policy lines -----------------------------------------------------------------------------------------------------


class PolicyLineRow(Noun, Starter, Base):
    __tablename__ = "policy_line"
    position: Mapped[int]
    text: Mapped[LocalText]
    reason: Mapped[LocalText]
    force: Mapped[LineForce]
    status: Mapped[LineStatus]
    edition: Mapped[int] = mapped_column(default=1)
    organ: Mapped[str | None] = mapped_column(String(200))
    day: Mapped[dt.date | None]
    paragraph: Mapped[str | None] = mapped_column(String(40))
    register_number: Mapped[str | None] = mapped_column(String(80))


class PolicyLineEditionRow(OfRoadmap, Base):
    """A line as it was decided: never changed afterwards."""

    __tablename__ = "policy_line_edition"
    policy_line_id: Mapped[UUID] = mapped_column(primary_key=True)
    edition: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[LocalText]
    reason: Mapped[LocalText]
    force: Mapped[LineForce]
    organ: Mapped[str] = mapped_column(String(200))
    day: Mapped[dt.date]
    paragraph: Mapped[str] = mapped_column(String(40))
    register_number: Mapped[str] = mapped_column(String(80))
    __table_args__ = (_within("policy_line"),)


class PolicyLineGoalRow(OfRoadmap, Base):
    __tablename__ = "policy_line_goal"
    policy_line_id: Mapped[UUID] = mapped_column(primary_key=True)
    goal_id: Mapped[UUID] = mapped_column(primary_key=True)
    __table_args__ = (_within("policy_line"), _within("goal"))


class PolicyLineCategoryRow(OfRoadmap, Base):
    __tablename__ = "policy_line_category"
    policy_line_id: Mapped[UUID] = mapped_column(primary_key=True)
    category_id: Mapped[UUID] = mapped_column(primary_key=True)
    __table_args__ = (_within("policy_line"), _within("category"))


# Categories and money ---------------------------------------------------------------------------------------------


class CategoryRow(Noun, Starter, Base):
    __tablename__ = "category"
    parent_id: Mapped[UUID | None]
    position: Mapped[int]
    name: Mapped[LocalText]
    code: Mapped[str] = mapped_column(String(40))
    owner: Mapped[str] = mapped_column(String(200))
    contract_end: Mapped[dt.date | None]
    notes: Mapped[LocalText]
    factor: Mapped[str | None] = mapped_column(String(40))
    __table_args__ = (_within("category", column="parent_id", cascade=False),)


class OwnFactorRow(OfRoadmap, Base):
    """An emission factor of the roadmap's own, beside the starter ones: kg CO2e per 1,000 units of currency."""

    __tablename__ = "own_factor"
    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[LocalText]
    kilograms_per_thousand: Mapped[Decimal] = mapped_column(Numeric(20, 6))
    year: Mapped[int]
    with_vat: Mapped[bool]
    source: Mapped[str] = mapped_column(String(400))


class StatedSpendRow(OfRoadmap, Base):
    """A category's yearly total that did not come from invoices. Counts are null where only the total is known."""

    __tablename__ = "stated_spend"
    category_id: Mapped[UUID] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    cents: Mapped[int] = mapped_column(BigInteger)
    basis: Mapped[SpendBasis]
    suppliers: Mapped[int | None]
    invoices: Mapped[int | None]
    concentration: Mapped[float | None]
    __table_args__ = (_within("category"),)


class SpendImportRow(OfRoadmap, Base):
    """One year's money from one file; importing the year again replaces it."""

    __tablename__ = "spend_import"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    year: Mapped[int]
    file_name: Mapped[str] = mapped_column(String(400))
    profile: Mapped[dict[str, Any]]
    figures: Mapped[dict[str, Any]]
    lines: Mapped[str | None] = mapped_column(String(400))
    """The Parquet file of the normalised invoice lines under the uploads folder, while it is kept."""
    at: Mapped[dt.datetime]
    by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    __table_args__ = (UniqueConstraint("roadmap_id", "year"),)


class SpendFactRow(OfRoadmap, Base):
    """A year's invoices of one unit, supplier, account and code, as a sum rounded once to cents."""

    __tablename__ = "spend_fact"
    spend_import_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    unit: Mapped[str] = mapped_column(Text)
    supplier_id: Mapped[str] = mapped_column(Text)
    supplier: Mapped[str] = mapped_column(Text)
    account: Mapped[str] = mapped_column(Text)
    account_name: Mapped[str] = mapped_column(Text)
    code: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    cents: Mapped[int] = mapped_column(BigInteger)
    rows: Mapped[int]
    negative: Mapped[int]
    category_id: Mapped[UUID | None]
    influence: Mapped[Influence]
    __table_args__ = (
        _within("spend_import"),
        _within("category", cascade=False),
        Index(None, "roadmap_id", "year", "category_id"),
    )


class MappingRuleRow(OfRoadmap, Base):
    __tablename__ = "mapping_rule"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    field: Mapped[RuleField]
    match: Mapped[str] = mapped_column(Text)
    category_id: Mapped[UUID | None]
    influence: Mapped[Influence | None]
    origin: Mapped[str | None] = mapped_column(String(100))
    __table_args__ = (_within("category"),)


# Judgements -------------------------------------------------------------------------------------------------------


class GoalAssessmentRow(OfRoadmap, Base):
    """One person's judgement of category × goal. `value` null: 'I don't know'. No row: not answered."""

    __tablename__ = "goal_assessment"
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
    category_id: Mapped[UUID] = mapped_column(primary_key=True)
    goal_id: Mapped[UUID] = mapped_column(primary_key=True)
    value: Mapped[int | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    entered_by: Mapped[UUID | None]
    at: Mapped[dt.datetime]
    stale: Mapped[bool] = mapped_column(default=False)
    __table_args__ = (
        _within("category"),
        _within("goal"),
        CheckConstraint("value between 0 and 3", name="value_on_scale"),
    )


class CriterionAssessmentRow(OfRoadmap, Base):
    """One person's judgement of category × criterion, on the same scale."""

    __tablename__ = "criterion_assessment"
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
    category_id: Mapped[UUID] = mapped_column(primary_key=True)
    criterion_id: Mapped[UUID] = mapped_column(primary_key=True)
    value: Mapped[int | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    entered_by: Mapped[UUID | None]
    at: Mapped[dt.datetime]
    stale: Mapped[bool] = mapped_column(default=False)
    __table_args__ = (
        _within("category"),
        _within("criterion"),
        CheckConstraint("value between 0 and 3", name="value_on_scale"),
    )


class AgreedValueRow(OfRoadmap, Base):
    """What the room settled on for category × goal."""

    __tablename__ = "agreed_value"
    category_id: Mapped[UUID] = mapped_column(primary_key=True)
    goal_id: Mapped[UUID] = mapped_column(primary_key=True)
    value: Mapped[float]
    reason: Mapped[str] = mapped_column(Text, default="")
    by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[dt.datetime]
    __table_args__ = (
        _within("category"),
        _within("goal"),
        CheckConstraint("value between 0 and 3", name="value_on_scale"),
    )


# Scenarios and the plan -------------------------------------------------------------------------------------------


class ScenarioRow(Noun, Base):
    __tablename__ = "scenario"
    position: Mapped[int]
    name: Mapped[LocalText]
    story: Mapped[LocalText]
    assumptions: Mapped[dict[str, Any]]


class InterventionRow(Noun, Starter, Base):
    __tablename__ = "intervention"
    position: Mapped[int]
    title: Mapped[LocalText]
    description: Mapped[LocalText]
    category_id: Mapped[UUID | None]
    owner: Mapped[str] = mapped_column(String(200))
    owner_role: Mapped[str] = mapped_column(String(200))
    starts: Mapped[dt.date | None]
    ends: Mapped[dt.date | None]
    cost_cents: Mapped[int | None] = mapped_column(BigInteger)
    cost_size: Mapped[Size | None]
    effort_size: Mapped[Size | None]
    savings_cents: Mapped[int | None] = mapped_column(BigInteger)
    carbon_kilograms: Mapped[float | None]
    level: Mapped[InterventionLevel | None]
    kind: Mapped[InterventionKind | None]
    status: Mapped[InterventionStatus]
    progress: Mapped[int] = mapped_column(default=0)
    metric: Mapped[LocalText]
    earliest: Mapped[dt.date | None]
    latest: Mapped[dt.date | None]
    review: Mapped[dt.date | None]
    must: Mapped[Must] = mapped_column(default=Must.FREE, server_default=Must.FREE.value)
    acceptance: Mapped[Acceptance] = mapped_column(default=Acceptance.OPEN, server_default=Acceptance.OPEN.value)
    wish: Mapped[str] = mapped_column(String(200), default="", server_default="")
    confidence: Mapped[Confidence | None]
    scenario_id: Mapped[UUID | None]
    """The scenario's story that it was found from; a link without a constraint, since the idea outlives the story."""
    __table_args__ = (
        _within("category", cascade=False),
        CheckConstraint("progress between 0 and 100", name="progress_in_range"),
        CheckConstraint("ends >= starts", name="ends_after_start"),
    )


class InterventionEffectRow(OfRoadmap, Base):
    """How much an intervention furthers a goal, 0 to 2."""

    __tablename__ = "intervention_effect"
    intervention_id: Mapped[UUID] = mapped_column(primary_key=True)
    goal_id: Mapped[UUID] = mapped_column(primary_key=True)
    value: Mapped[int]
    __table_args__ = (
        _within("intervention"),
        _within("goal"),
        CheckConstraint("value between 0 and 2", name="value_on_scale"),
    )


class InterventionEffortRow(OfRoadmap, Base):
    """Person-days that one role puts into an intervention."""

    __tablename__ = "intervention_effort"
    intervention_id: Mapped[UUID] = mapped_column(primary_key=True)
    role: Mapped[str] = mapped_column(String(200), primary_key=True)
    days: Mapped[float]
    __table_args__ = (_within("intervention"),)


class InterventionOrderRow(OfRoadmap, Base):
    """`predecessor_id` must end before `intervention_id` starts."""

    __tablename__ = "intervention_order"
    intervention_id: Mapped[UUID] = mapped_column(primary_key=True)
    predecessor_id: Mapped[UUID] = mapped_column(primary_key=True)
    lag_days: Mapped[int] = mapped_column(default=0, server_default="0")
    __table_args__ = (
        _within("intervention"),
        _within("intervention", column="predecessor_id"),
        CheckConstraint("intervention_id <> predecessor_id", name="not_itself"),
    )


class InterventionVariantRow(OfRoadmap, Base):
    """Another way to do an intervention. `effort` is role → days, `years` year → cents."""

    __tablename__ = "intervention_variant"
    intervention_id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[LocalText]
    effect_percent: Mapped[int]
    cost_cents: Mapped[int | None] = mapped_column(BigInteger)
    months: Mapped[int | None]
    effort: Mapped[dict[str, Any]]
    years: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    __table_args__ = (
        _within("intervention"),
        CheckConstraint("effect_percent between 0 and 200", name="effect_in_range"),
        CheckConstraint("months between 1 and 240", name="months_in_range"),
    )


class InterventionCostRow(OfRoadmap, Base):
    """What an intervention costs in one year."""

    __tablename__ = "intervention_cost"
    intervention_id: Mapped[UUID] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    cents: Mapped[int] = mapped_column(BigInteger)
    __table_args__ = (_within("intervention"),)


class InterventionCategoryRow(OfRoadmap, Base):
    """A category that an intervention reaches besides its own."""

    __tablename__ = "intervention_category"
    intervention_id: Mapped[UUID] = mapped_column(primary_key=True)
    category_id: Mapped[UUID] = mapped_column(primary_key=True)
    __table_args__ = (_within("intervention"), _within("category"))


class InterventionExclusionRow(OfRoadmap, Base):
    """Only one of two interventions can be done; kept once, the lower id first."""

    __tablename__ = "intervention_exclusion"
    intervention_id: Mapped[UUID] = mapped_column(primary_key=True)
    other_id: Mapped[UUID] = mapped_column(primary_key=True)
    __table_args__ = (_within("intervention"), _within("intervention", column="other_id"))


class CapacityRow(OfRoadmap, Base):
    """The days that a person or a role has in a quarter."""

    __tablename__ = "capacity"
    who: Mapped[str] = mapped_column(String(200), primary_key=True)
    days: Mapped[float]
    __table_args__ = (CheckConstraint("days >= 0", name="days_not_negative"),)


class CapacityQuarterRow(OfRoadmap, Base):
    """A quarter in which somebody has another number of days."""

    __tablename__ = "capacity_quarter"
    who: Mapped[str] = mapped_column(String(200), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    quarter: Mapped[int] = mapped_column(primary_key=True)
    days: Mapped[float]
    __table_args__ = (
        CheckConstraint("days >= 0", name="days_not_negative"),
        CheckConstraint("quarter between 1 and 4", name="quarter_in_range"),
    )


class PinRow(OfRoadmap, Base):
    """What somebody has fixed by hand in a scenario: that an intervention is in or out, its first day, its variant."""

    __tablename__ = "pin"
    scenario_id: Mapped[UUID] = mapped_column(primary_key=True)
    intervention_id: Mapped[UUID] = mapped_column(primary_key=True)
    must: Mapped[Must]
    starts: Mapped[dt.date | None]
    variant: Mapped[str | None] = mapped_column(String(40))
    __table_args__ = (_within("scenario"), _within("intervention"))


class ScenarioPlanRow(OfRoadmap, Base):
    """The best plan that was found for a scenario, with what it was computed from."""

    __tablename__ = "scenario_plan"
    scenario_id: Mapped[UUID] = mapped_column(primary_key=True)
    input_hash: Mapped[str] = mapped_column(String(64))
    revision: Mapped[int]
    votes: Mapped[int]
    at: Mapped[dt.datetime]
    result: Mapped[dict[str, Any]]
    __table_args__ = (_within("scenario"),)


class PlanBaselineRow(OfRoadmap, Base):
    """A frozen copy of the plan."""

    __tablename__ = "plan_baseline"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    at: Mapped[dt.datetime]
    by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    revision: Mapped[int]
    items: Mapped[dict[str, Any]]


class ApprovalRow(OfRoadmap, Base):
    """What a manager said of a baseline."""

    __tablename__ = "approval"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    plan_baseline_id: Mapped[UUID]
    by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[dt.datetime]
    verdict: Mapped[Verdict]
    note: Mapped[str] = mapped_column(Text)
    __table_args__ = (_within("plan_baseline"),)


class CheckInRow(OfRoadmap, Base):
    """A status report on one intervention."""

    __tablename__ = "check_in"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    intervention_id: Mapped[UUID]
    at: Mapped[dt.datetime]
    by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    status: Mapped[InterventionStatus]
    progress: Mapped[int]
    note: Mapped[str] = mapped_column(Text)
    finish: Mapped[dt.date | None]
    __table_args__ = (
        _within("intervention"),
        CheckConstraint("progress between 0 and 100", name="progress_in_range"),
    )


class GoalReadingRow(OfRoadmap, Base):
    """What a goal's indicator showed on a day."""

    __tablename__ = "goal_reading"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    goal_id: Mapped[UUID]
    day: Mapped[dt.date]
    value: Mapped[Decimal]
    note: Mapped[str] = mapped_column(Text)
    by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    __table_args__ = (_within("goal"),)


class ReportedEffectRow(OfRoadmap, Base):
    """How much an intervention is seen to have furthered a goal, 0 to 2."""

    __tablename__ = "reported_effect"
    intervention_id: Mapped[UUID] = mapped_column(primary_key=True)
    goal_id: Mapped[UUID] = mapped_column(primary_key=True)
    value: Mapped[int]
    at: Mapped[dt.datetime]
    by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    __table_args__ = (
        _within("intervention"),
        _within("goal"),
        CheckConstraint("value between 0 and 2", name="value_on_scale"),
    )


class MilestoneRow(Noun, Base):
    __tablename__ = "milestone"
    title: Mapped[LocalText]
    day: Mapped[dt.date]
    intervention_id: Mapped[UUID | None]
    kind: Mapped[MilestoneKind] = mapped_column(default=MilestoneKind.OWN, server_default=MilestoneKind.OWN.value)
    __table_args__ = (_within("intervention"),)


# Long work --------------------------------------------------------------------------------------------------------


class JobRow(Base):
    __tablename__ = "job"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    input_hash: Mapped[str] = mapped_column(String(64))
    roadmap_id: Mapped[UUID | None] = mapped_column(ForeignKey("roadmap.id", ondelete="CASCADE"), index=True)
    owner: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    params: Mapped[dict[str, Any]]
    state: Mapped[JobState] = mapped_column(index=True)
    progress: Mapped[float] = mapped_column(default=0.0)
    doing: Mapped[str] = mapped_column(String(200), default="")
    result: Mapped[dict[str, Any] | None]
    error: Mapped[dict[str, Any] | None]
    worker: Mapped[str | None] = mapped_column(String(80))
    created_at: Mapped[dt.datetime]
    heartbeat: Mapped[dt.datetime | None]
