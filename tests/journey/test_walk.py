"""An hour with the tool, as somebody whom nobody taught it: from an empty start page to one page for the director."""

import csv
import random
import re
from pathlib import Path

import pytest

from lotsen.domain.organisation import Roadmap
from lotsen.texts import Texts
from tests.support.browser import Screen, Site
from tests.support.shared import SHARED

pytestmark = pytest.mark.browser

SUPPLIERS = {
    "Nordvatten Energi Ab": ("Fjärrvärme", 4310),
    "Kustens Byggtjänst Ab": ("Ombyggnad av skola", 4390),
    "Havsbrisens Livsmedel Oy": ("Livsmedel till köken", 4500),
    "Lännen Siivouspalvelu Oy": ("Städning", 4380),
    "Skärgårdens Buss Ab": ("Skolskjuts", 4430),
}


def invoices(folder: Path, rows: int = 400) -> tuple[Path, int]:
    """A ledger's export in a Finnish dialect, and its sum in cents: comma, blanks, credit notes, a total."""
    choose = random.Random(7)
    path, total = folder / "ostolaskut 2025.csv", 0
    with path.open("w", encoding="cp1252", newline="") as file:
        out = csv.writer(file, delimiter=";")
        out.writerow(["Leverantör", "Verifikat", "Fakturadatum", "Konto", "Kontonamn", "Text", "Summa exkl. moms"])
        for number in range(rows):
            supplier = choose.choice(list(SUPPLIERS))
            text, account = SUPPLIERS[supplier]
            cents = choose.randint(1_000, 900_000) * (-1 if number % 50 == 9 else 1)
            total += cents
            day = f"{choose.randint(1, 28)}.{choose.randint(1, 12)}.2025"
            out.writerow([supplier, 10_000 + number, day, account, text, text, written(cents)])
        out.writerow(["Sammanlagt", "", "", "", "", "", written(total)])
    return path, total


def written(cents: int) -> str:
    """An amount as a Finnish ledger writes it."""
    whole, part = divmod(abs(cents), 100)
    return f"{'-' * (cents < 0)}{whole:,}".replace(",", "\u00a0") + f",{part:02d}"


FILES = ["generated", "wakefield"]


@pytest.mark.parametrize("kind", FILES)
def test_from_an_empty_start_to_one_page_for_the_director(
    kind: str, screen: Screen, site: Site, tmp_path: Path
) -> None:
    path, cents = ledger(kind, tmp_path)
    screen.open("start")
    name = make_organisation(screen, kind)
    choose_goals(screen)
    adapt_lines(screen)
    take_a_tree(screen)
    bring_in_invoices(screen, path, cents)
    judge(screen)
    plan(screen)
    money = kept_cents(site, name)
    assert money == cents, "what is kept is what the file says, to the cent"
    look_at_the_summary(screen, site, name)


def ledger(kind: str, folder: Path) -> tuple[Path, int]:
    """A file of invoices and its sum in cents."""
    if kind == "generated":
        return invoices(folder)
    if SHARED is None:
        pytest.skip("the real file lies beside the checkout only where others' data may be used")
    return SHARED / "spend" / "wakefield_2018-Q4.csv", 7_180_797_522


def roadmap_of(site: Site, name: str) -> Roadmap:
    """The roadmap that the walk made."""
    home = site.house.organisations.home(site.coach.id)
    return next(roadmaps[0] for one, _, roadmaps in home.organisations if one.name.show("sv") == name)


def kept_cents(site: Site, name: str) -> int:
    """The money that the database holds."""
    return sum(one.figures["cents"] for one in site.house.spend.imports(roadmap_of(site, name).id))


def look_at_the_summary(screen: Screen, site: Site, name: str) -> None:
    """The director's page says what the categories say, and what was planned and judged."""
    page = screen.page
    made = roadmap_of(site, name)
    year = max(one.year for one in site.house.spend.imports(made.id))
    overview = site.house.categories.overview(site.house.organisations.standing(made.id, site.coach.id).roadmap, year)
    page.get_by_role("link", name=re.compile("Sammandrag")).first.click()
    page.get_by_role("heading", name="Vad behöver ledningen veta?").wait_for()
    screen.settle()
    elsewhere = overview.in_house + overview.not_procurement
    assert overview.whole + elsewhere == kept_cents(site, name), "open money and the rest are all of the file"
    assert Texts.of("sv").about(overview.whole) in screen.words
    assert "Marknadsdialog om energi" in screen.words
    assert "Livskraftig lokal marknad" in screen.words
    screen.picture(f"walk-summary-{name}")


def make_organisation(screen: Screen, kind: str) -> str:
    page, name = screen.page, f"Vandringsby {kind}"
    if not page.get_by_label("Namn", exact=True).is_visible():
        page.get_by_text("Ny upphandlande enhet").click()
    page.get_by_label("Namn", exact=True).fill(name)
    page.get_by_label(re.compile("Storlek")).fill("20000")
    page.get_by_role("button", name="Skapa").click()
    card = page.locator("[data-testid=stVerticalBlock]").filter(has_text=name).last
    card.get_by_role("link", name=re.compile("Öppna")).click()
    page.get_by_role("heading", name="Vad vill vi?").wait_for()
    screen.settle()
    return name


def choose_goals(screen: Screen) -> None:
    page = screen.page
    page.get_by_role("button", name="Välj nationella mål").click()
    boxes = page.get_by_role("dialog").get_by_role("checkbox")
    boxes.first.wait_for()
    for number in range(3):
        page.get_by_role("dialog").locator("[data-testid=stCheckbox]").nth(number).click()
        screen.settle()
    with screen.saves():
        page.get_by_role("dialog").get_by_role("button", name=re.compile("Lägg till 3 mål")).click()
    page.get_by_label("Ett eget mål").fill("Livskraftig lokal marknad")
    with screen.saves():
        page.get_by_role("button", name="Lägg till", exact=True).click()
    for left in (9, 8, 7, 6):
        page.get_by_role("button", name="Ge Livskraftig lokal marknad en poäng till").click()
        page.get_by_text(f"Kvar att dela ut: {left} av 10").wait_for()
    page.get_by_text("Sparat").first.wait_for()


def adapt_lines(screen: Screen) -> None:
    page = screen.page
    page.get_by_role("link", name=re.compile("Nästa: vilka riktlinjer")).click()
    page.get_by_role("button", name="Utgå från färdiga riktlinjer").click()
    dialog = page.get_by_role("dialog")
    dialog.locator("[data-testid=stCheckbox]").first.click()
    screen.settle()
    with screen.saves():
        dialog.get_by_role("button", name=re.compile("Lägg till 1 riktlinje")).click()


def take_a_tree(screen: Screen) -> None:
    page = screen.page
    page.get_by_role("link", name=re.compile("Nästa: vad ni köper")).click()
    with screen.saves():
        page.get_by_role("button", name=re.compile("Börja med det här trädet")).first.click()


def bring_in_invoices(screen: Screen, path: Path, cents: int) -> None:
    """Send the file, see what was read, accept it, and find it kept after a reload."""
    page = screen.page
    page.get_by_role("link", name="Hämta in fakturor").click()
    page.locator("input[type=file]").set_input_files(path)
    total = Texts.of("sv").money(cents)
    page.get_by_text(f"Nettosumma {total}").wait_for(timeout=120_000)
    page.reload()
    screen.settle()
    page.get_by_text(f"Nettosumma {total}").wait_for()
    with screen.saves():
        page.get_by_role("button", name="Godkänn").click()
    page.get_by_text(path.name).first.wait_for()
    page.get_by_role("link", name=re.compile("Prioritering")).first.click()


def judge(screen: Screen) -> None:
    page = screen.page
    page.get_by_role("button", name="Börja bedöma").click()
    cell = page.locator("td[role=gridcell]")
    cell.first.wait_for()
    cell.first.click()
    for number in range(60):
        page.keyboard.press(str(number % 4))
    page.get_by_text("60 av 245 besvarade").wait_for()
    page.get_by_text("sparat").first.wait_for()
    page.reload()
    screen.settle()
    page.get_by_role("radio", name="Bedöm").or_(page.get_by_role("button", name="Bedöm")).first.click()
    page.get_by_text("60 av 245 besvarade").wait_for()


def plan(screen: Screen) -> None:
    page = screen.page
    page.get_by_role("link", name=re.compile("Vidare: vad händer om")).click()
    page.get_by_role("link", name="Planera vad ni gör").click()
    for title, owner in (("Marknadsdialog om energi", "Sanna"), ("Kriterier för livsmedel", "Jukka")):
        page.get_by_label("Vad görs").fill(title)
        page.get_by_label("Ansvarig", exact=True).fill(owner)
        with screen.saves():
            page.get_by_role("button", name="Lägg till", exact=True).click()
    page.reload()
    screen.settle()
    assert "Marknadsdialog om energi" in screen.words or "Marknadsdialog" in screen.page.content()
