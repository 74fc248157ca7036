"""Files come in through our own route: streamed, capped, for those who may, and nothing stays of what broke off."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from starlette.applications import Starlette

from lotsen import bootstrap
from lotsen.bootstrap import House
from lotsen.domain.job import JobState
from lotsen.domain.organisation import Person, Roadmap
from lotsen.web import uploads
from tests.load import tab

MARK = {"x-lotsen": "upload"}
CSV = b"Supplier;Amount\nA;1,00\nB;2,00\n"


def send(address: str, body: "bytes | AsyncIterator[bytes]", headers: dict[str, str] = MARK) -> httpx.Response:
    async def post() -> httpx.Response:
        transport = httpx.ASGITransport(app=Starlette(routes=uploads.routes))
        async with httpx.AsyncClient(transport=transport, base_url="http://here") as client:
            return await client.post(address, content=body, headers=headers)

    return tab.run(post())


def left(house: House) -> list[Path]:
    return [path for path in house.config.uploads.rglob("*") if path.is_file()]


Place = tuple[House, Person, Roadmap]


def test_a_file_arrives_and_a_job_waits_for_it(screen_house: Place) -> None:
    house, _, roadmap = screen_house
    answer = send(f"/upload/invoices/{roadmap.id}?name=..%2Fa%2Fledger.csv", CSV)
    assert answer.status_code == 202
    job = house.spend.waiting(roadmap.id)
    assert job is not None
    assert (str(job.id), job.state, job.params["name"]) == (answer.json()["job"], JobState.WAITING, "ledger.csv")
    assert house.spend.upload(job.params["upload"]).read_bytes() == CSV


def test_strangers_and_other_pages_are_kept_out(screen_house: Place) -> None:
    house, _, roadmap = screen_house
    address = f"/upload/invoices/{roadmap.id}?name=a.csv"
    assert send(address, CSV, {}).status_code == 403
    assert send(address, CSV, {**MARK, "origin": "http://elsewhere"}).status_code == 403
    bootstrap.use(replace(house, resolve=lambda _cookies: None))
    assert send(address, CSV).status_code == 403
    bootstrap.use(house)
    assert left(house) == []


def test_a_roadmap_of_others_is_none(screen_house: Place) -> None:
    house, _, _ = screen_house
    for roadmap in (str(uuid4()), "no-id"):
        answer = send(f"/upload/invoices/{roadmap}?name=a.csv&lang=fi", CSV)
        assert answer.status_code in {400, 404}
        assert answer.json()["error"]
    assert left(house) == []


@pytest.mark.parametrize("announced", [True, False])
def test_what_is_too_large_is_refused_and_leaves_nothing(screen_house: Place, announced: bool) -> None:
    house, _, roadmap = screen_house
    bootstrap.use(replace(house, config=replace(house.config, upload_megabytes=1)))

    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(3):
            yield b"x" * (1 << 19)

    body = b"x" * (3 << 19) if announced else pieces()
    answer = send(f"/upload/invoices/{roadmap.id}?name=a.csv&lang=en", body)
    assert answer.status_code == 400
    assert answer.json() == {"error": "The file is larger than 1 MB, the most that can be sent in."}
    assert left(house) == []
    assert house.spend.waiting(roadmap.id) is None


def test_what_breaks_off_leaves_nothing(screen_house: Place) -> None:
    house, _, roadmap = screen_house

    class GoneError(Exception):
        pass

    async def pieces() -> AsyncIterator[bytes]:
        yield b"Supplier;"
        raise GoneError

    with pytest.raises(GoneError):
        send(f"/upload/invoices/{roadmap.id}?name=a.csv", pieces())
    assert left(house) == []
