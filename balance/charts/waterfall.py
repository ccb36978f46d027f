"""A ratio taken apart: what each departure takes off it, one step below the other."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from balance.charts.layout import (
    Frame,
    Margins,
    RowPlaces,
    beside,
    frame_rows,
    places,
    put_texts,
    sized,
)
from balance.charts.style import AMBER, BLACK, GREY, NAVY, PALE, styled
from balance.comparison.printed import amount_cell
from balance.comparison.result import ChartSpec, Result
from balance.comparison.words import Cells

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["draw", "size"]

_LEFT = 1.6
_LETTER = 0.066
"""Inches of a letter beside a row."""


def _frame(result: Result, spec: ChartSpec) -> Frame:
    right = 0.2 + sum(_widths(result, spec))
    return Frame(width=6.6 + right, row=0.24, left=_LEFT, right=right, head=0.35, foot=0.7)


def _texts(table: str, row: Cells, columns: tuple[str, ...]) -> list[str]:
    """Return the words beside a row: what it takes off, and what is left if that is drawn."""
    step, *rest = columns
    if not row[f"{step}_unit"]:
        return [amount_cell(table, row, "ratio").text]
    off = amount_cell(table, row, step).text
    told = [f"−{off}" if off not in ("0", "not known") else off]
    return told + [f"leaves {amount_cell(table, row, column).text}" for column in rest]


def _widths(result: Result, spec: ChartSpec) -> list[float]:
    """Return the inches that each column of words needs."""
    told = [_texts(spec.tables[0], row, spec.columns) for row in _rows(result, spec)]
    return [
        0.2 + _LETTER * max(len(texts[n]) for texts in told if n < len(texts))
        for n in range(max(map(len, told)))
    ]


def _rows(result: Result, spec: ChartSpec) -> list[Cells]:
    rows = result.tables[spec.tables[0]].to_dict("records")
    return [row for row in rows if row["row"] in spec.rows]


def _places(rows: list[Cells]) -> RowPlaces:
    return places([""] * len(rows))


def size(result: Result, spec: ChartSpec) -> tuple[float, float, Margins]:
    """Return width, height and margins in inches that the chart needs."""
    return sized(spec, _frame(result, spec), _places(_rows(result, spec)).span)


def draw(result: Result, spec: ChartSpec, ax: Axes) -> Axes:
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

    Notes
    -----
    A bar starts where the one above ends. A line ends a bar at its bounds. What is not known
    has no bar.
    """
    rows = _rows(result, spec)
    place = _places(rows)
    table, step, widths = spec.tables[0], spec.columns[0], _widths(result, spec)
    with styled():
        frame_rows(ax, [str(row["label"]) for row in rows], place, _LEFT)
        ax.set_ylim(place.span - 0.4, -0.6)
        at_level = 0.0
        for row, at in zip(rows, place.heights, strict=True):
            is_step = bool(row[f"{step}_unit"])
            name = step if is_step else "ratio"
            at_level = _bar(ax, row, name, at, at_level if is_step else None)
            for number, text in enumerate(_texts(table, row, spec.columns)):
                offset, colour = 8 + 72 * sum(widths[:number]), (BLACK, GREY)[number]
                beside(ax, at, text, offset, fontsize=8, color=colour)
        ax.set_xlim(left=0)
        ax.axvline(0, color=BLACK, linewidth=0.8)
        ax.axvline(1, color=BLACK, linewidth=0.8, linestyle=(0, (4, 3)))
        ax.grid(axis="x", color=PALE, linewidth=0.6)
        ax.set_axisbelow(True)
        ax.set_xlabel(
            "ratio to the other side; dashed: as much as it; lines: bounds of each bar",
            fontsize=8,
            color=GREY,
        )
        put_texts(ax, spec, _frame(result, spec))
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
        ax.plot(ends, [at, at], color=BLACK, linewidth=1.0, zorder=3)
    return end
