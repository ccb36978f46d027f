"""Rows of tiny tables: three allies, one rival, round numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
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


def yearly(
    entity: str,
    values: dict[int, object],
    indicator: str = "tanks",
    source: str = "one-2025",
    **more: object,
) -> list[dict]:
    """Return figures of one state, one for each year."""
    return [
        figure(entity, indicator, value, source, as_of=year, **more)
        for year, value in values.items()
    ]


def redefined(data: Dataset, *names: str, **cells: str) -> Dataset:
    """Return the tables with other cells in the rows of some indicators."""
    indicators = data.indicators
    for column, value in cells.items():
        indicators.loc[indicators["indicator"].isin(names), column] = value
    return replace(data, tables={**data.tables, "indicators": indicators})


def dataset(
    figures: list[dict],
    absences: list[tuple[str, str]] = (),
    wars: list[tuple[str, str]] = (),
    sources: list[tuple[str, str, str, str]] = (),
    states: list[tuple[str, str]] = STATES,
    memberships: list[tuple[str, str, str, str]] = MEMBERSHIPS,
) -> Dataset:
    """Return the tables that hold some figures and known zeros."""
    tables = {
        "states": table("states", [{"state": s, "name": n, "iso2": s[:2]} for s, n in states]),
        "groups": table(
            "groups",
            [
                {"group": g, "label": n, "plural": "no", "definition": "d", "source_id": "text"}
                for g, n in GROUPS
            ],
        ),
        "memberships": table(
            "memberships",
            [
                {"group": g, "state": s, "joined": j, "left": x, "source_id": "text"}
                for g, s, j, x in memberships
            ],
        ),
        "indicators": table(
            "indicators",
            [
                {
                    "indicator": i,
                    "label": i.capitalize(),
                    "phrase": i,
                    "unit": unit,
                    "basis": basis,
                    "domain": "land",
                    "definition": "d",
                    "role": "balance",
                    "formula": formula,
                    "numerator": above,
                    "denominator": below,
                    "headline": "yes",
                    "comparable": comparable,
                    "why_not": "" if comparable == "yes" else "Unlike things.",
                    "preferred_publications": preferred,
                }
                for i, unit, basis, formula, above, below, comparable, preferred in INDICATORS
            ],
        ),
        "sources": table(
            "sources",
            [
                {
                    "source_id": s,
                    "publication": p,
                    "edition": d[:4],
                    "title": s.upper(),
                    "publisher": p,
                    "published": d,
                    "terms": t,
                    "reliability": "B",
                }
                for s, p, d, t in (*SOURCES, *sources)
            ],
        ),
        "absences": table(
            "absences",
            [
                {
                    "entity": e,
                    "indicator": i,
                    "source_id": "one-2025",
                    "locator": "l",
                    "why": "w",
                }
                for e, i in absences
            ],
        ),
        "exceptions": table("exceptions", []),
        "scopes": table(
            "scopes", [{"scope": "incl_storage", "label": "stored ones", "definition": "d"}]
        ),
        "wars": table(
            "wars", [{"war": "w", "state": s, "began": b, "source_id": "text"} for s, b in wars]
        ),
        "figures": table("figures", figures),
    }
    return Dataset(tables, date(2025, 2, 13), {})
