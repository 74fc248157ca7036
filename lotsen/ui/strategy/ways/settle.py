"""Settling the weights in the room: what was agreed counts, and everybody's answers stay."""

from uuid import UUID

import streamlit as st

from lotsen.domain.goal import POINTS, rescaled
from lotsen.ui import feedback, screen
from lotsen.ui.components import marks
from lotsen.ui.strategy.ways.desk import Desk

FINE = 10_000
"""How finely a weight is told apart before it becomes whole points."""


def draw(desk: Desk) -> None:
    """The coach agrees on the group's weights as they stand, changes them by points, or takes that back."""
    t = desk.visit.t
    folded = screen.fold(t("Agree on the weights"), key="strategy:weights:settle", icon=":material/handshake:")
    if not folded.open:
        return
    with folded:
        if not desk.settled:
            st.markdown(
                t(
                    "When you have talked it through you can agree on weights together. They count instead of the "
                    "answers, every screen says so, and the answers are kept."
                )
            )
            st.button(
                t("Begin from the group's weights"),
                key="strategy:weights:settle:begin",
                type="primary",
                on_click=_agree,
                args=(desk, _points(desk)),
            )
            return
        marks.draw(
            t,
            [marks.Row(str(g.id), t.local(g.title), round(desk.weighed.points[g.id])) for g in desk.goals],
            POINTS,
            lambda wanted: _save(desk, {UUID(one): float(n) for one, n in wanted.items()}),
            key=f"strategy:settled:{desk.level}",
        )
        st.button(
            t("Let the answers count again"),
            key="strategy:weights:settle:undo",
            icon=":material/undo:",
            on_click=_agree,
            args=(desk, {}),
        )


def _points(desk: Desk) -> dict[UUID, float]:
    """The group's weights as whole points that add up to a hundred."""
    fine = {goal.id: round(desk.weighed.weights[goal.id].mean * FINE) for goal in desk.goals}
    return {goal: float(n) for goal, n in rescaled(fine, POINTS).items()}


def _save(desk: Desk, points: dict[UUID, float]) -> None:
    visit = desk.visit
    everything = {goal.id: 0.0 for goal in desk.goals} | points
    visit.house.weights.agree(visit.roadmap_id, desk.level, everything, visit.person.id)


def _agree(desk: Desk, points: dict[UUID, float]) -> None:
    visit = desk.visit
    feedback.save(lambda: visit.house.weights.agree(visit.roadmap_id, desk.level, points, visit.person.id))
