"""Load and levelling in words and as tables."""

from collections.abc import Mapping
from uuid import UUID

from lotsen.charts.layout.load import days, hours
from lotsen.domain.load import By, Cell, Levelling, Loads
from lotsen.explain.explanation import Table
from lotsen.explain.plan import days_text, quarter_name
from lotsen.texts import Texts


def headline(loads: Loads, t: Texts) -> str:
    """Who has too much, and when."""
    over = loads.over
    if not loads.cells:
        return t("No days are asked of anybody yet.")
    if not over:
        return t("Nobody has more to do than there is time for.")
    worst, many = over[0], len({cell.who for cell in over})
    fields = {
        "who": worst.who,
        "quarter": quarter_name(worst.quarter, t),
        "days": days(worst.days, t),
        "capacity": days(worst.capacity, t),
        "hours": hours(worst.days, t),
        "there": hours(worst.capacity, t),
    }
    if loads.by is By.PERSON:
        return t.plural(
            "{n} person has too much, {who} in {quarter}: {days} days ({hours} h) asked, "
            "{capacity} ({there} h) there are.",
            "{n} people have too much, most of all {who} in {quarter}: {days} days ({hours} h) asked, "
            "{capacity} ({there} h) there are.",
            many,
            **fields,
        )
    return t.plural(
        "{n} role has too much, {who} in {quarter}: {days} days ({hours} h) asked, {capacity} ({there} h) there are.",
        "{n} roles have too much, most of all {who} in {quarter}: {days} days ({hours} h) asked, "
        "{capacity} ({there} h) there are.",
        many,
        **fields,
    )


def subtitle(loads: Loads, t: Texts) -> str:
    """What the picture is."""
    what = (
        t("Days asked of each person by quarter, and the days there are.")
        if loads.by is By.PERSON
        else t("Days asked of each role by quarter, and the days there are.")
    )
    return f"{what} {t('Click a square to see what it is made of.')}"


def how_to_read(loads: Loads, t: Texts) -> list[str]:
    """How to read the picture."""
    lines = [
        t("8/6 means: eight days asked, six there are."),
        t("The darker, the fuller. A hatched square with a frame and ▲ is more than there is time for."),
        t("Hours count a person-day as 7 h 15 min, the day of office working time (KVTES)."),
        t("Everybody has six days a quarter beside the job, two a month, where nothing else is said."),
        t("Days are spread evenly from an intervention's first day to its last; what is done asks nothing."),
    ]
    if loads.by is By.PERSON:
        lines.append(
            t("A person has the days given to the own name, and to the own role in what she or he is responsible for.")
        )
    if loads.sized:
        lines.append(
            t.plural(
                "{n} intervention has no days but a size: S counts as 5 days, M as 15, L as 40, all of its owner.",
                "{n} interventions have no days but a size: S counts as 5 days, M as 15, L as 40, all of their owner.",
                len(loads.sized),
            )
        )
    return lines


def table(loads: Loads, t: Texts) -> Table:
    """The picture as a table: days asked of days there are, in hours too, and 'too much' in words."""
    rows = tuple((who, *(_cell(cell, t) for cell in row)) for who, row in loads.cells.items())
    return Table((t("Who"), *(quarter_name(each, t) for each in loads.quarters)), rows)


def _cell(cell: Cell, t: Texts) -> str:
    if not cell.days:
        return ""
    said = t(
        "{days} of {capacity} days, {hours} of {there} h",
        days=days(cell.days, t),
        capacity=days(cell.capacity, t),
        hours=hours(cell.days, t),
        there=hours(cell.capacity, t),
    )
    return t("{said}, too much", said=said) if cell.over else said


def pieces(cell: Cell, titles: Mapping[UUID, str], t: Texts) -> list[tuple[UUID, str]]:
    """What a quarter is made of, the most days first: each intervention, and a line that says how many."""
    return [
        (
            item,
            t(
                "{title}: {days} ({hours} h)",
                title=titles[item],
                hours=hours(amount, t),
                days=t.plural("{n} day", "{n} days", round(amount))
                if amount >= 1
                else t("{amount} days", amount=t.number(amount, 1)),
            ),
        )
        for item, amount in sorted(cell.pieces, key=lambda piece: -piece[1])
        if item in titles
    ]


def levelled(found: Levelling, t: Texts) -> str:
    """What levelling would do: the days over before and after, and how much effect waits."""
    if not found.moves:
        return (
            t("Nothing that has not begun can be moved to ease it. Give more days, or take something out.")
            if found.before.over
            else t("There is nothing to level: nobody has more to do than there is time for.")
        )
    says = t.plural(
        "{n} intervention would begin later; the days too many fall from {before} to {after}.",
        "{n} interventions would begin later; the days too many fall from {before} to {after}.",
        len(found.moves),
        before=t.number(found.before.days_over),
        after=t.number(found.after.days_over),
    )
    left = found.after.over
    if left:
        return f"{says} " + t(
            "{who} still has too much in {quarter}.", who=left[0].who, quarter=quarter_name(left[0].quarter, t)
        )
    return says


def moves(found: Levelling, titles: Mapping[UUID, str], t: Texts) -> Table:
    """Each move with its days before and after."""
    rows = tuple(
        (titles[move.intervention_id], days_text(move.before, t), days_text(move.after, t)) for move in found.moves
    )
    return Table((t("Intervention"), t("Now"), t("Then")), rows)
