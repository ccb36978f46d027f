"""Numbers that are known between bounds, and exact arithmetic on them.

All quantities are counts or sums of money: nothing is below zero. A bound may be open
(``inf``); the best value may be missing. Every operation is monotone in each argument, so
the bounds of its result are reached at bounds of its arguments and are exact.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from balance.errors import BoundsError

__all__ = [
    "Bounds",
    "Verdict",
    "exact",
    "product",
    "ratio",
    "share",
    "total",
    "verdict",
]

Verdict = Literal["a_more", "b_more", "level", "undecided", "not_comparable", "no_data"]


@dataclass(frozen=True)
class Bounds:
    """A quantity between a low and a high bound.

    Parameters
    ----------
    low
        The least it can be; 0 or more, finite.
    value
        The best value, or None where no source gives one.
    high
        The most it can be; ``inf`` where nothing bounds it.

    Raises
    ------
    BoundsError
        If the bounds are not numbers, out of order or negative.

    Examples
    --------
    >>> Bounds(14_000, 14_000, 15_000)
    Bounds(low=14000, value=14000, high=15000)
    """

    low: float
    value: float | None
    high: float

    def __post_init__(self) -> None:
        best = self.low if self.value is None else self.value
        ordered = 0 <= self.low <= best <= self.high
        if not ordered or math.isinf(self.low) or math.isinf(best):
            raise BoundsError(
                f"bounds must be in order, finite from below and not negative; "
                f"found low {self.low}, value {self.value}, high {self.high}"
            )

    @property
    def is_exact(self) -> bool:
        """Whether low, value and high are one number."""
        return self.low == self.value == self.high

    @property
    def is_open(self) -> bool:
        """Whether nothing bounds it from above."""
        return math.isinf(self.high)


def exact(number: float) -> Bounds:
    """Return bounds around one number.

    Examples
    --------
    >>> exact(3).is_exact
    True
    """
    return Bounds(number, number, number)


def total(parts: Iterable[Bounds]) -> Bounds:
    """Return the sum of bounds.

    Sums are exactly rounded, so they do not depend on the order of the parts. The value is
    missing as soon as one part has none.

    Examples
    --------
    >>> total([exact(1), Bounds(2, 3, 5)])
    Bounds(low=3.0, value=4.0, high=6.0)
    """
    known = list(parts)
    values = [part.value for part in known if part.value is not None]
    return Bounds(
        math.fsum(part.low for part in known),
        math.fsum(values) if len(values) == len(known) else None,
        math.fsum(part.high for part in known),
    )


def product(factors: Iterable[Bounds]) -> Bounds:
    """Return the product of bounds; zero times an open bound is zero.

    Examples
    --------
    >>> product([exact(2), Bounds(3, 4, 5)])
    Bounds(low=6.0, value=8.0, high=10.0)
    """
    low, high = 1.0, 1.0
    value: float | None = 1.0
    for factor in factors:
        low *= factor.low
        high = 0.0 if 0 in (high, factor.high) else high * factor.high
        value = None if value is None or factor.value is None else value * factor.value
    # Nothing times an unknown is nothing.
    return Bounds(low, 0.0 if high == 0 else value, high)


def ratio(a: Bounds, b: Bounds) -> Bounds | None:
    """Return a divided by b, or None where b is nothing at all.

    Parameters
    ----------
    a, b
        Two quantities that do not depend on each other.

    Returns
    -------
    Bounds or None
        ``[a.low / b.high, a.high / b.low]``. The high bound is open where b may be zero; the
        value is missing where a or b has none or b's is zero.

    Examples
    --------
    >>> ratio(Bounds(6, 6, 6), Bounds(2, 3, 4))
    Bounds(low=1.5, value=2.0, high=3.0)
    >>> ratio(exact(1), exact(0)) is None
    True
    """
    if b.high == 0:
        return None
    low = 0.0 if b.is_open else a.low / b.high
    # Nothing over something that may be nothing is still nothing.
    high = 0.0 if a.high == 0 else math.inf
    if b.low > 0:
        high = a.high / b.low
    value = a.value / b.value if a.value is not None and b.value else None
    return Bounds(low, value, high)


def share(a: Bounds, b: Bounds) -> Bounds | None:
    """Return a's part of a and b together, a / (a + b), or None where both are nothing.

    It grows with a and shrinks with b, so its bounds are exact although a occurs twice.

    Examples
    --------
    >>> share(Bounds(1, 1, 3), Bounds(1, 3, 3))
    Bounds(low=0.25, value=0.25, high=0.75)
    """
    if a.high == 0 and b.high == 0:
        return None

    def part(of: float, rest: float) -> float:
        if math.isinf(of):
            return 1.0
        return 0.0 if of == 0 else of / (of + rest)

    value = None
    if a.value is not None and b.value is not None and a.value + b.value > 0:
        value = part(a.value, b.value)
    low, high = part(a.low, b.high), part(a.high, b.low)
    # Rounding of the sum may put the value a last digit outside.
    return Bounds(low, None if value is None else min(max(low, value), high), high)


def verdict(a: Bounds, b: Bounds) -> Verdict:
    """Return who has more: ``a_more``, ``b_more``, ``level`` or ``undecided``.

    Examples
    --------
    >>> verdict(Bounds(5, 5, 6), Bounds(4, 4, 4.5))
    'a_more'
    >>> verdict(Bounds(5, 5, 6), Bounds(4, 4, 5.5))
    'undecided'
    >>> verdict(exact(7), exact(7))
    'level'
    """
    if a.low > b.high:
        return "a_more"
    if a.high < b.low:
        return "b_more"
    return "level" if a.is_exact and b.is_exact else "undecided"
