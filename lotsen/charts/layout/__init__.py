"""Where marks stand, without any renderer: the same layout is drawn by Plotly on screen and as SVG on paper."""
