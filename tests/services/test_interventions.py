import datetime as dt

import pytest
from sqlalchemy import select

from lotsen.bootstrap import House
from lotsen.domain.category import leaves
from lotsen.domain.intervention import (
    Acceptance,
    Confidence,
    Effort,
    InterventionStatus,
    MilestoneKind,
    Must,
    Size,
    Variant,
)
from lotsen.domain.localtext import LocalText
from lotsen.domain.organisation import Person, Roadmap
from lotsen.domain.plan import PlanContent, Span, Wish, propose, span
from lotsen.domain.quarter import Quarter
from lotsen.errors import Conflict, InvalidInput, NotFound
from lotsen.store.rows import CategoryRow, ChangeRow, GoalRow, RoadmapRow

Q1, Q2, Q3 = (Quarter(2027, n) for n in (1, 2, 3))


@pytest.fixture
def plan(house: House, coach: Person, roadmap: Roadmap) -> "Plan":
    return Plan(house, coach, roadmap)


class Plan:
    """A roadmap's plan in a test's hands."""

    def __init__(self, house: House, coach: Person, roadmap: Roadmap) -> None:
        self.house, self.who, self.id = house, coach.id, roadmap.id
        self.service = house.interventions

    def revision(self) -> int:
        with self.house.database.reading() as db:
            return db.scalar(select(RoadmapRow.revision).where(RoadmapRow.id == self.id)) or 0

    def content(self) -> PlanContent:
        return self.service.content(self.id, self.revision(), "Europe/Helsinki")

    def add(self, title: str = "Marknadsdialog", quarter: Quarter | None = Q1, owner: str = "Aino"):
        return self.service.add(self.id, self.who, title, "sv", owner=owner, quarter=quarter)

    def get(self, intervention_id):
        return next(item for item in self.content().interventions if item.id == intervention_id)

    def chain(self):
        first, second = self.add("Först"), self.add("Sedan", Q2)
        second = self.service.change(second, self.who, predecessors=(first.id,))
        return first, second


def test_title_owner_and_quarter_suffice(plan: Plan):
    plan.add()
    (made,) = plan.content().interventions
    assert (made.title.show("sv"), made.owner, span(made)) == ("Marknadsdialog", "Aino", Span.of_quarter(Q1))
    assert (made.status, made.category_id, made.effects) == (InterventionStatus.PLANNED, None, ())


def test_without_a_quarter_it_has_no_days(plan: Plan):
    plan.add(quarter=None)
    assert span(plan.content().interventions[0]) is None


def test_a_title_is_needed(plan: Plan):
    with pytest.raises(InvalidInput):
        plan.add("  ")
    made = plan.add()
    with pytest.raises(InvalidInput):
        plan.service.change(made, plan.who, title=LocalText())


@pytest.mark.parametrize(
    "fields",
    [
        {"title": LocalText({"sv": "Nytt", "fi": "Uusi"}, "sv")},
        {"description": LocalText.of("Mer", "sv"), "metric": LocalText.of("Antal", "sv")},
        {"owner": "Björn", "owner_role": "upphandlingschef"},
        {"starts": dt.date(2027, 2, 1), "ends": dt.date(2027, 11, 30)},
        {"starts": None, "ends": None},
        {"cost_cents": 123_456_789_012, "savings_cents": 5, "carbon_kilograms": 1200.5},
        {"cost_size": Size.L, "effort_size": Size.S},
        {"status": InterventionStatus.UNDER_WAY, "progress": 35},
        {"effort": (Effort("Jurist", 2.5), Effort("Upphandlare", 10.0))},
    ],
)
def test_every_field_is_kept_as_it_was_written(plan: Plan, fields):
    made = plan.add()
    plan.service.change(made, plan.who, **fields)
    kept = plan.get(made.id)
    assert {name: getattr(kept, name) for name in fields} == fields
    assert kept.version == 2


def test_writing_what_is_there_already_changes_nothing(plan: Plan):
    made = plan.add()
    before = plan.revision()
    plan.service.change(made, plan.who, owner="Aino")
    assert plan.revision() == before


def test_every_change_is_remembered_with_before_and_after(plan: Plan):
    made = plan.add()
    plan.service.change(made, plan.who, owner="Björn")
    with plan.house.database.reading() as db:
        *_, last = db.scalars(select(ChangeRow).where(ChangeRow.noun == "intervention").order_by(ChangeRow.number))
    assert (last.before["owner"], last.after["owner"], last.who) == ("Aino", "Björn", plan.who)


def test_two_people_in_different_fields_both_win_and_in_the_same_field_the_second_sees_both(plan: Plan):
    seen = plan.add()
    plan.service.change(seen, plan.who, owner="Björn")
    plan.service.change(seen, plan.who, progress=20)
    assert (plan.get(seen.id).owner, plan.get(seen.id).progress) == ("Björn", 20)
    with pytest.raises(Conflict) as refused:
        plan.service.change(seen, plan.who, owner="Cecilia")
    assert (refused.value.mine, refused.value.theirs) == ("Cecilia", "Björn")


@pytest.mark.parametrize(
    ("fields", "status", "progress"),
    [
        ({"status": InterventionStatus.DONE}, InterventionStatus.DONE, 100),
        ({"progress": 10}, InterventionStatus.UNDER_WAY, 10),
        ({"status": InterventionStatus.STOPPED}, InterventionStatus.STOPPED, 0),
        ({"status": InterventionStatus.UNDER_WAY}, InterventionStatus.UNDER_WAY, 0),
    ],
)
def test_status_and_progress_agree(plan: Plan, fields, status, progress):
    made = plan.add()
    plan.service.change(made, plan.who, **fields)
    kept = plan.get(made.id)
    assert (kept.status, kept.progress) == (status, progress)


def test_taking_back_what_was_done_takes_back_its_progress(plan: Plan):
    done = plan.service.change(plan.add(), plan.who, status=InterventionStatus.DONE)
    again = plan.service.change(done, plan.who, status=InterventionStatus.UNDER_WAY)
    assert again.progress == 90
    assert plan.service.change(again, plan.who, status=InterventionStatus.PLANNED).progress == 0


@pytest.mark.parametrize(
    "fields",
    [
        {"progress": 101},
        {"progress": -1},
        {"cost_cents": -1},
        {"starts": dt.date(2027, 5, 1), "ends": dt.date(2027, 4, 1)},
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(plan: Plan, fields):
    made = plan.add()
    with pytest.raises(InvalidInput):
        plan.service.change(made, plan.who, **fields)
    assert plan.get(made.id) == made


def test_a_circle_is_refused_by_name(plan: Plan):
    first, second = plan.chain()
    with pytest.raises(InvalidInput) as refused:
        plan.service.change(first, plan.who, predecessors=(second.id,))
    assert "Först" in refused.value.fields["chain"].show("sv")


def test_moving_with_followers_moves_them_all_in_one_revision(plan: Plan):
    first, second = plan.chain()
    seen = propose(plan.content().interventions, first.id, Span.of_quarter(Q2), with_followers=True)
    before = plan.revision()
    plan.service.move(plan.id, plan.who, seen, with_followers=True)
    assert plan.revision() == before + 1
    assert span(plan.get(first.id)) == Span.of_quarter(Q2)
    assert span(plan.get(second.id)) == Span.of_quarter(Q3)


def test_keeping_the_followers_leaves_them(plan: Plan):
    first, second = plan.chain()
    seen = propose(plan.content().interventions, first.id, Span.of_quarter(Q2), with_followers=False)
    plan.service.move(plan.id, plan.who, seen, with_followers=False)
    assert span(plan.get(second.id)) == Span.of_quarter(Q2)
    assert len(seen.clashes) == 1


def test_a_move_that_has_become_another_is_refused(plan: Plan):
    first, second = plan.chain()
    seen = propose(plan.content().interventions, first.id, Span.of_quarter(Q2), with_followers=True)
    plan.service.change(second, plan.who, starts=dt.date(2027, 6, 1))
    with pytest.raises(Conflict):
        plan.service.move(plan.id, plan.who, seen, with_followers=True)
    assert span(plan.get(first.id)) == Span.of_quarter(Q1)


def test_removing_one_takes_its_links_and_milestones_and_leaves_the_others(plan: Plan):
    first, second = plan.chain()
    plan.service.add_milestone(plan.id, plan.who, "Klart", "sv", dt.date(2027, 3, 31), first.id)
    plan.service.remove(plan.id, plan.who, first.id)
    content = plan.content()
    assert [item.id for item in content.interventions] == [second.id]
    assert content.interventions[0].predecessors == ()
    assert content.milestones == ()
    with pytest.raises(NotFound):
        plan.service.change(first, plan.who, owner="x")


def test_a_milestone_can_be_added_changed_and_removed(plan: Plan):
    made = plan.service.add_milestone(plan.id, plan.who, "Halvtid", "sv", dt.date(2027, 6, 30))
    plan.service.change_milestone(made, plan.who, day=dt.date(2027, 7, 1))
    (kept,) = plan.content().milestones
    assert kept.day == dt.date(2027, 7, 1)
    with pytest.raises(Conflict):
        plan.service.change_milestone(made, plan.who, day=dt.date(2027, 8, 1))
    with pytest.raises(InvalidInput):
        plan.service.change_milestone(kept, plan.who, title=LocalText())
    plan.service.remove_milestone(plan.id, plan.who, made.id)
    assert plan.content().milestones == ()


def put_tree_and_goals(plan: Plan) -> None:
    """The municipal categories and national goals, as a roadmap that picked them has them."""
    from lotsen.domain.goal import GoalLevel
    from lotsen.domain.ids import new_id
    from lotsen.store.starter import MUNICIPAL_TREE, starter

    empty = LocalText()
    with plan.house.database.writing() as db:
        for n, each in enumerate(starter().tree[MUNICIPAL_TREE].categories):
            db.add(
                CategoryRow(
                    roadmap_id=plan.id, id=new_id(), parent_id=None, position=n, name=each.name, code="", owner="",
                    contract_end=None, notes=empty, factor=None,
                    origin=f"{MUNICIPAL_TREE}:{each.key}", origin_version=1,
                )
            )  # fmt: skip
        for n, each in enumerate(starter().ambitions):
            db.add(
                GoalRow(
                    roadmap_id=plan.id, id=new_id(), level=GoalLevel.PROCUREMENT, position=n, title=each.title,
                    description=empty, indicator=empty, unit="", baseline=None, target=None, target_year=None,
                    present_state=empty, actions=empty, origin=each.key, origin_version=1,
                )
            )  # fmt: skip


def test_a_pick_is_tied_to_what_the_roadmap_has(plan: Plan):
    put_tree_and_goals(plan)
    library = plan.service.library(plan.content())
    assert len(library) >= 40
    assert not any(pick.picked for pick in library)
    tied = next(pick for pick in library if pick.category_id and pick.starter.effects)
    made = plan.service.pick(plan.id, plan.who, tied.starter.key, owner="Aino", quarter=Q1)
    assert made.category_id == tied.category_id
    assert made.category_id in {category.id for category in leaves(plan.content().categories)}
    assert made.effects
    assert span(made) == Span.of_quarter(Q1, tied.starter.months)
    assert made.title.has("fi")
    assert next(p for p in plan.service.library(plan.content()) if p.starter.key == tied.starter.key).picked


def test_a_pick_waits_for_what_was_picked_before_it(plan: Plan):
    library = plan.service.library(plan.content())
    waiting = next(pick.starter for pick in library if pick.starter.predecessors)
    before = plan.service.pick(plan.id, plan.who, waiting.predecessors[0])
    after = plan.service.pick(plan.id, plan.who, waiting.key)
    assert after.predecessors == (before.id,)
    with pytest.raises(NotFound):
        plan.service.pick(plan.id, plan.who, "no such")


def test_effects_and_days_are_set_one_by_one(plan: Plan):
    put_tree_and_goals(plan)
    made = plan.add()
    climate, market = (goal.id for goal in plan.content().goals[:2])
    plan.service.set_effect(plan.id, plan.who, made.id, climate, 2)
    plan.service.set_effect(plan.id, plan.who, made.id, market, 0)
    plan.service.set_effort(plan.id, plan.who, made.id, " Jurist ", 4)
    assert dict(plan.get(made.id).effects) == {climate: 2, market: 0}
    assert plan.get(made.id).effort == (Effort("Jurist", 4),)
    plan.service.set_effect(plan.id, plan.who, made.id, climate, None)
    plan.service.set_effort(plan.id, plan.who, made.id, "Jurist", None)
    assert dict(plan.get(made.id).effects) == {market: 0}
    assert plan.get(made.id).effort == ()
    for bad in (lambda: plan.service.set_effect(plan.id, plan.who, made.id, climate, 3),
                lambda: plan.service.set_effort(plan.id, plan.who, made.id, "Jurist", -1),
                lambda: plan.service.set_effort(plan.id, plan.who, made.id, " ", 1)):  # fmt: skip
        with pytest.raises(InvalidInput):
            bad()


def test_content_is_read_once_a_revision(plan: Plan):
    plan.add()
    assert plan.content() is plan.content()
    before = plan.content()
    plan.add("En till")
    assert len(plan.content().interventions) == len(before.interventions) + 1


def test_a_wish_that_touches_nobody_is_done_at_once_and_can_be_taken_back(plan: Plan):
    made = plan.add()
    done = plan.service.wish(plan.id, plan.who, made.id, Span.of_quarter(Q1), Span.of_quarter(Q2))
    assert done == plan.revision()
    assert span(plan.get(made.id)) == Span.of_quarter(Q2)
    again = plan.service.take_back(plan.id, plan.who, done)
    assert span(plan.get(made.id)) == Span.of_quarter(Q1)
    plan.service.take_back(plan.id, plan.who, again)
    assert span(plan.get(made.id)) == Span.of_quarter(Q2), "what was taken back can be taken back"


def test_a_wish_for_where_it_stands_makes_no_revision(plan: Plan):
    made = plan.add()
    before = plan.revision()
    assert plan.service.wish(plan.id, plan.who, made.id, Span.of_quarter(Q3), Span.of_quarter(Q1)) is None
    assert plan.revision() == before


def test_a_wish_that_touches_others_writes_nothing_and_says_what_would_follow(plan: Plan):
    first, second = plan.chain()
    before = plan.revision()
    wish = plan.service.wish(plan.id, plan.who, first.id, Span.of_quarter(Q1), Span.of_quarter(Q2))
    assert isinstance(wish, Wish)
    assert [move.intervention_id for move in wish.along.moves] == [first.id, second.id]
    assert [clash.follower_id for clash in wish.alone.clashes] == [second.id]
    assert plan.revision() == before


def test_moving_along_with_followers_is_taken_back_as_one(plan: Plan):
    first, second = plan.chain()
    wish = plan.service.wish(plan.id, plan.who, first.id, Span.of_quarter(Q1), Span.of_quarter(Q2))
    done = plan.service.move(plan.id, plan.who, wish.along, with_followers=True)
    assert span(plan.get(second.id)) == Span.of_quarter(Q3)
    plan.service.take_back(plan.id, plan.who, done)
    assert [span(plan.get(each.id)) for each in (first, second)] == [Span.of_quarter(Q1), Span.of_quarter(Q2)]


def test_what_was_moved_since_is_not_taken_back_and_nothing_of_it_is(plan: Plan):
    first, second = plan.chain()
    wish = plan.service.wish(plan.id, plan.who, first.id, Span.of_quarter(Q1), Span.of_quarter(Q2))
    done = plan.service.move(plan.id, plan.who, wish.along, with_followers=True)
    plan.service.change(plan.get(second.id), plan.who, ends=dt.date(2027, 12, 31))
    with pytest.raises(Conflict):
        plan.service.take_back(plan.id, plan.who, done)
    assert span(plan.get(first.id)) == Span.of_quarter(Q2)


def test_taking_back_moves_leaves_what_was_said_otherwise(plan: Plan):
    made = plan.add()
    done = plan.service.wish(plan.id, plan.who, made.id, Span.of_quarter(Q1), Span.of_quarter(Q2))
    plan.service.change(plan.get(made.id), plan.who, owner="Björn")
    plan.service.take_back(plan.id, plan.who, done)
    assert (plan.get(made.id).owner, span(plan.get(made.id))) == ("Björn", Span.of_quarter(Q1))


def test_costs_by_year_move_along_by_whole_years_and_are_taken_back(plan: Plan):
    light = Variant("light", LocalText.of("Lätt", "sv"), 60, None, None, (), ((2027, 5_00),))
    made = plan.service.change(plan.add(), plan.who, yearly_cents=((2027, 70_00), (2028, 30_00)), variants=(light,))
    plan.service.wish(plan.id, plan.who, made.id, Span.of_quarter(Q1), Span.of_quarter(Q3))
    assert plan.get(made.id).yearly_cents == ((2027, 70_00), (2028, 30_00)), "it begins in the same year"
    later = Span.of_quarter(Quarter(2029, 1))
    done = plan.service.wish(plan.id, plan.who, made.id, Span.of_quarter(Q3), later)
    moved = plan.get(made.id)
    assert (moved.yearly_cents, moved.variants[0].yearly_cents) == (((2029, 70_00), (2030, 30_00)), ((2029, 5_00),))
    plan.service.take_back(plan.id, plan.who, done)
    assert plan.get(made.id).yearly_cents == ((2027, 70_00), (2028, 30_00))
    told = plan.service.change(
        plan.get(made.id), plan.who, starts=dt.date(2028, 7, 1), ends=None, yearly_cents=((2028, 9_00),)
    )
    assert told.yearly_cents == ((2028, 9_00),), "what is told anew stays where it was told"


def test_a_wish_on_days_that_somebody_has_changed_is_refused(plan: Plan):
    made = plan.add()
    plan.service.change(made, plan.who, starts=dt.date(2027, 2, 1))
    with pytest.raises(Conflict):
        plan.service.wish(plan.id, plan.who, made.id, Span.of_quarter(Q1), Span.of_quarter(Q2))
    plan.service.remove(plan.id, plan.who, made.id)
    with pytest.raises(NotFound):
        plan.service.wish(plan.id, plan.who, made.id, Span.of_quarter(Q1), Span.of_quarter(Q2))


def test_an_owner_accepts_proposes_another_date_or_hands_on(plan: Plan):
    made = plan.add()
    assert made.acceptance is Acceptance.OPEN
    for acceptance, wish in (
        (Acceptance.OTHER_DATE, "2027-05-01"),
        (Acceptance.HANDED_ON, "Björn Ek"),
        (Acceptance.ACCEPTED, ""),
    ):
        plan.service.answer(plan.get(made.id), plan.who, acceptance, wish)
        assert (plan.get(made.id).acceptance, plan.get(made.id).wish) == (acceptance, wish)


@pytest.mark.parametrize(
    ("acceptance", "wish"),
    [(Acceptance.OTHER_DATE, ""), (Acceptance.OTHER_DATE, "snart"), (Acceptance.HANDED_ON, "  ")],
)
def test_an_answer_without_what_it_wishes_is_refused(plan: Plan, acceptance, wish):
    with pytest.raises(InvalidInput):
        plan.service.answer(plan.add(), plan.who, acceptance, wish)


def test_a_new_owner_has_yet_to_answer(plan: Plan):
    made = plan.service.answer(plan.add(), plan.who, Acceptance.ACCEPTED)
    assert plan.service.change(made, plan.who, progress=10).acceptance is Acceptance.ACCEPTED
    handed = plan.service.change(plan.get(made.id), plan.who, owner="Björn")
    assert handed.acceptance is Acceptance.OPEN


def test_what_the_panel_says_more_is_kept_as_it_was_written(plan: Plan):
    first, second = plan.chain()
    other = plan.add("Annat")
    fields = {
        "earliest": dt.date(2027, 1, 1),
        "latest": dt.date(2027, 12, 31),
        "review": dt.date(2028, 6, 1),
        "must": Must.MUST,
        "confidence": Confidence.ESTIMATE,
        "lags": ((first.id, 14),),
        "excludes": (other.id,),
        "variants": (
            Variant(
                "light",
                LocalText.of("Lätt", "sv"),
                60,
                500_00,
                2,
                (Effort("Jurist", 1.5),),
                ((2027, 200_00), (2028, 300_00)),
            ),
        ),
        "yearly_cents": ((2027, 100_00), (2028, 50_00)),
    }
    plan.service.change(second, plan.who, **fields)
    kept = plan.get(second.id)
    assert {name: getattr(kept, name) for name in fields} == fields
    assert plan.get(other.id).excludes == (second.id,)


@pytest.mark.parametrize(
    "fields",
    [
        {"earliest": dt.date(2027, 2, 1), "latest": dt.date(2027, 1, 1)},
        {"yearly_cents": ((2027, -1),)},
        {"variants": (Variant("x", LocalText(), 100, None, None),)},
        {"variants": (Variant("x", LocalText.of("Lätt"), 201, None, None),)},
        {"variants": (Variant("x", LocalText.of("Lätt"), 100, None, 0),)},
        {"variants": (Variant("x", LocalText.of("Lätt"), 100, -1, None),)},
        {"variants": (Variant("x", LocalText.of("Lätt"), 100, None, None, (), ((2027, -1),)),)},
        {"variants": (Variant("x", LocalText.of("Lätt"), 100, None, None, (Effort("Jurist", -1.0),)),)},
    ],
)
def test_what_cannot_be_said_more_is_refused(plan: Plan, fields):
    with pytest.raises(InvalidInput):
        plan.service.change(plan.add(), plan.who, **fields)


def test_a_lag_goes_with_its_link_and_stays_within_bounds(plan: Plan):
    first, second = plan.chain()
    for days in (-1, 3651):
        with pytest.raises(InvalidInput):
            plan.service.change(second, plan.who, lags=((first.id, days),))
    second = plan.service.change(second, plan.who, lags=((first.id, 7),))
    assert plan.service.change(second, plan.who, predecessors=()).lags == ()


def test_what_it_waits_for_can_not_be_ruled_out(plan: Plan):
    first, second = plan.chain()
    with pytest.raises(InvalidInput):
        plan.service.change(second, plan.who, excludes=(first.id,))


def test_a_date_of_the_outside_world_is_kept_as_one(plan: Plan):
    made = plan.service.add_milestone(
        plan.id, plan.who, "Avtalet slutar", "sv", dt.date(2027, 6, 30), kind=MilestoneKind.OUTSIDE
    )
    plan.service.change_milestone(made, plan.who, kind=MilestoneKind.OWN)
    assert (made.kind, plan.content().milestones[0].kind) == (MilestoneKind.OUTSIDE, MilestoneKind.OWN)
