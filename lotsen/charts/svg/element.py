"""SVG elements as text. What users wrote becomes `Markup` here alone, escaped."""

import re
from typing import NewType
from xml.sax.saxutils import escape, quoteattr

Markup = NewType("Markup", str)
"""Finished SVG: never a user's words."""

FAMILY = "'Source Sans 3', 'Source Sans Pro', Arial, 'Liberation Sans', sans-serif"
"""All of these are as wide as `measure` says, or narrower."""

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def words(text: str) -> Markup:
    """A text as character data; what XML can't hold is left out."""
    return Markup(escape(_NO_XML.sub("", text)))


def element(name: str, *inside: Markup, **attributes: str | float | None) -> Markup:
    """One element. `_` in an attribute's name stands for `-`; null attributes are left out."""
    said = "".join(
        f" {key.replace('_', '-')}={quoteattr(_NO_XML.sub('', _plain(value)))}"
        for key, value in attributes.items()
        if value is not None
    )
    return Markup(f"<{name}{said}>{''.join(inside)}</{name}>" if inside else f"<{name}{said}/>")


def title(text: str) -> Markup:
    """What an element is, for hover and screen readers."""
    return element("title", words(text))


def rect(x: float, y: float, width: float, height: float, fill: str, *inside: Markup, **more: str | float) -> Markup:
    return element("rect", *inside, x=x, y=y, width=max(width, 0.0), height=max(height, 0.0), fill=fill, **more)


def line(x1: float, y1: float, x2: float, y2: float, stroke: str, width: float, dash: str | None = None) -> Markup:
    return element(
        "line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=stroke, stroke_width=width, fill="none", stroke_dasharray=dash
    )


def text(
    x: float, y: float, said: str, size: float, fill: str, *, at: str = "start", bold: bool = False, **more: str
) -> Markup:
    """One line of text whose middle lies at height `y`; `at` is start, middle or end."""
    return element(
        "text",
        words(said),
        x=x,
        y=y + 0.35 * size,
        font_size=size,
        fill=fill,
        text_anchor=None if at == "start" else at,
        font_weight="600" if bold else None,
        **more,
    )


def moved(x: float, y: float, *inside: Markup) -> Markup:
    """A group whose origin lies at a point."""
    return element("g", *inside, transform=f"translate({_plain(x)} {_plain(y)})")


def _plain(value: str | float) -> str:
    return value if isinstance(value, str) else f"{round(value, 2):g}"
