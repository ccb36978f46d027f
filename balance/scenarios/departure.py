"""What leaves when allies leave: shares of totals, lost majorities, members that turn a row."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from balance.comparison.compare import Comparison
from balance.comparison.lineage import contributions_of
from balance.comparison.rows import Row
from balance.comparison.sentences import why_not_comparable
from balance.comparison.totals import Side
from balance.quantities.bounds import Bounds, share
from balance.tables.dataset import Dataset

__all__ = ["LEAVING", "leaving_table", "members_table", "pivot_table"]

LEAVING = (
    "indicator",
    "leaves",
    "leaves_low",
    "leaves_high",
    "stays",
    "stays_low",
    "stays_high",
    "share",
    "share_low",
    "share_high",
    "why_not",
    "ratio_before",
    "ratio_after",
    "verdict_before",
    "verdict_after",
    "majority",
    "source",
)
"""Columns of the table of what leaves."""


def _cells(bounds: Bounds) -> list[float]:
    return [math.nan if bounds.value is None else bounds.value, bounds.low, bounds.high]


def _majority(before: Row, after: Row) -> str:
    """Return what becomes of the first side's majority: kept, lost, not held, or nothing."""
    if "not_comparable" in (before.verdict, after.verdict) or "no_data" in (
        before.verdict,
        after.verdict,
    ):
        return ""
    if before.verdict != "a_more":
        return "not held"
    return "kept" if after.verdict == "a_more" else "lost"


def _split(data: Dataset, row: Row, leavers: Iterable[str]) -> tuple[Side, Side, str]:
    """Return what leaves, what stays, and why their share may not be formed, if so."""
    going = set(leavers)
    leaves = row.a.of(going)
    stays = row.a.of(member.entity for member in row.a.members if member.entity not in going)
    if not row.indicator.comparable:
        return leaves, stays, why_not_comparable(data, row)
    if len(row.a.scopes) > 1:
        return leaves, stays, why_not_comparable(data, row)
    if leaves.missing or stays.missing:
        return leaves, stays, "members are missing"
    return leaves, stays, "a share, not a sum" if row.a.is_share else ""


def leaving_table(
    data: Dataset, before: Comparison, leavers: Iterable[str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the share of each total that leaves and what becomes of each majority.

    Parameters
    ----------
    data
        The tables.
    before
        The comparison with everyone.
    leavers
        Codes of those who leave.

    Returns
    -------
    tuple of DataFrame
        The table with the columns :data:`LEAVING`, and its contributions with the sides
        ``leaves``, ``stays`` and ``against``. The source that speaks with everyone speaks for
        both balances, so that only the members differ. A share has exact bounds: what leaves
        over what leaves and what stays. It is empty where a member is missing or the members'
        figures count different things; ``why_not`` says which.
    """
    going = tuple(leavers)
    lines: list[list[object]] = []
    frames: list[pd.DataFrame] = []
    for row in before.rows:
        name = row.indicator.name
        leaves, stays, why_not = _split(data, row, going)
        then = replace(row, a=stays)
        part = None if why_not else share(leaves.bounds, stays.bounds)
        why_not = why_not or ("" if part else "nobody has any")
        parts = [math.nan] * 3 if part is None else _cells(part)
        amounts = [*_cells(leaves.bounds), *_cells(stays.bounds), *parts]
        ratios = [math.nan if r is None else _cells(r)[0] for r in (row.ratio, then.ratio)]
        verdicts = [row.verdict, then.verdict, _majority(row, then)]
        lines.append([name, *amounts, why_not, *ratios, *verdicts, row.source])
        gone = ("leaving", name, replace(row, a=leaves, b=Side(())))
        frames.append(contributions_of([gone], ("leaves", "against")))
        frames.append(contributions_of([("leaving", name, then)], ("stays", "against")))
    table = pd.DataFrame(lines, columns=list(LEAVING))
    return table, pd.concat(frames, ignore_index=True)


def pivot_table(comparison: Comparison) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return each row without each single member on whom its verdict hangs.

    Returns
    -------
    tuple of DataFrame
        The table: row (``indicator:member``), indicator, member, a, b, ratio, verdict; and
        its contributions.
    """
    lines: list[list[object]] = []
    rows: list[tuple[str, str, Row]] = []
    for row in comparison.rows:
        for member in row.hangs_on:
            key = f"{row.indicator.name}:{member}"
            other = row.without(member)
            ratio = other.ratio
            totals = [_cells(other.a.bounds)[0], _cells(other.b.bounds)[0]]
            totals.append(math.nan if ratio is None else _cells(ratio)[0])
            lines.append([key, row.indicator.name, member, *totals, other.verdict])
            rows.append(("without_one", key, other))
    columns = ["row", "indicator", "member", "a", "b", "ratio", "verdict"]
    return pd.DataFrame(lines, columns=columns), contributions_of(rows)


def members_table(comparison: Comparison) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return who contributes what to the first side.

    Returns
    -------
    tuple of DataFrame
        The table: row (``indicator:member``), indicator, member, what it contributes with
        bounds, and its share of the side's total; rows that are not comparable, or miss a
        member, are left out. And its contributions, with the side ``contributes``.
    """
    lines: list[list[object]] = []
    rows: list[tuple[str, str, Row]] = []
    for row in comparison.rows:
        whole = row.a.bounds
        if row.verdict in ("not_comparable", "no_data") or row.a.missing or row.a.is_share:
            continue
        if not whole.value:
            continue
        for member in row.a.members:
            own = row.a.of([member.entity])
            value, low, high = _cells(own.bounds)
            key = f"{row.indicator.name}:{member.entity}"
            part = value / whole.value
            lines.append([key, row.indicator.name, member.entity, value, low, high, part])
            rows.append(("members", key, Row(row.plan, own, Side(()), row.selection)))
    columns = ["row", "indicator", "member", "contributes", "contributes_low"]
    columns += ["contributes_high", "share"]
    return pd.DataFrame(lines, columns=columns), contributions_of(rows, ("contributes", "nobody"))
