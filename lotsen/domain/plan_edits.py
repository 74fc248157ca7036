"""What somebody changed of a plan outside, in a workbook, held against the plan as it stands."""

import datetime as dt
from dataclasses import dataclass

from lotsen.domain.intervention import Intervention
from lotsen.errors import N_, InvalidInput

Cell = str | int | float | dt.date | None


@dataclass(frozen=True, slots=True)
class CellEdit:
    """One cell of a row: what it is called, what stood there, and what stands there now."""

    column: str
    before: Cell
    after: Cell


@dataclass(frozen=True, slots=True)
class RowEdit:
    """One intervention that was changed: `seen` as it stands in the plan, `mine` with the changes laid over it."""

    row: int
    seen: Intervention
    mine: Intervention
    cells: tuple[CellEdit, ...]


@dataclass(frozen=True, slots=True)
class NewRow:
    """An intervention that was written in anew."""

    row: int
    made: Intervention


@dataclass(frozen=True, slots=True)
class Clash:
    """A cell that somebody else changed in the plan since the workbook was taken out: it stays as it is there."""

    row: int
    of: Intervention
    column: str
    mine: Cell
    theirs: Cell


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that can't be taken in, and why."""

    sheet: str
    row: int
    cell: str
    column: str
    why: InvalidInput


@dataclass(frozen=True, slots=True)
class PlanEdits:
    """All of it. `missing` are interventions whose rows were taken away: they stay in the plan. `gone` are rows of
    interventions that are no longer in the plan; `unread` are columns that are none of the plan's."""

    changed: tuple[RowEdit, ...] = ()
    added: tuple[NewRow, ...] = ()
    missing: tuple[Intervention, ...] = ()
    clashes: tuple[Clash, ...] = ()
    faults: tuple[Fault, ...] = ()
    gone: tuple[int, ...] = ()
    unread: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to take over."""
        return bool(self.changed or self.added)

    def refuse_faults(self) -> None:
        """Raise InvalidInput with the first cell that can't be taken in: then nothing is."""
        for fault in self.faults:
            raise InvalidInput(
                N_("Sheet “{sheet}”, cell {cell} ({column}): {why}"),
                sheet=fault.sheet,
                cell=fault.cell,
                column=fault.column,
                why=str(fault.why),
            )
