"""What leaves: the share of each total that goes with those who leave."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from balance.charts.layout import Frame, Margins, beside, by_domain, frame_rows, put_texts, sized
from balance.charts.style import AMBER, BLACK, GREY, NAVY, PALE, PLUM, styled
from balance.comparison.result import ChartSpec, Result
from balance.comparison.words import Cells
from balance.quantities.printing import percent_text
from balance.scenarios.departure import drawn_leaving
from balance.tables.records import Indicator

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["draw", "size"]

_FRAME = Frame(width=10.2, row=0.34, left=3.0, right=1.9, head=0.32, foot=0.62)
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


def size(result: Result, spec: ChartSpec) -> tuple[float, float, Margins]:
    """Return width, height and margins in inches that the chart needs."""
    return sized(spec, _FRAME, by_domain([indicator for indicator, _ in _rows(result)]).span)


def draw(result: Result, spec: ChartSpec, ax: Axes) -> Axes:
    """Draw the share of each total that leaves.

    Parameters
    ----------
    result
        Has the table ``leaving``.
    spec
        Title and source line.
    ax
        Where to draw.

    Notes
    -----
    Bars start at zero and end at the whole. A share that may not be formed has no bar; the
    reason stands in its place.
    """
    rows = _rows(result)
    place = by_domain([indicator for indicator, _ in rows])
    with styled():
        ax.set_xlim(0, 1)
        ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "25", "50", "75", "100 %"])
        ax.set_xlabel("share of the total with everyone, per cent", fontsize=8, color=GREY)
        frame_rows(ax, [i.label for i, _ in rows], place, _FRAME.left)
        for (indicator, row), at in zip(rows, place.heights, strict=True):
            _draw_row(ax, indicator, row, at)
        put_texts(ax, spec, _FRAME)
    return ax


def _draw_row(ax: Axes, indicator: Indicator, row: Cells, at: float) -> None:
    share = float(row["share"])
    if math.isnan(share):
        told = str(row["why_not"])
        reason = told if indicator.comparable and told in _SHORT else "not comparable"
        ax.text(0.01, at, reason, ha="left", va="center", fontsize=8, color=PLUM, style="italic")
        return
    ax.barh(at, 1.0, height=0.62, color=PALE, zorder=1)
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
        color="white" if inside else BLACK,
        zorder=3,
    )
    fate = str(row["majority"])
    if fate == "lost":
        beside(ax, at, _FATES[fate], fontsize=8.5, fontweight="bold", color="#A33F0A")
        ax.plot(1.0, at, "s", ms=5, color=AMBER, clip_on=False, zorder=4)
    elif fate:
        beside(ax, at, _FATES[fate], fontsize=8.5, color=GREY)
