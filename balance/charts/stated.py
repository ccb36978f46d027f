"""Totals that a text states beside sums over members, as multiples of the number stated."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from balance.charts.layout import Frame, Plan, fitted, planned
from balance.charts.rows import Row, Words
from balance.charts.style import AMBER, BLACK, MIDDLE, NAVY, PALE, PLUM, TEAL, styled
from balance.charts.ticks import decades, put_ticks
from balance.comparison.printed import amount_cell
from balance.comparison.result import ChartSpec, Result
from balance.comparison.words import Cells, when_true

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["draw", "plan"]

_FRAME = Frame(width=10.4, row=0.235, left=3.35, right=2.9)
_TICKS = (0.01, 0.1, 0.25, 0.5, 0.8, 1, 1.25, 1.5, 2, 4, 10, 100)
_NARROW = 1.25
"""The least factor that the axis reaches to either side of what is stated."""
_MARKS: dict[str, dict[str, Any]] = {
    "true": {"marker": "o", "color": NAVY, "markersize": 6.0},
    "false": {"marker": "X", "color": AMBER, "markersize": 7.0, "markeredgecolor": BLACK},
    "open": {"marker": "o", "color": PLUM, "markersize": 6.0, "fillstyle": "none"},
}
_WORDS = {"true": "sum bears it out", "false": "sum does not", "open": "open within the bounds"}


@dataclass(frozen=True)
class _Drawn:
    """A row of the sheet as it is drawn: all numbers as multiples of the number stated.

    Attributes
    ----------
    cells
        Of the sheet.
    verdict
        First word of the verdict if it is one that has a mark, otherwise empty.
    stated, found
        Low and high of what is stated; low, best and high of the sum.
    """

    cells: Cells
    verdict: str
    stated: tuple[float, float]
    found: tuple[float, float, float]


def _rows(result: Result, spec: ChartSpec) -> list[_Drawn]:
    table = result.tables[spec.tables[0]]
    stated, found = spec.columns
    rows = []
    for cells in table.to_dict("records"):
        if spec.rows and cells["row"] not in spec.rows:
            continue
        word, best = str(cells["verdict"]).partition(" ")[0], float(cells[stated])
        is_drawn = word in _MARKS and best > 0 and math.isfinite(float(cells[f"{found}_low"]))
        low, high = (
            float(cells[f"{stated}_{end}"]) / best if is_drawn else math.nan
            for end in ("low", "high")
        )
        least, value, most = (
            float(cells[f"{found}{end}"]) / best if is_drawn else math.nan
            for end in ("_low", "", "_high")
        )
        rows.append(_Drawn(cells, word if is_drawn else "", (low, high), (least, value, most)))
    return rows


def plan(result: Result, spec: ChartSpec, columns: int) -> Plan:
    """Return the measures of the chart in one column or two."""
    drawn = _rows(result, spec)
    rows = []
    for row in drawn:
        stated = amount_cell(spec.tables[0], row.cells, spec.columns[0]).text
        heading = f"{row.cells['group']} – stated: {stated}"
        rows.append(Row(str(row.cells["label"]), heading, (_told(spec, row),)))
    axis = "sum over the members, in multiples of the number stated (logarithmic scale)"
    keys = _keys({row.verdict for row in drawn} - {""})
    return planned(spec, fitted(_FRAME, columns, rows), rows, axis=axis, keys=keys)


def draw(result: Result, spec: ChartSpec, ax: Axes, plan: Plan) -> Axes:
    """Draw what is stated as a band and the sum as a mark whose shape says whether it fits.

    Parameters
    ----------
    result
        Its table ``spec.tables[0]`` is a sheet with the words ``verdict`` and ``true_on``.
    spec
        Title, source line, and in ``columns`` the stated amount and the sum.
    ax
        Where to draw.
    plan
        The measures.

    Notes
    -----
    The axis is logarithmic, in multiples of the number stated, so that totals of unlike units
    stand on one axis. A band covers all that the words allow; a thin line is the bounds of the
    sum. Rows of unlike things, and rows without a sum, have no mark: their numbers and the reason
    stand beside them.
    """
    rows = _rows(result, spec)
    with styled():
        left, right = _reach(rows)
        ax.set_xscale("log", base=2)
        ax.set_xlim(left, right)
        plan.dress(ax)
        inside = [tick for tick in _TICKS if left <= tick <= right]
        fewer = [tick for tick in inside if tick in (0.01, 0.1, 0.5, 1, 2, 10, 100)]
        put_ticks(ax, (inside, fewer, *decades(left, right)), _tick, plan.frame)
        ax.axvline(1, color=BLACK, linewidth=0.8, zorder=1)
        for row, at in zip(rows, plan.place.heights, strict=True):
            _draw_row(ax, row, at, (left, right))
    return ax


def _tick(multiple: float) -> str:
    return "as stated" if multiple == 1 else f"× {multiple:,.10g}"


def _reach(rows: list[_Drawn]) -> tuple[float, float]:
    ends = [end for row in rows if row.verdict for end in (*row.found, *row.stated)]
    known = [end for end in ends if 0 < end < math.inf]
    low, high = min([1 / _NARROW, *known]), max([_NARROW, *known])
    room = (high / low) ** 0.05
    return low / room, high * room


def _draw_row(ax: Axes, row: _Drawn, at: float, ends: tuple[float, float]) -> None:
    if not row.verdict:
        return
    low, high = (min(max(end, ends[0]), ends[1]) for end in row.stated)
    look: dict[str, Any] = {"facecolor": PALE, "edgecolor": MIDDLE, "linewidth": 0.6}
    ax.barh(at, high - low, left=low, height=0.62, zorder=0, **look)
    ax.plot([1, 1], [at - 0.36, at + 0.36], color=TEAL, linewidth=3.0, zorder=2)
    least, best, most = row.found
    if math.isinf(most):
        arrow = {"arrowstyle": "->", "color": BLACK, "linewidth": 1.1}
        ax.annotate("", (least * 1.12, at), (least, at), arrowprops=arrow, zorder=3)
    elif least < most:
        ax.plot([least, most], [at, at], color=BLACK, linewidth=1.1, zorder=3)
    mark = least if math.isnan(best) else best
    ax.plot(mark, at, linestyle="", zorder=4, **_MARKS[row.verdict])


def _told(spec: ChartSpec, row: _Drawn) -> Words:
    """Return the sum and whether it fits; of unlike things the numbers and no more."""
    found = amount_cell(spec.tables[0], row.cells, spec.columns[1]).text.partition(" [")[0]
    days = str(row.cells["true_on"])
    told = when_true(str(row.cells["verdict"]), days if days[:1].isdigit() else "")
    text = ": ".join(filter(None, (found, told)))
    return Words(text, 7.5, BLACK if row.verdict else PLUM, italic=not row.verdict)


def _keys(verdicts: set[str]) -> list[Any]:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    tick: dict[str, Any] = {"color": TEAL, "marker": "|", "markersize": 9, "markeredgewidth": 3}
    keys: list[Any] = [
        Line2D([], [], linestyle="", label="number stated", **tick),
        Patch(facecolor=PALE, edgecolor=MIDDLE, label="what its words allow"),
    ]
    keys += [
        Line2D([], [], linestyle="", label=_WORDS[word], **look)
        for word, look in _MARKS.items()
        if word in verdicts
    ]
    return keys
