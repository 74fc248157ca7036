"""The plan's Gantt with the words around it: what the screen says, as one picture or as pages of A4."""

from lotsen.charts.layout.gantt import layout
from lotsen.charts.layout.parts import GanttLayout, Grouping
from lotsen.charts.svg import gantt
from lotsen.charts.svg.look import LAPTOP, Look
from lotsen.charts.svg.page import Words
from lotsen.charts.theme import LIGHT
from lotsen.explain import plan as explain
from lotsen.export.whole import Whole
from lotsen.texts import N_, Texts

GROUPED = {
    Grouping.CATEGORY: N_("Interventions over time, by category"),
    Grouping.OWNER: N_("Interventions over time, by owner"),
    Grouping.GOAL: N_("Interventions over time, by goal"),
}

MOST_CLASHES = 2
"""So many clashes are told over the picture; all of them are dotted in it."""


def svg(whole: Whole, t: Texts, grouping: Grouping = Grouping.CATEGORY, look: Look = LAPTOP) -> str:
    """The whole plan as one picture."""
    drawn = layout(whole.plan, grouping, t)
    return gantt.gantt(drawn, words(whole, drawn, t), t, LIGHT, look)


def pages(whole: Whole, t: Texts, grouping: Grouping = Grouping.CATEGORY) -> tuple[str, ...]:
    """The whole plan as pages of A4 lying on its side."""
    drawn = layout(whole.plan, grouping, t)
    return gantt.pages(drawn, words(whole, drawn, t), t, LIGHT)


def words(whole: Whole, drawn: GanttLayout, t: Texts) -> Words:
    """What is said around the picture, computed from the layout that it is drawn from."""
    return Words(
        explain.sentence(drawn, t), t(GROUPED[drawn.grouping]), " ".join(clashes(drawn, t)), (), foot(whole, t)
    )


def clashes(drawn: GanttLayout, t: Texts) -> list[str]:
    """The first clashes as sentences, and how many more there are."""
    found = explain.clash_sentences(drawn, t)
    more = len(found) - MOST_CLASHES
    return found if more <= 0 else [*found[:MOST_CLASHES], t.plural("{n} more clash.", "{n} more clashes.", more)]


def foot(whole: Whole, t: Texts) -> str:
    """Whose it is, of when, and from where."""
    whose = ", ".join(filter(None, (t.local(whole.organisation.name), t.local(whole.roadmap.title))))
    revision = t.number(whole.roadmap.revision)
    when = t("{date}, revision {revision}", date=t.date(whole.plan.today), revision=revision)
    return f"{whose} · {when} · {t('Procurement Pilot')}"


def pdf(whole: Whole, t: Texts, grouping: Grouping = Grouping.CATEGORY) -> bytes:
    """The plan on paper: the pages of the picture, and the same as a table for who can't see it."""
    from lotsen.export.pdf import Document, pdf

    drawn = layout(whole.plan, grouping, t)
    said = words(whole, drawn, t)
    svgs = gantt.pages(drawn, said, t, LIGHT)
    alt = [
        t(
            "{what}, page {number} of {pages}. The table at the end says the same.",
            what=said.subtitle,
            number=n,
            pages=len(svgs),
        )
        for n in range(1, len(svgs) + 1)
    ]
    document = Document(
        said.title,
        t.local(whole.organisation.name),
        t.language,
        said.foot,
        alt,
        explain.heads(t),
        explain.table(drawn, t),
        (4, 2.9, 2, 1.4, 1.4, 1.4, 1, 1.9, 3),
    )
    return pdf(document, svgs)
