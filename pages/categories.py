"""What do we buy?"""

import streamlit as st

from lotsen.domain.rights import Right
from lotsen.errors import N_
from lotsen.ui import access, screen
from lotsen.ui.access import Visit
from lotsen.ui.categories import begin, money, pictures, tree
from lotsen.ui.components import choice

SECTIONS = {
    "figures": N_("The picture"),
    "money": N_("The money"),
    "tree": N_("The tree"),
}
DRAW = {"figures": pictures.draw, "money": money.draw, "tree": tree.draw}


def page() -> None:
    visit = access.require()
    t = visit.t
    screen.head(t, t("What do we buy?"))
    buying = visit.house.categories.view(visit.here)
    if not buying.categories:
        if visit.may(Right.EDIT):
            begin.draw(visit)
        else:
            begin.nothing(t)
        return
    DRAW[section(visit, begun=bool(buying.years))](visit, buying)
    screen.next_step("priorities", t("Next: where do we do most good?"))


def section(visit: Visit, *, begun: bool) -> str:
    """Which part is open: the picture once there is money, till then the money."""
    t = visit.t
    if not visit.may(Right.EDIT):
        return "figures"
    first = st.session_state.setdefault(money.OPEN, "figures" if begun else "money")
    names = {key: t(name) for key, name in SECTIONS.items()}
    found = choice.one(
        t, t("Part of the page"), names, first, key=f"{money.OPEN}:box", save=keep, look="segments", hide_label=True
    )
    return found or first


def keep(chosen: str | None) -> None:
    st.session_state[money.OPEN] = chosen or "figures"


page()
