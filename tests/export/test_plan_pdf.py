"""The plan as PDF: pages, title, language, alternative texts and a table, tagged, with the type in it."""

import re
import subprocess

import pytest

from lotsen.charts.layout.parts import Grouping
from lotsen.domain.localtext import LANGUAGES, LocalText
from lotsen.export import plan
from lotsen.texts import Texts
from tests.support import machine
from tests.support.plans import busy_content, content, intervention
from tests.support.wholes import whole


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pdf_is_tagged_and_says_its_title_language_and_conformance(language: str) -> None:
    t = Texts.of(language)
    made = plan.pdf(whole(busy_content(40)), t)
    assert made.startswith(b"%PDF-1.7")
    assert b"/MarkInfo" in made
    assert f"/Lang({language}".encode() in made.replace(b"/Lang (", b"/Lang(")
    assert b"pdfuaid:part" in made


def test_every_page_of_the_picture_and_the_table_is_there() -> None:
    made = whole(busy_content(60))
    data = plan.pdf(made, Texts.of("sv"), Grouping.OWNER)
    assert len(re.findall(rb"/Type ?/Page\b", data)) > len(plan.pages(made, Texts.of("sv"), Grouping.OWNER))


@pytest.mark.programs
def test_the_text_can_be_read_out_of_it(tmp_path) -> None:
    reader = machine.pdftotext()
    items = [
        intervention(1, "2027-01-01", "2027-03-31", title=LocalText.of("Åtgärd #let x = [1] $a$ <b>"), owner="Aino")
    ]
    (tmp_path / "plan.pdf").write_bytes(plan.pdf(whole(content(*items)), Texts.of("sv")))
    told = subprocess.run(
        [reader, "-layout", tmp_path / "plan.pdf", "-"], capture_output=True, check=True
    ).stdout.decode()
    assert told.count("Åtgärd #let x = [1] $a$ <b>") == 2
    assert "31.3.2027" in told


def test_an_empty_plan_makes_a_pdf() -> None:
    assert plan.pdf(whole(content()), Texts.of("fi")).startswith(b"%PDF")
