"""A year's invoices brought in by a browser: sent, read, corrected, accepted, mapped; nothing lost by a reload."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from lotsen.config import ROOT
from tests.support.browser import PHONE, Screen, Site

pytestmark = pytest.mark.browser

HEADER = "Leverantör;FO-nummer leverantör;Kontonummer;Kontonamn;Fakturadatum;Belopp exkl moms;Belopp inkl moms\n"


@pytest.fixture
def worker(site: Site) -> Iterator[None]:
    """Somebody to do the work, where the site's own server has nobody."""
    child = subprocess.Popen(
        [sys.executable, "-m", "lotsen.jobs.worker"],
        cwd=ROOT,
        env={**os.environ, "LOTSEN_HOME": str(site.server.home)},
    )
    yield
    child.terminate()
    child.wait()


def ledger(path: Path) -> Path:
    rows = [
        f"Livs {i % 7} Ab;123456{i % 7}-1;4500;Livsmedel;{1 + i % 28}.{1 + i % 12}.2025;{i}00,50;{i}24,00\n"
        for i in range(200)
    ]
    rows += ["Okänd Leverantör Ab;7654321-4;9100;Diverse;1.2.2025;600 000,00;744 000,00\n"]
    rows += ["Livs 1 Ab;1234561-1;4500;Livsmedel;31.2.2025;10,00;12,00\n", ";;;;;;\n"]
    path.write_bytes((HEADER + "".join(rows)).encode("cp1252"))
    return path


def send(screen: Screen, path: Path) -> None:
    screen.page.locator("input[type=file]").set_input_files(path)
    expect(screen.page.get_by_role("button", name="Lägg bort filen")).to_be_visible(timeout=60_000)
    screen.settle()


def test_invoices_are_brought_in_and_mapped(screen: Screen, site: Site, worker: None, tmp_path: Path) -> None:
    roadmap = site.roadmap()
    site.house.categories.start_from(roadmap.id, site.coach.id, "municipality")
    screen.open("spend", roadmap)
    screen.picture("spend-empty")
    send(screen, ledger(tmp_path / "reskontra 2025.csv"))
    page = screen.page
    expect(page.get_by_text("Nettosumma 2 590 110,00 €")).to_be_visible()
    expect(page.get_by_text("rader med ett datum som inte finns")).to_be_visible()
    screen.open("spend", roadmap)
    expect(page.get_by_text("Nettosumma 2 590 110,00 €")).to_be_visible()
    page.get_by_text("Så lästes filen").click()
    screen.picture("spend-found")
    with screen.saves():
        page.get_by_role("button", name="Godkänn").click()
    expect(page.get_by_text("reskontra 2025.csv")).to_be_visible()
    [made] = site.house.spend.imports(roadmap.id)
    assert (made.year, made.figures["cents"], made.figures["rows"]) == (2025, 259_011_000, 202)
    screen.picture("spend-kept")
    expect(page.get_by_text("77 % av pengarna har hittat sin kategori")).to_be_visible()
    box = page.get_by_role("combobox", name="Kategori för Okänd Leverantör Ab")
    with screen.saves():
        box.fill("Kontor")
        box.press("Enter")
    expect(page.get_by_text("100 % av pengarna har hittat sin kategori")).to_be_visible()
    expect(page.get_by_text("Det räcker: nio tiondelar är placerade")).to_be_visible()
    assert [rule.match for rule in site.house.spend.rules(roadmap.id) if rule.origin is None] == ["Okänd Leverantör Ab"]
    screen.resize(PHONE)
    screen.open("spend", roadmap)
    screen.picture("spend-phone")
    assert screen.overflow <= 0


def test_a_bad_file_is_refused_in_the_readers_language(
    screen: Screen, site: Site, worker: None, tmp_path: Path
) -> None:
    roadmap = site.roadmap()
    (tmp_path / "kuva.csv").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(1, 200)))
    screen.open("spend", roadmap, language="fi")
    screen.page.locator("input[type=file]").set_input_files(tmp_path / "kuva.csv")
    expect(screen.page.get_by_text("kuva.csv on kuva, ei taulukko.")).to_be_visible(timeout=60_000)
    screen.settle()
    with_button = screen.page.get_by_role("button", name="Hylkää tiedosto")
    with_button.click()
    expect(screen.page.get_by_text("Valitse tiedosto")).to_be_visible()
    assert site.house.spend.imports(roadmap.id) == []
