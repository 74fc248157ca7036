"""The little that a browser tab remembers: language and which roadmap is open. Everything else is in the database."""

from uuid import UUID

import streamlit as st

from lotsen.domain.localtext import DEFAULT_LANGUAGE, LANGUAGES

_LANGUAGE = "frame:language"
_ROADMAP = "frame:roadmap"
_PLACE = "frame:place"


def as_id(text: str | None) -> UUID | None:
    """An id from the address, or nothing where it is none."""
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def roadmap_id() -> UUID | None:
    """Which roadmap is open: the address says it first, then this tab's memory."""
    found = as_id(st.query_params.get("roadmap")) or as_id(st.session_state.get(_ROADMAP))
    if found:
        open_roadmap(found)
    return found


def open_roadmap(roadmap: UUID | None) -> None:
    """Make a roadmap the open one, in the address too, so that a reload and a shared link find it."""
    if roadmap is None:
        st.session_state.pop(_ROADMAP, None)
        st.query_params.pop("roadmap", None)
        return
    st.session_state[_ROADMAP] = str(roadmap)
    if st.query_params.get("roadmap") != str(roadmap):
        st.query_params["roadmap"] = str(roadmap)


def moved_to(page: str, roadmap: UUID) -> bool:
    """Whether this tab has come to another place than at its last run."""
    here = f"{page}:{roadmap}"
    before, st.session_state[_PLACE] = st.session_state.get(_PLACE), here
    return before != here


def address() -> dict[str, str]:
    """What a link to another page carries along."""
    found = roadmap_id()
    return {"roadmap": str(found)} if found else {}


def language(own: str | None = None) -> str:
    """The reader's language: this tab's choice (a link may begin it), the person's own, the browser's, Swedish."""
    asked = st.query_params.get("lang")
    if asked in LANGUAGES:
        st.session_state.setdefault(_LANGUAGE, asked)
    wishes = (st.session_state.get(_LANGUAGE), own, (st.context.locale or "")[:2])
    return next((wish for wish in wishes if wish in LANGUAGES), DEFAULT_LANGUAGE)


def set_language(chosen: str) -> None:
    """Remember this tab's choice."""
    st.session_state[_LANGUAGE] = chosen
    if "lang" in st.query_params:
        st.query_params["lang"] = chosen
