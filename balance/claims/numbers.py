"""What the tests of claims compute with: numbers between bounds, and three-valued truth."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from balance.comparison.amounts import INPUT, Amount
from balance.comparison.terms import Term
from balance.quantities.bounds import Bounds
from balance.quantities.literal import fits
from balance.quantities.printing import MOST_DIGITS

__all__ = ["Decision", "Number", "Truth", "arithmetic", "both", "compared", "either", "negated"]

Operator = Literal["<", "<=", ">", ">=", "==", "!=", "fits"]
PURE = ("count", "ratio")
"""Units of numbers without one."""

Kind = tuple[str, str, str]
"""Indicator, scope and entity of a figure that went into a number."""


@dataclass(frozen=True)
class Number:
    """A number with bounds; unlike an amount it may be negative.

    Attributes
    ----------
    low, value, high
        The value is NaN where there is none.
    text
        How the test writes it.
    terms
        The figures it is made of.
    plain
        Whether the terms add up to it.
    unit
        As in the tables; ``count`` for a plain number, ``ratio`` for a quotient.
    kinds
        What its figures count.
    missing
        Members without a figure.
    details
        Comparisons that were counted or ranked.
    digits
        Significant digits that it carries; None for a number in full.
    hedge
        The word that bounds it, where it is stated with one.
    unlike
        Why unlike things went into it, or empty.
    """

    low: float
    value: float
    high: float
    text: str
    terms: tuple[Term, ...] = ()
    plain: bool = True
    unit: str = "count"
    kinds: frozenset[Kind] = frozenset()
    missing: tuple[str, ...] = ()
    details: tuple[Decision, ...] = ()
    digits: int | None = None
    hedge: str = ""
    unlike: str = ""

    @property
    def is_known(self) -> bool:
        """Whether anything is known about it."""
        return self.low > 0 or math.isfinite(self.high)

    @property
    def amount(self) -> Amount | None:
        """The same as an amount; None if it may be negative."""
        if self.low < 0:
            return None
        value = None if math.isnan(self.value) else self.value
        bounds = Bounds(self.low, value, self.high)
        terms = self.terms
        if not self.plain:  # what goes into it does not add up to it
            terms = tuple(replace(term, part=term.part or INPUT) for term in terms)
        return Amount(bounds, self.unit, terms, self.missing, self.digits)


@dataclass(frozen=True)
class Decision:
    """One comparison of two numbers.

    Attributes
    ----------
    left, right
        What is compared.
    operator
        How.
    value
        True, False, or None if the bounds leave it open or unlike things are compared.
    as_printed
        The same without regard to what the figures count.
    unlike
        Why the two are unlike things, or empty.
    """

    left: Number
    right: Number
    operator: Operator
    value: bool | None
    as_printed: bool | None
    unlike: str = ""

    @property
    def distance(self) -> float:
        """How far the two lie apart: the logarithm of their ratio, or inf."""
        numbers = [n.low if math.isnan(n.value) else n.value for n in (self.left, self.right)]
        if min(numbers) <= 0:
            return math.inf
        return abs(math.log(numbers[0] / numbers[1]))


@dataclass(frozen=True)
class Truth:
    """Whether something holds, and the comparisons that decide it.

    Attributes
    ----------
    value
        True, False or None for open.
    decisions
        If one of these came out otherwise, so might the whole.
    """

    value: bool | None
    decisions: tuple[Decision, ...] = field(default=())


def both(parts: Iterable[Truth]) -> Truth:
    """Return whether all parts hold: false as soon as one is false.

    Examples
    --------
    >>> both([Truth(True), Truth(None)]).value is None, both([Truth(None), Truth(False)]).value
    (True, False)
    """
    known = list(parts)
    value: bool | None = True
    if any(part.value is False for part in known):
        value = False
    elif any(part.value is None for part in known):
        value = None
    return Truth(value, _deciding(known, value, settled=False))


def either(parts: Iterable[Truth]) -> Truth:
    """Return whether any part holds: true as soon as one is true.

    Examples
    --------
    >>> either([Truth(False), Truth(True)]).value, either([Truth(False), Truth(None)]).value
    (True, None)
    """
    known = list(parts)
    value: bool | None = False
    if any(part.value is True for part in known):
        value = True
    elif any(part.value is None for part in known):
        value = None
    return Truth(value, _deciding(known, value, settled=True))


def negated(truth: Truth) -> Truth:
    """Return the opposite; open stays open."""
    return Truth(None if truth.value is None else not truth.value, truth.decisions)


def _deciding(parts: list[Truth], value: bool | None, *, settled: bool) -> tuple[Decision, ...]:
    """Return the decisions of the parts that make the whole what it is."""
    kept = parts if value is (not settled) else [part for part in parts if part.value is value]
    return tuple(decision for part in kept for decision in part.decisions)


def compared(left: Number, operator: Operator, right: Number, unlike: str) -> Decision:
    """Return one comparison: decided only if every number within the bounds gives the same.

    Parameters
    ----------
    left, right
        The numbers.
    operator
        ``fits`` asks whether the left lies within the bounds of the right.
    unlike
        Why they are unlike things; then nothing is decided.
    """
    printed = _holds(left, operator, right)
    return Decision(left, right, operator, None if unlike else printed, printed, unlike)


def _holds(left: Number, operator: Operator, right: Number) -> bool | None:
    if operator == "fits":
        if not (left.is_known and right.is_known):
            return None  # everything lies within what nobody states
        return fits(left.low, left.high, right.low, right.high, right.hedge)
    if operator in ("==", "!="):
        apart = left.high < right.low or right.high < left.low
        same = left.low == left.high == right.low == right.high
        equal = False if apart else True if same else None
        return equal if operator == "==" or equal is None else not equal
    if operator in ("<", "<="):
        return _holds(right, ">" if operator == "<" else ">=", left)
    if operator == ">":
        return True if left.low > right.high else False if left.high <= right.low else None
    return True if left.low >= right.high else False if left.high < right.low else None


def arithmetic(sign: str, left: Number, right: Number, text: str) -> Number:
    """Return a sum, difference, product or quotient of two numbers between bounds.

    Parameters
    ----------
    sign
        ``+``, ``-``, ``*`` or ``/``.
    left, right
        Taken as independent: a figure that is in both widens the bounds, never narrows them.
    text
        How the test writes it.

    Examples
    --------
    >>> one, two = Number(1, 1, 2, "a"), Number(2, 3, 4, "b")
    >>> found = arithmetic("-", one, two, "a - b")
    >>> (found.low, found.value, found.high)
    (-3, -2, 0)
    """
    operations: dict[str, Callable[[float, float], float]] = {
        "+": lambda a, b: a + b,
        "-": lambda a, b: a - b,
        "*": lambda a, b: 0.0 if 0 in (a, b) else a * b,
        "/": lambda a, b: 0.0 if math.isinf(b) else a / b,
    }
    work = operations[sign]
    if sign == "/" and right.low <= 0 <= right.high:
        low, value, high = -math.inf, math.nan, math.inf
        if left.low >= 0 and right.low >= 0 and right.high > 0:
            low = work(left.low, right.high)
            value = work(left.value, right.value) if right.value else math.nan
    else:
        ends = _ends(sign, left, right)
        corners = [work(a, b) for a, b in ends]
        low, value, high = min(corners), work(left.value, right.value), max(corners)
    unit = left.unit if sign in "+-" and left.unit == right.unit else "ratio"
    if sign in "+-*/" and right.unit in PURE:
        unit = left.unit
    elif sign in "+-*" and left.unit in PURE:
        unit = right.unit
    return Number(
        low,
        value,
        high,
        text,
        (*left.terms, *right.terms),
        sign == "+" and left.plain and right.plain,
        unit,
        left.kinds | right.kinds,
        tuple(sorted({*left.missing, *right.missing})),
        (*left.details, *right.details),
        None if sign == "+" and left.plain and right.plain else MOST_DIGITS,
    )


def _ends(sign: str, left: Number, right: Number) -> list[tuple[float, float]]:
    if sign == "+":
        return [(left.low, right.low), (left.high, right.high)]
    if sign == "-":
        return [(left.low, right.high), (left.high, right.low)]
    return [(a, b) for a in (left.low, left.high) for b in (right.low, right.high)]
