"""The demo organisations: tracked JSON under `data/demo/`, read into the domain's own values. Touches no database.

The file's shape stands in `data/demo/README.md`. Dates in it are counted from today, so that the demo is always of
today: `quarter` 0 is the quarter that today falls in, `days` and `year` are negative in the past.
"""

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from lotsen.domain.assessment import AgreedValue, Assessment
from lotsen.domain.baseline import frozen
from lotsen.domain.capacity import Capacity
from lotsen.domain.category import Category, CategorySpend, Influence, SpendBasis
from lotsen.domain.coaching import CoachingSession
from lotsen.domain.criterion import Criterion, CriterionKind
from lotsen.domain.followup import Approval, CheckIn, GoalReading, PlanBaseline, ReportedEffect, Verdict
from lotsen.domain.goal import Goal, GoalLevel
from lotsen.domain.ids import new_id
from lotsen.domain.intervention import (
    Acceptance,
    Effort,
    Intervention,
    InterventionKind,
    InterventionLevel,
    InterventionStatus,
    Milestone,
    MilestoneKind,
    Size,
)
from lotsen.domain.localtext import DEFAULT_LANGUAGE, LocalText
from lotsen.domain.organisation import Membership, Organisation, OrganisationKind, Person, Roadmap, Role, Viewpoint
from lotsen.domain.policy_line import AdoptedEdition, Decision, LineForce, LineStatus, PolicyLine
from lotsen.domain.quarter import Quarter
from lotsen.domain.scenario import Scenario

DEMOS = ("municipality", "wellbeing_county")
"""The demos, the default first; each is a file of that name."""

FOLDER = Path(__file__).resolve().parents[2] / "data" / "demo"

UNKNOWN, MISSING = "?", "-"
"""In a row of judgements: an answered 'I don't know', and no answer at all."""


@dataclass(frozen=True, slots=True)
class OutsideSpend:
    """Money of one year that procuring differently cannot steer: in-house units, grants, fees."""

    name: LocalText
    influence: Influence
    year: int
    cents: int


@dataclass(frozen=True, slots=True)
class Demo:
    """One demo organisation with everything that hangs on its roadmap; ids are new at every reading.

    `marks` are per person: goal → marks, ten over the goals of procurement and ten over those of the function.
    """

    organisation: Organisation
    roadmap: Roadmap
    people: tuple[Person, ...]
    memberships: tuple[Membership, ...]
    goals: tuple[Goal, ...]
    marks: Mapping[UUID, Mapping[UUID, int]]
    categories: tuple[Category, ...]
    spend: tuple[CategorySpend, ...]
    outside: tuple[OutsideSpend, ...]
    criteria: tuple[Criterion, ...]
    assessments: tuple[Assessment, ...]
    agreed: tuple[AgreedValue, ...]
    policy_lines: tuple[PolicyLine, ...]
    editions: tuple[AdoptedEdition, ...]
    scenarios: tuple[Scenario, ...]
    interventions: tuple[Intervention, ...]
    milestones: tuple[Milestone, ...]
    check_ins: tuple[CheckIn, ...]
    readings: tuple[GoalReading, ...]
    effects: tuple[ReportedEffect, ...]
    capacities: tuple[Capacity, ...]
    baseline: PlanBaseline
    approvals: tuple[Approval, ...]
    session: CoachingSession


def read_demo(
    key: str,
    *,
    today: dt.date,
    language: str = DEFAULT_LANGUAGE,
    factors: Mapping[str, float] | None = None,
    folder: Path = FOLDER,
) -> Demo:
    """Read one of `DEMOS`. `language` is for the fields that have one version (roles, organs, notes of decisions).

    `factors` (emission factor key → kg CO2e per 1,000 EUR) fill in the carbon of each category's spend. A reference
    that leads nowhere is a KeyError.
    """
    data = json.loads((folder / f"{key}.json").read_text("utf-8"))
    return _Reader(data, today, language, factors or {}).demo()


@dataclass(slots=True)
class _Reader:
    """One reading: the file's keys become ids as they are met; later parts refer to earlier ones by key."""

    data: dict[str, Any]
    today: dt.date
    language: str
    factors: Mapping[str, float]
    roadmap_id: UUID = field(default_factory=new_id)
    ids: dict[tuple[str, str], UUID] = field(default_factory=dict)

    def demo(self) -> Demo:
        organisation = self.organisation()
        roadmap = self.roadmap(organisation.id)
        people = tuple(Person(self.make("person", p["key"]), p["name"], None) for p in self.data["people"])
        goals = tuple(self.goals())
        categories = tuple(self.categories())
        criteria = tuple(self.criteria())
        for item in self.data["interventions"]:
            self.make("intervention", item["key"])
        interventions = tuple(self.interventions())
        baseline = self.baseline(interventions)
        return Demo(
            organisation=organisation,
            roadmap=roadmap,
            people=people,
            memberships=tuple(self.memberships(organisation.id)),
            goals=goals,
            marks=self.marks(),
            categories=categories,
            spend=tuple(self.spend()),
            outside=tuple(self.outside()),
            criteria=criteria,
            assessments=tuple(self.assessments()),
            agreed=tuple(self.agreed()),
            policy_lines=tuple(self.policy_lines()),
            editions=tuple(self.editions()),
            scenarios=tuple(self.scenarios()),
            interventions=interventions,
            milestones=tuple(self.milestones()),
            check_ins=tuple(self.check_ins()),
            readings=tuple(self.readings()),
            effects=tuple(self.effects()),
            capacities=tuple(self.capacities()),
            baseline=baseline,
            approvals=tuple(self.approvals(baseline.id)),
            session=self.session(),
        )

    def make(self, noun: str, key: str) -> UUID:
        if (noun, key) in self.ids:
            raise ValueError(f"two of {noun} {key}")
        return self.ids.setdefault((noun, key), new_id())

    def id(self, noun: str, key: str) -> UUID:
        return self.ids[noun, key]

    def subject(self, key: str) -> UUID:
        """What a column of the judgements is about: a goal or a criterion."""
        return self.ids.get(("goal", key)) or self.ids["criterion", key]

    def text(self, versions: Mapping[str, str] | None) -> LocalText:
        original: str = self.data["organisation"]["languages"][0]
        return LocalText(dict(versions or {}), original)

    def said(self, versions: Mapping[str, str] | None) -> str:
        return self.text(versions).show(self.language)

    def role(self, key: str) -> str:
        return self.said(self.data["roles"][key])

    def quarter(self, offset: int) -> Quarter:
        return Quarter.of(self.today) + offset

    def weekday(self, days: int) -> dt.date:
        """So many days from today, moved back to a Friday from a weekend."""
        day = self.today + dt.timedelta(days=days)
        return day - dt.timedelta(days=max(0, day.weekday() - 4))

    def organisation(self) -> Organisation:
        item = self.data["organisation"]
        return Organisation(
            id=self.make("organisation", self.data["key"]),
            name=self.text(item["name"]),
            kind=OrganisationKind(item["kind"]),
            size=item["size"],
            languages=tuple(item["languages"]),
            demo=self.data["key"],
        )

    def roadmap(self, organisation_id: UUID) -> Roadmap:
        item = self.data["roadmap"]
        return Roadmap(
            id=self.roadmap_id,
            organisation_id=organisation_id,
            title=self.text(item["title"]),
            starts=dt.date.fromisoformat(item["starts"]),
            ends=dt.date.fromisoformat(item["ends"]),
            currency=item["currency"],
            revision=0,
            archived=False,
        )

    def memberships(self, organisation_id: UUID) -> Iterator[Membership]:
        for item in self.data["people"]:
            yield Membership(
                organisation_id=organisation_id,
                person_id=self.id("person", item["key"]),
                role=Role(item["role"]),
                viewpoint=Viewpoint(item["viewpoint"]),
                person_name=item["name"],
            )

    def goals(self) -> Iterator[Goal]:
        places = dict.fromkeys(GoalLevel, 0)
        for item in self.data["goals"]:
            level = GoalLevel(item["level"])
            yield Goal(
                id=self.make("goal", item["key"]),
                roadmap_id=self.roadmap_id,
                level=level,
                position=places[level],
                title=self.text(item["title"]),
                description=self.text(item["description"]),
                indicator=self.text(item["indicator"]),
                unit=item["unit"],
                baseline=Decimal(item["baseline"]),
                target=Decimal(item["target"]),
                target_year=item["target_year"],
                present_state=self.text(item["present_state"]),
                actions=self.text(item["actions"]),
                origin=item["origin"],
                origin_version=item["origin_version"],
                version=1,
            )
            places[level] += 1

    def marks(self) -> dict[UUID, dict[UUID, int]]:
        return {
            self.id("person", person): {self.id("goal", goal): marks for goal, marks in given.items()}
            for person, given in self.data["marks"].items()
        }

    def categories(self) -> Iterator[Category]:
        places: dict[str | None, int] = {}
        for item in self.data["categories"]:
            parent, end = item["parent"], item["contract_end_quarter"]
            yield Category(
                id=self.make("category", item["key"]),
                roadmap_id=self.roadmap_id,
                parent_id=None if parent is None else self.id("category", parent),
                position=places.setdefault(parent, 0),
                name=self.text(item["name"]),
                code=item["code"],
                owner=item["owner"],
                contract_end=None if end is None else self.quarter(end).last_day,
                notes=self.text(item["notes"]),
                factor=item["factor"],
                origin=None,
                origin_version=None,
                version=1,
            )
            places[parent] += 1

    def spend(self) -> Iterator[CategorySpend]:
        for item in self.data["categories"]:
            factor = self.factors.get(item["factor"])
            for year in item["spend"] or ():
                yield CategorySpend(
                    category_id=self.id("category", item["key"]),
                    year=self.today.year + year["year"],
                    cents=year["cents"],
                    basis=SpendBasis.INVOICES,
                    suppliers=year["suppliers"],
                    invoices=year["invoices"],
                    concentration=year["concentration"],
                    kilograms=None if factor is None else year["cents"] / 100_000 * factor,
                )

    def outside(self) -> Iterator[OutsideSpend]:
        for item in self.data["other_spend"]:
            for year in item["spend"]:
                yield OutsideSpend(
                    self.text(item["name"]),
                    Influence(item["influence"]),
                    self.today.year + year["year"],
                    year["cents"],
                )

    def criteria(self) -> Iterator[Criterion]:
        for position, kind in enumerate(self.data["criteria"]):
            yield Criterion(
                self.make("criterion", kind), self.roadmap_id, CriterionKind(kind), position, LocalText(), 1
            )

    def assessments(self) -> Iterator[Assessment]:
        """Cells that a person left empty are no assessments."""
        at, columns = self.session().opened_at, self.data["assessments"]["columns"]
        reasons = {(r["person"], r["category"], r["subject"]): r["reason"] for r in self.data["reasons"]}
        for person, rows in self.data["assessments"]["rows"].items():
            for category, row in rows.items():
                for column, mark in zip(columns, row.split(), strict=True):
                    if mark == MISSING:
                        continue
                    yield Assessment(
                        person_id=self.id("person", person),
                        category_id=self.id("category", category),
                        subject_id=self.subject(column),
                        value=None if mark == UNKNOWN else int(mark),
                        reason=self.said(reasons.get((person, category, column))),
                        entered_by=None,
                        at=at,
                    )

    def agreed(self) -> Iterator[AgreedValue]:
        for item in self.data["agreed"]:
            yield AgreedValue(
                category_id=self.id("category", item["category"]),
                subject_id=self.subject(item["subject"]),
                value=float(item["value"]),
                reason=self.said(item["reason"]),
                by=self.id("person", item["by"]),
                at=self.session().opened_at,
            )

    def decision(self, item: dict[str, Any] | None) -> Decision | None:
        if item is None:
            return None
        day = self.weekday(item["days"])
        return Decision(self.said(item["organ"]), day, item["paragraph"], f"{item['register_number']}/{day.year}")

    def policy_lines(self) -> Iterator[PolicyLine]:
        for position, item in enumerate(self.data["policy_lines"]):
            yield PolicyLine(
                id=self.make("policy_line", item["key"]),
                roadmap_id=self.roadmap_id,
                position=position,
                text=self.text(item["text"]),
                reason=self.text(item["reason"]),
                force=LineForce(item["force"]),
                status=LineStatus(item["status"]),
                decision=self.decision(item["decision"]),
                edition=item["edition"],
                goals=tuple(self.id("goal", key) for key in item["goals"]),
                categories=tuple(self.id("category", key) for key in item["categories"]),
                origin=None,
                origin_version=None,
                version=1,
            )

    def editions(self) -> Iterator[AdoptedEdition]:
        """Every adopted edition, the one in force too."""
        for item in self.data["policy_lines"]:
            for edition in (*item["earlier"], item):
                if decision := self.decision(edition["decision"]):
                    yield AdoptedEdition(
                        policy_line_id=self.id("policy_line", item["key"]),
                        edition=edition["edition"],
                        text=self.text(edition["text"]),
                        reason=self.text(edition["reason"]),
                        force=LineForce(edition["force"]),
                        decision=decision,
                    )

    def scenarios(self) -> Iterator[Scenario]:
        for position, item in enumerate(self.data["scenarios"]):
            yield Scenario(
                id=self.make("scenario", item["key"]),
                roadmap_id=self.roadmap_id,
                position=position,
                name=self.text(item["name"]),
                story=self.text(item["story"]),
                assumptions=self.assumptions(item["assumptions"]),
                version=1,
            )

    def assumptions(self, item: dict[str, Any]) -> dict[str, Any]:
        """The same plain data with ids in the place of keys."""
        return {
            **item,
            "weights": {str(self.id("goal", key)): marks for key, marks in item.get("weights", {}).items()},
            "shocks": [{**shock, "category": str(self.id("category", shock["category"]))} for shock in item["shocks"]],
            "must": [str(self.id("intervention", key)) for key in item["must"]],
            "must_not": [str(self.id("intervention", key)) for key in item["must_not"]],
        }

    def interventions(self) -> Iterator[Intervention]:
        for position, item in enumerate(self.data["interventions"]):
            yield Intervention(
                id=self.id("intervention", item["key"]),
                roadmap_id=self.roadmap_id,
                position=position,
                title=self.text(item["title"]),
                description=self.text(item["description"]),
                category_id=None if item["category"] is None else self.id("category", item["category"]),
                owner=item["owner"],
                owner_role=self.role(item["owner_role"]),
                starts=self.quarter(item["from_quarter"]).first_day,
                ends=self.quarter(item["to_quarter"]).last_day,
                cost_cents=item["cost_cents"],
                cost_size=None if item["cost_size"] is None else Size(item["cost_size"]),
                effort=tuple(Effort(self.role(role), days) for role, days in item["effort"].items()),
                effort_size=None if item["effort_size"] is None else Size(item["effort_size"]),
                savings_cents=item["savings_cents"],
                carbon_kilograms=item["carbon_kilograms"],
                level=InterventionLevel(item["level"]),
                kind=InterventionKind(item["kind"]),
                status=InterventionStatus(item["status"]),
                progress=item["progress"],
                metric=self.text(item["metric"]),
                effects=tuple((self.id("goal", key), effect) for key, effect in item["effects"].items()),
                predecessors=tuple(self.id("intervention", key) for key in item["predecessors"]),
                origin=None,
                origin_version=None,
                version=1,
                acceptance=Acceptance(item.get("acceptance", Acceptance.OPEN)),
            )

    def milestones(self) -> Iterator[Milestone]:
        for item in self.data["milestones"]:
            yield Milestone(
                id=self.make("milestone", item["key"]),
                roadmap_id=self.roadmap_id,
                title=self.text(item["title"]),
                day=self.quarter(item["quarter"]).last_day,
                intervention_id=None if item["intervention"] is None else self.id("intervention", item["intervention"]),
                version=1,
                kind=MilestoneKind(item.get("kind", MilestoneKind.OWN)),
            )

    def at(self, days: int) -> dt.datetime:
        """The morning of a day in the past."""
        return dt.datetime.combine(self.weekday(days), dt.time(7), dt.UTC)

    def check_ins(self) -> Iterator[CheckIn]:
        for item in self.data["check_ins"]:
            yield CheckIn(
                id=new_id(),
                intervention_id=self.id("intervention", item["intervention"]),
                at=self.at(item["days"]),
                by=self.id("person", item["by"]),
                status=InterventionStatus(item["status"]),
                progress=item["progress"],
                note=self.said(item["note"]),
                finish=None,
            )

    def readings(self) -> Iterator[GoalReading]:
        for item in self.data["readings"]:
            yield GoalReading(
                id=new_id(),
                goal_id=self.id("goal", item["goal"]),
                day=self.weekday(item["days"]),
                value=Decimal(item["value"]),
                note="",
                by=self.id("person", item["by"]),
            )

    def effects(self) -> Iterator[ReportedEffect]:
        for item in self.data["reported_effects"]:
            yield ReportedEffect(
                intervention_id=self.id("intervention", item["intervention"]),
                goal_id=self.id("goal", item["goal"]),
                value=item["value"],
                at=self.at(item["days"]),
                by=self.id("person", item["by"]),
            )

    def capacities(self) -> Iterator[Capacity]:
        for item in self.data["capacities"]:
            yield Capacity(self.role(item["role"]) if "role" in item else item["person"], float(item["days"]))

    def baseline(self, interventions: Sequence[Intervention]) -> PlanBaseline:
        """The plan as it was frozen: some ended `earlier` by so many quarters, some came only `later`."""
        item = self.data["baseline"]
        earlier = {self.id("intervention", key): quarters for key, quarters in item["earlier"].items()}
        later = {self.id("intervention", key) for key in item["later"]}
        then = [_ended_earlier(one, earlier.get(one.id, 0)) for one in interventions if one.id not in later]
        return PlanBaseline(
            id=new_id(),
            title=self.said(item["title"]),
            at=self.at(item["days"]),
            by=self.id("person", item["by"]),
            revision=1,
            items=frozen(then),
        )

    def approvals(self, baseline_id: UUID) -> Iterator[Approval]:
        for item in self.data["approvals"]:
            yield Approval(
                id=new_id(),
                baseline_id=baseline_id,
                by=self.id("person", item["by"]),
                at=self.at(item["days"]),
                verdict=Verdict(item["verdict"]),
                note=self.said(item["note"]),
            )

    def session(self) -> CoachingSession:
        item = self.data["session"]
        day = self.weekday(item["days"])
        opened = dt.datetime.combine(day, dt.time(7), dt.UTC)
        return CoachingSession(
            id=self.ids.setdefault(("session", "past"), new_id()),
            title=self.text(item["title"]),
            day=day,
            coach=item["coach"],
            purpose=self.said(item["purpose"]),
            participants=tuple(item["participants"]),
            roadmaps=(self.roadmap_id,),
            opened_at=opened,
            closed_at=opened + dt.timedelta(hours=item["hours"]),
            decisions=self.said(item["decisions"]),
            version=1,
        )


def _ended_earlier(item: Intervention, quarters: int) -> Intervention:
    if item.starts is None or item.ends is None:
        return item
    ends = (Quarter.of(item.ends) + -quarters).last_day
    return replace(item, starts=min(item.starts, Quarter.of(ends).first_day), ends=ends)
