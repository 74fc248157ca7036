"""A page with every kind of choice, for the test of choices: what is chosen is kept in a file beside the database."""

import json
import os
from pathlib import Path

import streamlit as st

from lotsen.texts import Texts
from lotsen.ui.components import choice
from lotsen.ui.components.document import describe

STORE = Path(os.environ["LOTSEN_TEST_STORE"])
NAMES = {
    "sv": {"food": "Livsmedel", "energy": "Energi", "roads": "Vägar"},
    "fi": {"food": "Elintarvikkeet", "energy": "Energia", "roads": "Tiet"},
}
ONE = ("select", "radio", "segments", "pills")
SEVERAL = ("select", "pills")


def stored() -> dict[str, str | list[str] | None]:
    return dict(json.loads(STORE.read_text()))


def keep(name: str, value: str | list[str] | None) -> None:
    STORE.write_text(json.dumps(stored() | {name: value, "saves": int(stored()["saves"]) + 1}))


def switch() -> None:
    st.session_state["language"] = "fi" if st.session_state.get("language", "sv") == "sv" else "sv"


language = st.session_state.get("language", "sv")
t = Texts.of(language)
known = stored()
st.button("Byt språk", on_click=switch)
for look in ONE:
    choice.one(t, f"one {look}", NAMES[language], known[f"one {look}"], key=f"test:one:{look}", look=look,
               save=lambda value, look=look: keep(f"one {look}", value))  # fmt: skip
for look in SEVERAL:
    choice.several(t, f"several {look}", NAMES[language], known[f"several {look}"], key=f"test:several:{look}",
                   look=look, save=lambda value, look=look: keep(f"several {look}", value))  # fmt: skip
describe(language, str(known["saves"]))
