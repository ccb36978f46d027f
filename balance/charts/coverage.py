"""Who reports what: one mark for each member and row."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from balance.charts.layout import Frame, Plan, fitted, planned
from balance.charts.rows import Row, Words, domain_name
from balance.charts.style import AMBER, NAVY, PLUM, styled
from balance.comparison.coverage import COVERAGE
from balance.comparison.result import ChartSpec, Result

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["draw", "plan"]

_CELL, _CODE = 0.215, 6.2
_MARKS: dict[str, dict[str, Any]] = {
    "reported": {"marker": "s", "color": NAVY, "markersize": 6.0},
    "absent": {"marker": "s", "color": NAVY, "markersize": 5.6, "fillstyle": "none"},
    "part": {"marker": "s", "color": AMBER, "markersize": 6.0, "fillstyle": "bottom"},
    "missing": {"marker": "x", "color": PLUM, "markersize": 5.2},
}


def _members(result: Result) -> list[str]:
    return list(result.tables["coverage"].columns[3:])


def _cells(frame: Frame, members: list[str]) -> float:
    """Return how many cells are as wide as the axes."""
    return max(len(members), frame.inner / _CELL)


def _turned(frame: Frame, members: list[str]) -> bool:
    """Return whether the codes stand upright, for want of room beside each other."""
    return frame.inner / _cells(frame, members) < _CELL * 0.99


def plan(result: Result, spec: ChartSpec, columns: int) -> Plan:
    """Return the measures of the chart in one column or two."""
    from matplotlib.lines import Line2D

    members = _members(result)
    wide = max(4.0, _CELL * len(members))
    whole = Frame(width=2.75 + wide + 1.3, row=0.225, left=2.75, right=1.3)
    frame = fitted(whole, columns)
    frame = replace(frame, head=0.34 if _turned(frame, members) else 0.2, foot=0.05)
    rows = []
    for cells in result.tables["coverage"].to_dict("records"):
        indicator = result.data.indicator(str(cells["indicator"]))
        unlike = cells["verdict"] == "not_comparable"
        told = (Words("not comparable", 7.5, PLUM),) if unlike else ()
        rows.append(Row(indicator.label, domain_name(indicator.domain), told))
    keys = [
        Line2D([], [], linestyle="", label=words, **_MARKS[status])
        for status, words in COVERAGE.items()
    ]
    return planned(spec, frame, rows, keys=keys)


def draw(result: Result, spec: ChartSpec, ax: Axes, plan: Plan) -> Axes:
    """Draw what is known of each member in each row.

    Parameters
    ----------
    result
        Has the table ``coverage``.
    spec
        Title and source line.
    ax
        Where to draw.
    plan
        The measures.

    Notes
    -----
    The marks differ in shape as well as in colour. Rows that are not compared say so.
    """
    del spec
    table = result.tables["coverage"]
    members = _members(result)
    turned = _turned(plan.frame, members)
    with styled():
        ax.set_xlim(-0.5, _cells(plan.frame, members) - 0.5)
        plan.dress(ax)
        ax.spines["bottom"].set_visible(False)
        ax.set_xticks([])
        for column, member in enumerate(members):
            ax.annotate(
                member,
                (column, 1),
                (0, 2),
                xycoords=("data", "axes fraction"),
                textcoords="offset points",
                ha="center",
                va="bottom",
                fontsize=_CODE,
                rotation=90 if turned else 0,
                annotation_clip=False,
            )
        for status, look in _MARKS.items():
            places = [
                (column, at)
                for cells, at in zip(table.to_dict("records"), plan.place.heights, strict=True)
                for column, member in enumerate(members)
                if cells[member] == status
            ]
            if places:
                ax.plot(*zip(*places, strict=True), linestyle="", clip_on=False, **look)
    return ax
