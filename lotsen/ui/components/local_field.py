"""A user's own text in the reader's language: the original is shown where the translation is missing or outdated."""

from collections.abc import Callable

import streamlit as st

from lotsen.domain.localtext import LocalText
from lotsen.explain.policy_lines import LANGUAGE_NAMES
from lotsen.texts import Texts
from lotsen.ui import screen
from lotsen.ui.components import fields


def draw(
    t: Texts,
    label: str,
    text: LocalText,
    save: Callable[[LocalText], object],
    *,
    key: str,
    tall: bool = False,
    limit: int = 400,
    help: str | None = None,
    disabled: bool = False,
) -> None:
    """A field for the version in the reader's language; the key ends in it, so that a switch changes no version."""
    fields.text(
        label,
        text.versions.get(t.language, ""),
        lambda given: save(text.write(given, t.language)),
        key=f"{key}:{t.language}",
        tall=tall,
        limit=limit,
        help=help,
        disabled=disabled,
    )
    if text.is_foreign(t.language):
        _mark(t, t("Not translated yet. {language}: {text}", language=_original(t, text), text=text.show(t.language)))
    elif t.language in text.stale:
        original = text.versions.get(text.original, "")
        _mark(t, t("Reworded since. {language}: {text}", language=_original(t, text), text=original))


def shown(t: Texts, text: LocalText) -> str:
    """A text inside Markdown, with a mark where it stands in another language than the reader's."""
    plain = screen.escape(text.show(t.language))
    return f"{plain} :material/translate:" if text.is_foreign(t.language) else plain


def _original(t: Texts, text: LocalText) -> str:
    return t(LANGUAGE_NAMES.get(text.original, text.original))


def _mark(t: Texts, message: str) -> None:
    st.caption(f":material/translate: {screen.escape(message)}")
