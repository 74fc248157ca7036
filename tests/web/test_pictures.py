"""Pictures and the workbook by an address: who gets them, in which form, and what bad addresses get."""

import io
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote, urlencode
from uuid import UUID
from xml.etree import ElementTree

import httpx
import openpyxl
import pytest
from starlette.applications import Starlette

from lotsen import bootstrap
from lotsen.bootstrap import House
from lotsen.charts.svg.look import LOOKS
from lotsen.domain.localtext import LANGUAGES
from lotsen.domain.organisation import Person, Roadmap
from lotsen.export.priorities import PICTURES
from lotsen.web import pictures
from tests.load import tab

Place = tuple[House, Person, Roadmap]


@pytest.fixture
def demo(screen_house: Place) -> Iterator[UUID]:
    house, person, _ = screen_house
    yield house.demos.open("municipality", person, "sv").id


def ask(roadmap: UUID | str, **asked: str) -> httpx.Response:
    async def get() -> httpx.Response:
        transport = httpx.ASGITransport(app=Starlette(routes=pictures.routes))
        async with httpx.AsyncClient(transport=transport, base_url="http://here") as client:
            return await client.get(f"/export/priorities?{urlencode({'roadmap': str(roadmap), **asked})}")

    return tab.run(get())


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("picture", PICTURES)
def test_every_picture_comes_in_every_look(demo: UUID, picture: str, look: str) -> None:
    drawn = ask(demo, picture=picture, look=look, format="svg", lang="fi", colours="dark")
    assert drawn.status_code == 200
    assert drawn.headers["content-type"].startswith("image/svg+xml")
    assert drawn.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert drawn.headers["cache-control"] == "no-store"
    assert ElementTree.fromstring(drawn.text).get("width") == str(LOOKS[look].width)


def test_a_png_is_what_one_gets_without_asking_for_more(demo: UUID) -> None:
    answer = ask(demo)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
    assert answer.content.startswith(b"\x89PNG")


def test_the_workbook_opens(demo: UUID) -> None:
    found = openpyxl.load_workbook(io.BytesIO(ask(demo, format="xlsx", lang="en").content))
    assert found.sheetnames[0] == "Ranking"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_has_a_name_in_the_readers_language(demo: UUID, language: str) -> None:
    names = {"sv": "Strandviks stad, Värmekarta.svg", "fi": "Rantalahden kaupunki, Lämpökartta.svg"}
    given = ask(demo, format="svg", lang=language).headers["content-disposition"]
    assert given.startswith('attachment; filename="priorities.svg"')
    assert unquote(given.split("UTF-8''")[1]) == names.get(language, "Town of Strandvik, Heatmap.svg")


@pytest.mark.parametrize("kind", pictures.FORMATS)
@pytest.mark.parametrize("picture", PICTURES)
def test_an_empty_roadmap_can_be_taken_along_too(screen_house: Place, picture: str, kind: str) -> None:
    assert ask(screen_house[2].id, picture=picture, format=kind).status_code == 200


@pytest.mark.parametrize(
    "asked", [{"picture": "gantt"}, {"format": "exe"}, {"look": "../x"}, {"colours": "<b>"}, {"picture": ""}], ids=str
)
def test_what_nobody_can_draw_is_said_with_what_can_be(demo: UUID, asked: dict[str, str]) -> None:
    answer = ask(demo, lang="sv", **asked)
    assert answer.status_code == 400
    assert answer.headers["content-type"].startswith("text/plain")
    assert "det kan vara" in answer.text


def test_a_stranger_gets_nothing(screen_house: Place, demo: UUID) -> None:
    bootstrap.use(replace(screen_house[0], resolve=lambda _cookies: None))
    answer = ask(demo, format="svg")
    assert answer.status_code == 403
    assert "svg" not in answer.text


@pytest.mark.parametrize("asked", ["", "no-id", str(UUID(int=1))])
def test_a_roadmap_that_is_none_is_not_found(demo: UUID, asked: str) -> None:
    assert ask(asked).status_code == 404


def test_a_roadmap_of_another_organisation_is_not_found(screen_house: Place) -> None:
    house, _, roadmap = screen_house
    demo = house.demos.open("municipality", None, "sv")
    assert ask(roadmap.id).status_code == 200
    answer = ask(demo.id, format="svg")
    assert answer.status_code == 404
    assert "Strandvik" not in answer.text


def test_hidden_results_leave_by_no_address(screen_house: Place, demo: UUID) -> None:
    house, person, _ = screen_house
    house.rooms.hide(demo, True, person.id)
    for kind in ("png", "svg", "xlsx"):
        assert ask(demo, format=kind).status_code == 403
    house.rooms.hide(demo, False, person.id)
    assert ask(demo, format="svg").status_code == 200
