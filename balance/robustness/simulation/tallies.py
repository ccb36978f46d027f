"""Counts of draws in bins of equal relative width: small, exact to add, quick to merge."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["PRECISION", "Grid", "Spread", "Tally", "counted", "grid_of", "merged"]

Numbers = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]

_BITS = 11
PRECISION = 2.0**-_BITS
"""Width of the bins in which draws are counted, relative to their least number: 0.05 %."""
_SHIFT = 52 - _BITS  # a float64 has 52 bits behind its first
_OCTAVES = 20
"""Powers of two under the highest bound that have bins of their own; what is less shares one."""


@dataclass(frozen=True)
class Grid:
    """Bins of equal relative width, by the leading bits of a number.

    Attributes
    ----------
    first
        Leading bits of the lowest bin, which also holds all that is less.
    bins
        How many there are.
    """

    first: int
    bins: int


@dataclass(frozen=True, eq=False)
class Spread:
    """How often a number fell into each bin, with the least and the most that was drawn.

    Attributes
    ----------
    start
        The first bin counted, as leading bits.
    counts
        One per bin from there.
    least, most
        The extremes.
    """

    start: int
    counts: Counts
    least: float
    most: float

    def quantile(self, level: float) -> float:
        """Return the number below which a part of the draws lies, to within a bin."""
        below = np.cumsum(self.counts)
        rank = level * float(below[-1])
        place = int(np.searchsorted(below, rank, side="left"))
        before = float(below[place - 1]) if place else 0.0
        edges = _edges(np.array([self.start + place, self.start + place + 1]))
        part = (rank - before) / float(self.counts[place])
        return float(min(max(edges[0] + part * (edges[1] - edges[0]), self.least), self.most))


@dataclass(frozen=True, eq=False)
class Tally:
    """What the draws of a row came to.

    Attributes
    ----------
    spreads
        Of a, b and their ratio.
    a_more, b_more, draws
        Draws in which a side has more, and all.
    """

    spreads: tuple[Spread, ...]
    a_more: int
    b_more: int
    draws: int


def _leading(numbers: Numbers) -> Counts:
    """Return the leading bits of numbers: they are in the order of the numbers themselves."""
    return numbers.view(np.int64) >> _SHIFT


def _edges(leading: Counts) -> Numbers:
    return (leading.astype(np.int64) << _SHIFT).view(np.float64)


def grid_of(low: float, high: float) -> Grid:
    """Return bins for numbers between two bounds.

    Examples
    --------
    >>> grid_of(1.0, 2.0).bins == 1 / PRECISION + 1
    True
    """
    floor = max(low, high * 2.0**-_OCTAVES)
    first, last = (int(n) for n in _leading(np.array([floor, high])))
    return Grid(first, last - first + 1)


def counted(numbers: Numbers, grid: Grid) -> Spread:
    """Return how often numbers fall into each bin.

    Examples
    --------
    >>> counted(np.array([1.0, 1.5, 1.5]), grid_of(1.0, 2.0)).quantile(0.9) == 1.5
    True
    """
    bins = np.maximum(_leading(numbers) - grid.first, 0)
    start = int(bins.min())
    counts = np.bincount(bins - start)
    return Spread(grid.first + start, counts, float(numbers.min()), float(numbers.max()))


def merged(parts: Iterable[tuple[Tally, ...]]) -> tuple[Tally, ...]:
    """Return what several lots of draws come to together, in whatever order they are merged."""
    return tuple(_together(same) for same in zip(*parts, strict=True))


def _together(parts: tuple[Tally, ...]) -> Tally:
    spreads = tuple(_joined(each) for each in zip(*(part.spreads for part in parts), strict=True))
    return Tally(
        spreads,
        sum(part.a_more for part in parts),
        sum(part.b_more for part in parts),
        sum(part.draws for part in parts),
    )


def _joined(parts: tuple[Spread, ...]) -> Spread:
    start = min(part.start for part in parts)
    end = max(part.start + part.counts.size for part in parts)
    counts = np.zeros(end - start, dtype=np.int64)
    for part in parts:
        counts[part.start - start : part.start - start + part.counts.size] += part.counts
    least, most = min(part.least for part in parts), max(part.most for part in parts)
    return Spread(start, counts, least, most)
