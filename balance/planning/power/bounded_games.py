"""Power where weights and quotas are known between bounds only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import factorial

from balance.planning.levels import Ends
from balance.planning.power.weighted_games import (
    Power,
    WinningCoalitions,
    power_in,
    winning_coalitions,
)
from balance.quantities.bounds import Bounds

__all__ = ["PowerBetween", "power_between"]


@dataclass(frozen=True)
class PowerBetween:
    """Power of each member between bounds.

    Attributes
    ----------
    coalitions
        How many there are, the empty one among them.
    winning, swings
        Counts of coalitions; swings are one per member.
    banzhaf, shapley
        Shares of one, per member.
    best
        Exact power at the best values; None if one is missing.
    """

    coalitions: int
    winning: Bounds
    swings: tuple[Bounds, ...]
    banzhaf: tuple[Bounds, ...]
    shapley: tuple[Bounds, ...]
    best: Power | None


def power_between(quotas: Sequence[Ends], weights: Sequence[Sequence[Ends]]) -> PowerBetween:
    """Return power with outer bounds: no weights and quotas within theirs give more or less.

    Parameters
    ----------
    quotas
        One per criterion; without a high bound no coalition surely reaches it.
    weights
        For each criterion those of all members; a high bound may be missing.

    Notes
    -----
    Two games bound all others: the generous one has high weights and low quotas, the strict
    one low weights and high quotas. What wins strictly wins in every game, what wins in any
    game wins generously. A member can turn a coalition of others only if both together win
    generously and the others do not win strictly; the second implies the first, so these are
    counted by a difference. It surely turns those that win strictly with it and do not win
    generously without it, at least as many as the first less the second. The counts of the
    two games suffice for both; the bounds are wider than they need be, never narrower. A
    weight without a high bound can reach every level alone. In any game a member without
    weight turns nothing, and one that k others are at least as heavy as has at most one of
    k + 1 equal parts of an index.
    """
    limits = [_most(ends, row) for ends, row in zip(quotas, weights, strict=True)]
    best: Power | None = None
    if all(e.value is not None for e in (*quotas, *(e for row in weights for e in row))):
        central = winning_coalitions(
            [ends.value or Fraction() for ends in quotas],
            [[ends.value or Fraction() for ends in row] for row in weights],
        )
        best = power_in(central)
        if all(e.low == e.high for e in (*quotas, *(e for row in weights for e in row))):
            return _exactly(best)
    strict = winning_coalitions(limits, [[ends.low for ends in row] for row in weights])
    generous = winning_coalitions(
        [ends.low for ends in quotas],
        [
            [quota.low if ends.high is None else ends.high for ends in row]
            for quota, row in zip(quotas, weights, strict=True)
        ],
    )
    n = strict.members
    members = list(zip(*weights, strict=True))
    weightless = [all(ends.high == 0 for ends in own) for own in members]
    lows = [_surely(strict, generous, member) for member in range(n)]
    highs = [
        [0] * n if weightless[member] else _possibly(strict, generous, member)
        for member in range(n)
    ]
    caps = [Fraction(1, 1 + _heavier(members, member)) for member in range(n)]
    swings = _counts(lows, highs, best)
    least, most = _shares(swings)
    return PowerBetween(
        2**n,
        Bounds(strict.total, None if best is None else best.winning, generous.total),
        swings,
        _bounded(least, list(map(min, most, caps)), None if best is None else best.banzhaf),
        _bounded(
            [_shapley(low) for low in lows],
            list(map(min, map(_shapley, highs), caps)),
            None if best is None else best.shapley,
        ),
        best,
    )


def _most(quota: Ends, weights: Sequence[Ends]) -> Fraction:
    """Return the high bound of a quota; what all together stay below if it has none."""
    if quota.high is None:
        return max(quota.low, sum((ends.low for ends in weights), Fraction()) + 1)
    return quota.high


def _exactly(power: Power) -> PowerBetween:
    return PowerBetween(
        power.coalitions,
        Bounds(power.winning, power.winning, power.winning),
        _bounded(power.swings, power.swings, power.swings),
        _bounded(power.banzhaf, power.banzhaf, power.banzhaf),
        _bounded(power.shapley, power.shapley, power.shapley),
        power,
    )


def _possibly(strict: WinningCoalitions, generous: WinningCoalitions, member: int) -> list[int]:
    joined, alone = generous.with_member[member], strict.without(member)
    return [joined[size + 1] - alone[size] for size in range(strict.members)]


def _surely(strict: WinningCoalitions, generous: WinningCoalitions, member: int) -> list[int]:
    joined, alone = strict.with_member[member], generous.without(member)
    return [max(0, joined[size + 1] - alone[size]) for size in range(strict.members)]


def _heavier(members: Sequence[Sequence[Ends]], member: int) -> int:
    """Return how many others are at least as heavy under every criterion, come what may."""
    own = members[member]
    return sum(
        all(m.high is not None and o.low >= m.high for o, m in zip(other, own, strict=True))
        for place, other in enumerate(members)
        if place != member
    )


def _counts(
    lows: Sequence[Sequence[int]], highs: Sequence[Sequence[int]], best: Power | None
) -> tuple[Bounds, ...]:
    values = None if best is None else best.swings
    return _bounded([sum(low) for low in lows], [sum(high) for high in highs], values)


def _shapley(by_size: Sequence[int]) -> Fraction:
    n = len(by_size)
    orders = (factorial(s) * factorial(n - s - 1) * count for s, count in enumerate(by_size))
    return Fraction(sum(orders), factorial(n))


def _shares(swings: Sequence[Bounds]) -> tuple[list[Fraction], list[Fraction]]:
    """Return bounds of each member's share: it grows with its own swings, not with others'."""
    least, most = sum(int(s.low) for s in swings), sum(int(s.high) for s in swings)
    lows, highs = [], []
    for own in swings:
        low, high = int(own.low), int(own.high)
        lows.append(Fraction(low, (low + most - high) or 1))
        highs.append(Fraction(high, (high + least - low) or 1))
    return lows, highs


def _bounded(
    lows: Sequence[int | Fraction],
    highs: Sequence[int | Fraction],
    values: Sequence[int | Fraction] | None,
) -> tuple[Bounds, ...]:
    best = values or (None,) * len(lows)
    return tuple(
        Bounds(_number(low), None if value is None else _number(value), _number(high))
        for low, value, high in zip(
            lows,
            (low if low == high else v for low, v, high in zip(lows, best, highs, strict=True)),
            highs,
            strict=True,
        )
    )


def _number(number: int | Fraction) -> float:
    return number if isinstance(number, int) else float(number)
