"""The first table of a result as it is printed, each cell with the amount behind it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from balance.comparison.amounts import Amount
from balance.comparison.explanation import CellIndex
from balance.comparison.lineage import JOIN
from balance.comparison.printed import printed
from balance.comparison.result import Result, Statement
from balance.comparison.terms import Term
from balance.quantities.bounds import Bounds
from balance.robustness.flips.result import inputs

__all__ = ["Cell", "Place", "Shown"]

Place = tuple[str, str]
"""Key of a row and heading of a column."""


@dataclass(frozen=True)
class Cell:
    """One cell as printed.

    Attributes
    ----------
    label
        Of its row, with the heading of its group.
    text
        What is printed; empty where nothing is.
    """

    label: str
    text: str


@dataclass(frozen=True, eq=False)
class Shown:
    """The first table of a result as printed, and the way to what its cells are made of.

    Parameters
    ----------
    result
        Any result.
    """

    result: Result

    @cached_property
    def cells(self) -> Mapping[Place, Cell]:
        """All cells but the labels of the rows."""
        name, frame = self.result.frame()
        table = printed(self.result, name)
        found: dict[Place, Cell] = {}
        for key, row, group in zip(frame.index, table.rows, table.groups, strict=True):
            label = f"{row[0].text} ({group})" if group else row[0].text
            for heading, cell in zip(table.columns[1:], row[1:], strict=True):
                found[str(key), heading] = Cell(label, cell.text)
        return found

    @cached_property
    def _index(self) -> CellIndex:
        return CellIndex(self.result)

    @cached_property
    def _columns(self) -> Mapping[str, str]:
        """Names of the columns of amounts by heading; tables that are no sheets have none."""
        sheet = self.result.sheets.get(self.result.frame()[0])
        return {column.label: column.name for column in sheet.columns} if sheet else {}

    def amount(self, place: Place) -> Amount | None:
        """Return the amount in a cell with the figures behind it, or None if it holds none."""
        column = self._columns.get(place[1], "")
        if not column or place not in self.cells:
            return None
        name, frame = self.result.frame()
        cells = dict(frame.loc[place[0]])
        unit, digits = str(cells[f"{column}_unit"]), str(cells[f"{column}_digits"])
        if not unit:
            return None
        value, low, high = (float(cells[f"{column}{end}"]) for end in ("", "_low", "_high"))
        bounds = Bounds(low, None if math.isnan(value) else value, high)
        terms = self.terms([(name, place[0], column)])
        return Amount(bounds, unit, terms, (), int(digits) if digits else None)

    def terms(self, cells: Iterable[tuple[str, str, str]]) -> tuple[Term, ...]:
        """Return the figures that some cells are made of, as inputs, each once.

        Parameters
        ----------
        cells
            Table, row and column of each.
        """
        sides: dict[tuple[str, str, str], None] = {}
        for table, row, column in cells:
            sides |= dict.fromkeys(self._index.made_of(table, row, column)[1])
        terms: dict[Term, None] = {}
        for line in self._index.lines(sides):
            value = float(line["value"])
            term = Term(
                str(line["entity"]),
                "",
                tuple(str(line["figure_id"]).split(JOIN)),
                tuple(str(line["source_id"]).split(JOIN)),
                Bounds(line["low"], None if math.isnan(value) else value, line["high"]),
                str(line["reading"]),
                str(line["scope"]),
                tuple(str(line["as_of"]).split()),
                float(line["resolution"]),
            )
            terms.setdefault(term)
        return inputs(terms)

    def behind(self, statement: Statement | None) -> tuple[Term, ...]:
        """Return the figures behind the numbers of a sentence of the result."""
        parts = [] if statement is None else list(statement.parts())
        addresses = [address.split("/") for _, address in parts if address is not None]
        return self.terms((table, row, column) for table, row, column in addresses)
