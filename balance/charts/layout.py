"""Rows grouped by domain, and the margins around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from balance.charts.style import GREY
from balance.comparison.printed import DOMAINS
from balance.tables.records import Indicator

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Margins", "RowPlaces", "frame_rows", "places"]

_GAP = 0.8


@dataclass(frozen=True)
class Margins:
    """Room around the axes in inches."""

    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True)
class RowPlaces:
    """Where the rows of a chart stand on the vertical axis.

    Attributes
    ----------
    heights
        Position of each row, downward from 0.
    domains
        Name of a domain and the position of its first row.
    span
        Height of the whole in rows.
    """

    heights: tuple[float, ...]
    domains: tuple[tuple[str, float], ...]
    span: float


def places(indicators: Sequence[Indicator]) -> RowPlaces:
    """Return where rows stand when they are grouped by domain with a gap between.

    Parameters
    ----------
    indicators
        In the order in which they are drawn; domains are not sorted.
    """
    heights: list[float] = []
    domains: list[tuple[str, float]] = []
    at, last = 0.0, ""
    for indicator in indicators:
        if indicator.domain != last:
            at += _GAP if last else 0.0
            domains.append((DOMAINS.get(indicator.domain, indicator.domain), at))
            last = indicator.domain
        heights.append(at)
        at += 1.0
    return RowPlaces(tuple(heights), tuple(domains), at)


def frame_rows(ax: Axes, labels: Sequence[str], place: RowPlaces, margins: Margins) -> None:
    """Put row labels and domain headings to the left of a chart's axes.

    Parameters
    ----------
    ax
        The axes; rows run downward.
    labels
        One per row.
    place
        Where the rows stand.
    margins
        Room around the axes.
    """
    ax.set_ylim(place.span - 0.4, -1.05)
    ax.set_yticks(place.heights, labels)
    for label in ax.get_yticklabels():
        label.set_parse_math(False)
    ax.tick_params(axis="y", length=0, pad=8, labelsize=9)
    ax.tick_params(axis="x", labelsize=8.5)
    for side in ("top", "left", "right"):
        ax.spines[side].set_visible(False)
    for domain, at in place.domains:
        ax.annotate(
            domain.upper(),
            (0, at - 0.72),
            (8 - margins.left * 72, 0),
            xycoords=("axes fraction", "data"),
            textcoords="offset points",
            ha="left",
            va="center",
            fontsize=7,
            color=GREY,
            annotation_clip=False,
        )
