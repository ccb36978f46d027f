"""Amounts of a sheet as bars from zero, with their bounds and the numbers beside them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from balance.charts.layout import (
    Frame,
    Margins,
    RowPlaces,
    colour_legend,
    frame_rows,
    places,
    put_texts,
    sized,
)
from balance.charts.style import (
    ACTORS,
    BLACK,
    GREY,
    NAVY,
    PALETTE,
    PLUM,
    styled,
)
from balance.comparison.printed import amount_cell
from balance.comparison.result import ChartSpec, Result
from balance.comparison.words import Cells

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["draw", "size"]

_LEFT, _RIGHT = 3.0, 0.4
_REACH = 1.45
"""Length of the axis in units of the longest bar: room for the numbers beside the bars."""
_THICK = 0.22
"""Inches of one bar with the gap to the next."""


def _frame(spec: ChartSpec) -> Frame:
    legend = 0.25 if len(spec.columns) > 1 else 0.0
    row = 0.16 + _THICK * len(spec.columns)
    return Frame(width=9.6, row=row, left=_LEFT, right=_RIGHT, head=0.35 + legend, foot=0.35)


def _rows(result: Result, spec: ChartSpec) -> list[Cells]:
    """Return the rows in which at least one drawn amount applies."""
    table = result.tables[spec.tables[0]]
    return [
        row
        for row in table.to_dict("records")
        if (not spec.rows or row["row"] in spec.rows)
        and any(row[f"{name}_unit"] for name in spec.columns)
    ]


def _places(rows: list[Cells]) -> RowPlaces:
    return places([str(row["group"]) for row in rows])


def size(result: Result, spec: ChartSpec) -> tuple[float, float, Margins]:
    """Return width, height and margins in inches that the chart needs."""
    return sized(spec, _frame(spec), _places(_rows(result, spec)).span)


def draw(result: Result, spec: ChartSpec, ax: Axes) -> Axes:
    """Draw some columns of a sheet as bars.

    Parameters
    ----------
    result
        Its table ``spec.tables[0]`` is a sheet.
    spec
        Title, source line and the columns to draw.
    ax
        Where to draw.

    Notes
    -----
    Bars start at zero. Where rows have different units each row has a scale of its own, and
    says so. A line ends a bar at its bounds; an arrow stands for a bound that is open; a hollow
    bar ends at a ceiling. What is not known has no bar.
    """
    rows = _rows(result, spec)
    place = _places(rows)
    table = spec.tables[0]
    units = {row[f"{name}_unit"] for row in rows for name in spec.columns} - {""}
    longest = max((_longest(row, spec.columns) for row in rows), default=0.0)
    with styled():
        ax.set_xlim(0, _REACH)
        ax.set_xticks([])
        frame_rows(ax, [str(row["label"]) for row in rows], place, _LEFT)
        ax.spines["bottom"].set_visible(False)
        ax.axvline(0, color=BLACK, linewidth=0.8)
        if len(units) > 1:
            ax.set_xlabel("each row has a scale of its own", fontsize=8, color=GREY)
        thick = 0.82 / len(spec.columns)
        for row, at in zip(rows, place.heights, strict=True):
            scale = longest if len(units) == 1 else _longest(row, spec.columns)
            for number, name in enumerate(spec.columns):
                if not row[f"{name}_unit"]:
                    continue
                height = at + (number - (len(spec.columns) - 1) / 2) * thick
                text = amount_cell(table, row, name).text
                _bar(ax, row, name, height, thick, scale or 1.0, text, _colour(spec, number))
        if len(spec.columns) > 1:
            labels = {column.name: column.label for column in result.sheets[table].columns}
            entries = ((labels[name], _colour(spec, n)) for n, name in enumerate(spec.columns))
            colour_legend(ax, entries)
        put_texts(ax, spec, _frame(spec))
    return ax


def _colour(spec: ChartSpec, number: int) -> str:
    name = spec.columns[number]
    if len(spec.columns) == 1:
        return NAVY
    return ACTORS.get(name.upper(), PALETTE[number % len(PALETTE)])


def _reach(row: Cells, name: str) -> float:
    """Return the largest finite number of an amount."""
    numbers = (row[name], row[f"{name}_low"], row[f"{name}_high"])
    return max((float(n) for n in numbers if math.isfinite(n)), default=0.0)


def _longest(row: Cells, columns: tuple[str, ...]) -> float:
    return max((_reach(row, name) for name in columns if row[f"{name}_unit"]), default=0.0)


def _bar(
    ax: Axes,
    row: Cells,
    name: str,
    at: float,
    thick: float,
    scale: float,
    text: str,
    colour: str,
) -> None:
    value, low, high = (float(row[f"{name}{end}"]) for end in ("", "_low", "_high"))
    end = 0.0
    if low > 0 or math.isfinite(high):
        best = low if math.isnan(value) else value
        end = best / scale
        if low == 0 and math.isnan(value):  # a ceiling: anything up to it
            ax.barh(
                at,
                high / scale,
                height=thick * 0.86,
                facecolor="white",
                edgecolor=colour,
                linewidth=1.1,
                zorder=2,
            )
        else:
            ax.barh(at, end, height=thick * 0.86, color=colour, zorder=2)
        if math.isinf(high):
            ax.annotate(
                "",
                (end + 0.05, at),
                (end, at),
                arrowprops={"arrowstyle": "->", "color": colour, "linewidth": 1.2},
                zorder=3,
            )
            end += 0.05
        elif low == 0 and math.isnan(value):
            end = high / scale
        elif high > low:
            ax.plot([low / scale, high / scale], [at, at], color=BLACK, linewidth=1.1, zorder=3)
            end = high / scale
    known = text != "not known"
    ax.text(
        end + 0.012,
        at,
        text,
        ha="left",
        va="center",
        fontsize=8,
        color=BLACK if known else PLUM,
        style="normal" if known else "italic",
        zorder=4,
    )
