"""How charts look, light and dark: the palette, the scale of benefit, type, and the layout that every figure shares.

Every figure is drawn with `theme=None` on the page; colours come from here alone:

    palette = theme.palette("dark")
    go.Figure(data=[...], layout=theme.layout(palette, height=320, margin={"l": 160}))
"""

import functools
from dataclasses import dataclass
from typing import Any

from lotsen.charts.colour import AA_TEXT, contrast, mix

FONT = '"Source Sans", "Source Sans 3", "Source Sans Pro", system-ui, sans-serif'
SIZE = 14
"""Type size of labels in px; nothing that has to be read is smaller than `SMALL`."""
SMALL = 12
LARGE = 16

CONFIG: dict[str, Any] = {
    "displayModeBar": False,
    "scrollZoom": False,
    "doubleClick": False,
    "showAxisDragHandles": False,
    "responsive": True,
}
"""Plotly's switches for `st.plotly_chart(config=...)`: no toolbar, which can't be translated."""


@dataclass(frozen=True, slots=True)
class Palette:
    """One theme's colours.

    `ink` text, `muted` secondary text, `line` hairlines, `paper` the page, `panel` a raised surface, `track` the
    empty part of a bar, `accent` the one accent (text and marks), `on_accent` text on it, `attention` 'look here'
    alone (text on `paper`, marks anywhere). `low` and `high` are the ends of the sequential scale of benefit,
    `money` a bar that shows an amount, `hatch` the strokes of what is missing.
    """

    name: str
    ink: str
    muted: str
    line: str
    paper: str
    panel: str
    track: str
    accent: str
    on_accent: str
    attention: str
    low: str
    high: str
    money: str
    hatch: str


LIGHT = Palette(
    name="light",
    ink="#1B2A33",
    muted="#51626C",
    line="#D5DDE1",
    paper="#FFFFFF",
    panel="#F5F7F8",
    track="#E9EEF0",
    accent="#0B5C6B",
    on_accent="#FFFFFF",
    attention="#B25E00",
    low="#EEF5F6",
    high="#0B5C6B",
    money="#7E97A1",
    hatch="#A9B6BC",
)

DARK = Palette(
    name="dark",
    ink="#E8EEF0",
    muted="#A3B2BA",
    line="#33434C",
    paper="#12191D",
    panel="#1C262C",
    track="#24323A",
    accent="#5FB3C1",
    on_accent="#0C1519",
    attention="#F0A04B",
    low="#1D2C33",
    high="#7FD3E0",
    money="#6F8894",
    hatch="#5B6C75",
)


def palette(name: str) -> Palette:
    """The palette of a theme by Streamlit's name for it; anything but 'dark' is light."""
    return DARK if name == "dark" else LIGHT


def benefit(colours: Palette, share: float) -> str:
    """The colour of a benefit from none (0) to the most there is (1): one hue, even steps, in order in grey print."""
    return mix(colours.low, colours.high, round(min(max(share, 0.0), 1.0), 3))


@functools.cache
def tints(colours: Palette, n: int) -> tuple[str, ...]:
    """`n` colours for the parts of a whole, strongest first; parts lie side by side with a gap, so tints suffice."""
    return tuple(mix(colours.high, colours.low, 0.82 * i / max(n - 1, 1)) for i in range(n))


@functools.lru_cache(4096)
def ink_on(colour: str) -> str:
    """The text colour that is readable on a filled mark: dark ink or white, black where neither reaches 4.5:1."""
    for ink in (LIGHT.ink, "#FFFFFF"):
        if contrast(ink, colour) >= AA_TEXT:
            return ink
    return "#000000"


def font(colours: Palette, size: int = SIZE, *, strong: bool = False, muted: bool = False) -> dict[str, Any]:
    """Plotly's font of a text."""
    return {
        "family": FONT,
        "size": size,
        "color": colours.muted if muted else colours.ink,
        "weight": 600 if strong else 400,
    }


def axis(**over: Any) -> dict[str, Any]:
    """An axis without gridlines, zero line or frame, which can't be dragged; `over` adds what this chart needs."""
    return {"showgrid": False, "zeroline": False, "showline": False, "ticks": "", "fixedrange": True, **over}


def layout(colours: Palette, *, height: int, **over: Any) -> dict[str, Any]:
    """The layout every figure starts from: transparent ground, our type, nothing that carries no meaning.

    Titles stand on the page, not in the figure, where a reader's larger type can reach them.
    """
    return {
        "template": {},
        "height": height,
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": font(colours),
        "showlegend": False,
        "dragmode": False,
        "hoverlabel": {
            "bgcolor": colours.panel,
            "bordercolor": colours.line,
            "font": font(colours),
            "align": "left",
        },
        "xaxis": axis(),
        "yaxis": axis(),
        **over,
    }
