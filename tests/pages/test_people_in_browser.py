"""Coming in by a link and by password in real browsers, on a real server: each person with a browser of their own."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from lotsen.domain.localtext import LANGUAGES, LocalText
from lotsen.domain.organisation import Roadmap, Role, Viewpoint
from lotsen.texts import Texts
from tests.support.browser import LAPTOP, PHONE, PICTURES, Screen, Site
from tests.support.rooms import judged

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
SV = Texts.of("sv")
PASSWORD, OTHER = "fyra gröna hästar", "åtta blå elefanter"


@pytest.fixture
def visitor(browser: "Browser", site: Site) -> Iterator[Callable[..., "Page"]]:
    """Makes browsers that nobody is signed in with."""
    contexts = []

    def make(size: tuple[int, int] = LAPTOP) -> "Page":
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, locale="sv-FI", base_url=site.server.url
        )
        context.set_default_timeout(30_000)
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()


def fill(page: "Page", **given: str) -> None:
    for name, text in given.items():
        page.locator(f"input[name={name}]").last.fill(text)


def members(site: Site, roadmap: Roadmap) -> dict[str, Role]:
    return {one.person_name: one.role for one in site.house.organisations.members(roadmap.organisation_id)}


def invite(screen: Screen, name: str) -> str:
    """Make a link on the page of people; where it leads."""
    screen.page.get_by_label(SV("Name"), exact=True).fill(name)
    screen.page.get_by_role("button", name=SV("Make a link")).click()
    return str(screen.page.locator("code", has_text="/auth/link").first.inner_text()).strip()


def test_from_an_invitation_to_the_first_page_and_out_again(
    screen: Screen, site: Site, visitor: Callable[..., "Page"]
) -> None:
    roadmap = site.roadmap("Inbjudarköping")
    screen.open("people", roadmap)
    address = invite(screen, "Aino Virtanen")
    scanner = visitor()
    scanner.goto(address)
    guest = visitor(PHONE)
    guest.goto(address)
    assert "token" not in guest.url
    guest.get_by_text("Inbjudarköping").wait_for()
    assert guest.locator("input[name=name]").input_value() == "Aino Virtanen"
    fill(guest, login="aino@example.fi", password="kort")
    guest.get_by_role("button", name=SV("Make the account")).click()
    assert "12" in guest.get_by_role("alert").inner_text()
    fill(guest, password=PASSWORD)
    guest.get_by_role("button", name=SV("Make the account")).click()
    guest.get_by_text("Inbjudarköping").first.wait_for()
    assert members(site, roadmap)["Aino Virtanen"] is Role.PARTICIPANT
    scanner.reload()
    scanner.get_by_text(SV("This link doesn't open")).wait_for()
    guest.get_by_role("link", name="Aino Virtanen").click()
    guest.get_by_role("button", name=SV("Sign out"), exact=True).click()
    guest.get_by_role("link", name=SV("Sign in")).click()
    fill(guest, login="aino@example.fi", password=OTHER)
    guest.get_by_role("button", name=SV("Sign in")).click()
    assert guest.get_by_role("alert").inner_text() == SV("The login or the password is wrong.")
    fill(guest, password=PASSWORD)
    guest.get_by_role("button", name=SV("Sign in")).click()
    guest.get_by_text("Inbjudarköping").first.wait_for()
    assert guest.get_by_role("link", name=SV("People")).count() == 0


def test_a_changed_role_counts_at_once_in_an_open_tab(
    screen: Screen, site: Site, visitor: Callable[..., "Page"]
) -> None:
    roadmap = site.roadmap("Rollköping")
    screen.open("people", roadmap)
    guest = visitor()
    guest.goto(invite(screen, "Bo Ek"))
    fill(guest, login="bo@example.fi", password=PASSWORD)
    guest.get_by_role("button", name=SV("Make the account")).click()
    guest.get_by_text("Rollköping").first.wait_for()
    theirs = Screen(guest, site)
    theirs.open("strategy", roadmap)
    guest.get_by_label(SV("A goal of your own")).fill("Kortare köer")
    screen.open("people", roadmap)
    screen.page.get_by_role("radiogroup", name=SV("Role of {name}", name="Bo Ek")).get_by_text(SV("Manager")).click()
    screen.page.get_by_text(SV("Saved")).wait_for()
    assert members(site, roadmap)["Bo Ek"] is Role.MANAGER
    guest.get_by_role("button", name=SV("Add"), exact=True).click()
    guest.get_by_text(SV("Your role in this organisation doesn't allow this.")).wait_for()
    theirs.settle()
    assert site.house.goals.all(roadmap.id) == ()
    assert guest.get_by_label(SV("A goal of your own")).count() == 0


def test_signing_out_everywhere_shuts_the_other_browser_out(
    screen: Screen, site: Site, visitor: Callable[..., "Page"]
) -> None:
    roadmap = site.roadmap("Utköping")
    screen.open("people", roadmap)
    first, second = visitor(), visitor()
    first.goto(invite(screen, "Cia"))
    fill(first, login="cia@example.fi", password=PASSWORD)
    first.get_by_role("button", name=SV("Make the account")).click()
    first.get_by_text("Utköping").first.wait_for()
    second.goto("/auth/sign-in")
    fill(second, login="cia@example.fi", password=PASSWORD)
    second.get_by_role("button", name=SV("Sign in")).click()
    second.get_by_text("Utköping").first.wait_for()
    first.goto("/auth/account")
    first.get_by_role("button", name=SV("Sign out everywhere")).click()
    first.get_by_role("button", name=SV("Sign in")).wait_for()
    second.get_by_text("English").first.click()
    second.get_by_role("link", name="Sign in").wait_for()
    assert second.get_by_text("Utköping").count() == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_at_the_doors_fit_and_are_accessible(
    screen: Screen, site: Site, visitor: Callable[..., "Page"], language: str
) -> None:
    roadmap = site.roadmap("Dörrköping")
    t = Texts.of(language)
    screen.open("people", roadmap, language=language)
    assert screen.axe() == []
    token = site.house.accounts.invite(roadmap.organisation_id, "Dan", Role.MANAGER, Viewpoint.OTHER, site.coach.id)
    own = site.house.accounts.reset(roadmap.organisation_id, site.coach.id, site.coach.id)
    faults = []
    for size in (LAPTOP, PHONE):
        page = visitor(size)
        for name, address in (
            ("sign-in", f"/auth/sign-in?lang={language}"),
            ("invited", f"/auth/link?token={token}&lang={language}"),
            ("reset", f"/auth/link?token={own}&lang={language}"),
            ("join", f"/join?code=ABC&lang={language}"),
            ("back", f"/join/back?lang={language}"),
            ("closed", f"/auth/link?token=none&lang={language}"),
        ):
            page.goto(address)
            shown = Screen(page, site)
            page.screenshot(path=PICTURES / f"doors-{name}-{language}-{size[0]}.png")
            assert page.locator("html").get_attribute("lang") == language
            faults += [f"{name}: {one['id']}" for one in shown.axe()]
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                faults.append(f"{name}: too wide")
        assert page.get_by_role("heading", name=t("This link doesn't open")).count() == 1
    assert not faults


def test_a_phone_joins_by_the_code_on_the_wall_and_finds_its_place_again(
    screen: Screen, site: Site, visitor: Callable[..., "Page"]
) -> None:
    made = judged(site.house, site.coach, site.roadmap("Kodköping"))
    session = site.house.coaching.open(
        site.coach, LocalText.of("Workshop"), dt.date(2026, 11, 24), "", "", (), (made.roadmap,)
    )
    roadmap = site.house.organisations.standing(made.roadmap, site.coach.id).roadmap
    screen.open("sessions", roadmap)
    screen.page.get_by_role("button", name=SV("Let people join by a code")).click()
    wall = screen.page.get_by_role("heading", name=re.compile(r"^\w{3}-\w{3}-\w{3}$"))
    wall.wait_for()
    assert screen.axe() == []
    code = wall.inner_text()
    phone = visitor(PHONE)
    phone.goto("/join")
    fill(phone, code="ABC-DEF-GHJ", name="Aino")
    phone.get_by_role("button", name=SV("Join")).click()
    assert phone.get_by_role("alert").count() == 1
    fill(phone, code=code.lower().replace("-", " "))
    phone.locator("select").select_option("finance")
    phone.get_by_role("button", name=SV("Join")).click()
    own = phone.locator(".code").inner_text()
    phone.screenshot(path=PICTURES / "doors-joined-sv-390.png")
    assert Screen(phone, site).axe() == []
    phone.get_by_role("link", name=SV("Go on")).click()
    theirs = Screen(phone, site)
    theirs.settle()
    phone.get_by_role("radio", name=SV("Judge")).click()
    phone.get_by_role("radiogroup").first.wait_for()
    for _ in range(3):
        phone.context.set_offline(True)
        phone.wait_for_timeout(100)
        phone.context.set_offline(False)
        phone.reload()
        theirs.settle()
    phone.get_by_text("Kodköping").first.wait_for()
    tablet = visitor()
    tablet.goto("/join/back")
    fill(tablet, code=own)
    tablet.get_by_role("button", name=SV("Go on")).click()
    tablet.get_by_role("link", name=SV("Go on")).click()
    tablet.get_by_role("link", name="Aino").wait_for()
    names = [one.person_name for one in site.house.organisations.members(roadmap.organisation_id)]
    assert names.count("Aino") == 1
    tablet.goto(f"/?roadmap={roadmap.id}")
    Screen(tablet, site).settle()
    assert tablet.get_by_text(SV("New organisation")).count() == 0
    site.house.coaching.close(session.id, "", site.coach.id)
    phone.reload()
    phone.get_by_role("link", name=SV("Sign in")).wait_for()
