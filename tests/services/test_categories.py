"""Categories as use cases on a real database: the tree, its money, its factors, and what hangs on it."""

import datetime as dt
import functools
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update

from lotsen.analysis.results import Denominator
from lotsen.bootstrap import House
from lotsen.domain.buying import Buying
from lotsen.domain.category import Category, CategorySpend, Influence, SpendBasis
from lotsen.domain.change import Change
from lotsen.domain.factor import EmissionFactor
from lotsen.domain.ids import new_id
from lotsen.domain.localtext import LocalText
from lotsen.domain.organisation import Person, Roadmap
from lotsen.errors import Conflict, InvalidInput, NotFound
from lotsen.services.categories import MOST_DEPTH
from lotsen.spend.cells import cells_of_text
from lotsen.spend.outline import read_outline
from lotsen.spend.pasted import read_table
from lotsen.store import changes as change_store
from lotsen.store.rows import InterventionRow, RoadmapRow, SpendFactRow, SpendImportRow


def now(house: House, roadmap: Roadmap) -> Roadmap:
    """The roadmap at its latest revision."""
    person = house.resolve({})
    assert person is not None
    return house.organisations.standing(roadmap.id, person.id).roadmap


def view(house: House, roadmap: Roadmap) -> Buying:
    return house.categories.view(now(house, roadmap))


def names(house: House, roadmap: Roadmap, language: str = "sv") -> list[str]:
    return [category.name.show(language) for category in view(house, roadmap).categories]


def add(house: House, roadmap: Roadmap, coach: Person, name: str, parent: Category | None = None) -> Category:
    return house.categories.add(roadmap.id, coach.id, name, "sv", parent.id if parent else None)


def changes(house: House, roadmap: Roadmap) -> list[Change]:
    """What was changed, in order."""
    with house.database.reading() as db:
        return change_store.recent(roadmap.id, db)[::-1]


def again(house: House, roadmap: Roadmap, category: Category) -> Category:
    return next(c for c in view(house, roadmap).categories if c.id == category.id)


@pytest.mark.parametrize("tree", ["hansel", "cpv", "municipality", "wellbeing_county"])
def test_a_starter_tree_is_copied_with_origin_version_and_three_languages(
    house: House, roadmap: Roadmap, coach: Person, tree: str
) -> None:
    added = house.categories.start_from(roadmap.id, coach.id, tree)
    copied = view(house, roadmap).categories
    starter = next(one for one in house.categories.trees() if one.key == tree)
    assert added == len(copied) == len(starter.categories)
    assert {c.origin for c in copied} == {f"{tree}:{one.key}" for one in starter.categories}
    assert all(c.origin_version == starter.version and c.name.has("fi") and c.name.has("en") for c in copied)


def test_copying_a_tree_twice_adds_only_what_is_missing(house: House, roadmap: Roadmap, coach: Person) -> None:
    house.categories.start_from(roadmap.id, coach.id, "hansel")
    food = next(c for c in view(house, roadmap).categories if c.origin == "hansel:food")
    change(house, roadmap, coach, food, name=food.name.write("Mat", "sv"))
    gone = next(c for c in view(house, roadmap).categories if c.origin == "hansel:energy")
    house.categories.remove(roadmap.id, coach.id, gone.id)
    assert house.categories.start_from(roadmap.id, coach.id, "hansel") == 1
    assert "Mat" in names(house, roadmap) and len(names(house, roadmap)) == 14


def test_an_own_tree_grows_with_parents(house: House, roadmap: Roadmap, coach: Person) -> None:
    outline = read_outline(cells_of_text("Energi\n  El\n  Värme\nMat\n"), "sv")
    assert house.categories.grow(roadmap.id, coach.id, outline, "sv") == 4
    assert names(house, roadmap) == ["Energi", "El", "Värme", "Mat"]
    assert [c.name.show("sv") for c in view(house, roadmap).rows] == ["El", "Värme", "Mat"]


def change(house: House, roadmap: Roadmap, coach: Person, seen: Category, **fields: Any) -> Category:
    """Save some fields; the category as it then stands."""
    house.categories.edit(roadmap.id, coach.id, seen, replace(seen, **fields))
    return again(house, roadmap, seen)


def test_a_name_is_written_in_each_language_and_the_original_makes_others_stale(
    house: House, roadmap: Roadmap, coach: Person
) -> None:
    made = add(house, roadmap, coach, "Energi")
    made = change(house, roadmap, coach, made, name=made.name.write("Energia", "fi"))
    made = change(house, roadmap, coach, made, name=made.name.write("Energi och vatten", "sv"))
    assert dict(made.name.versions) == {"sv": "Energi och vatten", "fi": "Energia"} and made.name.stale == {"fi"}


def test_owner_contract_end_code_and_notes_are_kept(house: House, roadmap: Roadmap, coach: Person) -> None:
    made = add(house, roadmap, coach, "Energi")
    made = change(house, roadmap, coach, made, owner="Maria Lindholm", code="09")
    made = change(house, roadmap, coach, made, contract_end=dt.date(2027, 12, 31))
    made = change(house, roadmap, coach, made, notes=made.notes.write("Option på två år", "sv"))
    assert (made.owner, made.contract_end, made.code) == ("Maria Lindholm", dt.date(2027, 12, 31), "09")
    assert made.notes.show("sv") == "Option på två år" and made.version == 4


def test_two_who_change_different_fields_both_win(house: House, roadmap: Roadmap, coach: Person) -> None:
    seen = add(house, roadmap, coach, "Energi")
    change(house, roadmap, coach, seen, owner="Maria")
    kept = change(house, roadmap, coach, seen, code="09")
    assert (kept.owner, kept.code) == ("Maria", "09")


def test_the_second_of_two_who_change_the_same_field_sees_both_values(
    house: House, roadmap: Roadmap, coach: Person
) -> None:
    seen = add(house, roadmap, coach, "Energi")
    change(house, roadmap, coach, seen, owner="Maria")
    with pytest.raises(Conflict) as conflict:
        change(house, roadmap, coach, seen, owner="Jukka")
    assert (conflict.value.mine, conflict.value.theirs) == ("Jukka", "Maria")
    assert again(house, roadmap, seen).owner == "Maria"


def test_saving_the_same_value_again_is_no_change(house: House, roadmap: Roadmap, coach: Person) -> None:
    made = add(house, roadmap, coach, "Energi")
    assert change(house, roadmap, coach, made, name=made.name.write("Energi", "sv")).version == 1


def test_a_category_keeps_a_name(house: House, roadmap: Roadmap, coach: Person) -> None:
    made = add(house, roadmap, coach, "Energi")
    with pytest.raises(InvalidInput):
        change(house, roadmap, coach, made, name=made.name.write("", "sv"))


def test_categories_move_among_their_neighbours(house: House, roadmap: Roadmap, coach: Person) -> None:
    one = add(house, roadmap, coach, "A")
    add(house, roadmap, coach, "A1", one)
    add(house, roadmap, coach, "B")
    third = add(house, roadmap, coach, "C")
    house.categories.move(roadmap.id, coach.id, third.id, -1)
    assert names(house, roadmap) == ["A", "A1", "C", "B"]
    house.categories.move(roadmap.id, coach.id, third.id, -5)
    assert names(house, roadmap) == ["C", "A", "A1", "B"]
    house.categories.move(roadmap.id, coach.id, third.id, -1)
    assert names(house, roadmap) == ["C", "A", "A1", "B"]


def test_a_branch_moves_under_another_and_never_under_itself(house: House, roadmap: Roadmap, coach: Person) -> None:
    one, other = add(house, roadmap, coach, "A"), add(house, roadmap, coach, "B")
    child = add(house, roadmap, coach, "A1", one)
    house.categories.put_under(roadmap.id, coach.id, one, other.id)
    assert names(house, roadmap) == ["B", "A", "A1"]
    with pytest.raises(InvalidInput):
        house.categories.put_under(roadmap.id, coach.id, other, child.id)


def test_the_tree_has_a_deepest_level(house: House, roadmap: Roadmap, coach: Person) -> None:
    at = add(house, roadmap, coach, "1")
    for level in range(2, MOST_DEPTH + 1):
        at = add(house, roadmap, coach, str(level), at)
    with pytest.raises(InvalidInput):
        add(house, roadmap, coach, "too deep", at)


def invoices(
    house: House, roadmap: Roadmap, coach: Person, facts: list[tuple[Category | None, str, int, Influence]]
) -> None:
    """An import of 2025 with one fact per (category, supplier, cents, influence)."""
    with house.database.writing() as db:
        db.execute(update(RoadmapRow).values(revision=RoadmapRow.revision + 1))
        import_id = new_id()
        db.add(
            SpendImportRow(
                roadmap_id=roadmap.id,
                id=import_id,
                year=2025,
                file_name="ledger.csv",
                profile={},
                figures={},
                lines=None,
                at=dt.datetime(2026, 1, 31, tzinfo=dt.UTC),
                by=coach.id,
            )
        )
        db.flush()
        for number, (category, supplier, cents, influence) in enumerate(facts):
            db.add(
                SpendFactRow(
                    roadmap_id=roadmap.id,
                    spend_import_id=import_id,
                    number=number,
                    year=2025,
                    unit="",
                    supplier_id="",
                    supplier=supplier,
                    account="4569",
                    account_name="",
                    code="",
                    text="",
                    cents=cents,
                    rows=2,
                    negative=0,
                    category_id=category.id if category else None,
                    influence=influence,
                )
            )


OPEN, CLOSED, WAGES = Influence.OPEN, Influence.IN_HOUSE, Influence.NOT_PROCUREMENT


def test_invoices_become_figures_and_the_rest_is_named(house: House, roadmap: Roadmap, coach: Person) -> None:
    energy, food = add(house, roadmap, coach, "Energi"), add(house, roadmap, coach, "Mat")
    invoices(
        house,
        roadmap,
        coach,
        [
            (energy, "Bolag A", 300_00, OPEN),
            (energy, "Bolag B", 100_00, OPEN),
            (energy, "Bolag B", -20_00, OPEN),
            (energy, "Eget bolag", 500_00, CLOSED),
            (food, "Grossist", 120_00, OPEN),
            (None, "Okänd", 500_00, OPEN),
            (None, "Löner", 900_00, WAGES),
        ],
    )
    shown = view(house, roadmap)
    result = house.categories.overview(now(house, roadmap), 2025)
    assert [(f.category, f.cents, f.suppliers, f.invoices) for f in result.figures] == [
        (energy.id, 380_00, 2, 6),
        (food.id, 120_00, 1, 2),
    ]
    assert result.figures[0].concentration == pytest.approx(300 / 380)
    assert (result.whole, result.unmapped, result.in_house, result.not_procurement) == (100000, 50000, 50000, 90000)
    everything = house.categories.overview(now(house, roadmap), 2025, Denominator.ALL)
    assert everything.whole == 240000 and everything.figures[0].share == pytest.approx(380 / 2400)
    assert shown.years == [2025]


def test_a_stated_total_is_marked_and_replaced_by_invoices(house: House, roadmap: Roadmap, coach: Person) -> None:
    energy = add(house, roadmap, coach, "Energi")
    house.categories.state(roadmap.id, coach.id, CategorySpend(energy.id, 2025, 1_00, SpendBasis.ESTIMATED))
    house.categories.state(roadmap.id, coach.id, CategorySpend(energy.id, 2025, 2_00, SpendBasis.TYPED))
    first = house.categories.overview(now(house, roadmap), 2025)
    assert [(f.cents, f.basis) for f in first.figures] == [(200, SpendBasis.TYPED)] and first.estimated == 1.0
    invoices(house, roadmap, coach, [(energy, "A", 300_00, OPEN)])
    second = house.categories.overview(now(house, roadmap), 2025)
    assert [(f.cents, f.basis) for f in second.figures] == [(30000, SpendBasis.INVOICES)] and second.estimated == 0.0


def test_a_stated_total_can_be_taken_back(house: House, roadmap: Roadmap, coach: Person) -> None:
    energy = add(house, roadmap, coach, "Energi")
    house.categories.state(roadmap.id, coach.id, CategorySpend(energy.id, 2025, 1_00, SpendBasis.TYPED))
    house.categories.unstate(roadmap.id, coach.id, energy.id, 2025)
    assert view(house, roadmap).spends == ()


@pytest.mark.parametrize(("year", "cents"), [(1, 100), (2025, 10**16)])
def test_impossible_totals_are_refused(house: House, roadmap: Roadmap, coach: Person, year: int, cents: int) -> None:
    energy = add(house, roadmap, coach, "Energi")
    with pytest.raises(InvalidInput):
        house.categories.state(roadmap.id, coach.id, CategorySpend(energy.id, year, cents, SpendBasis.TYPED))


PASTED = "Kategori\t2024\t2025\tLeverantörer\nEnergi\t100\t200\t3\nMat\t\t50\t9\nenergi\t\t1\t1\nMöbler\t5\t7\t2\n"


@pytest.mark.parametrize(("add_missing", "saved"), [(False, 3), (True, 5)])
def test_a_pasted_table_is_matched_previewed_and_saved_by_year(
    house: House, roadmap: Roadmap, coach: Person, add_missing: bool, saved: int
) -> None:
    energy, food = add(house, roadmap, coach, "Energi"), add(house, roadmap, coach, "Mat")
    match = house.categories.match(roadmap.id, read_table(PASTED))
    assert match.matches == (energy.id, food.id, energy.id, None)
    assert view(house, roadmap).spends == ()
    match = match.settled({}, match.unmatched if add_missing else ())
    count = house.categories.take_pasted(roadmap.id, coach.id, match, 2026, "sv")
    assert count == saved
    spends = {(s.category_id, s.year): s for s in view(house, roadmap).spends}
    assert spends[(energy.id, 2025)].cents == 201_00 and spends[(energy.id, 2024)].cents == 100_00
    assert {s.basis for s in spends.values()} == {SpendBasis.PASTED}
    assert ("Möbler" in names(house, roadmap)) is add_missing


def test_an_own_factor_is_chosen_with_its_source(house: House, roadmap: Roadmap, coach: Person) -> None:
    energy = add(house, roadmap, coach, "Energi")
    key = house.categories.own_factor(
        roadmap.id,
        coach.id,
        energy,
        name="Vårt elavtal",
        language="sv",
        kilograms=Decimal("12.5"),
        year=2025,
        source="Energibolagets rapport 2025",
        currency="EUR",
    )
    house.categories.state(roadmap.id, coach.id, CategorySpend(energy.id, 2025, 100_000_00, SpendBasis.TYPED))
    shown = view(house, roadmap)
    assert shown.factors[key].kilograms == Decimal("12.5") and shown.factors[key].source.startswith("Energibolaget")
    assert house.categories.overview(now(house, roadmap), 2025).kilograms == Decimal("1250")


def own_factor(house: House, roadmap: Roadmap, coach: Person, category: Category) -> EmissionFactor:
    key = house.categories.own_factor(
        roadmap.id, coach.id, category, name="Vårt elavtal", language="sv", kilograms=Decimal("12.5"), year=2025,
        source="Rapport 2025", currency="EUR",
    )  # fmt: skip
    return view(house, roadmap).factors[key]


def test_an_own_factor_is_changed_over_what_others_changed(house: House, roadmap: Roadmap, coach: Person) -> None:
    energy = add(house, roadmap, coach, "Energi")
    seen = own_factor(house, roadmap, coach, energy)
    edit = functools.partial(house.categories.edit_factor, roadmap.id, coach.id, seen)
    house.categories.state(roadmap.id, coach.id, CategorySpend(energy.id, 2025, 100_000_00, SpendBasis.TYPED))
    edit(replace(seen, kilograms=Decimal(20)))
    edit(replace(seen, name=seen.name.write("Sähkösopimus", "fi"), year=2026))
    changed = view(house, roadmap).factors[seen.key]
    assert (changed.kilograms, changed.year, changed.name.show("fi")) == (Decimal(20), 2026, "Sähkösopimus")
    assert house.categories.overview(now(house, roadmap), 2025).kilograms == Decimal(2000)
    with pytest.raises(Conflict):
        edit(replace(seen, kilograms=Decimal(30)))
    last = changes(house, roadmap)[-1]
    assert (last.noun, last.object_id) == ("own_factor", seen.key)
    assert last.before is not None and last.after is not None
    assert (last.before["year"], last.after["year"]) == (2025, 2026)
    for bad in (replace(seen, source=" "), replace(seen, kilograms=Decimal(-1)), replace(seen, year=12)):
        with pytest.raises(InvalidInput):
            edit(bad)


def test_a_removed_factor_leaves_its_categories_without_one(house: House, roadmap: Roadmap, coach: Person) -> None:
    energy, other = add(house, roadmap, coach, "Energi"), add(house, roadmap, coach, "Annat")
    seen = own_factor(house, roadmap, coach, energy)
    change(house, roadmap, coach, other, factor="F")
    house.categories.remove_factor(roadmap.id, coach.id, seen)
    assert seen.key not in view(house, roadmap).factors
    assert (again(house, roadmap, energy).factor, again(house, roadmap, other).factor) == (None, "F")
    nouns = [(row.noun, row.after is None) for row in changes(house, roadmap)[-2:]]
    assert nouns == [("category", False), ("own_factor", True)]
    with pytest.raises(NotFound):
        house.categories.remove_factor(roadmap.id, coach.id, seen)
    with pytest.raises(NotFound):
        house.categories.edit_factor(roadmap.id, coach.id, seen, replace(seen, year=2024))


def test_a_removal_names_what_goes_and_lets_the_rest_loose(house: House, roadmap: Roadmap, coach: Person) -> None:
    energy = add(house, roadmap, coach, "Energi")
    power = add(house, roadmap, coach, "El", energy)
    house.categories.state(roadmap.id, coach.id, CategorySpend(power.id, 2024, 1_00, SpendBasis.TYPED))
    invoices(house, roadmap, coach, [(power, "A", 300_00, OPEN)])
    with house.database.writing() as db:
        db.add(_intervention(roadmap, power))
    removal = house.categories.removal(roadmap.id, energy.id)
    assert [c.id for c in removal.categories] == [energy.id, power.id]
    ties = removal.ties
    assert (ties.stated_spend, ties.invoice_cents, ties.interventions, ties.judgements) == (1, 30000, 1, 0)
    house.categories.remove(roadmap.id, coach.id, energy.id)
    shown = view(house, roadmap)
    assert shown.categories == () and shown.spends == () and shown.other[0].unmapped == 30000
    with house.database.reading() as db:
        assert [row.category_id for row in db.query(InterventionRow)] == [None]


def _intervention(roadmap: Roadmap, category: Category) -> InterventionRow:
    return InterventionRow(
        roadmap_id=roadmap.id,
        id=new_id(),
        position=0,
        title=LocalText.of("Dialog"),
        description=LocalText(),
        category_id=category.id,
        owner="",
        owner_role="",
        status="proposed",
        metric=LocalText(),
    )


def test_a_category_that_is_gone_is_not_found(house: House, roadmap: Roadmap, coach: Person) -> None:
    made = add(house, roadmap, coach, "Energi")
    house.categories.remove(roadmap.id, coach.id, made.id)
    for use in (
        lambda: house.categories.remove(roadmap.id, coach.id, made.id),
        lambda: change(house, roadmap, coach, made, owner="x"),
        lambda: house.categories.move(roadmap.id, coach.id, made.id, 1),
        lambda: house.categories.start_from(roadmap.id, coach.id, "lost"),
    ):
        with pytest.raises(NotFound):
            use()


def test_two_hundred_categories_are_read_with_their_money(house: House, roadmap: Roadmap, coach: Person) -> None:
    text = "\n".join(f"Grupp {i // 10}\n" * (i % 10 == 0) + f"  Kategori {i}" for i in range(200))
    house.categories.grow(roadmap.id, coach.id, read_outline(cells_of_text(text), "sv"), "sv")
    rows = view(house, roadmap).rows
    pasted = "Kategori\tEuro\n" + "\n".join(f"Kategori {i}\t{1000 + i}" for i in range(200))
    match = house.categories.match(roadmap.id, read_table(pasted))
    assert list(match.matches) == [row.id for row in rows]
    house.categories.take_pasted(roadmap.id, coach.id, match, 2025, "sv")
    result = house.categories.overview(now(house, roadmap), 2025)
    assert len(result.figures) == 200 and result.figures[0].cents == 1199_00


def test_nobody_reaches_into_another_roadmap(house: House, roadmap: Roadmap, coach: Person) -> None:
    made = add(house, roadmap, coach, "Energi")
    other = house.organisations.make_roadmap(roadmap.organisation_id, coach.id)
    with pytest.raises(NotFound):
        house.categories.state(other.id, coach.id, CategorySpend(made.id, 2025, 1, SpendBasis.TYPED))
    assert house.categories.view(other).categories == ()
    assert isinstance(made.id, UUID)


def test_a_pasted_name_finds_a_starter_category_by_its_words_and_a_person_settles_the_rest(
    house: House, roadmap: Roadmap, coach: Person
) -> None:
    house.categories.start_from(roadmap.id, coach.id, "municipality")
    match = house.categories.read_pasted(roadmap.id, "Skolskjutsar\t900\nKaukolämpö\t5\nRymdfart\t1\nStål\t2\n")
    origins = {c.id: c.origin for c in view(house, roadmap).categories}
    assert [origins.get(found) for found in match.matches[:2]] == [
        "municipality:transport.passenger",
        "municipality:energy.heat",
    ]
    assert match.unmatched == (2, 3)
    other = next(c.id for c in view(house, roadmap).rows if c.origin == "municipality:goods.other")
    settled = match.settled({3: other}, [2])
    house.categories.take_pasted(roadmap.id, coach.id, settled, 2025, "sv")
    shown = view(house, roadmap)
    assert shown.spend_of(other, 2025, list(SpendBasis)) == CategorySpend(other, 2025, 200, SpendBasis.PASTED)
    assert "Rymdfart" in names(house, roadmap)
