"""Invoice money on a real database: read by a job, compared, accepted, replaced, mapped and mapped again."""

import datetime as dt
from pathlib import Path
from uuid import UUID

import pytest

from lotsen.bootstrap import House
from lotsen.domain.buying import Buying
from lotsen.domain.category import Influence
from lotsen.domain.job import Job, JobState
from lotsen.domain.organisation import Person, Roadmap
from lotsen.domain.spend import RuleField
from lotsen.errors import Conflict, InvalidInput, NotFound
from lotsen.jobs import worker
from lotsen.jobs.run import run
from lotsen.store import spend as store
from tests.support.houses import SetClock

HEADER = "Toimittajan nimi;Toimittajan Y-tunnus;Tilin numero;Tilin nimi;Pvm;Summa ALV0 euroina\n"
YEAR = HEADER + (
    "Siivous Oy;1234567-1;4420;Puhdistuspalvelut;1.2.2024;1 000,00\n"
    "Ruoka Ab;7654321-4;4500;Elintarvikkeet;1.3.2024;2 000,00\n"
    "Ruoka Ab;7654321-4;4500;Elintarvikkeet;1.3.2024;-100,00\n"
    "Outo Oy;3333333-3;4390;Muut palvelut;1.4.2024;600,00\n"
    "Outo Oyj;4444444-4;4390;Muut palvelut;2.4.2024;500,00\n"
    "Matti Virtanen;;4390;Muut palvelut;3.4.2024;10,00\n"
    "Vanha Oy;5555555-5;4390;Muut palvelut;30.12.2023;1,00\n"
)


def sent_in(house: House, roadmap: Roadmap, coach: Person, text: str, told: dict[str, object] | None = None) -> Job:
    upload, path = house.spend.place(roadmap.id)
    path.write_text(text, encoding="utf-8")
    return read(house, house.spend.read(roadmap.id, coach.id, upload, "laskut.csv", told))


def read(house: House, job: Job) -> Job:
    """What a worker does with the job."""
    assert house.jobs.claim("test") is not None
    run(house, job.id)
    return house.jobs.get(job.id)


def worked(house: House) -> None:
    """What workers do with everything that waits."""
    while job := house.jobs.claim("test"):
        run(house, job.id)


def map_by(
    house: House,
    roadmap_id: UUID,
    who: UUID,
    field: RuleField,
    match: str,
    to: UUID | None,
    influence: Influence | None,
) -> None:
    """Make a rule, and have the invoices mapped by it."""
    house.spend.rule(roadmap_id, who, field, match, to, influence)
    worked(house)


def with_tree(house: House, roadmap: Roadmap, coach: Person) -> dict[str, UUID]:
    for name in ("Siivous", "Ruoka", "Muu"):
        house.categories.add(roadmap.id, coach.id, name, "fi")
    return {category.name.show("fi"): category.id for category in view(house, roadmap, coach).categories}


def view(house: House, roadmap: Roadmap, coach: Person) -> Buying:
    return house.categories.view(house.organisations.standing(roadmap.id, coach.id).roadmap)


def accepted(house: House, roadmap: Roadmap, coach: Person, text: str = YEAR, year: int | None = 2024) -> None:
    job = sent_in(house, roadmap, coach, text)
    house.spend.accept(roadmap.id, coach.id, job.id, year)


def revision(house: House, roadmap: Roadmap, coach: Person) -> int:
    return house.organisations.standing(roadmap.id, coach.id).roadmap.revision


def test_a_file_is_read_compared_and_accepted_in_one_change(house: House, roadmap: Roadmap, coach: Person) -> None:
    job = sent_in(house, roadmap, coach, YEAR)
    assert job.state is JobState.DONE
    assert job.result is not None
    assert (job.result["rows"], job.result["net"], job.result["columns"]["amount"]) == (
        7, "4011.00", "Summa ALV0 euroina",
    )  # fmt: skip
    assert house.spend.main_year(job) == 2024
    [compared] = house.spend.compared(roadmap.id, job, 2024)
    assert (compared.rows, compared.cents, compared.before_cents) == (7, 401_100, None)
    before = revision(house, roadmap, coach)
    house.spend.accept(roadmap.id, coach.id, job.id, 2024)
    [made] = house.spend.imports(roadmap.id)
    assert (made.year, made.file_name, made.figures["rows"], made.figures["cents"]) == (2024, "laskut.csv", 7, 401_100)
    assert revision(house, roadmap, coach) > before
    assert house.spend.waiting(roadmap.id) is None
    assert not (house.config.home / "jobs" / str(job.id)).exists()


def test_by_date_each_year_is_its_own_import(house: House, roadmap: Roadmap, coach: Person) -> None:
    accepted(house, roadmap, coach, year=None)
    assert [(one.year, one.figures["cents"]) for one in house.spend.imports(roadmap.id)] == [
        (2024, 401_000),
        (2023, 100),
    ]


def test_importing_again_replaces_the_year_and_says_what_was_there(
    house: House, roadmap: Roadmap, coach: Person
) -> None:
    accepted(house, roadmap, coach)
    job = sent_in(house, roadmap, coach, HEADER + "Siivous Oy;1234567-1;4420;Puhdistuspalvelut;1.2.2024;5,00\n")
    [compared] = house.spend.compared(roadmap.id, job, 2024)
    assert (compared.cents, compared.before_cents, compared.before_rows) == (500, 401_100, 7)
    house.spend.accept(roadmap.id, coach.id, job.id, 2024)
    [made] = house.spend.imports(roadmap.id)
    assert made.figures["cents"] == 500
    kept = list((house.config.uploads / str(roadmap.id)).iterdir())
    assert len(kept) == 1, "the replaced lines and both uploads are gone"


def test_persons_are_merged_before_anything_is_kept(house: House, roadmap: Roadmap, coach: Person) -> None:
    accepted(house, roadmap, coach)
    [made] = house.spend.imports(roadmap.id)
    with house.database.reading() as db:
        facts = store.facts(roadmap.id, made.id, db)
    assert "Matti Virtanen" not in {fact.supplier for fact in facts}
    assert [fact.cents for fact in facts if fact.supplier == ""] == [1000]
    for file in (house.config.uploads / str(roadmap.id)).iterdir():
        assert b"Virtanen" not in file.read_bytes()


def test_rules_map_what_is_kept_and_what_comes(house: House, roadmap: Roadmap, coach: Person) -> None:
    ids = with_tree(house, roadmap, coach)
    accepted(house, roadmap, coach)
    map_by(house, roadmap.id, coach.id, RuleField.ACCOUNT, "4420", ids["Siivous"], None)
    map_by(house, roadmap.id, coach.id, RuleField.TEXT, "elintarv", ids["Ruoka"], None)
    bought = view(house, roadmap, coach)
    assert {s.category_id: s.cents for s in bought.spends} == {ids["Siivous"]: 100_000, ids["Ruoka"]: 190_000}
    accepted(house, roadmap, coach, HEADER.replace("Pvm", "Laskun pvm") + "X Oy;;4420;Muu nimi;5.5.2025;7,00\n", 2025)
    bought = view(house, roadmap, coach)
    assert {(s.year, s.category_id): s.cents for s in bought.spends}[2025, ids["Siivous"]] == 700


def test_what_is_covered_and_who_comes_next(house: House, roadmap: Roadmap, coach: Person) -> None:
    ids = with_tree(house, roadmap, coach)
    accepted(house, roadmap, coach)
    map_by(house, roadmap.id, coach.id, RuleField.SUPPLIER, "ruoka ab", ids["Ruoka"], None)
    map_by(house, roadmap.id, coach.id, RuleField.SUPPLIER, "Siivous Oy", None, Influence.IN_HOUSE)
    map_by(house, roadmap.id, coach.id, RuleField.TEXT, "vanha", None, Influence.NOT_PROCUREMENT)
    [found] = house.spend.coverage(roadmap.id, revision(house, roadmap, coach))
    assert (found.cents, found.in_house, found.not_procurement, found.open) == (401_100, 100_000, 100, 301_000)
    assert found.share == pytest.approx(1900 / 3010)
    assert [(one.supplier, one.cents) for one in found.next] == [("Outo Oy", 60_000), ("Outo Oyj", 50_000)]
    map_by(house, roadmap.id, coach.id, RuleField.SUPPLIER, "Outo Oy", ids["Muu"], None)
    [found] = house.spend.coverage(roadmap.id, revision(house, roadmap, coach))
    assert (found.next[0].suggestion, found.next[0].because) == (ids["Muu"], "Outo Oy")
    map_by(house, roadmap.id, coach.id, RuleField.SUPPLIER, "Outo Oyj", ids["Muu"], None)
    [found] = house.spend.coverage(roadmap.id, revision(house, roadmap, coach))
    assert found.is_enough


def test_a_rule_on_the_same_thing_takes_the_place_of_the_old(house: House, roadmap: Roadmap, coach: Person) -> None:
    ids = with_tree(house, roadmap, coach)
    for name in ("Siivous", "Ruoka"):
        map_by(house, roadmap.id, coach.id, RuleField.CPV, "90", ids[name], None)
    [rule] = house.spend.rules(roadmap.id)
    assert rule.category_id == ids["Ruoka"]
    house.spend.remove_rule(roadmap.id, coach.id, rule.id)
    assert house.spend.rules(roadmap.id) == []


def test_ready_rules_come_with_the_first_file_and_lose_to_own_ones(
    house: House, roadmap: Roadmap, coach: Person
) -> None:
    house.categories.start_from(roadmap.id, coach.id, "municipality")
    accepted(house, roadmap, coach)
    ready = house.spend.rules(roadmap.id)
    assert len(ready) > 500
    assert all(rule.origin for rule in ready)
    cleaning = next(c for c in view(house, roadmap, coach).categories if c.origin == "municipality:buildings.cleaning")
    spends = {s.category_id: s.cents for s in view(house, roadmap, coach).spends}
    assert spends[cleaning.id] == 100_000
    food = next(c for c in view(house, roadmap, coach).rows if spends.get(c.id) == 190_000)
    map_by(house, roadmap.id, coach.id, RuleField.ACCOUNT, "4420", food.id, None)
    spends = {s.category_id: s.cents for s in view(house, roadmap, coach).spends}
    assert (spends.get(cleaning.id), spends[food.id]) == (None, 290_000)
    assert house.spend.take_starter_rules(roadmap.id, coach.id) == 0


def test_correcting_reads_the_same_upload_again(house: House, roadmap: Roadmap, coach: Person) -> None:
    first = sent_in(house, roadmap, coach, YEAR)
    told = {"columns": {"unit": "Tilin nimi"}}
    again = house.spend.read(roadmap.id, coach.id, first.params["upload"], "laskut.csv", told)
    again = read(house, again)
    assert again.result is not None
    assert again.result["columns"]["unit"] == "Tilin nimi"
    assert house.spend.waiting(roadmap.id) == again
    with pytest.raises(Conflict):
        house.spend.accept(roadmap.id, coach.id, first.id, 2024)


def test_a_bad_file_says_why_and_changes_nothing(house: House, roadmap: Roadmap, coach: Person) -> None:
    accepted(house, roadmap, coach)
    kept, before = house.spend.imports(roadmap.id), revision(house, roadmap, coach)
    job = sent_in(house, roadmap, coach, "Only\none\ncolumn\n")
    assert job.state is JobState.FAILED
    assert job.error is not None
    assert "only one column" in job.error[0]
    assert (house.spend.imports(roadmap.id), revision(house, roadmap, coach)) == (kept, before)
    house.spend.discard(roadmap.id, coach.id)
    assert house.spend.waiting(roadmap.id) is None


def test_stopping_leaves_nothing_behind(house: House, roadmap: Roadmap, coach: Person) -> None:
    upload, path = house.spend.place(roadmap.id)
    path.write_text(YEAR, encoding="utf-8")
    job = house.spend.read(roadmap.id, coach.id, upload, "laskut.csv")
    house.spend.discard(roadmap.id, coach.id)
    assert house.jobs.get(job.id).state is JobState.CANCELLED
    assert not path.exists()
    assert not (house.config.home / "jobs" / str(job.id)).exists()


def test_a_year_can_be_taken_out(house: House, roadmap: Roadmap, coach: Person) -> None:
    accepted(house, roadmap, coach)
    [made] = house.spend.imports(roadmap.id)
    house.spend.remove(roadmap.id, coach.id, made.id)
    assert house.spend.imports(roadmap.id) == []
    assert list((house.config.uploads / str(roadmap.id)).iterdir()) == []
    with pytest.raises(NotFound):
        house.spend.remove(roadmap.id, coach.id, made.id)


def test_what_cannot_be_is_refused(house: House, roadmap: Roadmap, coach: Person, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput):
        house.spend.rule(roadmap.id, coach.id, RuleField.TEXT, "x", None, None)
    with pytest.raises(InvalidInput):
        house.spend.rule(roadmap.id, coach.id, RuleField.ACCOUNT, "9-1", None, Influence.IN_HOUSE)
    (tmp_path / "secret").write_text("x")
    with pytest.raises(NotFound):
        house.spend.upload("../../secret")


def test_rules_reach_money_whose_lines_are_gone_and_leave_the_rest(
    house: House, roadmap: Roadmap, coach: Person
) -> None:
    ids = with_tree(house, roadmap, coach)
    accepted(house, roadmap, coach)
    map_by(house, roadmap.id, coach.id, RuleField.ACCOUNT, "4420", ids["Siivous"], None)
    for file in (house.config.uploads / str(roadmap.id)).iterdir():
        file.unlink()
    map_by(house, roadmap.id, coach.id, RuleField.SUPPLIER, "Ruoka Ab", ids["Ruoka"], None)
    own = [rule for rule in house.spend.rules(roadmap.id) if rule.origin is None]
    [account] = [rule for rule in own if rule.field is RuleField.ACCOUNT]
    house.spend.remove_rule(roadmap.id, coach.id, account.id)
    worked(house)
    bought = view(house, roadmap, coach)
    assert {s.category_id: s.cents for s in bought.spends} == {ids["Siivous"]: 100_000, ids["Ruoka"]: 190_000}


def test_a_changed_rule_is_applied_by_a_job_and_nobody_waits_for_it(
    house: House, roadmap: Roadmap, coach: Person
) -> None:
    ids = with_tree(house, roadmap, coach)
    accepted(house, roadmap, coach)
    house.spend.rule(roadmap.id, coach.id, RuleField.ACCOUNT, "4420", ids["Siivous"], None)
    job = house.spend.mapping(roadmap.id)
    assert job is not None
    assert (job.kind, job.state) == ("spend.map", JobState.WAITING)
    assert view(house, roadmap, coach).spends == ()
    house.spend.rule(roadmap.id, coach.id, RuleField.ACCOUNT, "4500", ids["Ruoka"], None)
    assert house.spend.mapping(roadmap.id) == job, "what waits will find both rules"
    before = revision(house, roadmap, coach)
    worker.work(house, once=True)
    assert house.spend.mapping(roadmap.id) is None
    assert house.jobs.get(job.id).result == {"years": 1}
    assert revision(house, roadmap, coach) == before + 1
    spends = {s.category_id: s.cents for s in view(house, roadmap, coach).spends}
    assert spends == {ids["Siivous"]: 100_000, ids["Ruoka"]: 190_000}


def test_a_rule_that_moves_nothing_changes_nothing(house: House, roadmap: Roadmap, coach: Person) -> None:
    ids = with_tree(house, roadmap, coach)
    accepted(house, roadmap, coach)
    house.spend.rule(roadmap.id, coach.id, RuleField.SUPPLIER, "Nobody Oy", ids["Muu"], None)
    before = revision(house, roadmap, coach)
    worked(house)
    assert revision(house, roadmap, coach) == before


def test_rules_changed_while_they_are_applied_win(house: House, roadmap: Roadmap, coach: Person) -> None:
    ids = with_tree(house, roadmap, coach)
    accepted(house, roadmap, coach, year=None)
    house.spend.rule(roadmap.id, coach.id, RuleField.ACCOUNT, "4420", ids["Siivous"], None)
    running = house.jobs.claim("test")
    assert running is not None

    def meanwhile(share: float, doing: str) -> None:
        if share == 0.0:
            house.spend.rule(roadmap.id, coach.id, RuleField.ACCOUNT, "4420", ids["Muu"], None)

    assert house.spend.map_again(roadmap.id, coach.id, meanwhile) == 0
    job = house.spend.mapping(roadmap.id)
    assert job is not None
    assert job.id != running.id
    worked(house)
    assert {s.category_id: s.cents for s in view(house, roadmap, coach).spends} == {ids["Muu"]: 100_000}


def test_a_mapping_that_failed_can_be_asked_for_again(house: House, roadmap: Roadmap, coach: Person) -> None:
    ids = with_tree(house, roadmap, coach)
    accepted(house, roadmap, coach)
    house.spend.rule(roadmap.id, coach.id, RuleField.ACCOUNT, "4420", ids["Siivous"], None)
    job = house.jobs.claim("test")
    assert job is not None
    house.jobs.failed(job.id)
    failed = house.spend.mapping(roadmap.id)
    assert failed is not None
    assert failed.state is JobState.FAILED
    house.spend.ask_to_map(roadmap.id, coach.id)
    worked(house)
    assert house.spend.mapping(roadmap.id) is None
    assert len(view(house, roadmap, coach).spends) == 1


def test_without_invoices_there_is_nothing_to_map(house: House, roadmap: Roadmap, coach: Person) -> None:
    house.spend.rule(roadmap.id, coach.id, RuleField.TEXT, "x", None, Influence.IN_HOUSE)
    assert house.spend.mapping(roadmap.id) is None


def lines_of(house: House, roadmap: Roadmap) -> list[Path]:
    return list((house.config.uploads / str(roadmap.id)).glob("*.parquet"))


def test_lines_are_deleted_after_their_months_and_the_sums_stay(
    house: House, roadmap: Roadmap, coach: Person, clock: SetClock
) -> None:
    ids = with_tree(house, roadmap, coach)
    accepted(house, roadmap, coach)
    [made] = house.spend.imports(roadmap.id)
    last = house.spend.kept_until(roadmap.id)[made.id]
    assert last == dt.date(2028, 11, 23)
    clock.at = dt.datetime(2028, 11, 22, 23, 59, tzinfo=dt.UTC)
    assert house.spend.expire() == 0
    clock.at = dt.datetime(2028, 11, 23, 0, 0, tzinfo=dt.UTC)
    assert house.spend.expire() == 1
    assert lines_of(house, roadmap) == []
    assert house.spend.kept_until(roadmap.id) == {made.id: None}
    assert house.spend.imports(roadmap.id) == [made]
    map_by(house, roadmap.id, coach.id, RuleField.ACCOUNT, "4420", ids["Siivous"], None)
    assert {s.category_id: s.cents for s in view(house, roadmap, coach).spends} == {ids["Siivous"]: 100_000}
    assert house.spend.expire() == 0


def test_what_an_end_without_warning_left_and_nobody_accepted_goes_too(
    house: House, roadmap: Roadmap, coach: Person, clock: SetClock
) -> None:
    accepted(house, roadmap, coach)
    waiting = sent_in(house, roadmap, coach, YEAR)
    stray = house.config.uploads / str(roadmap.id) / "lines-of-nobody.parquet"
    stray.write_bytes(b"x")
    clock.at = dt.datetime.now(dt.UTC)
    assert house.spend.expire() == 0, "it may be accepted just now"
    clock.at += dt.timedelta(days=2)
    assert house.spend.expire() == 1
    assert not stray.exists()
    assert house.spend.waiting(roadmap.id) == waiting
    clock.at += dt.timedelta(days=800)
    assert house.spend.expire() == 2
    assert house.spend.waiting(roadmap.id) is None
    assert list((house.config.home / "jobs").iterdir()) == []


def test_a_worker_deletes_what_is_over_as_it_starts(
    house: House, roadmap: Roadmap, coach: Person, clock: SetClock
) -> None:
    accepted(house, roadmap, coach)
    clock.at += dt.timedelta(days=800)
    worker.work(house, once=True)
    assert lines_of(house, roadmap) == []
