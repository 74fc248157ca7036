"""A user's own tree of categories, from a file or pasted text: by parent column, level columns, codes or indents."""

import re
from collections.abc import Mapping, Sequence

from lotsen.domain.buying import Outline, OutlineRow
from lotsen.errors import N_, InvalidInput

MOST_LEVELS = 4
MOST_NAME = 200


_HEADS = {
    "parent": r"ylempi|ylä|yläluokka|överordnad|huvudkat|huvudgrupp|parent|pääluokka|pääryhmä|main category",
    "code": r"koodi|^kod$|\bkod\b|code|tunnus|cpv|numero|nummer|number",
    "owner": r"omistaja|vastuu|ägare|ansvarig|owner|responsible",
    "sv": r"\bsv\b|svensk|ruots|swedish|på svenska",
    "fi": r"\bfi\b|finsk|suom|finnish",
    "en": r"\ben\b|engel|engl|english",
    "name": r"nimi|namn|name|kateg|categ|luokka|titel|title",
}
_LEVEL = re.compile(r"(?:taso|nivå|level)\s*(\d)", re.IGNORECASE)
_BULLET = re.compile(r"^[-–•*·>]+\s*")


def read_outline(grid: Sequence[Sequence[str]], language: str) -> Outline:
    """The tree that the cells describe, names in `language` where the head names none. Raises InvalidInput."""
    if not grid:
        raise InvalidInput(N_("There is no category here yet. Give one row per category."))
    heads = _heads(grid[0])
    levels = sorted((int(m.group(1)), i) for i, cell in enumerate(grid[0]) if (m := _LEVEL.search(cell)))
    if len(levels) > 1:
        return _by_levels(grid[1:], [i for _, i in levels], language)
    if heads:
        return _by_heads(grid[1:], heads, language)
    if max(len(row) for row in grid) > 1 and not any(_indent(row[0]) for row in grid if row):
        first_is_code = all(re.fullmatch(r"[\w.\-]*\d[\w.\-]*", row[0].strip()) for row in grid if row)
        if first_is_code:
            return _by_heads(grid, {"code": 0, "name": 1}, language)
        return _by_levels(grid, list(range(min(max(len(row) for row in grid), MOST_LEVELS))), language)
    return _by_indent([row[0] for row in grid if row], language)


def _heads(first: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for i, cell in enumerate(first):
        for meaning, pattern in _HEADS.items():
            if meaning not in found and re.search(pattern, cell.strip(), re.IGNORECASE):
                found[meaning] = i
                break
    known = {"name", "sv", "fi", "en"} & set(found)
    return found if known and (len(found) > 1 or len(first) == 1) else {}


def _indent(cell: str) -> int:
    text = cell.replace("\t", "    ")
    return len(text) - len(text.lstrip())


def _named(text: str, language: str) -> dict[str, str]:
    return {language: text.strip()[:MOST_NAME]}


def _by_levels(rows: Sequence[Sequence[str]], columns: Sequence[int], language: str) -> Outline:
    """A column per level; an empty cell, or the same text as above, is the parent above."""
    made: list[OutlineRow] = []
    path: dict[tuple[str, ...], int] = {}
    above: list[str] = [""] * len(columns)
    for row in rows:
        cells = [row[i].strip() if i < len(row) else "" for i in columns]
        deepest = max((i for i, cell in enumerate(cells) if cell), default=-1)
        first = next((i for i, cell in enumerate(cells) if cell), 0)
        above = [*above[:first], *cells[first:]]
        for depth in range(deepest + 1):
            key = tuple(above[: depth + 1])
            if key[-1] and key not in path:
                parent = next((path[key[:n]] for n in range(depth, 0, -1) if key[:n] in path), None)
                path[key] = len(made)
                made.append(OutlineRow(_named(key[-1], language), parent, "", ""))
    return _checked(made, "levels")


def _by_heads(rows: Sequence[Sequence[str]], heads: Mapping[str, int], language: str) -> Outline:
    """A row per category, its parent named by code or name, or told by a code that begins with the parent's."""

    def cell(row: Sequence[str], meaning: str) -> str:
        i = heads.get(meaning)
        return row[i].strip() if i is not None and i < len(row) else ""

    read = []
    for row in rows:
        names = {one: cell(row, one)[:MOST_NAME] for one in ("sv", "fi", "en") if cell(row, one)}
        if cell(row, "name") and language not in names:
            names = _named(cell(row, "name"), language) | names
        if names:
            read.append((names, cell(row, "parent"), cell(row, "code")[:40], cell(row, "owner")[:200]))
    by_name = {name.casefold(): i for i, (names, _, _, _) in enumerate(read) for name in names.values()}
    by_code = {code: i for i, (_, _, code, _) in enumerate(read) if code}
    parents = []
    for i, (_, parent, code, _) in enumerate(read):
        found = by_code.get(parent, by_name.get(parent.casefold())) if parent else _code_parent(code, by_code)
        if parent and found is None:
            raise InvalidInput(N_("Row {row}: there is no category “{parent}” to lie under."), row=i + 2, parent=parent)
        parents.append(None if found == i else found)
    order = _parents_first(parents)
    place = {old: new for new, old in enumerate(order)}
    made = []
    for i in order:
        names, _, code, owner = read[i]
        above = parents[i]
        made.append(OutlineRow(names, None if above is None else place[above], code, owner))
    return _checked(made, "heads")


def _code_parent(code: str, known: Mapping[str, int]) -> int | None:
    """The longest code that this one begins with: 1.2 → 1, 4520 → 45."""
    for end in range(len(code) - 1, 0, -1):
        if code[:end].rstrip(".-_ ") in known and code[:end].rstrip(".-_ ") != code:
            return known[code[:end].rstrip(".-_ ")]
    return None


def _parents_first(parents: Sequence[int | None]) -> list[int]:
    order: list[int] = []
    placed: set[int] = set()
    waiting = list(range(len(parents)))
    while waiting:
        ready = [i for i in waiting if parents[i] is None or parents[i] in placed]
        if not ready:
            raise InvalidInput(N_("Some categories lie under each other in a circle. Correct their parents."))
        order += ready
        placed.update(ready)
        waiting = [i for i in waiting if i not in placed]
    return order


def _by_indent(lines: Sequence[str], language: str) -> Outline:
    """A list whose indents or dashes say what lies under what."""
    made: list[OutlineRow] = []
    open_at: list[tuple[int, int]] = []
    for line in lines:
        text = line.replace("\t", "    ")
        dashes = _BULLET.match(text.strip())
        depth = _indent(text) + (len(dashes.group(0).strip()) if dashes else 0)
        name = _BULLET.sub("", text.strip())
        if not name:
            continue
        while open_at and open_at[-1][0] >= depth:
            open_at.pop()
        made.append(OutlineRow(_named(name, language), open_at[-1][1] if open_at else None, "", ""))
        open_at.append((depth, len(made) - 1))
    return _checked(made, "indent")


def _checked(rows: Sequence[OutlineRow], how: str) -> Outline:
    if not rows:
        raise InvalidInput(N_("There is no category here yet. Give one row per category."))
    for row in rows:
        depth, above = 1, row.parent
        while above is not None:
            depth, above = depth + 1, rows[above].parent
        if depth > MOST_LEVELS:
            raise InvalidInput(
                N_("“{name}” lies deeper than {levels} levels."),
                name=next(iter(row.names.values())),
                levels=MOST_LEVELS,
            )
    return Outline(tuple(rows), how)
