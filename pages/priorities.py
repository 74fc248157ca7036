"""Where do we do most good?"""

import streamlit as st

from lotsen.domain.rights import Right
from lotsen.errors import N_
from lotsen.ui import access, screen
from lotsen.ui.access import Visit
from lotsen.ui.components import choice
from lotsen.ui.priorities import beside, hiding, judging, method, pictures, talk, why

VIEW = "priorities:view"
JUDGE, TALK = "judge", "talk"
VIEWS = {**pictures.VIEWS, TALK: N_("What to talk about"), JUDGE: N_("Judge")}


def page() -> None:
    visit = access.require()
    t = visit.t
    screen.head(t, t("Where do we do most good?"))
    view = visit.house.priorities.view(visit.here, visit.body, visit.votes)
    if not view.goals or not view.categories:
        nothing_to_judge(visit, goals=bool(view.goals))
        return
    shown = which(visit)
    if shown == JUDGE:
        judging.draw(visit, view)
        beside.draw(visit, view)
    elif view.hidden:
        hiding.draw(visit)
    elif not view.result.ranked:
        nothing_judged(visit)
    elif shown == TALK:
        talk.draw(visit, view)
    else:
        why.by_link()
        pictures.draw(visit, view, shown)
        beside.draw(visit, view)
    if visit.may(Right.LEAD) and shown != JUDGE and view.result.ranked and not view.hidden:
        method.draw(visit, view)
    if visit.may(Right.EDIT):
        screen.next_step("scenarios", t("On: what if?"))
    else:
        screen.next_step("plan", t("Plan what you do"))


def which(visit: Visit) -> str:
    """The view that was chosen."""
    t = visit.t
    return choice.kept(
        t,
        t("View"),
        {view: t(name) for view, name in VIEWS.items()},
        "heatmap",
        memory=VIEW,
        key="priorities:view:switch",
        look="segments",
        hide_label=True,
    )


def nothing_to_judge(visit: Visit, *, goals: bool) -> None:
    """Judging takes goals and categories: say which are missing, and where they come from."""
    t = visit.t
    screen.empty(
        t("Here the categories are ranked by how much they further your goals. It takes goals and categories.")
    )
    if not goals:
        screen.link("strategy", t("Choose goals"), icon=":material/flag:")
    screen.link("categories", t("Choose categories"), icon=":material/category:")
    screen.link("start", t("Look at the demo first"), icon=":material/visibility:")


def nothing_judged(visit: Visit) -> None:
    """The two best ways to begin: judge, or look at an example."""
    t = visit.t
    screen.empty(t("Nothing is judged enough to be ranked yet. Judge for yourself first, then look at it together."))
    with st.container(horizontal=True):
        st.button(t("Begin to judge"), key="priorities:begin", type="primary", on_click=begin)
        screen.link("start", t("Look at the demo first"), icon=":material/visibility:")


def begin() -> None:
    """Open the grid."""
    st.session_state[VIEW] = JUDGE


page()
