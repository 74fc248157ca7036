"""What can be taken along from a page: links to files that are made when they are asked for."""

from collections.abc import Mapping
from html import escape
from urllib.parse import urlencode
from uuid import UUID

import streamlit as st

from lotsen.texts import Texts

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


def row(t: Texts, addresses: Mapping[str, str]) -> None:
    """One line of links."""
    look = "color:inherit;display:inline-block;padding:.6rem .5rem"
    links = "".join(
        f'<a href="{escape(address)}" style="{look}">{escape(name)}</a>' for name, address in addresses.items()
    )
    st.html(f"<p>{escape(t('Take along:'))} {links}</p>")
