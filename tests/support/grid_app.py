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


WHY = FILE.with_suffix(".why")
ROUND = FILE.with_suffix(".round")
"""What a test wants asked of this person, and asked again: {"asked": [[row, column]] or null, "stale": […]}."""


def stored() -> dict[tuple[str, str], int | None]:
    if not FILE.exists():
        return {}
    return {(row, column): value for row, column, value in json.loads(FILE.read_text())}


def reasons() -> dict[tuple[str, str], str]:
    return {(row, column): text for row, column, text in json.loads(WHY.read_text())} if WHY.exists() else {}


def asked_round() -> dict[str, list[tuple[str, str]] | None]:
    found = json.loads(ROUND.read_text()) if ROUND.exists() else {}
    return {key: None if places is None else [(r, c) for r, c in places] for key, places in found.items()}


def known() -> grid.Known:
    asked = asked_round()
    return grid.Known(stored(), reasons(), asked.get("stale") or (), asked.get("asked"))


def save(edits: list[grid.Edit], whys: list[grid.Reason]) -> None:
    time.sleep(SLOW)
    if FILE.with_suffix(".refuse").exists():
        raise InvalidInput("A choice is missing.")
    answers, said, asked = stored(), reasons(), asked_round()
    for edit in edits:
        answers.pop((edit.row, edit.column), None)
        if not edit.cleared:
            answers[edit.row, edit.column] = edit.value
    said |= {(one.row, one.column): one.text for one in whys}
    again = {(edit.row, edit.column) for edit in edits}
    if ROUND.exists():
        write(ROUND, asked | {"stale": [place for place in asked.get("stale") or () if place not in again]})
    write(FILE, [[*key, value] for key, value in answers.items()])
    write(WHY, [[*key, text] for key, text in said.items() if key in answers])


def write(file: Path, what: object) -> None:
    draft = file.with_suffix(".tmp")
    draft.write_text(json.dumps(what))
    draft.replace(file)


@st.fragment
def judging() -> None:
    t = Texts.of(st.query_params.get("lang", "en"))
    grid.draw(
        t,
        ROWS,
        COLUMNS,
        known,
        save,
        owner="somebody",
        label="My judgements",
        answers=["not at all", "somewhat", "clearly", "decisively"],
        unsure="I don't know",
        most=400,
        load="96 questions, about 20 minutes",
        key="priorities:grid:mine",
    )


st.title("Grid", anchor=False)
judging()
