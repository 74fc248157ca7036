"""The manager's page says what the other pages' results say: every figure counted again from them."""

import pytest

from lotsen.charts import sheet as drawing
from lotsen.charts import theme
from lotsen.charts.layout.gantt import layout
from lotsen.charts.layout.parts import Grouping
from lotsen.domain import plan as rules
from lotsen.domain.localtext import LANGUAGES
from lotsen.explain import certainty as sureness
from lotsen.explain import plan as plan_words
from lotsen.explain import priorities as priority_words
from lotsen.explain import summary as explain
from lotsen.texts import Texts

DEMOS = ("municipality", "wellbeing_county")


@pytest.fixture(params=DEMOS)
def demo(request, screen_house):
    house, person, _ = screen_house
    roadmap = house.demos.open(request.param, person, "sv")
    here = house.organisations.standing(roadmap.id, person.id)
    return house.summaries.of(here.roadmap, here.organisation, here.votes)


def empty(screen_house):
    house, person, roadmap = screen_house
    here = house.organisations.standing(roadmap.id, person.id)
    return house.summaries.of(here.roadmap, here.organisation, here.votes)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_weights_are_those_of_the_room(demo, language):
    t = Texts.of(language)
    block = explain.sheet(demo, t).block("goals")
    weights = sorted(map(float, demo.priorities.goal_weights.mean), reverse=True)
    assert [line.figure for line in block.lines] == [t.percent(weight) for weight in weights[: explain.MOST_GOALS]]
    assert t.number(demo.priorities.goal_weights.people) in block.says


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_categories_are_the_rankings_with_its_own_sentence(demo, language):
    t = Texts.of(language)
    result = demo.priorities
    block = explain.sheet(demo, t).block("categories")
    names = {category.id: t.local(category.name) for category in demo.categories}
    listed = [i for i in result.order if result.top[i]][: explain.MOST_CATEGORIES]
    assert [line.what for line in block.lines] == [f"{result.ranks[i]}. {names[result.categories[i]]}" for i in listed]
    assert [line.figure for line in block.lines] == [
        f"{t.number(float(result.score[i]), 1)} · {sureness.word(demo.certainty, i, t)}" for i in listed
    ]
    sure = sureness.headline(demo.certainty, result, names, t)
    assert block.says == f"{priority_words.headline(result, names, t)} {sure}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_money_and_carbon_are_the_categories_pages(demo, language):
    t = Texts.of(language)
    spend = demo.spend
    block = explain.sheet(demo, t).block("money")
    first = set(explain.top(demo))
    cents = sum(figure.cents for figure in spend.figures if figure.category in first)
    kilograms = sum(float(f.carbon.kilograms) for f in spend.figures if f.carbon and f.category in first)
    figures = [line.figure for line in block.lines]
    assert figures[0] == t.about(spend.whole)
    assert figures[2] == t.percent(cents / spend.whole)
    assert figures[4] == t.tonnes(float(spend.kilograms))
    assert figures[5] == t.percent(kilograms / float(spend.kilograms))
    assert t.percent(cents / spend.whole) in block.says
    assert str(spend.year) in block.says


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_plan_says_the_same_as_its_own_page(demo, language):
    t = Texts.of(language)
    sheet = explain.sheet(demo, t)
    gantt = layout(demo.plan, Grouping.CATEGORY, t)
    assert sheet.block("quarters").says == plan_words.sentence(gantt, t)
    overdue = rules.late(demo.plan.interventions, demo.plan.today)
    assert t.number(len(overdue)) in sheet.block("late").says
    assert sum(line.late for line in sheet.block("late").lines) == min(len(overdue), explain.MOST_LATE)
    newest = max(demo.told.check_ins, key=lambda each: each.at)
    *_, last = sheet.block("late").lines
    assert (last.page, last.figure) == ("follow-up", t.percent(newest.progress / 100))
    assert newest.note in last.why
    running = {plan_words.quarter_name(c.quarter, t): c.running for c in gantt.columns}
    for line in sheet.block("quarters").lines:
        assert line.figure.startswith(t.number(running[line.what]))


def test_owners_are_counted_with_what_they_have_open(demo):
    t = Texts.of("sv")
    open_ones = [i for i in demo.plan.interventions if i.status not in rules.CLOSED]
    lines = explain.sheet(demo, t).block("owners").lines
    for line in lines:
        assert int(line.figure) == sum(i.owner == line.what for i in open_ones)


def test_what_is_planned_for_a_branch_covers_its_leaves(demo):
    acted = set(explain.acted_on(demo))
    direct = {i.category_id for i in demo.plan.interventions if i.category_id and i.status != "stopped"}
    assert direct <= acted
    for category in demo.categories:
        if category.parent_id in acted:
            assert category.id in acted


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_roadmap_has_a_page_too(screen_house, language):
    t = Texts.of(language)
    sheet = explain.sheet(empty(screen_house), t)
    assert sheet.lead == ""
    assert not any(block.lines for block in sheet.blocks)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_leads_to_its_page_and_nothing_a_user_wrote_is_markup(screen_house, language):
    house, person, roadmap = screen_house
    house.interventions.add(roadmap.id, person.id, "<script>alert(1)</script>", "sv", owner='"><b>')
    t = Texts.of(language)
    sheet = explain.sheet(empty(screen_house), t)
    html = drawing.html(sheet, theme.LIGHT, lambda page, more: f"/{page}?x={len(more)}")
    assert "<script" not in html
    assert "<b>" not in html
    for block in sheet.blocks:
        assert html.count(f'href="/{block.page}?') >= 1
