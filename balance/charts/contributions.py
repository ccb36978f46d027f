"""Who contributes what: each total split by member, the largest four named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from balance.charts.layout import (
    Frame,
    Margins,
    by_domain,
    colour_legend,
    frame_rows,
    put_texts,
    sized,
)
from balance.charts.style import PALE, actor_colours, styled, text_on
from balance.comparison.result import ChartSpec, Result
from balance.quantities.printing import percent_text
from balance.tables.records import Indicator

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["draw", "size"]

_FRAME = Frame(width=10.2, row=0.36, left=3.0, right=0.35, head=0.55, foot=0.5)
_NAMED = 4
_LABELLED = 0.06


def _indicators(result: Result) -> list[Indicator]:
    names = result.tables["members"]["indicator"].unique()
    known = [result.data.indicator(str(name)) for name in names]
    return [indicator for indicator in known if indicator.headline] or known


def size(result: Result, spec: ChartSpec) -> tuple[float, float, Margins]:
    """Return width, height and margins in inches that the chart needs."""
    return sized(spec, _FRAME, by_domain(_indicators(result)).span)


def _largest(members: pd.DataFrame) -> list[str]:
    """Return the members with the largest mean share, at most four."""
    means = members.groupby("member")["share"].mean().sort_values(ascending=False, kind="stable")
    return [str(code) for code in means.index[:_NAMED]]


def draw(result: Result, spec: ChartSpec, ax: Axes) -> Axes:
    """Draw the contribution of each member to each total.

    Parameters
    ----------
    result
        Has the table ``members``.
    spec
        Title and source line.
    ax
        Where to draw.

    Notes
    -----
    The four members with the largest mean share have a colour and a name; all others are one
    pale part.
    """
    indicators = _indicators(result)
    members = result.tables["members"]
    members = members[members["indicator"].isin([i.name for i in indicators])]
    named = _largest(members)
    colours = actor_colours(named)
    place = by_domain(indicators)
    with styled():
        ax.set_xlim(0, 1)
        ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "25", "50", "75", "100 %"])
        labels = [indicator.label for indicator in indicators]
        frame_rows(ax, labels, place, _FRAME.left)
        for indicator, at in zip(indicators, place.heights, strict=True):
            own = members[members["indicator"] == indicator.name].set_index("member")["share"]
            _draw_row(ax, own, at, named, colours)
        entries = [(result.data.state_names[code], colours[code]) for code in named]
        colour_legend(ax, [*entries, ("others", PALE)])
        put_texts(ax, spec, _FRAME)
    return ax


def _draw_row(
    ax: Axes, shares: pd.Series[float], at: float, named: list[str], colours: dict[str, str]
) -> None:
    start = 0.0
    parts = [(colours[code], float(shares.get(code, 0.0))) for code in named]
    parts.append((PALE, max(0.0, 1.0 - sum(part for _, part in parts))))
    for colour, part in parts:
        if part <= 1e-9:
            continue
        ax.barh(at, part, left=start, height=0.68, color=colour, edgecolor="white", linewidth=1)
        if part >= _LABELLED:
            ax.text(
                start + part / 2,
                at,
                percent_text(part),
                ha="center",
                va="center",
                fontsize=8,
                color=text_on(colour),
            )
        start += part
