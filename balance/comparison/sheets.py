"""Sheets: tables of amounts, each cell with its bounds, its unit and how it is made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from balance.comparison.amounts import Amount
from balance.comparison.frames import bounds_cells
from balance.comparison.lineage import Addends
from balance.comparison.terms import Term

__all__ = ["WORDS", "Column", "Line", "Sheet", "sheet_table"]

WORDS = "words"
"""Side of the figures that the words of a row rest on."""


@dataclass(frozen=True)
class Column:
    """A column of amounts.

    Attributes
    ----------
    name
        In the table; the bounds stand in ``<name>_low`` and ``<name>_high``.
    label
        Its heading.
    how
        How its cells are made from figures, in words.
    """

    name: str
    label: str
    how: str


@dataclass(frozen=True)
class Sheet:
    """How a table of amounts is headed and how its cells are made.

    Attributes
    ----------
    title
        Its heading.
    columns
        The columns of amounts.
    words
        Headings of the columns of words by name, printed behind the amounts.
    notes
        Lines under the table.
    front
        Names of columns of words that are printed before the amounts.
    """

    title: str
    columns: tuple[Column, ...]
    words: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    front: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """A row of a sheet.

    Attributes
    ----------
    key, label
        Of the row; the label is what is printed.
    amounts
        By column; a column left out is empty.
    words
        By column.
    group
        Heading of the rows it stands among, or empty.
    terms
        Figures that its words rest on, beside those of its amounts.
    """

    key: str
    label: str
    amounts: Mapping[str, Amount]
    words: Mapping[str, str] = field(default_factory=dict)
    group: str = ""
    terms: tuple[Term, ...] = ()


def sheet_table(
    name: str, sheet: Sheet, lines: Iterable[Line]
) -> tuple[pd.DataFrame, list[Addends]]:
    """Return a sheet as a table, and what its cells are made of.

    Parameters
    ----------
    name
        Of the table.
    sheet
        Its columns.
    lines
        Its rows.

    Returns
    -------
    tuple of DataFrame and list
        Columns ``row, label, group``; for each column of amounts ``<name>``, ``<name>_low``,
        ``<name>_high``, ``<name>_unit`` and ``<name>_digits`` (significant digits that it
        carries, empty for a number in full); then the columns of words. An amount of which
        nothing is known is 0 to inf without a value, one that does not apply is empty.
    """
    rows: list[dict[str, object]] = []
    cells: list[Addends] = []
    for line in lines:
        row: dict[str, object] = {"row": line.key, "label": line.label, "group": line.group}
        for column in sheet.columns:
            amount = line.amounts.get(column.name)
            numbers = bounds_cells(None if amount is None else amount.bounds)
            names = (column.name, f"{column.name}_low", f"{column.name}_high")
            row |= dict(zip(names, numbers, strict=True))
            row[f"{column.name}_unit"] = "" if amount is None else amount.unit
            row[f"{column.name}_digits"] = "" if amount is None else _digits(amount)
            if amount is not None:
                cells.append(Addends(name, line.key, column.name, line.key, amount.terms))
        if line.terms:
            cells.append(Addends(name, line.key, WORDS, line.key, line.terms))
        row |= {word: line.words.get(word, "") for word in sheet.words}
        rows.append(row)
    columns = ["row", "label", "group"]
    for column in sheet.columns:
        columns += [
            f"{column.name}{ending}" for ending in ("", "_low", "_high", "_unit", "_digits")
        ]
    return pd.DataFrame(rows, columns=[*columns, *sheet.words]), cells


def _digits(amount: Amount) -> str:
    return "" if amount.digits is None else str(amount.digits)
