import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotsen.charts.layout.bubble import LARGEST, WIDTH, _label_box, _overlap, bubbles, place_labels
from lotsen.texts import Texts
from tests.support.judged import room

SV = Texts.of("sv")


def laid_out(**options):
    made = room(**options)
    return made, bubbles(made.result, made.names, SV)


def test_every_ranked_category_with_money_is_a_bubble_and_the_others_are_counted():
    made, layout = laid_out()
    ranked = {made.result.categories[i] for i in made.result.order if made.result.ranks[i]}
    assert {b.id for b in layout.bubbles} == {one for one in ranked if made.names.money.get(one)}
    assert layout.left_out == len(ranked) - len(layout.bubbles) > 0


def test_the_area_stands_for_the_carbon():
    _, layout = laid_out()
    known = [b for b in layout.bubbles if b.kilograms and b.size > 12]
    per_area = {round(b.kilograms / b.size**2) for b in known}
    assert len(known) > 3
    assert max(per_area) - min(per_area) <= 1
    assert max(b.size for b in layout.bubbles) == LARGEST


def test_the_amount_of_money_is_the_place_on_the_axis():
    made, layout = laid_out()
    for b in layout.bubbles:
        assert 10**b.x == pytest.approx(made.names.money[b.id] / 100)
        assert layout.x_range[0] < b.x < layout.x_range[1]
    assert len(layout.ticks) >= 2


def test_without_money_there_is_no_picture():
    made = room()
    empty = bubbles(made.result, type(made.names)(made.names.categories, made.names.columns), SV)
    assert not empty.bubbles
    assert empty.left_out == made.result.ranked


SPOTS = st.lists(st.tuples(st.floats(0, 1100), st.floats(0, 480)), min_size=1, max_size=40)


@given(SPOTS)
def test_labels_never_cover_each_other_or_a_bubble(spots):
    sizes = [12.0 + 7 * (i % 6) for i in range(len(spots))]
    names = [f"Kategori nummer {i}" for i in range(len(spots))]
    sides = place_labels(spots, sizes, names)
    boxes = {i: _label_box(spots[i], sizes[i], names[i], side) for i, side in enumerate(sides) if side}
    assert not any(_overlap(a, b) for a, b in itertools.combinations(boxes.values(), 2))
    for i, box in boxes.items():
        assert box[0] >= 0
        assert box[2] <= WIDTH
        discs = [(x - s / 2, y - s / 2, x + s / 2, y + s / 2) for (x, y), s in zip(spots, sizes, strict=True)]
        assert not any(_overlap(box, disc) for n, disc in enumerate(discs) if n != i)
