"""The treemap and the curve: Plotly accepts them, they hold the overview's numbers, and users' words stay words."""

import json
from typing import Any

import plotly.graph_objects as go
import plotly.io
import pytest

from lotsen.analysis.spend import OtherMoney
from lotsen.charts import spend, theme
from lotsen.charts.colour import AA_TEXT, contrast
from lotsen.texts import Texts
from tests.support.bought import bought

SV = Texts.of("sv")
CASES = {
    "a few": [600, 300, 100],
    "one": [5],
    "with credits": [600, -50, 0],
    "nothing": [],
    "two hundred": [10**6 // (i + 1) for i in range(200)],
}


def drawn(
    euros: list[int], palette: theme.Palette = theme.LIGHT, language: str = "sv", **more: Any
) -> list[dict[str, Any]]:
    made, t = bought(euros, **more), Texts.of(language)
    pictures = (
        spend.treemap(made.result, made.categories, t, palette),
        spend.pareto(made.result, made.names(language), t, palette),
    )
    return [picture.to_dict() for picture in pictures]


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
@pytest.mark.parametrize("palette", [theme.LIGHT, theme.DARK], ids=lambda p: p.name)
@pytest.mark.parametrize("case", CASES)
def test_every_picture_is_one_that_plotly_accepts(case: str, palette: theme.Palette, language: str) -> None:
    for picture in drawn(CASES[case], palette, language):
        checked = go.Figure(json.loads(plotly.io.to_json(picture, validate=False)))
        assert len(checked.data) == 1


@pytest.mark.parametrize("case", ["a few", "two hundred"])
def test_areas_are_the_money_and_groups_the_sum_of_theirs(case: str) -> None:
    made = bought(CASES[case])
    [trace] = spend.treemap(made.result, made.categories, SV, theme.LIGHT).to_dict()["data"]
    values = dict(zip(trace["ids"], trace["values"], strict=True))
    assert {str(f.category): f.cents / 100 for f in made.result.figures}.items() <= values.items()
    tops = sum(value for value, parent in zip(trace["values"], trace["parents"], strict=True) if not parent)
    assert tops == pytest.approx(made.result.mapped / 100)


def test_a_category_in_credit_has_no_area() -> None:
    treemap, _ = drawn(CASES["with credits"])
    assert all(value > 0 for value in treemap["data"][0]["values"])


def test_areas_without_a_factor_are_hatched_and_the_dirtiest_euro_is_strongest() -> None:
    treemap, _ = drawn([600, 300, 200])
    [trace] = treemap["data"]
    hatched = dict(zip(trace["ids"], trace["marker"]["pattern"]["shape"], strict=True))
    made = bought([600, 300, 200])
    unknown = {str(f.category) for f in made.result.figures if f.carbon is None}
    assert unknown and {key for key, shape in hatched.items() if shape == "/"} == unknown
    assert theme.benefit(theme.LIGHT, 1.0) in trace["marker"]["colors"]


@pytest.mark.parametrize("palette", [theme.LIGHT, theme.DARK], ids=lambda p: p.name)
def test_names_are_readable_on_their_areas(palette: theme.Palette) -> None:
    treemap, _ = drawn([600, 300, 200, 100], palette)
    [trace] = treemap["data"]
    for fill, ink in zip(trace["marker"]["colors"], trace["textfont"]["color"], strict=True):
        assert contrast(fill, ink) >= AA_TEXT


def test_the_curve_holds_the_cumulative_shares() -> None:
    made = bought([600, 300, 100], other=OtherMoney(unmapped=1000_00))
    [trace] = spend.pareto(made.result, made.names(), SV, theme.LIGHT).to_dict()["data"]
    assert trace["y"] == pytest.approx([0, 0.3, 0.45, 0.5])


def test_the_dashed_line_stands_where_four_fifths_are_reached() -> None:
    _, curve = drawn([600, 300, 100])
    assert [line["x1"] for line in curve["layout"]["shapes"]] == [2, 2]
    _, unreached = drawn([600], other=OtherMoney(unmapped=1000_00))
    assert unreached["layout"]["shapes"] == []


def test_users_words_are_never_markup() -> None:
    made = bought([600, 300])
    text = json.dumps(spend.treemap(made.result, made.categories, SV, theme.LIGHT).to_dict())
    assert "Övrigt <b>" not in json.loads(json.dumps(text)) and "&lt;b&gt;" in text
