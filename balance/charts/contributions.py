"""Who contributes what: each total split by member, the largest four named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from balance.charts.layout import Frame, Plan, fitted, planned
from balance.charts.letters import inches
from balance.charts.rows import Row, domain_name
from balance.charts.style import MIDDLE, PALE, PLUM, actor_colours, styled, text_on
from balance.charts.surround import colour_keys
from balance.comparison.result import ChartSpec, Result
from balance.quantities.printing import percent_text
from balance.tables.records import Indicator

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["draw", "plan"]

_FRAME = Frame(width=10.2, row=0.36, left=3.0, right=0.35)
_NAMED = 4
_GAP = 0.02
"""Inches between two parts: the background keeps colours apart that are equally light."""


def _indicators(result: Result) -> list[Indicator]:
    names = result.tables["members"]["indicator"].unique()
    known = [result.data.indicator(str(name)) for name in names]
    return [indicator for indicator in known if indicator.headline] or known


def _members(result: Result) -> pd.DataFrame:
    members = result.tables["members"]
    return members[members["indicator"].isin([i.name for i in _indicators(result)])]


def _largest(members: pd.DataFrame) -> list[str]:
    """Return the members with the largest mean share, at most four."""
    means = members.groupby("member")["share"].mean().sort_values(ascending=False, kind="stable")
    return [str(code) for code in means.index[:_NAMED]]


def plan(result: Result, spec: ChartSpec, columns: int) -> Plan:
    """Return the measures of the chart in one column or two."""
    members = _members(result)
    named = _largest(members)
    colours = actor_colours(named)
    entries = [(result.data.state_names[code], colours[code]) for code in named]
    others = [("others", PALE)] if members["member"].nunique() > len(named) else []
    rows = [Row(each.label, domain_name(each.domain)) for each in _indicators(result)]
    keys = colour_keys([*entries, *others])
    return planned(spec, fitted(_FRAME, columns, rows), rows, keys=keys)


def draw(result: Result, spec: ChartSpec, ax: Axes, plan: Plan) -> Axes:
    """Draw the contribution of each member to each total.

    Parameters
    ----------
    result
        Has the table ``members``.
    spec
        Title and source line.
    ax
        Where to draw.
    plan
        The measures.

    Notes
    -----
    The four members with the largest mean share have a colour and a name; all others are one
    pale part. A row of which no shares can be formed says so.
    """
    del spec
    members = _members(result)
    named = _largest(members)
    colours = actor_colours(named)
    inner = plan.frame.inner
    with styled():
        ax.set_xlim(0, 1)
        ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "25", "50", "75", "100 %"])
        plan.dress(ax)
        for indicator, at in zip(_indicators(result), plan.place.heights, strict=True):
            own = members[members["indicator"] == indicator.name].set_index("member")["share"]
            known = {str(code): float(share) for code, share in own.dropna().items()}
            _draw_row(ax, known, at, inner, {code: colours[code] for code in named})
    return ax


def _draw_row(
    ax: Axes, shares: dict[str, float], at: float, inner: float, colours: dict[str, str]
) -> None:
    if not sum(shares.values()) > 0:
        words = "no shares: nobody has any" if shares else "no shares: members are missing"
        ax.text(0.01, at, words, va="center", fontsize=8, color=PLUM, style="italic")
        return
    start = 0.0
    parts = [(colour, shares.get(code, 0.0)) for code, colour in colours.items()]
    parts.append((PALE, max(0.0, 1.0 - sum(part for _, part in parts))))
    for colour, part in parts:
        if part <= 1e-9:
            continue
        outline = MIDDLE if colour == PALE else colour
        gap = min(_GAP / inner, part / 3)
        look: dict[str, Any] = {"facecolor": colour, "edgecolor": outline, "linewidth": 0.6}
        ax.barh(at, part - gap, left=start + gap / 2, height=0.68, **look)
        text = percent_text(part)
        if inches(text, 8) + 0.06 < part * inner:
            ax.text(
                start + part / 2,
                at,
                text,
                ha="center",
                va="center",
                fontsize=8,
                color=text_on(colour),
            )
        start += part
