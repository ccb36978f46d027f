"""Which numbers stand along an axis: as many as fit beside each other."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from balance.charts.layout import Frame
from balance.charts.letters import inches

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["decades", "put_ticks", "rounds"]

_SIZE = 8.5
_APART, _EDGE = 0.1, 0.03
"""Least inches between two numbers, and between a number and the edge of the picture."""
_MOST = 9


def decades(low: float, high: float, factors: Sequence[int] = (1,)) -> Iterator[list[float]]:
    """Yield round numbers between two ends, on a log axis, ever fewer.

    Examples
    --------
    >>> next(decades(0.5, 200))
    [1.0, 10.0, 100.0]
    """
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    if len(factors) > 1:
        yield [
            factor * 10.0**power
            for power in range(first, last + 1)
            for factor in factors
            if low <= factor * 10.0**power <= high
        ]
    for step in range(1, max(2, last - first + 1)):
        powers = (power for power in range(first, last + 1) if power % step == 0)
        yield [10.0**power for power in powers if low <= 10.0**power <= high]


def rounds(low: float, high: float) -> Iterator[list[float]]:
    """Yield round numbers between two ends, ever fewer."""
    from matplotlib.ticker import MaxNLocator

    for count in range(_MOST, 0, -1):
        found = MaxNLocator(count, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
        yield [float(number) for number in found if low <= number <= high]


def put_ticks(
    ax: Axes,
    sets: Iterable[Sequence[float]],
    words: Callable[[float], str],
    frame: Frame,
) -> list[float]:
    """Put the first set of numbers along the horizontal axis of which none touch.

    Parameters
    ----------
    ax
        The axes with their limits and scale.
    sets
        Numbers to choose from, the fullest set first.
    words
        How a number is printed.
    frame
        The measures of the chart.

    Returns
    -------
    list of float
        The numbers.
    """
    chosen: list[float] = []
    for numbers in sets:
        chosen = list(numbers)
        if _fit(ax, chosen, words, frame):
            break
    else:
        chosen = chosen[:1]
    ax.set_xticks(chosen, [words(number) for number in chosen])
    ax.minorticks_off()
    for label in ax.get_xticklabels():
        label.set_parse_math(False)
    return chosen


def _fit(ax: Axes, numbers: list[float], words: Callable[[float], str], frame: Frame) -> bool:
    to_axes = ax.transData + ax.transAxes.inverted()
    height = ax.get_ylim()[0]
    end = _EDGE - frame.left - _APART
    for number in numbers:
        half = inches(words(number), _SIZE) / 2
        middle = float(to_axes.transform((number, height))[0]) * frame.inner
        if middle - half < end + _APART:
            return False
        end = middle + half
    return end <= frame.inner + frame.right - _EDGE
