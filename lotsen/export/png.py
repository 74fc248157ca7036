"""SVG to PNG, with fonts of our own: the same picture on every machine."""

import resvg_py

from lotsen.export import fonts


def png(svg: str, scale: float = 1.0) -> bytes:
    """Render a picture; `scale` is how many dots one px becomes."""
    return resvg_py.svg_to_bytes(
        svg_string=svg,
        zoom=scale,
        skip_system_fonts=True,
        font_files=list(fonts.files()),
        sans_serif_family=fonts.family(),
    )
