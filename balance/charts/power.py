"""Power beside holdings: for each member one dot for its index and one for its share."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from balance.charts.layout import (
    Frame,
    Margins,
    RowPlaces,
    beside,
    frame_rows,
    legend,
    places,
    put_texts,
    sized,
)
from balance.charts.style import BLACK, GREY, PALE, PALETTE, styled
from balance.comparison.printed import amount_cell
from balance.comparison.result import ChartSpec, Result
from balance.comparison.words import Cells

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["draw", "size"]

_LEFT = 1.6
_LETTER = 0.062
"""Inches of a letter beside a row."""


def _frame(result: Result, spec: ChartSpec) -> Frame:
    right = 0.25 + sum(_widths(result, spec))
    return Frame(width=6.0 + right, row=0.21, left=_LEFT, right=right, head=0.6, foot=0.7)


def _widths(result: Result, spec: ChartSpec) -> list[float]:
    """Return the inches that the numbers of each column need beside the rows."""
    table, rows = spec.tables[0], _rows(result, spec)
    longest = [max(len(amount_cell(table, row, n).text) for row in rows) for n in spec.columns]
    return [0.2 + _LETTER * letters for letters in longest]


def _rows(result: Result, spec: ChartSpec) -> list[Cells]:
    table = result.tables[spec.tables[0]].set_index("row", drop=False)
    return [{str(k): v for k, v in table.loc[key].to_dict().items()} for key in spec.rows]


def _places(rows: list[Cells]) -> RowPlaces:
    return places([""] * len(rows))


def size(result: Result, spec: ChartSpec) -> tuple[float, float, Margins]:
    """Return width, height and margins in inches that the chart needs."""
    return sized(spec, _frame(result, spec), _places(_rows(result, spec)).span)


def draw(result: Result, spec: ChartSpec, ax: Axes) -> Axes:
    """Draw some shares of each member as dots on one line.

    Parameters
    ----------
    result
        Its table ``spec.tables[0]`` is a sheet with a row per member.
    spec
        Title, source line and the columns in per cent to draw: the index, then holdings.
    ax
        Where to draw.

    Notes
    -----
    A bar through the dot of the index shows its bounds. What has no best value has no dot.
    """
    from matplotlib.lines import Line2D

    rows = _rows(result, spec)
    place = _places(rows)
    table = spec.tables[0]
    labels = {column.name: column.label for column in result.sheets[table].columns}
    widths = _widths(result, spec)
    looks = list(zip(spec.columns, PALETTE, "osD^", strict=False))
    with styled():
        frame_rows(ax, [str(row["label"]) for row in rows], place, _LEFT)
        ax.set_ylim(place.span - 0.4, -0.6)
        ax.set_xlim(0, _reach(rows, spec.columns) * 1.06)
        ax.xaxis.set_major_formatter(lambda x, _: f"{x:g} %")
        ax.set_xlabel("per cent of all members", fontsize=8, color=GREY)
        ax.grid(axis="x", color=PALE, linewidth=0.6)
        ax.set_axisbelow(True)
        ax.axvline(0, color=BLACK, linewidth=0.8)
        for row, at in zip(rows, place.heights, strict=True):
            _row(ax, row, at, looks)
            texts = [amount_cell(table, row, name).text for name in spec.columns]
            for number, text in enumerate(texts):
                offset = 10 + 72 * sum(widths[:number])
                beside(ax, at, text, offset, fontsize=7, color=looks[number][1])
        handles = [
            Line2D([], [], color=colour, marker=mark, linestyle="", markersize=6, label=labels[n])
            for n, colour, mark in looks
        ]
        legend(ax, handles, fontsize=8, handletextpad=0.2, columnspacing=1.2)
        put_texts(ax, spec, _frame(result, spec))
    return ax


def _reach(rows: list[Cells], columns: tuple[str, ...]) -> float:
    """Return the largest number that is drawn."""
    ends = ("", "_high") if len(columns) else ("",)
    numbers = [float(row[f"{columns[0]}{end}"]) for row in rows for end in ends]
    numbers += [float(row[name]) for row in rows for name in columns]
    return max((number for number in numbers if math.isfinite(number)), default=1.0) or 1.0


def _row(ax: Axes, row: Cells, at: float, looks: list[tuple[str, str, str]]) -> None:
    values = [float(row[name]) for name, _, _ in looks]
    known = [value for value in values if not math.isnan(value)]
    if known:
        ax.plot([min(known), max(known)], [at, at], color=PALE, linewidth=2.2, zorder=1)
    index = looks[0][0]
    low, high = float(row[f"{index}_low"]), float(row[f"{index}_high"])
    if high > low and math.isfinite(high):
        ax.plot([low, high], [at, at], color=looks[0][1], linewidth=0.9, marker="|", zorder=2)
    for (_, colour, mark), value in reversed(list(zip(looks, values, strict=True))):
        if not math.isnan(value):
            ax.plot(value, at, marker=mark, markersize=5, color=colour, linestyle="", zorder=3)
