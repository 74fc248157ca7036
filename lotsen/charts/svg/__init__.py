"""The pictures as SVG text, drawn from the same layouts as on screen, without a browser: to be taken along.

    heatmap.heatmap(layout, words, t, theme.LIGHT, look.PRINT)

Every picture stands by itself: what it says, what it is, its legend and where it comes from.
"""
