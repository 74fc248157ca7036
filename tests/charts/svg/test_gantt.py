"""The Gantt as SVG: everything of the plan is in it, in one picture as on pages, and nothing leaves the paper."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lotsen.charts import theme
from lotsen.charts.layout.gantt import layout
from lotsen.charts.layout.parts import Grouping
from lotsen.charts.svg import gantt, measure
from lotsen.charts.svg.look import LAPTOP, PRINT
from lotsen.domain.localtext import LANGUAGES, LocalText
from lotsen.domain.plan import PlanContent
from lotsen.texts import Texts
from tests.support.drawn import SVG, WORDS, read, said
from tests.support.plans import busy_content, content, intervention, milestone

SV = Texts.of("sv")


def pages(plan: PlanContent, grouping: Grouping = Grouping.CATEGORY, language: str = "sv") -> tuple[str, ...]:
    t = Texts.of(language)
    return gantt.pages(layout(plan, grouping, t), WORDS, t, theme.LIGHT)


def whole(plan: PlanContent, grouping: Grouping = Grouping.CATEGORY) -> str:
    return gantt.gantt(layout(plan, grouping, SV), WORDS, SV, theme.LIGHT)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_are_a4_lying_and_say_which_they_are(language):
    drawn = pages(busy_content(70), language=language)
    assert len(drawn) > 2
    t = Texts.of(language)
    for number, page in enumerate(drawn, 1):
        root = read(page)
        assert (root.get("width"), root.get("height")) == ("1123", "794")
        assert (root.get("lang"), root.get("role")) == (language, "img")
        numbered = t("Page {number} of {pages}", number=number, pages=len(drawn))
        assert any(text.startswith(numbered) for text in said(page))


@pytest.mark.parametrize("grouping", Grouping)
@settings(max_examples=20, deadline=None)
@given(st.integers(0, 90), st.integers(0, 50))
def test_every_intervention_stands_on_exactly_one_page(grouping, count, seed):
    plan = busy_content(count, seed)
    drawn = pages(plan, grouping)
    shown = [text.split("\n")[0] for page in drawn for text in said(page)]
    for bar in layout(plan, grouping, SV).bars:
        assert shown.count(bar.title) >= 1
    titles = [text for page in drawn for text in said(page) if "\n" in text and "–" in text]
    assert len(titles) == len(layout(plan, grouping, SV).bars)


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 90), st.integers(0, 50))
def test_nothing_lies_outside_the_paper(count, seed):
    for page in pages(busy_content(count, seed)):
        for x, y in points(page):
            assert -1 <= x <= PRINT.width + 1
            assert -1 <= y <= gantt.A4_HEIGHT + 1


def points(svg: str) -> list[tuple[float, float]]:
    """The corners of what is drawn, groups' shifts added up."""
    found: list[tuple[float, float]] = []

    def walk(node, dx: float, dy: float) -> None:
        if shift := re.match(r"translate\(([\d.-]+) ([\d.-]+)\)", node.get("transform", "")):
            dx, dy = dx + float(shift[1]), dy + float(shift[2])
        tag = node.tag.removeprefix(SVG)
        if tag == "rect":
            x, y = dx + float(node.get("x")), dy + float(node.get("y"))
            found.extend([(x, y), (x + float(node.get("width")), y + float(node.get("height")))])
        elif tag == "path":
            found.extend((dx + float(x), dy + float(y)) for x, y in re.findall(r"([\d.-]+) ([\d.-]+)", node.get("d")))
        elif tag == "text" and node.text:
            size, x = float(node.get("font-size")), dx + float(node.get("x"))
            wide = measure.width(node.text, size, bold=node.get("font-weight") == "600")
            left = x - {"end": wide, "middle": wide / 2}.get(node.get("text-anchor"), 0.0)
            found.extend([(left, dy + float(node.get("y"))), (left + wide, dy + float(node.get("y")))])
        for child in node:
            walk(child, dx, dy)

    walk(read(svg), 0.0, 0.0)
    return found


def test_a_group_that_goes_on_has_its_heading_again_and_no_page_ends_with_one():
    plan = content(*(intervention(n, "2027-01-01", "2027-03-31") for n in range(60)))
    drawn = pages(plan)
    assert len(drawn) > 1
    for page in drawn:
        assert any(text.startswith("Upphandlingsverksamheten (60)") for text in said(page))


def test_the_undated_stand_below_with_their_owners():
    texts = said(whole(content(intervention(1, "2027-01-01"), intervention(2, owner="Aino Lehtonen"))))
    assert "Ingen tid ännu (1)" in texts
    assert {"Åtgärd 2", "Aino Lehtonen"} <= set(texts)


def test_initials_are_told_with_their_names():
    """Those of the picture: lengthened where an owner without dates has the same."""
    plan = content(intervention(1, "2027-01-01", owner="Anna Lund"), intervention(2, owner="Aino Lehtonen"))
    assert "ALu Anna Lund" in [text.replace("\xa0", " ") for text in said(whole(plan))]


def test_milestones_are_named_with_their_days_also_those_on_a_bar():
    items = [intervention(1, "2027-01-01", "2027-06-30")]
    points = [milestone(1, "2027-02-15", "Fullmäktige"), milestone(2, "2027-04-01", "Halvvägs", of=1)]
    texts = " ".join(said(whole(content(*items, milestones=points))))
    assert "Fullmäktige 15.2.2027" in texts
    assert "Halvvägs 1.4.2027" in texts


def test_the_legend_tells_what_is_in_the_picture_and_nothing_else():
    plain = said(whole(content(intervention(1, "2027-01-01", "2027-03-31"))))
    assert "Planerad" in plain
    assert not {"försenad", "milstolpe", "Föreslagen", "väntar på den föregående"} & set(plain)
    linked = [intervention(1, "2026-01-01", "2026-03-31"), intervention(2, "2026-03-01", "2026-06-30", after=[1])]
    assert {"försenad", "krock: börjar innan den föregående har slutat"} <= set(said(whole(content(*linked))))


def test_on_paper_nothing_depends_on_colour():
    """Black and white print: 'look here' is ink, and what is late has a thicker frame."""
    late = pages(content(intervention(1, "2026-01-01", "2026-03-31")))[0]
    planned = pages(content(intervention(1, "2027-01-01", "2027-03-31")))[0]
    assert theme.LIGHT.attention not in late
    assert ('stroke-width="2.5"' in late, 'stroke-width="2.5"' in planned) == (True, False)


@pytest.mark.parametrize("title", ["<script>alert(1)</script>", "]]>", '" onload="x', "null\x00\ud800", "", "x" * 300])
def test_what_users_wrote_is_text(title):
    for grouping in Grouping:
        item = intervention(1, "2027-01-01", "2027-03-31", title=LocalText.of(title), owner=title)
        root = read(whole(content(item, milestones=[milestone(1, "2027-02-01", title)]), grouping))
        assert {node.tag.removeprefix(SVG) for node in root.iter()} <= {
            "svg",
            "g",
            "rect",
            "line",
            "path",
            "text",
            "title",
            "desc",
        }


def test_an_empty_plan_is_one_page():
    assert len(pages(content())) == 1
    read(whole(content()))


def test_an_arrow_between_pages_is_cut_at_their_edges():
    first = intervention(0, "2027-01-01", "2027-03-31")
    others = [intervention(n, "2027-01-01", "2027-03-31") for n in range(1, 60)]
    drawn = pages(
        content(first, *others, replace(intervention(60, "2027-06-01", "2027-07-31"), predecessors=(first.id,)))
    )
    assert all('stroke-width="1.3"' in page for page in drawn)


def test_the_whole_is_as_wide_as_its_look():
    assert read(whole(busy_content(10))).get("width") == str(LAPTOP.width)
