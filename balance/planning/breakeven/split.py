"""How what a coalition needs is split among its members."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from balance.coalitions.coalition import Coalition
from balance.comparison.amounts import Amount, constant, part_of, plus, times, unknown
from balance.comparison.published import totals_of
from balance.errors import UnknownSplit, suggest
from balance.quantities.bounds import Bounds
from balance.tables.dataset import Dataset

__all__ = ["SPLITS", "apportion", "check_split", "portions", "weights_of"]

SPLITS = {
    "equal": "in equal parts",
    "gdp": "by gross domestic product",
    "population": "by population",
    "holdings": "by present holdings",
}
"""Ways to split, and how a sentence names them."""


def check_split(split: str) -> str:
    """Return the way to split.

    Raises
    ------
    UnknownSplit
        If there is no such way.

    Examples
    --------
    >>> check_split("gdp")
    'gdp'
    """
    if split not in SPLITS:
        raise UnknownSplit(
            f"there is no split {split!r}; expected {', '.join(SPLITS)}.{suggest(split, SPLITS)}"
        )
    return split


def weights_of(
    data: Dataset,
    coalition: Coalition,
    split: str,
    holdings: Mapping[str, Amount],
    *,
    known_by: str | None = None,
    reading: str = "step",
) -> dict[str, Amount]:
    """Return by what weight each member takes its part.

    Parameters
    ----------
    data
        The tables.
    coalition
        Whose members.
    split
        One of :data:`SPLITS`.
    holdings
        What each member has, by code.
    known_by, reading
        As for :func:`balance.compare`.

    Returns
    -------
    dict
        By code: 1, gross domestic product or persons from one source for all members, or what
        it has. A weight that no source gives is unknown, never nothing.

    Examples
    --------
    >>> import balance
    >>> data = balance.load()
    >>> weights = weights_of(data, data.coalition("BALTIC"), "population", {})
    >>> max(weights, key=lambda code: weights[code].value)
    'LTU'
    """
    if split == "equal":
        return {code: constant(1.0, "count") for code in coalition}
    if split == "holdings":
        return dict(holdings)
    single = [data.coalition(code, coalition.on) for code in coalition]
    found = totals_of(data, single, split, known_by=known_by, reading=reading)
    return dict(zip(coalition, found, strict=True))


def portions(needed: Amount, weights: Mapping[str, Amount], *, whole: bool) -> dict[str, Amount]:
    """Return the part of what is needed that falls to each member.

    Parameters
    ----------
    needed
        By all together.
    weights
        By code.
    whole
        Whether only whole units can be added: the parts are then whole too, the best values
        by largest remainders, so that they add up to the whole that is needed.

    Returns
    -------
    dict
        By code. A member without a weight has an unknown part, and the others' parts are then
        known as "at most" only.

    Notes
    -----
    Low and high of a part are the least and the most that the bounds of the weights and of
    what is needed allow; they do not add up to the bounds of the whole.

    Examples
    --------
    >>> halves = {"AAA": constant(1), "BBB": constant(1)}
    >>> [part.value for part in portions(constant(5, "tanks"), halves, whole=True).values()]
    [3.0, 2.0]
    """
    values = _values(needed, weights, whole=whole)
    sure = needed.bounds.is_exact and all(each.bounds.is_exact for each in weights.values())
    found = {}
    for code, weight in weights.items():
        rest = plus(other for key, other in weights.items() if key != code)
        share = part_of(weight, rest)
        nobody = weight.bounds.high == rest.bounds.high == 0
        if nobody or not weight.is_known or not needed.is_known:
            found[code] = unknown(needed.unit, (code,))
            continue
        bounds = _portion(needed.bounds, weight.bounds, rest.bounds, whole=whole)
        low, high = bounds.low, bounds.high
        value = values.get(code)
        if value is not None:
            value = min(max(low, value), high)
            low, high = (value, value) if sure else (low, high)
        made = times([needed, share], needed.unit)
        digits = None if whole and needed.digits is None else made.digits
        found[code] = replace(made, bounds=Bounds(low, value, high), digits=digits)
    return found


def _values(needed: Amount, weights: Mapping[str, Amount], *, whole: bool) -> dict[str, float]:
    """Return the best values of the parts by code; none unless every weight has one."""
    total = needed.bounds.value
    best = [weight.bounds.value for weight in weights.values()]
    known = [value for value in best if value is not None]
    if total is None or len(known) < len(best) or not sum(known):
        return {}
    if whole:
        return dict(zip(weights, map(float, apportion(int(total), known)), strict=True))
    every = sum(map(Fraction, known))
    parts = [float(Fraction(total) * Fraction(weight) / every) for weight in known]
    return dict(zip(weights, parts, strict=True))


def _portion(needed: Bounds, weight: Bounds, rest: Bounds, *, whole: bool) -> Bounds:
    """Return the least and the most that can fall to one member."""

    def part(total: float, own: float, others: float) -> Fraction:
        if not total or not own or math.isinf(others):
            return Fraction(0)
        return Fraction(total) * Fraction(own) / (Fraction(own) + Fraction(others))

    least = part(needed.low, weight.low, rest.high)
    low = float(math.floor(least) if whole else least)
    if needed.is_open:
        return Bounds(low, None, math.inf if weight.high else low)
    most = Fraction(needed.high)
    if not weight.is_open:
        most = part(needed.high, weight.high, rest.low)
    high = float(math.ceil(most) if whole else most)
    return Bounds(low, None, max(low, high))


def apportion(total: int, weights: Sequence[float]) -> list[int]:
    """Return whole parts of a whole number in proportion to some weights.

    Parameters
    ----------
    total
        What is split.
    weights
        At least one above zero, none below.

    Returns
    -------
    list of int
        They add up to the total. Each is its exact part rounded down, and one more for those
        with the largest remainders, the first of equals first (Hamilton's method).

    Examples
    --------
    >>> apportion(10, [1, 1, 1])
    [4, 3, 3]
    """
    every = sum(map(Fraction, weights))
    exact = [total * Fraction(weight) / every for weight in weights]
    parts = [math.floor(part) for part in exact]
    order = sorted(range(len(exact)), key=lambda place: parts[place] - exact[place])
    for place in order[: total - sum(parts)]:
        parts[place] += 1
    return parts
