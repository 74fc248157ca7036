"""Ten marks, or a hundred points, shared out over the goals."""

from collections.abc import Mapping
from uuid import UUID

import streamlit as st

from lotsen.domain.goal import MARKS, POINTS, rescaled, scale_of
from lotsen.ui.components import choice, marks
from lotsen.ui.strategy.ways.desk import Desk


def scale(desk: Desk) -> int:
    """Ten marks or a hundred points, as the person chose; at first as the marks were given."""
    t, kept = desk.visit.t, f"strategy:scale:{desk.level}"
    names = {str(MARKS): t("Ten marks"), str(POINTS): t("100 points")}
    now = st.session_state.get(kept) or str(scale_of(_given(desk)))
    chosen = choice.one(
        t,
        t("Scale"),
        names,
        now,
        key=f"strategy:weights:scale:{desk.level}",
        save=lambda one: st.session_state.update({kept: one}),
        look="segments",
    )
    return int(chosen or now)


def draw(desk: Desk, scale: int) -> None:
    visit, mine = desk.visit, on_scale({goal.id: _given(desk).get(goal.id, 0) for goal in desk.goals}, scale)
    marks.draw(
        visit.t,
        desk.rows(mine),
        scale,
        lambda wanted: visit.house.weights.give(
            visit.roadmap_id,
            desk.level,
            desk.person,
            {UUID(one): n for one, n in wanted.items()},
            scale,
            visit.person.id,
        ),
        key=f"strategy:marks:{desk.level}:{desk.person}:{scale}",
        agreed=desk.settled,
    )


def on_scale(given: Mapping[UUID, int], scale: int) -> dict[UUID, int]:
    """Marks as they stand on another scale: as many of it, in proportion, as of their own."""
    own = scale_of(given)
    return dict(given) if own == scale else rescaled(given, round(sum(given.values()) * scale / own))


def _given(desk: Desk) -> dict[UUID, int]:
    return {goal: int(n) for goal, n in desk.given.marks.items()}
