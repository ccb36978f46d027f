"""What every scenario shows beside its balance: context rows and what is not counted."""

from __future__ import annotations

import pandas as pd

from balance.comparison.compare import Comparison, compare_rows
from balance.comparison.frames import rows_table
from balance.comparison.lineage import Addends, addends
from balance.tables.dataset import Dataset

__all__ = ["CONTEXT", "context_of", "not_counted_table"]

CONTEXT = (
    "population",
    "gdp",
    "gdp_ppp",
    "military_expenditure_share",
    "available_manpower",
    "military_vehicles",
    "aircraft_total",
    "naval_vessels_total",
)
"""Indicators that set a balance in context; most are not comparable, and say why."""


def context_of(comparison: Comparison) -> tuple[pd.DataFrame, list[Addends]]:
    """Return the context rows of a comparison as a table, and what is added up in them.

    Parameters
    ----------
    comparison
        The balance that is set in context: the same sides, date and reading. A source asked
        for speaks for the balance only; it need not have the context.

    Returns
    -------
    tuple of DataFrame and list of Addends
        The columns of a comparison, and what is added up in each cell.
    """
    context = compare_rows(
        comparison.data,
        comparison.a,
        comparison.b,
        indicators=CONTEXT,
        known_by=comparison.question.known_by,
        reading=comparison.question.reading,
    )
    return rows_table(context), [cell for row in context.rows for cell in addends("context", row)]


def not_counted_table(data: Dataset) -> pd.DataFrame:
    """Return what no balance here counts.

    Parameters
    ----------
    data
        The tables.

    Returns
    -------
    DataFrame
        ``indicator``, ``label``, ``definition``, ``why_not``.
    """
    found = [(i.name, i.label, i.definition, i.why_not) for i in data.indicators_of("not_counted")]
    return pd.DataFrame(found, columns=["indicator", "label", "definition", "why_not"])
