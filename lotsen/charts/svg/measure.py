"""How wide a text is, and how it is fitted: without a font at hand, for whichever font the reader has.

Widths are the wider ones of Source Sans 3 and Arial (Liberation Sans has Arial's), rounded up to 0.03 em.
"""

import functools
import re
from collections.abc import Iterable

_WIDTHS = {
    0.12: "\u2009\u202f",
    0.27: "'ijl|¦įĵĺļ’",
    0.30: " !,.:;If\xa0·ÌÍÎÏìíîïĨĩĪīĬĭĮİıľłſ",
    0.33: "[]",
    0.36: "()-/\\rt{}¡ŕŗřţŧ•",
    0.39: "ª²³¹ºŀť₂",
    0.42: "*°",
    0.45: '"”“',
    0.51: "J^cksvxyzçýÿćĉċčĳĴķĸśŝşšŷźżž",
    0.57: "#$0123456789?L_`abdeghnopqu¢£¤¥§¨«¯±´¶¸»àáâãäåèéêëðñòóôõö÷ùúûüþāăąđēĕėęěĝğġģĥħĹĻĽĿŁńņňŋōŏőũūŭůűų–€≤≥",
    0.60: "+<=>~¬µ×−",
    0.63: "FTZ¿ßøďŢŤŦŹŻŽΣ",
    0.69: "&ABEKPSVXYÀÁÂÃÄÅÈÉÊËÝÞĀĂĄĒĔĖĘĚĶŚŜŞŠŶŸ",
    0.75: "CDHNRUw©®ÇÐÑÙÚÛÜĆĈĊČĎĐĤĦĲŃŅŇŊŔŖŘŨŪŬŮŰŲŵ",
    0.78: "GOQÒÓÔÕÖØĜĞĠĢŉŌŎŐ",
    0.84: "Mm¼½¾",
    0.90: "%æ",
    0.96: "WœŴ",
}
_OF = {sign: width for width, signs in _WIDTHS.items() for sign in signs}

OTHER = 1.02
"""The width of a sign that is not in the table, in em."""

BOLD = 1.1
"""How much wider semibold is."""

LINE = 1.3
"""The height of a line, in em."""

TIGHT = 1.05
"""The same where two have to do with little room."""


@functools.lru_cache(8192)
def width(text: str, size: float, *, bold: bool = False) -> float:
    """At most how wide a text is, in px."""
    return size * (BOLD if bold else 1.0) * sum(_OF.get(sign, OTHER) for sign in text)


def fit(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """A text in one line of `room` px; shortened, it ends in an ellipsis; empty where not even that has room."""
    if width(text, size, bold=bold) <= room:
        return text
    left = room - width("…", size, bold=bold)
    kept = 0
    while kept < len(text) and (left := left - width(text[kept], size, bold=bold)) >= 0:
        kept += 1
    return text[:kept].rstrip(" ,-–(") + "…" if kept else ""


def wrap(text: str, size: float, room: float, most: int = 2, *, bold: bool = False) -> tuple[str, ...]:
    """A text in at most `most` lines of `room` px; what does not fit ends in an ellipsis."""
    lines, rest = [""], re.split("[ \t\r\n]+", text.strip())
    while rest:
        longer = f"{lines[-1]} {rest[0]}".strip()
        if lines[-1] and width(longer, size, bold=bold) > room and len(lines) < most:
            lines.append("")
            continue
        lines[-1] = longer
        rest.pop(0)
    return tuple(fit(line, size, room, bold=bold) for line in lines)


def fitting(
    text: str, room: float, ways: Iterable[tuple[float, int]], *, bold: bool = False
) -> tuple[float, list[str]]:
    """The first type size, of pairs of size and most lines, at which a text stands whole; else the last, shortened."""
    size, lines = 0.0, list[str]()
    for size, most in ways:
        lines = list(wrap(text, size, room, most, bold=bold))
        if not any(line.endswith("…") for line in lines):
            break
    return size, lines


def shrunk(text: str, size: float, room: float, *, bold: bool = False) -> float:
    """The type size at which a number fits: a shortened number would be a wrong one."""
    wide = width(text, size, bold=bold)
    return size if wide <= room else size * room / wide
