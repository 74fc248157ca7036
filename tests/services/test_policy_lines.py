"""Policy lines on a real database: written, tied, decided, and the decision locks."""

import datetime as dt
from dataclasses import replace

import pytest

from lotsen.bootstrap import House
from lotsen.domain.goal import GoalLevel
from lotsen.domain.ids import new_id
from lotsen.domain.localtext import LocalText
from lotsen.domain.organisation import Person, Roadmap
from lotsen.domain.policy_line import Decision, LineForce, LineStatus, PolicyLine
from lotsen.errors import Conflict, InvalidInput, LotsenError, NotAllowed, NotFound
from lotsen.store import changes

DECISION = Decision("Kommunstyrelsen", dt.date(2026, 11, 16), "§ 118", "412/02.08.00/2026")


def line_of(house: House, roadmap: Roadmap, place: int = 0) -> PolicyLine:
    return house.policy_lines.book(roadmap.id).lines[place]


@pytest.fixture
def line(house: House, coach: Person, roadmap: Roadmap) -> PolicyLine:
    return house.policy_lines.add(roadmap.id, " Marknaden hörs först. ", "sv", coach.id)


def test_a_new_line_is_a_recommended_draft_for_everything(house: House, roadmap: Roadmap, line: PolicyLine) -> None:
    kept = line_of(house, roadmap)
    assert kept == line
    assert (kept.status, kept.force, kept.goals, kept.categories) == (LineStatus.DRAFT, LineForce.RECOMMENDED, (), ())
    assert kept.text == LocalText.of("Marknaden hörs först.", "sv")


def test_a_line_without_a_text_is_refused(house: House, coach: Person, roadmap: Roadmap, line: PolicyLine) -> None:
    with pytest.raises(InvalidInput):
        house.policy_lines.add(roadmap.id, "  ", "sv", coach.id)
    with pytest.raises(InvalidInput):
        house.policy_lines.write(line, replace(line, text=LocalText()), coach.id)


def test_a_line_is_tied_to_goals_and_untied(house: House, coach: Person, roadmap: Roadmap, line: PolicyLine) -> None:
    a, b = (house.goals.add(roadmap.id, GoalLevel.PROCUREMENT, title, "sv", coach.id).id for title in "AB")
    tied = house.policy_lines.write(line, replace(line, goals=tuple(sorted((a, b)))), coach.id)
    assert line_of(house, roadmap).goals == tuple(sorted((a, b)))
    house.policy_lines.write(tied, replace(tied, goals=(b,)), coach.id)
    assert line_of(house, roadmap).goals == (b,)
    house.goals.remove(roadmap.id, b, coach.id)
    assert line_of(house, roadmap).goals == ()


def test_starter_lines_are_tied_to_the_goals_that_were_picked(house: House, coach: Person, roadmap: Roadmap) -> None:
    house.goals.pick(roadmap.id, ["national.functioning"], coach.id)
    goal = house.goals.all(roadmap.id)[0]
    made = house.policy_lines.pick(roadmap.id, ["line.market-dialogue"], coach.id)
    assert house.policy_lines.pick(roadmap.id, ["line.market-dialogue"], coach.id) == ()
    kept = line_of(house, roadmap)
    assert kept == made[0]
    assert kept.goals == (goal.id,)
    assert set(kept.text.versions) == {"sv", "fi", "en"} and kept.reason and kept.origin == "line.market-dialogue"


def test_a_decision_locks_the_edition(house: House, coach: Person, roadmap: Roadmap, line: PolicyLine) -> None:
    adopted = house.policy_lines.adopt(roadmap.id, line.id, DECISION, coach.id)
    assert (adopted.status, adopted.decision) == (LineStatus.ADOPTED, DECISION)
    with pytest.raises(NotAllowed):
        house.policy_lines.write(adopted, replace(adopted, text=adopted.text.write("Annat.", "sv")), coach.id)
    with pytest.raises(NotAllowed):
        house.policy_lines.adopt(roadmap.id, line.id, DECISION, coach.id)
    assert line_of(house, roadmap) == adopted


def test_who_wrote_while_it_was_being_adopted_is_told_so(
    house: House, coach: Person, roadmap: Roadmap, line: PolicyLine
) -> None:
    house.policy_lines.adopt(roadmap.id, line.id, DECISION, coach.id)
    with pytest.raises(NotAllowed):
        house.policy_lines.write(line, replace(line, text=line.text.write("Annat.", "sv")), coach.id)


@pytest.mark.parametrize(
    "decision",
    [
        replace(DECISION, organ=" "),
        replace(DECISION, paragraph=""),
        replace(DECISION, register_number=""),
        replace(DECISION, day=dt.date(2026, 11, 24)),
    ],
    ids=["no organ", "no paragraph", "no register number", "tomorrow"],
)
def test_an_incomplete_decision_is_refused(
    house: House, coach: Person, roadmap: Roadmap, line: PolicyLine, decision: Decision
) -> None:
    with pytest.raises(InvalidInput):
        house.policy_lines.adopt(roadmap.id, line.id, decision, coach.id)
    assert line_of(house, roadmap).status is LineStatus.DRAFT


def test_nothing_is_adopted_without_a_decision(house: House, coach: Person, line: PolicyLine) -> None:
    with pytest.raises(InvalidInput):
        house.policy_lines.write(line, replace(line, status=LineStatus.ADOPTED), coach.id)


def test_the_next_edition_is_a_draft_and_the_adopted_one_stays_readable(
    house: House, coach: Person, roadmap: Roadmap, line: PolicyLine
) -> None:
    house.policy_lines.adopt(roadmap.id, line.id, DECISION, coach.id)
    draft = house.policy_lines.revise(roadmap.id, line.id, coach.id)
    assert (draft.status, draft.edition, draft.decision) == (LineStatus.DRAFT, 2, None)
    house.policy_lines.write(draft, replace(draft, text=draft.text.write("Marknaden hörs alltid.", "sv")), coach.id)
    book = house.policy_lines.book(roadmap.id)
    in_force = book.in_force(book.lines[0])
    assert in_force is not None
    assert (in_force.text.show("sv"), in_force.edition, in_force.decision) == ("Marknaden hörs först.", 1, DECISION)
    again = replace(DECISION, paragraph="§ 7", day=dt.date(2026, 11, 23))
    house.policy_lines.adopt(roadmap.id, line.id, again, coach.id)
    book = house.policy_lines.book(roadmap.id)
    assert [edition.edition for edition in book.editions] == [2, 1]
    assert [edition.edition for edition in book.earlier(book.lines[0])] == [1]


def test_a_draft_of_the_next_edition_can_be_dropped(
    house: House, coach: Person, roadmap: Roadmap, line: PolicyLine
) -> None:
    with pytest.raises(NotAllowed):
        house.policy_lines.drop_draft(roadmap.id, line.id, coach.id)
    adopted = house.policy_lines.adopt(roadmap.id, line.id, DECISION, coach.id)
    draft = house.policy_lines.revise(roadmap.id, line.id, coach.id)
    house.policy_lines.write(draft, replace(draft, text=draft.text.write("Nytt.", "sv")), coach.id)
    back = house.policy_lines.drop_draft(roadmap.id, line.id, coach.id)
    assert replace(back, version=adopted.version) == adopted


def test_only_an_adopted_line_has_a_next_edition(
    house: House, coach: Person, roadmap: Roadmap, line: PolicyLine
) -> None:
    with pytest.raises(NotAllowed):
        house.policy_lines.revise(roadmap.id, line.id, coach.id)


def test_two_people_at_one_line_see_both_values(house: House, coach: Person, line: PolicyLine) -> None:
    house.policy_lines.write(line, replace(line, force=LineForce.BINDING), coach.id)
    house.policy_lines.write(line, replace(line, reason=LocalText.of("Därför.", "sv")), coach.id)
    with pytest.raises(Conflict):
        house.policy_lines.write(line, replace(line, reason=LocalText.of("För att.", "sv")), coach.id)


def test_lines_move_and_go(house: House, coach: Person, roadmap: Roadmap, line: PolicyLine) -> None:
    second = house.policy_lines.add(roadmap.id, "Andra.", "sv", coach.id)
    house.policy_lines.move(roadmap.id, second.id, -1, coach.id)
    assert [one.id for one in house.policy_lines.book(roadmap.id).lines] == [second.id, line.id]
    house.policy_lines.adopt(roadmap.id, line.id, DECISION, coach.id)
    house.policy_lines.remove(roadmap.id, line.id, coach.id)
    book = house.policy_lines.book(roadmap.id)
    assert ([one.id for one in book.lines], book.editions) == ([second.id], ())
    with house.database.reading() as db:
        last = changes.recent(roadmap.id, db)[0]
    assert last.after is None and last.before is not None
    assert last.before["decision"]["paragraph"] == "§ 118"


@pytest.mark.parametrize("use_case", ["move", "remove", "revise", "drop_draft"])
def test_a_line_that_is_gone_is_not_found(house: House, coach: Person, roadmap: Roadmap, use_case: str) -> None:
    extra = (1,) if use_case == "move" else ()
    with pytest.raises(LotsenError) as error:
        getattr(house.policy_lines, use_case)(roadmap.id, new_id(), *extra, coach.id)
    assert isinstance(error.value, NotFound)
