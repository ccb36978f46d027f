"""Numbers that an analyst gives, and what is made of them: digits, and days in the future."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from numbers import Real

from balance.comparison.amounts import Amount
from balance.errors import BoundsError, DateError, RateError
from balance.quantities.bounds import Bounds
from balance.quantities.dates import first_day, last_day
from balance.quantities.printing import MOST_DIGITS, significant_digits

__all__ = [
    "Given",
    "as_written",
    "checked_rate",
    "checked_ratio",
    "checked_start",
    "given",
    "in_digits",
    "later",
    "positive",
    "when",
]

Given = float | tuple[float, float] | tuple[float, float, float] | Amount
"""A number, a low and a high bound, these with the best value between them, or an amount."""

_MOST_YEARS = 1000
_WIDEST = 1e6
"""A ratio that is asked for lies between one to a million and a million to one."""


def given(number: Given, unit: str, name: str) -> Amount:
    """Return a number that an analyst gives as an amount.

    Parameters
    ----------
    number
        A number, ``(low, high)``, ``(low, value, high)``, or an amount of the tables, which
        keeps the way back to its figures.
    unit
        Of a number; an amount has its own.
    name
        What it is, for messages.

    Raises
    ------
    RateError
        If it is below zero, not a number, or out of order.

    Examples
    --------
    >>> given((20, 32), "persons", "losses").bounds
    Bounds(low=20.0, value=None, high=32.0)
    """
    if isinstance(number, Amount):
        return number
    ends = number if isinstance(number, tuple) else (number,)
    try:
        numbers = [float(end) if _is_number(end) else math.nan for end in ends]
        low, *between, high = numbers if len(numbers) > 1 else numbers * 3
        (value,) = between or (None,)
        bounds = Bounds(low, value, high)
    except (TypeError, ValueError, BoundsError):
        bounds = None
    if bounds is None or bounds.is_open:
        raise RateError(
            f"{name}: expected a number of 0 or more, (low, high) or (low, value, high) in order; "
            f"found {number!r}"
        )
    return Amount(bounds, unit)


def as_written(amount: Amount) -> Amount:
    """Return a number that an analyst gives so that it prints as written, not as 8.60.

    Examples
    --------
    >>> from balance.comparison.amounts import constant
    >>> as_written(constant(8.6, "aircraft")).digits, as_written(constant(0.5)).digits
    (2, 1)
    """
    value = amount.bounds.value
    if amount.terms or value is None or not amount.bounds.is_exact:
        return amount
    if value == int(value) and amount.unit != "ratio":
        return amount
    if 0 < value < 1 and amount.unit == "ratio":  # 0.5 prints as one to 2, 0.9 as one to 1.11
        written = f"{1 / value:.12g}"
        digits = sum(character.isdigit() for character in written)
        return replace(amount, digits=min(digits, MOST_DIGITS))
    written = f"{value:.12g}".lstrip("0.")
    return replace(amount, digits=sum(character.isdigit() for character in written))


def positive(number: float, name: str, *, above: float = 0.0, most: float = math.inf) -> float:
    """Return a finite number above a mark.

    Parameters
    ----------
    number
        What somebody gave.
    name
        What it is, for messages.
    above, most
        It must be greater than the one and no greater than the other.

    Raises
    ------
    RateError
        If it is not a number, or lies outside.

    Examples
    --------
    >>> positive(-50, "growth", above=-100)
    -50.0
    """
    found = float(number) if _is_number(number) else math.nan
    if not above < found <= most or math.isinf(found):
        limit = "" if math.isinf(most) else f" and no more than {most:,.10g}"
        raise RateError(f"{name}: expected a number above {above:g}{limit}; found {number!r}")
    return found


def _is_number(number: object) -> bool:
    return isinstance(number, Real) and not isinstance(number, bool)


def checked_ratio(ratio: float, name: str = "ratio") -> float:
    """Return a ratio to be reached.

    Raises
    ------
    RateError
        If it is not a number between a millionth and a million: beyond, it is a slip.

    Examples
    --------
    >>> checked_ratio(1.5)
    1.5
    """
    found = positive(ratio, name)
    if not 1 / _WIDEST <= found <= _WIDEST:
        raise RateError(
            f"{name}: expected a number from {1 / _WIDEST:f} to {_WIDEST:,.0f}; found {ratio!r}"
        )
    return found


def checked_rate(rate: float, name: str = "per_year") -> float:
    """Return what is added in a year.

    Raises
    ------
    RateError
        If it is not a number above zero, or below a millionth: then it is a slip.

    Examples
    --------
    >>> checked_rate(0.5)
    0.5
    """
    found = positive(rate, name)
    if found < 1 / _WIDEST:
        raise RateError(f"{name}: expected a number of {1 / _WIDEST:f} or more; found {rate!r}")
    return found


def checked_start(start: str | None) -> None:
    """Check the day from which is counted.

    Raises
    ------
    DateError
        If it is not a day, a month or a year, as text.
    """
    if start is not None and not isinstance(start, str):
        raise DateError(f"{start!r} is not a date; expected text: YYYY, YYYY-MM or YYYY-MM-DD")
    if start is not None:
        first_day(start)


def in_digits(amount: Amount, inputs: Iterable[Amount]) -> Amount:
    """Return a sum or difference with the digits that its inputs carry.

    Parameters
    ----------
    amount
        What was worked out.
    inputs
        Amounts of the same unit that it is the sum or difference of. If none of them is
        rounded, it is printed in full.

    Examples
    --------
    >>> from balance.comparison.amounts import constant
    >>> in_digits(constant(1234.0, "persons"), [constant(1.0, "persons")]).digits is None
    True
    """
    coarsest = max((each.resolution for each in inputs), default=0.0)
    bounds = amount.bounds
    best = bounds.value or (bounds.low if bounds.is_open else bounds.high)
    if coarsest <= 1:
        return replace(amount, digits=None)
    return replace(amount, digits=significant_digits(best, coarsest))


def later(start: str, months: float) -> tuple[int, int]:
    """Return the year and the month that lie some months after a day.

    Parameters
    ----------
    start
        A day, a month or a year; of a year or month its first day counts.
    months
        How many, 0 or more; parts of a month are dropped.

    Examples
    --------
    >>> later("2021-03", 12 * 15.5)
    (2036, 9)
    """
    return _after(first_day(start), months)


def _after(day: date, months: float) -> tuple[int, int]:
    # What a month lacks of a whole is what decimal fractions lose in binary.
    whole = day.year * 12 + day.month - 1 + math.floor(months + 1e-9)
    return whole // 12, whole % 12 + 1


def when(start: str, years: Bounds) -> str:
    """Return when something is reached, as exactly as its start is dated.

    Parameters
    ----------
    start
        The day, month or year from which is counted.
    years
        How many years it takes.

    Returns
    -------
    str
        A month, or a year if the start is no more than a year; from first to last where they
        differ. "or never" where the years have no end.

    Examples
    --------
    >>> when("2025-02-13", Bounds(2, 2, 2)), when("2021", Bounds(15, 15, 15))
    ('2027-02', '2036')
    >>> when("2021-12", Bounds(1, None, 3))
    '2022-12 to 2024-12'
    """
    if years.low > _MOST_YEARS:
        return f"more than {_MOST_YEARS} years later"

    def told(day: date, after: float) -> str:
        year, month = _after(day, 12 * after)
        return f"{year}" if len(start) == 4 else f"{year}-{month:02d}"

    first = told(first_day(start), years.low)
    if years.high > _MOST_YEARS:
        return f"{first} or later" + (", or never" if years.is_open else "")
    last = told(last_day(start), years.high)
    return first if first == last else f"{first} to {last}"
