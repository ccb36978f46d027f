"""Every combination of choices at once, on arrays instead of one comparison after another.

A view holds the terms of every state for one source, one day and one reading. A side is a mask
over the states. All sides are summed over all views, and each pair of sides is judged by the
same rules as a row of a comparison, to the same bits: sums of whole numbers are exact in any
order, all others are added up with :func:`math.fsum` as there.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from balance.comparison.terms import ABSENCE, EntityTerms, Plan
from balance.quantities.bounds import Verdict

__all__ = ["VERDICTS", "Outcomes", "Sides", "View", "outcomes_of", "sides_of", "view_of"]

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

VERDICTS: tuple[Verdict, ...] = (
    "a_more",
    "b_more",
    "level",
    "undecided",
    "not_comparable",
    "no_data",
)
"""What the numbers in :attr:`Outcomes.verdicts` stand for."""

_EXACT = 2.0**53  # whole numbers up to here add up without rounding


@dataclass(frozen=True, eq=False)
class View:
    """What every state adds to a row as one source, one day and one reading show it.

    Attributes
    ----------
    low, value, high
        One number per term; a value that is missing is NaN, an open bound inf.
    owner
        Place of the state of each term.
    below
        Whether a term belongs to the denominator of a share.
    scopes
        Term by scope: which terms count what besides.
    covered
        Whether each state misses nothing.
    speaks
        Whether there is a source at all.
    is_share, scale, comparable
        As for the row.
    """

    low: Floats
    value: Floats
    high: Floats
    owner: NDArray[np.intp]
    below: Flags
    scopes: Flags
    covered: Flags
    speaks: bool
    is_share: bool
    scale: float
    comparable: bool

    @property
    def content(self) -> tuple[object, ...]:
        """What two views have in common if they are the same."""
        arrays = (self.low, self.value, self.high, self.owner, self.below, self.scopes)
        return (*(each.tobytes() for each in arrays), self.covered.tobytes(), self.speaks)

    @property
    def touched(self) -> Flags:
        """Which states may change a total: all but those known to add nothing."""
        adds = np.zeros(len(self.covered), dtype=bool)
        adds[self.owner[(self.high > 0) | np.isnan(self.value)]] = True
        return adds | ~self.covered


@dataclass(frozen=True, eq=False)
class Sides:
    """Pairs of sides, as masks over states.

    Attributes
    ----------
    a, b
        Side by state.
    pairs
        For each pair the place of its side in ``a`` and of its side in ``b``.
    """

    a: Flags
    b: Flags
    pairs: NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Outcomes:
    """What each view says of each pair of sides.

    Attributes
    ----------
    verdicts
        View by pair, places in :data:`VERDICTS`.
    totals
        View by pair by six: low, value and high of A, then of B.
    ratios
        View by pair by two: low and high of A over B; NaN where no ratio is formed.
    """

    verdicts: NDArray[np.int8]
    totals: Floats
    ratios: Floats


@dataclass(frozen=True, eq=False)
class _Totals:
    bounds: Floats  # side by three
    reported: NDArray[np.intp]
    scopes: Flags


def view_of(plan: Plan, members: Sequence[EntityTerms], *, speaks: bool) -> View:
    """Return the terms of states as arrays.

    Parameters
    ----------
    plan
        How the indicator is made.
    members
        What each state adds, in the order of the masks.
    speaks
        Whether there is a source at all.
    """
    placed = [(place, term) for place, member in enumerate(members) for term in member.terms]
    terms = [term for _, term in placed]
    counted = [None if t.reading == ABSENCE or not t.bounds.high > 0 else t.scope for t in terms]
    known = sorted({scope for scope in counted if scope is not None})
    scopes = np.array([[own == scope for scope in known] for own in counted], dtype=bool)
    return View(
        np.array([term.bounds.low for term in terms], dtype=float),
        np.array(
            [math.nan if t.bounds.value is None else t.bounds.value for t in terms], dtype=float
        ),
        np.array([term.bounds.high for term in terms], dtype=float),
        np.array([place for place, _ in placed], dtype=np.intp),
        np.array([term.part == "denominator" for term in terms], dtype=bool),
        scopes.reshape(len(terms), len(known)),
        np.array([member.covered for member in members], dtype=bool),
        speaks,
        plan.is_share,
        100.0 if plan.indicator.unit == "percent" else 1.0,
        plan.indicator.comparable,
    )


def sides_of(
    entities: Sequence[str], pairs: Sequence[tuple[Sequence[str], Sequence[str]]]
) -> Sides:
    """Return pairs of sides as masks; a side that occurs in several is held once.

    Parameters
    ----------
    entities
        The states in the order of the views.
    pairs
        Codes on each side.

    Examples
    --------
    >>> sides_of(["AAA", "BBB"], [(["AAA"], ["BBB"])]).a.tolist()
    [[True, False]]
    """
    place = {code: number for number, code in enumerate(entities)}
    seen: tuple[dict[tuple[str, ...], int], ...] = ({}, {})
    found = [
        tuple(
            known.setdefault(tuple(codes), len(known))
            for known, codes in zip(seen, pair, strict=True)
        )
        for pair in pairs
    ]
    masks = [_masks(place, known) for known in seen]
    return Sides(masks[0], masks[1], np.array(found, dtype=np.intp).reshape(len(found), 2))


def _masks(place: Mapping[str, int], sides: Mapping[tuple[str, ...], int]) -> Flags:
    masks = np.zeros((len(sides), len(place)), dtype=bool)
    for codes, number in sides.items():
        masks[number, [place[code] for code in codes]] = True
    return masks


def outcomes_of(views: Sequence[View], sides: Sides) -> Outcomes:
    """Return what each view says of each pair of sides.

    Parameters
    ----------
    views
        Of one row.
    sides
        Masks over the states of the views.
    """
    shape = (len(views), len(sides.pairs))
    found = Outcomes(np.empty(shape, dtype=np.int8), np.empty((*shape, 6)), np.empty((*shape, 2)))
    for number, view in enumerate(views):
        a, b = _totals(view, sides.a), _totals(view, sides.b)
        first, second = sides.pairs[:, 0], sides.pairs[:, 1]
        left, right = a.bounds[first], b.bounds[second]
        verdicts = _verdicts(left, right)
        differ = (a.scopes[first] | b.scopes[second]).sum(axis=1) > 1
        verdicts[differ | (not view.comparable)] = VERDICTS.index("not_comparable")
        silent = (a.reported[first] == 0) | (b.reported[second] == 0) | (not view.speaks)
        verdicts[silent] = VERDICTS.index("no_data")
        ratios = _ratio(left, right)[:, [0, 2]]
        ratios[verdicts >= VERDICTS.index("not_comparable")] = math.nan
        found.verdicts[number] = verdicts
        found.totals[number] = np.hstack((left, right))
        found.ratios[number] = ratios
    return found


def _sums(chosen: Flags, numbers: Floats) -> Floats:
    """Return the sum of the chosen numbers of each side, exactly rounded.

    An open bound makes the sum open.
    """
    is_open = np.isinf(numbers)
    finite = np.where(is_open, 0.0, numbers)
    if (finite == np.floor(finite)).all() and finite.sum() < _EXACT:
        sums = np.asarray(chosen @ finite, dtype=float)
    else:
        sums = np.array([math.fsum(finite[row].tolist()) for row in chosen], dtype=float)
    sums[(chosen & is_open).any(axis=1)] = math.inf
    return sums


def _bounds(view: View, chosen: Flags) -> Floats:
    """Return low, value and high of the sums of the chosen terms."""
    no_value = np.isnan(view.value)
    values = _sums(chosen, np.where(no_value, 0.0, view.value))
    values[(chosen & no_value).any(axis=1)] = math.nan
    return np.column_stack((_sums(chosen, view.low), values, _sums(chosen, view.high)))


def _totals(view: View, masks: Flags) -> _Totals:
    chosen = masks[:, view.owner]
    partial = (masks & ~view.covered).any(axis=1)
    if view.is_share:
        bounds = _ratio(_bounds(view, chosen & ~view.below), _bounds(view, chosen & view.below))
        bounds *= view.scale
        bounds[partial | np.isnan(bounds[:, 0])] = (0.0, math.nan, math.inf)
    else:
        bounds = _bounds(view, chosen)
        bounds[partial, 1] = math.nan
        bounds[partial, 2] = math.inf
    scopes: Flags = np.asarray((chosen[:, :, None] & view.scopes[None]).any(axis=1))
    return _Totals(bounds, (masks & view.covered).sum(axis=1), scopes)


def _ratio(a: Floats, b: Floats) -> Floats:
    """Return bounds of quotients as :func:`balance.quantities.bounds.ratio` does; NaN for None."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        low = np.where(np.isinf(b[:, 2]), 0.0, a[:, 0] / b[:, 2])
        high = np.where(b[:, 0] > 0, a[:, 2] / b[:, 0], np.where(a[:, 2] == 0, 0.0, math.inf))
        value = np.where(b[:, 1] > 0, a[:, 1] / b[:, 1], math.nan)
    found = np.column_stack((low, value, high))
    found[b[:, 2] == 0] = math.nan
    return found


def _verdicts(a: Floats, b: Floats) -> NDArray[np.int8]:
    exact = (
        (a[:, 0] == a[:, 1]) & (a[:, 1] == a[:, 2]) & (b[:, 0] == b[:, 1]) & (b[:, 1] == b[:, 2])
    )
    found = np.where(exact, VERDICTS.index("level"), VERDICTS.index("undecided"))
    found = np.where(a[:, 2] < b[:, 0], VERDICTS.index("b_more"), found)
    return np.where(a[:, 0] > b[:, 2], VERDICTS.index("a_more"), found).astype(np.int8)
