"""Power beside holdings: for each member one dot for its index and one for its share."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from balance.charts.layout import Frame, Plan, fitted, planned, widened
from balance.charts.rows import Row, Words
from balance.charts.style import BLACK, GRID, MIDDLE, PALETTE, styled, text_in
from balance.charts.ticks import put_ticks, rounds
from balance.comparison.printed import amount_cell
from balance.comparison.result import ChartSpec, Result
from balance.comparison.words import Cells

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["draw", "plan"]

_FRAME = Frame(width=6.0, row=0.21, left=1.6, right=0.25)
_MARKS = "osD^"


def _rows(result: Result, spec: ChartSpec) -> list[Cells]:
    table = result.tables[spec.tables[0]].set_index("row", drop=False)
    return [{str(k): v for k, v in table.loc[key].to_dict().items()} for key in spec.rows]


def _looks(spec: ChartSpec) -> list[tuple[str, str, str]]:
    """Return name, colour and mark of each column that is drawn."""
    return list(zip(spec.columns, PALETTE, _MARKS, strict=False))


def plan(result: Result, spec: ChartSpec, columns: int) -> Plan:
    """Return the measures of the chart in one column or two."""
    from matplotlib.lines import Line2D

    table = spec.tables[0]
    labels = {column.name: column.label for column in result.sheets[table].columns}
    rows = [
        Row(
            str(row["label"]),
            told=tuple(
                Words(amount_cell(table, row, name).text, 7.5, text_in(colour))
                for name, colour, _ in _looks(spec)
            ),
        )
        for row in _rows(result, spec)
    ]
    keys = [
        Line2D([], [], color=colour, marker=mark, linestyle="", markersize=6, label=labels[name])
        for name, colour, mark in _looks(spec)
    ]
    frame = widened(fitted(_FRAME, columns, rows), rows)
    return planned(spec, frame, rows, axis="per cent of all members", keys=keys)


def draw(result: Result, spec: ChartSpec, ax: Axes, plan: Plan) -> Axes:
    """Draw some shares of each member as dots on one line.

    Parameters
    ----------
    result
        Its table ``spec.tables[0]`` is a sheet with a row per member.
    spec
        Title, source line and the columns in per cent to draw: the index, then holdings.
    ax
        Where to draw.
    plan
        The measures.

    Notes
    -----
    A bar through the dot of the index shows its bounds. What has no best value has no dot.
    """
    rows = _rows(result, spec)
    with styled():
        ax.set_xlim(0, _reach(rows, spec.columns) * 1.06)
        plan.dress(ax)
        put_ticks(ax, rounds(*ax.get_xlim()), lambda x: f"{x:g} %", plan.frame)
        ax.grid(axis="x", color=GRID, linewidth=0.6)
        ax.set_axisbelow(True)
        ax.axvline(0, color=BLACK, linewidth=0.8)
        for row, at in zip(rows, plan.place.heights, strict=True):
            _row(ax, row, at, _looks(spec))
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
        ax.plot([min(known), max(known)], [at, at], color=MIDDLE, linewidth=1.2, zorder=1)
    index = looks[0][0]
    low, high = float(row[f"{index}_low"]), float(row[f"{index}_high"])
    if high > low and math.isfinite(high):
        ax.plot([low, high], [at, at], color=looks[0][1], linewidth=0.9, marker="|", zorder=2)
    for (_, colour, mark), value in reversed(list(zip(looks, values, strict=True))):
        if not math.isnan(value):
            ax.plot(value, at, marker=mark, markersize=5, color=colour, linestyle="", zorder=3)
