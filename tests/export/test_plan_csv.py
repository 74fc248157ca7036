"""Interventions as CSV: spreadsheets of the reader's country open it, and nothing in it is a formula."""

import csv
import io

import pytest

from lotsen.domain.localtext import LANGUAGES, LocalText
from lotsen.domain.plan import PlanContent
from lotsen.export import plan_csv
from lotsen.texts import Texts
from tests.support.plans import busy_content, content, intervention
from tests.support.wholes import hostile_titles, whole


def rows(made: PlanContent, language: str = "sv") -> list[dict[str, str]]:
    data = plan_csv.text(whole(made), Texts.of(language))
    assert data.startswith(b"\xef\xbb\xbf")
    text = io.StringIO(data.decode("utf-8-sig"), newline="")
    return list(csv.DictReader(text, delimiter={"en": ","}.get(language, ";")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_intervention_is_a_row(language: str) -> None:
    made, t = busy_content(30), Texts.of(language)
    found = rows(made, language)
    assert [row[t("Title")] for row in found] == [item.title.show(language) for item in made.interventions]
    assert [row[t("First day")] for row in found] == [
        i.starts.isoformat() if i.starts else "" for i in made.interventions
    ]


def test_decimals_are_written_as_the_language_writes_them() -> None:
    made = content(intervention(1, cost_cents=1_234_50))
    assert (rows(made)[0]["Kostnad, €"], rows(made, "en")[0]["Cost, €"]) == ("1234,5", "1234.5")


@pytest.mark.parametrize("title", hostile_titles())
def test_no_cell_is_a_formula(title: str) -> None:
    for row in rows(content(intervention(1, title=LocalText.of(title), owner=title, days={title: 1.0}))):
        assert not [cell for cell in (*row, *row.values()) if cell.startswith(plan_csv.SIGNS)]
        assert row["Rubrik"].removeprefix("'") == title
