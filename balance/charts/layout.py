"""The plan of a chart: where its rows stand, in one column of a page or in two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from balance.charts.letters import lines, wrapped
from balance.charts.rows import Row, RowPlaces, label_width, put_rows, rows_placed, told_width
from balance.charts.style import BLACK, WHITE
from balance.charts.surround import Surround, surround
from balance.comparison.result import ChartSpec
from balance.errors import ChartError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = [
    "COLUMNS",
    "Frame",
    "Margins",
    "Plan",
    "bounds_line",
    "end_words",
    "fitted",
    "narrowed",
    "planned",
    "require_columns",
    "widened",
]

COLUMNS = (1, 2)
"""How many columns of a page a chart may take."""
_NARROW = 5.0
"""Inches of a chart in one column: its letters can be read in a journal and on a phone."""
_SIDE = 0.3
_LEAST_LEFT, _MOST_LEFT = 1.2, 3.0
"""Inches to the left of the axes: as many as the labels need."""
_SHORT = 2.3
"""Inches of words that may stand beside the rows of a chart in one column."""


@dataclass(frozen=True)
class Margins:
    """Room around the axes in inches."""

    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True)
class Frame:
    """The measures of one kind of chart in inches, apart from its rows and its words.

    Attributes
    ----------
    width
        Of the whole.
    row
        Height of a row.
    left, right
        Room beside the axes.
    head, foot
        Room above and below the axes for what belongs to them: codes, ticks.
    stacked
        Whether a row's words stand above and below it and not at its sides.
    """

    width: float
    row: float
    left: float
    right: float
    head: float = 0.08
    foot: float = 0.24
    stacked: bool = False

    @property
    def inner(self) -> float:
        """Width of the axes."""
        return self.width - self.left - self.right


@dataclass(frozen=True)
class Plan:
    """All measures of one chart: what it is drawn into and the words it is given.

    Attributes
    ----------
    frame
        Its width and what stands beside the axes.
    around
        Words around it.
    place
        Where its rows stand; nothing in a chart without rows.
    height
        Of the axes in inches.
    """

    frame: Frame
    around: Surround
    place: RowPlaces
    height: float

    @property
    def size(self) -> tuple[float, float, Margins]:
        """Width, height and margins in inches."""
        top = self.frame.head + self.around.above
        bottom = self.frame.foot + self.around.below
        margins = Margins(self.frame.left, self.frame.right, top, bottom)
        return self.frame.width, top + bottom + self.height, margins

    def dress(self, ax: Axes) -> None:
        """Write the words of the rows and those around the axes."""
        frame = self.frame
        for side in ("top", "right"):
            ax.spines[side].set_visible(False)
        ax.tick_params(axis="x", labelsize=8.5)
        if self.place.heights:
            ax.spines["left"].set_visible(False)
            put_rows(ax, self.place, frame.left, frame.inner, frame.stacked)
        self.around.put(ax, frame.left, frame.head, frame.foot)


def require_columns(columns: int) -> None:
    """Raise unless a chart may take so many columns.

    Raises
    ------
    ChartError
        If it may not.
    """
    if columns not in COLUMNS:
        raise ChartError(f"a chart takes 1 or 2 columns of a page, not {columns!r}")


def fitted(frame: Frame, columns: int, rows: Sequence[Row] = ()) -> Frame:
    """Return the measures of a chart with rows, in one column of a page or in two.

    Parameters
    ----------
    frame
        Those for two columns.
    columns
        1 or 2.
    rows
        Where their words are short they stand beside them in one column, too; otherwise, and
        where none are given, above and below.
    """
    if columns == 2:
        left = min(label_width(rows), _MOST_LEFT) if rows else frame.left
        return replace(frame, left=max(left, _LEAST_LEFT))
    left, right = label_width(rows), told_width(rows)
    if rows and left + right <= _SHORT:
        return replace(frame, width=_NARROW, left=left, right=right + _SIDE)
    return replace(frame, width=_NARROW, left=_SIDE, right=_SIDE, stacked=True)


def narrowed(frame: Frame, columns: int, left: float, right: float) -> Frame:
    """Return the measures of a chart without rows: other room beside the axes in one column."""
    return frame if columns == 2 else replace(frame, width=_NARROW, left=left, right=right)


def widened(frame: Frame, rows: Sequence[Row]) -> Frame:
    """Return a frame with room to its right for the words beside its rows."""
    if frame.width == _NARROW:
        return frame
    more = told_width(rows)
    return replace(frame, width=frame.width + more, right=frame.right + more)


def planned(
    spec: ChartSpec,
    frame: Frame,
    rows: Sequence[Row] = (),
    *,
    axis: str = "",
    keys: Sequence[Any] = (),
    height: float = 0.0,
) -> Plan:
    """Return the plan of a chart.

    Parameters
    ----------
    spec
        Title and source line.
    frame
        The measures of the kind of chart.
    rows
        Its rows with their words.
    axis
        What its axis shows.
    keys
        What its legend explains: artists with labels.
    height
        Of the axes of a chart without rows, in inches.
    """
    place = rows_placed(rows, frame.row, frame.left, frame.right, frame.inner, frame.stacked)
    around = surround(spec, frame.width, frame.inner, axis, keys)
    return Plan(frame, around, place, height or frame.row * (place.bottom - place.top))


def bounds_line(ax: Axes, low: float, high: float, at: float) -> None:
    """Draw bounds as a line that can be seen on a bar and beside it.

    Parameters
    ----------
    ax
        The axes.
    low, high
        Ends of the line.
    at
        Its height.
    """
    ax.plot([low, high], [at, at], color=WHITE, linewidth=2.8, zorder=2.9)
    ax.plot([low, high], [at, at], color=BLACK, linewidth=1.1, zorder=3)


def end_words(
    plan: Plan, ends: Sequence[tuple[float, str, Any]], size: float, room: float
) -> list[tuple[float, str, Any]]:
    """Return words at the ends of lines, broken into lines and moved apart.

    Parameters
    ----------
    plan
        Of the chart.
    ends
        For each line the height of its end in parts of the axes, its words, and anything.
    size
        Of the letters in points.
    room
        For the words, in inches.

    Returns
    -------
    list of tuple
        The same, upward, with heights at which no words stand over others.
    """
    broken = [
        (at, "\n".join(wrapped(part, room, size) for part in words.split("\n")), what)
        for at, words, what in sorted(ends, key=lambda end: end[0])
    ]
    needs = [(lines(words, size) + 0.05) / plan.height for _, words, _ in broken]
    heights: list[float] = []
    for (at, _, _), need, before in zip(broken, needs, [0.0, *needs], strict=False):
        floor = heights[-1] + (before + need) / 2 if heights else need / 2
        heights.append(max(at, floor))
    ceiling = 1.0
    for number in reversed(range(len(heights))):
        heights[number] = min(heights[number], ceiling - needs[number] / 2)
        ceiling = heights[number] - needs[number] / 2
    return [(height, words, what) for height, (_, words, what) in zip(heights, broken, strict=True)]
