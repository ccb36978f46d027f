"""Least sets: all smallest choices of members whose weights reach a quota.

The search is left to a solver of integer programmes, which works in floats. Its constraints are
a little wide, so that it misses nothing, and whatever it finds is checked in exact fractions.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from balance.errors import MissingLibrary

__all__ = ["LeastSets", "least_sets", "reaches"]

_SLACK = 1e-5
"""How far below a quota the solver may look, as a part of it: wider than its tolerance."""

Cut = tuple[npt.NDArray[np.float64], float, float]
"""Coefficients of the members, and between what their sum must lie."""


@dataclass(frozen=True)
class LeastSets:
    """The smallest sets that reach all quotas.

    Attributes
    ----------
    size
        How many members they have; None if no set reaches the quotas.
    sets
        Places of their members, each in rising order.
    complete
        Whether these are all sets of that size.
    """

    size: int | None
    sets: tuple[tuple[int, ...], ...]
    complete: bool


def reaches(
    chosen: Collection[int], quotas: Sequence[Fraction], weights: Sequence[Sequence[Fraction]]
) -> bool:
    """Return whether members reach every quota, exactly.

    Examples
    --------
    >>> reaches([0, 1], [Fraction(6)], [[Fraction(4), Fraction(2)]])
    True
    """
    return all(
        sum((row[place] for place in chosen), Fraction()) >= quota
        for quota, row in zip(quotas, weights, strict=True)
    )


def least_sets(
    quotas: Sequence[Fraction],
    weights: Sequence[Sequence[Fraction]],
    *,
    inside: frozenset[int] = frozenset(),
    outside: frozenset[int] = frozenset(),
    limit: int = 20,
) -> LeastSets:
    """Return the smallest sets of members that reach every quota.

    Parameters
    ----------
    quotas
        One per criterion, not negative.
    weights
        For each criterion those of all members, not negative.
    inside, outside
        Places of members that each set must or must not have.
    limit
        How many sets are wanted at most.

    Raises
    ------
    MissingLibrary
        If scipy is not installed.

    Notes
    -----
    That no set reaches a quota is proved without the solver: weights are not negative, so it
    is enough that all who may be in it together do not. A set that the solver takes for large
    enough and is not is cut off with all its parts.

    Examples
    --------
    >>> least_sets([Fraction(6)], [[Fraction(n) for n in (4, 3, 2, 2)]]).sets
    ((0, 1), (0, 2), (0, 3))
    """
    count = len(weights[0])
    if not reaches([p for p in range(count) if p not in outside], quotas, weights):
        return LeastSets(None, (), True)
    cuts = [_wide(quota, row) for quota, row in zip(quotas, weights, strict=True) if quota > 0]
    found: list[tuple[int, ...]] = []
    size: int | None = None
    while True:
        chosen = _solved(count, cuts, inside, outside, size)
        if chosen is None:
            return LeastSets(size, tuple(sorted(found)), True)
        marked = np.zeros(count)
        marked[list(chosen)] = 1.0
        if not reaches(chosen, quotas, weights):
            cuts.append((1.0 - marked, 1.0, np.inf))  # somebody from outside it is needed
            continue
        if len(found) == limit:
            return LeastSets(size, tuple(sorted(found)), False)
        size = len(chosen)
        found.append(chosen)
        cuts.append((marked, -np.inf, size - 1.0))  # another set, of which this is no part


def _wide(quota: Fraction, weights: Sequence[Fraction]) -> Cut:
    """Return a quota as a constraint; what is more than enough alone counts as enough."""
    parts = np.array([float(min(weight, quota) / quota) for weight in weights])
    return parts, 1.0 - _SLACK, np.inf


def _solved(
    count: int,
    cuts: Sequence[Cut],
    inside: frozenset[int],
    outside: frozenset[int],
    most: int | None,
) -> tuple[int, ...] | None:
    """Return a smallest set that satisfies the constraints, or None if there is none."""
    try:
        from scipy.optimize import Bounds, LinearConstraint, milp
    except ImportError as error:
        raise MissingLibrary(
            "the search for smallest coalitions needs scipy, which is not installed; install it "
            "with `pip install 'military-balance[planning]'`"
        ) from error
    rows = [(np.ones(count), 0.0, float(count if most is None else most)), *cuts]
    low = np.array([float(place in inside) for place in range(count)])
    high = np.array([float(place not in outside) for place in range(count)])
    solution = milp(
        np.ones(count),
        integrality=np.ones(count, np.int64),
        bounds=Bounds(low, high),
        constraints=[
            LinearConstraint(np.array([row]), least, greatest) for row, least, greatest in rows
        ],
        options={"mip_rel_gap": 0.0},
    )
    if solution.status == 2:  # proved to have no solution
        return None
    if solution.x is None or solution.status != 0:
        raise RuntimeError(f"the solver stopped without an answer: {solution.message}")
    return tuple(int(place) for place in np.flatnonzero(np.round(solution.x)))
