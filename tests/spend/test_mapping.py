"""Mapping rules: the most specific wins, the same way every time, and the figures add up."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lotsen.domain.category import Influence
from lotsen.domain.spend import RuleField
from lotsen.errors import InvalidInput
from lotsen.spend import engine, facts, mapping, reader
from lotsen.spend.mapping import Rule

S, T, C, A = RuleField.SUPPLIER, RuleField.TEXT, RuleField.CPV, RuleField.ACCOUNT
DATA = """Toimittaja;Y-tunnus toimittaja;Tili;Tilin nimi;CPV;Selite;Pvm;Summa
Siivous Oy;1234567-1;4420;Puhdistuspalvelut;90910000-9;Koulun siivous;1.2.2024;100,00
siivous oy ;1234567-1;4420;Puhdistuspalvelut;90911200;Ikkunanpesu;1.3.2024;50,005
Ruoka Ab;7654321-4;4500;Elintarvikkeet;15000000-8;Perunat;1.4.2024;200,00
Ruoka Ab;7654321-4;4500;Elintarvikkeet;15000000-8;Hyvitys;1.4.2024;-20,00
Kunta-apu Oy;2222222-2;4390;Muut palvelut;;Palkkahallinto;1.5.2024;70,00
Matti Virtanen;;4390;Muut palvelut;;Luento;1.5.2023;5,00
Tmi Maija;;4390;Muut palvelut;;Luento;1.5.2023;6,00
"""


@pytest.fixture
def lines(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    path = tmp_path / "f.csv"
    path.write_text(DATA, encoding="utf-8")
    with engine.connection(tmp_path) as connection:
        reader.gather(connection, path, tmp_path)
        yield connection


def money(connection: duckdb.DuckDBPyConnection, rules: list[Rule]) -> dict[str, Decimal]:
    mapping.apply(connection, rules)
    return {row.category: row.net for row in mapping.cover(connection).categories}


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ([Rule(S, "SIIVOUS OY", "c")], {"c": "150.005"}),
        ([Rule(S, "1234567-1", "c")], {"c": "150.005"}),
        ([Rule(S, "12345671", "c")], {"c": "150.005"}),
        ([Rule(T, "siivo", "c")], {"c": "150.005"}),
        ([Rule(T, "ikkunanpesu", "w"), Rule(C, "90", "c")], {"c": "100", "w": "50.005"}),
        ([Rule(C, "90910000-9", "c"), Rule(C, "90911200", "w")], {"c": "100", "w": "50.005"}),
        ([Rule(A, "4400-4499", "c"), Rule(A, "4420", "d")], {"d": "150.005"}),
        ([Rule(A, "4000-4999", "c"), Rule(A, "4400-4499", "d")], {"c": "261", "d": "150.005"}),
        ([Rule(A, "4500", "food"), Rule(T, "hyvitys", "back")], {"food": "200", "back": "-20"}),
        ([Rule(S, "Ruoka Ab", "s"), Rule(T, "perunat", "t"), Rule(C, "15", "c"), Rule(A, "4500", "a")], {"s": "180"}),
        ([Rule(T, "iikkuna", "c"), Rule(T, "pesu", "c")], {}),
        ([Rule(T, "kunta apu", "c")], {"c": "70"}),
    ],
)
def test_the_most_specific_rule_wins(
    lines: duckdb.DuckDBPyConnection, rules: list[Rule], expected: dict[str, str]
) -> None:
    assert money(lines, rules) == {key: Decimal(value) for key, value in expected.items()}
    assert money(lines, rules[::-1]) == {key: Decimal(value) for key, value in expected.items()}


def test_longer_accounts_fall_under_the_model_of_four_digits(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_text("Supplier;Tili;Summa\nA;442001;1,00\nB;450001;2,00\nC;44;4,00\n", encoding="utf-8")
    with engine.connection(tmp_path) as connection:
        reader.gather(connection, path, tmp_path)
        assert money(connection, [Rule(A, "4400-4499", "c")]) == {"c": Decimal(1)}


def test_what_is_covered_is_told_of_the_money_that_is_procured(lines: duckdb.DuckDBPyConnection) -> None:
    rules = [
        Rule(S, "Siivous Oy", "cleaning"),
        Rule(S, "Kunta-apu Oy", None, Influence.IN_HOUSE),
        Rule(T, "luento", None, Influence.NOT_PROCUREMENT),
    ]
    mapping.apply(lines, rules)
    result = mapping.cover(lines)
    assert result.net == Decimal("411.005")
    assert result.open == Decimal("330.005")
    assert (result.unmapped_rows, result.unmapped) == (2, Decimal(180))
    assert result.covered == pytest.approx(150.005 / 330.005)
    assert not result.is_enough
    assert result.influence == {
        Influence.IN_HOUSE: Decimal(70),
        Influence.NOT_PROCUREMENT: Decimal(11),
        Influence.OPEN: Decimal("330.005"),
    }
    assert [row.supplier for row in result.next] == ["Ruoka Ab"]
    assert result.next[0].cover == pytest.approx(1)


def test_a_similar_name_that_is_mapped_suggests_its_category(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_text("Supplier;Amount\nSiivouspalvelu Oy;9\nSiivouspalvelut Oy;8\nRuoka Oy;7\n", encoding="utf-8")
    with engine.connection(tmp_path) as connection:
        reader.gather(connection, path, tmp_path)
        mapping.apply(connection, [Rule(S, "Siivouspalvelu Oy", "cleaning")])
        found = {row.supplier: (row.suggestion, row.because) for row in mapping.cover(connection).next}
    assert found == {"Siivouspalvelut Oy": ("cleaning", "Siivouspalvelu Oy"), "Ruoka Oy": (None, None)}


def test_facts_are_cents_once_rounded_and_persons_are_one(lines: duckdb.DuckDBPyConnection) -> None:
    mapping.apply(lines, [Rule(S, "Siivous Oy", "cleaning")])
    kept = list(facts.collect(lines))
    assert sum(fact.cents for fact in kept) in range(41100, 41102)
    persons = [fact for fact in kept if fact.supplier_id == facts.PERSONS]
    assert [(fact.supplier, fact.year, fact.cents, fact.rows) for fact in persons] == [("", 2023, 1100, 2)]
    assert {fact.supplier for fact in kept} == {"Siivous Oy", "siivous oy", "Ruoka Ab", "Kunta-apu Oy", ""}
    food = next(fact for fact in kept if fact.account == "4500")
    assert (food.cents, food.rows, food.negative, food.category) == (18000, 2, 1, "")


def test_kept_lines_hide_persons_and_map_again_alike(lines: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    rules = [Rule(T, "luento", "talk"), Rule(C, "90", "cleaning")]
    first = money(lines, rules)
    facts.keep(lines, tmp_path / "kept.parquet")
    assert facts.load(lines, tmp_path / "kept.parquet") == 7
    assert money(lines, rules) == first
    names = {row[0] for row in lines.execute("SELECT supplier FROM lines").fetchall()}
    assert "Matti Virtanen" not in names
    assert "Kunta-apu Oy" in names


@pytest.mark.parametrize(
    ("name", "number", "person"),
    [
        ("Virtanen Matti", "", True),
        ("Mr J Smith", "", True),
        ("Tmi Rakennus Laine", "1234567-1", True),
        ("REDACTED PERSONAL DATA", "", True),
        ("Yksityishenkilöt", "", True),
        ("Matti Virtanen Oy", "", False),
        ("Matti Virtanen", "1234567-1", False),
        ("Yorkshire Water", "", False),
        ("Kirjasäätiö Maria", "", False),
        ("Peter Pan Playgroup Association", "", False),
    ],
)
def test_who_is_a_person(tmp_path: Path, name: str, number: str, person: bool) -> None:
    from lotsen.spend.persons import sql_is_person

    with engine.connection(tmp_path) as connection:
        query = f"SELECT {sql_is_person('a', 'b')} FROM (SELECT ? AS a, ? AS b)"
        assert connection.execute(query, [name, number]).fetchall() == [(person,)]


def test_rules_come_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "rules.csv"
    path.write_text("field;match;category;influence\ncpv;45;Build;\n\nsupplier;X Oy;;in_house\n", encoding="utf-8-sig")
    assert mapping.read_rules(path) == [Rule(C, "45", "Build"), Rule(S, "X Oy", None, Influence.IN_HOUSE)]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("match,category\nx,y\n", "needs the columns"),
        ("field,match,category,colour\ncpv,45,Build,red\n", "unknown column 'colour'"),
        ("field,match,category\nkolor,45,Build\n", "row 2: field is one of"),
        ("field,match,category\ncpv,,Build\n", "row 2: a rule needs"),
        ("field,match,category\ncpv,45,\n", "row 2: a rule needs"),
        ("field,match,category\naccount,4399-4300,Build\n", "no range of accounts"),
        ("field,match,category\ntext,--,Build\n", "no word to look for"),
    ],
)
def test_rules_that_cannot_be_read_are_refused(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "rules.csv"
    path.write_text(text)
    with pytest.raises(InvalidInput, match=says):
        mapping.read_rules(path)


rules = st.lists(
    st.one_of(
        st.builds(
            Rule, st.just(A), st.sampled_from(["4420", "4400-4499", "4000-4999", "4390"]), st.sampled_from("xyz")
        ),
        st.builds(Rule, st.just(C), st.sampled_from(["90", "9091", "15"]), st.sampled_from("xyz")),
        st.builds(Rule, st.just(T), st.sampled_from(["siivous", "luento", "perunat"]), st.sampled_from("xyz")),
    ),
    max_size=8,
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rules, st.randoms())
def test_nothing_is_lost_and_the_order_of_rules_is_nothing(
    lines: duckdb.DuckDBPyConnection, given_rules: list[Rule], rng: object
) -> None:
    first = money(lines, given_rules)
    result = mapping.cover(lines)
    assert sum(row.net for row in result.categories) + result.unmapped == result.net
    assert sum(row.rows for row in result.categories) + result.unmapped_rows == result.rows == 7
    assert money(lines, sorted(given_rules, key=lambda rule: rng.random())) == first  # type: ignore[attr-defined]
