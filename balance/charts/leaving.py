"""What leaves: the share of each total that goes with those who leave."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from balance.charts.layout import Margins, frame_rows, places
from balance.charts.style import AMBER, BLACK, GREY, NAVY, PALE, PLUM, finish, styled, wrapped
from balance.comparison.result import ChartSpec, Result
from balance.comparison.words import Cells
from balance.quantities.printing import percent_text
from balance.tables.records import Indicator

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["draw", "size"]

_WIDTH = 10.2
_ROW = 0.34
_LEFT, _RIGHT = 3.0, 1.9


def _rows(result: Result) -> list[tuple[Indicator, Cells]]:
    table = result.tables["leaving"]
    rows: list[tuple[Indicator, Cells]] = [
        (result.data.indicator(str(r["indicator"])), r) for r in table.to_dict("records")
    ]
    return [(indicator, row) for indicator, row in rows if indicator.headline] or rows


def _texts(spec: ChartSpec) -> tuple[str, str]:
    return wrapped(str(spec.title), _WIDTH - 0.3), wrapped(spec.note, _WIDTH - 0.3, 7.5, bold=False)


def size(result: Result, spec: ChartSpec) -> tuple[float, float, Margins]:
    """Return width, height and margins in inches that the chart needs."""
    title, note = _texts(spec)
    rows = places([indicator for indicator, _ in _rows(result)])
    top = 0.32 + 0.215 * (title.count("\n") + 1)
    bottom = 0.62 + 0.145 * (note.count("\n") + 1)
    return _WIDTH, top + bottom + _ROW * rows.span, Margins(_LEFT, _RIGHT, top, bottom)


def draw(result: Result, spec: ChartSpec, ax: Axes) -> Axes:
    """Draw the share of each total that leaves.

    Parameters
    ----------
    result
        Has the table ``leaving``.
    spec
        Title and source line.
    ax
        Where to draw.

    Notes
    -----
    Bars start at zero and end at the whole. A share that may not be formed has no bar; the
    reason stands in its place.
    """
    rows = _rows(result)
    place = places([indicator for indicator, _ in rows])
    with styled():
        ax.set_xlim(0, 1)
        ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "25", "50", "75", "100 %"])
        ax.set_xlabel("share of the total with everyone, per cent", fontsize=8, color=GREY)
        frame_rows(ax, [i.label for i, _ in rows], place, Margins(_LEFT, _RIGHT, 0, 0))
        for (_, row), at in zip(rows, place.heights, strict=True):
            _draw_row(ax, row, at)
        title, note = _texts(spec)
        finish(ax, title, note, top=12, bottom=40, left=_LEFT * 72 - 8)
    return ax


def _draw_row(ax: Axes, row: Cells, at: float) -> None:
    share = float(row["share"])
    if math.isnan(share):
        reason = "members are missing" if "missing" in row["why_not"] else "not comparable"
        ax.text(0.01, at, reason, ha="left", va="center", fontsize=8, color=PLUM, style="italic")
        return
    ax.barh(at, 1.0, height=0.62, color=PALE, zorder=1)
    ax.barh(at, share, height=0.62, color=NAVY, zorder=2)
    inside = share > 0.12
    ax.text(
        share + (-0.01 if inside else 0.01),
        at,
        percent_text(share),
        ha="right" if inside else "left",
        va="center",
        fontsize=8.5,
        fontweight="bold",
        color="white" if inside else BLACK,
        zorder=3,
    )
    if row["majority"] == "lost":
        ax.annotate(
            "majority lost",
            (1, at),
            (8, 0),
            xycoords=("axes fraction", "data"),
            textcoords="offset points",
            ha="left",
            va="center",
            fontsize=8.5,
            fontweight="bold",
            color="#A33F0A",
            annotation_clip=False,
        )
        ax.plot(1.0, at, "s", ms=5, color=AMBER, clip_on=False, zorder=4)
    elif row["majority"]:
        words = {"kept": "majority kept", "not held": "no majority before"}[row["majority"]]
        ax.annotate(
            words,
            (1, at),
            (8, 0),
            xycoords=("axes fraction", "data"),
            textcoords="offset points",
            ha="left",
            va="center",
            fontsize=8.5,
            color=GREY,
            annotation_clip=False,
        )
