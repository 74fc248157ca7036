"""A table as HTML: readable by everybody, cheap to draw, printed as it stands. Figures are aligned right."""

import functools
import html
from collections.abc import Sequence

import streamlit as st

_STYLE = """<style>
.lotsen-table{border-collapse:collapse;width:100%;font-size:.95rem;font-variant-numeric:tabular-nums}
.lotsen-table th,.lotsen-table td{padding:.3rem .6rem;border-bottom:1px solid rgba(128,140,150,.35);
text-align:left;vertical-align:top}
.lotsen-table th{font-weight:600}
.lotsen-table .r{text-align:right;white-space:nowrap}
.lotsen-scroll{overflow-x:auto}
</style>"""


def draw(columns: Sequence[str], rows: Sequence[Sequence[str]], *, caption: str, numbers: Sequence[int] = ()) -> None:
    """Draw `rows` of ready texts under `columns`. `caption` names the table for screen readers; `numbers` are the
    positions of the columns that hold figures."""
    st.html(_markup(tuple(columns), tuple(map(tuple, rows)), caption, frozenset(numbers)))


@functools.lru_cache(256)
def _markup(columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...], caption: str, right: frozenset[int]) -> str:
    """The table as HTML; a table that is shown again is not made again."""

    def cells(row: Sequence[str], tag: str) -> str:
        parts = []
        for position, text in enumerate(row):
            scope = ' scope="col"' if tag == "th" else ""
            look = ' class="r"' if position in right else ""
            parts.append(f"<{tag}{scope}{look}>{html.escape(text)}</{tag}>")
        return "<tr>" + "".join(parts) + "</tr>"

    return (
        f'{_STYLE}<div class="lotsen-scroll" tabindex="0" role="region" aria-label="{html.escape(caption)}">'
        f'<table class="lotsen-table"><thead>{cells(columns, "th")}</thead>'
        f"<tbody>{''.join(cells(row, 'td') for row in rows)}</tbody></table></div>"
    )
