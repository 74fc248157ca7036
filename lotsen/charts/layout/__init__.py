<<<<<<< HEAD
"""Where marks stand, without any renderer: the same layout is drawn by Plotly on screen and as SVG on paper."""
=======
"""Pure layouts: what stands where in a picture, with values, states and texts; no renderer is known here."""
>>>>>>> 66c4616 (Draw and explain the priorities)
