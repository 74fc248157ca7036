"""The policy lines as a document on screen: headings, numbered paragraphs, prints as it stands."""

import html
from collections.abc import Sequence

import streamlit as st

from lotsen.explain.policy_lines import Paragraph, Section
from lotsen.texts import Texts

_STYLE = """<style>
.lotsen-document{max-width:46rem;line-height:1.55}
.lotsen-document h2{font-size:1.35rem;margin:1.8rem 0 .4rem}
.lotsen-document h3{font-size:1.1rem;margin:1.5rem 0 .3rem}
.lotsen-document section>div{display:grid;grid-template-columns:2.4rem 1fr;padding:.5rem 0;break-inside:avoid}
.lotsen-document p{margin:.15rem 0}
.lotsen-document .n{font-variant-numeric:tabular-nums}
.lotsen-document .what{font-weight:600}
.lotsen-document .small{font-size:.92rem;opacity:.85}
.lotsen-document .tag{border:1px solid currentColor;border-radius:4px;padding:0 .35rem;font-size:.85rem}
</style>"""


def draw(t: Texts, title: str, subtitle: str, sections: Sequence[Section]) -> None:
    """Draw the document; every text in it is the users' own and escaped."""
    body = "".join(_section(t, section) for section in sections)
    st.html(
        f'{_STYLE}<article class="lotsen-document" aria-label="{html.escape(title)}"><h2>{html.escape(title)}</h2>'
        f'<p class="small">{html.escape(subtitle)}</p>{body}</article>'
    )


def _section(t: Texts, section: Section) -> str:
    return (
        f"<section><h3>{html.escape(section.title)}</h3>{''.join(_paragraph(t, one) for one in section.paragraphs)}"
        "</section>"
    )


def _paragraph(t: Texts, one: Paragraph) -> str:
    foreign = t("Not translated yet: shown in {language}", language=one.language) if one.language else ""
    small = [one.reason, one.reach, one.goals, one.standing, one.note, foreign]
    lines = "".join(f'<p class="small">{html.escape(line)}</p>' for line in small if line)
    return (
        f'<div><span class="n">{one.number}.</span><div><p class="what">{html.escape(one.text)} '
        f'<span class="tag">{html.escape(one.force)}</span></p>{lines}</div></div>'
    )
