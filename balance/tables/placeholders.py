"""Cells that a skeleton left to be filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from balance.errors import DataFault, Placeholder
from balance.tables.columns import TABLES
from balance.tables.schemas import place_of

__all__ = ["PLACEHOLDER", "placeholder_faults"]

PLACEHOLDER = "TODO"
"""Stands in a cell, or begins it, until somebody has filled it in."""


def placeholder_faults(
    tables: Mapping[str, pd.DataFrame], fresh: Mapping[str, pd.DataFrame]
) -> Iterator[DataFault]:
    """Yield a fault for each cell that still waits to be filled in.

    Parameters
    ----------
    tables
        All tables; not looked at.
    fresh
        The rows to look at, by table.

    Yields
    ------
    DataFault
        Names the column and what belongs into it.
    """
    del tables
    for name, table in TABLES.items():
        frame = fresh[name]
        for column in table.columns:
            if column.kind == "number":  # these are a fault by themselves
                continue
            for row in frame.index[frame[column.name].str.startswith(PLACEHOLDER)]:
                empty = "" if column.required else ", or leave the cell empty if it is not known"
                yield Placeholder(
                    place_of(frame, table, row, column.name),
                    "still waits to be filled in",
                    expected=column.description.rstrip("."),
                    found=repr(str(frame.at[row, column.name])),
                    remedy=f"write what the source says{empty}",
                )
