"""Two moments of the roadmap side by side: how the ranking moved and why, what was added and what went."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import streamlit as st

from lotsen.charts import slope, theme
from lotsen.charts.layout import slope as slope_layout
from lotsen.domain.clock import today
from lotsen.domain.coaching import CoachingSession, Snapshot
from lotsen.errors import LotsenError
from lotsen.explain import movement as explain
from lotsen.explain import sessions
from lotsen.explain.judging import HIDDEN
from lotsen.texts import Texts
from lotsen.ui import screen
from lotsen.ui.access import Visit
from lotsen.ui.components import choice, table

NOW = "now"


@dataclass(frozen=True)
class Drawn:
    """All that is shown of two moments; made once for each pair and state of the roadmap, shared, never changed."""

    picture: Any
    narrow: Any
    says: str
    what: str
    how: str
    data: screen.Table
    reasons: tuple[tuple[str, tuple[str, ...]], ...]
    passed: str
    contents: Sequence[tuple[str, ...]]
    same_method: bool


def choose(visit: Visit, snapshots: Sequence[Snapshot], held: Mapping[UUID | None, CoachingSession]) -> None:
    """Choose two moments and see what moved between them; `held` are the sessions by their ids."""
    t = visit.t
    box = screen.fold(t("Before and after"), icon=":material/compare_arrows:", key="sessions:fold:compare")
    if not box.open:
        return
    moments = {
        str(one.id): title(visit, one, held.get(one.session_id)) for one in sorted(snapshots, key=lambda one: one.at)
    } | {NOW: t("Now")}
    order = list(moments)
    with box:
        left, right = st.columns(2)
        with left:
            then = choice.one(t, t("Compare this moment"), moments, order[-2], key="sessions:compare:then")
        with right:
            now = choice.one(t, t("with this moment"), moments, NOW, key="sessions:compare:now")
        if then is None or now is None or then == now:
            st.info(t("Choose two different moments."), icon=":material/compare_arrows:")
            return
        first, second = sorted((then, now), key=order.index)
        compared(visit, _id(first), _id(second), (moments[first], moments[second]), key="sessions:compare:slope")


def _id(moment: str) -> UUID | None:
    return None if moment == NOW else UUID(moment)


def title(visit: Visit, snapshot: Snapshot, session: CoachingSession | None) -> str:
    """What a snapshot is called: its day, and its session's title."""
    t = visit.t
    if session is None:
        return f"{t.moment(snapshot.at, visit.body.zone)} · {snapshot.title}"
    return f"{t.date(session.day)} · {t.local(session.title)}"


def compared(visit: Visit, then: UUID | None, now: UUID | None, heads: tuple[str, str], *, key: str) -> None:
    """The slope of the ranking with its reasons, then what was added and what went. `key` is the picture's."""
    t, here = visit.t, visit.here
    day = today(visit.house.clock, visit.body.zone)
    state = f"{here.id}:{then}:{now}:{here.revision}:{visit.votes}:{day}"
    try:
        drawn = _drawn(state, heads, t.language, str(st.context.theme.type or "light"), then, now, visit)
    except LotsenError as error:
        st.error(t.error(error), icon=":material/error:")
        return
    if hidden(visit):
        st.caption(screen.escape(t(HIDDEN)))
    else:
        _moved(t, drawn, key)
    table.draw(
        (t("What"), t("Then"), t("Now"), t("Added"), t("Gone")),
        drawn.contents,
        caption=t("What was added and what went"),
        numbers=(1, 2),
    )


def hidden(visit: Visit) -> bool:
    """Whether the coach keeps the order of the categories from everybody just now."""
    return visit.house.rooms.method(visit.roadmap_id, visit.here.revision).hidden


def _moved(t: Texts, drawn: Drawn, key: str) -> None:
    """What became of the order, and why."""
    if not drawn.same_method:
        st.caption(t("The order of then was made by an older formula than the one used now."))
    if drawn.data.rows:
        screen.figure(
            t,
            drawn.picture,
            narrow=drawn.narrow,
            key=key,
            says=drawn.says,
            what=drawn.what,
            how=drawn.how,
            data=drawn.data,
        )
    else:
        st.write(t("No category is ranked in either of the two."))
    for move, causes in drawn.reasons:
        st.markdown(f"**{screen.escape(move)}**\n" + "\n".join(f"- {screen.escape(cause)}" for cause in causes))
    if drawn.passed:
        st.markdown(screen.escape(drawn.passed))


@st.cache_resource(max_entries=128, show_spinner=False)
def _drawn(
    state: str,
    heads: tuple[str, str],
    language: str,
    colours: str,
    _then: UUID | None,
    _now: UUID | None,
    _visit: Visit,
) -> Drawn:
    t, palette = Texts.of(language), theme.palette(colours)
    found = _visit.house.coaching.compared(_visit.roadmap_id, _then, _now)
    names = {category: t.local(name) for category, name in found.categories.items()}
    layout = slope_layout.slope(found.movement, names)
    told = explain.table(found, t)
    return Drawn(
        picture=slope.slope(layout, heads, t, palette),
        narrow=slope.slope(layout, heads, t, palette, narrow=True),
        says=explain.headline(found.movement, names, t),
        what=explain.subtitle(found, *heads, t),
        how="\n".join(f"- {sentence}" for sentence in explain.how_to_read(found, layout.left_out, t)),
        data=screen.Table(told.head, told.rows, sorted(told.numbers)),
        reasons=explain.reasons(found, t),
        passed=explain.passed(found, t),
        contents=sessions.contents(t, found.content),
        same_method=found.content.same_method,
    )
