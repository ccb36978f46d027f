"""What is added up in each cell, and which figures and sources that uses."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from balance.comparison.rows import Row
from balance.comparison.terms import Term
from balance.tables.dataset import Dataset

__all__ = [
    "CONTRIBUTIONS",
    "JOIN",
    "Addends",
    "addends",
    "contributions_of",
    "figures_used",
    "sources_used",
]

JOIN = " * "
"""Joins the ids of figures that are multiplied."""

CONTRIBUTIONS = (
    "table",
    "row",
    "indicator",
    "side",
    "part",
    "entity",
    "figure_id",
    "low",
    "value",
    "high",
    "reading",
    "source_id",
    "scope",
    "as_of",
    "resolution",
)
_NUMBERS = frozenset({"low", "value", "high", "resolution"})


@dataclass(frozen=True)
class Addends:
    """What is added up in one cell of a table.

    Attributes
    ----------
    table, row, side
        The cell: name of the table, key of the row, first word of the column.
    indicator
        What is counted.
    terms
        The addends.
    """

    table: str
    row: str
    side: str
    indicator: str
    terms: tuple[Term, ...]


def addends(table: str, row: Row, key: str = "") -> tuple[Addends, Addends]:
    """Return the addends of both sides of a row.

    Parameters
    ----------
    table
        Name of the table that shows it.
    row
        The row.
    key
        Its key in the table; by default its indicator.
    """
    name = row.indicator.name
    return (
        Addends(table, key or name, "a", name, row.a.terms),
        Addends(table, key or name, "b", name, row.b.terms),
    )


def contributions_of(cells: Iterable[Addends]) -> pd.DataFrame:
    """Return the addends of some cells, one per line.

    Parameters
    ----------
    cells
        What is added up where.

    Returns
    -------
    DataFrame
        The columns :data:`CONTRIBUTIONS`.
    """
    lines = [_line(cell, term) for cell in cells for term in cell.terms]
    frame = pd.DataFrame(lines, columns=list(CONTRIBUTIONS))
    # The same types whether there are lines or none, so that frames can be joined.
    return frame.astype({name: "float64" if name in _NUMBERS else str for name in CONTRIBUTIONS})


def _line(cell: Addends, term: Term) -> tuple[object, ...]:
    value = math.nan if term.bounds.value is None else term.bounds.value
    return (
        cell.table,
        cell.row,
        cell.indicator,
        cell.side,
        term.part,
        term.entity,
        JOIN.join(term.figure_ids),
        term.bounds.low,
        value,
        term.bounds.high,
        term.reading,
        JOIN.join(term.source_ids),
        term.scope,
        " ".join(term.as_of),
        term.resolution,
    )


def _ids(contributions: pd.DataFrame, column: str) -> set[str]:
    return {one for cell in contributions[column].unique() for one in str(cell).split(JOIN)}


def figures_used(data: Dataset, *contributions: pd.DataFrame) -> pd.DataFrame:
    """Return the figures and known zeros behind some contributions, as printed.

    Parameters
    ----------
    data
        The tables.
    *contributions
        Frames made by :func:`contributions_of`.

    Returns
    -------
    DataFrame
        The columns of the table ``figures`` with ``file`` and ``line``; a known zero has its
        reason as note.
    """
    used = set().union(*(_ids(frame, "figure_id") for frame in contributions))
    figures = data.table("figures")
    printed = figures[figures["figure_id"].isin(used)]
    absent = data.table("absences")
    keys = "absence/" + absent["entity"] + "/" + absent["indicator"]
    absent = absent.assign(figure_id=keys)[keys.isin(used)].rename(columns={"why": "note"})
    absent = absent.assign(value=0.0, as_stated="none", hedge="")
    whole = pd.concat([printed, absent.reindex(columns=figures.columns)], ignore_index=True)
    return whole.sort_values("figure_id", ignore_index=True)


def sources_used(data: Dataset, *contributions: pd.DataFrame) -> pd.DataFrame:
    """Return the sources behind some contributions.

    Parameters
    ----------
    data
        The tables.
    *contributions
        Frames made by :func:`contributions_of`.

    Returns
    -------
    DataFrame
        The columns of the table ``sources`` and ``figures``, how many of each are used.
    """
    used = set().union(*(_ids(frame, "source_id") for frame in contributions))
    figures = figures_used(data, *contributions)
    counts = figures["source_id"].value_counts()
    sources = data.table("sources").drop(columns=["file", "line"])
    kept = sources[sources["source_id"].isin(used)]
    numbers = kept["source_id"].map(counts).fillna(0).astype(int)
    return kept.assign(figures=numbers).reset_index(drop=True)
