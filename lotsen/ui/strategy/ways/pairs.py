"""Two goals at a time, and whether the comparisons hang together and agree."""

from itertools import combinations
from uuid import UUID

import streamlit as st

from lotsen.analysis.results.methods import Pairwise
from lotsen.domain.weighing import ratio_of, step_of
from lotsen.explain import weights as said
from lotsen.ui import screen
from lotsen.ui.components import pairs
from lotsen.ui.strategy.ways.desk import Desk


def draw(desk: Desk) -> None:
    visit, given = desk.visit, desk.given.pairs
    known = {**given, **{(other, one): 1 / ratio for (one, other), ratio in given.items()}}
    asked = _asked([goal.id for goal in desk.goals])

    def save(one: str, other: str, step: int | None) -> None:
        ratio = None if step is None else ratio_of(step)
        visit.house.weights.compare(
            visit.roadmap_id, desk.level, desk.person, UUID(one), UUID(other), ratio, visit.person.id
        )

    pairs.draw(
        visit.t,
        {str(goal.id): visit.t.local(goal.title) for goal in desk.goals},
        [
            pairs.Pair(str(one), str(other), step_of(known[one, other]) if (one, other) in known else None)
            for one, other in asked
        ],
        save,
        key=desk.key("pairs"),
        look=st.session_state.get(desk.key("pairs:open")),
    )
    found = desk.weighed.answers.get(desk.person)
    if found and found.pairwise and len(desk.goals) > 2:
        _verdict(desk, found.pairwise, asked)
    desk.bars()


def _asked(goals: list[UUID]) -> list[tuple[UUID, UUID]]:
    """Every pair, in an order that ties all goals together first: each goal with its neighbour, then the others."""
    found = combinations(range(len(goals)), 2)
    return [(goals[i], goals[j]) for i, j in sorted(found, key=lambda pair: (pair[1] - pair[0], pair[0]))]


def _verdict(desk: Desk, result: Pairwise, asked: list[tuple[UUID, UUID]]) -> None:
    """Whether the comparisons agree, in words; the pair to look at and the ratio on a click."""
    t = desk.visit.t
    words = screen.escape(said.consistency(t, desk.goals, result))
    look = said.looked_at(result.look)
    if result.acceptable or look is None:
        st.markdown(f":material/check: {words}")
    else:
        st.warning(words, icon=":material/sync_problem:")
    with st.container(horizontal=True):
        if not result.acceptable and look:
            one, other = (desk.goals[place] for place in look)
            st.button(
                t("Look at that pair"),
                key=desk.key("pairs:look"),
                icon=":material/compare_arrows:",
                on_click=_open,
                args=(desk.key("pairs:open"), asked.index((one.id, other.id))),
            )
        with st.popover(t("The figure behind it")):
            st.markdown(said.ratio(t, result))


def _open(key: str, place: int) -> None:
    number, _ = st.session_state.get(key) or (0, 0)
    st.session_state[key] = (number + 1, place)
