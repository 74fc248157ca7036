"""Who judges what: everybody everything, or dealt cells; the people of the room with where they look from."""

from uuid import UUID

import streamlit as st

from lotsen.domain.organisation import Role, Viewpoint
from lotsen.domain.room import MOST_CELLS, Progress
from lotsen.explain import judging as explain
from lotsen.explain.people import VIEWPOINTS
from lotsen.ui import feedback, screen
from lotsen.ui.access import Visit
from lotsen.ui.components import choice, table

SIZES = (10, 15, 20, MOST_CELLS)
_MOST = "priorities:deal:most"
_WHO = "priorities:people:who"
_NEW = "priorities:people:new"
_NAMES = "priorities:people:names"


def draw(visit: Visit) -> None:
    """The fold of the coach."""
    t = visit.t
    box = screen.fold(t("Who judges what"), key="priorities:dealing", icon=":material/groups:")
    if not box.open:
        return
    progress = visit.house.rooms.progress(visit.here, visit.votes)
    with box:
        left, right = st.columns(2, gap="large")
        with left:
            _deal(visit, progress)
        with right:
            if progress:
                _people(visit, progress)
            _add_people(visit)


def _deal(visit: Visit, progress: tuple[Progress, ...]) -> None:
    """What is asked of whom now, and dealing anew with what it would come to."""
    t, rooms = visit.t, visit.house.rooms
    dealt = rooms.dealt(visit.here)
    st.markdown(screen.escape(explain.shares(dealt, t) if dealt else t("Everybody is asked everything.")))
    if dealt and (late := _added_since(visit, progress)):
        st.caption(
            screen.escape(
                t("Not dealt to, and asked everything: {people}. Deal again to include them.", people=t.listing(late))
            )
        )
    most = int(
        choice.kept(
            t,
            t("Cells each, at most"),
            {str(n): t.number(n) for n in SIZES},
            str(MOST_CELLS),
            memory=_MOST,
            key="priorities:deal:size",
            look="segments",
        )
    )
    wanted = rooms.would_deal(visit.here, most)
    if wanted.people:
        st.caption(screen.escape(t("Dealt so: {shares}", shares=explain.shares(wanted, t))))
    with st.container(horizontal=True):
        st.button(
            t("Deal again") if dealt else t("Deal the cells"),
            key="priorities:deal",
            icon=":material/playing_cards:",
            on_click=_do,
            args=(visit, most),
            disabled=not wanted.people,
        )
        if dealt:
            st.button(t("Ask everybody everything"), key="priorities:deal:all", on_click=_do, args=(visit, None))


def _do(visit: Visit, most: int | None) -> None:
    rooms = visit.house.rooms
    if most is None:
        feedback.save(lambda: rooms.ask_everything(visit.roadmap_id, visit.person.id))
    else:
        feedback.save(lambda: rooms.deal_cells(visit.roadmap_id, visit.person.id, most=most))


def _added_since(visit: Visit, progress: tuple[Progress, ...]) -> list[str]:
    """Who came after the cells were dealt."""
    asked = visit.house.rooms.asked(visit.roadmap_id, visit.here.revision)
    members = [one.member for one in progress if one.member.role is not Role.COACH]
    return [one.person_name or visit.t("Without a name") for one in members if one.person_id not in asked]


def _people(visit: Visit, progress: tuple[Progress, ...]) -> None:
    """Who judges, how far they are, and where they look from."""
    t = visit.t
    told = explain.people(progress, t)
    table.draw(told.head, told.rows, caption=t("The people of the room"), numbers=sorted(told.numbers))
    with st.container(horizontal=True):
        _viewpoint(visit, progress)


def _viewpoint(visit: Visit, progress: tuple[Progress, ...]) -> None:
    """Whose viewpoint is changed, and to what."""
    t = visit.t
    people = {str(one.member.person_id): one.member for one in progress}
    names = {one: member.person_name or t("Without a name") for one, member in people.items()}
    who = choice.kept(t, t("Person"), names, next(iter(people)), memory=_WHO, key="priorities:people:person")

    def save(chosen: str | None) -> None:
        wanted = Viewpoint(chosen or Viewpoint.OTHER)
        feedback.save(
            lambda: visit.house.organisations.set_viewpoint(visit.roadmap_id, UUID(who), wanted, visit.person.id)
        )

    choice.one(
        t,
        t("Viewpoint"),
        {one.value: t(name) for one, name in VIEWPOINTS.items()},
        people[who].viewpoint.value,
        key=f"priorities:people:looks:{who}",
        save=save,
    )


def _add_people(visit: Visit) -> None:
    """One person, or a list that was pasted."""
    t = visit.t
    st.text_area(t("Add people: names, one on each line"), key=_NAMES, height=80)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        choice.kept(
            t,
            t("Their viewpoint"),
            {one.value: t(name) for one, name in VIEWPOINTS.items()},
            Viewpoint.OTHER.value,
            memory=_NEW,
            key="priorities:people:viewpoint",
        )
        st.button(t("Add"), key="priorities:people:add", icon=":material/person_add:", on_click=_add, args=(visit,))


def _add(visit: Visit) -> None:
    names = str(st.session_state.get(_NAMES) or "").splitlines()
    viewpoint = Viewpoint(st.session_state.get(_NEW, Viewpoint.OTHER))
    added: list[object] = []
    done = feedback.save(
        lambda: added.extend(visit.house.organisations.add_people(visit.body.id, names, viewpoint, visit.person.id))
    )
    if not done:
        return
    st.session_state[_NAMES] = ""
    t, there = visit.t, sum(bool(name.strip()) for name in names) - len(added)
    said = t.plural("{n} person added.", "{n} people added.", len(added))
    if there:
        said += " " + t.plural("{n} was there already.", "{n} were there already.", there)
    feedback.say(said)
