"""Reports, readings, effects and approvals, on both databases."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from sqlalchemy import select

from lotsen.bootstrap import House
from lotsen.domain.followup import FollowUp, SeenElsewhere, Verdict, seen_elsewhere
from lotsen.domain.goal import GoalLevel
from lotsen.domain.ids import new_id
from lotsen.domain.intervention import InterventionStatus
from lotsen.domain.localtext import LocalText
from lotsen.domain.organisation import OrganisationKind, Person, Roadmap, Role, Viewpoint
from lotsen.domain.quarter import Quarter
from lotsen.errors import Conflict, InvalidInput, LotsenError, NotAllowed, NotFound
from lotsen.explain import followup as explain
from lotsen.store.rows import ChangeRow
from lotsen.store.starter import starter
from lotsen.texts import Texts

UNDER_WAY, DONE = InterventionStatus.UNDER_WAY, InterventionStatus.DONE
TODAY = dt.date(2026, 11, 23)
CLIMATE = starter().goals[0].key


class Desk:
    """A roadmap in a test's hands."""

    def __init__(self, house: House, coach: Person, roadmap: Roadmap) -> None:
        self.house, self.who, self.id = house, coach.id, roadmap.id
        self.body = roadmap.organisation_id

    @property
    def revision(self) -> int:
        return self.house.organisations.standing(self.id, self.who).roadmap.revision

    @property
    def told(self) -> FollowUp:
        return self.house.followup.content(self.id, self.revision, "Europe/Helsinki")

    def add(self, title: str = "Marknadsdialog"):
        return self.house.interventions.add(self.id, self.who, title, "sv", owner="Aino", quarter=Quarter(2026, 4))

    def get(self, intervention_id):
        content = self.house.interventions.content(self.id, self.revision, "Europe/Helsinki")
        return next(item for item in content.interventions if item.id == intervention_id)

    def goal(self):
        return self.house.goals.add(self.id, GoalLevel.PROCUREMENT, "Klimat", "sv", self.who)

    def nouns(self) -> list[tuple[int, str]]:
        with self.house.database.reading() as db:
            rows = db.execute(
                select(ChangeRow.revision, ChangeRow.noun)
                .where(ChangeRow.roadmap_id == self.id)
                .order_by(ChangeRow.number)
            )
            return [(row[0], row[1]) for row in rows]


@pytest.fixture
def desk(house: House, coach: Person, roadmap: Roadmap) -> Desk:
    return Desk(house, coach, roadmap)


def test_a_report_moves_status_progress_and_last_day_in_the_same_revision(desk: Desk) -> None:
    item = desk.add()
    finish = dt.date(2027, 2, 28)
    desk.house.followup.check_in(item, desk.who, UNDER_WAY, 40, " Leverantörerna  svarar. ", finish)
    now = desk.get(item.id)
    assert (now.status, now.progress, now.ends, now.version) == (UNDER_WAY, 40, finish, 2)
    (said,) = desk.told.of(item.id)
    assert (said.note, said.progress, said.finish, said.by) == ("Leverantörerna svarar.", 40, finish, desk.who)
    assert desk.who in desk.told.people
    (first, noun), (second, other) = desk.nouns()[-2:]
    assert (first, noun, other) == (second, "intervention", "check_in")


def test_a_report_that_all_is_as_it_was_is_a_word_too(desk: Desk) -> None:
    item = desk.add()
    desk.house.followup.check_in(item, desk.who, item.status, item.progress)
    assert desk.get(item.id).version == 1
    assert len(desk.told.check_ins) == 1


def test_what_is_reported_done_is_done_to_the_end(desk: Desk) -> None:
    item = desk.add()
    said = desk.house.followup.check_in(item, desk.who, DONE, 80)
    assert (said.progress, desk.get(item.id).progress) == (100, 100)


def test_reports_stand_newest_first(desk: Desk, clock) -> None:
    item = desk.add()
    for progress in (10, 30):
        item = desk.get(item.id)
        desk.house.followup.check_in(item, desk.who, UNDER_WAY, progress)
        clock.at += dt.timedelta(days=1)
    assert [each.progress for each in desk.told.check_ins] == [30, 10]


def test_two_reports_at_once_show_both_values_to_the_second_and_keep_nothing_of_it(desk: Desk) -> None:
    item = desk.add()
    desk.house.followup.check_in(item, desk.who, UNDER_WAY, 40)
    with pytest.raises(Conflict) as refused:
        desk.house.followup.check_in(item, desk.who, UNDER_WAY, 60)
    assert (refused.value.mine, refused.value.theirs) == (60, 40)
    assert [each.progress for each in desk.told.check_ins] == [40]


def test_a_report_keeps_what_others_wrote_elsewhere(desk: Desk) -> None:
    item = desk.add()
    desk.house.interventions.change(item, desk.who, owner="Björn")
    desk.house.followup.check_in(item, desk.who, UNDER_WAY, 10)
    assert desk.get(item.id).owner == "Björn"


@pytest.mark.parametrize(
    ("progress", "note", "finish"),
    [(101, "", None), (-1, "", None), (5, "x" * 401, None), (5, "", dt.date(2026, 1, 1))],
)
def test_a_report_that_cannot_be_is_refused_whole(desk: Desk, progress: int, note: str, finish: dt.date | None) -> None:
    item = desk.add()
    with pytest.raises(InvalidInput):
        desk.house.followup.check_in(item, desk.who, UNDER_WAY, progress, note, finish)
    assert desk.get(item.id) == item
    assert desk.told.check_ins == ()


def test_a_report_on_what_is_gone_says_so(desk: Desk) -> None:
    item = desk.add()
    desk.house.interventions.remove(desk.id, desk.who, item.id)
    with pytest.raises(NotFound):
        desk.house.followup.check_in(item, desk.who, DONE, 100)


def test_readings_stand_by_day_and_a_day_has_one(desk: Desk) -> None:
    goal, service = desk.goal(), desk.house.followup
    service.add_reading(desk.id, desk.who, goal.id, TODAY, Decimal("13100.50"), "Preliminärt")
    service.add_reading(desk.id, desk.who, goal.id, dt.date(2026, 6, 30), Decimal(13700))
    service.add_reading(desk.id, desk.who, goal.id, TODAY, Decimal("12900"))
    assert [(each.day.month, each.value) for each in desk.told.readings] == [(6, Decimal(13700)), (11, Decimal(12900))]
    service.remove_reading(desk.id, desk.who, desk.told.readings[0].id)
    service.remove_reading(desk.id, desk.who, new_id())
    assert [each.value for each in desk.told.readings] == [Decimal(12900)]


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (TODAY, None),
        (None, Decimal(1)),
        (dt.date(2027, 1, 1), Decimal(1)),
        (dt.date(1900, 1, 1), Decimal(1)),
        (TODAY, Decimal(10) ** 16),
    ],
)
def test_a_reading_that_cannot_be_is_refused(desk: Desk, day: dt.date | None, value: Decimal | None) -> None:
    with pytest.raises(InvalidInput):
        desk.house.followup.add_reading(desk.id, desk.who, desk.goal().id, day, value)


def test_effects_that_were_seen_are_kept_changed_and_taken_back(desk: Desk) -> None:
    item, goal = desk.add(), desk.goal()
    for value in (2, 1):
        desk.house.followup.report_effect(desk.id, desk.who, item.id, goal.id, value)
    assert [(each.intervention_id, each.goal_id, each.value) for each in desk.told.effects] == [(item.id, goal.id, 1)]
    before = desk.revision
    desk.house.followup.report_effect(desk.id, desk.who, item.id, goal.id, 1)
    assert desk.revision == before
    desk.house.followup.report_effect(desk.id, desk.who, item.id, goal.id, None)
    assert desk.told.effects == ()


def test_what_no_longer_is_gets_no_word(desk: Desk) -> None:
    item, goal, service = desk.add(), desk.goal(), desk.house.followup
    wrong: list[tuple[type[LotsenError], Callable[[], object]]] = [
        (InvalidInput, lambda: service.report_effect(desk.id, desk.who, item.id, goal.id, 3)),
        (NotFound, lambda: service.report_effect(desk.id, desk.who, item.id, new_id(), 1)),
        (NotFound, lambda: service.report_effect(desk.id, desk.who, new_id(), goal.id, 1)),
        (NotFound, lambda: service.add_reading(desk.id, desk.who, new_id(), TODAY, Decimal(1))),
        (NotFound, lambda: service.decide(desk.id, desk.who, new_id(), Verdict.APPROVED)),
    ]
    for error, act in wrong:
        with pytest.raises(error):
            act()


def test_a_manager_sends_back_with_a_word_and_then_approves_and_both_are_kept(desk: Desk) -> None:
    desk.add()
    frozen = desk.house.baselines.take(desk.id, desk.who, "Höstens plan")
    with pytest.raises(InvalidInput):
        desk.house.followup.decide(desk.id, desk.who, frozen.id, Verdict.SENT_BACK, " ")
    desk.house.followup.decide(desk.id, desk.who, frozen.id, Verdict.SENT_BACK, "Börja med måltiderna.")
    desk.house.followup.decide(desk.id, desk.who, frozen.id, Verdict.APPROVED)
    assert [each.verdict for each in desk.told.approvals] == [Verdict.APPROVED, Verdict.SENT_BACK]
    assert desk.told.approvals[1].note == "Börja med måltiderna."
    assert desk.house.baselines.adopted(desk.id, desk.revision) == frozen
    assert desk.nouns()[-1][1] == "approval"


def test_a_participant_decides_on_no_plan(desk: Desk) -> None:
    desk.add()
    frozen = desk.house.baselines.take(desk.id, desk.who, "Höstens plan")
    for role, allowed in ((Role.PARTICIPANT, False), (Role.MANAGER, True)):
        person = desk.house.organisations.add_person(desk.body, str(role), role, Viewpoint.OTHER, desk.who)
        if allowed:
            desk.house.followup.decide(desk.id, person.id, frozen.id, Verdict.APPROVED)
        else:
            with pytest.raises(NotAllowed):
                desk.house.followup.decide(desk.id, person.id, frozen.id, Verdict.APPROVED)


def test_everything_said_travels_in_an_archive(desk: Desk) -> None:
    item, goal = desk.add(), desk.goal()
    desk.house.followup.check_in(item, desk.who, UNDER_WAY, 40)
    desk.house.followup.add_reading(desk.id, desk.who, goal.id, TODAY, Decimal("0.25"))
    desk.house.followup.report_effect(desk.id, desk.who, item.id, goal.id, 2)
    tables = desk.house.archive.export(desk.id)["tables"]
    assert [len(tables[name]) for name in ("check_in", "goal_reading", "reported_effect")] == [1, 1, 1]


# Elsewhere -------------------------------------------------------------------------------------------------------


def reported(desk: Desk, neighbour: Person, n: int, value: int) -> str:
    """One more organisation of the neighbour that saw what an intervention of the library did; its key."""
    house = desk.house
    roadmap = house.organisations.make(f"Grannby {n}", OrganisationKind.MUNICIPALITY, 9_000, ("sv",), neighbour)
    (goal,) = house.goals.pick(roadmap.id, [CLIMATE], neighbour.id)
    item = house.interventions.pick(roadmap.id, neighbour.id, (key := starter().interventions[0].key))
    house.followup.report_effect(roadmap.id, neighbour.id, item.id, goal.id, value)
    return key


def test_what_three_other_organisations_saw_is_shown_without_names_and_less_is_not(desk: Desk) -> None:
    neighbour = desk.house.organisations.add_person(desk.body, "Nina", Role.COACH, Viewpoint.PROCUREMENT, desk.who)
    for n, value in enumerate((2, 0)):
        key = reported(desk, neighbour, n, value)
    assert desk.house.followup.elsewhere(desk.who) == {}
    reported(desk, neighbour, 2, 2)
    assert desk.house.followup.elsewhere(desk.who) == {key: (SeenElsewhere(CLIMATE, 2, 3),)}
    reported(desk, neighbour, 3, 1)
    assert desk.house.followup.elsewhere(desk.who) == {key: (SeenElsewhere(CLIMATE, None, 4),)}
    assert desk.house.followup.elsewhere(neighbour.id) == {}, "these are her own"


def test_an_organisation_counts_once_by_its_latest_report() -> None:
    one, two, three = (new_id() for _ in range(3))
    reports = [("k", "g", one, 0), ("k", "g", two, 2), ("k", "g", one, 2)]
    assert seen_elsewhere(reports) == {}
    assert seen_elsewhere([*reports, ("k", "g", three, 0)]) == {"k": (SeenElsewhere("g", 2, 3),)}


@pytest.mark.parametrize(
    ("value", "said"),
    [(2, "oftast stark effekt"), (1, "oftast viss effekt"), (0, "oftast ingen effekt"), (None, "olika effekt")],
)
def test_what_was_seen_elsewhere_is_a_sentence(value: int | None, said: str) -> None:
    goals = {"g": LocalText.of("Klimat", "sv")}
    told = explain.elsewhere([SeenElsewhere("g", value, 4)], goals, Texts.of("sv"))
    assert told == f"Sett på annat håll: {said} på ”Klimat” (4 organisationer)."
    assert explain.elsewhere([], goals, Texts.of("sv")) == ""
