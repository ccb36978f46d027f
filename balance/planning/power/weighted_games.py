"""Weighted games: which of all coalitions reach a level, counted exactly, and power in them.

A coalition wins if its weights add up to the quota or more, under every criterion at once.
Nothing here is rounded: weights become integers through their decimals, counts are integers,
shares are fractions.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from balance.errors import EmptyCoalition, TooManyMembers, WeightError
from balance.planning.power.halves import count_by_halves

__all__ = [
    "MOST_MEMBERS",
    "MOST_MEMBERS_OF_SEVERAL",
    "Number",
    "Power",
    "WinningCoalitions",
    "as_integers",
    "exact_fraction",
    "power_in",
    "winning_coalitions",
]

Number = int | float | Decimal | Fraction

MOST_MEMBERS = 40
"""How many members can be counted exactly under one criterion: 2²⁰ sums in each half."""
MOST_MEMBERS_OF_SEVERAL = 34
"""The same under several criteria, where every pair of halves is looked at."""


@dataclass(frozen=True)
class WinningCoalitions:
    """How many coalitions win.

    Attributes
    ----------
    by_size
        At place s those with s members, from none to all.
    with_member
        The same for each member, counting those that it is in.
    """

    by_size: tuple[int, ...]
    with_member: tuple[tuple[int, ...], ...]

    @property
    def members(self) -> int:
        """How many members there are."""
        return len(self.with_member)

    @property
    def total(self) -> int:
        """How many of all 2ⁿ coalitions win."""
        return sum(self.by_size)

    def without(self, member: int) -> tuple[int, ...]:
        """Return the winning coalitions that a member is not in, by size."""
        return tuple(a - b for a, b in zip(self.by_size, self.with_member[member], strict=True))

    def swings(self, member: int) -> tuple[int, ...]:
        """Return how many losing coalitions win once a member joins, by size without it.

        A coalition that wins without the member wins with it too, because weights are not
        negative. So the losing coalitions of s others that it turns are the winning ones of
        s + 1 that it is in, less the winning ones of s that it is not in.
        """
        joined, alone = self.with_member[member], self.without(member)
        return tuple(joined[size + 1] - alone[size] for size in range(self.members))


@dataclass(frozen=True)
class Power:
    """Power of each member over all coalitions, each as likely as any other.

    Attributes
    ----------
    winning, coalitions
        How many of all coalitions win, the empty one being among them.
    swings
        Losing coalitions that each member turns by joining.
    banzhaf
        Each member's share of all swings; zero if there are none.
    shapley
        In how many of all orders of joining each member is the one that turns, as a share.
    """

    winning: int
    coalitions: int
    swings: tuple[int, ...]
    banzhaf: tuple[Fraction, ...]
    shapley: tuple[Fraction, ...]


def exact_fraction(number: Number) -> Fraction:
    """Return a number as the fraction that its decimals spell.

    Examples
    --------
    >>> exact_fraction(0.1), exact_fraction(1.234e11)
    (Fraction(1, 10), Fraction(123400000000, 1))
    """
    if isinstance(number, Fraction | int):
        return Fraction(number)
    decimal = number if isinstance(number, Decimal) else Decimal(repr(float(number)))
    if not decimal.is_finite():
        raise WeightError(f"a weight or quota must be a finite number; found {number}")
    return Fraction(decimal)


def as_integers(numbers: Sequence[Number]) -> tuple[int, ...]:
    """Return numbers times the least integer that makes whole numbers of them all.

    Examples
    --------
    >>> as_integers([0.5, 1.25, 3])
    (2, 5, 12)
    """
    fractions = [exact_fraction(number) for number in numbers]
    scale = math.lcm(*(fraction.denominator for fraction in fractions))
    return tuple(int(fraction * scale) for fraction in fractions)


def winning_coalitions(
    quotas: Sequence[Number], weights: Sequence[Sequence[Number]]
) -> WinningCoalitions:
    """Count the coalitions that reach the quota of every criterion, by size and by member.

    Parameters
    ----------
    quotas
        One per criterion.
    weights
        For each criterion the weights of all members, none of them negative.

    Raises
    ------
    EmptyCoalition
        If there are no members or no criteria.
    WeightError
        If a weight is negative or not finite, or criteria have different numbers of members.
    TooManyMembers
        If there are more than :data:`MOST_MEMBERS`, or :data:`MOST_MEMBERS_OF_SEVERAL` under
        several criteria.

    Notes
    -----
    See :mod:`balance.planning.power.halves`.

    Examples
    --------
    >>> winning_coalitions([51], [[50, 49, 1]]).by_size
    (0, 0, 2, 1)
    """
    if not weights or not weights[0]:
        raise EmptyCoalition("there are no members to form a coalition of, or nothing to reach")
    games = [_checked(quota, row) for quota, row in zip(quotas, weights, strict=True)]
    members = len(games[0][1])
    if any(len(row) != members for _, row in games):
        raise WeightError("every criterion needs a weight for each member")
    most = MOST_MEMBERS if len(games) == 1 else MOST_MEMBERS_OF_SEVERAL
    if members > most:
        what = "one criterion" if len(games) == 1 else "several criteria"
        raise TooManyMembers(
            f"{members} members are too many to count all their coalitions exactly under {what}; "
            f"at most {most}; leave out members with the smallest holdings"
        )
    return WinningCoalitions(*count_by_halves(games))


def power_in(winning: WinningCoalitions) -> Power:
    """Return the Banzhaf and the Shapley-Shubik index of every member.

    Parameters
    ----------
    winning
        From :func:`winning_coalitions`.

    Notes
    -----
    Banzhaf (1965), normalised: a member's swings over the sum of all. Shapley and Shubik
    (1954): the sum over swings S of |S|! (n - |S| - 1)! / n!.

    Examples
    --------
    >>> power_in(winning_coalitions([51], [[50, 49, 1]])).swings
    (3, 1, 1)
    """
    n = winning.members
    by_size = [winning.swings(member) for member in range(n)]
    swings = tuple(sum(sizes) for sizes in by_size)
    everything = sum(swings)
    orders = [math.factorial(size) * math.factorial(n - size - 1) for size in range(n)]
    return Power(
        winning=winning.total,
        coalitions=2**n,
        swings=swings,
        banzhaf=tuple(Fraction(count, everything or 1) for count in swings),
        shapley=tuple(
            Fraction(sum(o * s for o, s in zip(orders, sizes, strict=True)), math.factorial(n))
            for sizes in by_size
        ),
    )


def _checked(quota: Number, weights: Sequence[Number]) -> tuple[int, tuple[int, ...]]:
    for weight in weights:
        if weight < 0:
            raise WeightError(f"a weight cannot be negative; found {weight}")
    whole, *rest = as_integers([quota, *weights])
    return whole, tuple(rest)
