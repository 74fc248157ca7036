"""What the columns mean: by their names first, by what stands in them where names do not decide."""

import re
from collections.abc import Mapping, Sequence

from lotsen.errors import N_, InvalidInput
from lotsen.spend import amounts, dates, names
from lotsen.spend.profile import Role

_ORDER = (
    Role.AMOUNT,
    Role.CREDIT,
    Role.YEAR,
    Role.DATE,
    Role.SUPPLIER,
    Role.SUPPLIER_ID,
    Role.CODE,
    Role.ACCOUNT,
    Role.ACCOUNT_NAME,
    Role.UNIT_ID,
    Role.UNIT,
    Role.INVOICE,
    Role.DESCRIPTION,
    Role.CURRENCY,
)
LOOKED_AT = 300
"""Rows that are enough to see what stands in a column."""

_COUNTED = re.compile(r" \(\d+\)$")
_NO_AMOUNT = frozenset(
    [
        "id",
        "code",
        "nr",
        "no",
        "nro",
        "number",
        "nummer",
        "numero",
        "year",
        "vuosi",
        "år",
        "jahr",
        "date",
        "account",
        "tili",
        "konto",
        "fund",
        "center",
        "period",
    ]
)
_REPEATING = {Role.SUPPLIER, Role.SUPPLIER_ID, Role.UNIT, Role.ACCOUNT, Role.ACCOUNT_NAME, Role.CODE, Role.DESCRIPTION}


def find(headers: Sequence[str], rows: Sequence[Sequence[str]], told: Mapping[Role, str], file: str) -> dict[Role, str]:
    """Role → header. What the user told holds; the rest goes to the best column that is still free."""
    result = {role: resolve(headers, header, file) for role, header in told.items() if header.strip()}
    few = rows[:: max(1, len(rows) // LOOKED_AT)]
    filled = {
        header: [row[place].strip() for row in few if place < len(row) and row[place].strip()]
        for place, header in enumerate(headers)
    }
    free = [header for header in headers if header not in result.values()]
    for role in _ORDER:
        if role in told or (role is Role.CREDIT and not names.is_debit(_COUNTED.sub("", result.get(Role.AMOUNT, "")))):
            continue
        header = _best(free, filled, role) or _by_content(free, filled, role, Role.YEAR in result)
        if header is not None:
            result[role] = header
            free.remove(header)
    if Role.AMOUNT not in result:
        raise InvalidInput(
            N_("No column of {file} looks like an amount. Say which one it is; the columns are: {columns}."),
            file=file,
            columns=", ".join(headers[:30]),
        )
    return result


def _best(free: Sequence[str], filled: Mapping[str, Sequence[str]], role: Role) -> str | None:
    """The column whose name says the role best and whose cells don't contradict; the first among equals."""
    best, best_score = None, 0.0
    for header in free:
        by_name = names.score(_COUNTED.sub("", header), role)
        score = _weighed(by_name, filled[header], role) if by_name > 0 else 0.0
        if score > best_score:
            best, best_score = header, score
    return best


def resolve(headers: Sequence[str], wanted: str, file: str) -> str:
    """A column by its header, whatever its case and blanks, or by '#' and its number."""
    plain = " ".join(wanted.split())
    for header in headers:
        if header.casefold() == plain.casefold():
            return header
    if plain.startswith("#") and plain[1:].isdigit() and 1 <= int(plain[1:]) <= len(headers):
        return headers[int(plain[1:]) - 1]
    same = [header for header in headers if names.words(header) == names.words(plain)]
    if len(same) == 1:
        return same[0]
    raise InvalidInput(
        N_("{file} has no column '{column}'. Its columns are: {columns}."),
        file=file,
        column=wanted,
        columns=", ".join(headers[:30]),
    )


def _weighed(by_name: float, cells: Sequence[str], role: Role) -> float:
    """What a name promises, by what stands in the cells."""
    if not cells:
        return by_name * 0.05 if role is not Role.AMOUNT else 0.0
    if role in {Role.AMOUNT, Role.CREDIT}:
        share = _numeric(cells)
        return by_name * share if share >= 0.5 else by_name * 0.01
    if role is Role.DATE:
        share = dates.signs(cells).share
        return by_name * share if share >= 0.5 else 0.0
    if role is Role.YEAR:
        return by_name if sum(map(_year, cells)) >= 0.9 * len(cells) else 0.0
    if role is Role.SUPPLIER and _numeric(cells) > 0.9:
        return 0.0
    if role in _REPEATING and len(cells) >= 20 and len(set(cells)) == 1:
        by_name *= 0.4  # it tells suppliers or units apart as little as an empty column
    if role is Role.CODE:
        by_name += min(len(set(cells)), 200) / 100
    return by_name


def _by_content(free: Sequence[str], filled: Mapping[str, Sequence[str]], role: Role, has_year: bool) -> str | None:
    """An amount or a date that no header names: the column that looks most like one."""
    if role is Role.AMOUNT:
        scores = [(_looks_like_amount(header, filled[header]), header) for header in free]
    elif role is Role.DATE and not has_year:
        scores = [(dates.signs(filled[header]).share, header) for header in free if _may_be_date(filled[header])]
    else:
        return None
    score, header = max(scores, key=lambda pair: pair[0], default=(0.0, ""))
    return header if score > (0.9 if role is Role.DATE else 0.0) else None


def _may_be_date(cells: Sequence[str]) -> bool:
    signs = dates.signs(cells[:20])
    return signs.share > 0.8 and not {dates.SERIAL, dates.MONTHS} & set(signs.patterns)


def _looks_like_amount(header: str, cells: Sequence[str]) -> float:
    if set(names.words(header).split()) & _NO_AMOUNT or not cells:
        return 0.0
    share = _numeric(cells)
    if share < 0.5 or dates.signs(cells[:200]).share > 0.9:
        return 0.0
    fractions = sum(1 for cell in cells if any(sign in cell for sign in ",.")) / len(cells)
    return share * (0.2 + fractions) * (0.2 + len(set(cells)) / len(cells))


def _numeric(cells: Sequence[str]) -> float:
    present = [cell for cell in cells if not amounts.is_missing(cell)]
    return sum(amounts.is_number(cell) for cell in present) / len(present) if present else 0.0


def _year(cell: str) -> bool:
    return cell[:4].isdigit() and 1980 <= int(cell[:4]) <= 2100 and len(cell) in (4, 6, 7, 9)
