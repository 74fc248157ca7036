"""Colours as arithmetic: hex values, perceptually even mixing and contrast.

OKLab after Ottosson (2020), https://bottosson.github.io/posts/oklab; contrast after WCAG 2.2, 'contrast ratio'.
"""

import functools

Triple = tuple[float, float, float]

AA_TEXT = 4.5
"""The least contrast of text against what it stands on (WCAG 2.2, 1.4.3)."""
AA_MARK = 3.0
"""The least contrast of a mark that carries meaning (WCAG 2.2, 1.4.11)."""


def _linear(colour: str) -> Triple:
    """`#RRGGBB` as linear light, each channel 0 to 1."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return red, green, blue


def _hex(linear: Triple) -> str:
    clipped = (min(max(c, 0.0), 1.0) for c in linear)
    coded = (c * 12.92 if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055 for c in clipped)
    return "#" + "".join(f"{round(c * 255):02X}" for c in coded)


def _times(rows: tuple[Triple, Triple, Triple], v: Triple) -> Triple:
    first, second, third = (row[0] * v[0] + row[1] * v[1] + row[2] * v[2] for row in rows)
    return first, second, third


_TO_CONES = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_TO_LAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
_FROM_LAB = (
    (1.0, 0.3963377774, 0.2158037573),
    (1.0, -0.1055613458, -0.0638541728),
    (1.0, -0.0894841775, -1.2914855480),
)
_FROM_CONES = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)


def oklab(colour: str) -> Triple:
    """Lightness (0 to 1) and the two opponent axes of a colour."""
    first, second, third = (c ** (1 / 3) for c in _times(_TO_CONES, _linear(colour)))
    return _times(_TO_LAB, (first, second, third))


def _from_oklab(lab: Triple) -> str:
    first, second, third = (c**3 for c in _times(_FROM_LAB, lab))
    return _hex(_times(_FROM_CONES, (first, second, third)))


@functools.lru_cache(4096)
def mix(low: str, high: str, share: float) -> str:
    """The colour `share` (0 to 1) of the way from `low` to `high`, in perceptually even steps."""
    start, end = oklab(low), oklab(high)
    lightness, a, b = (s + (e - s) * share for s, e in zip(start, end, strict=True))
    return _from_oklab((lightness, a, b))


def luminance(colour: str) -> float:
    """Relative luminance, 0 (black) to 1 (white): also how dark a colour comes out in grey print."""
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)
