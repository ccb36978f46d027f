"""What must be added to one quantity to reach a ratio to another."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from fractions import Fraction

from balance.comparison.amounts import Amount, constant, excess, times
from balance.planning.given import in_digits
from balance.quantities.bounds import Bounds, exact

__all__ = ["Change", "change", "missing_to"]


@dataclass(frozen=True)
class Change:
    """What one side must add to reach a ratio to the other.

    Attributes
    ----------
    level
        The least that reaches the ratio: the ratio times what the other side has.
    needed
        What is lacking to it; nothing if it is reached.
    spare
        What there is beyond it; nothing if it is not reached.
    """

    level: Amount
    needed: Amount
    spare: Amount


def missing_to(mine: Bounds, theirs: Bounds, ratio: float, *, whole: bool) -> Bounds:
    """Return what must be added to one quantity to reach a ratio to another.

    Parameters
    ----------
    mine, theirs
        The two quantities; open above where a member is missing.
    ratio
        To be reached, above zero; its decimals are taken as written.
    whole
        Whether only whole units can be added: what is lacking is then rounded up.

    Returns
    -------
    Bounds
        ``max(0, ratio * theirs - mine)``. It grows with theirs and shrinks with mine, so its
        bounds are reached at theirs and are exact.

    Examples
    --------
    >>> missing_to(exact(8), exact(10), 1.1, whole=True)
    Bounds(low=3.0, value=3.0, high=3.0)
    """

    def short(own: float, other: float) -> float:
        if math.isinf(own):
            return 0.0
        if math.isinf(other):
            return math.inf
        gap = max(Fraction(0), _exactly(ratio) * Fraction(other) - Fraction(own))
        return float(math.ceil(gap) if whole else gap)

    best = None
    if mine.value is not None and theirs.value is not None:
        best = short(mine.value, theirs.value)
    low, high = short(mine.high, theirs.low), short(mine.low, theirs.high)
    return Bounds(low, low if low == high else best, high)


def _exactly(ratio: float) -> Fraction:
    return Fraction(repr(float(ratio)))


def change(mine: Amount, theirs: Amount, ratio: float, *, whole: bool) -> Change:
    """Return what one side must add to reach a ratio to the other, and the way back to figures.

    Parameters
    ----------
    mine, theirs, ratio, whole
        As for :func:`missing_to`.

    Examples
    --------
    >>> found = change(constant(6, "vessels"), constant(5, "vessels"), 1.5, whole=True)
    >>> found.needed.value, found.spare.value, found.level.value
    (2.0, 0.0, 8.0)
    """
    held = theirs.bounds
    level = times([constant(ratio), theirs], mine.unit)
    bounds = missing_to(exact(0.0), held, ratio, whole=whole)
    level = in_digits(replace(level, bounds=bounds), [theirs])
    both = [mine, theirs]
    needed = replace(excess(level, mine), bounds=missing_to(mine.bounds, held, ratio, whole=whole))
    spare = replace(excess(mine, level), bounds=_beyond(mine.bounds, held, ratio, whole=whole))
    return Change(level, in_digits(needed, both), in_digits(spare, both))


def _beyond(mine: Bounds, theirs: Bounds, ratio: float, *, whole: bool) -> Bounds:
    """Return what one quantity has beyond a ratio to another."""

    def extra(own: float, other: float) -> float:
        if math.isinf(other):
            return 0.0
        if math.isinf(own):
            return math.inf
        gap = max(Fraction(0), Fraction(own) - _exactly(ratio) * Fraction(other))
        return float(math.floor(gap) if whole else gap)

    best = None
    if mine.value is not None and theirs.value is not None:
        best = extra(mine.value, theirs.value)
    low, high = extra(mine.low, theirs.high), extra(mine.high, theirs.low)
    return Bounds(low, low if low == high else best, high)
