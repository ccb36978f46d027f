"""Rows of tiny tables: three allies, one rival, round numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from balance.tables.columns import TABLES
from balance.tables.dataset import Dataset
from balance.tables.schemas import typed

STATES = [("AAA", "Alpha"), ("BBB", "Beta"), ("CCC", "Gamma"), ("RRR", "Rho"), ("SSS", "Sigma")]
GROUPS = [("PACT", "the Pact"), ("DUO", "the Duo")]
MEMBERSHIPS = [
    ("PACT", "AAA", "1990-01-01", ""),
    ("PACT", "BBB", "1990-01-01", ""),
    ("PACT", "CCC", "2010-05-01", ""),
    ("DUO", "AAA", "", ""),
    ("DUO", "SSS", "2000", "2020-02-01"),
]
SOURCES = [
    ("one-2024", "one", "2024-01-10", "open"),
    ("one-2025", "one", "2025-01-10", "open"),
    ("two-2024", "two", "2024-06-01", "attribution"),
    ("three-2019", "three", "2019-06-01", "unclear"),
    ("text", "text", "2025-02-01", "unclear"),
]
# indicator, unit, basis, formula, numerator, denominator, comparable, preferred
INDICATORS = [
    ("tanks", "vehicles", "", "", "", "", "yes", "one;two"),
    ("guns", "pieces", "", "", "", "", "yes", "one;two"),
    ("rockets", "pieces", "", "", "", "", "yes", "one;two"),
    ("artillery", "pieces", "", "guns + rockets", "", "", "yes", "one;two"),
    ("reserve", "persons", "", "", "", "", "no", "one"),
    ("spending", "USD", "current-mer", "", "", "", "yes", "one"),
    ("output", "USD", "current-mer", "", "", "", "yes", "two"),
    ("rate", "percent", "current-mer", "", "", "", "yes", "one"),
    ("burden", "percent", "current-mer", "", "spending", "output", "yes", "one"),
    ("derived", "USD", "current-mer", "rate * output", "", "", "yes", "one"),
]


def table(name: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Return a typed table; cells that are not given are empty."""
    columns = TABLES[name].names
    cells = [{column: str(row.get(column, "")) for column in columns} for row in rows]
    frame = pd.DataFrame(cells, columns=list(columns), dtype=str)
    frame["file"] = f"{name}.csv"
    frame["line"] = range(2, len(frame) + 2)
    return typed(frame, TABLES[name])[0]


def figure(entity: str, indicator: str, value: object, source: str, **more: object) -> dict:
    """Return a row of figures; text after a value says how it was stated."""
    units = {name: (unit, basis) for name, unit, basis, *_ in INDICATORS}
    unit, basis = units[indicator]
    as_of = str(more.get("as_of", "2024"))
    return {
        "figure_id": f"{source}-{entity.lower()}-{indicator}-{as_of}"
        + (f"-{more['scope']}" if more.get("scope") else ""),
        "entity": entity,
        "indicator": indicator,
        "as_of": as_of,
        "value": "" if value is None else value,
        "unit": unit,
        "basis": basis,
        "as_stated": more.get("as_stated", "" if value is None else value),
        "source_id": source,
        "locator": "row 1",
        **more,
    }


def held(
    *values: object, indicator: str = "tanks", source: str = "one-2025", **more: object
) -> list[dict]:
    """Return figures of AAA, BBB, CCC, RRR; a pair is a range, None a figure that is missing."""
    rows = []
    for state, value in zip(("AAA", "BBB", "CCC", "RRR"), values, strict=False):
        if isinstance(value, tuple):
            low, high = value
            middle = (low + high) / 2
            rows.append(figure(state, indicator, middle, source, low=low, high=high, **more))
        elif value is not None:
            rows.append(figure(state, indicator, value, source, **more))
    return rows


def redefined(data: Dataset, *names: str, **cells: str) -> Dataset:
    """Return the tables with other cells in the rows of some indicators."""
    indicators = data.indicators
    for column, value in cells.items():
        indicators.loc[indicators["indicator"].isin(names), column] = value
    return replace(data, tables={**data.tables, "indicators": indicators})
