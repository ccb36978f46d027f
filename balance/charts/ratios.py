"""The balance: each row's ratio as a dot on a logarithmic axis, with what else is said of it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pandas as pd

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
from balance.charts.style import AMBER, BLACK, GREY, NAVY, PLUM, TEAL, styled
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

__all__ = ["draw", "size"]

_FRAME = Frame(width=10.6, row=0.34, left=3.0, right=3.7, head=0.55, foot=0.7)
_NOTES = 128
"""Where notes stand beside a row, in points: after the ratio and its bounds."""
_PAD = 1.25
_REACH = 1.7


def _rows(result: Result) -> list[tuple[Indicator, Cells]]:
    table = next(iter(result.tables.values()))
    rows: list[tuple[Indicator, Cells]] = [
        (result.data.indicator(str(r["indicator"])), r) for r in table.to_dict("records")
    ]
    named = [(indicator, row) for indicator, row in rows if indicator.headline]
    return named or rows


def size(result: Result, spec: ChartSpec) -> tuple[float, float, Margins]:
    """Return width, height and margins in inches that the chart needs."""
    return sized(spec, _FRAME, by_domain([indicator for indicator, _ in _rows(result)]).span)


def draw(result: Result, spec: ChartSpec, ax: Axes) -> Axes:
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

    Notes
    -----
    A row that cannot be compared has no dot: both numbers are printed instead. A ratio of
    which only one bound is known is a hollow dot with an arrow to the open side; an undecided
    one is hollow too.
    """
    rows = _rows(result)
    place = by_domain([indicator for indicator, _ in rows])
    name = next(iter(result.tables))
    digits = row_digits(result.contributions, name)
    with styled():
        marks = _Marks(result)
        limits = _limits(rows, marks)
        _frame(ax, [indicator for indicator, _ in rows], place, limits, result.labels["b"])
        for (indicator, row), at in zip(rows, place.heights, strict=True):
            if _has_dot(row):
                _draw_row(ax, indicator, row, at, marks, digits.get(indicator.name, 3), limits)
            else:
                _say(ax, result, indicator, row, at)
            _annotate(ax, result, row, at)
        _legend(ax, result, marks)
        put_texts(ax, spec, _FRAME)
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


def _frame(
    ax: Axes,
    indicators: list[Indicator],
    place: RowPlaces,
    limits: tuple[float, float],
    other: str,
) -> None:
    ax.set_xscale("log", base=2)
    ax.set_xlim(*limits)
    powers = range(math.ceil(math.log2(limits[0])), math.floor(math.log2(limits[1])) + 1)
    step = 2 if len(powers) > 9 else 1
    shown = [p for p in powers if p % step == 0]
    ax.set_xticks([2.0**p for p in shown], [_tick(p) for p in shown])
    ax.minorticks_off()
    ax.grid(axis="x", color="#E6E8EA", linewidth=0.8)
    ax.set_axisbelow(True)
    ax.axvline(1.0, color=BLACK, linewidth=1.2)
    ax.set_xlabel(f"published holdings as a ratio to those of {other}", fontsize=8, color=GREY)
    frame_rows(ax, [indicator.label for indicator in indicators], place, _FRAME.left)


def _tick(power: int) -> str:
    if power == 0:
        return "equal"
    return f"{2**power}:1" if power > 0 else f"1:{2**-power}"


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
    digits: int,
    limits: tuple[float, float],
) -> None:
    ratio, low, high = (float(row[c]) for c in ("ratio", "ratio_low", "ratio_high"))
    partial = math.isnan(ratio)
    best = low if partial else ratio
    for before in marks.before.get(indicator.name, [])[:1]:
        if best > 0:
            ax.plot([before, best], [at, at], color="#B1B4B6", linewidth=1.4, zorder=2)
        ax.plot(before, at, "o", ms=6.5, mfc="#D5D8DA", mec=GREY, mew=1, zorder=3)
    for other in marks.editions.get(indicator.name, []):
        ax.plot(other, at, "|", ms=11, color=GREY, mew=1.6, zorder=5)
    for other in marks.publications.get(indicator.name, []):
        ax.plot(other, at, "|", ms=13, color=AMBER, mew=2.2, zorder=5)
    for other in marks.without.get(indicator.name, []):
        ax.plot(other, at, "o", ms=4.5, color=TEAL, zorder=6)
    if partial and math.isfinite(high) and low > 0:
        # Bounds without a best value: a bar between two open ends.
        ax.plot([low, high], [at, at], "o-", ms=6, mfc="white", mec=NAVY, color=NAVY, zorder=4)
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
        ax.plot(
            ratio, at, "o", ms=8.5, mfc="white" if hollow else NAVY, mec=NAVY, mew=1.6, zorder=4
        )
    beside(ax, at, ratio_words(row, digits), fontweight="bold", color=NAVY)


def _draw_open(ax: Axes, bound: float, end: float, at: float) -> None:
    """Draw a ratio of which one bound is known: a hollow dot, an arrow to the open side."""
    arrow = {"arrowstyle": "->", "color": NAVY, "lw": 1.4}
    ax.annotate("", (end, at), (bound, at), arrowprops=arrow)
    ax.plot(bound, at, "o", ms=8, mfc="white", mec=NAVY, mew=1.6, zorder=4)


def _say(ax: Axes, result: Result, indicator: Indicator, row: Cells, at: float) -> None:
    """Print both numbers of a row that has no ratio, and who prints them the other way round."""
    texts = [
        total_text(row, side, indicator.unit) if row[f"{side}_reported"] else "no figure"
        for side in ("a", "b")
    ]
    turns = "".join(
        f" ({other['source']}: {total_text(other, 'a', indicator.unit)} against "
        f"{total_text(other, 'b', indicator.unit)})"
        for other in turned(row, result.tables["other_sources"])
    )
    sides = "either side" if row["a_high"] == row["b_high"] == 0 else "one side"
    verdict = str(row["verdict"])
    words = VERDICT_WORDS[verdict] if verdict in WITHOUT_RATIO else f"none on {sides}"
    ax.text(
        0.5,
        at,
        f"{texts[0]} against {texts[1]}{turns}",
        transform=ax.get_yaxis_transform(),
        ha="center",
        va="center",
        fontsize=8,
        color=GREY,
        style="italic",
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5},
        zorder=6,
    )
    beside(ax, at, words, color=PLUM)


def _annotate(ax: Axes, result: Result, row: Cells, at: float) -> None:
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
    if notes:
        beside(ax, at, "; ".join(notes), _NOTES, fontsize=8, color="#1B7068")


def _legend(ax: Axes, result: Result, marks: _Marks) -> None:
    from matplotlib.lines import Line2D

    def dot(**how: Any) -> Line2D:
        return Line2D([], [], linestyle="none", **how)

    handles = [dot(marker="o", ms=8, color=NAVY, label=result.labels["a"])]
    if marks.before:
        handles.append(
            dot(
                marker="o",
                ms=6.5,
                mfc="#D5D8DA",
                mec=GREY,
                label=result.labels.get("before_a", "before"),
            )
        )
    if marks.without:
        handles.append(dot(marker="o", ms=4.5, color=TEAL, label="without the member named"))
    if marks.publications:
        handles.append(dot(marker="|", ms=12, mew=2.2, color=AMBER, label="other publication"))
    if marks.editions:
        words = "other edition of the same publication"
        handles.append(dot(marker="|", ms=10, mew=1.6, color=GREY, label=words))
    shift = _left_of(ax)
    legend(ax, handles, fontsize=8, handletextpad=0.3, columnspacing=1.2, bbox_transform=shift)


def _left_of(ax: Axes) -> Any:
    """Return axes coordinates shifted to the left edge of the row labels."""
    from matplotlib.transforms import ScaledTranslation

    shift = ScaledTranslation(-(_FRAME.left - 0.2), 0, ax.figure.dpi_scale_trans)
    return ax.transAxes + shift
