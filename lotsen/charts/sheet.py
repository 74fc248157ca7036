"""The manager's page as one A4 sheet of HTML: the same on screen, on paper and from the print route.

Users' texts are escaped here; the classes are our own and begin with `sheet`. What a full block leaves out is said in
it, and long names are cut, so that the sheet stays one page whatever it holds.
"""

import functools
from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path

from lotsen.charts.layout.sheet import Block, Line, Sheet
from lotsen.charts.theme import LIGHT, Palette
from lotsen.texts import Texts

Link = Callable[[str, Mapping[str, str]], str]
"""Page and what is added to its address → the address."""

LEFT, RIGHT = ("goals", "categories"), ("money", "late", "owners")


def html(sheet: Sheet, colours: Palette, link: Link) -> str:
    """The sheet as a fragment with its style."""
    columns = "".join(
        f'<div class="sheet-column">{"".join(_block(sheet.block(key), link) for key in keys)}</div>'
        for keys in (LEFT, RIGHT)
    )
    return (
        f'{_style(colours)}<article class="sheet"><header><h2>{escape(sheet.title)}</h2>'
        f'<p class="sheet-term">{escape(sheet.subtitle)}</p><p class="sheet-lead">{escape(sheet.lead)}</p></header>'
        f'<div class="sheet-columns">{columns}</div>{_block(sheet.block("quarters"), link)}'
        f"<footer>{escape(sheet.foot)}</footer></article>"
    )


def document(sheet: Sheet, t: Texts, link: Link, *, script: str) -> str:
    """The sheet as a page of its own, to be printed; `script` is what the print button does."""
    title = escape(f"{sheet.title}, {sheet.subtitle}")
    return (
        f'<!doctype html><html lang="{t.language}"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"></head><body class="sheet-page">'
        f'<p class="sheet-tools"><button type="button" id="print">{escape(t("Print"))}</button> '
        f'<a href="{escape(link("summary", {}))}">{escape(t("Back to the summary"))}</a></p>'
        f"<main>{html(sheet, LIGHT, link)}</main><script>{script}</script></body></html>"
    )


def _block(block: Block, link: Link) -> str:
    more = f'<p class="sheet-more">{escape(block.left_out)}</p>' if block.left_out else ""
    says = f'<p class="sheet-says">{escape(block.says)}</p>' if block.says else ""
    lines = "".join(_line(line, link) for line in block.lines)
    return (
        f'<section class="sheet-block sheet-{block.key}">'
        f'<h3><a href="{escape(link(block.page, {}))}">{escape(block.title)}</a></h3>{says}'
        f"{f'<ul>{lines}</ul>' if lines else ''}{more}</section>"
    )


def _line(line: Line, link: Link) -> str:
    bar = "" if line.share is None else f'<span class="sheet-bar" style="--share:{max(line.share, 0.0):.3f}"></span>'
    marks = (("sheet-late", line.late), ("sheet-part", line.part))
    why = "".join(f'<span class="sheet-why">{escape(each)}</span>' for each in line.why.split("\n") if each)
    return (
        f'<li class="{" ".join(name for name, on in marks if on)}"><a href="{escape(link(line.page, line.query))}">'
        f'<span class="sheet-what">{escape(line.what)}</span> '
        f'<span class="sheet-figure">{escape(line.figure)}</span></a>{bar}{why}</li>'
    )


def _colours(colours: Palette) -> str:
    return (
        f"--ink:{colours.ink};--muted:{colours.muted};--line:{colours.line};--accent:{colours.accent};"
        f"--track:{colours.track};--attention:{colours.attention};--paper:{colours.paper};"
    )


def _style(colours: Palette) -> str:
    return f"<style>.sheet{{{_colours(colours)}}}@media print{{.sheet{{{_colours(LIGHT)}}}}}{_css()}</style>"


@functools.cache
def _css() -> str:
    return Path(__file__).with_suffix(".css").read_text(encoding="utf-8")
