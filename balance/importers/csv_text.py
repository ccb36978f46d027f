"""CSV files as people have them: any encoding, comma, semicolon or tab, with or without preamble.

Nothing is repaired: a row that is too short or a quote that is never closed is a fault with its
line.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from balance.errors import ImportFault, ImportFaults, NotText, WrongLayout

__all__ = ["CsvFile", "decode", "find_header", "open_csv"]

_DELIMITERS = (",", ";", "\t")
_FIRST_LINES = 40
_MOST_SEEN = 20_000
_OTHERS = {
    b"PK\x03\x04": "a workbook or a zip archive",
    b"\xd0\xcf\x11\xe0": "a workbook of an old format, or one with a password",
    b"\x1f\x8b": "a gzip archive",
    b"%PDF": "a PDF",
}
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_MARKUP = re.compile(r"\s*<(?:!doctype|html|head|body|\?xml|script|!--)", re.IGNORECASE)

IsHeader = Callable[[Sequence[str]], bool]


@dataclass(frozen=True, eq=False)
class CsvFile:
    """A CSV file whose header was found.

    Attributes
    ----------
    path
        As the user gave it.
    header
        Its cells, stripped.
    rows
        Rows under the header, each as long as the header; empty lines are left out.
    lines
        Line of each row, from 1.
    before
        Rows above the header that hold something.
    delimiter
        What separates the cells.
    notes
        What the user must know of how it was read.
    """

    path: Path
    header: tuple[str, ...]
    rows: list[list[str]]
    lines: list[int]
    before: tuple[tuple[str, ...], ...]
    delimiter: str
    notes: tuple[str, ...] = ()

    def column(self, name: str) -> list[str]:
        """Return the cells of a column, stripped."""
        place = self.header.index(name)
        return [row[place].strip() for row in self.rows]


def decode(path: Path) -> tuple[str, tuple[str, ...]]:
    """Return the text of a file and what must be said about its encoding.

    Raises
    ------
    NotText
        If it cannot be read, is a workbook, an archive or a web page, or cannot be decoded.
    """
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise NotText(
            path,
            f"cannot be read: {fault.strerror or fault}",
            remedy="check its name and permissions",
        ) from None
    for start, what in _OTHERS.items():
        if content.startswith(start):
            raise NotText(
                path,
                f"is {what}",
                expected="a CSV file",
                remedy="unpack it, save it as CSV, or name its kind",
            )
    notes: tuple[str, ...] = ()
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = _decoded(path, content, "utf-16")
        notes = ("The file is in UTF-16 and was read so.",)
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as fault:
            text = _decoded(path, content, "cp1252")
            line = content[: fault.start].count(b"\n") + 1
            notes = (
                f"The file is not in UTF-8 (line {line}) and was read as Windows-1252 (Latin-1).",
            )
    if "\0" in text:
        raise NotText(
            path,
            "holds null characters",
            line=text[: text.index("\0")].count("\n") + 1,
            expected="text",
            remedy="save it as CSV in UTF-8 (it may be UTF-16 without its mark)",
        )
    if _MARKUP.match(text):
        raise NotText(
            path,
            "is a web page or XML, not a table",
            expected="a CSV file",
            found=repr(text.strip()[:40]),
            remedy="download the file again; the page may be an error message",
        )
    if text.strip() and not text.endswith(("\n", "\r")):
        notes += (
            "The last line has no line end: if the file was cut off, its last number is too.",
        )
    return text, notes


def _decoded(path: Path, content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as fault:
        raise NotText(
            path,
            f"cannot be decoded as {encoding}",
            line=content[: fault.start].count(b"\n") + 1,
            expected="UTF-8",
            found=f"byte 0x{content[fault.start]:02x}",
            remedy="save the file as CSV in UTF-8",
        ) from None


def _lines(text: str) -> Iterator[str]:
    """Yield the lines of a text with their ends, one at a time: a long file is not held twice."""
    return (match[0] for match in _LINE.finditer(text))


def _start(path: Path) -> str:
    """Return the first lines of a file that may be CSV, or nothing."""
    try:
        with path.open("rb") as file:
            content = file.read(65_536)
    except OSError:
        return ""
    if content.startswith(tuple(_OTHERS)):
        return ""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = content[: len(content) // 2 * 2].decode("utf-16", errors="replace")
    else:
        text = content.decode("utf-8-sig", errors="replace")
    return "" if "\0" in text or _MARKUP.match(text) else text


def find_header(path: Path, is_header: IsHeader) -> tuple[str, ...]:
    """Return the header of a file if one of its first lines is one, otherwise nothing.

    Parameters
    ----------
    path
        The file; only its beginning is read.
    is_header
        Whether the stripped cells of a line are the header.
    """
    text = _start(path)
    for delimiter in _DELIMITERS:
        for cells in _read_some(text, delimiter):
            stripped = tuple(cell.strip() for cell in cells)
            if is_header(stripped):
                return stripped
    return ()


def _read_some(text: str, delimiter: str) -> Iterable[list[str]]:
    reader = csv.reader(_lines(text), delimiter=delimiter)
    try:
        for number, cells in enumerate(reader):
            if number >= _FIRST_LINES:
                return
            yield cells
    except csv.Error:
        return


def open_csv(path: str | Path, is_header: IsHeader, expected: str) -> CsvFile:
    """Read a CSV file whose header is found by what stands in it.

    Parameters
    ----------
    path
        The file.
    is_header
        Whether the stripped cells of a line are the header.
    expected
        The header in words, for the message.

    Raises
    ------
    NotText, WrongLayout, ImportFaults
        If it is no CSV file, has no such header, or rows of another length than the header.
    """
    path = Path(path)
    text, notes = decode(path)
    header = find_header(path, is_header)
    if not header:
        first = next((line for line in text.splitlines() if line.strip()), "")
        raise WrongLayout(
            path,
            "has no header of this kind" if first else "is empty",
            expected=expected,
            found=repr(first[:80]) if first else "",
            remedy="check that it is the file that was meant, as its publisher gives it",
        )
    for delimiter in _DELIMITERS:
        found = _table(path, text, delimiter, is_header)
        if found is not None:
            before, rows, lines = found
            return CsvFile(path, header, rows, lines, before, delimiter, notes)
    raise WrongLayout(path, "has no header of this kind", expected=expected)


def _table(
    path: Path, text: str, delimiter: str, is_header: IsHeader
) -> tuple[tuple[tuple[str, ...], ...], list[list[str]], list[int]] | None:
    """Return what stands above the header, the rows under it and their lines; None without it."""
    reader = csv.reader(_lines(text), delimiter=delimiter, strict=True)
    before: list[tuple[str, ...]] = []
    width = _skip_to_header(reader, is_header, before)
    if not width:
        return None
    rows: list[list[str]] = []
    lines: list[int] = []
    faults: list[ImportFault] = []
    seen: dict[str, str] = {}  # names and years repeat: kept once, long files fit in memory
    line = reader.line_num + 1
    try:
        for cells in reader:
            if any(cells):
                if len(cells) == width:
                    if len(seen) < _MOST_SEEN:
                        rows.append([seen.setdefault(cell, cell) for cell in cells])
                    else:
                        rows.append([seen.get(cell, cell) for cell in cells])
                    lines.append(line)
                else:
                    faults.append(_width_fault(path, line, cells, width))
            line = reader.line_num + 1
    except csv.Error as fault:
        raise WrongLayout(
            path,
            f"is not CSV: {fault}",
            line=line,
            expected="quotes in pairs, and nothing behind a closing quote but a separator",
            remedy="correct the line, or download the file again",
        ) from None
    if faults:
        raise ImportFaults(faults)
    return tuple(before), rows, lines


def _skip_to_header(reader: Any, is_header: IsHeader, before: list[tuple[str, ...]]) -> int:
    """Return the width of the header, having read it; 0 if it is not among the first lines."""
    try:
        for cells in reader:
            stripped = tuple(cell.strip() for cell in cells)
            if is_header(stripped):
                return len(cells)
            if any(stripped):
                before.append(stripped)
            if len(before) > _FIRST_LINES:
                return 0
    except csv.Error:
        pass
    return 0


def _width_fault(path: Path, line: int, cells: list[str], width: int) -> ImportFault:
    short = len(cells) < width
    return WrongLayout(
        path,
        "the row is cut off" if short else "the row has too many cells",
        line=line,
        expected=f"{width} cells",
        found=str(len(cells)),
        remedy="download the file again; a cell that holds the separator needs quotes",
    )
