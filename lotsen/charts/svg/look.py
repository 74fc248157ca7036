"""What a picture is made for: how wide, how large its type, and what is left out."""

from dataclasses import dataclass, replace

from lotsen.charts.layout.heatmap import Heatmap
from lotsen.charts.theme import LIGHT, SIZE, SMALL, Palette


@dataclass(frozen=True, slots=True)
class Look:
    """`width`, `size` (of type) and `margin` in px; `scale` is how many dots of a PNG one px becomes.

    `rows` is the most categories that are drawn, null for all; `brief` leaves out what a room doesn't need.
    `narrow` draws bars with names above them; `grey` uses no colour that grey print would lose.
    """

    name: str
    width: int
    size: float
    margin: int
    scale: float
    rows: int | None = None
    brief: bool = False
    narrow: bool = False
    grey: bool = False

    @property
    def inner(self) -> float:
        """The width inside the margins."""
        return float(self.width - 2 * self.margin)

    @property
    def small(self) -> float:
        return self.size * 0.93

    @property
    def smallest(self) -> float:
        """The least that has to be read."""
        return self.size * SMALL / SIZE

    @property
    def title(self) -> float:
        return self.size * (1.35 if self.narrow else 1.6)

    def colours(self, palette: Palette) -> Palette:
        """The palette that this look draws with: paper is white, and 'look here' is black on it."""
        return replace(LIGHT, accent=LIGHT.ink, attention=LIGHT.ink) if self.grey else palette

    def cut(self, layout: Heatmap) -> Heatmap:
        """The part of a layout that this look shows."""
        columns = tuple(column for column in layout.columns if not (self.brief and column.beside))
        rows = layout.rows[: self.rows]
        cells = tuple(cell for cell in layout.cells if cell.row < len(rows) and cell.column < len(columns))
        left_out = layout.rows_left_out + len(layout.rows) - len(rows)
        return replace(layout, rows=rows, columns=columns, cells=cells, rows_left_out=left_out)


LAPTOP = Look("laptop", 1280, 14, 32, 2.0)
PROJECTOR = Look("projector", 1920, 24, 56, 1.0, rows=12, brief=True)
PHONE = Look("phone", 390, 16, 16, 3.0, narrow=True)
PRINT = Look("print", 1123, 13, 24, 3.0, grey=True)
"""As wide as A4 lying, at 96 dots an inch."""

LOOKS = {look.name: look for look in (LAPTOP, PROJECTOR, PHONE, PRINT)}
