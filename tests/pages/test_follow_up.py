"""Follow-up through AppTest: every part, in every language; what users wrote means nothing as markup."""

import datetime as dt
from decimal import Decimal
from uuid import UUID

import pytest

from lotsen.bootstrap import House
from lotsen.domain.followup import FollowUp
from lotsen.domain.goal import GoalLevel
from lotsen.domain.intervention import Intervention, InterventionStatus
from lotsen.domain.organisation import Person, Roadmap
from lotsen.domain.quarter import Quarter
from tests.support import pages

Screen = tuple[House, Person, Roadmap]
pytestmark = pytest.mark.apptest
PARTS = ("reports", "indicators", "against", "effects")


def standing(house: House, roadmap: UUID):
    return house.organisations.standing(roadmap, house.resolve({}).id).roadmap


def told(house: House, roadmap: Roadmap) -> FollowUp:
    return house.followup.content(roadmap.id, standing(house, roadmap.id).revision, "Europe/Helsinki")


def kept(house: House, roadmap: Roadmap, intervention_id: UUID) -> Intervention:
    content = house.interventions.content(roadmap.id, standing(house, roadmap.id).revision, "Europe/Helsinki")
    return next(item for item in content.interventions if item.id == intervention_id)


def opened(roadmap: UUID, part: str, language: str = "sv"):
    test = pages.run("follow_up", roadmap, language)
    test.session_state["follow:view"] = part
    return test.run()


def begun(screen_house: Screen, title: str = "Upphandling <b>*"):
    house, person, roadmap = screen_house
    made = house.interventions.add(roadmap.id, person.id, title, "sv", owner="Aino", quarter=Quarter(2026, 4))
    return house, roadmap, made


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
@pytest.mark.parametrize("part", PARTS)
def test_every_part_shows_the_demo(screen_house: Screen, part: str, language: str) -> None:
    house, person, _ = screen_house
    roadmap = house.demos.open("municipality", person, language)
    test = opened(roadmap.id, part, language)
    assert not test.exception
    assert test.subheader


@pytest.mark.parametrize("part", PARTS)
def test_a_roadmap_with_a_goal_alone_says_what_comes_here(screen_house: Screen, part: str) -> None:
    house, person, roadmap = screen_house
    house.goals.add(roadmap.id, GoalLevel.PROCUREMENT, "Klimat", "sv", person.id)
    test = opened(roadmap.id, part)
    assert not test.exception
    assert len(test.info) == (0 if part == "indicators" else 1)


def test_an_empty_roadmap_says_where_to_begin(screen_house: Screen) -> None:
    test = pages.run("follow_up", screen_house[2].id, "sv")
    assert not test.exception
    assert len(test.info) == 1


def test_two_presses_report_that_it_goes_as_planned(screen_house: Screen) -> None:
    house, roadmap, item = begun(screen_house)
    test = pages.run("follow_up", roadmap.id, "sv")
    test.button(key=f"follow:say:as_planned:{item.id}").click().run()
    send(test)
    assert not test.exception
    now = kept(house, roadmap, item.id)
    assert (now.status, now.progress) == (InterventionStatus.UNDER_WAY, 60)
    assert told(house, roadmap).check_ins[0].note == ""


def send(test) -> None:
    next(button for button in test.button if str(button.key).endswith(":send")).click().run()


def test_later_gives_a_new_last_day_and_a_sentence(screen_house: Screen) -> None:
    house, roadmap, item = begun(screen_house)
    test = pages.run("follow_up", roadmap.id, "sv")
    test.button(key=f"follow:say:later:{item.id}").click().run()
    test.text_input[0].set_value("Leverantören är <b>sen")
    send(test)
    assert not test.exception
    assert kept(house, roadmap, item.id).ends == dt.date(2027, 1, 31)
    assert "Leverantören är \\<b\\>sen" in pages.words(test)


def test_done_is_done(screen_house: Screen) -> None:
    house, roadmap, item = begun(screen_house)
    test = pages.run("follow_up", roadmap.id, "sv")
    test.button(key=f"follow:say:done:{item.id}").click().run()
    send(test)
    assert kept(house, roadmap, item.id).status is InterventionStatus.DONE


def test_a_last_day_that_leaves_no_room_for_what_waits_is_said(screen_house: Screen) -> None:
    house, roadmap, item = begun(screen_house)
    person = screen_house[1]
    after = house.interventions.add(roadmap.id, person.id, "Avtal", "sv", quarter=Quarter(2027, 1))
    house.interventions.change(after, person.id, predecessors=(item.id,))
    house.followup.check_in(item, person.id, InterventionStatus.UNDER_WAY, 20, finish=dt.date(2027, 2, 28))
    assert "Avtal" in pages.words(pages.run("follow_up", roadmap.id, "sv"))


def test_the_older_reports_are_drawn_when_they_are_opened(screen_house: Screen) -> None:
    house, roadmap, item = begun(screen_house)
    for progress in (10, 20):
        house.followup.check_in(
            kept(house, roadmap, item.id), screen_house[1].id, InterventionStatus.UNDER_WAY, progress, f"ord {progress}"
        )
    test = pages.run("follow_up", roadmap.id, "sv")
    assert "ord 10" not in pages.words(test)
    test.session_state[f"follow:history:{item.id}"] = True
    assert "ord 10" in pages.words(test.run())


def test_a_reading_takes_two_fields(screen_house: Screen) -> None:
    house, person, roadmap = screen_house
    goal = house.goals.add(roadmap.id, GoalLevel.PROCUREMENT, "Klimat", "sv", person.id)
    test = opened(roadmap.id, "indicators")
    test.text_input(key="follow:reading:value").set_value("12 900,5")
    send(test)
    assert not test.exception
    (reading,) = told(house, roadmap).readings
    assert (reading.goal_id, reading.value, reading.day) == (goal.id, Decimal("12900.5"), dt.date(2026, 11, 23))
    test.text_input(key="follow:reading:value").set_value("mycket")
    send(test)
    assert "mycket" in str(test.error[0].value)


def test_a_plan_is_frozen_sent_back_and_approved(screen_house: Screen) -> None:
    house, roadmap, _ = begun(screen_house)
    test = opened(roadmap.id, "against")
    test.button(key="follow:freeze").click().run()
    (frozen,) = house.baselines.of_roadmap(roadmap.id, standing(house, roadmap.id).revision)
    key = f"follow:decide:{frozen.baseline.id}"
    decide(test, f"{key}:sent_back")
    assert len(test.error) == 1
    test.text_input(key=f"{key}:note").set_value("Börja senare.")
    decide(test, f"{key}:sent_back")
    decide(test, f"{key}:approved")
    assert not test.exception
    assert [each.verdict for each in told(house, roadmap).approvals] == ["approved", "sent_back"]
    assert "Börja senare" in pages.words(test)


def decide(test, key: str) -> None:
    next(button for button in test.button if button.key == key).click().run()


def test_an_effect_that_was_seen_stands_beside_what_was_expected(screen_house: Screen) -> None:
    house, roadmap, item = begun(screen_house)
    person = screen_house[1]
    goal = house.goals.add(roadmap.id, GoalLevel.PROCUREMENT, "Klimat", "sv", person.id)
    house.interventions.set_effect(roadmap.id, person.id, item.id, goal.id, 2)
    house.followup.report_effect(roadmap.id, person.id, item.id, goal.id, 1)
    test = opened(roadmap.id, "effects")
    assert not test.exception
    assert "1 väntad effekt har granskats\\: 0 så stark som väntat, 1 svagare" in str(test.subheader[0].value)
