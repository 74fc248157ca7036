"""Figures at the price that a rerun can pay."""

from collections.abc import Iterable
from typing import Any

import plotly.graph_objects as go


def figure(traces: Iterable[dict[str, Any]], layout: dict[str, Any]) -> go.Figure:
    """A figure of plain traces, unchecked: Plotly's own check of every value costs ten times the drawing.

    The charts' tests check instead: `go.Figure(figure.to_dict())` raises for a property or value that isn't Plotly's.
    """
    return go.Figure(data=list(traces), layout=layout, _validate=False)
