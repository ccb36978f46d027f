"""Who contributes what: each total split by member, the largest four named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from balance.charts.layout import Margins, frame_rows, places
from balance.charts.style import (
    PALE,
    actor_colours,
    finish,
    styled,
    text_on,
    wrapped,
)
from balance.comparison.result import ChartSpec, Result
from balance.quantities.printing import percent_text
from balance.tables.records import Indicator

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["draw", "size"]

_WIDTH = 10.2
_ROW = 0.36
_LEFT, _RIGHT = 3.0, 0.35
_NAMED = 4
_LABELLED = 0.06


def _indicators(result: Result) -> list[Indicator]:
    names = result.tables["members"]["indicator"].unique()
    known = [result.data.indicator(str(name)) for name in names]
    return [indicator for indicator in known if indicator.headline] or known


def _texts(spec: ChartSpec) -> tuple[str, str]:
    return wrapped(str(spec.title), _WIDTH - 0.3), wrapped(spec.note, _WIDTH - 0.3, 7.5, bold=False)


def size(result: Result, spec: ChartSpec) -> tuple[float, float, Margins]:
    """Return width, height and margins in inches that the chart needs."""
    title, note = _texts(spec)
    rows = places(_indicators(result))
    top = 0.55 + 0.215 * (title.count("\n") + 1)
    bottom = 0.5 + 0.145 * (note.count("\n") + 1)
    return _WIDTH, top + bottom + _ROW * rows.span, Margins(_LEFT, _RIGHT, top, bottom)


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
    place = places(indicators)
    with styled():
        ax.set_xlim(0, 1)
        ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "25", "50", "75", "100 %"])
        labels = [indicator.label for indicator in indicators]
        frame_rows(ax, labels, place, Margins(_LEFT, _RIGHT, 0, 0))
        for indicator, at in zip(indicators, place.heights, strict=True):
            own = members[members["indicator"] == indicator.name].set_index("member")["share"]
            _draw_row(ax, own, at, named, colours)
        _legend(ax, result, named, colours)
        title, note = _texts(spec)
        finish(ax, title, note, top=32, bottom=28, left=_LEFT * 72 - 8)
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


def _legend(ax: Axes, result: Result, named: list[str], colours: dict[str, str]) -> None:
    from matplotlib.patches import Patch

    handles: list[Any] = [
        Patch(facecolor=colours[code], label=result.data.state_names[code]) for code in named
    ]
    handles.append(Patch(facecolor=PALE, label="others"))
    ax.legend(
        handles=handles,
        loc="lower left",
        bbox_to_anchor=(0, 1.0),
        ncols=len(handles),
        frameon=False,
        fontsize=8.5,
        handlelength=1.2,
        handleheight=1.0,
        borderaxespad=0.2,
        columnspacing=1.4,
    )
