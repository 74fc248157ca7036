"""How the answers of one cell fell: a bar for each answer, as HTML that says its numbers to a screen reader too."""

import html
from collections.abc import Sequence

from lotsen.charts import theme
from lotsen.charts.theme import Palette

_ROW = (
    '<div role="row" style="display:grid;grid-template-columns:minmax(9rem,13rem) 1fr;gap:.6rem;align-items:center;'
    'margin:.15rem 0"><span role="rowheader">{name}</span><span role="cell" style="display:flex;align-items:center;'
    'gap:.5rem"><span style="display:inline-block;height:1.1rem;width:{width:.1f}%;background:{fill};'
    'border:1px solid {line}"></span><span style="font-variant-numeric:tabular-nums">{count}</span></span></div>'
)


def answers(names: Sequence[str], counts: Sequence[int], label: str, palette: Palette) -> str:
    """Bars to one scale, the last one (I don't know) without fill; `label` names the picture."""
    most = max(max(counts, default=0), 1)
    fills = [theme.benefit(palette, value / 3) for value in range(4)] + ["transparent"]
    rows = (
        _ROW.format(
            name=html.escape(name), count=n, width=85 * n / most, fill=fill, line=palette.line if n else "transparent"
        )
        for name, n, fill in zip(names, counts, fills, strict=True)
    )
    return f'<div role="table" aria-label="{html.escape(label)}">{"".join(rows)}</div>'
