"""Who reports what: one mark for each member and row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from balance.charts.layout import (
    Frame,
    Margins,
    RowPlaces,
    beside,
    by_domain,
    frame_rows,
    legend,
    put_texts,
    sized,
)
from balance.charts.style import AMBER, NAVY, PLUM, styled
from balance.comparison.coverage import COVERAGE
from balance.comparison.result import ChartSpec, Result
from balance.tables.records import Indicator

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["draw", "size"]

_CELL = 0.215
_LEFT, _RIGHT = 2.75, 1.3
_MARKS: dict[str, dict[str, Any]] = {
    "reported": {"marker": "s", "color": NAVY, "markersize": 6.0},
    "absent": {"marker": "s", "color": NAVY, "markersize": 5.6, "fillstyle": "none"},
    "part": {"marker": "s", "color": AMBER, "markersize": 6.0, "fillstyle": "bottom"},
    "missing": {"marker": "x", "color": PLUM, "markersize": 5.2},
}


def _members(result: Result) -> list[str]:
    return list(result.tables["coverage"].columns[3:])


def _frame(result: Result) -> Frame:
    width = _LEFT + _RIGHT + max(4.0, _CELL * len(_members(result)))
    return Frame(width=width, row=0.225, left=_LEFT, right=_RIGHT, head=0.8, foot=0.3)


def _rows(result: Result) -> tuple[list[Indicator], RowPlaces]:
    names = result.tables["coverage"]["indicator"]
    indicators = [result.data.indicator(name) for name in names]
    return indicators, by_domain(indicators)


def size(result: Result, spec: ChartSpec) -> tuple[float, float, Margins]:
    """Return width, height and margins in inches that the chart needs."""
    return sized(spec, _frame(result), _rows(result)[1].span)


def draw(result: Result, spec: ChartSpec, ax: Axes) -> Axes:
    """Draw what is known of each member in each row.

    Parameters
    ----------
    result
        Has the table ``coverage``.
    spec
        Title and source line.
    ax
        Where to draw.

    Notes
    -----
    The marks differ in shape as well as in colour. Rows that are not compared say so.
    """
    table = result.tables["coverage"]
    members = _members(result)
    indicators, place = _rows(result)
    with styled():
        ax.set_xlim(-0.7, max(len(members), round(4.0 / _CELL)) - 0.3)
        frame_rows(ax, [indicator.label for indicator in indicators], place, _LEFT)
        ax.spines["bottom"].set_visible(False)
        ax.set_xticks([])
        for column, member in enumerate(members):
            ax.text(column, -0.95, member, ha="center", va="bottom", fontsize=6.2)
        for row, at in zip(table.to_dict("records"), place.heights, strict=True):
            for column, member in enumerate(members):
                ax.plot(column, at, linestyle="", **_MARKS[row[member]])
            if row["verdict"] == "not_comparable":
                beside(ax, at, "not comparable", fontsize=7.5, color=PLUM)
        _legend(ax)
        put_texts(ax, spec, _frame(result))
    return ax


def _legend(ax: Axes) -> None:
    from matplotlib.lines import Line2D

    handles = [
        Line2D([], [], linestyle="", label=words, **_MARKS[status])
        for status, words in COVERAGE.items()
    ]
    legend(ax, handles, fontsize=8, handletextpad=0.3, borderaxespad=0.6)
