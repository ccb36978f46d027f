"""A pandera schema per table, and its failures as faults with file and line.

pandera is imported inside the functions: reading the bundled tables does not need it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from balance.errors import DataFault, MissingValue, Place, WrongValue
from balance.quantities.dates import is_partial_date
from balance.tables.columns import TABLES, Column, Table

if TYPE_CHECKING:
    import pandera.pandas as pa

__all__ = ["schema", "schema_faults", "typed"]

_NUMBER = re.compile(r"-?\d{1,18}(?:\.\d{1,18})?", re.ASCII)
_SHOWN = 40
_PATTERNS = {
    "digits": (r"[0-9]{1,3}", "a whole number of at most three digits"),
    "key": (r"[a-z0-9]+(?:-[a-z0-9]+)*", "lower-case letters, digits and single hyphens"),
    "name": (r"[A-Za-z][A-Za-z0-9_]*", "a name of letters, digits and underscores"),
    "state": (r"[A-Z]{3}", "three capitals (ISO 3166-1 alpha-3)"),
    "words": (r"[a-z0-9-]+(?:;[a-z0-9-]+)*", "ids joined by semicolons"),
}
_REMEDY = {
    "required": "fill the cell",
    "not negative": "a holding or a sum of money is never below zero; check the sign",
}


def typed(frame: pd.DataFrame, table: Table) -> tuple[pd.DataFrame, list[DataFault]]:
    """Return a frame of text with its number columns as floats, and faults for non-numbers.

    Parameters
    ----------
    frame
        As read: text, with ``file`` and ``line``.
    table
        What it holds.

    Returns
    -------
    tuple of DataFrame and list
        Empty cells of numbers are NaN; a cell that is no number is NaN and a fault.
    """
    faults: list[DataFault] = []
    numbers = {}
    for column in (c.name for c in table.columns if c.kind == "number"):
        text = frame[column]
        bad = np.array([bool(c) and not _NUMBER.fullmatch(c) for c in text.tolist()], dtype=bool)
        for row in frame.index[bad]:
            faults.append(
                WrongValue(
                    place_of(frame, table, row, column),
                    "is not a number",
                    expected="at most 18 digits with a decimal point, no separators",
                    found=repr(text[row][:_SHOWN]),
                    remedy="write the plain number; the printed form goes into as_stated",
                )
            )
        # float() rounds correctly; pandas loses the last digits of small numbers
        read = [float(c) if c else np.nan for c in text.mask(bad, "").tolist()]
        numbers[column] = pd.Series(read, index=frame.index, dtype="float64")
    return frame.assign(**numbers), faults


def place_of(frame: pd.DataFrame, table: Table, row: Any, column: str = "") -> Place:
    """Return where a cell of a frame stands in its file."""
    cells = frame.loc[row]
    key = " ".join(str(cells[name]) for name in table.key if cells[name] != "")
    return Place(str(cells["file"]), int(cells["line"]), column, key)


def _column_checks(column: Column, checks: type[pa.Check]) -> list[pa.Check]:
    if column.kind == "number":
        return [checks.ge(0, name="not negative", error="0 or more")]
    found = []
    if column.required:
        found.append(checks(lambda cells: cells != "", name="required", error="a value"))
    if column.kind == "choice":
        allowed = {*column.choices} | (set() if column.required else {""})
        found.append(
            checks(
                lambda cells: cells.isin(allowed) | (cells == ""),
                name="choice",
                error="one of " + ", ".join(column.choices),
            )
        )
    elif column.kind == "date":
        found.append(
            checks(
                lambda cell: cell == "" or is_partial_date(cell),
                element_wise=True,
                name="date",
                error="YYYY, YYYY-MM or YYYY-MM-DD",
            )
        )
    elif column.kind in _PATTERNS:
        pattern, words = _PATTERNS[column.kind]
        found.append(
            checks(
                lambda cell: cell == "" or re.fullmatch(pattern, cell, re.ASCII) is not None,
                element_wise=True,
                name="form",
                error=words,
            )
        )
    return found


@cache
def schema(name: str) -> pa.DataFrameSchema:
    """Return the pandera schema of a table.

    Parameters
    ----------
    name
        One of :data:`balance.tables.columns.TABLES`.

    Returns
    -------
    pandera.DataFrameSchema
        Strict: the table's columns, ``file`` and ``line``, and no others.

    Examples
    --------
    >>> sorted(schema("scopes").columns)
    ['definition', 'file', 'label', 'line', 'scope']
    """
    import pandera.pandas as pa

    columns = {
        column.name: pa.Column(
            float if column.kind == "number" else str,
            checks=_column_checks(column, pa.Check),
            nullable=column.kind == "number",
            coerce=True,
            description=column.description,
        )
        for column in TABLES[name].columns
    }
    places = {"file": pa.Column(str), "line": pa.Column(int)}
    return pa.DataFrameSchema({**columns, **places}, strict=True, name=name)


def schema_faults(frame: pd.DataFrame, name: str, lacking: frozenset[str]) -> list[DataFault]:
    """Return what pandera finds wrong with a table, one fault per cell.

    Parameters
    ----------
    frame
        Typed, with ``file``, ``line`` and a unique index.
    name
        The table.
    lacking
        Columns that the file does not have; their empty cells are not faults.
    """
    import pandera.errors

    if frame.empty:
        return []

    table = TABLES[name]
    try:
        schema(name).validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as failures:
        cases = failures.failure_cases
    else:
        return []
    faults: list[DataFault] = []
    seen = set()
    for case in cases.itertuples():
        key = (case.index, case.column)
        if key in seen or case.column in lacking:
            continue
        seen.add(key)
        column = next(c for c in table.columns if c.name == case.column)
        check = next(
            (
                c
                for c in schema(name).columns[column.name].checks
                if case.check in (c.name, c.error)
            ),
            None,
        )
        name_of_check = check.name if check is not None else str(case.check)
        kind = MissingValue if name_of_check == "required" else WrongValue
        faults.append(
            kind(
                place_of(frame, table, case.index, column.name),
                "is empty" if kind is MissingValue else "is not allowed",
                expected=str(check.error) if check is not None else str(case.check),
                found="" if kind is MissingValue else repr(case.failure_case),
                remedy=_REMEDY.get(name_of_check, f"correct it: {column.description}"),
            )
        )
    return faults
