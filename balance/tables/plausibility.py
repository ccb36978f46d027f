"""Parts above their totals, implausible values, and the exceptions kept on purpose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from balance.errors import (
    DataFault,
    ImplausibleValue,
    PartAboveTotal,
    StaleException,
    number_text,
)
from balance.tables.columns import TABLES
from balance.tables.schemas import place_of

__all__ = ["plausibility"]

Tables = Mapping[str, pd.DataFrame]


def plausibility(tables: Tables, fresh: Tables) -> Iterator[DataFault]:
    """Yield parts above totals and implausible values without a listed reason, and stale ones.

    Parameters
    ----------
    tables
        All tables.
    fresh
        The same tables with the rows to be looked at only.

    Yields
    ------
    DataFault
        A printed value is never repaired: it is mended at its source or listed with a reason
        in ``exceptions.csv``; a listed figure that passes is stale.
    """
    listed = tables["exceptions"]
    excused = set(zip(listed["figure_id"], listed["check"], strict=True))
    failing: set[tuple[str, str]] = set()
    looked_at = set(fresh["figures"]["figure_id"])
    for check, fault in (*_parts_above_totals(tables), *_implausible(tables)):
        key = (fault.place.key, check)
        failing.add(key)
        if key not in excused and key[0] in looked_at:
            yield fault
    for row in fresh["exceptions"].index:
        key = (str(listed.at[row, "figure_id"]), str(listed.at[row, "check"]))
        if key not in failing and key[0] in set(tables["figures"]["figure_id"]):
            yield StaleException(
                place_of(listed, TABLES["exceptions"], row),
                "the figure passes this check now",
                remedy="remove the row from exceptions.csv",
            )


_KEEP = "if it is printed so, keep it and list it in exceptions.csv with check {} and a reason"


def _parts_above_totals(tables: Tables) -> Iterator[tuple[str, DataFault]]:
    figures, indicators = tables["figures"], tables["indicators"]
    total_of = dict(zip(indicators["indicator"], indicators["part_of"], strict=True))
    same = ["source_id", "entity", "as_of", "basis"]
    parts = figures.assign(
        whole=figures["indicator"].map(total_of).fillna(""), row=figures.index
    ).query("whole != ''")
    merged = parts.merge(
        figures[[*same, "indicator", "figure_id", "value"]],
        left_on=[*same, "whole"],
        right_on=[*same, "indicator"],
        suffixes=("", "_whole"),
    )
    exceeding = merged[merged["value"] > merged["value_whole"]]
    for case in exceeding.itertuples():
        yield (
            "part_above_total",
            PartAboveTotal(
                place_of(figures, TABLES["figures"], case.row, "value"),
                f"exceeds the total {case.figure_id_whole}",
                expected=f"at most {number_text(case.value_whole)}",
                found=number_text(case.value),
                remedy=_KEEP.format("part_above_total"),
            ),
        )
    # Parts that name one total exclude one another, so their sum cannot exceed it either.
    rest = merged[~merged["figure_id_whole"].isin(set(exceeding["figure_id_whole"]))]
    rows = dict(zip(figures["figure_id"], figures.index, strict=True))
    for whole, group in rest.groupby("figure_id_whole"):
        if group["value"].sum() > group["value_whole"].iloc[0]:
            yield (
                "part_above_total",
                PartAboveTotal(
                    place_of(figures, TABLES["figures"], rows[whole], "value"),
                    f"is below the sum of its parts {', '.join(group['indicator'])}",
                    expected=f"at least {number_text(group['value'].sum())}",
                    found=number_text(group["value_whole"].iloc[0]),
                    remedy=_KEEP.format("part_above_total"),
                ),
            )


def _implausible(tables: Tables) -> Iterator[tuple[str, DataFault]]:
    figures, indicators = tables["figures"], tables["indicators"]
    ranges = indicators.set_index("indicator")[["plausible_low", "plausible_high"]]
    ranges = ranges[~ranges.index.duplicated()]
    states = figures[figures["entity"].isin(set(tables["states"]["state"]))]
    low = states["indicator"].map(ranges["plausible_low"])
    high = states["indicator"].map(ranges["plausible_high"])
    for row in states.index[(states["value"] < low) | (states["value"] > high)]:
        yield (
            "implausible_value",
            ImplausibleValue(
                place_of(figures, TABLES["figures"], row, "value"),
                f"is outside the plausible range of {figures.at[row, 'indicator']!s}",
                expected=f"{number_text(low[row])} to {number_text(high[row])}",
                found=number_text(figures.at[row, "value"]),
                remedy="check unit and currency; " + _KEEP.format("implausible_value"),
            ),
        )
