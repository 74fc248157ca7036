"""The path through the years in words and as a table."""

from lotsen.charts.layout.years import YearsLayout
from lotsen.explain.explanation import Table
from lotsen.texts import Texts


def headline(layout: YearsLayout, t: Texts) -> str:
    """In which year most begins, the first of equals."""
    begins = layout.begins
    year = max(begins, key=lambda each: (begins[each], -each))
    return t.plural(
        "Most begins in {year}: {most} of {n} intervention.",
        "Most begins in {year}: {most} of {n} interventions.",
        sum(begins.values()),
        year=year,
        most=t.number(begins[year]),
    )


def table(layout: YearsLayout, t: Texts) -> Table:
    """The same as a table, card by card."""
    rows = [
        (row.name, str(box.year), card.title, card.detail, card.late)
        for row in layout.rows
        for box in row.boxes
        for card in box.begins
    ]
    return Table((t("Area"), t("Year"), t("Intervention"), t("Who and when"), t("Late")), tuple(rows))
