"""The tree: choose a category and change it, move it, add below it, or take it out; the whole tree as a table."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import streamlit as st

from lotsen.domain.buying import Buying, Removal
from lotsen.domain.category import Category, below, ordered
from lotsen.texts import Texts
from lotsen.ui import feedback, screen
from lotsen.ui.access import Visit
from lotsen.ui.categories import begin, factor
from lotsen.ui.components import choice, fields, table

CHOSEN = "categories:tree:chosen"
INDENT = "\u00a0" * 4


def draw(visit: Visit, buying: Buying) -> None:
    """The category that is being changed, and beside it the tree."""
    labels = indented(visit.t, buying)
    editor, whole = st.columns([3, 2], gap="large")
    with editor:
        chosen = _choose(visit, buying, labels)
        if chosen is not None:
            _editor(visit, buying, chosen)
    with whole:
        _adding(visit, buying, labels)
        _table(visit.t, buying)


def indented(t: Texts, buying: Buying) -> dict[str, str]:
    """Every category's name by id, the deeper the further in, with its code."""
    return {
        str(category.id): INDENT * depth + " ".join(filter(None, (category.code, t.local(category.name))))
        for depth, category in ordered(buying.categories)
    }


def _choose(visit: Visit, buying: Buying, labels: dict[str, str]) -> Category | None:
    t = visit.t
    known = {str(category.id): category for category in buying.categories}
    if st.session_state.get(CHOSEN) not in known:
        st.session_state[CHOSEN] = str(buying.rows[0].id)

    def choose(one: str | None) -> None:
        st.session_state[CHOSEN] = one

    found = choice.one(t, t("Category to change"), labels, st.session_state[CHOSEN], key=CHOSEN + ":box", save=choose)
    return known.get(found or "")


def _editor(visit: Visit, buying: Buying, category: Category) -> None:
    t = visit.t
    key = f"categories:tree:{category.id}"

    def save(mine: Category) -> None:
        visit.house.categories.edit(visit.roadmap_id, visit.person.id, category, mine)

    with st.container(border=True):
        fields.text(
            t("Name"),
            category.name.versions.get(t.language, ""),
            lambda given: save(replace(category, name=category.name.write(given, t.language))),
            key=f"{key}:name:{t.language}",
            placeholder=t.local(category.name),
            limit=200,
        )
        if category.name.is_foreign(t.language):
            original = screen.escape(t.local(category.name))
            st.caption(f":material/translate: {screen.escape(t('Not translated yet.'))} {original}")
        one, other = st.columns(2)
        with one:
            fields.text(
                t("Responsible"),
                category.owner,
                lambda given: save(replace(category, owner=given)),
                key=f"{key}:owner",
                limit=200,
            )
        with other:
            fields.day(
                t("Main contract ends"),
                category.contract_end,
                lambda day: save(replace(category, contract_end=day)),
                key=f"{key}:contract",
            )
        fields.text(
            t("Notes"),
            category.notes.versions.get(t.language, ""),
            lambda given: save(replace(category, notes=category.notes.write(given, t.language))),
            key=f"{key}:notes:{t.language}",
            placeholder=t.local(category.notes) or None,
            tall=True,
        )
        factor.draw(visit, buying, category)
        _place(visit, buying, category)


def _place(visit: Visit, buying: Buying, category: Category) -> None:
    """Where it stands: up, down, under another, and out."""
    t, service = visit.t, visit.house.categories
    key = f"categories:tree:{category.id}"
    inside = {str(one.id) for one in below(buying.categories, category.id)}
    tops = {one: label for one, label in indented(t, buying).items() if one not in inside}

    def put(parent: str | None) -> None:
        under = UUID(parent) if parent else None
        feedback.save(lambda: service.put_under(visit.roadmap_id, visit.person.id, category, under))

    parent = str(category.parent_id) if category.parent_id else None
    choice.one(t, t("Lies under"), tops, parent, key=f"{key}:parent", save=put, empty=t("nothing: it is a main group"))
    with st.container(horizontal=True):
        for steps, label, icon in ((-1, t("Up"), "arrow_upward"), (1, t("Down"), "arrow_downward")):
            st.button(
                label,
                key=f"{key}:move:{steps}",
                icon=f":material/{icon}:",
                on_click=_moving(visit, category, steps),
            )
        if st.button(t("Remove …"), key=f"{key}:remove", icon=":material/delete:"):
            _ask(visit, category)


def _moving(visit: Visit, category: Category, steps: int) -> Callable[[], None]:
    def move() -> None:
        service = visit.house.categories
        feedback.save(lambda: service.move(visit.roadmap_id, visit.person.id, category.id, steps))

    return move


def _ask(visit: Visit, category: Category) -> None:
    """Name what goes before it goes."""
    t, service = visit.t, visit.house.categories
    removal = service.removal(visit.roadmap_id, category.id)

    @st.dialog(t("Remove “{name}”?", name=t.local(category.name)))
    def dialog() -> None:
        for line in gone(t, removal):
            st.markdown(f"- {screen.escape(line)}")
        with st.container(horizontal=True):
            if st.button(t("Remove"), key="categories:remove:yes", type="primary"):
                feedback.save(lambda: service.remove(visit.roadmap_id, visit.person.id, category.id))
                st.session_state.pop(CHOSEN, None)
                st.rerun()
            if st.button(t("Keep it"), key="categories:remove:no"):
                st.rerun()

    dialog()


def gone(t: Texts, removal: Removal) -> list[str]:
    """What a removal takes along and what it lets loose, in words."""
    names = [t.local(category.name) for category in removal.categories]
    ties = removal.ties
    lines = [t("Goes: {names}", names=t.listing(names[:12] + ["…"] * (len(names) > 12)))]
    if ties.stated_spend:
        lines.append(t.plural("Goes: {n} stated total", "Goes: {n} stated totals", ties.stated_spend))
    if ties.judgements:
        lines.append(t.plural("Goes: {n} judgement", "Goes: {n} judgements", ties.judgements))
    if ties.mapping_rules:
        lines.append(t.plural("Goes: {n} mapping rule", "Goes: {n} mapping rules", ties.mapping_rules))
    if ties.policy_lines:
        lines.append(
            t.plural("{n} policy line no longer names it", "{n} policy lines no longer name it", ties.policy_lines)
        )
    if ties.interventions:
        lines.append(
            t.plural(
                "{n} intervention stays, without a category",
                "{n} interventions stay, without a category",
                ties.interventions,
            )
        )
    if ties.invoice_cents:
        lines.append(t("{money} of invoices stays, unmapped", money=t.about(ties.invoice_cents)))
    return lines


def _adding(visit: Visit, buying: Buying, labels: dict[str, str]) -> None:
    t, service = visit.t, visit.house.categories
    with (
        st.expander(t("Add a category"), icon=":material/add:"),
        st.form("categories:add", border=False, clear_on_submit=True),
    ):
        name = st.text_input(t("Name"), key="categories:add:name", max_chars=200)
        parent = choice.one(
            t, t("Lies under"), labels, None, key="categories:add:parent", empty=t("nothing: it is a main group")
        )
        if st.form_submit_button(t("Add"), type="primary"):
            under = UUID(parent) if parent else None
            feedback.save(lambda: service.add(visit.roadmap_id, visit.person.id, name, t.language, under))
            st.rerun()
    begin.own(visit)


def _table(t: Texts, buying: Buying) -> None:
    rows = [
        (
            INDENT * depth + t.local(category.name),
            category.owner,
            t.date(category.contract_end) if category.contract_end else "",
        )
        for depth, category in ordered(buying.categories)
    ]
    table.draw((t("Category"), t("Responsible"), t("Contract ends")), rows, caption=t("The tree of categories"))
