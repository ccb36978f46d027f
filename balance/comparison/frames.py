"""Rows as tables."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pandas as pd

from balance.comparison.lineage import Addends, addends, contributions_of
from balance.comparison.rows import Row
from balance.quantities.bounds import Bounds

if TYPE_CHECKING:
    from balance.comparison.compare import Comparison

__all__ = ["COLUMNS", "TABLE", "bounds_cells", "row_cells", "rows_table", "witness_table"]

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

TABLE = "comparison"
"""Name of the table of a comparison in a result."""


def bounds_cells(bounds: Bounds | None) -> list[float]:
    """Return value, low and high of bounds; a value that is missing is NaN."""
    if bounds is None:
        return [math.nan] * 3
    return [math.nan if bounds.value is None else bounds.value, bounds.low, bounds.high]


def row_cells(row: Row, standing: str = "") -> dict[str, object]:
    """Return the cells of a row by column, :data:`COLUMNS`."""
    cells: list[object] = [row.indicator.name, row.indicator.unit, row.indicator.basis]
    for side in (row.a, row.b):
        cells += bounds_cells(side.bounds)
        cells += [side.reported, len(side.members), " ".join(side.missing)]
    cells += bounds_cells(row.ratio)
    cells += [row.verdict, standing, " ".join(row.hangs_on)]
    return dict(zip(COLUMNS, [*cells, row.source, row.a.as_of, row.b.as_of], strict=True))


def rows_table(comparison: Comparison) -> pd.DataFrame:
    """Return the table of a comparison, with the columns :data:`COLUMNS`.

    Parameters
    ----------
    comparison
        The comparison.

    Returns
    -------
    DataFrame
        The columns :data:`COLUMNS`, one row per indicator.
    """
    cells = [row_cells(row, comparison.standing(row)) for row in comparison.rows]
    return pd.DataFrame(cells, columns=list(COLUMNS))


def witness_table(comparison: Comparison) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return what other editions say, and the contributions behind it.

    Returns
    -------
    tuple of DataFrame
        The table: row (``indicator@source``), indicator, source, publication, a, b, the
        bounds of both, ratio, verdict, the kind of witness (``second`` counts; ``edition`` of
        the publication that speaks, ``older`` edition of another, ``stale``) and why it does
        not count. The contributions have ``other_sources`` as their table.
    """
    lines: list[list[object]] = []
    cells: list[Addends] = []
    for name, witnesses in comparison.witnesses.items():
        for witness in witnesses:
            row, key = witness.row, f"{name}@{witness.source_id}"
            lines.append(
                [
                    *(key, name, witness.source_id, witness.publication),
                    *bounds_cells(row.a.bounds),
                    *bounds_cells(row.b.bounds),
                    bounds_cells(row.ratio)[0],
                    row.verdict,
                    *(row.a.as_of, row.b.as_of, witness.kind, witness.why_not),
                ]
            )
            cells += addends("other_sources", row, key)
    columns = ["row", "indicator", "source", "publication", "a", "a_low", "a_high", "b", "b_low"]
    columns += ["b_high", "ratio", "verdict", "as_of_a", "as_of_b", "witness", "why_not"]
    return pd.DataFrame(lines, columns=columns), contributions_of(cells)
