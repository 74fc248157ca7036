"""The ways in which people weigh the goals: what one person's answers come to, and the group's weights from them."""

from collections.abc import Callable, Collection, Mapping, Sequence
from uuid import UUID

import numpy as np

from lotsen.analysis.pairwise import from_pairs, pairwise, parts
from lotsen.analysis.results import FEWEST_FOR_AGREEMENT, Floats
from lotsen.analysis.results.methods import Group
from lotsen.analysis.results.weighing import Answered, Weighed
from lotsen.analysis.weights import gathered, normalised, rank_order_centroid, settled, swing
from lotsen.domain.goal import MOST_GOALS, POINTS, GoalWeight
from lotsen.domain.room import Gathering, Weighing, WeightAnswers
from lotsen.domain.weighing import FULL_SWING, is_ratio


def weigh(
    subjects: Sequence[UUID],
    people: Mapping[UUID, WeightAnswers],
    way: Weighing = Weighing.MARKS,
    gathering: Gathering = Gathering.MEAN,
    say: Mapping[UUID, float] | None = None,
    agreed: Mapping[UUID, float] | None = None,
) -> Weighed:
    """What `subjects` weigh for a group, from the people whose answers in `way` are complete enough to count.

    `say` is how much a person counts, 1 where none is named. `agreed` points override what the people's weights come
    to. Answers on anything but `subjects` are left out.
    """
    answers = {person: answered(way, subjects, given) for person, given in _on(subjects, people).items()}
    counted = {person: one.weights for person, one in answers.items() if one.weights is not None}
    each = np.array(list(counted.values())).reshape(len(counted), len(subjects))
    group = gathered(each, gathering, np.array([(say or {}).get(person, 1.0) for person in counted]))
    points = _on_scale(subjects, agreed or {}, POINTS)
    weights = settled(subjects, group, points)
    return Weighed(
        way=way,
        gathering=group.how if group else gathering,
        subjects=tuple(subjects),
        answers=answers,
        group=weights,
        weights=_by_goal(subjects, group, weights.mean, weights.agreed),
        points={subject: points.get(subject, 0.0) for subject in subjects} if weights.agreed else {},
        remarks=group.remarks if group else (),
    )


def answered(way: Weighing, subjects: Sequence[UUID], given: WeightAnswers) -> Answered:
    """What one person's answers in one way come to, or what is missing before they count.

    Marks count from the first one. Swings and places are wanted for every subject, and one swing has to be the 100
    that the others are held against. Comparisons count as soon as they tie all subjects together; contradictory ones
    count too.
    """
    return _WAYS[way](subjects, given)


def _marks(subjects: Sequence[UUID], given: WeightAnswers) -> Answered:
    each = normalised(_row(subjects, given.marks))
    return Answered(given, each[0] if len(each) else None)


def _swing(subjects: Sequence[UUID], given: WeightAnswers) -> Answered:
    if missing := _missing(subjects, given.swing):
        return Answered(given, missing=missing)
    full = max(given.swing.values(), default=0) >= FULL_SWING
    return Answered(given, swing(_row(subjects, given.swing))[0] if full else None)


def _order(subjects: Sequence[UUID], given: WeightAnswers) -> Answered:
    if missing := _missing(subjects, given.order):
        return Answered(given, missing=missing)
    return Answered(given, rank_order_centroid(_row(subjects, given.order))[0] if subjects else None)


def _pairs(subjects: Sequence[UUID], given: WeightAnswers) -> Answered:
    place = {subject: i for i, subject in enumerate(subjects)}
    names = [str(subject) for subject in subjects]
    matrix = from_pairs(names, [(place[one], place[other], ratio) for (one, other), ratio in given.pairs.items()])
    separate = parts(~np.isnan(matrix))
    if len(separate) != 1:
        return Answered(given, parts=tuple(tuple(subjects[i] for i in part) for part in separate))
    result = pairwise(names, matrix)
    return Answered(given, result.weights, pairwise=result)


_WAYS: Mapping[Weighing, Callable[[Sequence[UUID], WeightAnswers], Answered]] = {
    Weighing.MARKS: _marks,
    Weighing.SWING: _swing,
    Weighing.ORDER: _order,
    Weighing.PAIRS: _pairs,
}


def _row(subjects: Sequence[UUID], given: Mapping[UUID, float]) -> Floats:
    return np.array([[given.get(subject, 0.0) for subject in subjects]], dtype=np.float64)


def _missing(subjects: Sequence[UUID], given: Mapping[UUID, float]) -> tuple[UUID, ...]:
    return tuple(subject for subject in subjects if subject not in given)


def _on(subjects: Sequence[UUID], people: Mapping[UUID, WeightAnswers]) -> dict[UUID, WeightAnswers]:
    """Everybody's answers on `subjects`; what is off its scale, as an archive may hold it, is no answer."""
    known = set(subjects)
    found = {
        person: WeightAnswers(
            marks=_on_scale(known, given.marks, POINTS),
            swing=_on_scale(known, given.swing, FULL_SWING),
            order=_on_scale(known, given.order, MOST_GOALS),
            pairs={pair: r for pair, r in given.pairs.items() if known.issuperset(pair) and is_ratio(r)},
        )
        for person, given in people.items()
    }
    return {person: one for person, one in found.items() if any(one.given(way) for way in Weighing)}


def _on_scale(subjects: Collection[UUID], given: Mapping[UUID, float], most: float) -> dict[UUID, float]:
    return {subject: value for subject, value in given.items() if subject in subjects and 0 <= value <= most}


def _by_goal(subjects: Sequence[UUID], group: Group | None, counts: Floats, agreed: bool) -> dict[UUID, GoalWeight]:
    spread = group is not None and len(group.each) >= FEWEST_FOR_AGREEMENT
    return {
        subject: GoalWeight(
            mean=float(counts[i]),
            low=float(group.lowest[i]) if group and spread else None,
            high=float(group.highest[i]) if group and spread else None,
            voted=float(group.weights[i]) if group and agreed else None,
        )
        for i, subject in enumerate(subjects)
    }
