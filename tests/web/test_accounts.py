"""The pages at the doors over plain HTTP: what a browser of another site, a scanner or a guesser gets."""

import contextlib
import http.client
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from lotsen import bootstrap
from lotsen.config import from_environment
from lotsen.domain.organisation import Role, Viewpoint
from lotsen.services import accounts
from lotsen.services.identity import COOKIE
from lotsen.web.accounts import LINK
from tests.support import server
from tests.support.houses import with_roadmap
from tests.support.server import Answer, Server

pytestmark = pytest.mark.server
PASSWORD = "fyra gröna hästar"
NAME = '<script>alert(1)</script> "Åsa" & Co'


class Town:
    """A running server with one account, and a link that nobody has used."""

    def __init__(self, running: Server, token: str) -> None:
        self.server, self.token = running, token

    def post(self, path: str, given: Mapping[str, str], **headers: str) -> Answer:
        place = urlsplit(self.server.url)
        with contextlib.closing(http.client.HTTPConnection(place.netloc, timeout=server.SECONDS)) as connection:
            sent = {"Content-Type": "application/x-www-form-urlencoded", "Accept-Language": "en", **headers}
            connection.request("POST", path, urlencode(given), sent)
            answer = connection.getresponse()
            named = {name.lower(): value for name, value in answer.headers.items()}
            return Answer(answer.status, named, answer.read().decode())


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    home: Path = tmp_path_factory.mktemp("accounts")
    house = bootstrap.build(from_environment({"LOTSEN_HOME": str(home)}))
    coach = house.identity.coach()
    house.accounts.set_password(coach.id, "coach@example.fi", "", PASSWORD)
    body = with_roadmap(house, coach).organisation_id
    token = house.accounts.invite(body, NAME, Role.PARTICIPANT, Viewpoint.OTHER, coach.id)
    house.close()
    with server.running(home) as running:
        yield Town(running, token)


def test_a_form_of_another_site_lets_nobody_in(town: Town) -> None:
    right = {"login": "coach@example.fi", "password": PASSWORD}
    refused = town.post("/auth/sign-in", right, Origin="https://elsewhere.example")
    assert (refused.status, "set-cookie" in refused.headers) == (403, False)
    let_in = town.post("/auth/sign-in", right, Origin=town.server.url)
    assert (let_in.status, let_in.headers["location"]) == (303, "/")
    cookie = let_in.headers["set-cookie"].lower()
    assert cookie.startswith(COOKIE)
    assert "httponly" in cookie
    assert "samesite=lax" in cookie


def test_a_link_leaves_the_address_at_once_and_looking_uses_nothing_up(town: Town) -> None:
    for _ in range(2):
        answer = town.server.ask(f"/auth/link?token={town.token}")
        assert (answer.status, answer.headers["location"]) == (303, "/auth/link")
        assert "httponly" in answer.headers["set-cookie"].lower()
        shown = town.server.ask("/auth/link", {"Cookie": f"{LINK}={town.token}"})
        assert shown.status == 200
        assert town.token not in shown.body


def test_names_are_text_and_the_page_runs_no_script(town: Town) -> None:
    shown = town.server.ask("/auth/link", {"Cookie": f"{LINK}={town.token}"})
    assert "<script" not in shown.body
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &quot;Åsa&quot; &amp; Co" in shown.body
    assert "default-src 'none'" in shown.headers["content-security-policy"]
    assert shown.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("path", "status"),
    [("/auth/sign-in", 200), ("/auth/account", 303), ("/auth/link", 404), ("/auth/link?token=x", 303)],
)
def test_a_stranger_sees_a_way_in_and_nothing_else(town: Town, path: str, status: int) -> None:
    answer = town.server.ask(path)
    assert answer.status == status
    assert "Provköping" not in answer.body
    assert "coach" not in answer.body.replace("your coach", "").replace("din coach", "")


def test_guessing_is_slowed_for_the_guesser_and_told_so(town: Town) -> None:
    wrong = {"login": "coach@example.fi", "password": "fyra gröna hundar"}
    answers = [town.post("/auth/sign-in", wrong) for _ in range(accounts.MOST_BY_BOTH + 1)]
    assert {answer.status for answer in answers} == {401}
    assert "Too many attempts" not in answers[-2].body
    assert "Too many attempts" in answers[-1].body


@pytest.mark.parametrize("given", [{}, {"login": "x" * 5000}, {"password": "x" * 100_000, "login": "coach@example.fi"}])
def test_odd_forms_are_refused_like_wrong_ones(town: Town, given: dict[str, str]) -> None:
    assert town.post("/auth/sign-in", given).status == 401
