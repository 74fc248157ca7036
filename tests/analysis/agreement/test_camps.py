import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lotsen.analysis.agreement.camps import beyond_levels, camps

NAN = float("nan")


def answered(values):
    return np.clip(np.round(values), 0, 3).astype(float)


def room(seed, *, people, items, camps, gaps=0.0, noise=0.6):
    """A room whose camps are two steps apart on about half of the items; person i is in camp i modulo `camps`."""
    random = np.random.default_rng(seed)
    views = random.choice([-1, 1], (camps, items)) * (random.random(items) < 0.6)
    if camps == 2:
        views[1] = -views[0]
    answers = answered(1.5 + views[np.arange(people) % camps] + random.normal(0, noise, (people, items)))
    answers[random.random(answers.shape) < gaps] = NAN
    return answers


def same_camps(members, expected):
    pairs = set(zip(members.tolist(), expected.tolist(), strict=True))
    return len(pairs) == len(set(members.tolist())) == len(set(expected.tolist()))


@pytest.mark.parametrize(("people", "items", "count"), [(24, 25, 2), (60, 25, 2), (45, 60, 3), (60, 60, 4)])
@pytest.mark.parametrize("gaps", [0.0, 0.2])
def test_camps_that_are_there_are_found(people, items, count, gaps):
    found = camps(room(1, people=people, items=items, camps=count, gaps=gaps))
    assert same_camps(found.members, np.arange(people) % count)
    assert found.explained > found.by_chance
    assert found.clearness > 3


def test_what_parts_the_camps_are_items_on_which_they_are_far_apart():
    answers = room(2, people=30, items=20, camps=2)
    found = camps(answers)
    for one in found.sides.differences:
        means = [np.nanmean(answers[found.members == camp, one.item]) for camp in (one.first, one.second)]
        assert one.gap == pytest.approx(means[0] - means[1])
        assert abs(one.gap) > 1


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize(("people", "items"), [(10, 25), (25, 40), (60, 25)])
def test_people_without_camps_have_none(seed, people, items):
    random = np.random.default_rng(seed)
    each_alone = answered(random.uniform(0.5, 2.5, items) + random.normal(0, 0.8, (people, items)))
    along_one_line = random.normal(0, 1, (people, 1)) * random.normal(0, 0.6, items)
    one_opinion = answered(1.5 + along_one_line + random.normal(0, 0.6, (people, items)))
    assert camps(each_alone) is None
    assert camps(one_opinion) is None


def test_who_answers_higher_throughout_is_no_camp():
    random = np.random.default_rng(3)
    base = random.integers(0, 2, 20)
    answers = np.array([base + (i % 2) for i in range(20)]) + 0.0
    answers += random.choice([0, 1], answers.shape, p=[0.8, 0.2])
    assert camps(answers) is None


def test_a_camp_of_two_is_none():
    answers = room(4, people=30, items=25, camps=2)
    assert camps(np.vstack([answers[::2], answers[1:4:2]])) is None


def test_nine_people_are_too_few():
    answers = room(5, people=10, items=40, camps=2, noise=0.3)
    assert camps(answers) is not None
    assert camps(answers[:9]) is None
    answers[0] = NAN
    assert camps(answers) is None


def test_who_said_little_joins_the_nearest_camp_and_who_said_nothing_none():
    answers = room(6, people=24, items=30, camps=2)
    answers[3, 8:] = NAN
    answers[4] = NAN
    found = camps(answers)
    assert found.members[4] == -1
    assert same_camps(np.delete(found.members, 4), np.delete(np.arange(24) % 2, 4))
    assert found.sides.people == (12, 11)


@pytest.mark.parametrize("answers", [np.ones((12, 5)), np.full((12, 5), NAN), np.zeros((0, 4)), np.zeros((12, 0))])
def test_nothing_to_tell_people_apart_by_gives_no_camps(answers):
    assert camps(answers) is None


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 20), st.sampled_from([0.0, 0.3]), st.randoms(use_true_random=False))
def test_the_order_of_the_people_only_orders_their_camps(seed, gaps, random):
    answers = room(seed, people=16, items=25, camps=2, gaps=gaps)
    order = list(range(16))
    random.shuffle(order)
    before, after = camps(answers), camps(answers[order])
    assert (before is None) == (after is None)
    if before and after:
        assert after.members.tolist() == before.members[order].tolist()
        assert after.clearness == before.clearness


def test_levels_of_items_and_people_are_no_opinion():
    levels = np.array([[0.0], [1], [2]]) + np.array([0.0, 1, 5, 2])
    assert beyond_levels(levels) == pytest.approx(np.zeros((3, 4)), abs=1e-9)
