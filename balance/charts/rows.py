"""Rows under headings with words at their sides, or above and below where a chart is narrow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from balance.charts.letters import inches, lines, wrapped
from balance.charts.style import BLACK, GREY, WHITE
from balance.comparison.printed import DOMAINS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = [
    "Row",
    "RowPlaces",
    "Words",
    "domain_name",
    "label_width",
    "put_rows",
    "rows_placed",
    "told_width",
]

_LABEL, _HEADING = 9.0, 7.0
_BETWEEN = 0.16
"""Inches between columns of words."""
_OFF = 0.11
"""Inches from the axes to the words beside them."""
_EDGE = 0.12
_LEAST_NOTE = 1.2
_AFTER = 0.1
"""Inches after a row of a narrow chart."""
_MOST_TOLD = 0.6
"""Part of a narrow chart's width that words at the end of a label may take."""


@dataclass(frozen=True)
class Words:
    """Words with their look; the size is in points, ``right`` is for columns of numbers."""

    text: str
    size: float = 8.0
    colour: str = BLACK
    bold: bool = False
    italic: bool = False
    right: bool = False

    @property
    def width(self) -> float:
        """Inches of the widest line."""
        parts = self.text.split("\n")
        return max(inches(part, self.size, self.bold) for part in parts)

    @property
    def height(self) -> float:
        """Inches of all lines."""
        return lines(self.text, self.size)

    def within(self, room: float) -> Words:
        """Return the words broken into lines that fit a width."""
        return replace(self, text=wrapped(self.text, room, self.size, self.bold))


@dataclass(frozen=True)
class Row:
    """A row of a chart and its words.

    Attributes
    ----------
    label
        What it is about.
    heading
        What it stands under, or empty.
    told
        Words beside it, in columns.
    note
        Words after those.
    height
        Of what is drawn, in rows: the first row beside the label, others below.
    """

    label: str
    heading: str = ""
    told: tuple[Words, ...] = ()
    note: Words = Words("")
    height: float = 1.0


@dataclass(frozen=True)
class RowPlaces:
    """Where the rows of a chart stand on the vertical axis, in rows downward.

    Attributes
    ----------
    rows
        With their words broken into lines.
    heights
        Middle of the first row of what is drawn.
    labels, notes
        Middle of the label and of the note.
    domains
        Headings with their middle.
    columns
        Width of each column of words in inches.
    top, bottom
        Ends of the axis.
    """

    rows: tuple[Row, ...]
    heights: tuple[float, ...]
    labels: tuple[float, ...]
    notes: tuple[float, ...]
    domains: tuple[tuple[str, float], ...]
    columns: tuple[float, ...]
    top: float
    bottom: float


def domain_name(domain: str) -> str:
    """Return the heading of a domain."""
    return DOMAINS.get(domain, domain)


def _columns(rows: Sequence[Row]) -> tuple[float, ...]:
    count = max((len(row.told) for row in rows), default=0)
    return tuple(
        max(row.told[n].width for row in rows if n < len(row.told)) + _BETWEEN for n in range(count)
    )


def told_width(rows: Sequence[Row]) -> float:
    """Return the inches that the words beside some rows need."""
    return sum(_columns(rows))


def label_width(rows: Sequence[Row]) -> float:
    """Return the inches that the labels of some rows need beside them, each on one line."""
    widest = max((inches(row.label, _LABEL) for row in rows), default=0.0)
    return widest + _OFF + _EDGE + 0.01


def rows_placed(
    rows: Sequence[Row], row: float, left: float, right: float, inner: float, stacked: bool
) -> RowPlaces:
    """Return where rows stand, each as high as its words need.

    Parameters
    ----------
    rows
        In the order in which they are drawn.
    row
        Height of a row in inches.
    left, right, inner
        Widths beside and of the axes in inches.
    stacked
        Whether words stand above and below the rows and not at their sides.
    """
    has_note = any(each.note.text for each in rows)
    wide = right - _OFF - _EDGE
    most = (
        max(_MOST_TOLD * inner, inner - label_width(rows))
        if stacked
        else wide - (_LEAST_NOTE if has_note else 0.0)
    )
    columns = _columns(rows)
    if sum(columns) > most + _BETWEEN:
        columns = tuple(width * most / sum(columns) for width in columns)
    label_room = inner - sum(columns) if stacked else left - _OFF - _EDGE
    note_room = inner if stacked else max(wide - sum(columns), 0.5)
    broken = [_broken(each, label_room, note_room, columns) for each in rows]
    placed = _stack(broken, row, left + inner + right, stacked)
    return replace(placed, columns=columns)


def _broken(row: Row, label: float, note: float, columns: Sequence[float]) -> Row:
    told = tuple(
        words.within(max(width - _BETWEEN, 0.3))
        for words, width in zip(row.told, columns, strict=False)
    )
    return replace(
        row, label=wrapped(row.label, label, _LABEL), told=told, note=row.note.within(note)
    )


def _stack(rows: Sequence[Row], inch: float, width: float, stacked: bool) -> RowPlaces:
    """Put rows below each other; ``inch`` is the height of a row in inches."""
    heights: list[float] = []
    labels: list[float] = []
    notes: list[float] = []
    domains: list[tuple[str, float]] = []
    at, last = 0.0, ""
    for row in rows:
        if row.heading != last:
            words = wrapped(row.heading.upper(), width - 2 * _EDGE, _HEADING)
            high = lines(words, _HEADING)
            at += (0.12 if domains else 0.06) / inch
            domains.append((words, at + high / 2 / inch))
            at += (high + 0.04) / inch
            last = row.heading
        label = lines(row.label, _LABEL)
        beside = max([label, *(words.height for words in row.told)])
        if stacked:
            labels.append(at + beside / 2 / inch)
            heights.append(at + beside / inch + 0.5)
            notes.append(heights[-1] + row.height - 0.5 + row.note.height / 2 / inch)
            at = notes[-1] + (row.note.height / 2 + _AFTER) / inch
        else:
            need = (max(beside, row.note.height) + 0.03) / inch
            heights.append(at + max(1.0, need) / 2)
            labels.append(heights[-1])
            notes.append(heights[-1])
            at = max(heights[-1] - 0.5 + row.height, at + need)
    first = heights[0] if heights else 0.0
    return RowPlaces(
        rows=tuple(rows),
        heights=tuple(round(each - first, 6) for each in heights),
        labels=tuple(round(each - first, 6) for each in labels),
        notes=tuple(round(each - first, 6) for each in notes),
        domains=tuple((words, middle - first) for words, middle in domains),
        columns=(),
        top=-first,
        bottom=at - first + 0.1,
    )


def put_rows(ax: Axes, place: RowPlaces, left: float, inner: float, stacked: bool) -> None:
    """Write the words of rows.

    Parameters
    ----------
    ax
        The axes; rows run downward.
    place
        The rows, with their words broken into lines.
    left, inner
        Width to the left of the axes and of the axes in inches.
    stacked
        Whether words stand above and below the rows.
    """
    ax.set_ylim(place.bottom, place.top)
    if stacked:
        ax.set_yticks([])
        for row, at in zip(place.rows, place.labels, strict=True):
            _put(ax, Words(row.label, _LABEL), at, 0.0, over=True)
    else:
        ax.set_yticks(place.labels, [row.label for row in place.rows])
        ax.tick_params(axis="y", length=0, pad=_OFF * 72, labelsize=_LABEL)
        for label in ax.get_yticklabels():
            label.set_parse_math(False)
            label.set_linespacing(1.2)
    for heading, at in place.domains:
        _put(ax, Words(heading, _HEADING, GREY), at, _EDGE - left, over=True)
    start = inner - sum(place.columns) + _BETWEEN if stacked else inner + _OFF
    starts = list(accumulate(place.columns, initial=start))
    for row, at, note in zip(place.rows, place.labels, place.notes, strict=True):
        for words, offset, width in zip(row.told, starts, place.columns, strict=False):
            end = offset + width - _BETWEEN
            _put(ax, words, at, end if words.right else offset, over=stacked)
        _put(ax, row.note, note, 0.0 if stacked else starts[-1], over=stacked)


def _put(ax: Axes, words: Words, at: float, offset: float, over: bool = False) -> None:
    """Write words at a height, so many inches from the left end of the axes.

    Words that stand ``over`` the axes hide the lines behind them.
    """
    if not words.text:
        return
    look: dict[str, Any] = {"fontweight": "bold"} if words.bold else {}
    if words.italic:
        look["style"] = "italic"
    if over:
        look["bbox"] = {"facecolor": WHITE, "edgecolor": "none", "pad": 0.8}
    ax.annotate(
        words.text,
        (0, at),
        (offset * 72, 0),
        xycoords=("axes fraction", "data"),
        textcoords="offset points",
        va="center",
        ha="right" if words.right else "left",
        fontsize=words.size,
        color=words.colour,
        annotation_clip=False,
        linespacing=1.2,
        **look,
    )
