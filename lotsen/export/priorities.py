"""The priorities' pictures with the words around them: what the screen says, in one file."""

from collections.abc import Mapping

from lotsen.analysis.results import PrioritiesView
from lotsen.analysis.results.robustness import Certainty
from lotsen.charts.layout import bubble as bubble_layout
from lotsen.charts.layout import heatmap as heatmap_layout
from lotsen.charts.svg import bubble, heatmap, ranking
from lotsen.charts.svg.look import LAPTOP, Look
from lotsen.charts.svg.page import Words
from lotsen.charts.theme import LIGHT, Palette
from lotsen.domain.organisation import Organisation, Roadmap
from lotsen.explain import certainty as sureness
from lotsen.explain import priorities as explain
from lotsen.texts import N_, Texts

PICTURES: Mapping[str, str] = {
    "heatmap": N_("Heatmap"),
    "ranking": N_("Ranking"),
    "bubble": N_("Money and benefit"),
}
"""What can be drawn, and what it is called."""


def svg(
    view: PrioritiesView,
    roadmap: Roadmap,
    organisation: Organisation,
    picture: str,
    t: Texts,
    look: Look = LAPTOP,
    palette: Palette = LIGHT,
    certainty: Certainty | None = None,
) -> str:
    """One of `PICTURES` as SVG text; with `certainty` each row says how sure its place is."""
    names = explain.names_of(view, t, roadmap.currency)
    said = words(view, roadmap, organisation, picture, t, certainty)
    if picture == "bubble":
        return bubble.bubble(bubble_layout.bubbles(view.result, names, t), said, t, palette, look)
    layout = heatmap_layout.heatmap(view.result, names, t, certainty=certainty)
    draw = ranking.ranking if picture == "ranking" else heatmap.heatmap
    return draw(layout, said, t, palette, look)


def words(
    view: PrioritiesView,
    roadmap: Roadmap,
    organisation: Organisation,
    picture: str,
    t: Texts,
    certainty: Certainty | None = None,
) -> Words:
    """What is said around a picture, computed from the result that it is drawn from."""
    result, names = view.result, {category.id: t.local(category.name) for category in view.categories}
    says, what = explain.headline(result, names, t), explain.heatmap_subtitle(result, t)
    if picture == "ranking":
        what = explain.ranking_subtitle(result, t)
    elif picture == "bubble":
        says, what = explain.bubble_headline(result, view.money, t), explain.bubble_subtitle(view.year, t)
    sure = sureness.headline(certainty, result, names, t) if certainty else ""
    more = (sure, explain.coverage(result, t))
    scale = tuple(t(answer) for answer in explain.ANSWERS)
    return Words(says, what, " ".join(filter(None, more)), scale, foot(view, roadmap, organisation, t))


def foot(view: PrioritiesView, roadmap: Roadmap, organisation: Organisation, t: Texts) -> str:
    """Whose it is, of when, and from where."""
    whose = ", ".join(filter(None, (t.local(organisation.name), t.local(roadmap.title))))
    when = t("{date}, revision {revision}", date=t.date(view.today), revision=t.number(view.result.revision))
    return f"{whose} · {when} · {t('Procurement Pilot')}"
