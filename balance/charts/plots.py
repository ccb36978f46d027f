"""From a result to its charts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from balance.charts import (
    amounts,
    contributions,
    coverage,
    dumbbell,
    fan,
    flips,
    history,
    leaving,
    power,
    ratios,
    waterfall,
)
from balance.charts.layout import Margins
from balance.charts.style import styled
from balance.comparison.result import ChartSpec, Result
from balance.errors import ChartError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["KINDS", "Plots", "chart_figure"]


@dataclass(frozen=True)
class Kind:
    """One kind of chart: how large it is and how it is drawn."""

    size: Callable[[Result, ChartSpec], tuple[float, float, Margins]]
    draw: Callable[[Result, ChartSpec, Any], Any]


KINDS = {
    "ratios": Kind(ratios.size, ratios.draw),
    "leaving": Kind(leaving.size, leaving.draw),
    "contributions": Kind(contributions.size, contributions.draw),
    "amounts": Kind(amounts.size, amounts.draw),
    "coverage": Kind(coverage.size, coverage.draw),
    "history": Kind(history.size, history.draw),
    "dumbbell": Kind(dumbbell.size, dumbbell.draw),
    # The same drawing for two editions, so that a result may have both.
    "revisions": Kind(dumbbell.size, dumbbell.draw),
    "power": Kind(power.size, power.draw),
    "flips": Kind(flips.size, flips.draw),
    "waterfall": Kind(waterfall.size, waterfall.draw),
    "fan": Kind(fan.size, fan.draw),
}
"""All kinds of charts by name."""


def _spec(result: Result, kind: str) -> ChartSpec:
    for spec in result.charts:
        if spec.kind == kind:
            return spec
    known = ", ".join(spec.kind for spec in result.charts) or "none"
    raise ChartError(f"this result has no chart {kind!r}; it has {known}")


def chart_figure(result: Result, kind: str) -> Figure:
    """Return a chart as a figure of its own, large enough for its labels.

    Parameters
    ----------
    result
        Any result that has the chart.
    kind
        Name of the kind.

    Raises
    ------
    ChartError
        If the result has no such chart.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    spec = _spec(result, kind)
    width, height, margins = KINDS[kind].size(result, spec)
    with styled():
        figure = Figure(figsize=(width, height))
        FigureCanvasAgg(figure)
        axes = _axes(figure, width, height, margins)
    KINDS[kind].draw(result, spec, axes)
    return figure


def _axes(figure: Figure, width: float, height: float, margins: Margins) -> Axes:
    return figure.add_axes(
        (
            margins.left / width,
            margins.bottom / height,
            1 - (margins.left + margins.right) / width,
            1 - (margins.top + margins.bottom) / height,
        )
    )


class Plots:
    """Charts of one result: ``result.plot.ratios(ax=None)``.

    Parameters
    ----------
    result
        What to draw.
    """

    def __init__(self, result: Result) -> None:
        self._result = result

    def ratios(self, ax: Axes | None = None) -> Axes:
        """Draw the balance; see :func:`balance.charts.ratios.draw`."""
        return self._draw("ratios", ax)

    def leaving(self, ax: Axes | None = None) -> Axes:
        """Draw what leaves; see :func:`balance.charts.leaving.draw`."""
        return self._draw("leaving", ax)

    def contributions(self, ax: Axes | None = None) -> Axes:
        """Draw who contributes what; see :func:`balance.charts.contributions.draw`."""
        return self._draw("contributions", ax)

    def amounts(self, ax: Axes | None = None) -> Axes:
        """Draw the amounts of a sheet; see :func:`balance.charts.amounts.draw`."""
        return self._draw("amounts", ax)

    def coverage(self, ax: Axes | None = None) -> Axes:
        """Draw who reports what; see :func:`balance.charts.coverage.draw`."""
        return self._draw("coverage", ax)

    def history(self, ax: Axes | None = None) -> Axes:
        """Draw ratios over the years; see :func:`balance.charts.history.draw`."""
        return self._draw("history", ax)

    def dumbbell(self, ax: Axes | None = None) -> Axes:
        """Draw what two publications print; see :func:`balance.charts.dumbbell.draw`."""
        return self._draw("dumbbell", ax)

    def revisions(self, ax: Axes | None = None) -> Axes:
        """Draw what two editions print; see :func:`balance.charts.dumbbell.draw`."""
        return self._draw("revisions", ax)

    def power(self, ax: Axes | None = None) -> Axes:
        """Draw power beside holdings; see :func:`balance.charts.power.draw`."""
        return self._draw("power", ax)

    def flips(self, ax: Axes | None = None) -> Axes:
        """Draw what turns each row; see :func:`balance.charts.flips.draw`."""
        return self._draw("flips", ax)

    def waterfall(self, ax: Axes | None = None) -> Axes:
        """Draw departures as steps; see :func:`balance.charts.waterfall.draw`."""
        return self._draw("waterfall", ax)

    def fan(self, ax: Axes | None = None) -> Axes:
        """Draw a path; see :func:`balance.charts.fan.draw`."""
        return self._draw("fan", ax)

    def _draw(self, kind: str, ax: Axes | None) -> Axes:
        spec = _spec(self._result, kind)
        if ax is None:
            import matplotlib.pyplot as plt

            width, height, margins = KINDS[kind].size(self._result, spec)
            with styled():
                ax = _axes(plt.figure(figsize=(width, height)), width, height, margins)
        drawn: Axes = KINDS[kind].draw(self._result, spec, ax)
        return drawn
