"""The server. `python -m lotsen serve`, `streamlit run app.py` and `uvicorn app:app` all start this."""

from pathlib import Path

import streamlit as st

from lotsen.web import site

app = st.App(
    Path(__file__).parent / "lotsen" / "ui" / "frame.py",
    routes=site.routes,
    middleware=site.middleware,
    lifespan=site.lifespan,
)
