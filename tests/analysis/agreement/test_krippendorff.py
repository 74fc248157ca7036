from collections import Counter
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from lotsen.analysis.agreement.krippendorff import krippendorff_alpha
from lotsen.analysis.results.agreement import Metric

NAN = float("nan")

# Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, C: four observers, twelve units.
PUBLISHED = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, NAN, NAN, NAN],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NAN, 3],
    [NAN, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NAN],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NAN],
]


@pytest.mark.parametrize(
    ("metric", "published"), [(Metric.NOMINAL, 0.743), (Metric.ORDINAL, 0.815), (Metric.INTERVAL, 0.849)]
)
def test_the_published_example_gives_its_figures(metric, published):
    found = krippendorff_alpha(np.array(PUBLISHED), metric)
    assert found.value == pytest.approx(published, abs=0.0005)
    assert (found.pairable, found.judges, found.metric) == (40, 4, metric)


def by_coincidences(answers, metric):
    """Alpha as it is printed: the table of coincidences, then the distance of every two values."""
    o = Counter()
    for unit in answers.T:
        known = [float(v) for v in unit if not np.isnan(v)]
        for c, k in permutations(range(len(known)), 2):
            o[known[c], known[k]] += 1 / (len(known) - 1)
    n = Counter()
    for (c, _), count in o.items():
        n[c] += count

    def distance(c, k):
        if metric is Metric.NOMINAL:
            return float(c != k)
        if metric is Metric.INTERVAL:
            return (c - k) ** 2
        low, high = sorted((c, k))
        return (sum(n[g] for g in n if low <= g <= high) - (n[c] + n[k]) / 2) ** 2

    whole = sum(n.values())
    observed = sum(count * distance(c, k) for (c, k), count in o.items())
    expected = sum(n[c] * n[k] * distance(c, k) for c in n for k in n)
    return 1 - (whole - 1) * observed / expected if expected else NAN


WITH_GAPS = hnp.arrays(
    np.float64,
    st.tuples(st.integers(1, 6), st.integers(1, 8)),
    elements=st.sampled_from([0.0, 1.0, 2.0, 3.0, NAN]),
)


@given(WITH_GAPS, st.sampled_from(Metric))
def test_it_is_the_alpha_of_the_table_of_coincidences(answers, metric):
    found = krippendorff_alpha(answers, metric).value
    assert found == pytest.approx(by_coincidences(answers, metric), nan_ok=True)
    assert np.isnan(found) or found <= 1


@given(WITH_GAPS, st.sampled_from(Metric), st.randoms(use_true_random=False))
def test_the_order_of_people_and_items_leaves_alpha_as_it_is(answers, metric, random):
    people, items = list(range(answers.shape[0])), list(range(answers.shape[1]))
    random.shuffle(people)
    random.shuffle(items)
    before = krippendorff_alpha(answers, metric).value
    assert krippendorff_alpha(answers[people][:, items], metric).value == pytest.approx(before, nan_ok=True)


@given(
    st.lists(st.integers(0, 3), min_size=2, max_size=9).filter(lambda row: len(set(row)) > 1),
    st.integers(2, 6),
    st.sampled_from(Metric),
)
def test_people_of_one_mind_give_1(row, people, metric):
    assert krippendorff_alpha(np.array([row] * people, dtype=float), metric).value == pytest.approx(1)


@pytest.mark.parametrize(
    "answers", [[[2, 2], [2, 2]], [[1, NAN], [NAN, 2]], [[NAN, NAN]]], ids=["all alike", "never two", "no answer"]
)
def test_where_nothing_can_differ_there_is_no_alpha(answers):
    assert np.isnan(krippendorff_alpha(np.array(answers, dtype=float), Metric.ORDINAL).value)
