"""What every scenario shows beside its balance: context rows and what is not counted."""

from __future__ import annotations

from datetime import date

import pandas as pd

from balance.coalitions.coalition import Coalition
from balance.comparison.compare import Comparison, compare_rows
from balance.comparison.frames import rows_table
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


def context_of(
    data: Dataset,
    a: Coalition,
    b: Coalition,
    *,
    known_by: str | date | None,
    reading: str,
) -> tuple[Comparison, pd.DataFrame]:
    """Return the context rows of two sides, as a comparison and as its table.

    Parameters
    ----------
    data
        The tables.
    a, b
        The sides.
    known_by, reading
        As for :func:`balance.compare`.
    """
    rows = compare_rows(data, a, b, indicators=CONTEXT, known_by=known_by, reading=reading)
    return rows, rows_table(rows)


def not_counted_table(data: Dataset) -> pd.DataFrame:
    """Return what no balance here counts: indicator, label, definition, why_not."""
    found = [(i.name, i.label, i.definition, i.why_not) for i in data.indicators_of("not_counted")]
    return pd.DataFrame(found, columns=["indicator", "label", "definition", "why_not"])
