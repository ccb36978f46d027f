"""What each state spends against targets, and the money it lacks to them, in one picture."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from balance.charts.layout import Frame, Plan, bounds_line, fitted, planned, widened
from balance.charts.letters import inches
from balance.charts.rows import Row, Words
from balance.charts.style import BLACK, GREY, NAVY, PLUM, WHITE, styled
from balance.charts.ticks import put_ticks, rounds
from balance.comparison.printed import amount_cell
from balance.comparison.result import ChartSpec, Result
from balance.comparison.words import Cells

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["TARGET", "draw", "plan"]

TARGET = "target"
"""Row of the second table that holds the targets."""
_FRAME = Frame(width=6.0, row=0.2, left=1.5, right=0.25)
_SIZE = 7.5


def _rows(result: Result, spec: ChartSpec) -> list[Cells]:
    table = result.tables[spec.tables[0]].set_index("row", drop=False)
    return [{str(k): v for k, v in table.loc[key].to_dict().items()} for key in spec.rows]


def _lacking(result: Result, spec: ChartSpec) -> dict[str, Cells]:
    return {str(row["row"]): row for row in result.tables[spec.tables[1]].to_dict("records")}


def plan(result: Result, spec: ChartSpec, columns: int) -> Plan:
    """Return the measures of the chart in one column or two."""
    share, *money = spec.columns
    first, second = spec.tables
    lacking = _lacking(result, spec)
    targets = (amount_cell(second, lacking[TARGET], name).text for name in money)
    heads = tuple(Words(f"lacks to {text}", 8, PLUM, right=True) for text in targets)
    rows = [Row("", told=heads)]
    for row in _rows(result, spec):
        cells = lacking.get(str(row["row"]))
        told = () if cells is None else tuple(_money(second, cells, name) for name in money)
        rows.append(Row(str(row["label"]), told=told))
    label = next(c.label for c in result.sheets[first].columns if c.name == share)
    return planned(spec, widened(fitted(_FRAME, columns, rows), rows), rows, axis=label)


def draw(result: Result, spec: ChartSpec, ax: Axes, plan: Plan) -> Axes:
    """Draw a share per state as a bar, a line per target, and the money lacking beside.

    Parameters
    ----------
    result
        The table ``spec.tables[0]`` is a sheet with a row per state, ``spec.tables[1]`` one
        with the money that each lacks, and the targets in the row :data:`TARGET`.
    spec
        Title, source line, the rows in the order in which they are drawn, and in ``columns``
        the share in the first table, then the columns of money in the second.
    ax
        Where to draw.
    plan
        The measures.

    Notes
    -----
    Bars start at zero and end at the best value; a thin line shows bounds. Whom no share
    applies to, or whose share is not known, has no bar and says why.
    """
    share, *money = spec.columns
    rows, targets = _rows(result, spec), _lacking(result, spec)[TARGET]
    head, *heights = plan.place.heights
    with styled():
        ends = [float(row[f"{share}{end}"]) for row in rows for end in ("", "_high")]
        known = [end for end in (*ends, *(float(targets[n]) for n in money)) if math.isfinite(end)]
        ax.set_xlim(0, max(known, default=1.0) * 1.14)
        plan.dress(ax)
        put_ticks(ax, rounds(*ax.get_xlim()), lambda x: f"{x:g} %", plan.frame)
        ax.axvline(0, color=BLACK, linewidth=0.8)
        for name in money:
            ax.axvline(float(targets[name]), color=PLUM, linewidth=0.9, linestyle="--", zorder=1)
        _name_targets(ax, spec, targets, head, plan.frame)
        for row, at in zip(rows, heights, strict=True):
            _bar(ax, row, share, at, amount_cell(spec.tables[0], row, share).text)
    return ax


def _name_targets(ax: Axes, spec: ChartSpec, targets: Cells, at: float, frame: Frame) -> None:
    """Write the targets at the heads of their lines, as far as they do not touch."""
    end = -math.inf
    for name in sorted(spec.columns[1:], key=lambda each: float(targets[each])):
        target = float(targets[name])
        text = amount_cell(spec.tables[1], targets, name).text
        half = (inches(text, 8) / 2 + 0.04) * ax.get_xlim()[1] / frame.inner
        if target - half < end:
            continue
        end = target + half
        look = {"facecolor": WHITE, "edgecolor": "none", "pad": 0.5}
        ax.text(target, at, text, ha="center", va="center", fontsize=8, color=PLUM, bbox=look)


def _bar(ax: Axes, row: Cells, name: str, at: float, text: str) -> None:
    value, low, high = (float(row[f"{name}{end}"]) for end in ("", "_low", "_high"))
    if not text or text == "not known":
        said = text or str(row["meets"])
        behind = {"facecolor": WHITE, "edgecolor": "none", "pad": 0.5}
        look: dict[str, Any] = {"style": "italic", "color": GREY, "bbox": behind}
        ax.annotate(
            said, (0, at), (4, 0), textcoords="offset points", va="center", fontsize=_SIZE, **look
        )
        return
    best = low if math.isnan(value) else value
    ax.barh(at, best, height=0.72, color=NAVY, zorder=2)
    end = best
    if high < math.inf and " [" in text:  # not where the bounds lie within the printed digits
        bounds_line(ax, low, high, at)
        end = max(best, high)
    ax.annotate(
        text.partition(" [")[0],
        (end, at),
        (4, 0),
        textcoords="offset points",
        va="center",
        fontsize=_SIZE,
        bbox={"boxstyle": "square,pad=0.1", "facecolor": WHITE, "edgecolor": "none"},
        zorder=3,
    )


def _money(table: str, cells: Cells, name: str) -> Words:
    """Return what is lacking; bounds stand in the table, here only where it may be nothing."""
    value, high = float(cells[name]), float(cells[f"{name}_high"])
    shown = {**cells, name: math.nan} if value == 0 < high < math.inf else cells
    text = "–" if high == 0 else amount_cell(table, shown, name).text.partition(" [")[0]
    return Words(text, _SIZE, GREY if high == 0 else BLACK, right=True)
