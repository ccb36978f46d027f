"""From a result to its charts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypedDict, Unpack, cast

from balance.charts import (
    amounts,
    contributions,
    coverage,
    dumbbell,
    fan,
    flips,
    gap,
    history,
    leaving,
    power,
    ratios,
    stated,
    tiles,
    waterfall,
)
from balance.charts.layout import Plan, require_columns
from balance.charts.letters import readable
from balance.charts.style import styled
from balance.charts.themes import recolour, require_theme
from balance.comparison.result import ChartSpec, Result
from balance.errors import ChartError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["KINDS", "Plots", "chart_figure"]


class Look(TypedDict, total=False):
    """How a chart is drawn: ``theme`` ``"light"`` or ``"dark"``, ``columns`` 2 or 1."""

    theme: str
    columns: int


@dataclass(frozen=True)
class Kind:
    """One kind of chart: what it needs in one column of a page or two, and how it is drawn."""

    plan: Callable[[Result, ChartSpec, int], Plan]
    draw: Callable[[Result, ChartSpec, Any, Plan], Any]


KINDS = {
    "ratios": Kind(ratios.plan, ratios.draw),
    "leaving": Kind(leaving.plan, leaving.draw),
    "contributions": Kind(contributions.plan, contributions.draw),
    "amounts": Kind(amounts.plan, amounts.draw),
    "coverage": Kind(coverage.plan, coverage.draw),
    "history": Kind(history.plan, history.draw),
    "dumbbell": Kind(dumbbell.plan, dumbbell.draw),
    # The same drawing for two editions, so that a result may have both.
    "revisions": Kind(dumbbell.plan, dumbbell.draw),
    "power": Kind(power.plan, power.draw),
    "flips": Kind(flips.plan, flips.draw),
    "waterfall": Kind(waterfall.plan, waterfall.draw),
    "fan": Kind(fan.plan, fan.draw),
    "tiles": Kind(tiles.plan, tiles.draw),
    "stated": Kind(stated.plan, stated.draw),
    "gap": Kind(gap.plan, gap.draw),
}
"""All kinds of charts by name."""


def _spec(result: Result, kind: str) -> ChartSpec:
    for spec in result.charts:
        if spec.kind == kind:
            return spec
    known = ", ".join(spec.kind for spec in result.charts) or "none"
    raise ChartError(f"this result has no chart {kind!r}; it has {known}")


def chart_figure(result: Result, kind: str, *, theme: str = "light", columns: int = 2) -> Figure:
    """Return a chart as a figure of its own, large enough for its labels.

    Parameters
    ----------
    result
        Any result that has the chart.
    kind
        Name of the kind.
    theme
        ``light`` for white paper, ``dark`` for a dark page.
    columns
        Of a page that it takes: 2 for its whole width, 1 for half of it, or a phone.

    Returns
    -------
    Figure
        Of matplotlib; :func:`balance.charts.style.save` writes it.

    Raises
    ------
    ChartError
        If the result has no such chart, or there is no such theme or width.

    Examples
    --------
    >>> from balance.scenarios import nuclear_forces
    >>> len(chart_figure(nuclear_forces(), "amounts").axes) > 0
    True
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    def empty(size: tuple[float, float]) -> Figure:
        figure = Figure(figsize=size)
        FigureCanvasAgg(figure)
        return figure

    return cast("Figure", _drawn(result, kind, empty, None, theme, columns).figure)


def _drawn(
    result: Result,
    kind: str,
    empty: Callable[[tuple[float, float]], Figure],
    ax: Axes | None,
    theme: str,
    columns: int,
) -> Axes:
    """Draw a chart into axes, or into a new figure of the size that it needs."""
    require_theme(theme)
    require_columns(columns)
    spec = _spec(result, kind)
    with styled():
        plan = KINDS[kind].plan(result, spec, columns)
        if ax is None:
            ax = _axes(empty, plan)
    drawn: Axes = KINDS[kind].draw(result, spec, ax, plan)
    words: list[Any] = drawn.findobj(lambda artist: hasattr(artist, "set_text"))
    for text in words:
        text.set_text(readable(text.get_text()))
    recolour(drawn, theme)
    return drawn


def _axes(empty: Callable[[tuple[float, float]], Figure], plan: Plan) -> Axes:
    width, height, margins = plan.size
    return empty((width, height)).add_axes(
        (
            margins.left / width,
            margins.bottom / height,
            1 - (margins.left + margins.right) / width,
            1 - (margins.top + margins.bottom) / height,
        )
    )


class Plots:
    """Charts of one result: ``result.plot.ratios(ax=None, theme="light", columns=2)``.

    Parameters
    ----------
    result
        What to draw.
    """

    def __init__(self, result: Result) -> None:
        self._result = result

    def ratios(self, ax: Axes | None = None, **look: Unpack[Look]) -> Axes:
        """Draw the balance; see :func:`balance.charts.ratios.draw`."""
        return self._draw("ratios", ax, **look)

    def leaving(self, ax: Axes | None = None, **look: Unpack[Look]) -> Axes:
        """Draw what leaves; see :func:`balance.charts.leaving.draw`."""
        return self._draw("leaving", ax, **look)

    def contributions(self, ax: Axes | None = None, **look: Unpack[Look]) -> Axes:
        """Draw who contributes what; see :func:`balance.charts.contributions.draw`."""
        return self._draw("contributions", ax, **look)

    def amounts(self, ax: Axes | None = None, **look: Unpack[Look]) -> Axes:
        """Draw the amounts of a sheet; see :func:`balance.charts.amounts.draw`."""
        return self._draw("amounts", ax, **look)

    def coverage(self, ax: Axes | None = None, **look: Unpack[Look]) -> Axes:
        """Draw who reports what; see :func:`balance.charts.coverage.draw`."""
        return self._draw("coverage", ax, **look)

    def history(self, ax: Axes | None = None, **look: Unpack[Look]) -> Axes:
        """Draw ratios over the years; see :func:`balance.charts.history.draw`."""
        return self._draw("history", ax, **look)

    def dumbbell(self, ax: Axes | None = None, **look: Unpack[Look]) -> Axes:
        """Draw what two publications print; see :func:`balance.charts.dumbbell.draw`."""
        return self._draw("dumbbell", ax, **look)

    def revisions(self, ax: Axes | None = None, **look: Unpack[Look]) -> Axes:
        """Draw what two editions print; see :func:`balance.charts.dumbbell.draw`."""
        return self._draw("revisions", ax, **look)

    def power(self, ax: Axes | None = None, **look: Unpack[Look]) -> Axes:
        """Draw power beside holdings; see :func:`balance.charts.power.draw`."""
        return self._draw("power", ax, **look)

    def flips(self, ax: Axes | None = None, **look: Unpack[Look]) -> Axes:
        """Draw what turns each row; see :func:`balance.charts.flips.draw`."""
        return self._draw("flips", ax, **look)

    def waterfall(self, ax: Axes | None = None, **look: Unpack[Look]) -> Axes:
        """Draw departures as steps; see :func:`balance.charts.waterfall.draw`."""
        return self._draw("waterfall", ax, **look)

    def fan(self, ax: Axes | None = None, **look: Unpack[Look]) -> Axes:
        """Draw a path; see :func:`balance.charts.fan.draw`."""
        return self._draw("fan", ax, **look)

    def tiles(self, ax: Axes | None = None, **look: Unpack[Look]) -> Axes:
        """Draw a map of equal squares; see :func:`balance.charts.tiles.draw`."""
        return self._draw("tiles", ax, **look)

    def stated(self, ax: Axes | None = None, **look: Unpack[Look]) -> Axes:
        """Draw stated totals beside sums; see :func:`balance.charts.stated.draw`."""
        return self._draw("stated", ax, **look)

    def gap(self, ax: Axes | None = None, **look: Unpack[Look]) -> Axes:
        """Draw shares, targets and what is lacking; see :func:`balance.charts.gap.draw`."""
        return self._draw("gap", ax, **look)

    def _draw(self, kind: str, ax: Axes | None, *, theme: str = "light", columns: int = 2) -> Axes:
        def empty(size: tuple[float, float]) -> Figure:
            import matplotlib.pyplot as plt

            return plt.figure(figsize=size)

        return _drawn(self._result, kind, empty, ax, theme, columns)
