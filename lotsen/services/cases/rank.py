"""The case `rank`: alternatives in order by one method, every step told; also reversals and other methods' first."""

from collections.abc import Mapping
from typing import Any

from lotsen.analysis import methods
from lotsen.analysis.methods import RankCriterion
from lotsen.analysis.results import Floats
from lotsen.analysis.results.methods import MethodComparison, Ranked, Reversals, Table
from lotsen.analysis.scaling import Minimise, Normalisation
from lotsen.analysis.scoring import Preference, Shape
from lotsen.errors import N_, InvalidInput
from lotsen.services.cases import read
from lotsen.services.cases.weights import told

KEYS = """\
alternatives   names of what is ranked; A1, A2 and so on if not given
criteria       [{"name", "weight", "direction": max (if not given) or min, "preference": for promethee2}]
matrix         one row for each alternative, one column for each criterion
method         additive (if not given), weighted_sum, weighted_product, waspas, moora, topsis, promethee2 or vikor
normalisation  vector, minmax, sum, max or none; the method's own if not given
minimise       reverse, invert (1/x) or negate; the method's own if not given, reverse under another normalisation
preference     {"function": usual, u-shape (q), v-shape (p), level, v-shape-indifference (q, p) or gaussian (s)}
v              vikor: weight of the sum against the greatest regret, 0.5 if not given
reversals      true: also whether the order hangs on alternatives that have nothing to do with it
compare, top   other methods, and how many of the first to compare

Own of each method: additive minmax and reverse; weighted_sum and weighted_product sum and invert; waspas max and
invert; moora vector and negate; topsis vector and reverse. promethee2 and vikor compare the values as they are.

Answer: scores, ranks (ties share one), alternatives, weights (adding up to 1), normalisation, minimise, tables
[{name, symbol, rows, columns, values, about}], dominated [{alternative, by}], method {key, formula, source, version},
warnings; reversals, comparison where asked for. vikor's scores are Q: the lowest is best.

Example: {"method": "topsis", "matrix": [[1, 3000], [2, 3750]], "criteria":
  [{"name": "price", "weight": 0.5, "direction": "min"}, {"name": "quality", "weight": 0.5, "direction": "max"}]}
"""

KNOWN = (
    "alternatives", "criteria", "matrix", "method", "normalisation", "minimise", "v", "reversals", "compare", "top"
)  # fmt: skip

FIRST = 3
"""How many of the first are compared where nothing is said."""


def answer(case: Mapping[str, Any]) -> dict[str, Any]:
    """The case's ranking. Raises InvalidInput for what can't be used."""
    read.only(case, KNOWN)
    criteria = _criteria(read.needed(case, "criteria"))
    names = read.names(case["alternatives"], "alternatives") if "alternatives" in case else ()
    rows = len(names) or None
    matrix = read.matrix(read.needed(case, "matrix"), "matrix", rows=rows, columns=len(criteria))
    given: dict[str, Any] = {
        "method": read.one_of(case.get("method", "additive"), methods.METHODS, "method"),
        "normalisation": _word(case, "normalisation", tuple(Normalisation)),
        "minimise": _word(case, "minimise", tuple(Minimise)),
        "alternatives": names,
        "v": read.number(case.get("v", 0.5), "v", least=0, most=1),
    }
    ranked = methods.rank(matrix, criteria, **given)
    answered = _ranked(ranked)
    if _flag(case, "reversals"):
        answered["reversals"] = _reversals(methods.reversals(matrix, criteria, **given))
    if "compare" in case:
        answered["comparison"] = _compared(case, matrix, criteria, ranked, given["v"])
    return answered


def _criteria(value: object) -> list[RankCriterion]:
    if not isinstance(value, list) or not value or not all(isinstance(one, dict) for one in value):
        raise InvalidInput(N_("'criteria' has to be a list of objects, each with a name and a weight."))
    read.names([one.get("name", f"C{place}") for place, one in enumerate(value, 1)], "criteria")
    return [_criterion(one, place) for place, one in enumerate(value, 1)]


def _criterion(record: Mapping[str, Any], place: int) -> RankCriterion:
    where = f"criteria[{place - 1}]"
    read.only(record, ("name", "weight", "direction", "preference"), where)
    direction = read.one_of(record.get("direction", "max"), ("max", "min"), f"{where}.direction")
    return RankCriterion(
        name=record.get("name", f"C{place}"),
        weight=read.number(read.needed(record, "weight", where), f"{where}.weight", least=0),
        maximised=direction == "max",
        preference=_preference(record.get("preference", {}), f"{where}.preference"),
    )


def _preference(value: object, where: str) -> Preference:
    record = {"function": value} if isinstance(value, str) else value
    if not isinstance(record, dict):
        raise InvalidInput(N_("'{key}' has to be an object with 'function' and its thresholds."), key=where)
    read.only(record, ("function", "p", "q", "s"), where)
    shape = Shape(read.one_of(record.get("function", "usual"), tuple(Shape), f"{where}.function"))
    missing = [key for key in methods.NEEDS[shape] if record.get(key) is None]
    if missing:
        read.needed(record, missing[0], where)
    thresholds = {
        key: read.number(record[key], f"{where}.{key}", least=0) for key in "pqs" if record.get(key) is not None
    }
    return Preference(shape, **thresholds)


def _word(case: Mapping[str, Any], key: str, known: tuple[str, ...]) -> str | None:
    return None if case.get(key) is None else read.one_of(case[key], known, key)


def _flag(case: Mapping[str, Any], key: str) -> bool:
    value = case.get(key, False)
    if not isinstance(value, bool):
        raise InvalidInput(N_("'{key}' is true or false."), key=key)
    return value


def _ranked(ranked: Ranked) -> dict[str, Any]:
    names = ranked.alternatives
    return {
        "method": told(ranked.method),
        "alternatives": list(names),
        "scores": ranked.scores.tolist(),
        "ranks": ranked.ranks.tolist(),
        "weights": ranked.weights.tolist(),
        "normalisation": ranked.normalisation,
        "minimise": ranked.minimise,
        "tables": [_table(table) for table in ranked.tables],
        "dominated": [{"alternative": names[worse], "by": names[better]} for worse, better in ranked.dominated],
        "warnings": [str(remark) for remark in ranked.remarks],
    }


def _table(table: Table) -> dict[str, Any]:
    """A table as plain data; `values` are rows of numbers also where one of the two dimensions has no labels."""
    return {
        "name": table.name,
        "symbol": table.symbol,
        "about": table.about,
        "rows": list(table.rows),
        "columns": list(table.columns),
        "values": table.values.reshape(len(table.rows) or 1, len(table.columns) or 1).tolist(),
    }


def _reversals(result: Reversals) -> dict[str, Any]:
    names = result.ranked.alternatives
    found = [
        {
            "alternative": names[one.alternative],
            "change": "copied" if one.copied else "removed",
            "pairs": [[names[ahead], names[behind]] for ahead, behind in one.pairs],
        }
        for one in result.found
    ]
    return {"tried": result.tried, "found": found}


def _compared(
    case: Mapping[str, Any], matrix: Floats, criteria: list[RankCriterion], ranked: Ranked, v: float
) -> dict[str, Any]:
    """The first by the case's method and by the others, each of these with its own normalisation."""
    others = read.names(case["compare"], "compare")
    for other in others:
        read.one_of(other, methods.METHODS, "compare")
    top = read.whole(case.get("top", FIRST), "top", least=1, most=max(len(matrix), FIRST))
    keys = [other for other in others if other != ranked.method.key]
    every = [ranked, *(methods.rank(matrix, criteria, key, alternatives=ranked.alternatives, v=v) for key in keys)]
    return _comparison(methods.compare(every, top), ranked.alternatives)


def _comparison(found: MethodComparison, names: tuple[str, ...]) -> dict[str, Any]:
    return {
        "top": found.top,
        "first": {
            one.method.key: [names[i] for i in listed] for one, listed in zip(found.ranked, found.first, strict=True)
        },
        "everywhere": [names[i] for i in found.everywhere],
        "parting": [names[i] for i in found.parting],
    }
