"""Ratios over the years as lines, with gaps where a year is missing."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from balance.charts.layout import Frame, Plan, end_words, narrowed, planned
from balance.charts.letters import inches
from balance.charts.style import BLACK, GREY, PALETTE, styled, text_in
from balance.charts.ticks import decades, put_ticks
from balance.comparison.printed import amount_cell
from balance.comparison.result import ChartSpec, Result
from balance.quantities.printing import fold_text

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["draw", "plan"]

_FRAME = Frame(width=9.6, row=0.3, left=0.85, right=2.6, head=0.3)
_HEIGHT = 3.3
_MOST_TICKS, _TICK = 14, 8.5
_COLON = "\N{NO-BREAK SPACE}:\N{NO-BREAK SPACE}"
_SIZE, _OFF, _EDGE = 8.0, 0.09, 0.1
"""Points of a label at the end of a line, inches before and behind it."""


def plan(result: Result, spec: ChartSpec, columns: int) -> Plan:
    """Return the measures of the chart in one column or two."""
    from matplotlib.lines import Line2D

    left = max(inches(fold_text(tick, 1), _TICK) for tick in _ticks(*_limits(result, spec))) + 0.2
    frame = narrowed(replace(_FRAME, left=left), columns, left, 1.6)
    editions = dict.fromkeys(
        str(source)
        for name in _by_indicator(_drawn(result, spec))
        for source in _others(result, name)["source"]
    )
    look: dict[str, Any] = {"color": GREY, "linewidth": 0.9, "marker": ".", "markersize": 4}
    words = f"other editions: {', '.join(editions)}"
    keys = [Line2D([], [], label=words, **look)] if editions else []
    return planned(spec, frame, keys=keys, height=_HEIGHT)


def _drawn(result: Result, spec: ChartSpec) -> pd.DataFrame:
    frame = result.tables["history"]
    return frame[frame["row"].isin(spec.rows)]


def _others(result: Result, name: str) -> pd.DataFrame:
    """Return the years of one ratio in other editions, as far as they have one."""
    history = result.tables["history"]
    others = result.tables.get("editions", history.head(0).assign(source=""))
    mine = others["row"].str.startswith(f"{name}-") & others["ratio"].notna()
    return others[mine]


def draw(result: Result, spec: ChartSpec, ax: Axes, plan: Plan) -> Axes:
    """Draw the ratio of two sides over the years.

    Parameters
    ----------
    result
        Has the table ``history`` and, if other editions speak, ``editions``.
    spec
        Title, source line and the rows to draw.
    ax
        Where to draw.
    plan
        The measures.

    Notes
    -----
    A line joins consecutive years only; a year in which a side is incomplete, or that has no
    figures, is a gap. A band stands for the bounds. Thin grey lines are other editions of the
    same publication. The axis is logarithmic, so that twice and half are equally far from
    equality; a ratio of zero has no place on it and is said in words.
    """
    drawn = _drawn(result, spec)
    ends: list[tuple[float, str, str]] = []
    with styled():
        years = [int(year) for year in drawn["label"]]
        ax.set_xlim(min(years) - 0.4, max(years) + 0.4)
        _axes(ax, _limits(result, spec), years, plan.frame)
        plan.dress(ax)
        for number, (name, rows) in enumerate(_by_indicator(drawn).items()):
            colour = PALETTE[number % len(PALETTE)]
            _thin(ax, _others(result, name))
            last = _line(ax, rows, colour)
            ends.append((float(last["ratio"]), _label(rows), colour))
        _end_labels(ax, ends, plan)
    return ax


def _by_indicator(frame: pd.DataFrame) -> dict[str, pd.DataFrame]:
    names = frame["row"].str.rpartition("-")[0]
    return {str(name): frame[names == name] for name in dict.fromkeys(names)}


def _label(rows: pd.DataFrame) -> str:
    last = rows[rows["ratio"].notna()].iloc[-1].to_dict()
    ratio = amount_cell("history", last, "ratio").text
    return f"{last['group']}: {ratio.replace(' : ', _COLON)}"


def _line(ax: Axes, rows: pd.DataFrame, colour: str) -> dict[str, Any]:
    """Draw one ratio, broken where years are missing; return its last year."""
    whole = rows[rows["ratio"].notna()]
    for run in _runs(whole[whole["ratio"] > 0]):
        years = [int(year) for year in run["label"]]
        ax.plot(years, run["ratio"], color=colour, linewidth=1.8, zorder=3)
        ax.plot(years, run["ratio"], "o", color=colour, markersize=3.4, zorder=4)
        high = run["ratio_high"].where(run["ratio_high"] < math.inf, run["ratio"])
        ax.fill_between(years, run["ratio_low"], high, color=colour, alpha=0.18, linewidth=0)
        for end in (run["ratio_low"], high):
            if list(end) != list(run["ratio"]):
                ax.plot(years, end, color=colour, linewidth=0.7, zorder=2)
    return dict(whole.iloc[-1])


def _thin(ax: Axes, rows: pd.DataFrame) -> None:
    for _, edition in rows.groupby("source"):
        for run in _runs(edition[edition["ratio"] > 0]):
            years = [int(year) for year in run["label"]]
            ax.plot(years, run["ratio"], color=GREY, linewidth=0.9, marker=".", markersize=3)


def _runs(rows: pd.DataFrame) -> list[pd.DataFrame]:
    """Return consecutive years together."""
    years = rows["label"].astype(int)
    return [run for _, run in rows.groupby((years.diff() != 1).cumsum())]


def _limits(result: Result, spec: ChartSpec) -> tuple[float, float]:
    """Return the ends of the axis of ratios: all that is drawn, and equality."""
    drawn = _drawn(result, spec)
    frames = [drawn, *(_others(result, name) for name in _by_indicator(drawn))]
    ends = [n for each in frames for end in ("low", "high") for n in each[f"ratio_{end}"]]
    finite = [n for n in ends if 0 < n < math.inf]
    return min([*finite, 1.0]) / 1.15, max([*finite, 1.0]) * 1.15


def _ticks(low: float, high: float) -> list[float]:
    sets = decades(low, high, (1, 2, 5))
    return next(found for found in sets if len(found) <= _MOST_TICKS) or [1.0]


def _axes(ax: Axes, limits: tuple[float, float], years: list[int], frame: Frame) -> None:
    from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

    low, high = limits
    ax.set_ylim(low, high)
    ax.set_yscale("log")
    ticks = _ticks(low, high)
    ax.yaxis.set_major_locator(FixedLocator(ticks))
    ax.yaxis.set_minor_locator(NullLocator())
    ax.yaxis.set_major_formatter(FuncFormatter(lambda n, _: fold_text(n, 1)))
    ax.annotate(
        "ratio, logarithmic",
        (0, 1),
        (8 - 72 * frame.left, 6),
        xycoords="axes fraction",
        textcoords="offset points",
        fontsize=8,
        color=GREY,
    )
    span = range(min(years), max(years) + 1)
    steps = (span[::-step][::-1] for step in range(1, len(span) + 1))
    put_ticks(ax, steps, lambda year: f"{year:.0f}", frame)
    ax.axhline(1, color=BLACK, linewidth=0.8, zorder=2)
    ax.spines["left"].set_visible(True)
    ax.tick_params(length=3, labelsize=_TICK)


def _end_labels(ax: Axes, ends: list[tuple[float, str, str]], plan: Plan) -> None:
    """Write what each line is at its end, apart from each other."""
    places, least = ax.transAxes.inverted().transform, ax.get_ylim()[0]
    wanted = [
        (float(places(ax.transData.transform((1, max(ratio, least))))[1]), label, colour)
        for ratio, label, colour in ends
    ]
    room = plan.frame.right - _OFF - _EDGE
    for at, words, colour in end_words(plan, wanted, _SIZE, room):
        ax.annotate(
            words,
            (1, at),
            (_OFF * 72, 0),
            xycoords="axes fraction",
            textcoords="offset points",
            va="center",
            fontsize=_SIZE,
            linespacing=1.2,
            color=text_in(colour),
            annotation_clip=False,
        )
