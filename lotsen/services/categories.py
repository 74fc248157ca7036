"""What we buy: the tree of categories, the money in it, and the emission factors that it is multiplied with."""

import functools
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from lotsen.analysis.results import Denominator, SpendOverview
from lotsen.analysis.spend import OtherMoney, overview
from lotsen.domain.buying import Buying, Outline, PastedMatch, PastedTable, Removal
from lotsen.domain.category import Category, CategorySpend, SpendBasis, below, leaves, ordered
from lotsen.domain.factor import OWN, EmissionFactor, VatBasis
from lotsen.domain.ids import new_id
from lotsen.domain.localtext import LocalText
from lotsen.domain.organisation import Roadmap
from lotsen.domain.spend import RuleField
from lotsen.domain.starter import StarterTree
from lotsen.errors import N_, InvalidInput, NotFound
from lotsen.services.funnel import Funnel, Unit
from lotsen.services.keep import Keep
from lotsen.services.merge import merged
from lotsen.spend.cells import cells_of_file, cells_of_text
from lotsen.spend.outline import read_outline
from lotsen.spend.pasted import match_names, read_table
from lotsen.store import categories as store
from lotsen.store.starter import starter

MOST_CATEGORIES = 1000
MOST_DEPTH = 4
YEARS = range(1990, 2101)
MOST_CENTS = 10**15
NO_FACTOR = N_("The factor must be zero or more, and its year a year.")


class Categories:
    def __init__(self, funnel: Funnel) -> None:
        self._funnel = funnel
        self._views: Keep[Buying] = Keep(32)

    def view(self, roadmap: Roadmap) -> Buying:
        """The tree with all its money and factors, as of the roadmap's revision."""
        key = (roadmap.id, roadmap.revision, roadmap.currency)
        return self._views.get(key, lambda: self._read(roadmap.id, roadmap.currency))

    def _read(self, roadmap_id: UUID, currency: str) -> Buying:
        with self._funnel.reading() as db:
            own = store.own_factors(roadmap_id, currency, db)
            return Buying(
                tuple(category for _, category in ordered(store.listing(roadmap_id, db))),
                (*store.invoiced(roadmap_id, db), *store.stated(roadmap_id, db)),
                tuple(store.other_money(roadmap_id, db)),
                {factor.key: factor for factor in (*own, *starter().factors)},
            )

    def overview(self, roadmap: Roadmap, year: int, denominator: Denominator = Denominator.OPEN) -> SpendOverview:
        """What is bought in a year."""
        buying = self.view(roadmap)
        money = buying.money_of(year)
        return overview(
            [category.id for category in buying.rows],
            buying.spends,
            year,
            factors={c.id: buying.factors[c.factor] for c in buying.rows if c.factor and c.factor in buying.factors},
            other=OtherMoney(money.unmapped, money.in_house, money.not_procurement),
            denominator=denominator,
            currency=roadmap.currency,
            revision=roadmap.revision,
        )

    # The tree ----------------------------------------------------------------------------------------------------

    @staticmethod
    def trees() -> tuple[StarterTree, ...]:
        """The trees to start from."""
        return starter().trees

    def start_from(self, roadmap_id: UUID, who: UUID, tree_key: str) -> int:
        """Copy a starter tree into the roadmap, leaving out what was copied before; how many categories were added."""
        tree = starter().tree.get(tree_key)
        if tree is None:
            raise NotFound(N_("There is no starter tree of this name."))
        with self._funnel.change(roadmap_id, who) as unit:
            there = store.listing(roadmap_id, unit.db)
            ids = {c.origin: c.id for c in there if c.origin}
            fresh: list[Category] = []
            for one in tree.categories:
                origin = f"{tree.key}:{one.key}"
                if origin in ids:
                    continue
                parent = ids[f"{tree.key}:{one.parent}"] if one.parent else None
                made = _new(roadmap_id, parent, len(there) + len(fresh), one.name, one.code, one.factor)
                made = replace(made, origin=origin, origin_version=tree.version)
                ids[origin] = made.id
                fresh.append(made)
            _insert(unit, there, fresh)
        return len(fresh)

    @staticmethod
    def read_outline(data: bytes | None, name: str, text: str, language: str) -> Outline:
        """A user's own tree from a dropped file, or else from pasted text. Writes nothing; raises InvalidInput."""
        return read_outline(cells_of_text(text) if data is None else cells_of_file(data, name), language)

    def grow(self, roadmap_id: UUID, who: UUID, outline: Outline, language: str) -> int:
        """Add the categories of a user's own tree; how many were added."""
        with self._funnel.change(roadmap_id, who) as unit:
            there = store.listing(roadmap_id, unit.db)
            fresh: list[Category] = []
            for one in outline.rows:
                parent = fresh[one.parent].id if one.parent is not None else None
                name = LocalText(dict(one.names), language if language in one.names else next(iter(one.names)))
                made = _new(roadmap_id, parent, len(there) + len(fresh), name, one.code, None)
                fresh.append(replace(made, owner=one.owner))
            _insert(unit, there, fresh)
        return len(fresh)

    def add(self, roadmap_id: UUID, who: UUID, name: str, language: str, parent_id: UUID | None = None) -> Category:
        """Add one category, last under its parent."""
        if not name.strip():
            raise InvalidInput(N_("The category needs a name."))
        with self._funnel.change(roadmap_id, who) as unit:
            there = store.listing(roadmap_id, unit.db)
            if parent_id and _depth(there, parent_id) + 1 >= MOST_DEPTH:
                raise InvalidInput(N_("The tree can be {levels} levels deep."), levels=MOST_DEPTH)
            made = _new(roadmap_id, parent_id, len(there), LocalText.of(name.strip(), language), "", None)
            _insert(unit, there, [made])
        return made

    def edit(self, roadmap_id: UUID, who: UUID, seen: Category, mine: Category) -> None:
        """Save what somebody changed of a category, over what others saved meanwhile.

        `seen` is the category as it stood on their screen, `mine` as they want it. Raises Conflict with both values
        where the same field was changed to something else.
        """
        if not mine.name:
            raise InvalidInput(N_("The category needs a name."))
        with self._funnel.change(roadmap_id, who) as unit:
            _write(unit, seen, replace(mine, parent_id=seen.parent_id))

    def put_under(self, roadmap_id: UUID, who: UUID, seen: Category, parent_id: UUID | None) -> None:
        """Move a category, with what lies below it, under another one or to the top."""
        with self._funnel.change(roadmap_id, who) as unit:
            there = store.listing(roadmap_id, unit.db)
            branch = below(there, seen.id)
            if parent_id in {category.id for category in branch}:
                raise InvalidInput(N_("A category can't lie under itself."))
            tall = max((_depth(there, c.id) for c in branch), default=0) - _depth(there, seen.id)
            if parent_id and _depth(there, parent_id) + 1 + tall >= MOST_DEPTH:
                raise InvalidInput(N_("The tree can be {levels} levels deep."), levels=MOST_DEPTH)
            _write(unit, seen, replace(seen, parent_id=parent_id))

    def move(self, roadmap_id: UUID, who: UUID, category_id: UUID, steps: int) -> None:
        """Move a category among its neighbours: -1 up, 1 down. At the end it stays where it is."""
        with self._funnel.change(roadmap_id, who) as unit:
            there = [category for _, category in ordered(store.listing(roadmap_id, unit.db))]
            one = next((c for c in there if c.id == category_id), None)
            if one is None:
                raise NotFound(N_("This category is no longer there."))
            beside = [c.id for c in there if c.parent_id == one.parent_id]
            old = beside.index(category_id)
            new = min(max(old + steps, 0), len(beside) - 1)
            beside.insert(new, beside.pop(old))
            order = iter(beside)
            whole = [next(order) if c.parent_id == one.parent_id else c.id for c in there]
            store.place(roadmap_id, whole, unit.db)
            unit.record("category_order", one.parent_id or "top", {"place": old}, {"place": new})

    def removal(self, roadmap_id: UUID, category_id: UUID) -> Removal:
        """What would go with a category, to name before it is removed."""
        with self._funnel.reading() as db:
            gone = below(store.listing(roadmap_id, db), category_id)
            return Removal(tuple(gone), store.ties(roadmap_id, [category.id for category in gone], db))

    def remove(self, roadmap_id: UUID, who: UUID, category_id: UUID) -> None:
        """Remove a category and what lies below it, with what `removal` named."""
        with self._funnel.change(roadmap_id, who) as unit:
            gone = below(store.listing(roadmap_id, unit.db), category_id)
            if not gone:
                raise NotFound(N_("This category is no longer there."))
            store.remove(roadmap_id, [category.id for category in reversed(gone)], unit.db)
            for category in gone:
                unit.record("category", category.id, category, None)

    # The money ---------------------------------------------------------------------------------------------------

    def state(self, roadmap_id: UUID, who: UUID, spend: CategorySpend) -> None:
        """Write a category's total for a year that did not come from invoices."""
        _check_spend(spend)
        with self._funnel.change(roadmap_id, who) as unit:
            if store.get(roadmap_id, spend.category_id, unit.db) is None:
                raise NotFound(N_("This category is no longer there."))
            _state(unit, spend)

    def unstate(self, roadmap_id: UUID, who: UUID, category_id: UUID, year: int) -> None:
        """Take a stated total out again."""
        with self._funnel.change(roadmap_id, who) as unit:
            before = store.stated_of(roadmap_id, category_id, year, unit.db)
            store.remove_stated(roadmap_id, category_id, year, unit.db)
            unit.record("stated_spend", f"{category_id}:{year}", before, None)

    def read_pasted(self, roadmap_id: UUID, text: str) -> PastedMatch:
        """Read a pasted table of totals and hold it against the tree. Writes nothing; raises InvalidInput."""
        return self.match(roadmap_id, read_table(text))

    def match(self, roadmap_id: UUID, table: PastedTable) -> PastedMatch:
        """Hold a pasted table against the tree: by code, by name in any language, by the starter rules' words."""
        with self._funnel.reading() as db:
            rows = leaves(store.listing(roadmap_id, db))
        names = [(c.id, c.code, tuple(c.name.versions.values())) for c in rows]
        words = {word: c.id for c in rows for word in _words().get(c.origin or "", ())}
        return PastedMatch(table, tuple(match_names([row.name for row in table.rows], names, words)))

    def take_pasted(self, roadmap_id: UUID, who: UUID, match: PastedMatch, year: int, language: str) -> int:
        """Save the pasted totals; how many were saved.

        `year` is that of amounts under a head that names none. Rows that name one category twice are added together.
        """
        totals: dict[tuple[UUID, int], CategorySpend] = {}
        with self._funnel.change(roadmap_id, who) as unit:
            there = store.listing(roadmap_id, unit.db)
            fresh: list[Category] = []
            for place, (row, found) in enumerate(zip(match.table.rows, match.matches, strict=True)):
                if found is None and place in match.fresh:
                    name = LocalText.of(row.name, language)
                    fresh.append(_new(roadmap_id, None, len(there) + len(fresh), name, "", None))
                    found = fresh[-1].id
                if found is None:
                    continue
                for named, cents in row.amounts:
                    spend = CategorySpend(
                        found, named or year, cents, SpendBasis.PASTED, row.suppliers, row.invoices, row.concentration
                    )
                    key = (found, spend.year)
                    totals[key] = _sum(totals[key], spend) if key in totals else spend
            _insert(unit, there, fresh)
            for spend in totals.values():
                _check_spend(spend)
                _state(unit, spend)
        return len(totals)

    # Emission factors --------------------------------------------------------------------------------------------

    def own_factor(
        self,
        roadmap_id: UUID,
        who: UUID,
        seen: Category,
        *,
        name: str,
        language: str,
        kilograms: Decimal | None,
        year: int,
        source: str,
        currency: str,
    ) -> str:
        """Make a factor of the roadmap's own, for money without VAT, and choose it for a category; its key."""
        key = f"{OWN}{new_id().hex}"
        text = LocalText.of(name.strip(), language)
        if kilograms is None:
            raise InvalidInput(NO_FACTOR)
        factor = EmissionFactor(key, text, kilograms, currency, year, VatBasis.EXCLUDED, source.strip()[:400], "")
        _check_factor(factor)
        with self._funnel.change(roadmap_id, who) as unit:
            store.put_own_factor(roadmap_id, factor, unit.db)
            unit.record("own_factor", key, None, factor)
            _write(unit, seen, replace(seen, factor=key))
        return key

    def edit_factor(self, roadmap_id: UUID, who: UUID, seen: EmissionFactor, mine: EmissionFactor) -> None:
        """Save what somebody changed of an own factor, over what others saved meanwhile.

        `seen` is the factor as it stood on their screen, `mine` as they want it. Raises Conflict with both values
        where the same field was changed to something else.
        """
        _check_factor(mine)
        with self._funnel.change(roadmap_id, who) as unit:
            before = _own_factor(unit, seen.key, seen.currency)
            after = merged(seen, mine, before)
            if after != before:
                store.put_own_factor(roadmap_id, after, unit.db)
                unit.record("own_factor", seen.key, before, after)

    def remove_factor(self, roadmap_id: UUID, who: UUID, factor: EmissionFactor) -> None:
        """Remove an own factor; the categories that had it have none then."""
        with self._funnel.change(roadmap_id, who) as unit:
            before = _own_factor(unit, factor.key, factor.currency)
            for category in store.listing(roadmap_id, unit.db):
                if category.factor == factor.key:
                    _write(unit, category, replace(category, factor=None))
            store.remove_own_factor(roadmap_id, factor.key, unit.db)
            unit.record("own_factor", factor.key, before, None)


@functools.cache
def _words() -> Mapping[str, tuple[str, ...]]:
    """The words that starter rules know a starter category by, by its origin."""
    words: dict[str, list[str]] = {}
    for rule in starter().rules:
        if rule.category and rule.field is RuleField.TEXT:
            words.setdefault(f"{rule.tree}:{rule.category}", []).append(rule.match)
    return {origin: tuple(found) for origin, found in words.items()}


def _new(
    roadmap_id: UUID, parent: UUID | None, position: int, name: LocalText, code: str, factor: str | None
) -> Category:
    return Category(
        new_id(), roadmap_id, parent, position, name, code, "", None, LocalText(), factor, None, None, version=1
    )


def _insert(unit: Unit, there: Sequence[Category], fresh: Sequence[Category]) -> None:
    if len(there) + len(fresh) > MOST_CATEGORIES:
        raise InvalidInput(N_("That would be more than {most} categories."), most=MOST_CATEGORIES)
    store.add(unit.roadmap_id, fresh, unit.db)
    for category in fresh:
        unit.record("category", category.id, None, category)


def _depth(categories: Sequence[Category], category_id: UUID) -> int:
    """How many categories lie above this one."""
    parents = {category.id: category.parent_id for category in categories}
    depth, above = 0, parents.get(category_id)
    while above is not None:
        depth, above = depth + 1, parents.get(above)
    return depth


def _write(unit: Unit, seen: Category, mine: Category) -> None:
    before = store.get(unit.roadmap_id, seen.id, unit.db)
    if before is None:
        raise NotFound(N_("This category is no longer there."))
    changed = merged(seen, mine, before)
    if changed == before:
        return
    after = replace(changed, version=before.version + 1)
    store.put(unit.roadmap_id, after, unit.db)
    unit.record("category", seen.id, before, after)


def _own_factor(unit: Unit, key: str, currency: str) -> EmissionFactor:
    own = {factor.key: factor for factor in store.own_factors(unit.roadmap_id, currency, unit.db)}
    if key not in own:
        raise NotFound(N_("This factor is no longer there."))
    return own[key]


def _check_factor(factor: EmissionFactor) -> None:
    if not factor.name or not factor.source.strip():
        raise InvalidInput(N_("An own factor needs a name and a source."))
    if not 0 <= factor.kilograms < 10**9 or factor.year not in YEARS:
        raise InvalidInput(NO_FACTOR)


def _check_spend(spend: CategorySpend) -> None:
    if spend.year not in YEARS:
        raise InvalidInput(N_("{year} is no year that figures can be for."), year=spend.year)
    if abs(spend.cents) > MOST_CENTS:
        raise InvalidInput(N_("This amount is too large to be a year's money."))


def _state(unit: Unit, spend: CategorySpend) -> None:
    before = store.stated_of(unit.roadmap_id, spend.category_id, spend.year, unit.db)
    store.put_stated(unit.roadmap_id, spend, unit.db)
    unit.record("stated_spend", f"{spend.category_id}:{spend.year}", before, spend)


def _sum(one: CategorySpend, other: CategorySpend) -> CategorySpend:
    """Two rows of one category: suppliers may be the same, so that only money and invoices can be added."""
    invoices = None if one.invoices is None or other.invoices is None else one.invoices + other.invoices
    return replace(one, cents=one.cents + other.cents, invoices=invoices, suppliers=None, concentration=None)
