"""The coach's drawer: in which way the room weighs, how the group's weights are gathered, who counts for how much."""

from dataclasses import replace
from decimal import Decimal

import streamlit as st

from lotsen.domain.organisation import Viewpoint
from lotsen.domain.room import Gathering, RoomMethod, Weighing
from lotsen.domain.weighing import fitting
from lotsen.explain import weights as said
from lotsen.explain.people import VIEWPOINTS
from lotsen.ui import feedback, screen
from lotsen.ui.components import choice, fields
from lotsen.ui.strategy.ways.desk import Desk


def draw(desk: Desk) -> None:
    """Folded; drawn while it is open."""
    t = desk.visit.t
    folded = screen.fold(t("Method"), key="strategy:weights:method", icon=":material/tune:")
    if not folded.open:
        return
    with folded:
        choice.one(
            t,
            t("How each person weighs the goals"),
            {way.value: f"**{t(name)}.** {t(purpose)}" for way, (name, purpose) in said.WAYS.items()},
            desk.method.weighing.value,
            key="strategy:method:way",
            save=lambda one: _set(desk, in_way(desk.method, Weighing(one))) if one else None,
            look="radio",
        )
        choice.one(
            t,
            t("How the group's weights are gathered"),
            {how.value: f"**{t(name)}.** {t(purpose)}" for how, (name, purpose) in said.GATHERINGS.items()},
            desk.method.gathering.value,
            key="strategy:method:gathering",
            save=lambda one: _set(desk, replace(desk.method, gathering=Gathering(one))) if one else None,
            look="radio",
        )
        _viewpoints(desk)


def in_way(method: RoomMethod, way: Weighing) -> RoomMethod:
    """The method in another way of weighing, gathered as fits it unless the coach had chosen otherwise."""
    chosen = method.gathering is not fitting(method.weighing)
    return replace(method, weighing=way, gathering=method.gathering if chosen else fitting(way))


def _viewpoints(desk: Desk) -> None:
    """How many times a person of each viewpoint counts; everybody reads it under the group's weights."""
    visit, t = desk.visit, desk.visit.t
    there = {member.viewpoint for member in visit.house.organisations.members(visit.body.id)}
    st.markdown(t("How much a person counts, by viewpoint: 1 at first. Whatever else you set, everybody can read it."))
    with st.container(horizontal=True):
        for viewpoint in Viewpoint:
            if viewpoint in there or viewpoint in desk.method.viewpoints:
                with st.container(width=190):
                    _viewpoint(desk, viewpoint)


def _viewpoint(desk: Desk, viewpoint: Viewpoint) -> None:
    visit, t = desk.visit, desk.visit.t

    def save(given: Decimal | None) -> None:
        weight = 1.0 if given is None else float(given)
        visit.house.rooms.weigh_viewpoint(visit.roadmap_id, viewpoint, weight, visit.person.id)

    fields.number(
        t,
        t(VIEWPOINTS[viewpoint]).capitalize(),
        desk.method.weight_of(viewpoint),
        save,
        key=f"strategy:method:viewpoint:{viewpoint}",
        decimals=1,
    )


def _set(desk: Desk, wanted: RoomMethod) -> None:
    visit = desk.visit
    feedback.save(lambda: visit.house.rooms.set(visit.roadmap_id, wanted, visit.person.id))
