"""The plan by an address: who gets it, in which form, and what bad addresses get."""

import io
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote, urlencode
from uuid import UUID

import httpx
import openpyxl
import pytest
from starlette.applications import Starlette

from lotsen import bootstrap
from lotsen.bootstrap import House
from lotsen.domain.localtext import LANGUAGES
from lotsen.domain.organisation import Person, Roadmap
from lotsen.export.files import FORMATS
from lotsen.web import plans
from tests.load import tab

Place = tuple[House, Person, Roadmap]
BEGINS = {"xlsx": b"PK", "pdf": b"%PDF", "png": b"\x89PNG", "svg": b"<svg", "ics": b"BEGIN:VCALENDAR", "xml": b"<?xml",
          "csv": b"\xef\xbb\xbf"}  # fmt: skip


@pytest.fixture
def demo(screen_house: Place) -> Iterator[UUID]:
    house, person, _ = screen_house
    yield house.demos.open("municipality", person, "sv").id


def ask(roadmap: UUID | str, **asked: str) -> httpx.Response:
    async def get() -> httpx.Response:
        transport = httpx.ASGITransport(app=Starlette(routes=plans.routes))
        async with httpx.AsyncClient(transport=transport, base_url="http://here") as client:
            return await client.get(f"/export/plan?{urlencode({'roadmap': str(roadmap), **asked})}")

    return tab.run(get())


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_comes_from_a_full_and_from_an_empty_roadmap(screen_house: Place, demo: UUID, kind: str) -> None:
    for roadmap in (demo, screen_house[2].id):
        answer = ask(roadmap, format=kind, lang="fi", grouping="owner")
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith(FORMATS[kind].split(";")[0])
        assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
        assert answer.headers["cache-control"] == "no-store"
        assert answer.content.startswith(BEGINS[kind])


def test_the_workbook_is_what_one_gets_without_asking_for_more(demo: UUID) -> None:
    found = openpyxl.load_workbook(io.BytesIO(ask(demo, lang="en").content))
    assert found.active is not None
    assert found.active.title == "Interventions"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_has_a_name_in_the_readers_language(demo: UUID, language: str) -> None:
    names = {"sv": "Strandviks stad, Plan.ics", "fi": "Rantalahden kaupunki, Suunnitelma.ics"}
    given = ask(demo, format="ics", lang=language).headers["content-disposition"]
    assert given.startswith('attachment; filename="plan.ics"')
    assert unquote(given.split("UTF-8''")[1]) == names.get(language, "Town of Strandvik, Plan.ics")


@pytest.mark.parametrize("asked", [{"format": "exe"}, {"format": "../x"}, {"grouping": "<b>"}], ids=str)
def test_what_nobody_can_make_is_said_with_what_can_be(demo: UUID, asked: dict[str, str]) -> None:
    answer = ask(demo, lang="sv", **asked)
    assert answer.status_code == 400
    assert "det kan vara" in answer.text


def test_a_stranger_gets_nothing(screen_house: Place, demo: UUID) -> None:
    bootstrap.use(replace(screen_house[0], resolve=lambda _cookies: None))
    answer = ask(demo, format="csv")
    assert answer.status_code == 403
    assert "Strandvik" not in answer.text


@pytest.mark.parametrize("kind", FORMATS)
def test_a_roadmap_of_another_organisation_is_not_found(screen_house: Place, kind: str) -> None:
    demo = screen_house[0].demos.open("municipality", None, "sv")
    answer = ask(demo.id, format=kind)
    assert answer.status_code == 404
    assert "Strandvik" not in answer.text


@pytest.mark.parametrize("asked", ["", "no-id", str(UUID(int=1))])
def test_a_roadmap_that_is_none_is_not_found(demo: UUID, asked: str) -> None:
    assert ask(asked).status_code == 404
