"""Spending on its way to a share of gross domestic product: growth, levels and extra money."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

from balance.comparison.amounts import Amount, constant, over, times, unknown
from balance.planning.given import Given, given, positive
from balance.quantities.bounds import Bounds
from balance.quantities.printing import MOST_DIGITS

__all__ = [
    "extra_spending",
    "required_growth",
    "rising_share",
    "spending_level",
    "yearly_growth",
]


def required_growth(share: Given, target: float, years: int, growth: float) -> Amount:
    """Return how much spending must grow a year in real terms to reach a share of product.

    Parameters
    ----------
    share
        Of gross domestic product now, in per cent: an amount or a number.
    target
        To be reached, in per cent.
    years
        In how many years.
    growth
        Of gross domestic product a year, in per cent, above -100.

    Returns
    -------
    Amount
        Per cent a year: ``((target / share) * (1 + growth)^years)^(1 / years) - 1``; nothing
        where spending need not grow. Who is at or above the target keeps the share.

    Raises
    ------
    RateError
        If a number is not above zero, or the growth not above -100.

    Examples
    --------
    >>> round(required_growth(2.0, 3.5, 10, 2.0).value, 2)
    7.87
    """
    share = given(share, "percent", "share")
    positive(target, "target")
    positive(years, "years")
    positive(growth, "growth", above=-100)

    def yearly(now: float) -> float:
        return max(0.0, (_rise(target, now, 1 / years) * (1 + growth / 100) - 1) * 100)

    return replace(_of_share(share, target, yearly), unit="percent")


def _of_share(share: Amount, target: float, make: Callable[[float], float]) -> Amount:
    """Return a number that falls as the share grows, with the way back to the share."""
    found = over(constant(target, "percent"), share)
    b = share.bounds
    if not found.is_known or b.value == 0:
        return replace(found, bounds=unknown("ratio").bounds)
    best = None if b.value is None else make(b.value)
    low, high = make(b.high), make(b.low)
    if best is not None:  # a power may round its last digit to the wrong side
        low, high = min(low, best), max(high, best)
    digits = min(found.digits or MOST_DIGITS, MOST_DIGITS) if share.terms else None
    return replace(found, bounds=Bounds(low, best, high), digits=digits)


def _rise(target: float, now: float, part: float) -> float:
    """Return by what a share has grown after part of the way; one at the target keeps it."""
    return math.inf if now == 0 else float(max(1.0, target / now) ** part)


def spending_level(
    spending: Amount, share: Amount, target: float, years: int, growth: float, after: int
) -> Amount:
    """Return what is spent some years on, at constant real growth to the target.

    Parameters
    ----------
    spending, share
        Now: money, and per cent of gross domestic product.
    target, years, growth
        As for :func:`required_growth`.
    after
        How many years on, 0 to ``years``.

    Returns
    -------
    Amount
        In the prices of now. After ``years`` it is ``target * product * (1 + growth)^years``;
        who is at the target already keeps the share.

    Examples
    --------
    >>> money, share = constant(20.0, "USD"), constant(2.0, "percent")
    >>> round(spending_level(money, share, 3.5, 10, 2.0, 10).value, 2)  # 3.5 % of 1,000 * 1.02^10
    42.66
    """
    grown = (1 + growth / 100) ** after
    factor = _of_share(share, target, lambda now: _rise(target, now, after / years) * grown)
    return times([spending, factor], spending.unit)


def extra_spending(
    spending: Amount,
    share: Amount,
    target: float,
    years: int,
    growth: float,
    after: int | None = None,
) -> Amount:
    """Return what is spent beyond the present share: in one year, or in all years together.

    Parameters
    ----------
    spending, share, target, years, growth
        As for :func:`spending_level`.
    after
        In which year from now; by default the sum over all years after the present one.

    Examples
    --------
    >>> money, share = constant(20.0, "USD"), constant(2.0, "percent")
    >>> round(extra_spending(money, share, 4.0, 1, 0.0).value, 6)
    20.0
    """
    counted = range(1, years + 1) if after is None else (after,)

    def beyond(now: float) -> float:
        return math.fsum(
            (_rise(target, now, year / years) - 1) * (1 + growth / 100) ** year for year in counted
        )

    return times([spending, _of_share(share, target, beyond)], spending.unit)


def yearly_growth(start: Amount, level: Amount, years: int) -> Amount:
    """Return the yearly growth between two sums; its bounds are outer ones."""
    whole = over(level, start)
    if not whole.is_known or whole.bounds.value is None:
        return replace(whole, unit="percent")

    def yearly(times_more: float) -> float:
        return float(max(0.0, (times_more ** (1 / years) - 1) * 100))

    b = whole.bounds
    bounds = Bounds(yearly(b.low), yearly(whole.bounds.value), yearly(b.high))
    digits = min(whole.digits or MOST_DIGITS, MOST_DIGITS)
    return replace(whole, bounds=bounds, unit="percent", digits=digits)


def rising_share(share: Amount, target: float, part: float) -> Amount:
    """Return the share after part of the way, which grows with the share of now."""

    def then(now: float) -> float:
        return now * _rise(target, now, part) if now else 0.0

    b = share.bounds
    best = None if b.value is None else then(b.value)
    found = over(constant(target, "percent"), share, "percent")
    return replace(found, bounds=Bounds(then(b.low), best, then(b.high)))
