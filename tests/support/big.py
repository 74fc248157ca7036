"""A roadmap of the size that must still be quick: 40 categories × 12 goals, judged by 12 people, 40 interventions."""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import insert, update

from lotsen.bootstrap import House
from lotsen.domain.category import Influence
from lotsen.domain.goal import GoalLevel
from lotsen.domain.ids import new_id
from lotsen.domain.intervention import InterventionKind, InterventionLevel, InterventionStatus, Size
from lotsen.domain.localtext import LocalText
from lotsen.domain.organisation import OrganisationKind, Person, Role, Viewpoint
from lotsen.domain.policy_line import LineForce, LineStatus
from lotsen.store import organisations, people, rows

CATEGORIES, GOALS, PEOPLE, INTERVENTIONS, LINES = 40, 12, 12, 40, 15
FACTS_PER_CATEGORY = 25
FIGURES = {"rows": 1000, "cents": 1_000_000_00, "negative": 0, "suppliers": 1000}
YEARS = (2024, 2025)
FIRST_DAY = dt.date(2026, 1, 1)


def text(words: str) -> LocalText:
    """The same in three languages, told apart by the language."""
    return LocalText({"sv": words, "fi": f"{words} (fi)", "en": f"{words} (en)"}, "sv")


@dataclass(frozen=True)
class Big:
    """The roadmap being filled, and what hangs together in it."""

    roadmap: UUID
    people: list[UUID]
    goals: list[UUID]
    categories: list[UUID]
    interventions: list[UUID]
    at: dt.datetime
    dice: random.Random


def fill(house: House, coach: Person, *, name: str = "Storköping") -> UUID:
    """A filled roadmap of a new organisation, the same at every call but for its ids; the roadmap's id."""
    roadmap = house.organisations.make(name, OrganisationKind.MUNICIPALITY, 20_000, ("sv", "fi", "en"), coach)
    with house.database.writing() as db:
        judges = [coach, *(people.add(new_id(), f"Person {n}", house.clock.now(), db) for n in range(1, PEOPLE))]
        for person in judges:
            role = Role.COACH if person == coach else Role.PARTICIPANT
            organisations.join(roadmap.organisation_id, person, role, Viewpoint.PROCUREMENT, db)
        big = Big(
            roadmap.id,
            [person.id for person in judges],
            *([new_id() for _ in range(n)] for n in (GOALS + 3, CATEGORIES, INTERVENTIONS)),
            house.clock.now(),
            random.Random(40),
        )
        for table, values in _tables(big):
            db.execute(insert(table), [{"roadmap_id": roadmap.id} | value for value in values])
        db.execute(update(rows.RoadmapRow).where(rows.RoadmapRow.id == roadmap.id).values(revision=1, votes=1))
    return roadmap.id


def _tables(big: Big) -> Iterator[tuple[type[rows.Base], list[dict[str, Any]]]]:
    yield rows.GoalRow, [_goal(n, goal) for n, goal in enumerate(big.goals)]
    procurement = big.goals[:GOALS]
    yield (
        rows.GoalMarksRow,
        [
            {"person_id": person, "goal_id": goal, "marks": big.dice.randrange(3), "entered_by": None, "at": big.at}
            for person in big.people
            for goal in procurement
        ],
    )
    yield rows.CategoryRow, [_category(n, category) for n, category in enumerate(big.categories)]
    lines = [new_id() for _ in range(LINES)]
    yield rows.PolicyLineRow, [_line(n, line) for n, line in enumerate(lines)]
    yield (
        rows.PolicyLineGoalRow,
        [{"policy_line_id": line, "goal_id": procurement[n % GOALS]} for n, line in enumerate(lines)],
    )
    yield (
        rows.PolicyLineCategoryRow,
        [{"policy_line_id": line, "category_id": big.categories[n]} for n, line in enumerate(lines)],
    )
    yield from _spend(big)
    yield rows.GoalAssessmentRow, [
        {
            "person_id": person, "category_id": category, "goal_id": goal,
            "value": big.dice.choice((0, 1, 1, 2, 3, None)),
            "reason": "", "entered_by": None, "at": big.at, "stale": False,
        }
        for person in big.people
        for category in big.categories
        for goal in procurement
    ]  # fmt: skip
    yield from _plan(big, procurement)


def _spend(big: Big) -> Iterator[tuple[type[rows.Base], list[dict[str, Any]]]]:
    imports = {year: new_id() for year in YEARS}
    yield rows.SpendImportRow, [
        {
            "id": one, "year": year, "file_name": f"{year}.csv", "profile": {}, "figures": FIGURES, "lines": None,
            "at": big.at, "by": big.people[0],
        }
        for year, one in imports.items()
    ]  # fmt: skip
    yield (
        rows.SpendFactRow,
        [
            _fact(one, year, number, big)
            for year, one in imports.items()
            for number in range(CATEGORIES * FACTS_PER_CATEGORY)
        ],
    )


def _plan(big: Big, goals: list[UUID]) -> Iterator[tuple[type[rows.Base], list[dict[str, Any]]]]:
    yield rows.InterventionRow, [_intervention(n, one, big) for n, one in enumerate(big.interventions)]
    yield (
        rows.InterventionEffectRow,
        [
            {"intervention_id": one, "goal_id": goal, "value": big.dice.randrange(3)}
            for one in big.interventions
            for goal in goals[:4]
        ],
    )
    yield (
        rows.InterventionEffortRow,
        [
            {"intervention_id": one, "role": role, "days": float(big.dice.randrange(1, 30))}
            for one in big.interventions
            for role in ("Upphandlare", "Sakkunnig")
        ],
    )
    yield (
        rows.InterventionOrderRow,
        [
            {"intervention_id": later, "predecessor_id": earlier}
            for earlier, later in zip(big.interventions[::3], big.interventions[1::3], strict=False)
        ],
    )
    yield rows.CheckInRow, [
        {
            "id": new_id(), "intervention_id": one, "at": big.at - dt.timedelta(days=20 * n),
            "by": big.people[n],
            "status": InterventionStatus.UNDER_WAY, "progress": 30, "note": "Marknaden svarar.", "finish": None,
        }
        for one in big.interventions
        for n in range(3)
    ]  # fmt: skip
    yield rows.GoalReadingRow, [
        {
            "id": new_id(), "goal_id": goal, "day": FIRST_DAY + dt.timedelta(days=60 * n), "value": Decimal(20 + 3 * n),
            "note": "", "by": big.people[n],
        }
        for goal in big.goals
        for n in range(5)
    ]  # fmt: skip
    yield rows.MilestoneRow, [
        {
            "id": new_id(), "version": 1, "title": text(f"Milstolpe {n}"),
            "day": FIRST_DAY + dt.timedelta(days=150 * n + 90), "intervention_id": big.interventions[n],
        }
        for n in range(6)
    ]  # fmt: skip


def _goal(n: int, goal: UUID) -> dict[str, Any]:
    return {
        "id": goal, "version": 1, "level": GoalLevel.PROCUREMENT if n < GOALS else GoalLevel.FUNCTION, "position": n,
        "title": text(f"Mål {n}: minska utsläppen från det vi köper"), "description": text("Vad det betyder för oss"),
        "indicator": text("Andel"), "unit": "%", "baseline": Decimal(20), "target": Decimal(80), "target_year": 2029,
        "present_state": LocalText(), "actions": LocalText(),
    }  # fmt: skip


def _category(n: int, category: UUID) -> dict[str, Any]:
    return {
        "id": category, "version": 1, "parent_id": None, "position": n, "name": text(f"Kategori {n:02}"),
        "code": f"{n:02}", "owner": f"Ägare {n % 6}", "contract_end": FIRST_DAY + dt.timedelta(days=40 * n),
        "notes": LocalText(), "factor": None,
    }  # fmt: skip


def _line(n: int, line: UUID) -> dict[str, Any]:
    return {
        "id": line, "version": 1, "position": n,
        "text": text(f"Riktlinje {n}: vi för marknadsdialog före upphandlingen"),
        "reason": text("För att målet nås"), "force": list(LineForce)[n % 2], "status": LineStatus.DRAFT, "edition": 1,
    }  # fmt: skip


def _fact(one: UUID, year: int, number: int, big: Big) -> dict[str, Any]:
    category, supplier = divmod(number, FACTS_PER_CATEGORY)
    return {
        "spend_import_id": one, "number": number, "year": year, "unit": f"Enhet {number % 5}",
        "supplier_id": f"{1000000 + number}-1", "supplier": f"Leverantör {category}-{supplier}",
        "account": str(4300 + category), "account_name": "Köp av tjänster", "code": "", "text": "",
        "cents": big.dice.randrange(1_000_00, 90_000_00), "rows": big.dice.randrange(1, 60), "negative": 0,
        "category_id": big.categories[category], "influence": Influence.OPEN,
    }  # fmt: skip


def _intervention(n: int, one: UUID, big: Big) -> dict[str, Any]:
    starts = FIRST_DAY + dt.timedelta(days=25 * n)
    return {
        "id": one, "version": 1, "position": n, "title": text(f"Åtgärd {n}: marknadsdialog om utsläppsfria leveranser"),
        "description": LocalText(), "category_id": big.categories[n % CATEGORIES] if n % 5 else None,
        "owner": f"Ägare {n % 7}", "owner_role": "", "starts": starts, "ends": starts + dt.timedelta(days=60 + n),
        "cost_cents": 5_000_00 * n, "cost_size": None, "effort_size": Size.M, "savings_cents": None,
        "carbon_kilograms": None, "level": list(InterventionLevel)[n % 3], "kind": list(InterventionKind)[n % 4],
        "status": list(InterventionStatus)[n % 4], "progress": 0, "metric": LocalText(),
    }  # fmt: skip
