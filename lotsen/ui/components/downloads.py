"""What can be taken along from a page: links to files that are made when they are asked for."""

from collections.abc import Mapping
from html import escape
from urllib.parse import urlencode
from uuid import UUID

import streamlit as st

from lotsen.texts import N_, Texts

FORMATS = {"png": "PNG", "svg": "SVG", "xlsx": "XLSX"}


def of_priorities(roadmap_id: UUID, picture: str, language: str) -> dict[str, str]:
    """The addresses of one picture of the priorities, by the format's name."""
    return {name: address(roadmap_id, picture, language, format=kind) for kind, name in FORMATS.items()}


def address(roadmap_id: UUID, picture: str, language: str, **more: str) -> str:
    """Where one picture of the priorities is made."""
    asked = {"roadmap": str(roadmap_id), "lang": language, "picture": picture, **more}
    return f"export/priorities?{urlencode(asked)}"


def projected(address: str, says: str) -> None:
    """A picture as large as the window, with nothing beside it."""
    st.html(f'<img src="{escape(address)}" alt="{escape(says)}" style="width:100%;height:auto">')


PLAN_FORMATS = {
    "xlsx": N_("XLSX, to edit and take in again"),
    "pdf": N_("PDF, to print"),
    "png": "PNG",
    "svg": "SVG",
    "ics": N_("Calendar (ICS)"),
    "xml": N_("Project file (MS Project XML)"),
    "csv": "CSV",
}


def of_plan(roadmap_id: UUID, t: Texts, grouping: str) -> dict[str, str]:
    """The addresses of the plan in every format, the one that most want first, by the format's name."""
    asked = {"roadmap": str(roadmap_id), "lang": t.language, "grouping": grouping}
    return {t(name): f"export/plan?{urlencode({**asked, 'format': kind})}" for kind, name in PLAN_FORMATS.items()}


def folded(t: Texts, addresses: Mapping[str, str], *, first: int = 1) -> None:
    """The first links on a line, the others under 'More'."""
    every = list(addresses.items())
    row(t, dict(every[:first]))
    with st.popover(t("More formats")):
        for name, address in every[first:]:
            st.html(_link(name, address))


def row(t: Texts, addresses: Mapping[str, str]) -> None:
    """One line of links."""
    links = "".join(_link(name, address) for name, address in addresses.items())
    st.html(f"<p>{escape(t('Take along:'))} {links}</p>")


def _link(name: str, address: str) -> str:
    look = "color:inherit;display:inline-block;padding:.6rem .5rem"
    return f'<a href="{escape(address)}" style="{look}">{escape(name)}</a>'
