"""The year-by-year view as our own HTML: four quarters beside each other on a laptop, one below the other on a phone.

User texts are escaped here; the classes are our own and begin with `path-`.
"""

from collections.abc import Callable
from html import escape
from uuid import UUID

from lotsen.charts.layout.parts import Bar, GanttLayout
from lotsen.charts.layout.path import PathQuarter, PathYear, path
from lotsen.charts.theme import Palette
from lotsen.texts import Texts


def html(gantt: GanttLayout, colours: Palette, t: Texts, link: Callable[[UUID], str]) -> str:
    """The whole view; `link` gives the address that opens an intervention."""
    return _style(colours) + "".join(_year(year, t, link) for year in path(gantt))


def _year(year: PathYear, t: Texts, link: Callable[[UUID], str]) -> str:
    first = year.quarters[0].column.quarter.number
    quarters = "".join(_quarter(quarter, t, link) for quarter in year.quarters)
    return (
        f'<section class="path-year"><h3>{year.year}</h3>'
        f'<div class="path-quarters" style="--from:{first}">{quarters}</div></section>'
    )


def _quarter(quarter: PathQuarter, t: Texts, link: Callable[[UUID], str]) -> str:
    items = [f'<li class="path-milestone">◆ {escape(d.title)}, {escape(d.date)}</li>' for d in quarter.milestones]
    items += [_item(bar, link) for bar in quarter.begins]
    on = ", ".join(f'<a href="{escape(link(bar.intervention_id))}">{escape(bar.title)}</a>' for bar in quarter.goes_on)
    now = f' <span class="path-now">{escape(t("now"))}</span>' if quarter.is_now else ""
    return (
        f'<div class="path-quarter{" path-is-now" if quarter.is_now else ""}{"" if items or on else " path-empty"}">'
        f"<h4>{escape(quarter.column.label)}{now}</h4>"
        + (f"<ul>{''.join(items)}</ul>" if items else "")
        + (f'<p class="path-on">{escape(t("Goes on:"))} {on}</p>' if on else "")
        + "</div>"
    )


def _item(bar: Bar, link: Callable[[UUID], str]) -> str:
    late = " path-late" if bar.late else ""
    beside = f'<span class="path-label{late}">{escape(bar.label)}</span>' if bar.label else ""
    return f'<li><a href="{escape(link(bar.intervention_id))}">{escape(bar.title)}</a>{beside}</li>'


def _style(colours: Palette) -> str:
    return f"""<style>
.path-year {{ margin: 0 0 1.25rem; color: {colours.ink}; }}
.path-year h3 {{ font-size: 1.25rem; margin: 0 0 .4rem; padding: 0; }}
.path-quarters {{ display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: .75rem; }}
.path-quarter:first-child {{ grid-column-start: var(--from); }}
.path-quarter {{ border-top: 3px solid {colours.line}; padding: .35rem 0 0; }}
.path-is-now {{ border-top-color: {colours.accent}; }}
.path-quarter h4 {{ font-size: 1rem; margin: 0 0 .25rem; padding: 0; font-weight: 600; }}
.path-now {{ font-weight: 400; color: {colours.accent}; }}
.path-quarter ul {{ list-style: none; margin: 0; padding: 0; }}
.path-quarter li {{ margin: 0; padding: .3rem 0; line-height: 1.3; }}
.path-quarter a {{ color: {colours.accent}; text-underline-offset: 2px; }}
.path-label {{ display: block; color: {colours.muted}; font-size: .875rem; }}
.path-late {{ color: {colours.attention}; font-weight: 600; }}
.path-on {{ color: {colours.muted}; font-size: .875rem; margin: .25rem 0 0; }}
@media (max-width: 720px) {{
  .path-quarters {{ grid-template-columns: 1fr; gap: .5rem; }}
  .path-quarter:first-child {{ grid-column-start: auto; }}
  .path-empty {{ display: none; }}
  .path-quarter li a {{ display: block; min-height: 44px; padding-top: .5rem; }}
}}
</style>"""
