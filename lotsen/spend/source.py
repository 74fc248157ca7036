"""What kind of file this is, and a form of it that DuckDB reads: text in UTF-8 or latin-1.

A file is looked at whole once, in small pieces, before anything is believed of it: bytes that no text has, lines
without end and the encoding show here. A workbook is checked as an archive before it is unpacked.
"""

import codecs
import csv
import mmap
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lotsen.errors import N_, InvalidInput, NotFound
from lotsen.spend import workbook

PIECE = 1 << 16
"""Bytes that are looked at in one go: few enough to stay in the processor's cache, and for memory to be used again."""
LONGEST_LINE = 4 << 20
"""Bytes. No ledger writes a longer line; a file without line ends is no table."""

LOOKED_AT = 64
"""Pieces with more than ASCII that are decoded before a file is believed to be UTF-8."""

EIGHT_BITS = "eight bits"
"""Not an encoding's name: cp1252 or latin-1, by the bytes that occur."""

UNPACKED = 1 << 30
"""Bytes that a workbook may unpack to."""

PICTURE = N_("{file} is a picture, not a table. Export the invoices as CSV or XLSX.")
DOCUMENT = N_("{file} is a document, not a table. Export the invoices as CSV or XLSX.")
ARCHIVE = N_("{file} is a packed archive. Unpack it and import the CSV or XLSX in it.")
MARKUP = N_("{file} is written as HTML, XML or JSON, not as a table. Open it in Excel and save it as XLSX or CSV.")
BINARY = N_("{file} is a program or a database, not a table of text. Export the invoices as CSV or XLSX.")
BOMB = N_("The workbook {file} unpacks to more than {limit} MB. Save the sheet with the invoices as CSV.")
TOO_LONG = N_("{file} has a line of more than {limit} MB: that is no table of invoices. Export it again as CSV.")

_MAGIC = (
    (b"\x89PNG", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"GIF8", PICTURE),
    (b"BM", PICTURE),
    (b"II*\x00", PICTURE),
    (b"MM\x00*", PICTURE),
    (b"%PDF", DOCUMENT),
    (b"{\\rtf", DOCUMENT),
    (b"\x1f\x8b", ARCHIVE),
    (b"7z\xbc\xaf", ARCHIVE),
    (b"Rar!", ARCHIVE),
    (b"PAR1", BINARY),
    (b"SQLite format 3", BINARY),
    (b"\x7fELF", BINARY),
    (b"MZ\x90", BINARY),
)
_INSIDE = ((b"WEBP", 8, PICTURE), (b"ftyp", 4, PICTURE))
"""Signs that stand further in: bytes, their place, what they say."""

_MARKUP = (b"<!doctype html", b"<html", b"<?xml", b"<svg", b"<table", b"{", b"[{")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WIDE_CELL = re.compile(rb"""r=["']([A-Z]{2,3})\d""")
_ROW = re.compile(rb"""row\s[^>]*?\br=["'](\d{1,9})""")
_C1 = bytes(range(0x80, 0xA0))
CP1252 = "".join(
    bytes([byte]).decode("cp1252") if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(byte) for byte in _C1
)
"""What the bytes 0x80 to 0x9F mean in cp1252, in order; the five it leaves undefined stay control characters."""


@dataclass(frozen=True, slots=True)
class Text:
    """A table as text that DuckDB can read.

    `encoding` is what is told, `codec` what `path` is in ('utf-8' or 'latin-1'); `windows` says that the control
    characters U+0080 to U+009F stand for cp1252's signs. `delimiter` is set where it is known (a sheet of a workbook).
    `is_believed`: found to be UTF-8 by a part of its bytes.
    """

    path: Path
    kind: str
    encoding: str
    codec: str
    windows: bool = False
    delimiter: str | None = None
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    is_believed: bool = False

    def decode(self, piece: bytes) -> str:
        """A piece of the file as text; a character cut in two at its ends is left out."""
        text = piece.decode(self.codec, errors="ignore")
        return text.translate(_WINDOWS) if self.windows else text

    def pieces(self, count: int = 4, size: int = 1 << 16) -> Iterator[str]:
        """The beginning, then whole lines from places spread over the file, the end among them."""
        length = self.path.stat().st_size
        with self.path.open("rb") as file:
            head = file.read(4 * size)
            yield self.decode(head).removeprefix("\ufeff")
            for step in range(1, count + 1):
                start = max(len(head), length * step // count - size)
                if start < length:
                    file.seek(start)
                    _, _, lines = file.read(size).partition(b"\n")
                    yield self.decode(lines)


_WINDOWS = {0x80 + place: sign for place, sign in enumerate(CP1252)}


def prepare(path: Path, work: Path, encoding: str | None = None, sheet: str | None = None) -> Text:
    """The file in a form that DuckDB reads; a temporary copy in `work` where its own form is none.

    Raises NotFound, or InvalidInput for what is no table of text.
    """
    if not path.is_file():
        raise NotFound(N_("There is no file {file}."), file=path.name)
    with path.open("rb") as file:
        head = file.read(8192)
    if not head.strip(b"\x00 \t\r\n,;\xef\xbb\xbf"):
        _refuse_if_blank(path)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        _check_archive(path)
        return _sheet(path, work, sheet)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        _refuse_encrypted(path)
        return _sheet(path, work, sheet)
    _refuse_known(path, head)
    return _text(path, work, head, encoding)


def _refuse_known(path: Path, head: bytes) -> None:
    """Files that begin as something else than a table."""
    for magic, says in _MAGIC:
        if head.startswith(magic) and not (magic == b"BM" and head[:200].isascii()):
            raise InvalidInput(says, file=path.name)
    for magic, place, says in _INSIDE:
        if head[place:].startswith(magic) and b"\x00" in head:
            raise InvalidInput(says, file=path.name)
    if head.removeprefix(codecs.BOM_UTF8).lstrip().lower().startswith(_MARKUP):
        raise InvalidInput(MARKUP, file=path.name)


def _refuse_encrypted(path: Path) -> None:
    """An XLSX with a password is a container of the older kind, with an encrypted part in it."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as whole:
        if whole.find(_ENCRYPTED) >= 0:
            raise InvalidInput(workbook.LOCKED, file=path.name)


def _refuse_if_blank(path: Path) -> None:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            if piece.strip(b"\x00 \t\r\n,;\xef\xbb\xbf\xff\xfe"):
                return
    raise InvalidInput(N_("{file} is empty. Export it again with its rows."), file=path.name)


def _check_archive(path: Path) -> None:
    """A workbook without macros that unpacks to a bounded size; what the archive says of its sizes is not believed.

    Nor are a few cells far from each other: the sheet would be laid out in memory with all between them.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            names = {entry.filename.lower() for entry in entries}
            if any(entry.flag_bits & 1 for entry in entries):
                raise InvalidInput(workbook.LOCKED, file=path.name)
            if any(name.endswith("vbaproject.bin") for name in names):
                raise InvalidInput(
                    N_("The workbook {file} contains macros. Save it as XLSX without macros, or as CSV."),
                    file=path.name,
                )
            if not any(name.startswith("xl/workbook") for name in names) and "content.xml" not in names:
                raise InvalidInput(ARCHIVE, file=path.name)
            if sum(entry.file_size for entry in entries) > UNPACKED or len(entries) > 10_000:
                raise InvalidInput(BOMB, file=path.name, limit=UNPACKED >> 20)
            _unpack(archive, entries, path.name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError):
        raise InvalidInput(workbook.BROKEN, file=path.name) from None


def _unpack(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], name: str) -> None:
    total = 0
    for entry in entries:
        is_sheet = entry.filename.lower().startswith("xl/worksheets/")
        with archive.open(entry) as stream:
            last, widest, rest = 0, 26, b""
            while piece := stream.read(PIECE):
                total += len(piece)
                if total > UNPACKED:
                    raise InvalidInput(BOMB, file=name, limit=UNPACKED >> 20)
                if is_sheet:
                    piece = rest + piece
                    last = max(last, *map(int, _ROW.findall(piece)), 0)
                    widest = max(widest, *map(_column, set(_WIDE_CELL.findall(piece))), 0)
                    rest = piece[-200:]
        if last * widest > workbook.MOST_CELLS:
            raise InvalidInput(workbook.TOO_LARGE, file=name, cells=last * widest // 1_000_000)


def _column(letters: bytes) -> int:
    """A column's number: A is 1, XFD is 16,384."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _sheet(path: Path, work: Path, wanted: str | None) -> Text:
    target = work / "sheet.csv"
    book = workbook.unfold(path, target, wanted)
    return Text(target, "workbook", "utf-8", "utf-8", False, ",", book.sheet, book.sheets)


def _text(path: Path, work: Path, head: bytes, encoding: str | None) -> Text:
    if encoding is None:
        wide = _wide(head)
        if wide is not None:
            return _recoded(path, work, wide)
        if head.startswith(b"\xc3\xaf\xc2\xbb\xc2\xbf"):
            return _recoded(path, work, "utf-8 (double BOM)")
        if head.startswith(codecs.BOM_UTF8 * 2):
            return _recoded(path, work, "utf-8 (double BOM)")
    if encoding is not None:
        return _as_told(path, work, encoding)
    if _is_believable(path):
        label = "utf-8-sig" if head.startswith(codecs.BOM_UTF8) else "utf-8"
        return Text(path, "text", label, "utf-8", is_believed=True)
    return _eight_bits(path, work)


def _eight_bits(path: Path, work: Path, told: str | None = None) -> Text:
    """A copy in UTF-8 of a file in cp1252 or latin-1, by what was told or by the bytes that latin-1 has no signs for.

    DuckDB reads latin-1 itself, but in one thread, and refuses the bytes 0x80 to 0x9F.
    """
    import numpy as np

    target, unbroken, c1 = work / "recoded.csv", 0, False
    with path.open("rb", buffering=0) as file, target.open("wb") as copy:
        while piece := file.read(PIECE):
            _refuse_nul(piece, file.tell() - len(piece), path.name)
            unbroken = _unbroken(piece, unbroken, path.name)
            c1 = c1 or bool(np.frombuffer(piece, np.int8).min() < -96)
            copy.write(piece.decode("latin-1").encode())
    label = told or ("cp1252" if c1 else "latin-1")
    return Text(target, "text", label, "utf-8", windows=c1 and label == "cp1252")


def _as_told(path: Path, work: Path, encoding: str) -> Text:
    """The encoding that the user names."""
    if encoding == EIGHT_BITS:
        return _eight_bits(path, work)
    label = encoding.strip().lower().replace("_", "-")
    try:
        name = codecs.lookup(label.removesuffix(" (double bom)")).name
    except LookupError:
        raise InvalidInput(
            N_("'{encoding}' is no encoding. Known are, among others, utf-8, cp1252, latin-1 and utf-16."),
            encoding=encoding,
        ) from None
    if name in {"utf-8", "utf-8-sig"}:
        if not _is_believable(path):
            raise InvalidInput(N_("{file} is not in {encoding}."), file=path.name, encoding=encoding)
        return Text(path, "text", label, "utf-8")
    if name in {"cp1252", "iso8859-1"}:
        return _eight_bits(path, work, "cp1252" if name == "cp1252" else "latin-1")
    return _recoded(path, work, label)


def _is_believable(path: Path) -> bool:
    """Whether a file is UTF-8: false from the first piece on that is not.

    Every byte is looked at: no NUL, no line without end. Whether it is UTF-8 is read from the first pieces that could
    tell and from every eighth after them; DuckDB finds what they did not show, and the file is read as eight bits then.
    """
    unbroken = position = telling = 0
    buffer = bytearray(PIECE)
    view = memoryview(buffer)
    with path.open("rb", buffering=0) as file:
        while count := file.readinto(buffer):
            piece = buffer if count == PIECE else bytearray(view[:count])
            _refuse_nul(piece, position, path.name)
            unbroken = _unbroken(piece, unbroken, path.name)
            position += count
            if not piece.isascii():
                telling += 1
                if (telling <= LOOKED_AT or telling % 8 == 0) and not _is_utf8(piece):
                    return False
    return True


def _is_utf8(piece: bytes | bytearray) -> bool:
    """Whether a piece cut anywhere is UTF-8: up to three bytes of a character may stand at its beginning."""
    start = next((place for place in range(min(4, len(piece))) if piece[place] & 0xC0 != 0x80), 4)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(bytes(memoryview(piece)[start:]))
    except UnicodeDecodeError:
        return False
    return start < 4


def _refuse_nul(piece: bytes | bytearray, position: int, name: str) -> None:
    if 0 in piece:
        raise InvalidInput(
            N_("{file} is no text: there is a NUL byte at position {position}. Export it again as CSV."),
            file=name,
            position=position + piece.index(0),
        )


def _unbroken(piece: bytes | bytearray, before: int, name: str) -> int:
    """Bytes since the last line end, of a file that must have some."""
    last = piece.rfind(b"\n")
    if last < 0:
        last = piece.rfind(b"\r")
    result = before + len(piece) if last < 0 else len(piece) - last - 1
    if result > LONGEST_LINE:
        raise InvalidInput(TOO_LONG, file=name, limit=LONGEST_LINE >> 20)
    return result


def _wide(head: bytes) -> str | None:
    """UTF-16 or UTF-32, by its mark or by where the zeros stand."""
    for mark, name in (
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if head.startswith(mark):
            return name
    if len(head) < 8 or head.count(0) < len(head) * 0.3:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > len(head) * 0.3 and even < len(head) * 0.05 and _is_said(head, "utf-16-le"):
        return "utf-16-le"
    if even > len(head) * 0.3 and odd < len(head) * 0.05 and _is_said(head, "utf-16-be"):
        return "utf-16-be"
    return None


def _is_said(head: bytes, codec: str) -> bool:
    """Whether the bytes make text in this encoding: no control characters but blanks and line ends."""
    text = head.decode(codec, errors="ignore")
    return all(sign >= " " or sign in "\t\r\n" for sign in text)


def _recoded(path: Path, work: Path, label: str) -> Text:
    """A copy in UTF-8."""
    target = work / "recoded.csv"
    double = label.endswith("(double BOM)")
    codec = "utf-8" if double else label
    twice = double and _is_twice(path)
    unbroken = 0
    try:
        with path.open("rb") as source, target.open("wb") as copy:
            decoder = codecs.getincrementaldecoder(codec)()
            rest, first = "", True
            while piece := source.read(PIECE):
                text = rest + decoder.decode(piece)
                if twice:
                    text, rest = _whole_lines(text)
                    text = _once(text)
                if first and text:
                    text, first = _without_marks(text), False
                data = text.encode("utf-8", errors="replace")
                _refuse_nul(data, copy.tell(), path.name)
                unbroken = _unbroken(data, unbroken, path.name) if data else unbroken
                copy.write(data)
            copy.write((_once(rest) if twice else decoder.decode(b"", final=True)).encode("utf-8", errors="replace"))
    except UnicodeDecodeError:
        raise InvalidInput(N_("{file} is not in {encoding}."), file=path.name, encoding=label) from None
    return Text(target, "text", label, "utf-8")


def _without_marks(text: str) -> str:
    return re.sub("^(?:\ufeff|ï»¿)+", "", text)


def _is_twice(path: Path) -> bool:
    """Whether not the mark alone but the whole text was encoded twice ('Ã¤' for 'ä')."""
    with path.open("rb") as file:
        text = file.read(1 << 18).decode("utf-8", errors="ignore")
    body = _without_marks(text)
    return not body.isascii() and _once(body) != body


def _once(text: str) -> str:
    """Text that was encoded twice, once; unchanged where it was not."""
    table = {ord(sign): 0x80 + place for place, sign in enumerate(CP1252)}
    try:
        return text.translate(table).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def _whole_lines(text: str) -> tuple[str, str]:
    end = text.rfind("\n") + 1
    return text[:end], text[end:]


def mend(text: Text, work: Path, delimiter: str, skip: int, width: int) -> tuple[Path, int]:
    """A copy whose every row has `width` cells in plain RFC 4180, and how many rows had not.

    Rows count as a spreadsheet counts them: a blank line is a row. Python's reader is lenient about stray quotes.
    """
    csv.field_size_limit(LONGEST_LINE)
    target, uneven = work / "mended.csv", 0
    codec = "utf-8-sig" if text.codec == "utf-8" else text.codec
    with (
        text.path.open(encoding=codec, newline="") as source,
        target.open("w", encoding="utf-8", newline="") as copy,
    ):
        rows, out = csv.reader(source, delimiter=delimiter), csv.writer(copy, delimiter=delimiter, lineterminator="\n")
        try:
            for number, row in enumerate(rows):
                if number < skip:
                    continue
                if len(row) != width:
                    uneven += bool(row) and any(cell.strip() for cell in row[width:] or row)
                    row = (row + [""] * (width - len(row)))[:width]
                out.writerow(row)
        except csv.Error:
            raise InvalidInput(
                N_("In {file}, row {row}: a quotation mark is opened and never closed. Close it and try again."),
                file=text.path.name,
                row=rows.line_num,
            ) from None
    return target, uneven
