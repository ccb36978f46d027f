"""Rows grouped by domain, the margins around them, and words beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from balance.charts.style import GREY, finish, wrapped
from balance.comparison.printed import DOMAINS
from balance.comparison.result import ChartSpec
from balance.tables.records import Indicator

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = [
    "Frame",
    "Margins",
    "RowPlaces",
    "beside",
    "by_domain",
    "colour_legend",
    "frame_rows",
    "legend",
    "places",
    "put_texts",
    "sized",
]

_GAP = 0.8
_LINE = 0.215  # inches of a line of the title
_NOTE_LINE = 0.145


@dataclass(frozen=True)
class Margins:
    """Room around the axes in inches."""

    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True)
class Frame:
    """The measures of one kind of chart in inches, apart from its rows.

    Attributes
    ----------
    width
        Of the whole.
    row
        Height of a row.
    left, right
        Room beside the axes.
    head, foot
        Room above and below the axes without title and source line.
    """

    width: float
    row: float
    left: float
    right: float
    head: float
    foot: float


@dataclass(frozen=True)
class RowPlaces:
    """Where the rows of a chart stand on the vertical axis.

    Attributes
    ----------
    heights
        Position of each row, downward from 0.
    domains
        Heading and the position of its first row.
    span
        Height of the whole in rows.
    """

    heights: tuple[float, ...]
    domains: tuple[tuple[str, float], ...]
    span: float


def places(headings: Sequence[str]) -> RowPlaces:
    """Return where rows stand when they are grouped under headings with a gap between.

    Parameters
    ----------
    headings
        Of each row, in the order in which they are drawn.
    """
    heights: list[float] = []
    domains: list[tuple[str, float]] = []
    at, last = 0.0, ""
    for heading in headings:
        if heading != last:
            at += _GAP if last else 0.0
            domains.append((heading, at))
            last = heading
        heights.append(at)
        at += 1.0
    return RowPlaces(tuple(heights), tuple(domains), at)


def by_domain(indicators: Iterable[Indicator]) -> RowPlaces:
    """Return where the rows of some indicators stand, grouped by domain."""
    return places([DOMAINS.get(indicator.domain, indicator.domain) for indicator in indicators])


def _texts(spec: ChartSpec, frame: Frame) -> tuple[str, str]:
    room = frame.width - 0.3
    return wrapped(str(spec.title), room), wrapped(spec.note, room, 7.5, bold=False)


def sized(spec: ChartSpec, frame: Frame, span: float) -> tuple[float, float, Margins]:
    """Return width, height and margins in inches that a chart needs.

    Parameters
    ----------
    spec
        Title and source line.
    frame
        The measures of the kind of chart.
    span
        Height of its rows.
    """
    title, note = _texts(spec, frame)
    top = frame.head + _LINE * (title.count("\n") + 1)
    bottom = frame.foot + _NOTE_LINE * (note.count("\n") + 1)
    height = top + bottom + frame.row * span
    return frame.width, height, Margins(frame.left, frame.right, top, bottom)


def put_texts(ax: Axes, spec: ChartSpec, frame: Frame) -> None:
    """Put the finding above and the source line below a chart."""
    title, note = _texts(spec, frame)
    above, below = (frame.head - 0.1) * 72, (frame.foot - 0.1) * 72
    finish(ax, title, note, top=above, bottom=below, left=frame.left * 72 - 8)


def beside(ax: Axes, at: float, text: str, offset: float = 8, **how: Any) -> None:
    """Write words to the right of a row.

    Parameters
    ----------
    ax
        The axes.
    at
        Position of the row.
    text
        What to write.
    offset
        Distance from the axes in points.
    **how
        Look of the words.
    """
    ax.annotate(
        text,
        (1, at),
        (offset, 0),
        xycoords=("axes fraction", "data"),
        textcoords="offset points",
        va="center",
        ha="left",
        annotation_clip=False,
        **how,
    )


def frame_rows(ax: Axes, labels: Sequence[str], place: RowPlaces, left: float) -> None:
    """Put row labels and domain headings to the left of a chart's axes.

    Parameters
    ----------
    ax
        The axes; rows run downward.
    labels
        One per row.
    place
        Where the rows stand.
    left
        Room to the left of the axes in inches.
    """
    ax.set_ylim(place.span - 0.4, -1.05)
    ax.set_yticks(place.heights, labels)
    for label in ax.get_yticklabels():
        label.set_parse_math(False)
    ax.tick_params(axis="y", length=0, pad=8, labelsize=9)
    ax.tick_params(axis="x", labelsize=8.5)
    for side in ("top", "left", "right"):
        ax.spines[side].set_visible(False)
    for domain, at in place.domains:
        ax.annotate(
            domain.upper(),
            (0, at - 0.72),
            (8 - left * 72, 0),
            xycoords=("axes fraction", "data"),
            textcoords="offset points",
            ha="left",
            va="center",
            fontsize=7,
            color=GREY,
            annotation_clip=False,
        )


def legend(ax: Axes, handles: Sequence[Any], **look: Any) -> None:
    """Put a legend on one line above a chart.

    Parameters
    ----------
    ax
        The axes.
    handles
        What it explains.
    **look
        What differs from the others' look.
    """
    ax.legend(
        handles=handles,
        loc="lower left",
        bbox_to_anchor=(0, 1.0),
        ncols=len(handles),
        frameon=False,
        **{"borderaxespad": 0.2, **look},
    )


def colour_legend(ax: Axes, entries: Iterable[tuple[str, str]]) -> None:
    """Put a legend of colours above a chart.

    Parameters
    ----------
    ax
        The axes.
    entries
        Label and colour of each entry.
    """
    from matplotlib.patches import Patch

    handles = [Patch(facecolor=colour, label=label) for label, colour in entries]
    legend(ax, handles, fontsize=8.5, handlelength=1.2, handleheight=1.0, columnspacing=1.4)
