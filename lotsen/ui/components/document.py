"""What the HTML document says of itself: its language, and the revision that is on screen."""

import streamlit as st

_JS = """
export default function (component) {
  const root = document.documentElement
  root.lang = component.data.lang
  root.dataset.revision = component.data.revision
}
"""

_CSS = """
.st-key-frame-bar { margin-top: -4.75rem; }
@media (max-width: 640px) { .st-key-frame-bar { margin-top: -2.5rem; } }
[data-testid="stCaptionContainer"][data-testid] { opacity: 0.8; }
@media print { .st-key-frame-bar { margin-top: 0; } }
"""

_mount = st.components.v2.component("lotsen.document", js=_JS, css=_CSS, isolate_styles=False)


def describe(language: str, revision: str) -> None:
    """Tell the document its language (WCAG 3.1.1) and which revision it shows (what tests wait for)."""
    _mount(data={"lang": language, "revision": revision}, key="frame:document", height=0)
