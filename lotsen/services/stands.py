"""A ranking as plain data, and back: what a snapshot keeps of it, to be compared with another one."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import numpy as np

from lotsen.analysis.movement import stand
from lotsen.analysis.results import Floats, Priorities
from lotsen.analysis.results.movement import Stand
from lotsen.errors import N_, InvalidInput

DECIMALS = 6
"""Of weights and values: together they are off by less than a thousandth of a point."""


def kept(result: Priorities) -> dict[str, Any]:
    """A ranking as plain data that JSON can hold; null stands where nothing is known."""
    one = stand(result)
    return {
        "categories": [str(category) for category in one.categories],
        "subjects": [str(subject) for subject in one.subjects],
        "weights": _plain(one.weights),
        "unit": _plain(one.unit),
        "score": _plain(one.score),
        "ranks": one.ranks.tolist(),
        "top_size": one.top_size,
    }


def stand_of(results: Mapping[str, Any]) -> Stand:
    """The ranking that a document's results keep. One of an older form has places alone, and no subjects.

    Raises InvalidInput for what was never kept by us.
    """
    try:
        return _whole(results["stand"]) if "stand" in results else places(results.get("ranking", ()))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InvalidInput(
            N_("The ranking in this snapshot can't be read, so nothing can be compared with it. Choose another one.")
        ) from error


def places(ranking: Sequence[Mapping[str, Any]]) -> Stand:
    """A ranking of which only places are known."""
    n = len(ranking)
    nothing = np.zeros((n, 0))
    return Stand(
        tuple(UUID(row["category_id"]) for row in ranking),
        (),
        nothing,
        nothing,
        np.array([row.get("score") for row in ranking], dtype=np.float64),
        np.array([row["rank"] for row in ranking], dtype=np.int64),
        sum(bool(row.get("listed")) for row in ranking),
    )


def _whole(given: Mapping[str, Any]) -> Stand:
    categories, subjects = (tuple(UUID(one) for one in given[name]) for name in ("categories", "subjects"))
    shape = (len(categories), len(subjects))
    return Stand(
        categories,
        subjects,
        _array(given["weights"], shape),
        _array(given["unit"], shape),
        _array(given["score"], shape[:1]),
        np.array(given["ranks"], dtype=np.int64).reshape(shape[:1]),
        int(given["top_size"]),
    )


def _array(values: Any, shape: tuple[int, ...]) -> Floats:
    return np.array(values, dtype=np.float64).reshape(shape)


def _plain(values: Floats) -> Any:
    found = np.round(values, DECIMALS).astype(object)
    found[np.isnan(values)] = None
    return found.tolist()
