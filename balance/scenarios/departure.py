"""What leaves when allies leave: shares of totals, lost majorities, members that turn a row."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from balance.comparison.caveats import why_not_comparable
from balance.comparison.compare import Comparison
from balance.comparison.frames import bounds_cells
from balance.comparison.lineage import Addends, addends
from balance.comparison.rows import Row
from balance.comparison.totals import Side
from balance.quantities.bounds import share
from balance.tables.dataset import Dataset

__all__ = [
    "LEAVING",
    "contributing_rows",
    "drawn_leaving",
    "leaving_table",
    "members_table",
    "pivot_table",
]

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


def _majority(before: Row, after: Row) -> str:
    """Return what becomes of the first side's majority, or nothing if it cannot be said.

    ``kept``, ``lost``, ``undecided`` if it is no longer shown and not disproved, ``not held``.
    """
    open_questions = ("not_comparable", "no_data")
    if before.verdict in open_questions or after.verdict in open_questions:
        return ""
    if before.verdict != "a_more":
        return "not held"
    return {"a_more": "kept", "undecided": "undecided"}.get(after.verdict, "lost")


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


def leaving_table(before: Comparison, leavers: Iterable[str]) -> tuple[pd.DataFrame, list[Addends]]:
    """Return the share of each total that leaves and what becomes of each majority.

    Parameters
    ----------
    before
        The comparison with everyone.
    leavers
        Codes of those who leave.

    Returns
    -------
    tuple of DataFrame and list
        The table with the columns :data:`LEAVING`, and what is added up on its sides
        ``leaves``, ``stays`` and ``against``. The source that speaks with everyone speaks for
        both balances, so that only the members differ. A share has exact bounds: what leaves
        over what leaves and what stays. It is empty where a member is missing or the members'
        figures count different things; ``why_not`` says which.
    """
    going = tuple(leavers)
    lines: list[list[object]] = []
    cells: list[Addends] = []
    for row in before.rows:
        name = row.indicator.name
        leaves, stays, why_not = _split(before.data, row, going)
        then = replace(row, a=stays)
        part = None if why_not else share(leaves.bounds, stays.bounds)
        why_not = why_not or ("" if part else "nobody has any")
        totals = (leaves.bounds, stays.bounds, part)
        numbers = [number for bounds in totals for number in bounds_cells(bounds)]
        ratios = [bounds_cells(ratio)[0] for ratio in (row.ratio, then.ratio)]
        verdicts = [row.verdict, then.verdict, _majority(row, then)]
        lines.append([name, *numbers, why_not, *ratios, *verdicts, row.source])
        for side, terms in (
            ("leaves", leaves.terms),
            ("stays", stays.terms),
            ("against", row.b.terms),
        ):
            cells.append(Addends("leaving", name, side, name, terms))
    return pd.DataFrame(lines, columns=list(LEAVING)), cells


def drawn_leaving(data: Dataset, leaving: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the table of what leaves that are drawn.

    Those that headlines name, and any other in which a majority is lost or no longer shown;
    all, if there are none.

    Parameters
    ----------
    data
        The tables.
    leaving
        The table of what leaves.

    Returns
    -------
    DataFrame
        Some of its rows, with its columns.
    """
    headline = leaving["indicator"].map(lambda name: data.indicator(name).headline).astype(bool)
    drawn = leaving[headline | leaving["majority"].isin(["lost", "undecided"])]
    return drawn if len(drawn) else leaving


def pivot_table(comparison: Comparison) -> tuple[pd.DataFrame, list[Addends]]:
    """Return each row without each single member on whom its verdict hangs.

    Returns
    -------
    tuple of DataFrame and list
        The table: row (``indicator:member``), indicator, member, a, b, ratio, verdict; and
        what is added up in it.
    """
    lines: list[list[object]] = []
    cells: list[Addends] = []
    for row in comparison.rows:
        for member in row.hangs_on:
            key = f"{row.indicator.name}:{member}"
            other = row.without(member)
            totals = [bounds_cells(bounds)[0] for bounds in (other.a.bounds, other.b.bounds)]
            ratio = bounds_cells(other.ratio)[0]
            lines.append([key, row.indicator.name, member, *totals, ratio, other.verdict])
            cells += addends("without_one", other, key)
    columns = ["row", "indicator", "member", "a", "b", "ratio", "verdict"]
    return pd.DataFrame(lines, columns=columns), cells


def contributing_rows(comparison: Comparison) -> list[Row]:
    """Return the rows whose first side can be split by member: like things, nobody missing."""
    return [
        row
        for row in comparison.rows
        if row.verdict not in ("not_comparable", "no_data")
        and not (row.a.missing or row.a.is_share)
        and row.a.bounds.value
    ]


def members_table(comparison: Comparison) -> tuple[pd.DataFrame, list[Addends]]:
    """Return who contributes what to the first side.

    Returns
    -------
    tuple of DataFrame and list
        The table: row (``indicator:member``), indicator, member, what it contributes with
        bounds, and its share of the side's total; for :func:`contributing_rows` only. And
        what is added up on its side ``contributes``.
    """
    lines: list[list[object]] = []
    cells: list[Addends] = []
    for row in contributing_rows(comparison):
        name, whole = row.indicator.name, row.a.bounds.value
        for member in row.a.members:
            own = row.a.of([member.entity])
            value, low, high = bounds_cells(own.bounds)
            part = value / whole if whole else math.nan
            key = f"{name}:{member.entity}"
            lines.append([key, name, member.entity, value, low, high, part])
            cells.append(Addends("members", key, "contributes", name, own.terms))
    columns = ["row", "indicator", "member", "contributes", "contributes_low"]
    columns += ["contributes_high", "share"]
    return pd.DataFrame(lines, columns=columns), cells
