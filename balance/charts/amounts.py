"""Amounts of a sheet as bars from zero, with their bounds and the numbers beside them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from balance.charts.layout import Frame, Plan, bounds_line, fitted, planned
from balance.charts.letters import inches
from balance.charts.rows import Row
from balance.charts.style import ACTORS, BLACK, NAVY, PALETTE, PLUM, WHITE, styled
from balance.charts.surround import colour_keys
from balance.comparison.printed import amount_cell
from balance.comparison.result import ChartSpec, Result
from balance.comparison.words import Cells

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["draw", "plan"]

_LEFT, _RIGHT = 3.0, 0.4
_THICK = 0.22
"""Inches of one bar with the gap to the next."""
_SIZE, _OFF, _EDGE = 8.0, 0.06, 0.1
"""Points of a number, inches between it and its bar and the edge of the picture."""
_ARROW = 0.05
"""Length of an arrow in units of the longest bar."""
_LEAST_REACH, _MOST_REACH = 1.1, 4.0


@dataclass(frozen=True)
class _Bar:
    """One amount: bounds in units of the longest, and as it is printed."""

    value: float
    low: float
    high: float
    text: str

    @property
    def is_ceiling(self) -> bool:
        """Whether only its upper end is known: anything up to it."""
        return self.low == 0 and math.isnan(self.value) and math.isfinite(self.high)

    @property
    def is_known(self) -> bool:
        """Whether anything is known of it."""
        return self.low > 0 or math.isfinite(self.high)

    @property
    def best(self) -> float:
        """Where the full bar ends."""
        return self.low if math.isnan(self.value) else self.value

    @property
    def end(self) -> float:
        """Where what is drawn ends."""
        if not self.is_known:
            return 0.0
        return self.best + _ARROW if math.isinf(self.high) else max(self.high, self.best)


def _rows(result: Result, spec: ChartSpec) -> list[Cells]:
    """Return the rows in which at least one drawn amount applies."""
    table = result.tables[spec.tables[0]]
    return [
        row
        for row in table.to_dict("records")
        if (not spec.rows or row["row"] in spec.rows)
        and any(row[f"{name}_unit"] for name in spec.columns)
    ]


def _units(rows: list[Cells], spec: ChartSpec) -> set[str]:
    return {str(row[f"{name}_unit"]) for row in rows for name in spec.columns} - {""}


def _bars(rows: list[Cells], spec: ChartSpec) -> list[list[_Bar | None]]:
    """Return the bars of each row; nothing where an amount does not apply."""
    alike = len(_units(rows, spec)) == 1
    longest = max((_longest(row, spec.columns) for row in rows), default=0.0)
    found = []
    for row in rows:
        scale = (longest if alike else _longest(row, spec.columns)) or 1.0
        bars: list[_Bar | None] = []
        for name in spec.columns:
            value, low, high = (float(row[f"{name}{end}"]) / scale for end in ("", "_low", "_high"))
            text = amount_cell(spec.tables[0], row, name).text
            bars.append(_Bar(value, low, high, text) if row[f"{name}_unit"] else None)
        found.append(bars)
    return found


def plan(result: Result, spec: ChartSpec, columns: int) -> Plan:
    """Return the measures of the chart in one column or two."""
    rows = _rows(result, spec)
    frame = Frame(width=9.6, row=0.16 + _THICK * len(spec.columns), left=_LEFT, right=_RIGHT)
    labels = {column.name: column.label for column in result.sheets[spec.tables[0]].columns}
    keys = colour_keys((labels[name], _colour(spec, n)) for n, name in enumerate(spec.columns))
    placed = [Row(str(row["label"]), str(row["group"])) for row in rows]
    return planned(
        spec,
        fitted(frame, columns, placed),
        placed,
        axis="each row has a scale of its own" if len(_units(rows, spec)) > 1 else "",
        keys=keys if len(spec.columns) > 1 else (),
    )


def draw(result: Result, spec: ChartSpec, ax: Axes, plan: Plan) -> Axes:
    """Draw some columns of a sheet as bars.

    Parameters
    ----------
    result
        Its table ``spec.tables[0]`` is a sheet.
    spec
        Title, source line and the columns to draw.
    ax
        Where to draw.
    plan
        The measures.

    Notes
    -----
    Bars start at zero. Where rows have different units each row has a scale of its own, and
    says so. A line ends a bar at its bounds; an arrow stands for a bound that is open; a hollow
    bar ends at a ceiling. What is not known has no bar.
    """
    bars = _bars(_rows(result, spec), spec)
    reach = _reach([bar for row in bars for bar in row if bar], plan.frame)
    thick = 0.82 / len(spec.columns)
    with styled():
        ax.set_xlim(0, reach)
        ax.set_xticks([])
        plan.dress(ax)
        ax.spines["bottom"].set_visible(False)
        ax.axvline(0, color=BLACK, linewidth=0.8)
        for row, at in zip(bars, plan.place.heights, strict=True):
            for number, bar in enumerate(row):
                if bar is not None:
                    height = at + (number - (len(spec.columns) - 1) / 2) * thick
                    _draw_bar(ax, bar, height, thick, _colour(spec, number))
                    _number(ax, bar, height, reach * _OFF / plan.frame.inner)
    return ax


def _colour(spec: ChartSpec, number: int) -> str:
    name = spec.columns[number]
    if len(spec.columns) == 1:
        return NAVY
    return ACTORS.get(name.upper(), PALETTE[number % len(PALETTE)])


def _longest(row: Cells, columns: tuple[str, ...]) -> float:
    """Return the largest finite number of a row's amounts."""
    ends = [f"{name}{end}" for name in columns if row[f"{name}_unit"] for end in ("", "_low")]
    ends += [f"{name}_high" for name in columns if row[f"{name}_unit"]]
    return max((float(row[end]) for end in ends if math.isfinite(row[end])), default=0.0)


def _reach(bars: list[_Bar], frame: Frame) -> float:
    """Return the length of the axis that leaves room for every number beside its bar."""
    found = _LEAST_REACH
    for bar in bars:
        room = frame.inner + frame.right - _EDGE - _OFF - inches(bar.text, _SIZE)
        found = max(found, bar.end * frame.inner / max(room, frame.inner / _MOST_REACH))
    return found


def _draw_bar(ax: Axes, bar: _Bar, at: float, thick: float, colour: str) -> None:
    if not bar.is_known:
        return
    if bar.is_ceiling:
        look: dict[str, Any] = {"facecolor": WHITE, "edgecolor": colour, "linewidth": 1.1}
        ax.barh(at, bar.high, height=thick * 0.86, zorder=2, **look)
        return
    ax.barh(at, bar.best, height=thick * 0.86, color=colour, zorder=2)
    if math.isinf(bar.high):
        arrow = {"arrowstyle": "->", "color": colour, "linewidth": 1.2}
        ax.annotate("", (bar.end, at), (bar.best, at), arrowprops=arrow, zorder=3)
    elif bar.high > bar.low:
        bounds_line(ax, bar.low, bar.high, at)


def _number(ax: Axes, bar: _Bar, at: float, off: float) -> None:
    known = bar.text != "not known"
    ax.text(
        bar.end + off,
        at,
        bar.text,
        ha="left",
        va="center",
        fontsize=_SIZE,
        color=BLACK if known else PLUM,
        style="normal" if known else "italic",
        zorder=4,
    )
