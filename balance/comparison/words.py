"""The cells of a row in words: the same in tables, sentences and charts."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from balance.quantities.printing import (
    MOST_DIGITS,
    amount_text,
    fold_text,
    ratio_text,
    significant_digits,
)

__all__ = [
    "VERDICT_WORDS",
    "WITHOUT_RATIO",
    "Cells",
    "cell_digits",
    "ratio_words",
    "row_digits",
    "total_text",
    "turned",
    "when_true",
]

Cells = Mapping[Any, Any]
"""A row of a table by column."""

VERDICT_WORDS = {
    "a_more": "A has more",
    "b_more": "B has more",
    "level": "level",
    "undecided": "undecided",
    "not_comparable": "not comparable",
    "no_data": "no data",
}
WITHOUT_RATIO = ("not_comparable", "no_data")
"""Verdicts under which no ratio is formed."""


def total_text(cells: Cells, key: str, unit: str, digits: int | None = None) -> str:
    """Return the amount in three cells of a row.

    Parameters
    ----------
    cells
        Holds ``key``, ``key_low`` and ``key_high``.
    key
        Name of the column of the best value, which may be NaN.
    unit
        The unit of the row.
    digits
        Significant digits that its inputs carry, for an amount that was not added up.
    """
    return amount_text(cells[key], cells[f"{key}_low"], cells[f"{key}_high"], unit, digits)


def ratio_words(cells: Cells, digits: int, *, bounds: bool = True) -> str:
    """Return a row's ratio, or why it has none.

    Parameters
    ----------
    cells
        A row with the columns of a comparison.
    digits
        Significant digits of the ratio.
    bounds
        Whether to add the bounds of a ratio that has a best value.

    Examples
    --------
    >>> ends = {"ratio": 2.0, "ratio_low": 1.5, "ratio_high": 2.5, "a_high": 50, "b_high": 20}
    >>> ratio_words({**ends, "verdict": "a_more"}, 2)
    '2.0 : 1 [1.5–2.5]'
    """
    verdict, value = cells["verdict"], cells["ratio"]
    if verdict in WITHOUT_RATIO:
        return VERDICT_WORDS[verdict]
    none = tuple(side for side in ("A", "B") if cells[f"{side.lower()}_high"] == 0)
    if not (bounds or none or math.isnan(value)):
        return fold_text(value, digits)
    text = ratio_text(value, cells["ratio_low"], cells["ratio_high"], none=none, digits=digits)
    return text or VERDICT_WORDS[verdict]


def turned(cells: Cells, others: pd.DataFrame) -> list[Cells]:
    """Return what other editions print the other way round for a row that is not compared.

    Parameters
    ----------
    cells
        The row.
    others
        The table ``other_sources``.

    Returns
    -------
    list of mapping
        Rows of the table. Nothing is concluded from either edition; but whoever quotes one
        must know that the other turns it round.
    """
    own = _who_more(cells) if cells["verdict"] == "not_comparable" else ""
    mine = others[(others["indicator"] == cells["indicator"])] if own else others.head(0)
    return [other for other in mine.to_dict("records") if _who_more(other) not in ("", own)]


def _who_more(cells: Cells) -> str:
    """Return the side whose number is proved to be the larger, or nothing."""
    if cells["a_low"] > cells["b_high"]:
        return "a"
    return "b" if cells["a_high"] < cells["b_low"] else ""


def row_digits(contributions: pd.DataFrame, table: str) -> dict[str, int]:
    """Return how many significant digits each row's ratio carries: those of its weaker side.

    Parameters
    ----------
    contributions
        Of a result.
    table
        Name of the table whose rows are asked for.
    """
    digits: dict[str, int] = {}
    for (row, _), own in cell_digits(contributions, table).items():
        digits[row] = min(digits.get(row, MOST_DIGITS), own)
    return digits


def cell_digits(contributions: pd.DataFrame, table: str) -> dict[tuple[str, str], int]:
    """Return how many significant digits each cell carries, by row and side.

    A sum carries those above its coarsest addend; anything else no more than its weakest
    input.

    Parameters
    ----------
    contributions
        Of a result.
    table
        Name of the table whose rows are asked for.
    """
    mine = contributions[contributions["table"] == table]
    sums: dict[tuple[str, str], float] = {}
    coarsest: dict[tuple[str, str], float] = {}
    digits: dict[tuple[str, str], int] = {}
    columns = ("row", "side", "part", "low", "value", "high", "resolution")
    for row, side, part, low, value, high, resolution in zip(
        *(mine[c].tolist() for c in columns), strict=True
    ):
        best = low if math.isnan(value) else value
        if not part:
            sums[row, side] = sums.get((row, side), 0.0) + best
            coarsest[row, side] = max(coarsest.get((row, side), 0.0), resolution)
        elif high > 0:  # a share carries no more digits than any of its figures
            own = significant_digits(best, resolution)
            digits[row, side] = min(digits.get((row, side), own), own)
    for (row, side), whole in sums.items():
        own = significant_digits(whole, coarsest[row, side])
        digits[row, side] = min(digits.get((row, side), own), own)
    return digits


def when_true(verdict: str, days: str) -> str:
    """Return whether a statement is true, and on which days where the day decides.

    Parameters
    ----------
    verdict
        Of the day that is asked about.
    days
        Those on which it is true, or empty where all of them agree.

    Examples
    --------
    >>> when_true("true", "2025-02-13"), when_true("false", "2024-03-06"), when_true("open", "")
    ('true on 2025-02-13 only', 'false, true on 2024-03-06', 'open')
    """
    if not days:
        return verdict
    return f"{verdict} on {days} only" if verdict == "true" else f"{verdict}, true on {days}"
