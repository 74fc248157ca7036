"""A page with nothing but the judgement grid, saving to the file that LOTSEN_GRID_FILE names, slowly if told so."""

import json
import os
import time
from pathlib import Path

import streamlit as st

from lotsen.errors import InvalidInput
from lotsen.texts import Texts
from lotsen.ui.components import judgement_grid as grid

FILE = Path(os.environ["LOTSEN_GRID_FILE"])
SLOW = float(os.environ.get("LOTSEN_GRID_SLOW", "0"))
ROWS = [grid.Line(f"r{i}", f"Kategori {i} <b>", note="1,2 milj. €") for i in range(12)]
COLUMNS = [grid.Line(f"c{j}", f"Mål nummer {j}", question="Hur mycket?", beside=j > 5) for j in range(8)]


def stored() -> dict[tuple[str, str], int | None]:
    if not FILE.exists():
        return {}
    return {(row, column): value for row, column, value in json.loads(FILE.read_text())}


def save(edits: list[grid.Edit]) -> None:
    time.sleep(SLOW)
    if FILE.with_suffix(".refuse").exists():
        raise InvalidInput("A choice is missing.")
    known = stored()
    for edit in edits:
        known.pop((edit.row, edit.column), None)
        if not edit.cleared:
            known[edit.row, edit.column] = edit.value
    draft = FILE.with_suffix(".tmp")
    draft.write_text(json.dumps([[*key, value] for key, value in known.items()]))
    draft.replace(FILE)


@st.fragment
def judging() -> None:
    t = Texts.of(st.query_params.get("lang", "en"))
    grid.draw(
        t,
        ROWS,
        COLUMNS,
        stored,
        save,
        owner="somebody",
        label="My judgements",
        answers=["not at all", "somewhat", "clearly", "decisively"],
        unsure="I don't know",
        key="priorities:grid:mine",
    )


st.title("Grid", anchor=False)
judging()
