"""What leaves: the share of each total that goes with those who leave."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from balance.charts.layout import Frame, Plan, fitted, planned
from balance.charts.rows import Row, Words, domain_name
from balance.charts.style import (
    AMBER,
    BLACK,
    GREY,
    MIDDLE,
    NAVY,
    PALE,
    PLUM,
    RUST,
    WHITE,
    styled,
)
from balance.comparison.result import ChartSpec, Result
from balance.comparison.words import Cells
from balance.quantities.printing import percent_text
from balance.scenarios.departure import drawn_leaving
from balance.tables.records import Indicator

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["draw", "plan"]

_FRAME = Frame(width=10.2, row=0.34, left=3.0, right=1.9)
_FATES = {
    "kept": "majority kept",
    "lost": "majority lost",
    "undecided": "majority undecided",
    "not held": "no majority before",
}
_SHORT = ("members are missing", "nobody has any", "a share, not a sum")
"""Reasons that fit into a row; any other is that unlike things are counted."""


def _rows(result: Result) -> list[tuple[Indicator, Cells]]:
    drawn = drawn_leaving(result.data, result.tables["leaving"])
    return [
        (result.data.indicator(str(cells["indicator"])), cells)
        for cells in drawn.to_dict("records")
    ]


def _told(cells: Cells) -> tuple[Words, ...]:
    """Return what becomes of the majority, if a share is drawn."""
    fate = str(cells["majority"])
    if math.isnan(float(cells["share"])) or not fate:
        return ()
    lost = fate == "lost"
    return (Words(_FATES[fate], 8.5, RUST if lost else GREY, bold=lost),)


def plan(result: Result, spec: ChartSpec, columns: int) -> Plan:
    """Return the measures of the chart in one column or two."""
    rows = [
        Row(indicator.label, domain_name(indicator.domain), _told(cells))
        for indicator, cells in _rows(result)
    ]
    axis = "share of the total with everyone, per cent"
    return planned(spec, fitted(_FRAME, columns, rows), rows, axis=axis)


def draw(result: Result, spec: ChartSpec, ax: Axes, plan: Plan) -> Axes:
    """Draw the share of each total that leaves.

    Parameters
    ----------
    result
        Has the table ``leaving``.
    spec
        Title and source line.
    ax
        Where to draw.
    plan
        The measures.

    Notes
    -----
    Bars start at zero and end at the whole. A share that may not be formed has no bar; the
    reason stands in its place.
    """
    del spec
    with styled():
        ax.set_xlim(0, 1)
        ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "25", "50", "75", "100 %"])
        plan.dress(ax)
        for (indicator, row), at in zip(_rows(result), plan.place.heights, strict=True):
            _draw_row(ax, indicator, row, at)
    return ax


def _draw_row(ax: Axes, indicator: Indicator, row: Cells, at: float) -> None:
    share = float(row["share"])
    if math.isnan(share):
        told = str(row["why_not"])
        reason = told if indicator.comparable and told in _SHORT else "not comparable"
        ax.text(0.01, at, reason, ha="left", va="center", fontsize=8, color=PLUM, style="italic")
        return
    ax.barh(at, 1.0, height=0.62, facecolor=PALE, edgecolor=MIDDLE, linewidth=0.8, zorder=1)
    ax.barh(at, share, height=0.62, color=NAVY, zorder=2)
    inside = share > 0.12
    ax.text(
        share + (-0.01 if inside else 0.01),
        at,
        percent_text(share),
        ha="right" if inside else "left",
        va="center",
        fontsize=8.5,
        fontweight="bold",
        color=WHITE if inside else BLACK,
        zorder=3,
    )
    if row["majority"] == "lost":
        ax.plot(1.0, at, "s", ms=5, color=AMBER, clip_on=False, zorder=4)
