"""The page on invoices once some are kept: it follows the mapping, and says how long lines are kept."""

from pathlib import Path

import pytest

from lotsen.bootstrap import House
from lotsen.domain.organisation import Person, Roadmap
from lotsen.domain.spend import RuleField
from lotsen.jobs.run import run
from tests.support import pages

Screen = tuple[House, Person, Roadmap]
LEDGER = "Supplier,Account,Date,Amount\nCleaner Oy,4420,2025-02-01,1000\nOther Oy,4390,2025-03-01,3000\n"


def worked(house: House) -> None:
    while job := house.jobs.claim("test"):
        run(house, job.id)


def filled(screen_house: Screen) -> Screen:
    """A year of invoices and one category."""
    house, person, roadmap = screen_house
    house.categories.add(roadmap.id, person.id, "Cleaning", "en")
    upload, path = house.spend.place(roadmap.id)
    Path(path).write_text(LEDGER, encoding="utf-8")
    job = house.spend.read(roadmap.id, person.id, upload, "ledger.csv")
    worked(house)
    house.spend.accept(roadmap.id, person.id, job.id, 2025)
    return screen_house


@pytest.mark.apptest
@pytest.mark.parametrize(
    ("language", "says"),
    [("sv", "sparas i 24 månader"), ("fi", "säilytetään 24 kuukautta"), ("en", "are kept for 24 months")],
)
def test_the_kept_years_say_how_long_their_lines_are_kept(screen_house: Screen, language: str, says: str) -> None:
    _, _, roadmap = filled(screen_house)
    test = pages.run("spend", roadmap.id, language)
    assert not test.exception
    assert says in pages.words(test)
    assert "2028" in str([element.value for element in test.get("html")] + [pages.words(test)])


@pytest.mark.apptest
def test_the_page_follows_the_mapping_and_rules_stay_at_hand(screen_house: Screen) -> None:
    house, person, roadmap = filled(screen_house)
    [cleaning] = house.categories.view(roadmap).rows
    house.spend.rule(roadmap.id, person.id, RuleField.ACCOUNT, "4420", cleaning.id, None)
    test = pages.run("spend", roadmap.id, "en")
    assert not test.exception
    assert "Waiting for its turn" in str([bar.proto.text for bar in test.get("progress")])
    assert "0% of the money has found its category" in pages.words(test)
    assert test.text_input("spend:rules:find") is not None
    worked(house)
    test.run()
    assert not test.exception
    assert "Waiting for its turn" not in str([bar.proto.text for bar in test.get("progress")])
    assert "25% of the money has found its category" in pages.words(test)


@pytest.mark.apptest
def test_a_mapping_that_failed_is_said_and_can_be_begun_again(screen_house: Screen) -> None:
    house, person, roadmap = filled(screen_house)
    [cleaning] = house.categories.view(roadmap).rows
    house.spend.rule(roadmap.id, person.id, RuleField.ACCOUNT, "4420", cleaning.id, None)
    job = house.jobs.claim("test")
    assert job is not None
    house.jobs.failed(job.id)
    test = pages.run("spend", roadmap.id, "en")
    assert "stopped unexpectedly" in pages.words(test)
    test.button("spend:rules:again").click().run()
    assert not test.exception
    worked(house)
    test.run()
    assert "25% of the money has found its category" in pages.words(test)
