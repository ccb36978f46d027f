"""Rows as tables."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pandas as pd

from balance.comparison.lineage import contributions_of
from balance.comparison.rows import Row
from balance.comparison.standing import standing_of
from balance.quantities.bounds import Bounds

if TYPE_CHECKING:
    from balance.comparison.compare import Comparison

__all__ = ["COLUMNS", "row_cells", "rows_table", "witness_table"]

COLUMNS = (
    "indicator",
    "unit",
    "basis",
    "a",
    "a_low",
    "a_high",
    "a_reported",
    "a_members",
    "a_missing",
    "b",
    "b_low",
    "b_high",
    "b_reported",
    "b_members",
    "b_missing",
    "ratio",
    "ratio_low",
    "ratio_high",
    "verdict",
    "standing",
    "hangs_on",
    "source",
    "as_of_a",
    "as_of_b",
)
"""Columns of a comparison's table, a contract."""


def _value(bounds: Bounds) -> float:
    return math.nan if bounds.value is None else bounds.value


def row_cells(row: Row, standing: str = "") -> dict[str, object]:
    """Return the cells of a row by column, :data:`COLUMNS`."""
    cells: list[object] = [row.indicator.name, row.indicator.unit, row.indicator.basis]
    for side in (row.a, row.b):
        total = side.bounds
        cells += [_value(total), total.low, total.high]
        cells += [side.reported, len(side.members), " ".join(side.missing)]
    share = row.ratio
    cells += [math.nan] * 3 if share is None else [_value(share), share.low, share.high]
    cells += [row.verdict, standing, " ".join(row.hangs_on)]
    return dict(zip(COLUMNS, [*cells, row.source, row.a.as_of, row.b.as_of], strict=True))


def rows_table(comparison: Comparison) -> pd.DataFrame:
    """Return the table of a comparison, with the columns :data:`COLUMNS`."""
    cells = [
        row_cells(row, standing_of(row, comparison.witnesses[row.indicator.name]))
        for row in comparison.rows
    ]
    return pd.DataFrame(cells, columns=list(COLUMNS))


def witness_table(comparison: Comparison) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return what other editions say, and the contributions behind it.

    Returns
    -------
    tuple of DataFrame
        The table: row (``indicator@source``), indicator, source, publication, a, b, the
        bounds of both, ratio, verdict, and not_counted, why it is no second witness. The
        contributions have ``other_sources`` as their table.
    """
    lines: list[list[object]] = []
    rows: list[tuple[str, str, Row]] = []
    for name, witnesses in comparison.witnesses.items():
        for witness in witnesses:
            row, key = witness.row, f"{name}@{witness.source_id}"
            ratio = row.ratio
            lines.append(
                [
                    key,
                    name,
                    witness.source_id,
                    witness.publication,
                    _value(row.a.bounds),
                    row.a.bounds.low,
                    row.a.bounds.high,
                    _value(row.b.bounds),
                    row.b.bounds.low,
                    row.b.bounds.high,
                    math.nan if ratio is None else _value(ratio),
                    row.verdict,
                    row.a.as_of,
                    row.b.as_of,
                    witness.not_counted,
                ]
            )
            rows.append(("other_sources", key, row))
    columns = ["row", "indicator", "source", "publication", "a", "a_low", "a_high", "b", "b_low"]
    columns += ["b_high", "ratio", "verdict", "as_of_a", "as_of_b", "not_counted"]
    return pd.DataFrame(lines, columns=columns), contributions_of(rows)
