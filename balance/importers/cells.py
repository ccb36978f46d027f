"""Frames of cells, made column by column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from balance.importers.extract import CELLS

__all__ = ["cells_frame", "joined_cells"]

_NUMBERS = ("value", "low", "high")


def cells_frame(count: int, columns: Mapping[str, Sequence[Any] | str | bool]) -> pd.DataFrame:
    """Return cells of an extract; columns that are not given are empty.

    Parameters
    ----------
    count
        Number of rows.
    columns
        Cells by column, or one value for all rows.

    Returns
    -------
    DataFrame
        The columns :data:`CELLS`.

    Examples
    --------
    >>> cells_frame(1, {"name": ["Norway"], "value": [3.0]})[["name", "value", "basis"]]
         name  value basis
    0  Norway    3.0
    """
    whole: dict[str, Any] = {}
    for name in CELLS:
        if name in _NUMBERS:
            whole[name] = np.broadcast_to(
                np.asarray(columns.get(name, np.nan), dtype="float64"), count
            )
        elif name == "aggregate":
            whole[name] = np.broadcast_to(np.asarray(columns.get(name, False), dtype=bool), count)
        else:
            whole[name] = columns.get(name, "")
    return pd.DataFrame(whole, columns=list(CELLS), index=pd.RangeIndex(count))


def joined_cells(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Return the cells of several parts as one frame.

    Parameters
    ----------
    parts
        Frames with the columns :data:`CELLS`.

    Returns
    -------
    DataFrame
        The same columns.
    """
    if len(parts) == 1:
        return parts[0]
    return pd.concat(parts, ignore_index=True) if parts else cells_frame(0, {})
