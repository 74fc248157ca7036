"""What every page has in common: the question it asks, what was saved, empty states, charts with their tables, the
next step."""

import copy
import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import streamlit as st

from lotsen.config import ROOT
from lotsen.texts import Texts
from lotsen.ui import feedback, state
from lotsen.ui.components import table
from lotsen.ui.thread import PAGES


def escape(text: str) -> str:
    """A user's text inside Markdown, with nothing in it meaning anything."""
    for sign in "\\`*_{}[]()#+-.!|<>~$:":
        text = text.replace(sign, "\\" + sign)
    return text.replace("\n", " ")


def head(t: Texts, question: str, help: str | None = None) -> None:
    """The page's question as its title, a sentence of help, and what the last save came to."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"):
        st.title(question, anchor=False, width="stretch")
        feedback.show(t)
    if help:
        st.caption(help)


def page_of(address: str, title: str, **more: str) -> "st.Page":
    """A page of the product as Streamlit knows it; the start page is the one without an address."""
    return copy.copy(_page(address, title, **more))


@functools.lru_cache(1024)
def _page(address: str, title: str, **more: Any) -> "st.Page":
    """Made once: checking the path costs more than drawing the link. A run gets a copy, since Streamlit marks it."""
    return st.Page(ROOT / PAGES[address], title=title, url_path=address, default=address == "start", **more)


def link(address: str, label: str, *, icon: str | None = None, roadmap: UUID | None = None) -> None:
    """A link to another page by its address in `thread.PAGES`; the open roadmap stays, or `roadmap` opens."""
    st.page_link(
        page_of(address, label),
        label=label,
        icon=icon,
        query_params={"roadmap": str(roadmap)} if roadmap else state.address(),
    )


def next_step(address: str, label: str) -> None:
    """The one clear way on, at the end of the page."""
    st.divider()
    link(address, label, icon=":material/arrow_forward:")


def empty(message: str) -> None:
    """Say what comes here; the page draws the two best ways to begin below it."""
    st.info(message, icon=":material/lightbulb:")


def fold(label: str, *, key: str, icon: str | None = None, expanded: bool = False) -> Any:
    """A part that is drawn only while it is open: `box = fold(...)`, then `if box.open: with box: ...`."""
    return st.expander(label, key=key, icon=icon, expanded=expanded, on_change="rerun")


@dataclass(frozen=True, slots=True)
class Table:
    """A picture's data as ready texts."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: Sequence[int] = ()


def figure(
    t: Texts,
    drawing: Any,
    *,
    key: str,
    says: str,
    what: str,
    how: str,
    data: Table,
    on_select: Any = None,
    narrow: Any = None,
    legend: str = "",
    narrow_legend: str = "",
) -> Any:
    """A chart as every chart stands here: what it says, what it is, the picture, how to read it, the same as a table.

    `on_select` is a callback; the return value is then the selection. `narrow` is the drawing that a phone shows
    instead; its key ends in `:narrow`. `legend` and `narrow_legend` are HTML below either of them.
    """
    st.subheader(escape(says), anchor=False)
    st.caption(escape(what))
    if narrow is None:
        selection = _chart(drawing, key, on_select, f"{says} {what}")
        _below(legend)
    else:
        st.html(_NARROW)
        with st.container(key=f"{key}:figure-narrow"):
            _chart(narrow, f"{key}:narrow", on_select, f"{says} {what}")
            _below(narrow_legend)
        with st.container(key=f"{key}:figure-wide"):
            selection = _chart(drawing, key, on_select, f"{says} {what}")
            _below(legend)
    reading, numbers = st.columns(2)
    with reading.expander(t("How to read this"), icon=":material/help:"):
        st.markdown(how)
    same = numbers.expander(
        t("The same as a table"), icon=":material/table_rows:", key=f"{key}:table", on_change="rerun"
    )
    if same.open:
        with same:
            table.draw(data.columns, data.rows, caption=says, numbers=data.numbers)
    return selection


def _below(legend: str) -> None:
    if legend:
        st.html(legend)


_NARROW = """<style>
[class*="figure-narrow"] { display: none; }
@media (max-width: 720px) { [class*="figure-narrow"] { display: flex; } [class*="figure-wide"] { display: none; } }
</style>"""


_SEEN = {"displayModeBar": False, "responsive": True}
_CLICKED = {**_SEEN, "doubleClickDelay": 0}
"""Each click is one of its own: Plotly would take two quick ones for a double click, which lets go of the mark."""


def _chart(drawing: Any, key: str, on_select: Any, alt: str) -> Any:
    return st.plotly_chart(
        drawing,
        key=key,
        width="stretch",
        theme=None,
        config=_CLICKED if on_select else _SEEN,
        on_select=on_select or "ignore",
        selection_mode="points",
        alt=alt,
    )
