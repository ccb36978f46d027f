"""A table of one's own, CSV or workbook, with a mapping file."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

from balance.errors import ImportFault, ImportFaults, MissingSheet, WrongCell, WrongLayout, suggest
from balance.importers.cells import cells_frame, joined_cells
from balance.importers.csv_numbers import decimal_sign, numbers_of
from balance.importers.csv_text import CsvFile, open_csv
from balance.importers.extract import Extract, Skipped
from balance.importers.mapping import FigureColumn, TableMapping, read_mapping
from balance.importers.workbooks import Broken, address, open_workbook
from balance.quantities.dates import is_partial_date

__all__ = ["KIND", "read", "read_mapped", "recognises"]

KIND = "table"
_YEAR = re.compile(r"([12]\d{3})(?:\.0)?", re.ASCII)
_SCALES = {0: "", 3: " thousand", 6: " million", 9: " billion"}


def recognises(path: Path) -> bool:
    """Return False: a table of one's own is named as such, with its mapping."""
    del path
    return False


def read(path: Path) -> Extract:
    """Raise: a table of one's own cannot be read without its mapping."""
    raise WrongLayout(
        path,
        "cannot be read as a table without a mapping file",
        expected="--mapping FILE",
        remedy="write one with [source], [rows] and [[figures]]",
    )


def read_mapped(path: Path, mapping: Path) -> Extract:
    """Read a table of one's own.

    Parameters
    ----------
    path
        CSV or workbook. Its header is the first row that holds all headings of the mapping.
    mapping
        TOML file that says which column is what, see :data:`balance.importers.mapping.EXAMPLE`.

    Returns
    -------
    Extract

    Raises
    ------
    ImportFault, ImportFaults
        If the mapping is wrong, or the table is not what it says.
    """
    told = read_mapping(mapping)
    file = _workbook(path, told) if _is_workbook(path) else _csv(path, told)
    _check_headings(file, told)
    used: set[str] = set(told.headings)
    decimal = told.decimal or _decimal(file, told)
    parts: list[pd.DataFrame] = []
    skipped: list[Skipped] = []
    for figure in told.figures:
        if figure.column:
            parts.append(_cells(file, told, figure, decimal, figure.column))
            continue
        for heading in file.header:
            if _YEAR.fullmatch(heading):
                used.add(heading)
                parts.append(_cells(file, told, figure, decimal, heading, heading[:4]))
    if not parts:
        raise WrongLayout(path, "has no column headed by a year", found=", ".join(file.header[:12]))
    for place, heading in enumerate(file.header):
        if heading not in used and any(row[place].strip() for row in file.rows):
            skipped.append(
                Skipped(
                    f"cells of the column {heading or place + 1}",
                    len(file.rows),
                    "not in the mapping",
                )
            )
    unmapped = _unmapped(file, told)
    if unmapped:
        skipped.append(Skipped("cells", unmapped, "their rows are not in the mapping"))
    return Extract(
        KIND,
        told.source,
        joined_cells(parts),
        len(file.rows),
        tuple(skipped),
        file.notes,
        told.indicators,
        {each.indicator: each.implausible for each in told.figures if each.implausible},
    )


def _is_workbook(path: Path) -> bool:
    """Return whether a file begins as a workbook does, locked and old ones included."""
    try:
        with path.open("rb") as file:
            return file.read(4) in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
    except OSError:
        return False


def _unmapped(file: CsvFile, told: TableMapping) -> int:
    """Return how many rows of a long table belong to no column of the mapping."""
    if not all(figure.where[0] for figure in told.figures):
        return 0
    wanted = {figure.where for figure in told.figures}
    columns = {column: file.column(column) for column in {where[0] for where in wanted}}
    return sum(
        not any(columns[column][row] == content for column, content in wanted)
        for row in range(len(file.rows))
    )


def _is_header(told: TableMapping, cells: Sequence[str]) -> bool:
    return told.headings <= set(cells) and (
        not told.across or any(_YEAR.fullmatch(cell) for cell in cells)
    )


def _csv(path: Path, told: TableMapping) -> CsvFile:
    expected = f"a header with {', '.join(sorted(told.headings))}"
    return open_csv(path, lambda cells: _is_header(told, cells), expected)


def _workbook(path: Path, told: TableMapping) -> CsvFile:
    """Return a sheet as if it were a CSV file with decimal points."""
    book = open_workbook(path, wanted=lambda name: not told.sheet or name == told.sheet)
    if told.sheet not in book.sheets and (told.sheet or len(book.names) != 1):
        raise MissingSheet(
            path,
            f"has no sheet {told.sheet!r}" if told.sheet else "has more than one sheet",
            expected="sheet in the section [file] of the mapping",
            found=", ".join(book.names),
            remedy="name the sheet." + suggest(told.sheet, book.names),
        )
    sheet = book.sheets[told.sheet or book.names[0]]
    texts = [[_text(value) for value in row] for row in sheet.rows]
    start = next((at for at, row in enumerate(texts) if _is_header(told, row)), -1)
    if start < 0:
        raise WrongLayout(
            path,
            "has no such header",
            sheet=sheet.name,
            expected=f"a row with {', '.join(sorted(told.headings))}",
            remedy="correct the mapping, or the headings of the sheet",
        )
    header = tuple(texts[start])
    faults: list[ImportFault] = []
    rows, lines = [], []
    for at in range(start + 1, len(texts)):
        row = texts[at]
        faults += [
            WrongCell(
                path,
                "holds an error" if isinstance(value, Broken) else "stands beside the table",
                sheet=sheet.name,
                cell=address(at, place),
                found=repr(str(value)[:40]),
                remedy="correct the cell in the workbook",
            )
            for place, value in enumerate(sheet.rows[at])
            if isinstance(value, Broken) or (place >= len(header) and row[place])
        ]
        if any(row):
            rows.append([*row[: len(header)], *[""] * (len(header) - len(row))])
            lines.append(at + 1)
    if faults:
        raise ImportFaults(faults)
    return CsvFile(path, header, rows, lines, (), ",", ())


def _text(value: Any) -> str:
    """Return a cell of a workbook as text: numbers without loss, days as ISO dates."""
    if value is None or isinstance(value, Broken):
        return ""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    return " ".join(str(value).split()) if isinstance(value, str) else repr(value)


def _check_headings(file: CsvFile, told: TableMapping) -> None:
    twice = sorted(name for name in told.headings if file.header.count(name) > 1)
    if twice:
        raise WrongLayout(
            file.path, f"has the heading {twice[0]} twice", remedy="rename one of the columns"
        )


def _cells(
    file: CsvFile,
    told: TableMapping,
    figure: FigureColumn,
    decimal: str,
    heading: str,
    year: str = "",
) -> pd.DataFrame:
    """Return the cells of one column of numbers."""
    rows = range(len(file.rows))
    if figure.where[0]:
        condition = file.column(figure.where[0])
        rows_kept = [row for row in rows if condition[row] == figure.where[1]]
    else:
        rows_kept = list(rows)
    column = file.column(heading)
    texts = [column[row] for row in rows_kept]
    lines = [file.lines[row] for row in rows_kept]
    given = [place for place, text in enumerate(texts) if text not in told.missing]
    printed = [texts[place] for place in given]
    numbers = numbers_of(
        file,
        printed,
        [lines[place] for place in given],
        [heading] * len(given),
        decimal=decimal,
        exponent=2 if figure.fraction else figure.exponent,
    )
    values, stated = [float("nan")] * len(texts), [""] * len(texts)
    for place, value, shown in zip(given, numbers.values, numbers.stated, strict=True):
        values[place] = value
        shown = f"{Decimal(shown).scaleb(2):f}" if figure.fraction else shown
        sign = "%" if figure.unit == "percent" else ""
        stated[place] = shown + _SCALES[figure.exponent] + sign
    as_of = [year] * len(texts) if year else _times(file, told, rows_kept)
    note = "; ".join(
        filter(None, (figure.note, "printed as a fraction" if figure.fraction else ""))
    )
    names = _column_or_empty(file, told.name, rows_kept)
    return cells_frame(
        len(texts),
        {
            "name": names,
            "code": _column_or_empty(file, told.code, rows_kept),
            "aggregate": [name in told.aggregates for name in names],
            "status": ["no_data" if text in told.missing else "reported" for text in texts],
            "indicator": figure.indicator,
            "as_of": as_of,
            "period_end": [f"{when[:4]}-12-31" if figure.flow else "" for when in as_of],
            "value": values,
            "unit": figure.unit,
            "basis": figure.basis,
            "scope": figure.scope,
            "as_stated": stated,
            "hedge": figure.hedge,
            "locator": [f"line {line}, column {heading}" for line in lines],
            "note": note,
        },
    )


def _decimal(file: CsvFile, told: TableMapping) -> str:
    """Return the decimal sign of all columns of numbers together."""
    named = {figure.column for figure in told.figures}
    columns: dict[str, list[str]] = {}
    for place, heading in enumerate(file.header):
        across = told.across and _YEAR.fullmatch(heading) is not None
        if heading in named or across:
            cells = (row[place].strip() for row in file.rows)
            kept = columns.setdefault("the years" if across else heading, [])
            kept += [cell for cell in cells if cell not in told.missing]
    return decimal_sign(file, columns)


def _column_or_empty(file: CsvFile, heading: str, rows: list[int]) -> list[str]:
    if not heading:
        return [""] * len(rows)
    column = file.column(heading)
    return [column[row] for row in rows]


def _times(file: CsvFile, told: TableMapping, rows: list[int]) -> list[str]:
    """Return what the numbers of each row are true of."""
    if told.as_of:
        return [told.as_of] * len(rows)
    heading = told.year or told.date
    column = file.column(heading)
    found, faults = [], []
    for row in rows:
        match = _YEAR.fullmatch(column[row])
        text = match[1] if match else column[row]
        if not (match or (told.date and is_partial_date(text))):
            faults.append(
                WrongCell(
                    file.path,
                    "is not a year" if told.year else "is not a date",
                    line=file.lines[row],
                    column=heading,
                    expected="four digits" if told.year else "YYYY, YYYY-MM or YYYY-MM-DD",
                    found=repr(text[:40]),
                    remedy="write it so",
                )
            )
        found.append(text)
    if faults:
        raise ImportFaults(faults)
    return found
