import datetime as dt

import pytest

from lotsen.bootstrap import House
from lotsen.domain.intervention import Acceptance
from lotsen.domain.organisation import OrganisationKind, Person, Roadmap
from lotsen.domain.quarter import Quarter
from tests.support import pages

Screen = tuple[House, Person, Roadmap]
pytestmark = pytest.mark.apptest


def filled(screen_house: Screen) -> tuple[House, Person, Roadmap, list]:
    house, person, roadmap = screen_house
    plans = house.interventions
    first = plans.add(roadmap.id, person.id, "Marknadsdialog", "sv", owner="Aino Lehtonen", quarter=Quarter(2027, 1))
    second = plans.add(roadmap.id, person.id, "Upphandling <b>*", "sv", owner="Björn Ek", quarter=Quarter(2027, 2))
    second = plans.change(second, person.id, predecessors=(first.id,))
    third = plans.add(roadmap.id, person.id, "Utan tid", "sv")
    return house, person, roadmap, [first, second, third]


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_an_empty_plan_offers_the_two_ways_to_begin(screen_house: Screen, language: str) -> None:
    _, _, roadmap = screen_house
    test = pages.run("plan", roadmap.id, language)
    assert not test.exception
    assert len(test.subheader) == 2
    assert test.button(key="plan:library:open")


def test_title_owner_and_quarter_are_added_in_one_row(screen_house: Screen) -> None:
    house, _, roadmap = screen_house
    test = pages.run("plan", roadmap.id, "sv")
    test.text_input(key="plan:add:title").set_value("Marknadsdialog")
    test.text_input(key="plan:add:owner").set_value("Aino")
    submit(test)
    assert not test.exception
    (made,) = content(house, roadmap).interventions
    assert (made.title.show("sv"), made.owner, made.starts.isoformat()) == ("Marknadsdialog", "Aino", "2027-01-01")


def submit(test) -> None:
    next(button for button in test.button if button.key == "plan:add:submit").click().run()


def content(house: House, roadmap: Roadmap):
    standing = house.organisations.standing(roadmap.id, house.resolve({}).id)
    return house.interventions.content(roadmap.id, standing.roadmap.revision, "Europe/Helsinki")


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_the_plan_says_what_it_shows_and_escapes_what_users_wrote(screen_house: Screen, language: str) -> None:
    _, _, roadmap, _ = filled(screen_house)
    test = pages.run("plan", roadmap.id, language)
    assert not test.exception
    assert any("3" in str(each.value) for each in test.subheader)
    assert len(test.get("bidi_component")) == 1


def test_a_panel_opens_by_the_address_and_its_fields_save_themselves(screen_house: Screen) -> None:
    house, _, roadmap, items = filled(screen_house)
    test = pages.run("plan", roadmap.id, "sv")
    test.query_params["intervention"] = str(items[0].id)
    test.run()
    assert not test.exception
    test.text_input(key=f"plan:panel:owner:{items[0].id}").set_value("Cecilia").run()
    assert not test.exception
    assert content(house, roadmap).interventions[0].owner == "Cecilia"


def test_a_move_that_touches_others_is_asked_first_and_carried_out_with_followers(screen_house: Screen) -> None:
    house, _, roadmap, items = filled(screen_house)
    test = pages.run("plan", roadmap.id, "sv")
    test.query_params["intervention"] = str(items[0].id)
    test.run()
    test.button(key="plan:move:3").click().run()
    assert content(house, roadmap).interventions[0].starts.isoformat() == "2027-01-01"
    test.button(key="plan:move:along").click().run()
    assert not test.exception
    first, second, _ = content(house, roadmap).interventions
    assert (first.starts.isoformat(), second.starts.isoformat()) == ("2027-04-01", "2027-07-01")


def test_a_move_may_keep_the_others_and_show_the_clash(screen_house: Screen) -> None:
    house, _, roadmap, items = filled(screen_house)
    test = pages.run("plan", roadmap.id, "sv")
    test.query_params["intervention"] = str(items[0].id)
    test.run()
    test.button(key="plan:move:1").click().run()
    test.button(key="plan:move:alone").click().run()
    first, second, _ = content(house, roadmap).interventions
    assert (first.starts.isoformat(), second.starts.isoformat()) == ("2027-02-01", "2027-04-01")
    assert any("innan" in str(each.value) for each in test.warning)


def test_a_move_that_touches_nobody_is_done_at_once(screen_house: Screen) -> None:
    house, _, roadmap, items = filled(screen_house)
    test = pages.run("plan", roadmap.id, "sv")
    test.query_params["intervention"] = str(items[1].id)
    test.run()
    test.button(key="plan:move:3").click().run()
    assert content(house, roadmap).interventions[1].starts.isoformat() == "2027-07-01"


def test_a_small_body_meets_the_years_before_the_gantt(screen_house: Screen) -> None:
    house, person, _ = screen_house
    roadmap = house.organisations.make("Lillköping", OrganisationKind.MUNICIPALITY, 3_500, ("sv",), person)
    house.interventions.add(roadmap.id, person.id, "Marknadsdialog", "sv", quarter=Quarter(2027, 1))
    test = pages.run("plan", roadmap.id, "sv")
    assert not test.exception
    assert [each.key for each in test.get("bidi_component")] == ["plan:years"]
    assert "Mest börjar år 2027: 1 av 1 åtgärd" in pages.words(test).replace("\\", "")


def test_milestones_are_drawn_when_they_are_opened(screen_house: Screen) -> None:
    house, person, roadmap, _ = filled(screen_house)
    house.interventions.add_milestone(roadmap.id, person.id, "Halvtid", "sv", dt.date(2027, 6, 30))
    test = pages.run("plan", roadmap.id, "sv")
    assert not [box for box in test.text_input if "plan:milestone:title" in str(box.key)]
    test.session_state["plan:milestone:box"] = True
    test.run()
    assert not test.exception
    assert [box.value for box in test.text_input if "plan:milestone:title:" in str(box.key)] == ["Halvtid"]


def opened(screen_house: Screen, number: int, language: str = "sv"):
    """The panel of one of the filled plan's interventions."""
    house, person, roadmap, items = filled(screen_house)
    test = pages.run("plan", roadmap.id, language)
    test.query_params["intervention"] = str(items[number].id)
    test.run()
    assert not test.exception
    return test, house, person, roadmap, items


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_an_owner_accepts_in_the_panel_and_the_line_over_the_picture_counts_one_less(
    screen_house: Screen, language: str
) -> None:
    test, house, _, roadmap, items = opened(screen_house, 0, language)
    assert any(each.value.startswith("3 ") for each in test.markdown)
    test.button(key=f"plan:accept:yes:{items[0].id}").click().run()
    assert not test.exception
    assert content(house, roadmap).interventions[0].acceptance is Acceptance.ACCEPTED
    assert not pages.run("plan", roadmap.id, language).exception
    assert any(each.value.startswith("2 ") for each in pages.run("plan", roadmap.id, language).markdown)


def test_an_owner_proposes_another_day_and_the_move_there_asks_about_the_others(screen_house: Screen) -> None:
    test, house, _, roadmap, items = opened(screen_house, 0)
    test.date_input(key=f"plan:accept:first:{items[0].id}").set_value(dt.date(2027, 2, 1)).run()
    test.button(key=f"plan:accept:day:{items[0].id}").click().run()
    assert content(house, roadmap).interventions[0].wish == "2027-02-01"
    test.button(key=f"plan:accept:move:{items[0].id}").click().run()
    test.button(key="plan:move:along").click().run()
    assert not test.exception
    assert content(house, roadmap).interventions[0].starts == dt.date(2027, 2, 1)


def test_an_owner_hands_on_and_the_other_is_asked_anew(screen_house: Screen) -> None:
    test, house, _, roadmap, items = opened(screen_house, 0)
    test.text_input(key=f"plan:accept:other:{items[0].id}").set_value("Björn Ek").run()
    test.button(key=f"plan:accept:hand:{items[0].id}").click().run()
    test.button(key=f"plan:accept:give:{items[0].id}").click().run()
    assert not test.exception
    item = content(house, roadmap).interventions[0]
    assert (item.owner, item.acceptance) == ("Björn Ek", Acceptance.OPEN)


def test_the_panel_says_why_it_begins_when_it_does(screen_house: Screen) -> None:
    test, *_ = opened(screen_house, 1)
    assert any("Den väntar på ”Marknadsdialog”" in str(each.value) for each in test.caption)


def test_what_few_need_saves_itself_too(screen_house: Screen) -> None:
    test, house, _, roadmap, items = opened(screen_house, 1)
    one = items[1].id
    test.date_input(key=f"plan:panel:latest:{one}").set_value(dt.date(2027, 5, 31)).run()
    test.text_input(key=f"plan:panel:lag:{one}:{items[0].id}").set_value("14").run()
    test.text_input(key=f"plan:panel:year:{one}:2027").set_value("1 500").run()
    key = next(each.key for each in test.text_input if "variant:new" in str(each.key))
    test.text_input(key=key).set_value("Lätt").run()
    test.text_input(key=f"plan:panel:variant:{one}:way1:effect_percent").set_value("60").run()
    test.text_input(key=f"plan:panel:variant:{one}:way1:year:2027").set_value("900").run()
    test.text_input(key=f"plan:panel:cost_cents:{one}").set_value("1 700").run()
    assert not test.exception
    assert any("av kostnaden står inte på något år" in str(each.value) for each in test.caption)
    assert any("följer beloppen med i hela år" in str(each.value) for each in test.caption)
    item = content(house, roadmap).interventions[1]
    assert (item.latest, item.lags, item.yearly_cents) == (
        dt.date(2027, 5, 31),
        ((items[0].id, 14),),
        ((2027, 150_000),),
    )
    ways = [(each.name.show("sv"), each.effect_percent, each.yearly_cents) for each in item.variants]
    assert ways == [("Lätt", 60, ((2027, 900_00),))]
    assert any("efter sin senaste dag" in str(each.value) for each in pages.run("plan", roadmap.id, "sv").warning)


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_the_plan_is_frozen_and_what_slipped_since_is_told(screen_house: Screen, language: str) -> None:
    house, person, roadmap, items = filled(screen_house)
    made = house.baselines.take(roadmap.id, person.id, "Budget")
    house.interventions.change(items[0], person.id, ends=dt.date(2027, 4, 10))
    test = pages.run("plan", roadmap.id, language)
    test.session_state["plan:against"] = str(made.id)
    test.session_state["plan:baseline:box"] = True
    test.run()
    assert not test.exception
    assert any("Budget" in each.value and "10" in each.value for each in test.markdown)
    test.button(key="plan:baseline:adopt").click().run()
    revision = house.organisations.standing(roadmap.id, person.id).roadmap.revision
    assert house.baselines.adopted(roadmap.id, revision) == made


def test_freezing_needs_a_name_and_shows_the_plan_against_it(screen_house: Screen) -> None:
    house, person, roadmap, _ = filled(screen_house)
    test = pages.run("plan", roadmap.id, "sv")
    test.session_state["plan:baseline:box"] = True
    test.run()
    submit = next(button for button in test.button if button.key == "plan:baseline:take")
    submit.click().run()
    assert test.error
    test.text_input(key="plan:baseline:title").set_value("Budget")
    next(button for button in test.button if button.key == "plan:baseline:take").click().run()
    assert not test.exception
    revision = house.organisations.standing(roadmap.id, person.id).roadmap.revision
    (kept,) = house.baselines.of_roadmap(roadmap.id, revision)
    assert test.session_state["plan:against"] == str(kept.baseline.id)


def test_the_load_says_who_has_too_much_and_levelling_takes_it_away(screen_house: Screen) -> None:
    house, person, roadmap = screen_house
    plans = house.interventions
    for title in ("Ett", "Två"):
        made = plans.add(roadmap.id, person.id, title, "sv", owner="Aino", quarter=Quarter(2027, 1))
        plans.set_effort(roadmap.id, person.id, made.id, "Aino", 6)
    test = pages.run("plan", roadmap.id, "sv")
    test.session_state["plan:view"] = "load"
    test.run()
    assert "1 person har för mycket\\: Aino Q1 2027" in pages.words(test)
    test.button(key="plan:load:level").click().run()
    test.button(key="plan:load:take").click().run()
    assert not test.exception
    assert "Ingen har mer att göra" in pages.words(test)
    assert sorted(str(item.starts) for item in content(house, roadmap).interventions) == ["2027-01-01", "2027-04-01"]


def test_days_of_ones_own_count_in_the_load(screen_house: Screen) -> None:
    house, person, roadmap = screen_house
    made = house.interventions.add(roadmap.id, person.id, "Ett", "sv", owner="Aino", quarter=Quarter(2027, 1))
    house.interventions.set_effort(roadmap.id, person.id, made.id, "Aino", 12)
    test = pages.run("plan", roadmap.id, "sv")
    test.session_state["plan:view"] = "load"
    test.run()
    test.text_input(key="plan:load:days:Aino").set_value("12").run()
    assert not test.exception
    assert "Ingen har mer att göra" in pages.words(test)


def test_a_load_without_days_says_what_it_takes(screen_house: Screen) -> None:
    _, _, roadmap, _ = filled(screen_house)
    test = pages.run("plan", roadmap.id, "sv")
    test.session_state["plan:view"] = "load"
    test.run()
    assert not test.exception
    assert len(test.info) == 1
