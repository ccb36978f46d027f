"""Tables inside sheets: the header found by its content, the rows below it, the numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

from balance.errors import ImportFault, WrongCell, WrongLayout
from balance.importers.extract import CELLS
from balance.importers.workbooks import Broken, Sheet, address, is_number

__all__ = [
    "Header",
    "Row",
    "cells_frame",
    "fault_at",
    "find_header",
    "in_base_unit",
    "plain",
    "printed",
    "rows_below",
    "year_of",
]

_YEAR = re.compile(r"\s*((?:18|19|20)\d{2})\s*(e?)\s*", re.ASCII)
_SCALES = {"": 0, "%": 0, "thousand": 3, "million": 6, "billion": 9}
_SIX_DIGITS = 0.1  # from here on six decimals are six significant digits


def plain(value: object) -> str:
    """Return the text of a cell without spaces around it; nothing for an empty cell."""
    return "" if value is None else " ".join(str(value).split())


def year_of(value: object) -> tuple[int, bool] | None:
    """Return the year that a header cell names, and whether it is marked as an estimate.

    Examples
    --------
    >>> year_of(2023.0), year_of("2019"), year_of("2024e"), year_of("2024 (current prices)")
    ((2023, False), (2019, False), (2024, True), None)
    """
    if is_number(value):
        number = float(str(value))
        return (int(number), False) if number.is_integer() and 1800 <= number < 2100 else None
    match = _YEAR.fullmatch(value) if isinstance(value, str) else None
    return (int(match[1]), match[2] == "e") if match else None


def printed(number: float) -> str:
    """Return a cell's number as text: six decimals, or six significant digits below 0.1.

    The cells of published workbooks carry the residue of conversions; six decimals of a
    million are single dollars.

    Examples
    --------
    >>> printed(968381.594875612), printed(997309.0), printed(0.0000147)
    ('968381.594876', '997309', '0.0000147')
    """
    if number and abs(number) < _SIX_DIGITS:
        return format(Decimal(f"{number:.6g}"), "f")
    text = f"{number:.6f}"
    return text.rstrip("0").rstrip(".")


def in_base_unit(text: str, scale: str) -> tuple[str, float]:
    """Return how a number is stated and its value in the base unit.

    Parameters
    ----------
    text
        As :func:`printed` gives it.
    scale
        ``thousand``, ``million``, ``billion``, ``%``, or empty.

    Examples
    --------
    >>> in_base_unit("228.69316", "million"), in_base_unit("3.41", "%")
    (('228.69316 million', 228693160.0), ('3.41%', 3.41))
    """
    zeros = _SCALES[scale]
    stated = f"{text} {scale}" if zeros else f"{text}{scale}"
    return stated, float(Decimal(text).scaleb(zeros)) if zeros else float(text)


def fault_at(
    path: Path, sheet: Sheet, row: int, column: int, problem: str, expected: str, found: object
) -> WrongCell:
    """Return the fault of one cell, its row and column counted from 0."""
    return WrongCell(
        path,
        problem,
        sheet=sheet.name,
        cell=address(row, column),
        expected=expected,
        found=str(found) if isinstance(found, Broken) else repr(found)[:60],
        remedy="compare with the publisher's file and correct the cell",
    )


@dataclass(frozen=True, eq=False)
class Header:
    """The header of a table.

    Attributes
    ----------
    row
        Its row, from 0.
    name
        The column of names, from 0.
    labels
        Columns before and after the years by their text in lower case.
    years
        Columns of years.
    """

    row: int
    name: int
    labels: Mapping[str, int]
    years: Mapping[int, int]


@dataclass(frozen=True, eq=False)
class Row:
    """One row below a header.

    Attributes
    ----------
    number
        From 0.
    name
        As printed, without spaces around it.
    cells
        All its cells.
    """

    number: int
    name: str
    cells: list[Any]

    def at(self, column: int) -> Any:
        """Return a cell; None beyond the last one."""
        return self.cells[column] if column < len(self.cells) else None


def find_header(path: Path, sheet: Sheet, word: str, known: Iterable[str] = ()) -> Header:
    """Find the row that names the columns.

    Parameters
    ----------
    path, sheet
        Where.
    word
        What stands above the names, e.g. ``Country``.
    known
        Patterns of further columns that may hold numbers.

    Returns
    -------
    Header

    Raises
    ------
    WrongLayout
        If there is none, if its years do not follow one another, or if a column that holds
        numbers has no year.
    """
    for r, cells in enumerate(sheet.rows):
        texts = [plain(value).casefold() for value in cells]
        if word.casefold() not in texts:
            continue
        name = texts.index(word.casefold())
        years = {c: y[0] for c in range(name + 1, len(cells)) if (y := year_of(cells[c]))}
        if not years:
            continue
        labels = {t: c for c, t in enumerate(texts) if t and c not in years}
        header = Header(r, name, labels, years)
        _check_header(path, sheet, header, tuple(known))
        return header
    raise WrongLayout(
        path,
        "has no header",
        sheet=sheet.name,
        expected=f"a row with {word!r} and years",
        found="no such row" if sheet.rows else "an empty sheet",
        remedy="put the header back as the publisher has it",
    )


def _check_header(path: Path, sheet: Sheet, header: Header, known: tuple[str, ...]) -> None:
    years = list(header.years.values())
    for (column, year), before in zip(list(header.years.items())[1:], years, strict=False):
        if year != before + 1:
            raise WrongLayout(
                path,
                "has years in its header that do not follow one another",
                sheet=sheet.name,
                cell=address(header.row, column),
                expected=str(before + 1),
                found=str(year),
                remedy="put the header back as the publisher has it",
            )
    named = {c for t, c in header.labels.items() if any(re.fullmatch(k, t) for k in known)}
    allowed = {header.name, *header.years, *named}
    for r in range(header.row + 1, len(sheet.rows)):
        for c, value in enumerate(sheet.rows[r]):
            if c not in allowed and (is_number(value) or _stands_for_one(value)):
                raise WrongLayout(
                    path,
                    "holds numbers, or codes for missing ones, in a column without a year",
                    sheet=sheet.name,
                    cell=address(r, c),
                    expected=f"a year in {address(header.row, c)}",
                    found=repr(plain(_at(sheet, header.row, c))),
                    remedy="put the header back as the publisher has it",
                )


def _stands_for_one(value: object) -> bool:
    """Return whether a text is a code for a missing number: dots, or ``xxx``."""
    return isinstance(value, str) and re.fullmatch(r"\s*(?:[.…][.…\s]*|xxx\s*)", value) is not None


def _at(sheet: Sheet, row: int, column: int) -> Any:
    cells = sheet.rows[row]
    return cells[column] if column < len(cells) else None


def rows_below(
    path: Path, sheet: Sheet, header: Header, faults: list[ImportFault]
) -> Iterator[Row]:
    """Yield the rows below a header that hold anything, with their names.

    Rows without a name that hold numbers, names that are no text, names that stand twice with
    numbers, and a second header are put down as faults.
    """
    word = plain(_at(sheet, header.row, header.name))
    seen: dict[str, int] = {}
    for r in range(header.row + 1, len(sheet.rows)):
        cells = sheet.rows[r]
        if not any(plain(value) for value in cells):
            continue
        row = Row(r, plain(cells[header.name]) if header.name < len(cells) else "", cells)
        filled = any(plain(row.at(c)) for c in header.years)
        problem = ""
        if not row.name and filled:
            problem = "names nothing, but numbers stand beside it"
        elif row.name and not isinstance(row.at(header.name), str):
            problem = "is not a name"
        elif any(plain(value) for value in cells[: header.name]):
            problem = "has something to its left, where nothing stands"
        elif row.name.casefold() == word.casefold():
            problem = "is a second header"
        elif filled and row.name in seen:
            problem = f"names what row {seen[row.name] + 1} names already"
        if problem:
            found = row.at(header.name)
            faults.append(fault_at(path, sheet, r, header.name, problem, "a name", found))
            continue
        if filled:
            seen[row.name] = r
        yield row


def cells_frame(parts: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Return cells with the columns of an extract, from columns or single values for a sheet.

    Parameters
    ----------
    parts
        Columns by name, or one value for all rows of a sheet.

    Returns
    -------
    DataFrame
        The columns :data:`CELLS`.
    """
    frames = [pd.DataFrame(dict(part)) for part in parts if len(part["name"])]
    whole = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()
    for column in CELLS:
        if column not in whole:
            numbers = column in ("value", "low", "high")
            whole[column] = float("nan") if numbers else ""
    return whole[list(CELLS)]
