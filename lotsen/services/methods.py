"""The same judgements by other methods and in the field's own views, for the coach: made once for each state."""

from dataclasses import dataclass

import numpy as np

from lotsen.analysis import methods, views
from lotsen.analysis.results import ColumnKind, Floats, PrioritiesView
from lotsen.analysis.results.methods import FieldViews, Rivals
from lotsen.analysis.weights import critic, entropy
from lotsen.domain.criterion import CriterionKind
from lotsen.errors import InvalidInput
from lotsen.services.keep import Keep

KEYS = ("additive", "weighted_sum", "topsis", "promethee2", "vikor")


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    """The ranked categories with every weighted column; what is missing counts as the column's mean."""

    places: tuple[int, ...]
    columns: tuple[int, ...]
    matrix: Floats
    criteria: tuple[methods.RankCriterion, ...]


class Methods:
    def __init__(self) -> None:
        self._known: Keep[Rivals | None] = Keep(64)
        self._views: Keep[FieldViews] = Keep(64)

    def rivals(self, view: PrioritiesView) -> Rivals | None:
        """The first places by every method, rank reversals, weights from the data; null with too little to compare."""
        return self._known.get(view.key, lambda: _rivals(view))

    def field(self, view: PrioritiesView) -> FieldViews:
        """Spend classes, and the squares that the field cuts in four."""
        return self._views.get(view.key, lambda: _field(view))


def _rivals(view: PrioritiesView) -> Rivals | None:
    table = _table(view)
    if len(table.places) < 3 or not table.columns:
        return None
    names = tuple(str(view.result.categories[i]) for i in table.places)
    # Values stand on one scale from 0 to 1 already: the additive method takes them as they are.
    ranked = [methods.rank(table.matrix, table.criteria, key, _normalisation(key), alternatives=names) for key in KEYS]
    return Rivals(
        categories=tuple(view.result.categories[i] for i in table.places),
        columns=tuple(view.result.columns[j].id for j in table.columns),
        comparison=methods.compare(ranked, view.result.top_size),
        reversals={
            key: methods.reversals(table.matrix, table.criteria, key, _normalisation(key), alternatives=names)
            for key in KEYS
        },
        entropy=_weights(table, objective="entropy"),
        critic=_weights(table, objective="critic"),
    )


def _normalisation(key: str) -> str | None:
    return "none" if key == "additive" else None


def _table(view: PrioritiesView) -> _Table:
    result = view.result
    places = tuple(i for i in result.order if result.ranks[i])
    columns = tuple(j for j in range(len(result.columns)) if result.weights[j] > 0)
    matrix = result.unit[np.ix_(places, columns)]
    means = np.nan_to_num(np.nanmean(np.where(np.isnan(matrix).all(axis=0), 0.0, matrix), axis=0)) if len(places) else 0
    filled = np.where(np.isnan(matrix), means, matrix)
    return _Table(
        places,
        columns,
        filled,
        tuple(methods.RankCriterion(str(result.columns[j].id), float(result.weights[j])) for j in columns),
    )


def _weights(table: _Table, *, objective: str) -> Floats | None:
    """Weights from the data; null where the method has no answer to these."""
    try:
        return entropy(table.matrix + 1 / 3) if objective == "entropy" else critic(table.matrix)
    except InvalidInput:
        return None


def _field(view: PrioritiesView) -> FieldViews:
    """Risk is criticality, scope the reduction potential, both judged from 0 to 3; money is the year's."""
    money = np.array([view.money.get(category.id, np.nan) for category in view.categories], dtype=np.float64)
    risk, scope, influence = (
        _criterion(view, kind) for kind in (CriterionKind.CRITICALITY, CriterionKind.POTENTIAL, CriterionKind.INFLUENCE)
    )
    score = view.result.score / 100
    return FieldViews(
        categories=tuple(category.id for category in view.categories),
        spend_class=views.spend_classes(money),
        risk_spend=views.risk_spend(risk, money),
        scope_risk=views.scope_risk(scope, risk),
        kraljic=views.kraljic(influence / 3, score),
    )


def _criterion(view: PrioritiesView, kind: CriterionKind) -> Floats:
    result = view.result
    found = next((j for j, c in enumerate(result.columns) if c.criterion is kind and c.kind is ColumnKind.JUDGED), None)
    return np.full(len(view.categories), np.nan) if found is None else result.value[:, found]
