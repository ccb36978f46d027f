"""A ratio taken apart: what each departure takes off it, one step below the other."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from balance.charts.layout import Frame, Plan, bounds_line, fitted, planned, widened
from balance.charts.rows import Row, Words
from balance.charts.style import AMBER, BLACK, GREY, GRID, NAVY, styled
from balance.charts.ticks import put_ticks, rounds
from balance.comparison.printed import amount_cell
from balance.comparison.result import ChartSpec, Result
from balance.comparison.words import Cells

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["draw", "plan"]

_FRAME = Frame(width=6.6, row=0.24, left=1.6, right=0.2)
_INKS = (BLACK, GREY)


def _texts(table: str, row: Cells, columns: tuple[str, ...]) -> list[str]:
    """Return the words beside a row: what it takes off, and what is left if that is drawn."""
    step, *rest = columns
    if not row[f"{step}_unit"]:
        return [amount_cell(table, row, "ratio").text]
    off = amount_cell(table, row, step).text
    told = [f"−{off}" if float(row[step]) > 0 else off]
    return told + [f"leaves {amount_cell(table, row, column).text}" for column in rest]


def _rows(result: Result, spec: ChartSpec) -> list[Cells]:
    rows = result.tables[spec.tables[0]].to_dict("records")
    return [row for row in rows if row["row"] in spec.rows]


def plan(result: Result, spec: ChartSpec, columns: int) -> Plan:
    """Return the measures of the chart in one column or two."""
    rows = []
    for row in _rows(result, spec):
        texts = _texts(spec.tables[0], row, spec.columns)
        told = tuple(Words(text, 8, colour) for text, colour in zip(texts, _INKS, strict=False))
        rows.append(Row(str(row["label"]), told=told))
    frame = widened(fitted(_FRAME, columns, rows), rows)
    axis = "ratio to the other side; dashed: as much as it; lines: bounds of each bar"
    return planned(spec, frame, rows, axis=axis)


def draw(result: Result, spec: ChartSpec, ax: Axes, plan: Plan) -> Axes:
    """Draw departures as steps down from a ratio.

    Parameters
    ----------
    result
        Its table ``spec.tables[0]`` is a sheet whose first row has the whole ratio.
    spec
        Title, source line and columns: what a step takes off, and after it what is left if
        the steps have an order.
    ax
        Where to draw.
    plan
        The measures.

    Notes
    -----
    A bar starts where the one above ends. A line ends a bar at its bounds. What is not known
    has no bar.
    """
    step = spec.columns[0]
    with styled():
        plan.dress(ax)
        at_level, most = 0.0, 1.0
        for row, at in zip(_rows(result, spec), plan.place.heights, strict=True):
            is_step = bool(row[f"{step}_unit"])
            name = step if is_step else "ratio"
            at_level = _bar(ax, row, name, at, at_level if is_step else None)
            most = max(most, at_level)
        ax.set_xlim(0, max(ax.get_xlim()[1], most * 1.04))
        put_ticks(ax, rounds(*ax.get_xlim()), lambda ratio: f"{ratio:,.10g}", plan.frame)
        ax.axvline(0, color=BLACK, linewidth=0.8)
        ax.axvline(1, color=BLACK, linewidth=0.8, linestyle=(0, (4, 3)))
        ax.grid(axis="x", color=GRID, linewidth=0.6)
        ax.set_axisbelow(True)
    return ax


def _bar(ax: Axes, row: Cells, name: str, at: float, start: float | None) -> float:
    """Draw a whole from zero, or a step down from a start, and return where it ends."""
    value, low, high = (float(row[f"{name}{end}"]) for end in ("", "_low", "_high"))
    best = low if math.isnan(value) else value
    if start is None:
        ax.barh(at, best, height=0.62, color=NAVY, zorder=2)
        ends, end = (low, high), best
    else:
        ax.barh(at, best, left=start - best, height=0.62, color=AMBER, zorder=2)
        ends, end = (start - high, start - low), start - best
    if high > low and math.isfinite(high):
        bounds_line(ax, *ends, at)
    return end
