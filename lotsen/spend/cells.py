"""Small tables that people paste or drop: text or file → rows of cells. For invoice files there is the reader."""

import csv
import io
import re
import zipfile

from python_calamine import CalamineError, CalamineWorkbook

from lotsen.errors import N_, InvalidInput

MOST_BYTES = 4_000_000
MOST_UNPACKED = 60_000_000
MOST_ROWS = 5_000
MOST_COLUMNS = 200

_GAP = re.compile(r"\t|\s{2,}")


def cells_of_text(text: str) -> list[list[str]]:
    """Pasted text as rows of cells: from a spreadsheet (tabs), a CSV, or columns parted by blanks.

    Blanks at the start of a line are kept in its first cell: they may say what lies under what. Empty lines go.
    """
    if len(text) > MOST_BYTES:
        raise InvalidInput(N_("This is too much to paste. Drop it as a file, or paste a part."))
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = [line for line in text.split("\n") if line.strip()]
    delimiter = _delimiter(lines)
    if delimiter is None:
        rows = [_by_gaps(line) for line in lines]
    else:
        rows = [row for row in csv.reader(io.StringIO(text), delimiter=delimiter) if any(cell.strip() for cell in row)]
    return _bounded(rows)


def cells_of_file(data: bytes, name: str) -> list[list[str]]:
    """A dropped CSV, text or XLSX file as rows of cells; the first sheet that has any. Raises InvalidInput."""
    if not data.strip():
        raise InvalidInput(N_("The file “{name}” is empty."), name=name)
    if len(data) > MOST_BYTES:
        raise InvalidInput(N_("The file “{name}” is too large for a list of categories (4 MB at most)."), name=name)
    if data[:2] == b"PK":
        return _bounded(_workbook(data, name))
    return cells_of_text(_decoded(data, name))


def _delimiter(lines: list[str]) -> str | None:
    """Tab, semicolon or bar where most lines have it; comma only under a head, or with quotes."""
    for sign in "\t;|":
        if sum(sign in line for line in lines) * 2 > len(lines):
            return sign
    headed = len(lines) > 1 and not any(sign.isdigit() for sign in lines[0])
    widths = {len(row) for row in csv.reader(lines)} if headed or '"' in "".join(lines) else {0}
    return "," if len(widths) == 1 and widths.pop() > 1 else None


def _by_gaps(line: str) -> list[str]:
    indent = line[: len(line) - len(line.lstrip())]
    first, *others = _GAP.split(line.strip())
    return [indent + first, *others]


def _decoded(data: bytes, name: str) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise InvalidInput(N_("The file “{name}” is neither text nor an Excel file (XLSX)."), name=name)


def _workbook(data: bytes, name: str) -> list[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
                raise InvalidInput(N_("The file “{name}” unpacks to far more than a list of categories."), name=name)
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = (book.get_sheet_by_name(sheet).to_python(nrows=MOST_ROWS + 1) for sheet in book.sheet_names)
        rows = next((rows for rows in sheets if any(any(row) for row in rows)), [])
    except (CalamineError, zipfile.BadZipFile) as error:
        raise InvalidInput(
            N_("The Excel file “{name}” can't be opened. It may be broken or protected by a password."), name=name
        ) from error
    if not rows:
        raise InvalidInput(N_("The file “{name}” is empty."), name=name)
    return [[_cell(cell) for cell in row] for row in rows if any(_cell(cell).strip() for cell in row)]


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() else f"{value:.6f}".rstrip("0")
    return "" if value is None else str(value)


def _bounded(rows: list[list[str]]) -> list[list[str]]:
    if len(rows) > MOST_ROWS:
        raise InvalidInput(
            N_("There are more than {most} rows. This place is for one row per category."), most=MOST_ROWS
        )
    if any(len(row) > MOST_COLUMNS for row in rows):
        raise InvalidInput(N_("There are more than {most} columns."), most=MOST_COLUMNS)
    return rows
