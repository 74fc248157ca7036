"""A room's judgements, made short: named categories and goals, people's answers, what they come to."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import numpy as np

from lotsen.analysis.priorities import CriterionInput, prioritise, tally
from lotsen.analysis.results import Priorities
from lotsen.analysis.weights import group_weights
from lotsen.charts.layout.names import Names
from lotsen.domain.criterion import CriterionKind

CATEGORIES = (
    "Byggande och ombyggnad", "Skolskjutsar och persontransporter", "Fastighetsskötsel", "Energi",
    "Livsmedel och måltidstjänster", "Vägunderhåll", "Vård- och omsorgstjänster", "Städtjänster",
    "IKT: programvara", "IKT: utrustning", "Arbetskläder <b>& textil", "Sakkunnigtjänster",
)  # fmt: skip
GOALS = ("Klimatneutral 2035", "Livskraftig lokal marknad", "Kostnadskontroll", "Sysselsättning", "Innovationer")
POINTS = (30, 25, 20, 15, 10)
TODAY = dt.date(2026, 11, 23)


@dataclass(frozen=True)
class Room:
    """`answers` is [people, categories, goals], NaN where nobody said anything; `unsure` are 'I don't know'."""

    result: Priorities
    names: Names
    answers: Any
    unsure: Any

    def category(self, name: str) -> UUID:
        return next(key for key, one in self.names.categories.items() if one == name)


def uid(n: int) -> UUID:
    return UUID(int=9000 + n)


def room(
    categories: Sequence[str] = CATEGORIES,
    goals: Sequence[str] = GOALS,
    points: Sequence[int] | None = None,
    people: int = 8,
    *,
    seed: int = 7,
    gaps: float = 0.08,
    agreed: bool = True,
    criteria: bool = True,
    weight: float = 0.0,
) -> Room:
    """A room that judged most of its cells, the same for the same seed; `weight` is given to spend."""
    dice = np.random.default_rng(seed)
    rows, columns = [uid(i) for i in range(len(categories))], [uid(500 + j) for j in range(len(goals))]
    base = dice.uniform(0.2, 3, (len(rows), len(columns))) * np.linspace(1, 0.35, len(rows))[:, None] + 0.2
    answers = np.clip(np.round(base + dice.normal(0, 0.7, (people, *base.shape))), 0, 3)
    answers[:, dice.random(base.shape) < gaps] = np.nan
    unsure = (dice.random(answers.shape) < 0.05) & ~np.isnan(answers)
    answers[unsure] = np.nan
    votes = [(rows[i], columns[j], int(v), 1) for (_, i, j), v in np.ndenumerate(answers) if not np.isnan(v)]
    votes += [(rows[i], columns[j], None, 1) for (_, i, j), v in np.ndenumerate(unsure) if v]
    scope = uid(902)
    if criteria:
        votes += [(row, scope, int(dice.integers(0, 4)), 1) for row in rows]
    money = {row: round(12e8 / (n + 1)) for n, row in enumerate(rows) if n % 7 != 6}
    carbon = [1e6 / (n + 1) if n % 5 else None for n in range(len(rows))]
    days = [120.0 * n if n % 2 else None for n in range(len(rows))]
    beside = [
        CriterionInput(uid(900), CriterionKind.SPEND, weight, [money.get(row) for row in rows]),
        CriterionInput(uid(901), CriterionKind.CARBON, values=carbon),
        CriterionInput(scope, CriterionKind.POTENTIAL),
        CriterionInput(uid(903), CriterionKind.CONTRACT_END, values=days),
    ]
    cells = tally(
        rows,
        [*columns, scope] if criteria else columns,
        votes,
        {(rows[2], columns[1]): 2.5} if agreed and len(columns) > 1 and len(rows) > 2 else None,
    )
    given = [dict(zip(columns, points or POINTS, strict=False))] * people
    result = prioritise(cells, group_weights(columns, given), beside if criteria else [], revision=3, people=people)
    known = ("Inköp", "Utsläpp", "Minskningspotential", "Avtalet löper ut")
    names = Names(
        dict(zip(rows, categories, strict=True)),
        dict(zip(columns, goals, strict=True)) | {uid(900 + n): name for n, name in enumerate(known)},
        money,
        today=TODAY,
    )
    return Room(result, names, answers, unsure)
