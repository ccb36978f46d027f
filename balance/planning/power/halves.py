"""All coalitions of members counted by halves: which reach quotas, by size and by member.

The members are split in two halves. Each coalition is a pair of part-coalitions, and wins if
the sum of one part reaches what the other leaves to the quota. Sorting the sums of both halves
once tells for each part how many of the other half's do (Horowitz and Sahni 1974):
2^(n/2) log 2^(n/2) steps instead of 2ⁿ. Under several criteria each sorted place is a set of
bits, and the sets are intersected: 2ⁿ/64 steps for each criterion.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

__all__ = ["count_by_halves"]

Integers = npt.NDArray[np.int64]

_TOP = 62
"""Bits of the highest digit of a long number."""
_MOST = 56
"""The most bits of each other digit: those of all members add up within 62 bits."""
_CHUNK = 4096
_BLOCK = 8192


class _Places(NamedTuple):
    """How the parts of one half are completed by those of the other under one criterion.

    Attributes
    ----------
    too_small
        For each part how many parts of the other half do not complete it.
    order
        The parts of the other half, those that complete least first.
    """

    too_small: Integers
    order: Integers


def count_by_halves(
    games: Sequence[tuple[int, Sequence[int]]],
) -> tuple[tuple[int, ...], tuple[tuple[int, ...], ...]]:
    """Count the coalitions that reach the quota of every criterion.

    Parameters
    ----------
    games
        For each criterion the quota and the weights of all members, none negative.

    Returns
    -------
    tuple of tuple
        The count of each size, from nobody to all; for each member the same of those that it
        is in.

    Examples
    --------
    >>> count_by_halves([(51, (50, 49, 1))])
    ((0, 0, 2, 1), ((0, 0, 2, 1), (0, 0, 1, 1), (0, 0, 1, 1)))
    """
    members = len(games[0][1])
    half = members // 2
    pairs = [_places(quota, row[:half], row[half:]) for quota, row in games]
    by_size, of_first = _tally([first for first, _ in pairs], half, members - half)
    _, of_second = _tally([second for _, second in pairs], members - half, half)
    return _whole(by_size), tuple(_whole(counts) for counts in (*of_first, *of_second))


def _whole(counts: npt.NDArray[Any]) -> tuple[int, ...]:
    return tuple(int(count) for count in counts)


def _tally(
    places: Sequence[_Places], own: int, others: int
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Count winning coalitions by size, and by size for each member of one half.

    Parameters
    ----------
    places
        One per criterion.
    own, others
        How many members this half and the other have.

    Notes
    -----
    Floats hold the counts exactly: none exceeds 2⁴⁰, all whole numbers below 2⁵³ are floats.
    """
    parts = np.arange(2**own, dtype="<u4")
    sizes, other_sizes = np.bitwise_count(parts), np.bitwise_count(np.arange(2**others))
    counts = _matches(places, other_sizes, others)
    inside = np.unpackbits(parts.view(np.uint8).reshape(-1, 4), axis=1, bitorder="little")
    by_size = np.zeros(own + others + 1)
    with_member = np.zeros((own, own + others + 1))
    for size in range(own + 1):
        rows = np.flatnonzero(sizes == size)
        block = counts[rows].astype(float)
        by_size[size : size + others + 1] += block.sum(axis=0)
        members = inside[rows, :own].astype(float)
        with_member[:, size : size + others + 1] += members.T @ block
    return by_size, with_member


def _places(quota: int, first: Sequence[int], second: Sequence[int]) -> tuple[_Places, _Places]:
    """Return how the parts of two halves complete each other, seen from either half.

    Notes
    -----
    What a part of the first half leaves to the quota is the quota less the whole half plus the
    members outside the part; whichever side is below zero is moved to the other, so that all
    are sums of numbers that are not negative. Twice what is left and twice the sums of the
    second half plus one are never equal, and in the same order. Sorted together, every sum
    completes the parts that stand before it.
    """
    needed = 2 * (quota - sum(first))
    first, second = [2 * weight for weight in first], [2 * weight for weight in second]
    starts = max(needed, 0), max(-needed, 0) + 1
    bits = max(sum(first) + starts[0], sum(second) + starts[1]).bit_length()
    digits = 1 + max(0, -(-(bits - _TOP) // _MOST))
    width = -(-(bits - _TOP) // (digits - 1)) if digits > 1 else 0
    left = _sums(first, starts[0], digits, width)[:, ::-1]  # of the members outside each part
    sums = np.concatenate([left, _sums(second, starts[1], digits, width)], axis=1)
    order = _sorted(sums)
    count = left.shape[1]
    is_second = order >= count
    parts, sums_up = order[~is_second], order[is_second] - count
    before = np.cumsum(is_second)
    too_small = np.empty(count, np.int64)
    too_small[parts] = before[~is_second]
    too_needy = np.empty(len(sums_up), np.int64)
    too_needy[sums_up] = count - (np.flatnonzero(is_second) + 1 - before[is_second])
    return _Places(too_small, sums_up), _Places(too_needy, parts[::-1])


def _sorted(sums: Integers) -> Integers:
    """Return the order of numbers that are written in digits, the highest first."""
    order: Integers = np.argsort(sums[0])
    highest = sums[0][order]
    if len(sums) > 1 and (highest[1:] == highest[:-1]).any():
        order = np.lexsort(sums[::-1])
    return order


def _sums(weights: Sequence[int], start: int, digits: int, width: int) -> Integers:
    """Return the sums of all subsets in digits of some bits, the highest digit first."""
    below = (1 << width) - 1

    def written(number: int) -> Integers:
        lower = [number >> width * place & below for place in range(digits - 1)]
        column = [number >> width * (digits - 1), *reversed(lower)]
        return np.array(column, np.int64)[:, None]

    sums = written(start)
    for weight in weights:
        sums = np.concatenate([sums, sums + written(weight)], axis=1)
    for place in range(digits - 1, 0, -1):
        sums[place - 1] += sums[place] >> width
        sums[place] &= below
    return sums


def _matches(
    places: Sequence[_Places], sizes: npt.NDArray[np.uint8], most: int
) -> npt.NDArray[np.int32]:
    """Return for each part of one half how many parts of the other complete it, by size."""
    if len(places) > 1:
        return _intersected(places, sizes, most)
    ((too_small, order),) = places
    smaller = np.zeros((len(order) + 1, most + 1), np.int32)
    smaller[np.arange(1, len(order) + 1), sizes[order]] = 1
    np.cumsum(smaller, axis=0, out=smaller)
    reaching: npt.NDArray[np.int32] = smaller[-1] - smaller[too_small]
    return reaching


def _intersected(
    places: Sequence[_Places], sizes: npt.NDArray[np.uint8], most: int
) -> npt.NDArray[np.int32]:
    """Return the same under several criteria, by sets of bits of parts of one size."""
    own = len(places[0][0])
    reaching = np.zeros((own, most + 1), np.int32)
    ranks = []
    for _, order in places:
        rank = np.empty(len(order), np.int64)
        rank[order] = np.arange(len(order))
        ranks.append(rank)
    for size in range(most + 1):
        parts = np.flatnonzero(sizes == size)
        for at in range(0, len(parts), _CHUNK):
            chunk = parts[at : at + _CHUNK]
            tables = [_bits(rank[chunk]) for rank in ranks]
            local = [
                np.searchsorted(np.sort(rank[chunk]), too_small)
                for rank, (too_small, _) in zip(ranks, places, strict=True)
            ]
            for begin in range(0, own, _BLOCK):
                block = slice(begin, begin + _BLOCK)
                found = tables[0][local[0][block]]
                for table, place in zip(tables[1:], local[1:], strict=True):
                    found &= table[place[block]]
                reaching[block, size] += np.bitwise_count(found).sum(axis=1, dtype=np.int32)
    return reaching


def _bits(rank: Integers) -> npt.NDArray[np.uint64]:
    """Return sets of bits: at place p the parts that are not among the p smallest."""
    count = len(rank)
    table = np.zeros((count + 1, -(-count // 64)), np.uint64)
    order = np.argsort(rank)
    table[np.arange(count), order // 64] = np.uint64(1) << (order % 64).astype(np.uint64)
    backward = table[::-1]
    np.bitwise_or.accumulate(backward, axis=0, out=backward)
    return table
