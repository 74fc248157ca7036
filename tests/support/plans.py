"""Interventions, made short: only what a test is about is written out."""

import datetime as dt
import random
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from lotsen.domain.category import Category
from lotsen.domain.goal import Goal, GoalLevel
from lotsen.domain.intervention import Effort, Intervention, InterventionStatus, Milestone
from lotsen.domain.localtext import LocalText
from lotsen.domain.plan import PlanContent, Span
from lotsen.domain.quarter import Quarter

ROADMAP = UUID(int=1)


def uid(n: int) -> UUID:
    return UUID(int=1000 + n)


def intervention(n: int, starts: str | None = None, ends: str | None = None, **fields: Any) -> Intervention:
    """Intervention number `n`, with days as ISO dates; `after` names the numbers that it waits for."""
    after = fields.pop("after", ())
    days = fields.pop("days", {})
    given: dict[str, Any] = {
        "id": uid(n),
        "roadmap_id": ROADMAP,
        "position": n,
        "title": LocalText.of(f"Åtgärd {n}"),
        "description": LocalText(),
        "category_id": None,
        "owner": "",
        "owner_role": "",
        "starts": dt.date.fromisoformat(starts) if starts else None,
        "ends": dt.date.fromisoformat(ends) if ends else None,
        "cost_cents": None,
        "cost_size": None,
        "effort": tuple(Effort(role, amount) for role, amount in days.items()),
        "effort_size": None,
        "savings_cents": None,
        "carbon_kilograms": None,
        "level": None,
        "kind": None,
        "status": InterventionStatus.PLANNED,
        "progress": 0,
        "metric": LocalText(),
        "effects": (),
        "predecessors": tuple(uid(each) for each in after),
        "origin": None,
        "origin_version": None,
        "version": 1,
    }
    return Intervention(**(given | fields))


CATEGORIES = ("Livsmedel", "Energi", "Byggande")
GOALS = ("Klimatneutral 2035", "Livskraftig lokal marknad")
TODAY = dt.date(2026, 11, 23)


def category(n: int) -> Category:
    name = LocalText.of(CATEGORIES[n])
    return Category(uid(500 + n), ROADMAP, None, n, name, "", "", None, LocalText(), None, None, None, 1)


def goal(n: int) -> Goal:
    empty = LocalText()
    return Goal(
        uid(600 + n), ROADMAP, GoalLevel.PROCUREMENT, n, LocalText.of(GOALS[n]), empty, empty, "",
        None, None, None, empty, empty, None, None, 1,
    )  # fmt: skip


def milestone(n: int, day: str, title: str, of: int | None = None) -> Milestone:
    return Milestone(
        uid(700 + n), ROADMAP, LocalText.of(title), dt.date.fromisoformat(day), uid(of) if of is not None else None, 1
    )


def content(*interventions: Intervention, milestones: Sequence[Milestone] = (), today: dt.date = TODAY) -> PlanContent:
    return PlanContent(interventions, milestones, [category(n) for n in range(3)], [goal(n) for n in range(2)], today)


def busy_content(n: int, seed: int = 3) -> PlanContent:
    """A plan of `n` interventions of every kind, with links, owners and milestones, the same for the same seed."""
    dice = random.Random(seed)
    items = [_any_intervention(dice, i) for i in range(n)]
    milestones = [milestone(1, "2027-02-15", "Fullmäktige antar riktlinjerna"), milestone(2, "2027-10-01", "Halvtid")]
    return content(*items, milestones=milestones)


def _any_intervention(dice: random.Random, i: int) -> Intervention:
    quarter = Quarter(2026, 2) + dice.randrange(0, 10)
    when = Span.of_quarter(quarter, dice.choice([1, 3, 3, 6, 9]))
    status = dice.choice(list(InterventionStatus)) if when.first < TODAY else InterventionStatus.PLANNED
    dated = dice.random() < 0.9
    return intervention(
        i,
        when.first.isoformat() if dated else None,
        when.last.isoformat() if dated else None,
        title=LocalText.of(
            dice.choice(["Marknadsdialog", "Miljökrav", "Utbilda beställarna <b>&", "Green deal"]) + f" {i}"
        ),
        owner=dice.choice(["Aino Lehtonen", "Anna Lund", "Björn Ek", "Upphandlingschef", ""]),
        category_id=uid(500 + dice.randrange(3)) if dice.random() < 0.8 else None,
        effects=((uid(600), dice.randrange(3)), (uid(601), dice.randrange(3))),
        status=status,
        progress={InterventionStatus.UNDER_WAY: 40, InterventionStatus.DONE: 100}.get(status, 0),
        after=[dice.randrange(i)] if i and dice.random() < 0.3 else [],
    )
