"""Results drawn as pictures: pure layouts under `layout/`, Plotly figures beside it, one look in `theme`."""
