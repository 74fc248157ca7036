"""PDF without a browser: pictures as pages, the same as a table behind them, tagged for screen readers (PDF/UA-1).

The pictures and everything that users wrote reach the typesetter as data; the document that it sets is always the same.
"""

import atexit
import functools
import json
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from lotsen.charts.svg.element import FAMILY
from lotsen.export import fonts

DOCUMENT = """
#let told = json("told.json")
#set document(title: told.title, author: told.author)
#set text(font: told.family, lang: told.language, size: 9pt)
#set page(paper: "a4", flipped: true, margin: 0pt)
#for (number, alt) in told.pictures.enumerate(start: 1) {
  image(str(number) + ".svg", width: 100%, alt: alt)
}
#set page(margin: (x: 14mm, y: 12mm), footer: align(right, text(8pt, told.foot)))
#heading(told.title)
#set table(stroke: (x, y) => (bottom: 0.4pt + luma(190)), inset: (x: 3pt, y: 3pt))
#show table.cell.where(y: 0): set text(weight: "semibold")
#table(
  columns: told.columns.map(wide => wide * 1fr),
  table.header(..told.head),
  ..told.rows.flatten(),
)
"""

WEIGHTS = (400, 600)
LAYOUT = {"GSUB", "GPOS", "GDEF"}
"""The tables of kerning and ligatures."""


@dataclass(frozen=True, slots=True)
class Document:
    """What goes into a PDF: `pictures` is what each picture shows, in words; `columns` are shares of the width."""

    title: str
    author: str
    language: str
    foot: str
    pictures: Sequence[str]
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    columns: Sequence[float]


def pdf(document: Document, svgs: Sequence[str]) -> bytes:
    """Set the pictures, each on a page of A4 lying on its side, and the table behind them."""
    import typst  # 81 MB: not before the first document

    told = asdict(document) | {"family": fonts.family()}
    with tempfile.TemporaryDirectory(prefix="lotsen-pdf-") as folder:
        place = Path(folder)
        (place / "main.typ").write_text(DOCUMENT, encoding="utf-8")
        (place / "told.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
        for number, svg in enumerate(svgs, 1):
            (place / f"{number}.svg").write_text(svg.replace(FAMILY, fonts.family()), encoding="utf-8")
        made: bytes = typst.compile(
            place / "main.typ", root=place, font_paths=_type(), ignore_system_fonts=True, pdf_standards="ua-1"
        )
    return made


@functools.cache
def _type() -> list[Path]:
    """The folders with the type, the two weights that are used as fonts of their own: inside pictures the typesetter
    draws a variable font at its thinnest whenever it isn't bold. Without kerning, which would take half a minute."""
    folder = Path(tempfile.mkdtemp(prefix="lotsen-type-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    fixed = [Path(file).parent for file in fonts.files() if not _fix(file, folder)]
    return [folder, *sorted(set(fixed))]


def _fix(file: str, folder: Path) -> bool:
    """Save a variable font's weights as fonts; whether it is variable at all."""
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    for weight in WEIGHTS:
        with TTFont(file) as font:
            if "fvar" not in font:
                return False
            for table in LAYOUT & set(font.keys()):
                del font[table]
            instancer.instantiateVariableFont(font, {"wght": weight}, inplace=True)
            font.save(folder / f"{Path(file).stem}-{weight}.ttf")
    return True
