"""What turns each row: a mark where the total of a side moves just far enough."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from balance.charts.layout import Frame, Plan, fitted, planned
from balance.charts.letters import inches, wrapped
from balance.charts.rows import Row, domain_name
from balance.charts.style import AMBER, GREY, GRID, NAVY, PLUM, TEAL, WHITE, styled, text_in
from balance.charts.ticks import decades, put_ticks
from balance.comparison.result import ChartSpec, Result
from balance.comparison.words import Cells
from balance.quantities.printing import number_text
from balance.tables.records import Indicator

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["draw", "plan"]

_FRAME = Frame(width=10.2, row=0.3, left=2.6, right=0.35)
_SIZE = 8.0
"""Points of a label."""
_GAP, _EDGE = 0.12, 0.08
"""Inches between a mark and its label, and from a label to the edge of the picture."""
_LANE = 0.62
"""Height of a line of labels in rows."""
_KINDS = {
    "members leave": ("o", NAVY),
    "one figure": ("D", PLUM),
    "another publication": ("s", AMBER),
    "another edition": ("P", AMBER),
    "missing figures": ("^", TEAL),
}
"""Mark and colour of each kind of change: the shape says it, too."""
_LEAST, _MOST = 1.0, 1000.0
"""Ends of the axis in per cent; it is made longer where a mark lies beyond."""


@dataclass(frozen=True)
class _Mark:
    """One change on the axis, and the lines that its label stands on, from ``start`` inches."""

    kind: str
    at: float
    text: str
    lane: int
    start: float

    @property
    def lanes(self) -> int:
        """How many lines the label takes."""
        return self.text.count("\n") + 1


@dataclass(frozen=True)
class _Row:
    """One row of the chart: marks, and words for what has no size."""

    indicator: Indicator
    marks: tuple[_Mark, ...]
    words: str

    @property
    def words_lane(self) -> int:
        """The line that its words stand on: below those of the marks."""
        return max((mark.lane + mark.lanes for mark in self.marks), default=0)

    @property
    def lanes(self) -> int:
        """How many lines it needs."""
        own = self.words.count("\n") + 1 if self.words else 0
        return max(1, self.words_lane + own)


def _cells(result: Result, spec: ChartSpec) -> dict[str, list[Cells]]:
    """Return the rows of the table that are drawn, by indicator."""
    found: dict[str, list[Cells]] = {}
    table = result.tables[spec.tables[0]]
    for cells in table.to_dict("records"):
        if cells["row"] in spec.rows:
            found.setdefault(str(cells["row"]).partition(":")[0], []).append(cells)
    return found


def _ends(found: dict[str, list[Cells]]) -> tuple[float, float]:
    sizes = [
        float(cells["change_of_side"])
        for rows in found.values()
        for cells in rows
        if float(cells["change_of_side"]) > 0
    ]
    least, most = min(sizes, default=_LEAST), max(sizes, default=_MOST)
    ends = math.floor(math.log10(least)), math.ceil(math.log10(most))
    return min(_LEAST, 10.0 ** ends[0]), max(_MOST, 10.0 ** ends[1])


def _rows(result: Result, spec: ChartSpec, frame: Frame) -> list[_Row]:
    found = _cells(result, spec)
    low, high = _ends(found)
    rows = []
    for name, cells in found.items():
        sized_cells = [c for c in cells if not math.isnan(float(c["change_of_side"]))]
        plain = [str(c["label"]) for c in cells if math.isnan(float(c["change_of_side"]))]
        words = f"{'also: ' if sized_cells and plain else ''}{'; '.join(plain)}"
        marks = _lanes(sized_cells, low, high, frame)
        broken = wrapped(words, frame.inner - _EDGE, _SIZE)
        rows.append(_Row(result.data.indicator(name), marks, broken))
    return rows


def _lanes(cells: Sequence[Cells], low: float, high: float, frame: Frame) -> tuple[_Mark, ...]:
    """Put each label beside its mark, on the first line that is free.

    The first of several marks has its label on its left, any other on its right, if there is
    room; all marks stand on the first line, and no label lies across them. A label that fits
    on neither side stands on lines of its own.
    """
    inner, end = frame.inner, frame.inner + frame.right - _EDGE
    span = math.log10(high / low)
    sizes = [float(each["change_of_side"]) for each in cells]
    places = [math.log10(max(size, low) / low) / span * inner for size in sizes]
    taken: list[list[tuple[float, float]]] = [[(at - 0.08, at + 0.08) for at in places]]
    marks = []
    for number, (each, size, at) in enumerate(zip(cells, sizes, places, strict=True)):
        text = wrapped(_label(each), inner, _SIZE)
        width = max(inches(line, _SIZE) for line in text.split("\n"))
        left, right = at - _GAP - width, at + _GAP
        sides = (left, right) if not number and len(cells) > 1 else (right, left)
        starts = tuple(start for start in sides if start >= 0 and start + width <= end)
        lane, start = _room(taken, starts, (min(max(0.0, right), end - width), 0.0), width)
        if "\n" in text:
            lane, start = len(taken), 0.0
        height = text.count("\n") + 1
        taken += [[] for _ in range(lane + height - len(taken))]
        for line in range(lane, lane + height):
            taken[line].append((start, start + width))
        marks.append(_Mark(str(each["kind"]), size, text, lane, start))
    return tuple(marks)


def _room(
    taken: Sequence[list[tuple[float, float]]],
    starts: tuple[float, ...],
    otherwise: tuple[float, ...],
    width: float,
) -> tuple[int, float]:
    """Return the first line on which words have room, and where on it they start."""
    for lane in range(len(taken)):
        for start in starts:
            if _is_free(taken[lane], (start, start + width)):
                return lane, start
    return len(taken), (starts or otherwise)[0]


def _label(cells: Cells) -> str:
    """Return what changes: a figure by how much of itself, anything else by how much of its side.

    A figure moves its side by less than itself wherever others are added to it.
    """
    own = float(cells["change_percent"])
    if not math.isnan(own):
        return f"{cells['label']} by {number_text(own, 'percent')}"
    return f"{cells['label']}, {number_text(float(cells['change_of_side']), 'percent')}"


def _is_free(taken: list[tuple[float, float]], room: tuple[float, float]) -> bool:
    return not any(room[0] < end and start < room[1] for start, end in taken)


def plan(result: Result, spec: ChartSpec, columns: int) -> Plan:
    """Return the measures of the chart in one column or two."""
    from matplotlib.lines import Line2D

    frame = fitted(_FRAME, columns)
    drawn = _rows(result, spec, frame)
    rows = [
        Row(
            row.indicator.label,
            domain_name(row.indicator.domain),
            height=1 + _LANE * (row.lanes - 1),
        )
        for row in drawn
    ]
    kinds = {mark.kind for row in drawn for mark in row.marks}
    keys = [
        Line2D([], [], marker=mark, color=colour, linestyle="", label=kind)
        for kind, (mark, colour) in _KINDS.items()
        if kind in kinds
    ]
    axis = "by how much the total of the side moves, per cent of it (log scale)"
    return planned(spec, frame, rows, axis=axis, keys=keys)


def draw(result: Result, spec: ChartSpec, ax: Axes, plan: Plan) -> Axes:
    """Draw what turns each row.

    Parameters
    ----------
    result
        Its table ``spec.tables[0]`` is made by :func:`balance.robustness.flips.flips`.
    spec
        Title, source line and the rows of the table to draw.
    ax
        Where to draw.
    plan
        The measures.

    Notes
    -----
    A mark stands at the part of its side's total by which the side moves when the row turns, on
    a log axis. The label says what changes. A row that nothing turns says so.
    """
    low, high = _ends(_cells(result, spec))
    with styled():
        ax.set_xscale("log")
        ax.set_xlim(low, high)
        plan.dress(ax)
        ticks = put_ticks(ax, decades(low, high), lambda tick: f"{tick:,.10g} %", plan.frame)
        for tick in ticks:
            ax.axvline(tick, color=GRID, linewidth=0.8, zorder=0)
        rows = _rows(result, spec, plan.frame)
        for row, at in zip(rows, plan.place.heights, strict=True):
            _draw_row(ax, row, at, low, high)
    return ax


def _draw_row(ax: Axes, row: _Row, at: float, low: float, high: float) -> None:
    if row.words:
        _write(ax, row.words, at, row.words_lane, 0.08, GREY, style="italic")
    if row.marks:
        ax.plot([low, high], [at, at], color=GRID, linewidth=0.8, zorder=0)
    for mark in row.marks:
        shape, colour = _KINDS[mark.kind]
        ax.plot(max(mark.at, low), at, shape, ms=6, color=colour, zorder=3)
        _write(ax, mark.text, at, mark.lane, mark.start, text_in(colour))


def _write(
    ax: Axes, text: str, at: float, lane: int, start: float, colour: str, **look: Any
) -> None:
    """Write lines of words below a row's marks, so many inches from the left end."""
    for number, line in enumerate(text.split("\n")):
        ax.annotate(
            line,
            (0, at + _LANE * (lane + number)),
            (start * 72, 0),
            xycoords=("axes fraction", "data"),
            textcoords="offset points",
            va="center",
            fontsize=_SIZE,
            bbox={"facecolor": WHITE, "edgecolor": "none", "pad": 0.4},
            color=colour,
            annotation_clip=False,
            zorder=2,
            **look,
        )
