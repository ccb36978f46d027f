"""Charts: each takes axes and returns them, and can be drawn again from a result's tables."""

from __future__ import annotations

from balance.charts.plots import Plots, chart_figure

__all__ = ["Plots", "chart_figure"]
