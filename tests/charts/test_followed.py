"""The pictures of load and of a goal's way: Plotly accepts them, and they say what their layout says."""

import datetime as dt
import json
from dataclasses import replace
from decimal import Decimal

import plotly.graph_objects as go
import plotly.io
import pytest

from lotsen.charts import course as course_drawing
from lotsen.charts import load as load_drawing
from lotsen.charts import theme
from lotsen.charts.layout import course as course_layout
from lotsen.charts.layout import load as load_layout
from lotsen.charts.picture import Picture
from lotsen.domain.followup import FollowUp, GoalReading, course
from lotsen.domain.load import By, Loads, loads
from lotsen.domain.localtext import LANGUAGES
from lotsen.explain import followup as followed
from lotsen.explain import load as explain
from lotsen.texts import Texts
from tests.support.plans import goal, intervention, uid

SV = Texts.of("sv")
DAY = dt.date(2026, 11, 23)


def busy() -> Loads:
    items = [
        intervention(n, "2027-01-01", "2027-06-30", owner=f"Aino <b> {n % 2}", days={f"Aino <b> {n % 2}": 5 + n})
        for n in range(6)
    ]
    return loads(items, {}, DAY, By.PERSON)


def checked(picture: Picture) -> go.Figure:
    return go.Figure(json.loads(plotly.io.to_json(picture.to_dict(), validate=False)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("palette", [theme.LIGHT, theme.DARK], ids=lambda one: one.name)
def test_plotly_accepts_the_load(language: str, narrow: bool, palette: theme.Palette) -> None:
    t = Texts.of(language)
    for found in (busy(), loads([], {}, DAY, By.ROLE)):
        checked(load_drawing.load(load_layout.layout(found, t), t, palette, narrow=narrow))


def test_too_much_is_told_by_frame_strokes_sign_and_words() -> None:
    found = busy()
    layout = load_layout.layout(found, SV)
    drawn = load_drawing.load(layout, SV, theme.LIGHT).to_dict()
    squares, strokes = drawn["data"]
    over = [mark.over for mark in layout.marks]
    assert any(over)
    assert ["▲" in text for text in squares["text"]] == over
    assert [width > 2 for width in squares["marker"]["line"]["width"]] == over
    assert len(strokes["x"]) == 3 * 2 * load_drawing.STROKES * sum(over)
    assert any("för mycket" in cell for row in explain.table(found, SV).rows for cell in row)
    assert all("<b>" not in html for html in (note["text"] for note in drawn["layout"]["annotations"]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentence_names_the_worst_square_of_the_picture(language: str) -> None:
    t, found = Texts.of(language), busy()
    worst = max((cell for row in found.cells.values() for cell in row), key=lambda cell: cell.over)
    assert worst.who in explain.headline(found, t)
    assert load_layout.days(worst.days, t) in explain.headline(found, t)
    assert f"{load_layout.hours(worst.days, t)} h" in explain.headline(found, t)
    assert any(
        f"{load_layout.hours(worst.days, t)}" in cell and " h" in cell
        for row in explain.table(found, t).rows
        for cell in row
    )
    titles = {uid(n): f"Åtgärd {n}" for n in range(6)}
    assert len(explain.pieces(worst, titles, t)) == len(worst.pieces)


def test_a_square_is_its_days_of_the_days_there_are() -> None:
    items = [intervention(1, "2027-01-01", "2027-03-31", owner="Aino", days={"Aino": 6.2})]
    (mark,) = load_layout.layout(loads(items, {}, DAY, By.PERSON), SV).marks
    assert (mark.text, mark.over, mark.address) == ("6,2/6", True, "2027-1:Aino")
    assert mark.about == "Aino, Q1 2027: 6,2 dagar (45 h) behövs, 6 (44 h) finns (103\xa0%)"


def way(*readings: tuple[str, str], **fields):
    climate = replace(
        goal(0),
        **({"baseline": Decimal(13700), "target": Decimal(10200), "target_year": 2029, "unit": "t CO2e"} | fields),
    )
    made = [
        GoalReading(uid(n), climate.id, dt.date.fromisoformat(day), Decimal(value), "", uid(0))
        for n, (day, value) in enumerate(readings)
    ]
    return course(climate, made, dt.date(2025, 6, 1))


@pytest.mark.parametrize(
    "fields", [{}, {"baseline": None}, {"target": None}, {"target_year": None}, {"baseline": None, "target": None}]
)
@pytest.mark.parametrize(
    "readings", [(), (("2026-11-01", "12800"),), (("2026-01-01", "13550"), ("2026-11-01", "12800"))]
)
def test_plotly_accepts_every_way(fields: dict, readings: tuple) -> None:
    found = way(*readings, **fields)
    layout = course_layout.layout(found, SV)
    checked(course_drawing.course(layout, theme.LIGHT))
    low, high = layout.values
    assert all(low < point.value < high for point in layout.readings)
    assert bool(layout.straight) is bool(layout.baseline and layout.target)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("value", ["12300", "13000", "10000", "14000"])
def test_a_goals_sentence_has_the_figures_of_its_course(language: str, value: str) -> None:
    t, found = Texts.of(language), way(("2026-11-01", value))
    said = followed.headline(found, t)
    figure = course_layout.figure(Decimal(value), "t CO2e", t)
    assert figure in said or t.percent(found.share or 0) in said
    assert figure in [row[1] for row in followed.readings(found, told(), t).rows]


def told() -> FollowUp:
    return FollowUp((), (), (), (), {}, "Europe/Helsinki")
