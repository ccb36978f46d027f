"""Amounts: bounds with the figures they are made of, and arithmetic that keeps both."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from balance.comparison.terms import ABSENCE, Term
from balance.quantities.bounds import Bounds, exact, product, ratio, share, total
from balance.quantities.printing import MOST_DIGITS, significant_digits

__all__ = [
    "INPUT",
    "Amount",
    "as_set",
    "at_most",
    "common",
    "constant",
    "count_of",
    "excess",
    "over",
    "part_of",
    "plus",
    "times",
    "unknown",
]

INPUT = "input"
"""Part of a term that goes into an amount without being added up."""


@dataclass(frozen=True)
class Amount:
    """A quantity with its bounds and the figures it is made of.

    Attributes
    ----------
    bounds
        In base units.
    unit
        As in the tables; ``ratio`` for a quotient of like things.
    terms
        Its addends, or what goes into it with :data:`INPUT` as their part.
    missing
        Members without a figure; the amount is then bounded from below only.
    digits
        Significant digits that its inputs carry; None for a number printed in full.
    """

    bounds: Bounds
    unit: str
    terms: tuple[Term, ...] = ()
    missing: tuple[str, ...] = ()
    digits: int | None = None

    @property
    def is_known(self) -> bool:
        """Whether anything is known about it."""
        return self.bounds.low > 0 or not self.bounds.is_open

    @property
    def value(self) -> float:
        """The best value, or NaN."""
        return math.nan if self.bounds.value is None else self.bounds.value

    @property
    def resolution(self) -> float:
        """One unit of the last digit that it carries; 0 for a parameter."""
        if self.digits is None:
            return max((term.resolution for term in self.terms), default=0.0)
        best = self.bounds.low if self.bounds.value is None else self.bounds.value
        return 10.0 ** (math.floor(math.log10(best)) - self.digits + 1) if best > 0 else 0.0

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Sources of its figures."""
        return tuple(sorted({source for term in self.terms for source in term.source_ids}))

    @property
    def scopes(self) -> frozenset[str]:
        """What its figures count besides; nothing of a kind has no scope."""
        some = (t for t in self.terms if t.reading != ABSENCE and t.bounds.high > 0)
        return frozenset(term.scope for term in some)

    @property
    def as_of(self) -> tuple[str, ...]:
        """What its figures are true of."""
        return tuple(sorted({day for term in self.terms for day in term.as_of}))


def unknown(unit: str, missing: Iterable[str] = ()) -> Amount:
    """Return an amount of which nothing is known; it is never taken for zero.

    Examples
    --------
    >>> unknown("persons").is_known
    False
    """
    return Amount(Bounds(0.0, None, math.inf), unit, (), tuple(missing))


def constant(number: float, unit: str = "ratio") -> Amount:
    """Return a number that is no figure: a parameter of the question."""
    return Amount(exact(number), unit)


def count_of(
    cases: Iterable[tuple[str, bool | None, Iterable[Amount]]], unit: str = "states"
) -> Amount:
    """Return how many of some states fulfil a condition; undecided ones leave it open.

    Parameters
    ----------
    cases
        For each state its code, whether it does (None if that cannot be decided) and the
        amounts that decide it.
    unit
        What is counted.

    Examples
    --------
    >>> count_of([("AAA", True, []), ("BBB", None, []), ("CCC", False, [])]).bounds
    Bounds(low=1.0, value=None, high=2.0)
    """
    counted = {True: exact(1.0), False: exact(0.0), None: Bounds(0.0, None, 1.0)}
    parts: list[Bounds] = []
    terms: list[Term] = []
    for code, holds, amounts in cases:
        parts.append(counted[holds])
        used = [term for amount in amounts for term in amount.terms]
        if used:
            ids = dict.fromkeys(each for term in used for each in term.figure_ids)
            sources = dict.fromkeys(each for term in used for each in term.source_ids)
            days = sorted({day for term in used for day in term.as_of})
            terms.append(
                Term(
                    code, INPUT, (*ids,), (*sources,), counted[holds], "counted", "", (*days,), 0.0
                )
            )
    return Amount(total(parts), unit, tuple(terms))


def _inputs(amounts: Iterable[Amount]) -> tuple[Term, ...]:
    """Return the terms of some amounts as inputs, each figure once."""
    seen: dict[tuple[object, ...], Term] = {}
    for amount in amounts:
        for term in amount.terms:
            seen.setdefault((term.entity, term.figure_ids), replace(term, part=INPUT))
    return tuple(seen.values())


def _weakest(amounts: Iterable[Amount]) -> int | None:
    """Return the digits that a product or quotient of some amounts carries."""
    carried = []
    for amount in amounts:
        best = amount.bounds.low if amount.bounds.value is None else amount.bounds.value
        if amount.resolution and best > 0:
            carried.append(significant_digits(best, amount.resolution))
    return min(carried, default=MOST_DIGITS)


def _added(bounds: Bounds, amounts: Iterable[Amount]) -> int:
    """Return the digits that a sum or difference of some amounts carries."""
    best = bounds.low if bounds.value is None else bounds.value
    coarsest = max((amount.resolution for amount in amounts), default=0.0)
    return significant_digits(best, coarsest) if coarsest else MOST_DIGITS


def _missing(amounts: Iterable[Amount]) -> tuple[str, ...]:
    return tuple(sorted({code for amount in amounts for code in amount.missing}))


def plus(amounts: Iterable[Amount]) -> Amount:
    """Return the sum of amounts of one unit; unknown ones leave it open above.

    Examples
    --------
    >>> plus([constant(1), constant(2)]).value
    3.0
    """
    known = list(amounts)
    plain = all(not term.part for amount in known for term in amount.terms)
    terms = tuple(term for amount in known for term in amount.terms) if plain else _inputs(known)
    unit = known[0].unit if known else "ratio"
    whole = total(amount.bounds for amount in known)
    return Amount(whole, unit, terms, _missing(known), None if plain else _added(whole, known))


def times(amounts: Iterable[Amount], unit: str) -> Amount:
    """Return the product of amounts that do not depend on each other.

    Examples
    --------
    >>> times([constant(2), constant(3)], "ratio").value
    6.0
    """
    known = list(amounts)
    whole = product(amount.bounds for amount in known)
    return Amount(whole, unit, _inputs(known), _missing(known), _weakest(known))


def over(above: Amount, below: Amount, unit: str = "ratio", scale: float = 1.0) -> Amount:
    """Return a quotient of amounts that do not depend on each other; unknown over nothing.

    Parameters
    ----------
    above, below
        The amounts.
    unit
        Of the quotient.
    scale
        What it is multiplied by: 100 for per cent.

    Examples
    --------
    >>> over(constant(1), constant(4), "percent", 100).value
    25.0
    """
    return _scaled(ratio, above, below, unit, scale)


def part_of(part: Amount, rest: Amount, unit: str = "percent", scale: float = 100.0) -> Amount:
    """Return a part's share of itself and the rest together; its bounds are exact.

    Parameters
    ----------
    part, rest
        Amounts of one unit.
    unit
        Of the share.
    scale
        By which the share is multiplied: 100 for per cent.

    Returns
    -------
    Amount
        Not known where both are zero.

    Examples
    --------
    >>> part_of(constant(1), constant(3)).value
    25.0
    """
    return _scaled(share, part, rest, unit, scale)


def _scaled(
    make: Callable[[Bounds, Bounds], Bounds | None],
    first: Amount,
    second: Amount,
    unit: str,
    scale: float,
) -> Amount:
    known = (first, second)
    whole = make(first.bounds, second.bounds) if first.is_known and second.is_known else None
    if whole is None:
        return Amount(Bounds(0.0, None, math.inf), unit, _inputs(known), _missing(known))
    value = None if whole.value is None else whole.value * scale
    bounds = Bounds(whole.low * scale, value, whole.high * scale)
    return Amount(bounds, unit, _inputs(known), _missing(known), _weakest(known))


def at_most(amount: Amount) -> Amount:
    """Return an amount that is stated from above only, without a best value.

    The words "up to" and "as many as" give a ceiling, exact as it stands, and nothing else.
    Any other amount is returned as it is.

    Examples
    --------
    >>> at_most(Amount(Bounds(0, 9, 9), "persons")).bounds
    Bounds(low=0.0, value=None, high=9)
    """
    bounds = amount.bounds
    if bounds.low > 0 or bounds.is_open or bounds.value != bounds.high:
        return amount
    terms = tuple(replace(term, part=INPUT, resolution=1.0) for term in amount.terms)
    return Amount(Bounds(0.0, None, bounds.high), amount.unit, terms, amount.missing)


def as_set(amount: Amount) -> Amount:
    """Return a mark that somebody sets (a target, a threshold), exact as printed.

    A count in prose is rounded; a mark to be reached is not, however round it is.

    Examples
    --------
    >>> as_set(Amount(Bounds(15, 20, 25), "percent")).bounds.is_exact
    True
    """
    value = amount.bounds.value
    if value is None:
        return amount
    terms = tuple(replace(term, part=INPUT, resolution=1.0) for term in amount.terms)
    return Amount(exact(value), amount.unit, terms, amount.missing)


def common(one: Amount, other: Amount) -> Amount | None:
    """Return what two statements of the same thing leave together, or None if nothing.

    Examples
    --------
    >>> ends = Amount(Bounds(15, 20, 25), "percent"), Amount(Bounds(20, 20, 30), "percent")
    >>> both = common(*ends)
    >>> both.bounds if both else None
    Bounds(low=20, value=None, high=25)
    """
    low = max(one.bounds.low, other.bounds.low)
    high = min(one.bounds.high, other.bounds.high)
    if low > high:
        return None
    known = (one, other)
    return Amount(Bounds(low, None, high), one.unit, _inputs(known), _missing(known))


def excess(of: Amount, beyond: Amount) -> Amount:
    """Return by how much one amount exceeds another; nothing if it does not.

    Examples
    --------
    >>> excess(constant(5.0), constant(3.0)).value, excess(constant(3.0), constant(5.0)).value
    (2.0, 0.0)
    """
    known = (of, beyond)
    a, b = of.bounds, beyond.bounds
    low = 0.0 if b.is_open else max(0.0, a.low - b.high)
    high = max(0.0, a.high - b.low)
    best = None if a.value is None or b.value is None else max(0.0, a.value - b.value)
    value = None if best is None else min(max(low, best), high)
    found = Bounds(low, value, high)
    return Amount(found, of.unit, _inputs(known), _missing(known), _added(found, known))
