"""CSV files to frames of text, with the line of every row, and a fault for every flaw."""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import os
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from balance.errors import (
    DataFault,
    EmptyFile,
    MissingColumn,
    NotReadable,
    Place,
    UndecodableText,
    UnexpectedColumn,
    suggest,
)
from balance.tables.columns import TABLES, Table, table_of_file

__all__ = ["CLAIMS", "ParsedFile", "file_digest", "list_files", "read_table"]

CLAIMS = "claims.toml"
"""A folder may hold claims and no table."""

_MOST_SEEN = 50_000
_LONGEST_CELL = 20_000
_LIKE_TABLES = (".csv", ".tsv", ".xls", ".xlsx", ".ods")


@dataclass(frozen=True)
class ParsedFile:
    """What was read from one file.

    Attributes
    ----------
    frame
        The table's columns as text, empty cells as "", and ``file`` and ``line``.
    faults
        What is wrong with the file.
    lacking
        Columns that the header does not have; their cells are not faulted again.
    digest
        SHA-256 of the file, or empty if it could not be read as text.
    """

    frame: pd.DataFrame
    faults: tuple[DataFault, ...]
    lacking: frozenset[str] = frozenset()
    digest: str = ""


def file_digest(content: bytes) -> str:
    """Return the SHA-256 of some bytes as hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def list_files(folder: Path, shown: str) -> tuple[list[tuple[str, Path]], list[DataFault]]:
    """Return the table files of a data folder as (relative name, path), and faults.

    Parameters
    ----------
    folder
        The folder.
    shown
        How the user named it, for the messages.

    Returns
    -------
    tuple of list and list
        Files in the order of the tables, then by name; faults for a folder that is none or
        cannot be read, for one without any table, and for tables that nobody would read.
    """
    if not shown.strip() or not folder.is_dir():
        problem = "is not a folder" if folder.is_file() else "does not exist"
        fault = NotReadable(
            Place(shown or "''"),
            problem,
            expected="a folder with tables, e.g. figures/mine.csv and sources.csv",
            remedy="name the folder that holds the tables",
        )
        return [], [fault]
    faults: list[DataFault] = []
    found: list[tuple[str, Path]] = []
    strays: list[str] = []
    for path in _tables_below(folder, shown, faults):
        relative = path.relative_to(folder).as_posix()
        if table_of_file(relative) is None:
            strays.append(relative)
        else:
            found.append((relative, path))
    faults += [
        NotReadable(
            Place(f"{shown}/{relative}"),
            "is not a table of this project",
            expected="figures/<name>.csv or one of "
            + ", ".join(f"{name}.csv" for name in TABLES if name != "figures"),
            remedy="rename it, move figures into the folder figures/, or take it out",
        )
        for relative in strays
    ]
    if not found and not faults and not (folder / CLAIMS).is_file():
        faults.append(
            NotReadable(
                Place(shown),
                "holds no table",
                expected="figures/<name>.csv, sources.csv ...",
                remedy="put your tables there",
            )
        )
    order = list(TABLES)
    found.sort(key=lambda item: (order.index(table_of_file(item[0]) or ""), item[0]))
    return found, faults


def _tables_below(folder: Path, shown: str, faults: list[DataFault]) -> list[Path]:
    """Return everything below a folder that looks like a table, and note what is unreadable."""

    def unreadable(fault: OSError) -> None:
        where = Path(fault.filename).relative_to(folder).as_posix()
        faults.append(_unreadable(Place(f"{shown}/{where}".removesuffix("/.")), fault))

    found: list[Path] = []
    for place, folders, files in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        looks = [name for name in (*folders, *files) if name.lower().endswith(_LIKE_TABLES)]
        looks += ["figures"] if "figures" in files and Path(place) == folder else []
        found += [Path(place) / name for name in looks if not name.startswith(".")]
    return sorted(found)


def _unreadable(place: Place, fault: OSError) -> DataFault:
    return NotReadable(
        place,
        f"cannot be read: {fault.strerror or fault}",
        expected="a file or folder that may be read",
        remedy="check its name and permissions",
    )


def read_table(path: Path, table: Table, shown: str) -> ParsedFile:
    """Read one CSV file as text.

    Parameters
    ----------
    path
        The file.
    table
        What it should hold.
    shown
        How to name it in messages.

    Returns
    -------
    ParsedFile
        Nothing is dropped or repaired: a file with a flaw gives faults.
    """
    place = Place(shown)
    if path.is_dir():
        return _nothing(
            table,
            NotReadable(
                place, "is a folder", expected="a CSV file", remedy="put a file there instead"
            ),
        )
    try:
        content = path.read_bytes()
    except OSError as fault:
        return _nothing(table, _unreadable(place, fault))
    digest = file_digest(content)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content[: fault.start].count(b"\n") + 1
        return _nothing(
            table,
            UndecodableText(
                Place(shown, line),
                "is not UTF-8",
                expected="UTF-8 text",
                found=f"byte 0x{content[fault.start]:02x}",
                remedy=f"save the file as UTF-8 (it looks like {_looks_like(content)})",
            ),
        )
    return replace(_parse(text, table, shown), digest=digest)


def _looks_like(content: bytes) -> str:
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return "UTF-16" if wide else "Latin-1 or Windows-1252"


def _nothing(table: Table, *faults: DataFault) -> ParsedFile:
    return ParsedFile(pd.DataFrame(columns=[*table.names, "file", "line"], dtype=str), faults)


def _parse(text: str, table: Table, shown: str) -> ParsedFile:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[list[str]] = []
    lines: list[int] = []
    faults: list[DataFault] = []
    header: list[str] = []
    begins = 1
    seen: dict[str, str] = {}  # names, units and notes repeat: kept once, long files fit in memory
    try:
        for cells in reader:
            if not header:
                header = cells if any(cells) else []
            elif cells and any(cell.strip() for cell in cells):
                keep = seen.setdefault if len(seen) < _MOST_SEEN else seen.get
                rows.append([keep(cell, cell) for cell in cells])
                lines.append(begins)
            begins = reader.line_num + 1
    except csv.Error as fault:
        return _nothing(
            table,
            NotReadable(
                Place(shown, reader.line_num),
                f"is not CSV: {fault}",
                expected="commas, and quotes around cells with commas",
                remedy="save the file as CSV",
            ),
        )
    if not header:
        return _nothing(
            table,
            EmptyFile(
                Place(shown),
                "is empty",
                expected="a header: " + ", ".join(table.names),
                remedy="add the header and rows, or delete the file",
            ),
        )
    if len(header) == 1 and (sign := next((s for s in ";\t" if s in header[0]), "")):
        return _nothing(
            table,
            NotReadable(
                Place(shown, 1),
                f"its cells are separated by {'semicolons' if sign == ';' else 'tabs'}",
                expected="commas",
                remedy="save the file as CSV with commas and decimal points",
            ),
        )
    faults += _header_faults(header, table, shown)
    width = len(header)
    kept: list[list[str]] = []
    kept_lines: list[int] = []
    for cells, line in zip(rows, lines, strict=True):
        if len(cells) != width:
            faults.append(
                UnexpectedColumn(
                    Place(shown, line, key=cells[0]),
                    "has the wrong number of cells",
                    expected=str(width),
                    found=str(len(cells)),
                    remedy="put quotes around cells that hold commas, add empty cells at the end",
                )
            )
        elif (long := max(map(len, cells))) > _LONGEST_CELL:
            faults.append(
                UnexpectedColumn(
                    Place(shown, line),
                    "has a cell that is too long",
                    expected=f"at most {_LONGEST_CELL} characters",
                    found=str(long),
                    remedy="shorten it",
                )
            )
        else:
            kept.append([cell.strip() for cell in cells])
            kept_lines.append(line)
    frame = pd.DataFrame(kept, columns=header, dtype=str)
    frame = frame.loc[:, ~frame.columns.duplicated()].reindex(columns=table.names, fill_value="")
    frame["file"] = shown
    frame["line"] = kept_lines
    return ParsedFile(frame, tuple(faults), frozenset(table.names) - frozenset(header))


def _header_faults(header: list[str], table: Table, shown: str) -> list[DataFault]:
    missing = [c.name for c in table.columns if c.name not in header and not c.optional_column]
    strange = [name for name in dict.fromkeys(header) if name not in table.names]
    twice = [name for name in dict.fromkeys(header) if header.count(name) > 1]
    # One column lacking and one too many is one column under another name.
    meant = dict(zip(strange, missing, strict=True)) if len(strange) == len(missing) == 1 else {}
    faults: list[DataFault] = [
        MissingColumn(
            Place(shown, 1, name),
            f"the table {table.name} lacks a column",
            expected=", ".join(table.names),
            found=", ".join(header),
            remedy=f"add the column {name}; leave its cells empty if unknown",
        )
        for name in missing
        if name not in meant.values()
    ]
    for name in strange:
        remedy = f"rename it to {meant[name]}" if name in meant else "rename or remove it"
        faults.append(
            UnexpectedColumn(
                Place(shown, 1, name),
                f"the table {table.name} has no such column",
                expected=", ".join(table.names),
                found=repr(name),
                remedy=remedy + ("" if name in meant else "." + suggest(name, table.names)),
            )
        )
    faults += [
        UnexpectedColumn(
            Place(shown, 1, name),
            "the column occurs twice",
            found=", ".join(header),
            remedy="remove one of them",
        )
        for name in twice
        if name in table.names
    ]
    return faults
