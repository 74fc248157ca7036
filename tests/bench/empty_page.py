"""The page that ours are measured against: empty, but with what ours import, under Streamlit's own settings."""

import alembic
import babel
import numpy
import pandas
import plotly.graph_objects
import sqlalchemy.orm
import streamlit as st

assert alembic
assert babel
assert numpy
assert pandas
assert plotly.graph_objects
assert sqlalchemy.orm

st.empty()
