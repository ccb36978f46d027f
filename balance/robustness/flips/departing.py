"""Members who leave: the fewest, and among those the lightest, without whom a verdict turns."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator

from balance.comparison.rows import Row
from balance.comparison.totals import Side
from balance.robustness.flips.levers import Push

__all__ = ["MOST_LEAVING", "departures", "weight", "without"]

MOST_LEAVING = 5
"""Larger sets of members who leave are not looked for."""


def weight(row: Row, members: Iterable[str]) -> float:
    """Return what some members are known to hold at least, in the unit of the row."""
    gone = set(members)
    return math.fsum(
        term.bounds.low
        for side in (row.a, row.b)
        for member in side.members
        if member.entity in gone
        for term in member.terms
    )


def without(row: Row, members: Iterable[str]) -> Row:
    """Return a row without some members."""
    for entity in members:
        row = row.without(entity)
    return row


def departures(row: Row, push: Push) -> tuple[tuple[str, ...], ...]:
    """Return the smallest sets of members of one side without whom the verdict turns.

    Parameters
    ----------
    row
        A row with a verdict between two comparable sides.
    push
        The side that loses, and what counts as turned.

    Returns
    -------
    tuple of tuple of str
        Every single member whose leaving turns it, the lightest first; if there is none the
        lightest pair; if there is none either the largest holders, as many as it takes, up to
        :data:`MOST_LEAVING`. Empty if nothing of the kind turns it: at least one member stays,
        and a side whose last figure leaves has no verdict.
    """
    side: Side = getattr(row, push.side)
    held = {member.entity: weight(row, [member.entity]) for member in side.members}
    codes = sorted(held, key=lambda code: (held[code], code))

    def turns(gone: tuple[str, ...]) -> bool:
        return without(row, gone).verdict in push.verdicts

    if len(codes) < 2:
        return ()
    alone = tuple((code,) for code in codes if turns((code,)))
    if alone:
        return alone
    for pair in _pairs(row, push, held):
        if len(codes) > len(pair) and turns(pair):
            return (pair,)
    for count in range(3, min(MOST_LEAVING, len(codes) - 1) + 1):
        largest = tuple(codes[::-1][:count])
        if turns(largest):
            return (largest,)
    return ()


def _pairs(row: Row, push: Push, held: dict[str, float]) -> Iterator[tuple[str, str]]:
    """Yield pairs of members, the lightest first; those of a sum that are too light are left out.

    A complete sum falls by what leaves it, so that only pairs that hold the distance of the two
    sides can turn it. Bounds are wider than what is held, hence the high ones.
    """
    side: Side = getattr(row, push.side)
    other = row.b if push.side == "a" else row.a
    high = {m.entity: math.fsum(t.bounds.high for t in m.terms) for m in side.members}
    plain = not (side.is_share or side.missing or other.missing)
    gap = side.bounds.low - other.bounds.high if plain else -math.inf
    pairs = itertools.combinations(sorted(held), 2)
    for one, two in sorted(pairs, key=lambda pair: (held[pair[0]] + held[pair[1]], pair)):
        if high[one] + high[two] >= gap * (1 - 1e-9):
            yield one, two
