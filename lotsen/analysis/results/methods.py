"""Results of weighing criteria and of ranking by a method, with every step between input and answer.

Labels are the caller's own words; where an index stands it counts from 0 in the order of the input.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

import numpy as np

from lotsen.analysis.results import Booleans, Floats, Integers, Method
from lotsen.domain.room import Gathering


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that the reader of a result has to know: a message id, and what fills its placeholders."""

    text: str
    fields: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.text.format(**self.fields)


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """One intermediate table: English name (a message id), symbol in the formula, labels and values.

    An empty tuple of labels is a dimension that the table does not have. `about` names the criterion where there is
    one such table for each.
    """

    name: str
    symbol: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: Floats | Integers
    about: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """People's weights and the group's. `each` is [people, subjects]; every row and `weights` add up to 1.

    `say` is how much each person counts, adding up to 1. `spread` is the standard deviation of the people's weights,
    `lowest` and `highest` their range, all over those who count at all.
    """

    how: Gathering
    each: Floats
    say: Floats
    weights: Floats
    spread: Floats
    lowest: Floats
    highest: Floats
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """`i` is `given` times as important as `j`; by the weights that come out it would be `implied` times."""

    i: int
    j: int
    given: float
    implied: float


@dataclass(frozen=True, slots=True)
class Triple:
    """Three comparisons in a ring. `product` is a_ij · a_jk · a_ki, 1 where they agree; `look` fits worst."""

    places: tuple[int, int, int]
    product: float
    look: Comparison


@dataclass(frozen=True, slots=True, eq=False)
class Pairwise:
    """Weights from comparisons in pairs. `matrix` is what was compared, its reciprocals filled in; NaN is missing.

    `acceptable` says that the consistency ratio is at most 0.10. `worst` are the triples that contradict themselves
    most, none where everything agrees; `look` is the comparison to look at first.
    """

    method: Method
    matrix: Floats
    weights: Floats
    greatest_eigenvalue: float
    consistency_index: float
    consistency_ratio: float
    acceptable: bool
    worst: tuple[Triple, ...]
    look: Comparison | None
    remarks: tuple[Remark, ...] = ()

    @property
    def missing(self) -> int:
        """How many pairs were not compared."""
        return int(np.isnan(self.matrix).sum()) // 2


@dataclass(frozen=True, slots=True, eq=False)
class Ranked:
    """Alternatives in order by one method. `scores` and `ranks` go by alternative; ties share a rank (1, 2, 2, 4).

    `falling` says that the highest score is best. `weights` add up to 1. `tables` are every step from the matrix to
    the ranks. `dominated` are pairs (worse, better): at least as good on every criterion and better on one.
    """

    method: Method
    normalisation: str
    minimise: str
    alternatives: tuple[str, ...]
    criteria: tuple[str, ...]
    weights: Floats
    scores: Floats
    falling: bool
    ranks: Integers
    tables: tuple[Table, ...]
    dominated: tuple[tuple[int, int], ...]
    remarks: tuple[Remark, ...] = ()

    def first(self, top: int) -> tuple[int, ...]:
        """The alternatives of rank 1 to `top`, the best first; more than `top` where the last place is shared."""
        listed = [i for i in range(len(self.ranks)) if self.ranks[i] <= top]
        return tuple(sorted(listed, key=lambda i: (int(self.ranks[i]), i)))


@dataclass(frozen=True, slots=True)
class Reversal:
    """Pairs (ahead, behind) of `ranked` whose order changes once an alternative is removed, or a copy of it added."""

    alternative: int
    copied: bool
    pairs: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Reversals:
    """Which orders hang on alternatives that have nothing to do with them; none is what one hopes for."""

    ranked: Ranked
    tried: int
    found: tuple[Reversal, ...]


@dataclass(frozen=True, slots=True, eq=False)
class MethodComparison:
    """The first `top` by several methods. `everywhere` is first by all of them, `parting` by some only."""

    top: int
    ranked: tuple[Ranked, ...]
    first: tuple[tuple[int, ...], ...]
    everywhere: tuple[int, ...]
    parting: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Quadrants:
    """Places in a square cut in four. `x` and `y` are what was compared with the cuts, NaN where not known.

    `names` are message ids of the quadrants: low x high y, high x high y, low x low y, high x low y. `place` is the
    index of each one's quadrant, -1 where it is not known.
    """

    x: Floats
    y: Floats
    cut_x: float
    cut_y: float
    names: tuple[str, str, str, str]
    place: Integers

    def within(self, quadrant: int) -> Booleans:
        """Which ones lie in a quadrant."""
        return np.asarray(self.place == quadrant)


@dataclass(frozen=True, slots=True, eq=False)
class Rivals:
    """A room's judgements by several methods: alternatives are `categories`, criteria `columns`, in their order.

    `reversals` are by method key. `entropy` and `critic` are weights from the data over `columns`; null where the
    data have no answer.
    """

    categories: tuple[UUID, ...]
    columns: tuple[UUID, ...]
    comparison: MethodComparison
    reversals: Mapping[str, Reversals]
    entropy: Floats | None
    critic: Floats | None


@dataclass(frozen=True, slots=True, eq=False)
class FieldViews:
    """The field's own views of `categories`: spend class 5 to 1 (0 unknown), and squares cut in four."""

    categories: tuple[UUID, ...]
    spend_class: Integers
    risk_spend: Quadrants
    scope_risk: Quadrants
    kraljic: Quadrants
