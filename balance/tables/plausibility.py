"""Parts above their totals, implausible values, and the exceptions kept on purpose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pandas as pd

from balance.errors import (
    DataFault,
    ImplausibleValue,
    PartAboveTotal,
    StaleException,
    WrongValue,
    number_text,
)
from balance.tables.columns import CHECKS, TABLES
from balance.tables.schemas import place_of

__all__ = ["exceptions_of", "implausible", "plausibility", "stale_exceptions"]

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
        in ``exceptions.csv``; a listed figure that passes is stale. So is a row that names
        neither a figure nor an indicator in a source, or both.
    """
    looked_at = set(fresh["figures"]["figure_id"])
    failing = list(implausible(tables))
    excused = exceptions_of(tables)
    for check, fault in failing:
        if (fault.place.key, check) not in excused and fault.place.key in looked_at:
            yield fault
    yield from _unreadable(fresh["exceptions"])
    yield from stale_exceptions(
        tables, fresh["exceptions"], {(fault.place.key, check) for check, fault in failing}, CHECKS
    )


def implausible(tables: Tables) -> Iterator[tuple[str, DataFault]]:
    """Yield every part above its total and implausible value with its check, listed or not."""
    yield from _parts_above_totals(tables)
    yield from _implausible(tables)


def exceptions_of(tables: Tables) -> dict[tuple[str, str], str]:
    """Return the reasons of the exceptions by what they are about and check.

    What an exception is about is a figure_id, or ``indicator source_id``.
    """
    listed = tables["exceptions"]
    keys = zip(_subjects(listed), listed["check"], strict=True)
    return dict(zip(keys, listed["reason"], strict=True))


def _subjects(listed: pd.DataFrame) -> pd.Series[str]:
    whole = listed["indicator"] + " " + listed["source_id"]
    return listed["figure_id"].where(listed["figure_id"] != "", whole)


def stale_exceptions(
    tables: Tables,
    fresh: pd.DataFrame,
    failing: Iterable[tuple[str, str]],
    checks: Iterable[str],
) -> Iterator[StaleException]:
    """Yield a fault for each exception of some checks that nothing needs any more.

    Parameters
    ----------
    tables
        All tables.
    fresh
        The rows of the exceptions to be looked at.
    failing
        What fails, as :func:`exceptions_of` names it, with its check.
    checks
        The checks that were made.
    """
    made, failed = set(checks), set(failing)
    figures = set(tables["figures"]["figure_id"])
    for row, subject in _subjects(fresh).items():
        check, figure = str(fresh.at[row, "check"]), str(fresh.at[row, "figure_id"])
        known = figure in figures or not figure
        if check in made and known and (str(subject), check) not in failed:
            yield StaleException(
                place_of(fresh, TABLES["exceptions"], row),
                f"the {'figure' if figure else 'indicator'} passes this check now",
                remedy="remove the row from exceptions.csv",
            )


def _unreadable(fresh: pd.DataFrame) -> Iterator[DataFault]:
    figure, indicator, source = (fresh[c] != "" for c in ("figure_id", "indicator", "source_id"))
    for row in fresh.index[(figure == indicator) | (indicator != source)]:
        yield WrongValue(
            place_of(fresh, TABLES["exceptions"], row, "figure_id"),
            "does not say what is excepted",
            expected="a figure_id alone, or an indicator and a source_id",
            found=" and ".join(
                c for c in ("figure_id", "indicator", "source_id") if fresh.at[row, c]
            )
            or "none of them",
            remedy="fill in the one or the other",
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
