"""What a reader finds in a published file, before names become codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

__all__ = ["CELLS", "STATUSES", "Extract", "Skipped"]

CELLS = (
    "name",
    "code",
    "aggregate",
    "status",
    "indicator",
    "as_of",
    "period_end",
    "value",
    "low",
    "high",
    "unit",
    "basis",
    "scope",
    "as_stated",
    "hedge",
    "locator",
    "note",
)
"""Columns of the cells of an extract.

``name`` and ``code`` as the file prints them (either may be empty; the code ``-`` is a figure
about no entity, as in the tables), ``aggregate`` whether the
row is a region, an organisation or another sum and not a state, ``status`` one of
:data:`STATUSES`; the rest as in ``figures/*.csv``, with ``value`` in the base unit and missing
(NaN) unless the status is ``reported``.
"""

STATUSES = ("reported", "no_data", "no_state", "not_given")
"""Reported, zero included; no data; the state did not exist; withheld or not stated."""


@dataclass(frozen=True)
class Skipped:
    """Something in a file that does not become a figure.

    Attributes
    ----------
    what
        Rows, cells or sheets, in words.
    count
        How many.
    why
        The reason.
    """

    what: str
    count: int
    why: str


@dataclass(frozen=True, eq=False)
class Extract:
    """One published file, read.

    Attributes
    ----------
    kind
        Name of the reader, e.g. ``sipri``.
    source
        The row of ``sources.csv`` that the file becomes, all columns.
    cells
        One row per cell that the file has for an entity, with the columns :data:`CELLS`.
    rows_read
        Rows of the file that were looked at.
    skipped
        All that was left out, counted.
    notes
        What the user must know of this file, in sentences.
    indicators
        Rows of ``indicators.csv`` that the file brings with it; empty for published kinds.
    excuses
        Reasons, by indicator, to keep figures outside the plausible range; a published kind
        needs none.
    """

    kind: str
    source: Mapping[str, str]
    cells: pd.DataFrame
    rows_read: int
    skipped: tuple[Skipped, ...] = ()
    notes: tuple[str, ...] = ()
    indicators: tuple[Mapping[str, str], ...] = ()
    excuses: Mapping[str, str] = field(default_factory=dict)
