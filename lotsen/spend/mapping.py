"""From lines to categories by rules: the most specific wins, always the same way.

The order: rules that a person made before those that came with the product; then a rule on a supplier before one on
words of the text, before a CPV prefix, before an account; among words the longer, among prefixes the longer, among
accounts the narrower range. What is still equal goes by the rule's text. Rules may say a category, an influence, or
both; each is decided by the first rule that says it.
"""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from lotsen.domain.category import Influence
from lotsen.domain.spend import ENOUGH, RuleField
from lotsen.errors import N_, InvalidInput
from lotsen.spend.engine import literal
from lotsen.spend.lines import SUPPLIER_KEY
from lotsen.spend.table import insert, rows

NEXT = 20
"""How many suppliers are shown to be mapped next."""

SIMILAR = 0.92
"""Jaro-Winkler similarity of two supplier names from which one's category is suggested for the other."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What matches goes to a category (any key of the caller's), is of an influence, or both.

    Rules that a person made win over those that came with the product (`starter`).
    """

    field: RuleField
    match: str
    category: str | None = None
    influence: Influence | None = None
    starter: bool = False


@dataclass(frozen=True, slots=True)
class CategoryMoney:
    """One category's part; `share` is of all money that was read."""

    category: str
    rows: int
    net: Decimal
    suppliers: int
    share: float


@dataclass(frozen=True, slots=True)
class NextSupplier:
    """An unmapped supplier; `cover` is what would be covered with it and all before it. `suggestion` is a category."""

    supplier: str
    supplier_id: str
    rows: int
    net: Decimal
    cover: float
    suggestion: str | None
    because: str | None


@dataclass(frozen=True, slots=True)
class Cover:
    """What the rules reach. `covered` is the share of the money that is open to influence, `open`."""

    categories: tuple[CategoryMoney, ...]
    net: Decimal
    rows: int
    open: Decimal
    unmapped_rows: int
    unmapped: Decimal
    influence: Mapping[Influence, Decimal]
    covered: float
    next: tuple[NextSupplier, ...]

    @property
    def is_enough(self) -> bool:
        """Whether there is no need to ask for more rules."""
        return self.covered >= ENOUGH


def read_rules(path: Path) -> list[Rule]:
    """Rules from a CSV with the header field,match,category and perhaps influence."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        text = path.read_text(encoding="latin-1")
    except OSError:
        raise InvalidInput(N_("The rules in {file} can't be read."), file=path.name) from None
    dialect = max(",;\t", key=text.partition("\n")[0].count)
    table = list(csv.reader(text.splitlines(), delimiter=dialect))
    header = [cell.strip().lower() for cell in table[0]] if table else []
    if not {"field", "match", "category"} <= set(header):
        raise InvalidInput(N_("{file} needs the columns field, match and category in its first row."), file=path.name)
    unknown = set(header) - {"field", "match", "category", "influence", ""}
    if unknown:
        raise InvalidInput(N_("{file} has an unknown column '{column}'."), file=path.name, column=sorted(unknown)[0])
    result = []
    for number, row in enumerate(table[1:], start=2):
        cells = dict(zip(header, (cell.strip() for cell in row), strict=False))
        if any(cells.values()):
            result.append(_rule(cells, path.name, number))
    return result


def _rule(cells: Mapping[str, str], file: str, number: int) -> Rule:
    match, category = cells.get("match", ""), cells.get("category", "") or None
    influence = cells.get("influence", "")
    try:
        field = RuleField(cells.get("field", "").lower())
        said = Influence(influence.lower()) if influence else None
    except ValueError:
        raise InvalidInput(
            N_("{file}, row {row}: field is one of {fields}, influence one of {influences} or empty."),
            file=file,
            row=number,
            fields=", ".join(RuleField),
            influences=", ".join(Influence),
        ) from None
    if not match or (category is None and said is None):
        raise InvalidInput(
            N_("{file}, row {row}: a rule needs something to match, and a category or an influence."),
            file=file,
            row=number,
        )
    return checked(Rule(field, match, category, said))


def checked(rule: Rule) -> Rule:
    """The rule if its match can be read."""
    text = rule.match.strip()
    if not text:
        raise InvalidInput(N_("A rule needs something to match."))
    if rule.field is RuleField.ACCOUNT and "-" in text:
        first, _, last = (part.strip() for part in text.partition("-"))
        if not (first.isdigit() and last.isdigit() and int(first) <= int(last)):
            raise InvalidInput(N_("'{match}' is no range of accounts. Write it like 4300-4399."), match=rule.match)
    if rule.field is RuleField.TEXT and not _words(text):
        raise InvalidInput(N_("'{match}' has no word to look for."), match=rule.match)
    return rule


def ordered(rules: Iterable[Rule]) -> list[Rule]:
    """The rules in the order they win in."""
    order = list(RuleField)

    def place(rule: Rule) -> tuple[bool, int, int, str, str, str]:
        says = rule.category or "", rule.influence or ""
        return (rule.starter, order.index(rule.field), -_specific(rule), rule.match.casefold(), *says)

    return sorted(rules, key=place)


def _specific(rule: Rule) -> int:
    """How special a rule is among those of its field."""
    if rule.field is RuleField.ACCOUNT:
        first, _, last = rule.match.partition("-")
        return -(int(last) - int(first)) if last.strip() else 10**9
    if rule.field is RuleField.CPV:
        return len(_prefix(rule.match))
    return len(rule.match)


def _words(text: str) -> list[str]:
    return re.sub(r"[^\w]+|_", " ", text.lower()).split()


def _prefix(match: str) -> str:
    """A CPV code without its check digit and the zeros that fill it up; two digits at least. Other codes stay."""
    code = match.strip()
    found = re.fullmatch(r"(\d{8})(?:-\d)?", code)
    if found:
        code = found.group(1).rstrip("0").ljust(2, "0")
    return code.lower()


def apply(connection: duckdb.DuckDBPyConnection, rules: Sequence[Rule], lines: str = "lines") -> None:
    """Make the table `mapped`: the lines with `category` and `influence` ('' and 'open' where no rule says).

    Every rule is matched against the distinct values of its column only.
    """
    ranked = ordered(rules)
    _fill(connection, ranked)
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE hits_supplier AS
        WITH keys AS (SELECT DISTINCT supplier, supplier_id FROM {lines}),
        hits AS (
            SELECT supplier, supplier_id, rank, says FROM keys
            JOIN rules ON field = 'supplier' AND lower(supplier) = word
            UNION ALL
            SELECT supplier, supplier_id, rank, says FROM keys
            JOIN rules ON field = 'supplier' AND {_number("supplier_id")} = {_number("word")} AND supplier_id <> '')
        SELECT supplier, supplier_id, {_first()} FROM hits GROUP BY ALL""")
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE hits_code AS
        WITH keys AS (SELECT DISTINCT code FROM {lines} WHERE code <> '')
        SELECT code, {_first()} FROM keys JOIN rules ON field = 'cpv' AND starts_with(lower(code), word)
        GROUP BY ALL""")
    number = "regexp_extract(account, '^\\s*(\\d+)', 1)"
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE hits_account AS
        WITH keys AS (SELECT DISTINCT account FROM {lines} WHERE account <> '')
        SELECT account, {_first()} FROM keys JOIN rules ON field = 'account' AND (
            lower(account) = word OR TRY_CAST({number} AS BIGINT) BETWEEN low AND high
            OR (digits >= 3 AND len({number}) > digits
                AND TRY_CAST(left({number}, digits) AS BIGINT) BETWEEN low AND high))
        GROUP BY ALL""")
    _apply_text(connection, ranked, lines)
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE mapped AS
        SELECT l.*, coalesce(c.category, '') AS category, coalesce(i.influence, 'open') AS influence,
               i.rank IS NOT NULL AS told_influence
        FROM (
            SELECT l.*, least(s.of_category, t.of_category, k.of_category, a.of_category) AS by_category,
                   least(s.of_influence, t.of_influence, k.of_influence, a.of_influence) AS by_influence
            FROM {lines} l
            LEFT JOIN hits_supplier s ON s.supplier = l.supplier AND s.supplier_id = l.supplier_id
            LEFT JOIN hits_text t ON t.id = l.rowid
            LEFT JOIN hits_code k ON k.code = l.code
            LEFT JOIN hits_account a ON a.account = l.account) l
        LEFT JOIN rules c ON c.rank = by_category
        LEFT JOIN rules i ON i.rank = by_influence""")


def _fill(connection: duckdb.DuckDBPyConnection, ranked: Sequence[Rule]) -> None:
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE rules (rank INTEGER, field VARCHAR, word VARCHAR, low BIGINT, high BIGINT, "
        "digits INTEGER, category VARCHAR, influence VARCHAR, says VARCHAR)"
    )
    if not ranked:
        return
    values = []
    for rank, rule in enumerate(ranked):
        word = _prefix(rule.match) if rule.field is RuleField.CPV else " ".join(rule.match.lower().split())
        low = high = digits = None
        if rule.field is RuleField.ACCOUNT:
            first, _, last = (part.strip() for part in rule.match.partition("-"))
            if first.isdigit():
                low, high, digits = int(first), int(last or first), len(last or first)
        says = ("c" if rule.category else "") + ("i" if rule.influence else "")
        values.append([rank, rule.field.value, word, low, high, digits, rule.category, rule.influence, says])
    insert(connection, "rules", values)


def _first() -> str:
    return (
        "min(rank) FILTER (contains(says, 'c')) AS of_category, min(rank) FILTER (contains(says, 'i')) AS of_influence"
    )


def _number(column: str) -> str:
    """SQL: an id without blanks and hyphens."""
    return f"translate(lower({column}), ' -.', '')"


def _apply_text(connection: duckdb.DuckDBPyConnection, ranked: Sequence[Rule], lines: str) -> None:
    """Which lines carry the words of a rule, in a row, each at the beginning of a word.

    One expression of all first words sorts out most lines; the words of the rest meet the rules as distinct words.
    """
    texts = [(rank, _words(rule.match)) for rank, rule in enumerate(ranked) if rule.field is RuleField.TEXT]
    connection.execute("CREATE OR REPLACE TEMP TABLE text_rules (rank INTEGER, first VARCHAR, pattern VARCHAR)")
    patterns = [" " + "[^ ]* ".join(map(re.escape, words)) if len(words) > 1 else None for _, words in texts]
    insert(
        connection,
        "text_rules",
        [(rank, words[0], pattern) for (rank, words), pattern in zip(texts, patterns, strict=True)],
    )
    any_first = "|".join(sorted({re.escape(words[0]) for _, words in texts})) or "$^"
    text = "lower(concat(' ', account_name, ' ', description, ' ', supplier))"
    beginning = literal(rf"[^\pL\pN]({any_first})")
    may_say = f"regexp_matches({text}, {beginning})" if texts else "false"
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE said AS
        SELECT rowid AS id, regexp_replace({text}, '[^\\pL\\pN]+', ' ', 'g') AS words FROM {lines}
        WHERE {may_say}""")
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE hits_text AS
        WITH spoken AS (SELECT id, unnest(list_distinct(string_split(trim(words), ' '))) AS word FROM said),
        meant AS (SELECT word, rank, pattern FROM (SELECT DISTINCT word FROM spoken)
                  JOIN text_rules ON starts_with(word, first)),
        hits AS (SELECT id, rank FROM spoken JOIN meant USING (word) JOIN said USING (id)
                 WHERE pattern IS NULL OR regexp_matches(words, pattern))
        SELECT id, {_first()} FROM hits JOIN rules USING (rank) GROUP BY id""")


def cover(connection: duckdb.DuckDBPyConnection) -> Cover:
    """What stands in `mapped`: money per category, what is covered, which suppliers come next."""
    net, count = rows(connection, "SELECT coalesce(sum(amount), 0), coalesce(sum(n), 0)::BIGINT FROM mapped")[0]
    influence = dict(
        rows(connection, "SELECT influence, sum(amount) FROM mapped GROUP BY influence ORDER BY influence")
    )
    categories = rows(
        connection,
        f"SELECT category, sum(n)::BIGINT, sum(amount), count(DISTINCT nullif({SUPPLIER_KEY}, '')) FROM mapped "
        "WHERE category <> '' GROUP BY category ORDER BY sum(amount) DESC, category",
    )
    whole = influence.get(Influence.OPEN.value, Decimal(0))
    open_rows, open_net = rows(
        connection,
        "SELECT coalesce(sum(n), 0)::BIGINT, coalesce(sum(amount), 0) FROM mapped "
        "WHERE category = '' AND influence = 'open'",
    )[0]
    return Cover(
        categories=tuple(CategoryMoney(key, n, money, s, share(money, net)) for key, n, money, s in categories),
        net=net,
        rows=count,
        open=whole,
        unmapped_rows=open_rows,
        unmapped=open_net,
        influence={Influence(key): money for key, money in influence.items()},
        covered=share(whole - open_net, whole),
        next=_next(connection, whole, whole - open_net),
    )


def share(part: Decimal, whole: Decimal) -> float:
    """A part of a whole, 0 of nothing."""
    return float(part / whole) if whole else 0.0


def _next(connection: duckdb.DuckDBPyConnection, whole: Decimal, covered: Decimal) -> tuple[NextSupplier, ...]:
    found = rows(
        connection,
        f"SELECT {SUPPLIER_KEY} AS key, min(supplier), min(supplier_id), sum(n)::BIGINT, sum(amount) FROM mapped "
        f"WHERE category = '' AND influence = 'open' AND {SUPPLIER_KEY} <> '' "
        f"GROUP BY key HAVING sum(amount) > 0 ORDER BY sum(amount) DESC, key LIMIT {NEXT}",
    )
    suggested = _suggestions(connection, [row[0] for row in found])
    result = []
    for key, supplier, number, count, money in found:
        covered += money
        category, because = suggested.get(key, (None, None))
        result.append(NextSupplier(supplier, number, count, money, share(covered, whole), category, because))
    return tuple(result)


def _suggestions(connection: duckdb.DuckDBPyConnection, keys: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Per unmapped supplier the category of the most similar mapped name, and that name."""
    if not keys:
        return {}
    wanted = ", ".join(f"({literal(key)})" for key in keys)
    found = rows(
        connection,
        f"""
        WITH known AS (SELECT {SUPPLIER_KEY} AS key, min(supplier) AS supplier, arg_max(category, amount) AS category
                       FROM mapped WHERE category <> '' GROUP BY 1),
        pairs AS (SELECT w.key, k.supplier, k.category, jaro_winkler_similarity(w.key, k.key) AS alike
                  FROM (VALUES {wanted}) w(key) CROSS JOIN known k
                  WHERE left(w.key, 4) = left(k.key, 4) AND w.key <> k.key)
        SELECT key, arg_max(category, (alike, supplier)), arg_max(supplier, (alike, supplier))
        FROM pairs WHERE alike >= {SIMILAR} GROUP BY key""",
    )
    return {key: (category, because) for key, category, because in found}


def to_json(result: Cover) -> dict[str, Any]:
    """Plain data: the keys of `spend map`."""
    from lotsen.spend.reader import money

    return {
        "categories": [
            {
                "category": row.category,
                "rows": row.rows,
                "net": money(row.net),
                "suppliers": row.suppliers,
                "share": row.share,
            }
            for row in result.categories
        ],
        "rows": result.rows,
        "net": money(result.net),
        "unmapped": {"rows": result.unmapped_rows, "net": money(result.unmapped)},
        "covered": result.covered,
        "covered_of": money(result.open),
        "enough": result.is_enough,
        "influence": {key.value: money(amount) for key, amount in result.influence.items()},
        "next": [
            {
                "supplier": row.supplier,
                "supplier_id": row.supplier_id,
                "rows": row.rows,
                "net": money(row.net),
                "cover": row.cover,
                "suggestion": row.suggestion,
                "because": row.because,
            }
            for row in result.next
        ],
    }
