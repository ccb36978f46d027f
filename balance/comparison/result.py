"""The one form in which everything comes back: tables, sentences, sources, lineage, charts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from balance.errors import RowError, suggest
from balance.tables.dataset import Dataset

if TYPE_CHECKING:
    from balance.charts import Plots
    from balance.comparison.explanation import Explanation
    from balance.comparison.sheets import Sheet

__all__ = ["ChartSpec", "Result", "Statement", "cell"]

_OPEN, _BAR, _CLOSE = "⟦", "¦", "⟧"
_MARK = re.compile(f"{_OPEN}([^{_OPEN}{_BAR}{_CLOSE}]*){_BAR}([^{_CLOSE}]*){_CLOSE}")


def cell(text: str, table: str, row: str, column: str) -> str:
    """Return a number for a sentence, marked with the address of the cell it is printed from.

    Parameters
    ----------
    text
        The number as it is printed; the characters that mark a cell are taken out of it.
    table, row, column
        The cell.

    Returns
    -------
    str
        For :class:`Statement`.

    Examples
    --------
    >>> str(Statement("It is " + cell("1.6 : 1", "comparison", "active_personnel", "ratio")))
    'It is 1.6 : 1'
    """
    clean = re.sub(f"[{_OPEN}{_BAR}{_CLOSE}]", "", text)
    return f"{_OPEN}{clean}{_BAR}{table}/{row}/{column}{_CLOSE}"


@dataclass(frozen=True)
class Statement:
    """A sentence made from results; each number knows its cell.

    Parameters
    ----------
    marked
        The sentence with its numbers marked by :func:`cell`.

    Examples
    --------
    >>> said = Statement("Europe has " + cell("1,732", "comparison", "combat_aircraft", "a"))
    >>> list(said.parts())
    [('Europe has ', None), ('1,732', 'comparison/combat_aircraft/a')]
    """

    marked: str

    def __str__(self) -> str:
        return _MARK.sub(r"\1", self.marked)

    def parts(self) -> Iterator[tuple[str, str | None]]:
        """Yield pieces of text, each with the address of its cell or None."""
        end = 0
        for match in _MARK.finditer(self.marked):
            if match.start() > end:
                yield self.marked[end : match.start()], None
            yield match.group(1), match.group(2)
            end = match.end()
        if end < len(self.marked):
            yield self.marked[end:], None


@dataclass(frozen=True)
class ChartSpec:
    """A chart that can be drawn from a result's tables.

    Attributes
    ----------
    kind
        Name of the drawing function: ``ratios``, ``leaving``, ``contributions``,
        ``amounts``.
    title
        What it shows, as a finding.
    alt
        The same in one or two sentences for those who do not see it.
    tables
        Names of the tables it is drawn from.
    note
        Source line.
    columns, rows
        Columns of amounts and keys of rows that are drawn, where the kind leaves a choice; all
        rows if none are named.
    """

    kind: str
    title: Statement
    alt: Statement
    tables: tuple[str, ...]
    note: str
    columns: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Result:
    """Answer to a question: what every comparison and every scenario returns.

    Attributes
    ----------
    title, question
        What was asked, short and in a sentence.
    answer, warnings
        Sentences of the headline and the caveats, with the cells of their numbers.
    tables
        DataFrames by name; the first is :attr:`table`.
    sources
        One row per source of a figure used, with terms.
    contributions
        Lineage of the tables: table, row, indicator, side, part, entity, figure_id, low,
        value, high, reading, source_id, scope, as_of, resolution. Totals are its group sums.
        A product of figures joins their ids with " * ".
    witnesses
        The same columns for the other editions that standing is judged by.
    figures
        The figures and known zeros used, as printed, by figure_id.
    data
        The tables it was made from.
    charts
        What can be drawn.
    labels
        Names of the sides in sentences: ``a``, ``b`` and others.
    parameters
        What was asked, by name; enough to ask again.
    sheets
        For the tables that are sheets of amounts: headings, and how the cells are made.

    Notes
    -----
    Only :attr:`table` is the caller's own copy; treat the other frames as read-only.
    """

    title: str
    question: str
    answer: tuple[Statement, ...]
    warnings: tuple[Statement, ...]
    tables: Mapping[str, pd.DataFrame]
    sources: pd.DataFrame
    contributions: pd.DataFrame
    witnesses: pd.DataFrame
    figures: pd.DataFrame
    data: Dataset
    charts: tuple[ChartSpec, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    parameters: Mapping[str, object] = field(default_factory=dict)
    sheets: Mapping[str, Sheet] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<Result: {self.title}; tables {', '.join(self.tables)}>"

    def _repr_html_(self) -> str:
        from balance.comparison.notebook import result_html

        return result_html(self)

    @property
    def headline(self) -> str:
        """The answer as plain text."""
        return " ".join(str(statement) for statement in self.answer)

    @property
    def caveats(self) -> tuple[str, ...]:
        """What a reader must know, as plain text."""
        return tuple(str(statement) for statement in self.warnings)

    @property
    def table(self) -> pd.DataFrame:
        """The first table."""
        return next(iter(self.tables.values())).copy()

    @property
    def plot(self) -> Plots:
        """Charts of this result: ``result.plot.ratios(ax=None)``."""
        from balance.charts import Plots

        return Plots(self)

    def explain(self, row: str, column: str | None = None, table: str | None = None) -> Explanation:
        """Return the way back from a row, or one of its cells, to the sources.

        Parameters
        ----------
        row
            Key of the row, e.g. ``main_battle_tanks``.
        column
            A column of the table; by default the whole row.
        table
            Name of the table; by default the first.

        Raises
        ------
        RowError
            If there is no such table, row or column.

        Examples
        --------
        >>> import balance
        >>> result = balance.compare("BALTIC", "RUS", indicators=["submarines"])
        >>> result.explain("submarines", "b").figures.figure_id.tolist()
        ['gfp-2025-rus-submarines']
        """
        from balance.comparison.explanation import explain

        return explain(self, row, column, table)

    def frame(self, table: str | None = None) -> tuple[str, pd.DataFrame]:
        """Return a table's name and the table, indexed by its rows' keys.

        Raises
        ------
        RowError
            If there is no such table.
        """
        name = next(iter(self.tables)) if table is None else table
        if name not in self.tables:
            raise RowError(
                f"this result has no table {name!r}; it has {', '.join(self.tables)}."
                f"{suggest(name, self.tables)}"
            )
        frame = self.tables[name]
        return name, frame.set_index(frame.columns[0], drop=False)
