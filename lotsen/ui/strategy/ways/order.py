"""The goals in order of importance."""

from uuid import UUID

import streamlit as st

from lotsen.domain.weighing import in_order
from lotsen.ui import feedback
from lotsen.ui.components import ordered
from lotsen.ui.strategy.ways.desk import Desk


def draw(desk: Desk) -> None:
    visit, t, weights = desk.visit, desk.visit.t, desk.visit.house.weights
    titles = {goal.id: t.local(goal.title) for goal in desk.goals}
    order = in_order(list(titles), desk.given.order)
    ordered.draw(
        t,
        t("My order"),
        [ordered.Row(str(goal), titles[goal]) for goal in order],
        move=lambda one, by: weights.move(visit.roadmap_id, desk.level, desk.person, UUID(one), by, visit.person.id),
        key=desk.key("order"),
    )

    def confirm() -> None:
        places = {goal: float(place) for place, goal in enumerate(order, 1)}
        feedback.save(lambda: weights.put_in_order(visit.roadmap_id, desk.level, desk.person, places, visit.person.id))

    if not desk.weighed.weights_of(desk.person):
        st.button(t("The order is right"), key=desk.key("order:confirm"), icon=":material/check:", on_click=confirm)
    desk.bars()
