"""Ratios over the years as lines, with gaps where a year is missing."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from balance.charts.layout import Frame, Margins, put_texts, sized
from balance.charts.style import BLACK, GREY, PALETTE, styled
from balance.comparison.printed import amount_cell
from balance.comparison.result import ChartSpec, Result
from balance.quantities.printing import fold_text

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["draw", "size"]

_FRAME = Frame(width=9.6, row=0.3, left=1.0, right=2.6, head=0.3, foot=0.6)
_SPAN = 11.0
_APART = 0.05
"""Least distance between two labels, in parts of the height."""


def size(_: Result, spec: ChartSpec) -> tuple[float, float, Margins]:
    """Return width, height and margins in inches that the chart needs."""
    return sized(spec, _FRAME, _SPAN)


def draw(result: Result, spec: ChartSpec, ax: Axes) -> Axes:
    """Draw the ratio of two sides over the years.

    Parameters
    ----------
    result
        Has the table ``history`` and, if other editions speak, ``editions``.
    spec
        Title, source line and the rows to draw.
    ax
        Where to draw.

    Notes
    -----
    A line joins consecutive years only; a year in which a side is incomplete, or that has no
    figures, is a gap. A band stands for the bounds. Thin grey lines are other editions of the
    same publication. The axis is logarithmic, so that twice and half are equally far from
    equality.
    """
    frame = result.tables["history"]
    drawn = frame[frame["row"].isin(spec.rows)]
    lines = _by_indicator(drawn)
    others = result.tables.get("editions")
    ends: list[tuple[float, str, str]] = []
    with styled():
        ax.set_yscale("log")
        for number, (name, rows) in enumerate(lines.items()):
            colour = PALETTE[number]
            if others is not None:
                _thin(ax, others[others["row"].str.startswith(f"{name}-")])
            last = _line(ax, rows, colour)
            ends.append((last["ratio"], _label(rows), colour))
        years = [int(year) for year in drawn["label"]]
        ax.set_xlim(min(years) - 0.4, max(years) + 0.4)
        _axes(ax, drawn, years)
        _end_labels(ax, ends)
        put_texts(ax, spec, _FRAME)
    return ax


def _by_indicator(frame: pd.DataFrame) -> dict[str, pd.DataFrame]:
    names = frame["row"].str.rpartition("-")[0]
    return {str(name): frame[names == name] for name in dict.fromkeys(names)}


def _label(rows: pd.DataFrame) -> str:
    last = rows[rows["ratio"].notna()].iloc[-1].to_dict()
    return f"{last['group']}: {amount_cell('history', last, 'ratio').text}"


def _line(ax: Axes, rows: pd.DataFrame, colour: str) -> dict[str, Any]:
    """Draw one ratio, broken where years are missing; return its last year."""
    whole = rows[rows["ratio"].notna()]
    for run in _runs(whole):
        years = [int(year) for year in run["label"]]
        ax.plot(years, run["ratio"], color=colour, linewidth=1.8, zorder=3)
        ax.plot(years, run["ratio"], "o", color=colour, markersize=3.4, zorder=4)
        high = run["ratio_high"].where(run["ratio_high"] < math.inf, run["ratio"])
        ax.fill_between(years, run["ratio_low"], high, color=colour, alpha=0.18, linewidth=0)
    return dict(whole.iloc[-1])


def _thin(ax: Axes, rows: pd.DataFrame) -> None:
    for _, edition in rows.groupby("source"):
        for run in _runs(edition[edition["ratio"].notna()]):
            years = [int(year) for year in run["label"]]
            ax.plot(years, run["ratio"], color=GREY, linewidth=0.9, marker=".", markersize=3)
            ax.annotate(
                str(run["source"].iloc[0]),
                (years[0], float(run["ratio"].iloc[0])),
                (0, 5),
                textcoords="offset points",
                fontsize=6.5,
                color=GREY,
            )


def _runs(rows: pd.DataFrame) -> list[pd.DataFrame]:
    """Return consecutive years together."""
    years = rows["label"].astype(int)
    return [run for _, run in rows.groupby((years.diff() != 1).cumsum())]


def _axes(ax: Axes, drawn: pd.DataFrame, years: list[int]) -> None:
    from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator, NullLocator

    finite = [n for n in (*drawn["ratio_low"], *drawn["ratio_high"]) if 0 < n < math.inf]
    low, high = min(*finite, 1.0) / 1.15, max(*finite, 1.0) * 1.15
    ax.set_ylim(low, high)
    steps = [m * 10.0**e for e in range(-6, 7) for m in (1, 2, 5)]
    ticks = [n for n in steps if low <= n <= high]
    ax.yaxis.set_major_locator(FixedLocator(ticks))
    ax.yaxis.set_minor_locator(NullLocator())
    ax.yaxis.set_major_formatter(FuncFormatter(lambda n, _: fold_text(n, 1)))
    ax.set_ylabel("ratio, logarithmic", fontsize=8, color=GREY)
    if max(years) - min(years) < 12:
        ax.xaxis.set_major_locator(FixedLocator(range(min(years), max(years) + 1)))
    else:
        ax.xaxis.set_major_locator(MaxNLocator(10, integer=True))
    ax.axhline(1, color=BLACK, linewidth=0.8, zorder=2)
    ax.tick_params(length=3, labelsize=8.5)


def _end_labels(ax: Axes, ends: list[tuple[float, str, str]]) -> None:
    """Write what each line is at its end, apart from each other."""
    places: list[float] = []
    for ratio, label, colour in sorted(ends):
        at = float(ax.transAxes.inverted().transform(ax.transData.transform((1, ratio)))[1])
        at = max(at, places[-1] + _APART * (1 + label.count("\n"))) if places else at
        places.append(at)
        ax.annotate(
            _broken(label),
            (1, at),
            (6, 0),
            xycoords="axes fraction",
            textcoords="offset points",
            va="center",
            fontsize=8,
            color=colour,
            annotation_clip=False,
        )


def _broken(label: str) -> str:
    from balance.charts.style import wrapped

    return wrapped(label, _FRAME.right - 0.2, 8, bold=False)
