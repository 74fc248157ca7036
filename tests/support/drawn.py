"""Pictures of a judged room as SVG, with words around them, and the texts that stand in them."""

import datetime as dt
from uuid import uuid4
from xml.etree import ElementTree

from lotsen.analysis.results import ColumnKind, PrioritiesView
from lotsen.charts import theme
from lotsen.charts.layout import bubble as bubble_layout
from lotsen.charts.layout import heatmap as heatmap_layout
from lotsen.charts.svg import bubble, heatmap, ranking
from lotsen.charts.svg.look import LAPTOP, Look
from lotsen.charts.svg.page import Words
from lotsen.domain.category import Category
from lotsen.domain.goal import Goal, GoalLevel
from lotsen.domain.localtext import LocalText
from lotsen.domain.organisation import Organisation, Roadmap
from lotsen.texts import Texts
from tests.support.judged import Room

SVG = "{http://www.w3.org/2000/svg}"
WORDS = Words("What it says", "What it is.", "How sure it is.", ("nothing", "some", "much", "most"), "Whose it is")
PICTURES = ("heatmap", "ranking", "bubble")


def drawn(
    made: Room,
    picture: str,
    look: Look = LAPTOP,
    palette: theme.Palette = theme.LIGHT,
    language: str = "sv",
    words: Words = WORDS,
) -> str:
    """One picture of a room."""
    t = Texts.of(language)
    if picture == "bubble":
        return bubble.bubble(bubble_layout.bubbles(made.result, made.names, t), words, t, palette, look)
    layout = heatmap_layout.heatmap(made.result, made.names, t)
    draw = heatmap.heatmap if picture == "heatmap" else ranking.ranking
    return draw(layout, words, t, palette, look)


def read(svg: str) -> ElementTree.Element:
    """The picture as XML parses it."""
    return ElementTree.fromstring(svg)


def said(svg: str) -> list[str]:
    """Every text that stands in a picture, titles for hover included."""
    return [one.text or "" for one in read(svg).iter() if one.tag in (f"{SVG}text", f"{SVG}title", f"{SVG}desc")]


def view_of(made: Room, organisation: Organisation) -> tuple[PrioritiesView, Roadmap]:
    """A room as the service hands it out, with the roadmap it belongs to."""
    text = LocalText.of
    roadmap = Roadmap(
        uuid4(), organisation.id, text("Perioden"), dt.date(2025, 6, 1), dt.date(2029, 5, 31), "EUR", 3, False
    )
    none = LocalText()
    names = made.names
    categories = tuple(
        Category(one, roadmap.id, None, n, text(names.categories[one]), "", "", None, none, None, None, None, 1)
        for n, one in enumerate(made.result.categories)
    )
    goals = tuple(
        Goal(
            column.id, roadmap.id, GoalLevel.PROCUREMENT, n, text(names.columns[column.id]), none, none, "",
            None, None, None, none, none, None, None, 1,
        )
        for n, column in enumerate(made.result.columns)
        if column.kind is ColumnKind.GOAL
    )  # fmt: skip
    key = (roadmap.id, roadmap.revision, 0, names.today)
    return PrioritiesView(key, names.today, made.result, categories, goals, (), {}, 2025, names.money), roadmap
