"""A path as a line over time: solid where reported, dashed where projected, bounds as a fan."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from balance.charts.layout import Frame, Plan, end_words, narrowed, planned
from balance.charts.style import BLACK, GREY, PALETTE, WHITE, styled
from balance.charts.ticks import put_ticks
from balance.comparison.printed import amount_cell
from balance.comparison.result import ChartSpec, Result
from balance.comparison.words import Cells
from balance.quantities.printing import number_text
from balance.quantities.units import is_money

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["draw", "plan"]

_FRAME = Frame(width=9.6, row=0.3, left=1.0, right=2.7, head=0.3)
_HEIGHT = 3.6
_REPORTED = "reported"
_DASHES: Any = (0, (4, 2))
_SIZE, _OFF, _EDGE = 8.5, 0.24, 0.1
"""Points of a label at the end of a line, inches before and behind it."""


@dataclass(frozen=True)
class _Series:
    """One line: its name, its column, its rows in the order of time, and its colour."""

    name: str
    column: str
    rows: tuple[Cells, ...]
    colour: str

    @property
    def is_mark(self) -> bool:
        """Whether it is one exact number all along: a target or a floor."""
        ends = {(_end(r, self.column, ""), _end(r, self.column, "_high")) for r in self.rows}
        return len(self.rows) > 1 and len(ends) == 1 and len(set(*ends)) == 1


def _end(row: Cells, column: str, which: str) -> float:
    return float(row[f"{column}{which}"])


def _known(row: Cells, column: str) -> bool:
    low, high = _end(row, column, "_low"), _end(row, column, "_high")
    return bool(row[f"{column}_unit"]) and not (low == 0 and math.isinf(high))


def _series(result: Result, spec: ChartSpec) -> list[_Series]:
    """Return the lines to draw; a mark that groups share is drawn once."""
    rows = result.tables[spec.tables[0]].to_dict("records")
    labels = {column.name: column.label for column in result.sheets[spec.tables[0]].columns}
    groups = list(dict.fromkeys(str(row["group"]) for row in rows))
    found: list[_Series] = []
    marks: set[str] = set()
    for group in groups:
        for column in spec.columns[1:]:
            mine = tuple(r for r in rows if r["group"] == group and _known(r, column))
            name = group if len(groups) > 1 else labels[column]
            one = _Series(name, column, mine, "")
            if not mine or (one.is_mark and column in marks):
                continue
            if one.is_mark:
                marks.add(column)
                found.append(_Series(labels[column], column, mine, GREY))
            else:
                number = sum(other.colour != GREY for other in found)
                found.append(_Series(name, column, mine, PALETTE[number % len(PALETTE)]))
    return found


def plan(result: Result, spec: ChartSpec, columns: int) -> Plan:
    """Return the measures of the chart in one column or two."""
    frame = narrowed(_FRAME, columns, 0.85, 1.75)
    return planned(spec, frame, keys=list(_handles(_series(result, spec))), height=_HEIGHT)


def draw(result: Result, spec: ChartSpec, ax: Axes, plan: Plan) -> Axes:
    """Draw columns of a path over time.

    Parameters
    ----------
    result
        Its table ``spec.tables[0]`` is a path: a sheet with the words ``status``.
    spec
        Title, source line and columns: the first is the time since the first row, each other
        one a line, for every group of rows.
    ax
        Where to draw.
    plan
        The measures.

    Notes
    -----
    The vertical axis starts at zero. Between reported rows the line is solid, elsewhere dashed;
    a dot is a reported figure, a circle an assumed start. The fan lies between the bounds; where
    there is no best value it has no line in it, and where it is open above, only its lower end
    is drawn. A thin grey line is a mark: a target or a floor.
    """
    series = _series(result, spec)
    time = spec.columns[0]
    top = max((_top(one) for one in series), default=1.0) or 1.0
    span = max((_end(row, time, "") for one in series for row in one.rows), default=1.0) or 1.0
    with styled():
        ax.set_xlim(0, span)
        ax.set_ylim(0, top * 1.12)
        ax.spines["left"].set_visible(True)
        for one in series:
            _draw_series(ax, one, time)
        _ticks(ax, result, spec, series, plan.frame)
        plan.dress(ax)
        _end_labels(ax, spec, series, plan, top * 1.12)
    return ax


def _top(one: _Series) -> float:
    ends = (_end(row, one.column, which) for row in one.rows for which in ("", "_low", "_high"))
    return max((end for end in ends if math.isfinite(end)), default=0.0)


def _draw_series(ax: Axes, one: _Series, time: str) -> None:
    x = [_end(row, time, "") for row in one.rows]
    best, low, high = (
        [_end(row, one.column, w) for row in one.rows] for w in ("", "_low", "_high")
    )
    if one.is_mark:
        ax.plot(x, best, color=GREY, linewidth=1.0, zorder=2)
        return
    if any(a < b < math.inf for a, b in zip(low, high, strict=True)):
        ax.fill_between(x, low, high, color=one.colour, alpha=0.18, linewidth=0, zorder=1)
    for end in (low, high):
        if end != best and all(map(math.isfinite, end)):
            ax.plot(x, end, color=one.colour, linewidth=0.9, linestyle=_DASHES, zorder=2)
    told = [row["status"] == _REPORTED for row in one.rows]
    step = min((after - before for before, after in pairwise(x)), default=0.0)
    for place in range(len(x) - 1):
        pair = slice(place, place + 2)
        if all(told[pair]) and x[place + 1] - x[place] > 1.5 * step:
            continue  # years of which nothing is reported
        style = "-" if all(told[pair]) else _DASHES
        ax.plot(x[pair], best[pair], color=one.colour, linewidth=2.0, linestyle=style, zorder=3)
    for at, height, row in zip(x, best, one.rows, strict=True):
        if row["status"] != "projected" and not math.isnan(height):
            filled = one.colour if row["status"] == _REPORTED else WHITE
            ax.plot(
                at,
                height,
                marker="o",
                markersize=5.5,
                color=one.colour,
                markerfacecolor=filled,
                clip_on=False,
                zorder=4,
            )


def _ticks(
    ax: Axes, result: Result, spec: ChartSpec, series: Sequence[_Series], frame: Frame
) -> None:
    """Name some rows along the axis of time, and amounts along the other."""
    table = result.tables[spec.tables[0]]
    rows = {float(row[spec.columns[0]]): str(row["label"]) for row in table.to_dict("records")}
    times = sorted(rows)
    every = (times[::-step][::-1] for step in range(1, len(times) + 1))
    put_ticks(ax, every, lambda time: rows[time], frame)
    ax.tick_params(axis="both", labelsize=8.5)
    unit = next((str(one.rows[0][f"{one.column}_unit"]) for one in series), "")
    heights = [height for height in ax.get_yticks() if 0 <= height <= ax.get_ylim()[1]]
    ax.set_yticks(heights, [number_text(float(height), unit) or "0" for height in heights])
    for label in (*ax.get_yticklabels(), *ax.get_xticklabels()):
        label.set_parse_math(False)
    if unit != "percent" and not is_money(unit):
        ax.annotate(
            unit,
            (0, 1),
            (-6, 4),
            xycoords="axes fraction",
            textcoords="offset points",
            ha="right",
            va="bottom",
            fontsize=8,
            color=GREY,
        )


def _end_labels(
    ax: Axes, spec: ChartSpec, series: Sequence[_Series], plan: Plan, top: float
) -> None:
    """Write name and last amount of each line beside its end, none over another."""
    ends = []
    for one in series:
        last = one.rows[-1]
        best, low, high = (_end(last, one.column, which) for which in ("", "_low", "_high"))
        middle = low if math.isinf(high) else (low + high) / 2
        text = f"{one.name}\n{amount_cell(spec.tables[0], last, one.column).text}"
        ends.append(((middle if math.isnan(best) else best) / top, text, one))
    room = plan.frame.right - _OFF - _EDGE
    for height, text, one in end_words(plan, ends, _SIZE, room):
        ax.annotate(
            "",
            (1, height),
            (14, 0),
            xycoords="axes fraction",
            textcoords="offset points",
            arrowprops={
                "arrowstyle": "-",
                "color": one.colour,
                "linewidth": 1.0 if one.is_mark else 2.0,
                "shrinkA": 0,
                "shrinkB": 3,
            },
            annotation_clip=False,
        )
        ax.annotate(
            text,
            (1, height),
            (_OFF * 72, 0),
            xycoords="axes fraction",
            textcoords="offset points",
            ha="left",
            va="center",
            fontsize=_SIZE,
            color=BLACK,
            linespacing=1.2,
            annotation_clip=False,
        )


def _handles(series: Sequence[_Series]) -> Iterator[object]:
    """Yield what the look of the lines means, as far as it occurs."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    lines = [one for one in series if not one.is_mark]
    told = {str(row["status"]) for one in lines for row in one.rows}
    if _REPORTED in told:
        yield Line2D([], [], color=BLACK, linewidth=2, marker="o", markersize=5, label="reported")
    if "assumed" in told:
        yield Line2D(
            [],
            [],
            color=BLACK,
            linestyle="",
            marker="o",
            markerfacecolor=WHITE,
            markersize=5,
            label="assumed",
        )
    if "projected" in told:
        yield Line2D([], [], color=BLACK, linewidth=2, linestyle=_DASHES, label="projected")
    wide = any(
        _end(row, one.column, "_low") < _end(row, one.column, "_high") < math.inf
        for one in lines
        for row in one.rows
    )
    if wide:
        yield Patch(facecolor=BLACK, alpha=0.18, label="between its bounds")
