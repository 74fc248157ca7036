"""`carbon FILE`: what goes in, what comes out, and how bad input is refused."""

import json
from typing import Any

import pytest

from lotsen.errors import InvalidInput
from lotsen.services.carbon import carbon_case
from lotsen.store.starter import starter


def answer(text: str | dict[str, Any] | list[Any]) -> dict[str, Any]:
    return carbon_case(text if isinstance(text, str) else json.dumps(text), starter().factors)


CONSTRUCTION = {"category": "Schools", "spend": "100000", "factor": "F"}


@pytest.mark.parametrize(
    "case",
    [
        {"categories": [CONSTRUCTION]},
        [CONSTRUCTION],
        [{**CONSTRUCTION, "factor": "Construction"}],
        [{**CONSTRUCTION, "factor": "byggande"}],
        [{"category": "Rakentaminen", "spend": 100000}],
        "category,spend,factor\nSchools,100000.00,F\n",
        "\ufeffCategory;Spend;Factor\r\nSchools;100000;F\r\n;;\r\n",
        "category\tspend\tkgco2e_per_1000\nSchools\t100000\t210.74\n",
        [{**CONSTRUCTION, "factor": {"kgco2e_per_1000": "210.74", "year": 2023, "source": "own study"}}],
    ],
)
def test_a_hundred_thousand_euros_of_construction_are_21074_kilograms(case: Any) -> None:
    result = answer(case)
    assert result["kgco2e"] == result["categories"][0]["kgco2e"] == "21074"
    assert result["spend"] == "100000.00" and result["covered"] == 1.0


def test_each_category_names_factor_unit_year_vat_basis_source_and_credit() -> None:
    factor = answer([CONSTRUCTION])["categories"][0]["factor"]
    assert factor["value"] == "210.74" and factor["unit"] == "kgCO2e per 1000 EUR"
    assert (factor["year"], factor["vat"]) == (2023, "excluded")
    assert "figaro-emission-factors" in factor["source"] and "CC BY-SA 4.0" in factor["credit"]


def test_a_category_without_factor_is_counted_and_warned_of() -> None:
    result = answer([CONSTRUCTION, {"category": "Odds and ends", "spend": "300000"}])
    assert result["categories"][1]["kgco2e"] is None and result["covered"] == 0.25
    assert result["warnings"] == [{"code": "no_factor", "count": 1, "categories": ["Odds and ends"]}]


def test_amounts_are_exact_decimal_strings() -> None:
    result = answer('[{"category": "x", "spend": 65483945.63, "factor": "K65"}]')
    assert result["spend"] == "65483945.63" and result["kgco2e"] == "2771935.4185179"


@pytest.mark.parametrize(
    ("case", "says"),
    [
        ("", "empty"),
        ("{", "not JSON"),
        ({"rows": []}, "Unknown key: rows"),
        ({"currency": "EUR"}, "“categories” is missing"),
        ([{**CONSTRUCTION, "colour": 1}], "Unknown key: colour"),
        ([3], "Row 1 is not an object"),
        ([{"spend": "1"}], "Row 1 has no “category”"),
        ([{**CONSTRUCTION, "spend": "much"}], "Row 1: “spend” is not a number"),
        ([{**CONSTRUCTION, "spend": "NaN"}], "Row 1: “spend” is not a number"),
        ([{**CONSTRUCTION, "spend": "1e999"}], "Row 1: “spend” is not a number"),
        ([{**CONSTRUCTION, "spend": "1.005"}], "not an amount in whole cents"),
        ([{**CONSTRUCTION, "factor": "Z99"}], "there is no emission factor “Z99”"),
        ({"currency": "SEK", "categories": [CONSTRUCTION]}, "per EUR and the money is in SEK"),
        ([{**CONSTRUCTION, "factor": {"kgco2e_per_1000": 1, "vat": "half"}}], "“vat” or “year”"),
        ([{**CONSTRUCTION, "factor": {"per": 1}}], "Unknown key: per"),
    ],
)
def test_bad_input_is_refused_with_where_and_what(case: Any, says: str) -> None:
    with pytest.raises(InvalidInput) as error:
        answer(case)
    assert says in str(error.value)
