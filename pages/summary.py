"""What should the management know?"""

import datetime as dt
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from lotsen.charts import sheet as drawing
from lotsen.charts import theme
from lotsen.explain import summary as explain
from lotsen.texts import Texts
from lotsen.ui import access, screen

# Paper shows the sheet alone, and not the empty page that the room below the last element would become.
PAPER = """<style>@media print {
  html, body { height: 272mm; overflow: hidden; }
  .st-key-summary-on-screen, .st-key-frame-bar { display: none; }
}</style>"""


def page() -> None:
    visit = access.require()
    t, roadmap = visit.t, visit.here
    summary = visit.house.summaries.of(roadmap, visit.body, visit.votes)
    filled = bool(summary.goals or summary.categories or summary.plan.interventions)
    with st.container(key="summary-on-screen"):
        heading(t, str(roadmap.id), filled)
    if not filled:
        empty(t)
        return
    key = (str(roadmap.id), roadmap.revision, visit.votes, summary.plan.today)
    st.html(drawn(key, t.language, str(st.context.theme.type or "light"), summary))


def heading(t: Texts, roadmap: str, filled: bool) -> None:
    """What stands on the screen alone: paper shows the sheet and nothing else of this page."""
    st.html(PAPER)
    screen.head(
        t,
        t("What should the management know?"),
        t("All on one page. Each line leads to the page that its number comes from."),
    )
    if filled:
        st.link_button(
            t("Print on one A4 page"),
            f"paper/summary?{urlencode({'roadmap': roadmap, 'lang': t.language})}",
            icon=":material/print:",
        )


@st.cache_resource(max_entries=256, show_spinner=False)
def drawn(key: tuple[str, int, int, dt.date], language: str, colours: str, _summary: Any) -> str:
    """The sheet's HTML, made once for each state of the roadmap."""
    t = Texts.of(language)
    return drawing.html(
        explain.sheet(_summary, t),
        theme.palette(colours),
        lambda page, more: f"{page}?{urlencode({'roadmap': key[0], **more})}",
    )


def empty(t: Texts) -> None:
    """Nothing yet: where the thread begins, or an example to look at."""
    screen.empty(t("Here the whole thread stands on one page, once there are goals, categories or interventions."))
    screen.link("strategy", t("Begin with what you want"), icon=":material/arrow_forward:")
    screen.link("start", t("Look at the demo"), icon=":material/visibility:")


page()
