"""The effect that was expected beside the effect that was seen, per intervention and goal."""

from functools import partial
from uuid import UUID

import streamlit as st

from lotsen.domain.followup import FollowUp
from lotsen.domain.intervention import Intervention, InterventionStatus
from lotsen.explain import followup as explain
from lotsen.ui import feedback, screen
from lotsen.ui.components import choice, table
from lotsen.ui.plan.desk import Desk
from lotsen.ui.plan.panel import EFFECTS

_KEPT = "follow:effect"
_ORDER = (InterventionStatus.DONE, InterventionStatus.UNDER_WAY)


def draw(desk: Desk, told: FollowUp) -> None:
    """What is known of effects; one intervention at a time to say more of."""
    t, items = desk.t, desk.content.interventions
    if not items or not desk.content.goals:
        screen.empty(t("Here stands what effect it had. It takes goals and interventions first."))
        screen.link("plan", t("To the plan"), icon=":material/arrow_forward:")
        return
    goals = {goal.id: t.local(goal.title) for goal in desk.content.goals}
    st.subheader(screen.escape(explain.effects(items, told, t)), anchor=False)
    item = _choose(desk)
    seen = {each.goal_id: each.value for each in told.effects if each.intervention_id == item.id}
    expected = {goal: value for goal, value in item.effects if goal in goals}
    st.caption(t("What did it further? 0 none, 1 some, 2 strong; nothing chosen: not seen yet."))
    for goal in sorted(goals, key=lambda one: -expected.get(one, -1))[: max(len(expected), 3)]:
        label = goals[goal]
        if goal in expected:
            label = t("{goal} (expected {value})", goal=label, value=t(EFFECTS[str(expected[goal])]))
        value = seen.get(goal)
        choice.one(
            t,
            screen.escape(label),
            {key: t(name) for key, name in EFFECTS.items()},
            None if value is None else str(value),
            key=f"follow:effect:{item.id}:{goal}",
            save=partial(_save, desk, item.id, goal),
            look="segments",
            empty=t("Not seen yet"),
        )
    shown = explain.effect_table(items, goals, told, t)
    if shown.rows:
        table.draw(shown.head, shown.rows, caption=explain.effects(items, told, t), numbers=sorted(shown.numbers))


def _save(desk: Desk, intervention_id: UUID, goal_id: UUID, chosen: str | None) -> None:
    value = int(chosen) if chosen else None
    feedback.save(
        partial(desk.house.followup.report_effect, desk.roadmap_id, desk.who, intervention_id, goal_id, value)
    )


def _choose(desk: Desk) -> Intervention:
    """The intervention to speak of: what is done first, then what is under way."""
    t = desk.t
    items = sorted(
        desk.content.interventions, key=lambda item: _ORDER.index(item.status) if item.status in _ORDER else len(_ORDER)
    )
    titles = {str(item.id): t.local(item.title) for item in items}
    chosen = choice.kept(t, t("Intervention"), titles, str(items[0].id), memory=_KEPT, key="follow:effects:of")
    return next(item for item in items if str(item.id) == chosen)
