"""No categories yet: start from a ready tree, from an own file or list, or by hand."""

import streamlit as st

from lotsen.domain.starter import StarterTree
from lotsen.errors import LotsenError
from lotsen.texts import Texts
from lotsen.ui import feedback, screen
from lotsen.ui.access import Visit

TAKEN = "categories:own:taken"
"""How many lists were taken in: a new field for the next one."""


def draw(visit: Visit) -> None:
    """The empty case: the best ready tree for this kind of organisation first."""
    t = visit.t
    nothing(t)
    trees = visit.house.categories.trees()
    best = [tree for tree in trees if visit.body.kind in tree.kinds]
    others = [tree for tree in trees if tree not in best]
    for tree in best:
        _tree(visit, tree, best=True)
    own(visit, opened=not best)
    with st.expander(t("Other ready trees"), icon=":material/account_tree:", expanded=not best):
        for tree in others:
            _tree(visit, tree, best=False)


def nothing(t: Texts) -> None:
    """What will stand here."""
    screen.empty(
        t("Here stand the things you buy, in groups that you can steer. Start from a ready tree and change it.")
    )


def _tree(visit: Visit, tree: StarterTree, *, best: bool) -> None:
    t = visit.t
    with st.container(border=True):
        groups = [c for c in tree.categories if c.parent is None]
        st.markdown(f"**{screen.escape(t.local(tree.name))}** · {_size(visit, tree)}")
        st.caption(screen.escape(t.local(tree.description)))
        st.caption(screen.escape(", ".join(t.local(group.name) for group in groups[:14])))
        if st.button(
            t("Start from this tree"), key=f"categories:begin:{tree.key}", type="primary" if best else "secondary"
        ):
            feedback.save(lambda: visit.house.categories.start_from(visit.roadmap_id, visit.person.id, tree.key))
            st.rerun()


def _size(visit: Visit, tree: StarterTree) -> str:
    return visit.t.plural("{n} category", "{n} categories", len(tree.categories))


def own(visit: Visit, *, opened: bool = False) -> None:
    """A tree of one's own: a file, a pasted list, or one name to begin with."""
    t = visit.t
    with st.expander(t("My own tree"), icon=":material/edit_note:", expanded=opened):
        st.caption(
            t(
                "A CSV or Excel file, or a pasted list. Levels are told by indents, level columns, codes or a column "
                "that names the category above."
            )
        )
        taken = st.session_state.get(TAKEN, 0)
        given = st.file_uploader(
            t("File (CSV or XLSX)"), type=["csv", "txt", "tsv", "xlsx"], key=f"categories:own:file:{taken}"
        )
        text = st.text_area(
            t("Or write or paste the list here, one name per row"), key="categories:own:text", height=140
        )
        if given is not None or text.strip():
            _preview(visit, given.getvalue() if given is not None else None, given.name if given else "", text)


def _preview(visit: Visit, data: bytes | None, name: str, text: str) -> None:
    t, service = visit.t, visit.house.categories
    try:
        outline = service.read_outline(data, name, text, t.language)
    except LotsenError as error:
        st.error(t.error(error), icon=":material/error:")
        return
    depths: list[int] = []
    for row in outline.rows:
        depths.append(0 if row.parent is None else depths[row.parent] + 1)
    lines = ["  " * depth + next(iter(row.names.values())) for depth, row in zip(depths, outline.rows, strict=True)]
    st.text("\n".join(lines[:20] + ["…"] * (len(lines) > 20)))
    label = t.plural("Add {n} category", "Add {n} categories", len(lines))
    if st.button(label, key="categories:own:take", type="primary"):
        if feedback.save(lambda: service.grow(visit.roadmap_id, visit.person.id, outline, t.language)):
            st.session_state[TAKEN] = st.session_state.get(TAKEN, 0) + 1
        st.rerun()
