"""`agreement`: how far people agree on ranks or ratings, on weights, and on statements."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from lotsen.analysis.agreement.camps import camps
from lotsen.analysis.agreement.consensus import ahp_consensus
from lotsen.analysis.agreement.kendall import kendall_w
from lotsen.analysis.agreement.krippendorff import krippendorff_alpha
from lotsen.analysis.agreement.spread import settlings, spread
from lotsen.analysis.agreement.statements import group_aware_consensus, representative
from lotsen.analysis.results import FEWEST_FOR_AGREEMENT, Floats
from lotsen.analysis.results.agreement import FEWEST_FOR_CAMPS, Metric, Settling, Spread, Statement
from lotsen.errors import N_, InvalidInput
from lotsen.services.cases import read

KEYS = """Keys of the case (any of the parts, together or alone):
  items    ["food", "energy"]                                what is judged
  ranks    {"judge A": [2, 1], "judge B": [1, 2]}            per judge, 1 is first; null where there is none; or
  ratings  {"judge A": [0, 3], "judge B": [null, 2]}         per judge, more is more
  weights  {"P1": {"climate": 0.6, "market": 0.4}}           per person; a criterion not named weighs 0
  votes    {"S1": {"buyers": {"agree": 9, "disagree": 1, "pass": 0}}}    per statement and group

Keys of the answer:
  kendall_w              {corrected, uncorrected, chi_square, degrees_of_freedom, p}; null where an answer is missing
  krippendorff_alpha     {interval, ordinal}
  spread                 [{item, judges, mean, standard_deviation, lowest, highest}], figures from five judges on
  camps                  [{judges, means}], from ten judges on; parted_by [{camps, item, gap}]
  discussion_order       [{item, spread, mean, rank, low {value, rank}, high {value, rank}, moves}], most spread first:
                         low and high are the means of those below and above the item's mean, and its rank there
  ahp_consensus          {corrected, uncorrected, word}
  group_aware_consensus  {statement: product over groups of (agree + 1) / (seen + 2)}
  statements             {statement: {group: {p_agree, p_disagree, side, representative}}}
  representative         {group: [statements that set it apart]}
  warnings               [what is not given, and why]
"""

PARTS = ("ranks", "ratings", "weights", "votes")
FARTHEST = 1e9
"""No rank, rating or weight is larger than this."""


def answer(case: Mapping[str, Any]) -> dict[str, Any]:
    """The agreement in a case; `KEYS` names what goes in and out. Raises InvalidInput for anything else."""
    read.only(case, ("items", *PARTS))
    if not any(case.get(part) is not None for part in PARTS):
        raise InvalidInput(N_("There is nothing to compare: give 'ranks', 'ratings', 'weights' or 'votes'."))
    result: dict[str, Any] = {}
    warnings: list[str] = []
    if any(case.get(key) is not None for key in ("items", "ranks", "ratings")):
        result |= _judgements(case, warnings)
    if case.get("weights") is not None:
        result |= _weights(case["weights"], warnings)
    if case.get("votes") is not None:
        result |= _votes(case["votes"])
    return {**result, "warnings": warnings}


def _judgements(case: Mapping[str, Any], warnings: list[str]) -> dict[str, Any]:
    items = read.names(read.needed(case, "items"), "items")
    given = [key for key in ("ranks", "ratings") if case.get(key) is not None]
    if len(given) != 1:
        raise InvalidInput(N_("Give 'ranks' or 'ratings' with 'items', and only one of the two."))
    judges, answers = _answers(case[given[0]], given[0], len(items))
    each = spread(answers)
    if (each.judges < FEWEST_FOR_AGREEMENT).any():
        warnings.append(f"spread: an item with fewer than {FEWEST_FOR_AGREEMENT} judges has none.")
    return {
        "kendall_w": _kendall(answers, warnings),
        "krippendorff_alpha": _alpha(answers, warnings),
        "spread": _spread(each, items),
        **_camps(answers, judges, items, warnings),
        "discussion_order": [
            _settling(one, items, each) for one in settlings(answers, lowest_first=given[0] == "ranks")
        ],
    }


def _answers(value: object, key: str, items: int) -> tuple[tuple[str, ...], Floats]:
    """The judges and their answers [judges, items], NaN for null."""
    rows = {}
    for judge, row in _named(value, key).items():
        if not isinstance(row, list) or len(row) != items:
            raise InvalidInput(
                N_("'{key}' of {judge} has to be a list of {items} numbers, one for each item."),
                key=key, judge=judge, items=items,
            )  # fmt: skip
        rows[judge] = [math.nan if one is None else _number(one, f"{key}.{judge}[{i}]") for i, one in enumerate(row)]
    return tuple(rows), np.array(list(rows.values()), dtype=np.float64)


def _named(value: object, key: str) -> dict[str, Any]:
    if not isinstance(value, dict) or not value:
        raise InvalidInput(N_("'{key}' has to be an object with a name as the key of each part."), key=key)
    return value


def _number(value: object, key: str, least: float = -FARTHEST) -> float:
    return read.number(value, key, least=least, most=FARTHEST)


def _kendall(answers: Floats, warnings: list[str]) -> dict[str, Any] | None:
    found = kendall_w(answers)
    if found is None:
        missing = np.isnan(answers).any()
        why = (
            "an answer is missing; see krippendorff_alpha" if missing else "it takes two judges, two items and an order"
        )
        warnings.append(f"kendall_w: {why}.")
        return None
    return {
        "corrected": found.corrected,
        "uncorrected": found.uncorrected,
        "chi_square": found.chi_square,
        "degrees_of_freedom": found.degrees_of_freedom,
        "p": found.p,
    }


def _alpha(answers: Floats, warnings: list[str]) -> dict[str, float | None]:
    found = {
        metric.value: _known(krippendorff_alpha(answers, metric).value) for metric in (Metric.INTERVAL, Metric.ORDINAL)
    }
    if None in found.values():
        warnings.append("krippendorff_alpha: it takes items with two judges each, and answers that are not all alike.")
    return found


def _spread(each: Spread, items: tuple[str, ...]) -> list[dict[str, Any]]:
    return [
        {
            "item": item,
            "judges": int(each.judges[i]),
            "mean": _known(each.mean[i]),
            "standard_deviation": _known(each.deviation[i]),
            "lowest": _known(each.lowest[i]),
            "highest": _known(each.highest[i]),
        }
        for i, item in enumerate(items)
    ]


def _camps(answers: Floats, judges: tuple[str, ...], items: tuple[str, ...], warnings: list[str]) -> dict[str, Any]:
    found = camps(answers)
    if found is None:
        few = len(judges) < FEWEST_FOR_CAMPS
        warnings.append(
            f"camps: they are looked for among {FEWEST_FOR_CAMPS} judges or more."
            if few
            else "camps: none that stand out clearly."
        )
        return {"camps": [], "parted_by": []}
    return {
        "camps": [
            {
                "judges": [judges[i] for i in np.flatnonzero(found.members == camp)],
                "means": {item: _known(one) for item, one in zip(items, means, strict=True)},
            }
            for camp, means in enumerate(found.sides.mean)
        ],
        "parted_by": [
            {"camps": [one.first + 1, one.second + 1], "item": items[one.item], "gap": one.gap}
            for one in found.sides.differences
        ],
    }


def _settling(one: Settling, items: tuple[str, ...], each: Spread) -> dict[str, Any]:
    return {
        "item": items[one.item],
        "spread": _known(each.deviation[one.item]),
        "mean": one.mean,
        "rank": one.rank,
        "low": {"value": one.low, "rank": one.low_rank},
        "high": {"value": one.high, "rank": one.high_rank},
        "moves": one.moves,
    }


def _weights(value: object, warnings: list[str]) -> dict[str, Any]:
    people = {person: _named(given, f"weights.{person}") for person, given in _named(value, "weights").items()}
    criteria = list(dict.fromkeys(name for given in people.values() for name in given))
    rows = [
        [_number(given.get(name, 0), f"weights.{person}.{name}", least=0) for name in criteria]
        for person, given in people.items()
    ]
    found = ahp_consensus(np.array(rows, dtype=np.float64))
    if found is None:
        warnings.append("ahp_consensus: it takes two people who give weight, and two criteria.")
        return {"ahp_consensus": None}
    return {
        "ahp_consensus": {
            "corrected": found.corrected, "uncorrected": found.uncorrected, "word": found.word.value
        }
    }  # fmt: skip


def _votes(value: object) -> dict[str, Any]:
    found = group_aware_consensus(
        {
            statement: {group: _counts(counts, f"votes.{statement}.{group}") for group, counts in groups.items()}
            for statement, given in _named(value, "votes").items()
            for groups in [_named(given, f"votes.{statement}")]
        }
    )
    groups = dict.fromkeys(stance.group for statement in found for stance in statement.stances)
    return {
        "group_aware_consensus": {statement.name: statement.consensus for statement in found},
        "statements": {statement.name: _stances(statement) for statement in found},
        "representative": {group: list(representative(found, group)) for group in groups},
    }


def _counts(value: object, key: str) -> tuple[int, int, int]:
    counts = _named(value, key)
    read.only(counts, ("agree", "disagree", "pass"), key)
    agree, disagree, passed = (
        read.whole(counts.get(word, 0), f"{key}.{word}", least=0, most=int(FARTHEST))
        for word in ("agree", "disagree", "pass")
    )
    return agree, disagree, passed


def _stances(statement: Statement) -> dict[str, Any]:
    return {
        stance.group: {
            "p_agree": stance.p_agree,
            "p_disagree": stance.p_disagree,
            "side": "agree" if stance.agrees else "disagree",
            "representative": stance.representative,
        }
        for stance in statement.stances
    }


def _known(value: float) -> float | None:
    """A number as JSON has it: NaN is null."""
    return float(value) if math.isfinite(value) else None
