"""The balance: each row's ratio as a dot on a logarithmic axis, with what else is said of it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pandas as pd

from balance.charts.layout import Frame, Plan, fitted, planned
from balance.charts.letters import LINE, wrapped
from balance.charts.rows import Row, Words, domain_name
from balance.charts.style import (
    AMBER,
    BLACK,
    DEEP_TEAL,
    GREY,
    GRID,
    MIDDLE,
    NAVY,
    PALE,
    PLUM,
    TEAL,
    WHITE,
    styled,
)
from balance.charts.ticks import decades, put_ticks
from balance.comparison.result import ChartSpec, Result
from balance.comparison.words import (
    VERDICT_WORDS,
    WITHOUT_RATIO,
    Cells,
    ratio_words,
    row_digits,
    total_text,
    turned,
)
from balance.tables.records import Indicator

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["draw", "plan"]

_FRAME = Frame(width=10.6, row=0.34, left=3.0, right=3.7)
_PAD = 1.25
_REACH = 1.7
_SAID = 8.0
"""Points of the words that stand where a row has no dot."""


def _rows(result: Result) -> list[tuple[Indicator, Cells]]:
    table = next(iter(result.tables.values()))
    rows: list[tuple[Indicator, Cells]] = [
        (result.data.indicator(str(r["indicator"])), r) for r in table.to_dict("records")
    ]
    named = [(indicator, row) for indicator, row in rows if indicator.headline]
    return named or rows


def plan(result: Result, spec: ChartSpec, columns: int) -> Plan:
    """Return the measures of the chart in one column or two."""
    frame = fitted(_FRAME, columns)
    digits = row_digits(result.contributions, next(iter(result.tables)))
    rows = []
    for indicator, cells in _rows(result):
        told, high = Words(_without(cells), 9, PLUM), 1.0
        if _has_dot(cells):
            text = ratio_words(cells, digits.get(indicator.name, 3))
            told = Words(text, 9, NAVY, bold=True)
        else:
            said = _said(result, indicator, cells, frame.inner)
            high = max(1.0, (said.count("\n") + 1) * _SAID * LINE / frame.row)
        note = Words(_note(result, cells), 8, DEEP_TEAL)
        heading = domain_name(indicator.domain)
        rows.append(Row(indicator.label, heading, (told,), note, high))
    return planned(
        spec,
        frame,
        rows,
        axis=f"published holdings as a ratio to those of {result.labels['b']}",
        keys=_keys(result, _Marks(result)),
    )


def draw(result: Result, spec: ChartSpec, ax: Axes, plan: Plan) -> Axes:
    """Draw the balance.

    Parameters
    ----------
    result
        Its first table is a comparison; ``before``, ``other_sources`` and ``without_one`` are
        drawn beside it where the result has them.
    spec
        Title and source line.
    ax
        Where to draw.
    plan
        The measures.

    Notes
    -----
    A row that cannot be compared has no dot: both numbers are printed instead. A ratio of
    which only one bound is known is a hollow dot with an arrow to the open side; an undecided
    one is hollow too.
    """
    del spec
    rows = _rows(result)
    with styled():
        marks = _Marks(result)
        limits = _limits(rows, marks)
        ax.set_xscale("log", base=2)
        ax.set_xlim(*limits)
        plan.dress(ax)
        _axis(ax, limits, plan.frame)
        for (indicator, row), at, placed in zip(
            rows, plan.place.heights, plan.place.rows, strict=True
        ):
            if _has_dot(row):
                _draw_row(ax, indicator, row, at, marks, limits)
            else:
                said = _said(result, indicator, row, plan.frame.inner)
                _say(ax, said, at + (placed.height - 1) / 2)
    return ax


class _Marks:
    """Ratios that stand beside those of the first table, by indicator."""

    def __init__(self, result: Result) -> None:
        others = result.tables["other_sources"]
        self.before = _ratios(result.tables.get("before"))
        self.publications = _ratios(others[others["witness"] == "second"])
        self.editions = _ratios(others[others["witness"] == "edition"])
        self.without = _ratios(result.tables.get("without_one"))

    def all(self) -> list[float]:
        """Return every ratio of every mark."""
        groups = (self.before, self.publications, self.editions, self.without)
        return [ratio for group in groups for ratios in group.values() for ratio in ratios]


def _ratios(table: pd.DataFrame | None) -> dict[str, list[float]]:
    if table is None:
        return {}
    found: dict[str, list[float]] = {}
    known = table[table["ratio"].notna() & (table["ratio"] > 0)]
    for indicator, ratio in zip(known["indicator"], known["ratio"], strict=True):
        found.setdefault(str(indicator), []).append(float(ratio))
    return found


def _limits(rows: list[tuple[Indicator, Cells]], marks: _Marks) -> tuple[float, float]:
    ends = [float(row[c]) for _, row in rows for c in ("ratio", "ratio_low", "ratio_high")]
    known = [end for end in (*ends, *marks.all()) if end > 0 and math.isfinite(end)]
    known = [*known, 0.5, 2.0]
    return min(known) / _PAD, max(known) * _PAD


def _axis(ax: Axes, limits: tuple[float, float], frame: Frame) -> None:
    low, high = (math.log2(limit) for limit in limits)
    powers = range(math.ceil(low), math.floor(high) + 1)
    twos = [[2.0**power for power in powers if power % step == 0] for step in (1, 2)]
    few = twos if len(powers) < 14 else []
    put_ticks(ax, [*few, *decades(*limits)], _tick, frame)
    ax.grid(axis="x", color=GRID, linewidth=0.8)
    ax.set_axisbelow(True)
    ax.axvline(1.0, color=BLACK, linewidth=1.2)


def _tick(ratio: float) -> str:
    if ratio == 1:
        return "equal"
    return f"{ratio:,.0f}:1" if ratio > 1 else f"1:{1 / ratio:,.0f}"


def _has_dot(row: Cells) -> bool:
    """Return whether a row has a place on the axis: a ratio between two sides that have some."""
    nobody = 0 in (row["a_high"], row["b_high"])
    return row["verdict"] not in WITHOUT_RATIO and not nobody


def _draw_row(
    ax: Axes,
    indicator: Indicator,
    row: Cells,
    at: float,
    marks: _Marks,
    limits: tuple[float, float],
) -> None:
    ratio, low, high = (float(row[c]) for c in ("ratio", "ratio_low", "ratio_high"))
    partial = math.isnan(ratio)
    best = low if partial else ratio
    for before in marks.before.get(indicator.name, [])[:1]:
        if best > 0:
            ax.plot([before, best], [at, at], color=MIDDLE, linewidth=1.4, zorder=2)
        ax.plot(before, at, "o", ms=6.5, mfc=PALE, mec=GREY, mew=1, zorder=3)
    for other in marks.editions.get(indicator.name, []):
        ax.plot(other, at, "|", ms=11, color=GREY, mew=1.6, zorder=5)
    for other in marks.publications.get(indicator.name, []):
        ax.plot(other, at, "|", ms=13, color=AMBER, mew=2.2, zorder=5)
    for other in marks.without.get(indicator.name, []):
        ax.plot(other, at, "o", ms=4.5, color=TEAL, zorder=6)
    if partial and math.isfinite(high) and low > 0:
        # Bounds without a best value: a bar between two open ends.
        ax.plot([low, high], [at, at], "o-", ms=6, mfc=WHITE, mec=NAVY, color=NAVY, zorder=4)
    elif partial and low > 0:
        _draw_open(ax, low, min(low * _REACH, limits[1]), at)
    elif partial and math.isfinite(high):
        _draw_open(ax, high, max(high / _REACH, limits[0]), at)
    elif not partial:
        if low < high and math.isfinite(high):
            ax.plot([low, high], [at, at], "|-", ms=7, mew=1.4, color=NAVY, linewidth=1.4, zorder=3)
        if math.isinf(high):
            _draw_open(ax, ratio, min(ratio * _REACH, limits[1]), at)
        hollow = row["verdict"] == "undecided" or math.isinf(high)
        ax.plot(ratio, at, "o", ms=8.5, mfc=WHITE if hollow else NAVY, mec=NAVY, mew=1.6, zorder=4)


def _draw_open(ax: Axes, bound: float, end: float, at: float) -> None:
    """Draw a ratio of which one bound is known: a hollow dot, an arrow to the open side."""
    arrow = {"arrowstyle": "->", "color": NAVY, "lw": 1.4}
    ax.annotate("", (end, at), (bound, at), arrowprops=arrow)
    ax.plot(bound, at, "o", ms=8, mfc=WHITE, mec=NAVY, mew=1.6, zorder=4)


def _said(result: Result, indicator: Indicator, row: Cells, room: float) -> str:
    """Return both numbers of a row that has no ratio, and who prints them the other way round."""
    texts = [
        total_text(row, side, indicator.unit) if row[f"{side}_reported"] else "no figure"
        for side in ("a", "b")
    ]
    turns = "".join(
        f" ({other['source']}: {total_text(other, 'a', indicator.unit)} against "
        f"{total_text(other, 'b', indicator.unit)})"
        for other in turned(row, result.tables["other_sources"])
    )
    return wrapped(f"{texts[0]} against {texts[1]}{turns}", room, _SAID)


def _without(row: Cells) -> str:
    """Return why a row has no ratio."""
    sides = "either side" if row["a_high"] == row["b_high"] == 0 else "one side"
    verdict = str(row["verdict"])
    return VERDICT_WORDS[verdict] if verdict in WITHOUT_RATIO else f"none on {sides}"


def _say(ax: Axes, words: str, at: float) -> None:
    ax.text(
        0.5,
        at,
        words,
        transform=ax.get_yaxis_transform(),
        ha="center",
        va="center",
        fontsize=_SAID,
        color=GREY,
        style="italic",
        linespacing=1.2,
        bbox={"facecolor": WHITE, "edgecolor": "none", "pad": 1.5},
        zorder=6,
    )


def _note(result: Result, row: Cells) -> str:
    notes = ["undecided"] if row["verdict"] == "undecided" else []
    codes = str(row["hangs_on"]).split()
    if 0 < len(codes) <= 3:
        notes.append("hangs on " + " or ".join(result.data.state_names[c] for c in codes))
    elif codes:
        notes.append(f"hangs on {len(codes)} members")
    missing = len(str(row["a_missing"]).split()) + len(str(row["b_missing"]).split())
    if missing and row["verdict"] != "not_comparable":
        notes.append(f"{missing} member{'s' if missing > 1 else ''} missing")
    if row["standing"] in ("disputed", "revised"):
        notes.append(str(row["standing"]))
    return "; ".join(notes)


def _keys(result: Result, marks: _Marks) -> list[Any]:
    from matplotlib.lines import Line2D

    def dot(**how: Any) -> Line2D:
        return Line2D([], [], linestyle="none", **how)

    keys = [dot(marker="o", ms=8, color=NAVY, label=result.labels["a"])]
    if marks.before:
        before = result.labels.get("before_a", "before")
        keys.append(dot(marker="o", ms=6.5, mfc=PALE, mec=GREY, label=before))
    if marks.without:
        keys.append(dot(marker="o", ms=4.5, color=TEAL, label="without the member named"))
    if marks.publications:
        keys.append(dot(marker="|", ms=12, mew=2.2, color=AMBER, label="other publication"))
    if marks.editions:
        words = "other edition of the same publication"
        keys.append(dot(marker="|", ms=10, mew=1.6, color=GREY, label=words))
    return keys
