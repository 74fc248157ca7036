"""Amounts as ledgers write them: which signs they use, and the SQL that reads them exactly.

Two ways to read digits exist, told apart by the decimal sign. With '.', groups of three may be parted by comma, blank
or apostrophe; with ',', by dot, blank or apostrophe. A minus may stand before or after, as brackets or as CR; a
currency may stand on either side; E notation is read. Anything else is unreadable rather than guessed.
"""

import functools
import re
from collections.abc import Iterable

from lotsen.spend.engine import literal

DECIMAL = "DECIMAL(38,6)"
"""The type of an amount and of sums: exact to a millionth."""

_BLANKS = "\u00a0\u202f\u2009\u2007\t\r\n"
_APOSTROPHES = "’‘ʼ´`"
_MINUSES = "−–—‒"
_CURRENCY = r"(?:EUR|EURO|EUROA|SEK|NOK|DKK|GBP|USD|CHF|Fr\.?|kr\.?|€|£|\$|¥)"
_MISSING = ("", "-", "--", "n/a", "na", "nan", "null", "none", "#n/a", "nil", "ei tietoa", "k. a.", "k.a.")

_NUMBER = {
    ".": r"(?:(?:\d+|\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d{1,3}(?:'\d{3})+)(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,2})?",
    ",": r"(?:(?:\d+|\d{1,3}(?:\.\d{3})+|\d{1,3}(?: \d{3})+|\d{1,3}(?:'\d{3})+)(?:,\d*)?|,\d+)(?:[eE][+-]?\d{1,2})?",
}
_WRAPPED = re.compile(rf"^(?:{_CURRENCY})?\s*(.*?)\s*(?:{_CURRENCY})?$", re.IGNORECASE | re.DOTALL)
_WITHOUT_CENTS = re.compile(r"(?<=\d)[.,]-{1,2}$")
_NUMERIC = {sign: re.compile(pattern) for sign, pattern in _NUMBER.items()}


def plain(text: str) -> tuple[bool, str]:
    """An amount's digits without blanks around, currency and sign; and whether it is negative."""
    for sign in _BLANKS:
        text = text.replace(sign, " ")
    for sign in _APOSTROPHES:
        text = text.replace(sign, "'")
    for sign in _MINUSES:
        text = text.replace(sign, "-")
    text = _WITHOUT_CENTS.sub("", text.strip())
    if text.startswith('="') and text.endswith('"'):
        text = text[2:-1].strip()
    text = _unwrapped(text)
    negative = False
    if text.startswith("(") and text.endswith(")"):
        negative, text = True, _unwrapped(text[1:-1])
    if text[-2:].upper() in {"CR", "DR"}:
        negative, text = negative ^ (text[-2:].upper() == "CR"), text[:-2].strip()
    if text.startswith(("-", "+")):
        negative, text = negative ^ (text[0] == "-"), _unwrapped(text[1:])
    elif text.endswith(("-", "+")):
        negative, text = negative ^ (text[-1] == "-"), _unwrapped(text[:-1])
    return negative, text


def _unwrapped(text: str) -> str:
    found = _WRAPPED.match(text.strip())
    return found.group(1) if found else text


def is_missing(text: str) -> bool:
    """Whether a cell says that there is no amount."""
    return text.strip().lower() in _MISSING


@functools.lru_cache(maxsize=8192)
def is_number(text: str) -> bool:
    """Whether a cell is an amount by either way of reading."""
    if not any(sign.isdigit() for sign in text):
        return False
    body = plain(text)[1]
    return any(pattern.fullmatch(body) for pattern in _NUMERIC.values())


def signs(cells: Iterable[str]) -> tuple[str, str]:
    """The decimal sign and the thousands sign that read most of these cells; the thousands sign is '' if none is seen.

    '1.234' alone can be read both ways: where nothing else decides, three digits after a sign are a group.
    """
    present = [cell for cell in cells if not is_missing(cell)]
    bodies = [plain(cell)[1] for cell in present]
    score = {sign: sum(_evidence(body, sign) for body in bodies) for sign in _NUMERIC}
    decimal = "," if score[","] > score["."] else "."
    return decimal, thousands(present, decimal)


def _evidence(body: str, decimal: str) -> float:
    """How much a cell speaks for a decimal sign: 1 if it can be read, a little more if naturally."""
    if not _NUMERIC[decimal].fullmatch(body):
        return 0.0
    whole, found, fraction = body.partition(decimal)
    if not found:
        group = "," if decimal == "." else "."
        return 1.01 if group in body else 1.0
    if len(fraction) == 3 and whole.isdigit() and 1 <= len(whole) <= 3 and whole != "0":
        return 0.99
    return 1.01


def thousands(cells: list[str], decimal: str) -> str:
    """The sign between groups of three, as it stands in the file (a no-break space stays one)."""
    group = "," if decimal == "." else "."
    for cell in cells:
        body = plain(cell)[1]
        if _NUMERIC[decimal].fullmatch(body):
            for sign in (group, *" '"):
                if sign in body:
                    found = re.search(rf"\d([{group} '{_BLANKS}{_APOSTROPHES}])\d{{3}}", cell)
                    return found.group(1) if found else sign
    return ""


def sql_missing(cell: str) -> str:
    """SQL: whether a cell (an SQL text, perhaps null) says that there is no amount."""
    return f"({cell} IS NULL OR {sql_among(f'lower(trim({_spaced(cell)}))', _MISSING)})"


def sql_among(text: str, words: Iterable[str]) -> str:
    """SQL: whether a text is one of some words. Not IN: DuckDB would make a join of it, and look at every row."""
    return f"regexp_full_match({text}, {literal('|'.join(map(re.escape, words)))})"


def sql_amount(cell: str, decimal: str, thousands: str = "") -> str:
    """SQL: a cell as DECIMAL(38,6), null where it can't be read.

    The quick ways first (no groups; groups by the sign that was seen), then what most files need (blanks, signs,
    brackets, a currency sign), the whole grammar last. Each gives what the whole grammar gives.
    """
    if decimal == ".":
        quick = f"TRY_CAST({cell} AS {DECIMAL})"
    else:
        quick = f"CASE WHEN NOT contains({cell}, '.') THEN TRY_CAST(replace({cell}, ',', '.') AS {DECIMAL}) END"
    matches, value = _usual(cell, decimal)
    # Not COALESCE: DuckDB would pull what the slow ways repeat out of them and compute it for every row.
    value = f"CASE WHEN {quick} IS NOT NULL THEN {quick} WHEN {matches} THEN {value} ELSE {_careful(cell, decimal)} END"
    if not thousands:
        return value
    grouped = rf"\s*-?\d{{1,3}}(?:[{thousands}]\d{{3}})+(?:[{decimal}]\d+)?\s*"
    return (
        f"CASE WHEN contains({cell}, {literal(thousands)}) AND regexp_full_match({cell}, {literal(grouped)}) "
        f"THEN TRY_CAST(translate({cell}, {literal(decimal + thousands)}, '.') AS {DECIMAL}) ELSE {value} END"
    )


def _usual(cell: str, decimal: str) -> tuple[str, str]:
    group = "," if decimal == "." else "."
    parts, blank, minus = rf"\s{_BLANKS}'{_APOSTROPHES}", rf"[\s{_BLANKS}]*", f"[-{_MINUSES}]"
    number = rf"(?:\d+|\d{{1,3}}(?:[{group}]\d{{3}})+|\d{{1,3}}(?:[{parts}]\d{{3}})+)(?:[{decimal}]\d+)?"
    usual = (
        rf"{blank}(?:\({number}\)|{minus}?[€£$]?{blank}{number}|[€£$]?{blank}{minus}?{number}{blank}€?|{number}{minus})"
        rf"{blank}"
    )
    remove = f"{decimal}{group} {_BLANKS}{_APOSTROPHES}'()-{_MINUSES}€£$"
    value = f"TRY_CAST(translate({cell}, {literal(remove)}, '.') AS {DECIMAL})"
    negative = f"regexp_matches({cell}, {literal(f'[({_MINUSES}-]')})"
    return f"regexp_full_match({cell}, {literal(usual)})", f"CASE WHEN {negative} THEN -{value} ELSE {value} END"


def _spaced(cell: str) -> str:
    return f"translate({cell}, {literal(_BLANKS)}, {literal(' ' * len(_BLANKS))})"


def _careful(cell: str, decimal: str) -> str:
    """The same grammar as `plain` and `_NUMBER`, in RE2: one capture of the digits, sign looked for apart."""
    odd, even = _BLANKS + _APOSTROPHES + _MINUSES, " " * len(_BLANKS) + "'" * len(_APOSTROPHES) + "-" * len(_MINUSES)
    text = f"regexp_replace(trim(translate({cell}, {literal(odd)}, {literal(even)})), '(\\d)[.,]-{{1,2}}$', '\\1')"
    money = rf"\s*{_CURRENCY}?\s*"
    grammar = (
        rf'(?i)^(?:=")?{money}(?:'
        rf"\({money}({_NUMBER[decimal]}){money}\)"
        rf"|[-+]?{money}({_NUMBER[decimal]}){money}(?:[-+]|CR|DR)?"
        rf'){money}"?$'
    )
    number = f"concat(regexp_extract({text}, {literal(grammar)}, 1), regexp_extract({text}, {literal(grammar)}, 2))"
    group = "," if decimal == "." else "."
    digits = f"replace(replace(replace({number}, {literal(group)}, ''), ' ', ''), '''', '')"
    if decimal == ",":
        digits = f"replace({digits}, ',', '.')"
    minus = rf'(?i)^(?:=")?{money}(?:\(|-)|-{money}"?$|CR{money}"?$'
    value = f"TRY_CAST({digits} AS {DECIMAL})"
    return f"CASE WHEN regexp_matches({text}, {literal(minus)}) THEN -{value} ELSE {value} END"
