import math

import numpy as np
import pytest

from lotsen.charts.layout.heatmap import CellState, heatmap
from lotsen.charts.layout.names import lines, short
from lotsen.texts import Texts
from tests.support.judged import room

SV = Texts.of("sv")


def laid_out(**options):
    made = room(**options)
    return made, heatmap(made.result, made.names, SV)


def test_rows_stand_in_order_of_rank_and_the_line_lies_under_the_top_list():
    made, layout = laid_out()
    ranks = [row.rank or math.inf for row in layout.rows]
    assert ranks == sorted(ranks)
    assert layout.line_after == made.result.top_size == sum(row.listed for row in layout.rows)
    assert all(row.listed for row in layout.rows[: layout.line_after])


def test_goals_stand_in_order_of_weight_and_criteria_follow_after_a_gap():
    _, layout = laid_out(points=(5, 10, 40, 15, 30))
    goals = [column for column in layout.columns if not column.beside]
    assert [column.weight_text for column in goals] == [SV.percent(n / 100) for n in (40, 30, 15, 10, 5)]
    assert [column.height for column in goals] == pytest.approx([1, 0.75, 0.375, 0.25, 0.125])
    beside = [column for column in layout.columns if column.beside]
    assert [column.name for column in beside] == ["Utsläpp", "Minskningspotential", "Avtalet löper ut"]
    assert beside[0].x > goals[-1].x + 1
    assert all(column.weight_text == "" for column in beside)


def test_every_cell_is_there_once_with_the_value_that_counts():
    made, layout = laid_out()
    assert len(layout.cells) == len(layout.rows) * len(layout.columns)
    place = {column.id: j for j, column in enumerate(made.result.columns)}
    for cell in layout.cells:
        i = made.result.categories.index(layout.rows[cell.row].id)
        column = layout.columns[cell.column]
        value = made.result.value[i, place[column.id]]
        if cell.shade is None:
            assert math.isnan(value)
            assert cell.state in (CellState.MISSING, CellState.UNSURE)
        elif not column.beside:
            assert cell.text == SV.number(value, 1)
            assert cell.shade == pytest.approx(value / 3)


def test_states_are_told_apart():
    _, layout = laid_out()
    by_state = {state: [cell for cell in layout.cells if cell.state is state] for state in CellState}
    assert [cell.text for cell in by_state[CellState.AGREED]] == ["2,5"]
    assert all(cell.text == "" and cell.judges == 0 for cell in by_state[CellState.MISSING])
    assert all(cell.text == "?" and cell.unsure for cell in by_state[CellState.UNSURE])


def test_a_bar_is_the_sum_of_its_parts_and_money_is_to_scale():
    made, layout = laid_out(weight=0.3)
    most = max(made.names.money.values())
    for row in layout.rows:
        if row.score is not None:
            assert sum(part.length for part in row.parts) == pytest.approx(row.score)
        for before, after in zip(row.parts, row.parts[1:], strict=False):
            assert after.start == pytest.approx(before.start + before.length)
        assert row.money_share == pytest.approx((row.money or 0) / most)
    assert layout.money_weight_text == SV.percent(0.3)
    assert layout.weights[len(layout.columns)] == pytest.approx(0.3)


def test_spread_is_as_long_as_the_disagreement_and_missing_with_few_judges():
    _, many = laid_out(people=9)
    _, few = laid_out(people=4)
    assert any(cell.spread for cell in many.cells)
    assert all(cell.spread is None for cell in few.cells)
    assert not any(cell.matters for cell in few.cells)


def test_one_judge_is_shown_without_decimals():
    _, layout = laid_out(people=1, agreed=False, gaps=0.0)
    assert {cell.text for cell in layout.cells if not layout.columns[cell.column].beside} <= {"0", "1", "2", "3", "?"}


def test_nothing_judged_leaves_rows_without_rank_and_no_line():
    _, layout = laid_out(gaps=1.0, agreed=False, criteria=False)
    assert layout.line_after is None
    assert all(row.rank is None and row.score_text == "" and not row.parts for row in layout.rows)


def test_long_lists_can_be_cut_and_say_how_much_is_left_out():
    made = room([f"Kategori {i}" for i in range(60)], gaps=0.0)
    layout = heatmap(made.result, made.names, SV, most_rows=40)
    assert (len(layout.rows), layout.rows_left_out) == (40, 20)
    assert layout.line_after == 7


@pytest.mark.parametrize(
    ("name", "fitted"),
    [
        ("Energi", ("Energi",)),
        ("Livskraftig lokal marknad", ("Livskraftig", "lokal marknad")),
        ("Främja sysselsättning bland långtidsarbetslösa i regionen", ("Främja", "sysselsättnin…")),
        ("", ("",)),
    ],
)
def test_names_are_fitted_into_lines(name, fitted):
    assert lines(name, 14)[: len(fitted)] == fitted
    assert len(lines(name, 14)) <= 2
    assert all(len(line) <= 14 for line in lines(name, 14))


def test_short_names_keep_their_beginning_and_scraps_are_left_out():
    assert short("Sysselsättning", 20) == "Sysselsättning"
    assert short("Sysselsättning", 8) == "Sysselsät"[:7] + "…"
    assert short("Sysselsättning", 2) == ""


def test_carbon_and_contracts_are_written_short():
    _, layout = laid_out()
    column = {column.name: n for n, column in enumerate(layout.columns)}
    texts = {cell.row: cell.text for cell in layout.cells if cell.column == column["Avtalet löper ut"] and cell.text}
    assert texts
    assert all("/" in text for text in texts.values())
    carbon = [cell.text for cell in layout.cells if cell.column == column["Utsläpp"] and cell.text]
    assert "500" in carbon
    assert np.isfinite([float(text.replace("\xa0", "")) for text in carbon]).all()
