"""What turns each row: a mark where the total of a side moves just far enough."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from balance.charts.layout import Frame, Margins, RowPlaces, frame_rows, legend, put_texts, sized
from balance.charts.style import AMBER, BLACK, GREY, NAVY, PALE, PLUM, TEAL, styled
from balance.comparison.printed import DOMAINS
from balance.comparison.result import ChartSpec, Result
from balance.comparison.words import Cells
from balance.quantities.printing import number_text
from balance.tables.records import Indicator

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["draw", "size"]

_FRAME = Frame(width=10.2, row=0.3, left=2.6, right=0.35, head=0.62, foot=0.62)
_INCHES = _FRAME.width - _FRAME.left - _FRAME.right
_LETTER = 0.066
"""Inches of a letter of a label, rather too many than too few."""
_GAP = 0.12
"""Inches between a mark and its label."""
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
    """One change on the axis, the line that its label stands on, and on which side of it."""

    kind: str
    at: float
    text: str
    lane: int
    left: bool


@dataclass(frozen=True)
class _Row:
    """One row of the chart: marks, and words for what has no size."""

    indicator: Indicator
    marks: tuple[_Mark, ...]
    words: str

    @property
    def words_lane(self) -> int:
        """The line that its words stand on: below those of the marks."""
        return max((mark.lane for mark in self.marks), default=-1) + 1

    @property
    def lanes(self) -> int:
        """How many lines it needs."""
        return max(1, self.words_lane + bool(self.words))


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


def _rows(result: Result, spec: ChartSpec) -> list[_Row]:
    found = _cells(result, spec)
    low, high = _ends(found)
    rows = []
    for name, cells in found.items():
        sized_cells = [c for c in cells if not math.isnan(float(c["change_of_side"]))]
        plain = [str(c["label"]) for c in cells if math.isnan(float(c["change_of_side"]))]
        words = f"{'also: ' if sized_cells and plain else ''}{'; '.join(plain)}"
        marks = _lanes(sized_cells, low, high)
        rows.append(_Row(result.data.indicator(name), marks, words))
    return rows


def _lanes(cells: Sequence[Cells], low: float, high: float) -> tuple[_Mark, ...]:
    """Put each label beside its mark, on the first line that is free.

    The first of several marks has its label on its left, any other on its right, if there is
    room; all marks stand on the first line, and no label lies across them.
    """
    span = math.log10(high / low)
    sizes = [float(each["change_of_side"]) for each in cells]
    places = [math.log10(max(size, low) / low) / span * _INCHES for size in sizes]
    taken: list[list[tuple[float, float]]] = [[(at - 0.08, at + 0.08) for at in places]]
    marks = []
    for number, (each, size, at) in enumerate(zip(cells, sizes, places, strict=True)):
        text = _label(each)
        width = _LETTER * len(text)
        rooms = {True: (at - _GAP - width, at - _GAP), False: (at + _GAP, at + _GAP + width)}
        first = not number and len(cells) > 1
        wanted = [(lane, left) for lane in range(len(cells) + 1) for left in (first, not first)]
        lane, left = next(
            (
                (lane, left)
                for lane, left in wanted
                if rooms[left][0] >= 0 and rooms[left][1] <= _INCHES + _FRAME.right
                if _is_free(taken[lane] if lane < len(taken) else [], rooms[left])
            ),
            (len(taken), at > _INCHES / 2),
        )
        taken += [[] for _ in range(lane + 1 - len(taken))]
        taken[lane].append(rooms[left])
        marks.append(_Mark(str(each["kind"]), size, text, lane, left))
    return tuple(marks)


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


def _places(rows: Sequence[_Row]) -> RowPlaces:
    """Return where rows stand: grouped by domain, as high as their labels need."""
    heights: list[float] = []
    domains: list[tuple[str, float]] = []
    at, last = 0.0, ""
    for row in rows:
        heading = DOMAINS.get(row.indicator.domain, row.indicator.domain)
        if heading != last:
            at += 0.8 if last else 0.0
            domains.append((heading, at))
            last = heading
        heights.append(at)
        at += 1.0 + _LANE * (row.lanes - 1)
    return RowPlaces(tuple(heights), tuple(domains), at)


def size(result: Result, spec: ChartSpec) -> tuple[float, float, Margins]:
    """Return width, height and margins in inches that the chart needs."""
    return sized(spec, _FRAME, _places(_rows(result, spec)).span)


def draw(result: Result, spec: ChartSpec, ax: Axes) -> Axes:
    """Draw what turns each row.

    Parameters
    ----------
    result
        Its table ``spec.tables[0]`` is made by :func:`balance.robustness.flips.flips`.
    spec
        Title, source line and the rows of the table to draw.
    ax
        Where to draw.

    Notes
    -----
    A mark stands at the part of its side's total by which the side moves when the row turns, on
    a log axis. The label says what changes. A row that nothing turns says so.
    """
    rows = _rows(result, spec)
    place = _places(rows)
    low, high = _ends(_cells(result, spec))
    with styled():
        ax.set_xscale("log")
        ax.set_xlim(low, high)
        ticks = [10.0**n for n in range(round(math.log10(low)), round(math.log10(high)) + 1)]
        ax.set_xticks(ticks, [f"{tick:,.10g} %" for tick in ticks])
        ax.minorticks_off()
        ax.set_xlabel(
            "by how much the total of the side moves, per cent of it (log scale)",
            fontsize=8,
            color=GREY,
        )
        frame_rows(ax, [row.indicator.label for row in rows], place, _FRAME.left)
        for tick in ticks:
            ax.axvline(tick, color=PALE, linewidth=0.8, zorder=0)
        for row, at in zip(rows, place.heights, strict=True):
            _draw_row(ax, row, at, low, high)
        kinds = {mark.kind for row in rows for mark in row.marks}
        _legend(ax, [kind for kind in _KINDS if kind in kinds])
        put_texts(ax, spec, _FRAME)
    return ax


def _draw_row(ax: Axes, row: _Row, at: float, low: float, high: float) -> None:
    if row.words:
        ax.annotate(
            row.words,
            (low, at + _LANE * row.words_lane),
            (6, 0),
            textcoords="offset points",
            va="center",
            fontsize=8,
            color=GREY,
            style="italic",
        )
    if row.marks:
        ax.plot([low, high], [at, at], color=PALE, linewidth=0.8, zorder=0)
    for mark in row.marks:
        shape, colour = _KINDS[mark.kind]
        where = max(mark.at, low)
        ax.plot(where, at, shape, ms=6, color=colour, zorder=3)
        ax.annotate(
            mark.text,
            (where, at + _LANE * mark.lane),
            ((-1 if mark.left else 1) * _GAP * 72 * 0.7, 0),
            textcoords="offset points",
            ha="right" if mark.left else "left",
            va="center",
            fontsize=8,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6},
            color=BLACK if colour in (AMBER, TEAL) else colour,
            annotation_clip=False,
            zorder=2,
        )


def _legend(ax: Axes, kinds: Sequence[str]) -> None:
    from matplotlib.lines import Line2D

    handles = [
        Line2D([], [], marker=_KINDS[kind][0], color=_KINDS[kind][1], linestyle="", label=kind)
        for kind in kinds
    ]
    if handles:
        legend(ax, handles, fontsize=8.5, handlelength=1.2, columnspacing=1.4)
