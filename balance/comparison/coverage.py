"""Who reports what: each member and each row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from balance.comparison.result import ChartSpec, Statement, cell
from balance.comparison.sentences import chart_note
from balance.comparison.terms import ABSENCE, EntityTerms
from balance.quantities.printing import join_words

if TYPE_CHECKING:
    from balance.comparison.compare import Comparison

__all__ = ["COVERAGE", "coverage_chart", "coverage_table"]

COVERAGE = {
    "reported": "reported",
    "absent": "known to have none",
    "part": "a part is missing",
    "missing": "no figure",
}
"""What may be known of a member in a row, and how charts call it."""

_NAMED = 4


def _status(member: EntityTerms) -> str:
    if not member.covered:
        return "part" if member.terms else "missing"
    return "absent" if all(term.reading == ABSENCE for term in member.terms) else "reported"


def coverage_table(comparison: Comparison) -> pd.DataFrame:
    """Return what is known of each member in each row.

    Returns
    -------
    DataFrame
        Columns ``indicator``, ``verdict``, ``missing`` (how many members of both sides lack a
        figure or a part of it), then one per member of side a and of side b, by code: one of
        :data:`COVERAGE`.
    """
    lines = []
    for row in comparison.rows:
        known = {m.entity: _status(m) for side in (row.a, row.b) for m in side.members}
        missing = len(row.a.missing) + len(row.b.missing)
        lines.append(
            {"indicator": row.indicator.name, "verdict": row.verdict, "missing": missing, **known}
        )
    columns = ["indicator", "verdict", "missing", *comparison.a.codes, *comparison.b.codes]
    return pd.DataFrame(lines, columns=columns)


def coverage_chart(comparison: Comparison) -> ChartSpec:
    """Return the map of who reports what."""
    sides = [side for row in comparison.rows for side in (row.a, row.b)]
    note = chart_note(comparison.data, sides, comparison.a.on)
    return ChartSpec("coverage", _finding(comparison), _alt(comparison), ("coverage",), note)


def _finding(comparison: Comparison) -> Statement:
    """Return in which rows members are missing, the worst first."""
    lacking = [
        (len(row.a.missing) + len(row.b.missing), row.indicator)
        for row in comparison.rows
        if row.a.missing or row.b.missing
    ]
    if not lacking:
        return Statement("Every member has a figure or is known to have none")
    lacking.sort(key=lambda one: -one[0])
    told = [
        f"{indicator.phrase} for {cell(str(count), 'coverage', indicator.name, 'missing')} "
        + ("member" if count == 1 else "members")
        for count, indicator in lacking[:_NAMED]
    ]
    told += ["further rows"] if len(lacking) > _NAMED else []
    return Statement(f"No complete figure of {join_words(told)}")


def _alt(comparison: Comparison) -> Statement:
    """Return the alt text of the map: who is missing in which row."""
    told = []
    for row in comparison.rows:
        missing = ", ".join([*row.a.missing, *row.b.missing])
        told.append(f"{row.indicator.label}: {missing or 'nobody'}")
    return Statement(f"Members without a complete figure, by row: {'; '.join(told)}.")
