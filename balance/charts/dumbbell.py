"""Two figures of one thing on a line each: publications, editions or dates side by side."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from balance.charts.layout import Frame, Plan, fitted, planned
from balance.charts.letters import inches
from balance.charts.rows import Row
from balance.charts.style import AMBER, BLACK, GREY, GRID, NAVY, WHITE, styled
from balance.charts.ticks import decades, put_ticks, rounds
from balance.comparison.printed import amount_cell
from balance.comparison.result import ChartSpec, Result
from balance.comparison.words import Cells
from balance.errors import ChartError
from balance.quantities.printing import number_text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["draw", "plan"]

_FRAME = Frame(width=9.6, row=0.27, left=1.7, right=0.25)
_DECADE = 10.0
_COLOURS = (NAVY, AMBER)
_SIZES = (7.5, 5.0)
"""The hollow mark is the larger one, so that neither hides the other."""
_ASIDE = (-0.16, 0.16)
"""Where bounds lie, in rows from their marks: those of one do not hide those of the other."""
_LABEL, _OFF = 7.5, 0.1
"""Points of a figure beside its mark, and inches between them."""


def _rows(result: Result, spec: ChartSpec) -> list[Cells]:
    """Return the rows to draw: those with two finite numbers, in the order of the table."""
    table = result.tables[spec.tables[0]]
    return [
        row
        for row in table.to_dict("records")
        if (not spec.rows or row["row"] in spec.rows)
        and all(math.isfinite(_best(row, name)) for name in spec.columns)
    ]


def _best(row: Cells, name: str) -> float:
    return float(row[name]) if row[f"{name}_unit"] else math.nan


def _unit(rows: list[Cells], spec: ChartSpec) -> str:
    if len(spec.columns) != 2:
        raise ChartError("a dumbbell joins two amounts; name two columns")
    units = {str(row[f"{name}_unit"]) for row in rows for name in spec.columns}
    if len(units) > 1:
        raise ChartError(f"a dumbbell has one axis; these rows have {', '.join(sorted(units))}")
    return next(iter(units), "")


def _is_logarithmic(rows: list[Cells], spec: ChartSpec) -> bool:
    ends = [_best(row, name) for row in rows for name in spec.columns]
    above = [end for end in ends if end > 0]
    return bool(above) and max(above) > _DECADE * min(above)


def plan(result: Result, spec: ChartSpec, columns: int) -> Plan:
    """Return the measures of the chart in one column or two."""
    rows = _rows(result, spec)
    unit = _unit(rows, spec)
    several = len({str(row["group"]) for row in rows}) > 1
    placed = [Row(str(row["label"]), str(row["group"]) if several else "") for row in rows]
    axis = f"{unit} (logarithmic scale)" if _is_logarithmic(rows, spec) else unit
    keys = _keys(result, spec, rows)
    return planned(spec, fitted(_FRAME, columns, placed), placed, axis=axis, keys=keys)


def draw(result: Result, spec: ChartSpec, ax: Axes, plan: Plan) -> Axes:
    """Draw two figures of each row as marks joined by a line, with their bounds.

    Parameters
    ----------
    result
        Its table ``spec.tables[0]`` is a sheet.
    spec
        Title, source line, and in ``columns`` the two amounts of a row; they must have one
        unit.
    ax
        Where to draw.
    plan
        The measures.

    Raises
    ------
    ChartError
        If there are not two columns, or the rows have several units.

    Notes
    -----
    The axis is logarithmic where the figures span more than a factor of ten, so that equal
    distances are equal ratios; a zero then stands at the left edge and says so. The first mark
    is hollow, the second full; a thick line is a figure's bounds.
    """
    rows = _rows(result, spec)
    logarithmic = _is_logarithmic(rows, spec)
    with styled():
        plan.dress(ax)
        _axis(ax, rows, spec, logarithmic, plan.frame)
        for row, at in zip(rows, plan.place.heights, strict=True):
            _row(ax, spec, row, at, logarithmic)
    return ax


def _axis(ax: Axes, rows: list[Cells], spec: ChartSpec, logarithmic: bool, frame: Frame) -> None:
    numbers = [
        float(row[f"{name}{ending}"])
        for row in rows
        for name in spec.columns
        for ending in ("", "_low", "_high")
    ]
    above = [n for n in numbers if 0 < n < math.inf] or [1.0]
    unit = _unit(rows, spec)
    # Room at both ends for the numbers beside the marks.
    texts = [_text(spec, row, name) for row in rows for name in spec.columns]
    widest = max((inches(text, _LABEL) for text in texts), default=0.0) + 2 * _OFF
    part = widest / max(frame.inner - 2 * widest, 1.0)
    if logarithmic:
        room = (max(above) / min(above)) ** part
        ax.set_xscale("log")
        ax.set_xlim(min(above) / room, max(above) * room)
        sets = decades(*ax.get_xlim())
    else:
        span = max(above) - (low := min([*above, *(n for n in numbers if n == 0)]))
        room = part * (span or max(above))
        ax.set_xlim(low - room, max(above) + room)
        sets = rounds(*ax.get_xlim())
    positive = ([n for n in numbers if n >= 0] for numbers in sets)
    put_ticks(ax, positive, lambda at: number_text(at, unit) or "0", frame)
    ax.grid(axis="x", color=GRID, linewidth=0.6, zorder=0)
    ax.set_axisbelow(True)


def _row(ax: Axes, spec: ChartSpec, row: Cells, at: float, logarithmic: bool) -> None:
    left_edge = ax.get_xlim()[0]
    where = []
    for number, name in enumerate(spec.columns):
        low, high = (float(row[f"{name}{ending}"]) for ending in ("_low", "_high"))
        best = _best(row, name)
        x = left_edge if logarithmic and best == 0 else best
        where.append(x)
        if low < high < math.inf:
            reach = max(low, left_edge)
            ax.plot([reach, high], [at + _ASIDE[number]] * 2, color=_COLOURS[number], linewidth=2)
    ax.plot(where, [at, at], color=GREY, linewidth=1.1, zorder=2)
    order = sorted((0, 1), key=lambda number: where[number])
    for side, number in zip(("right", "left"), order, strict=True):
        name, colour = spec.columns[number], _COLOURS[number]
        ax.plot(
            where[number],
            at,
            marker="o",
            markersize=_SIZES[number],
            markerfacecolor="none" if number == 0 else colour,
            markeredgecolor=colour,
            markeredgewidth=1.5,
            linestyle="none",
            zorder=4 - number,
            clip_on=False,
        )
        _label(ax, spec, row, at, side, name, where[number])


def _label(
    ax: Axes, spec: ChartSpec, row: Cells, at: float, side: str, name: str, where: float
) -> None:
    """Write a figure outside its mark: to the left of the smaller, to the right of the larger."""
    text = _text(spec, row, name)
    low, high = (float(row[f"{name}{ending}"]) for ending in ("_low", "_high"))
    reach = where
    if where == _best(row, name) and math.isfinite(high):
        reach = max(low, ax.get_xlim()[0]) if side == "right" else high
    ax.annotate(
        text,
        (reach, at),
        (-7 if side == "right" else 7, 0),
        textcoords="offset points",
        ha=side,
        va="center",
        fontsize=_LABEL,
        color=BLACK,
        annotation_clip=False,
        bbox={"boxstyle": "square,pad=0.1", "facecolor": WHITE, "edgecolor": "none"},
        zorder=3,
    )


def _text(spec: ChartSpec, row: Cells, name: str) -> str:
    """Return a figure as it stands beside its mark: its bounds are drawn."""
    return amount_cell(spec.tables[0], row, name).text.partition(" [")[0]


def _keys(result: Result, spec: ChartSpec, rows: list[Cells]) -> list[Any]:
    from matplotlib.lines import Line2D

    columns = {column.name: column.label for column in result.sheets[spec.tables[0]].columns}
    return [
        Line2D(
            [],
            [],
            marker="o",
            markersize=_SIZES[number],
            markerfacecolor="none" if number == 0 else _COLOURS[number],
            markeredgecolor=_COLOURS[number],
            markeredgewidth=1.5,
            linestyle="none",
            label=_named(result, rows, name, columns[name]),
        )
        for number, name in enumerate(spec.columns)
    ]


def _named(result: Result, rows: list[Cells], name: str, label: str) -> str:
    """Return the source that a column is of where the sheet says so, or the column's heading."""
    sources = {str(row.get(f"{name}_source", "")) for row in rows} - {""}
    if len(sources) != 1:
        return label
    source = sources.pop()
    return str(result.data.source(source)["title"]) or source
