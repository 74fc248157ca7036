"""Dates as ledgers write them: which patterns they follow, and the SQL that reads them.

A pattern is one of strptime's. Day and month are told apart by the values of the column; where none decides, the day
comes first unless the file writes times as US systems do ('8/4/2017 0:00', no leading zeros).
"""

import datetime as dt
import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lotsen.spend.engine import literal

EARLIEST = dt.date(1980, 1, 1)
"""A date before this, or more than two years ahead, is an impossible date of an invoice."""

SERIAL = "serial"
"""The 'pattern' of dates that a spreadsheet left as day numbers since 1899-12-30."""

MONTHS = "%Y%m"
"""The pattern of months as six digits, which numbers of invoices may look like."""

_MONTHS = {
    "jan": ("tammikuuta", "tammikuu", "tammi", "januari", "januar", "janvier", "janv", "ene"),
    "feb": ("helmikuuta", "helmikuu", "helmi", "februari", "februar", "février", "févr", "fév"),
    "mar": ("maaliskuuta", "maaliskuu", "maalis", "mars", "märz", "mär", "maart", "mrz", "mrt"),
    "apr": ("huhtikuuta", "huhtikuu", "huhti", "avril", "avr", "abr"),
    "may": ("toukokuuta", "toukokuu", "touko", "maj", "mai", "mei"),
    "jun": ("kesäkuuta", "kesäkuu", "kesä", "juni", "juin"),
    "jul": ("heinäkuuta", "heinäkuu", "heinä", "juli", "juillet", "juil"),
    "aug": ("elokuuta", "elokuu", "elo", "augusti", "august", "augustus", "août", "ago"),
    "sep": ("syyskuuta", "syyskuu", "syys", "sept", "septembre"),
    "oct": ("lokakuuta", "lokakuu", "loka", "oktober", "okt", "octobre"),
    "nov": ("marraskuuta", "marraskuu", "marras", "novembre"),
    "dec": ("joulukuuta", "joulukuu", "joulu", "dezember", "dez", "desember", "des", "décembre", "déc", "dic"),
}
_LOCAL = sorted(((word, month) for month, words in _MONTHS.items() for word in words), key=lambda p: -len(p[0]))
_TIME = re.compile(r"[Tt ]+(\d{1,2}:\d{2})(:\d{2})?([.,]\d+)?( ?[AaPp][Mm])?(Z|[+-]\d{2}:?\d{2})?$")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})$")
_SHAPES = (
    (re.compile(r"(\d{4})([/.])(\d{1,2})\2(\d{1,2})$"), "%Y{0}%m{0}%d"),
    (re.compile(r"(\d{1,2})([/.\-])(\d{1,2})\2(\d{4})$"), "{first}{0}{second}{0}%Y"),
    (re.compile(r"(\d{1,2})([/.\-])(\d{1,2})\2(\d{2})$"), "{first}{0}{second}{0}%y"),
    (re.compile(r"(\d{1,2})([-/. ])([a-z]{3})\2(\d{4})$"), "%d{0}%b{0}%Y"),
    (re.compile(r"(\d{1,2})([-/. ])([a-z]{3})\2(\d{2})$"), "%d{0}%b{0}%y"),
    (re.compile(r"(\d{1,2})([-/. ])([a-z]{4,9})\2(\d{4})$"), "%d{0}%B{0}%Y"),
    (re.compile(r"(\d{1,2})(\.) ([a-z]{3}) (\d{4})$"), "%d. %b %Y"),
    (re.compile(r"(\d{1,2})(\.) ([a-z]{4,9}) (\d{4})$"), "%d. %B %Y"),
    (re.compile(r"([a-z]{3})([-/. ])(\d{4})$"), "%b{0}%Y"),
    (re.compile(r"([a-z]{3})([-/. ])(\d{2})$"), "%b{0}%y"),
    (re.compile(r"([a-z]{4,9})([-/. ])(\d{4})$"), "%B{0}%Y"),
    (re.compile(r"((?:19|20)\d{2})([-/])(?:0?[1-9]|1[0-2])$"), "%Y{0}%m"),
    (re.compile(r"(0?[1-9]|1[0-2])([-/.])(?:19|20)\d{2}$"), "%m{0}%Y"),
    (re.compile(r"((?:19|20)\d{2})(?:0[1-9]|1[0-2])$"), MONTHS),
    (re.compile(r"([a-z]{3}) (\d{1,2})(,) (\d{4})$"), "%b %d, %Y"),
    (re.compile(r"([a-z]{4,9}) (\d{1,2})(,) (\d{4})$"), "%B %d, %Y"),
)
_SERIAL = re.compile(r"[2-6]\d{4}(\.\d+)?")
_ENGLISH = re.compile(r"[a-z]{3,}")


@dataclass(frozen=True, slots=True)
class DateSigns:
    """What a column's dates look like. `other` are the same patterns with day and month exchanged."""

    patterns: tuple[str, ...]
    other: tuple[str, ...]
    share: float


def signs(cells: Iterable[str]) -> DateSigns:
    """The patterns of these cells, most frequent first; `share` of the filled cells is read by them."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if not any(any(sign.isdigit() for sign in cell) for cell in filled[:50]):
        return DateSigns((), (), 0.0)
    found: dict[tuple[str, str, str], int] = {}
    day_first = month_first = iso = american = serial = 0
    for cell in filled:
        text, time = _split(cell)
        if _ISO.match(text) and _possible(text):
            iso += 1
            continue
        if re.fullmatch(r"\d{8}", text) and _possible(f"{text[:4]}-{text[4:6]}-{text[6:]}"):
            found[("%Y%m%d", "", time)] = found.get(("%Y%m%d", "", time), 0) + 1
            continue
        if _SERIAL.fullmatch(text):
            serial += 1
            continue
        for shape, pattern in _SHAPES:
            match = shape.match(text)
            if match is None:
                continue
            key = (pattern, match.group(2) if "{0}" in pattern else "", time)
            found[key] = found.get(key, 0) + 1
            if "{first}" in pattern:
                first, second = int(match.group(1)), int(match.group(3))
                day_first += 12 < first <= 31 and second <= 12
                month_first += 12 < second <= 31 and first <= 12
                american += match.group(2) == "/" and time != "" and text[0] != "0"
            break
    month_leads = month_first > day_first or (month_first == day_first == 0 and american > 0)
    ranked = sorted(found, key=lambda key: (-found[key], key))
    main, swapped = (_written(ranked, leads) for leads in (month_leads, not month_leads))
    numbers = (SERIAL,) if serial else ()
    share = (iso + serial + sum(found.values())) / len(filled)
    return DateSigns((*main, *numbers), (*swapped, *numbers) if swapped != main else (), share)


@functools.lru_cache(maxsize=4096)
def _split(cell: str) -> tuple[str, str]:
    """A cell without its time of day, month names in English; and the pattern of the time."""
    text = english(cell)
    time = _TIME.search(text)
    if time is None:
        return text, ""
    pattern = text[time.start() : time.start(1)] + ("%I:%M" if time.group(4) else "%H:%M")
    pattern = pattern.replace("t", "T") + (":%S" if time.group(2) else "") + ("%p" if time.group(4) else "")
    return text[: time.start()], pattern if not (time.group(3) or time.group(5)) else " "


def english(cell: str) -> str:
    """A date with its month's name in English, in small letters."""
    text = cell.lower()
    if not _ENGLISH.search(text):
        return text
    for word, month in _LOCAL:
        if word in text:
            return re.sub(rf"\b{word}\b\.?", month, text)
    return text


def _possible(text: str) -> bool:
    try:
        dt.date(*map(int, text.split("-")))
    except ValueError:
        return False
    return True


def _written(ranked: Sequence[tuple[str, str, str]], month_leads: bool) -> tuple[str, ...]:
    first, second = ("%m", "%d") if month_leads else ("%d", "%m")
    patterns = (
        pattern.format(sign, first=first, second=second) + (time if time != " " else "")
        for pattern, sign, time in ranked
    )
    return tuple(dict.fromkeys(patterns))


def sql_date(cell: str, patterns: Sequence[str]) -> str:
    """SQL: a cell as DATE, null where it is none. Written dates are read first, then a spreadsheet's numbers."""
    written = _sql_written(cell, [pattern for pattern in patterns if pattern != SERIAL])
    if SERIAL not in patterns:
        return written
    number = f"CAST(floor(TRY_CAST({cell} AS DOUBLE)) AS INTEGER)"
    is_number = f"regexp_full_match(trim({cell}), {literal(_SERIAL.pattern)})"
    return f"COALESCE({written}, CASE WHEN {is_number} THEN DATE '1899-12-30' + {number} END)"


def _sql_written(cell: str, patterns: Sequence[str]) -> str:
    """SQL: a date by its patterns, or an ISO date (with or without time)."""
    if not patterns:
        return f"COALESCE(TRY_CAST({cell} AS DATE), TRY_CAST(left(trim({cell}), 10) AS DATE))"
    text = f"trim({cell})"
    if any("%b" in pattern or "%B" in pattern for pattern in patterns):
        text = _in_english(text)
    formats = ", ".join(literal(pattern) for pattern in patterns)
    parsed = f"CAST(TRY_STRPTIME({text}, [{formats}]) AS DATE)"
    dashed = f"TRY_CAST(left({text}, 10) AS DATE)"
    return f"COALESCE({parsed}, CASE WHEN regexp_matches({text}, '^\\d{{4}}-') THEN {dashed} END)"


def _in_english(text: str) -> str:
    """SQL: month names in English. Only cells with a name that English has not are touched."""
    result = f"lower({text})"
    words = "|".join(word for word, _ in _LOCAL)
    local = result
    for month, spelled in _MONTHS.items():
        local = f"regexp_replace({local}, '(^|[^\\pL])(?:{'|'.join(spelled)})\\.?([^\\pL]|$)', '\\1{month}\\2')"
    return f"CASE WHEN regexp_matches({result}, '(^|[^\\pL])({words})([^\\pL]|$)') THEN {local} ELSE {text} END"
