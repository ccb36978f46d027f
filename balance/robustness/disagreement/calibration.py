"""How far independent publications lie apart: what a figure's error may be like."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

from balance.comparison.amounts import Amount
from balance.robustness.disagreement.pairs import Pairing, pairings_of
from balance.tables.dataset import Dataset

__all__ = ["LEAST_STATES", "SLIP", "Calibration", "calibration_of", "spreads"]

LEAST_STATES = 10
"""States below which no spread is given.

The spread of n independent differences is itself known to about 1 / sqrt(2 n) of its size
(sampling error of a standard deviation, textbook result for a normal distribution): with ten
states to within a quarter, with fewer it says nothing that an error model should rest on.
"""

SLIP = 10.0
"""Factor from which two figures of one thing are taken for a slip rather than a spread."""


@dataclass(frozen=True)
class Calibration:
    """The spread of one indicator between publications, and what it was taken from.

    Attributes
    ----------
    indicator
        Its name.
    spread
        Of one figure: standard deviation of its natural logarithm; None where too little is
        known.
    of_difference
        Root mean square of the natural logarithm of the ratio of two publications; None where
        no pair could be used.
    typical
        Median factor between two publications, 1 or more; None likewise.
    states
        States that were used.
    zeros, ranges, slips, unlike, one_sided
        Pairs left out: with a zero; without a best value on a side; ten times apart or more;
        that do not state the same thing; and states that only one publication covers.
    used
        The figures that went into it.
    """

    indicator: str
    spread: float | None
    of_difference: float | None
    typical: float | None
    states: int
    zeros: int
    ranges: int
    slips: int
    unlike: int
    one_sided: int
    used: tuple[Amount, ...]


def spreads(data: Dataset) -> Mapping[str, float]:
    """Return the spread of a single figure, by indicator, as publications disagree on it.

    Parameters
    ----------
    data
        The tables.

    Returns
    -------
    Mapping
        By indicator the standard deviation of the natural logarithm of **one** figure around
        the truth: 0.2 means about a fifth either way. It is ready to be used as the sigma of
        a lognormal error; that of the ratio of two publications is sqrt(2) times as large.
        Indicators with fewer than ten states to go by, or whose publications print the same
        numbers throughout, are not in it.

    Notes
    -----
    State by state the natural logarithm d of the ratio of two publications is taken, where
    both state the same thing (:func:`balance.robustness.pairs.pairings_of`). If both err
    independently and alike, d has a mean of zero and twice the variance of one figure, so the
    spread of a figure is sqrt(mean(d²) / 2). The mean of d is not taken off: that one
    publication prints more throughout is disagreement too, and nobody knows which is right.
    The root mean square is kept, rather than a median, because a few states that differ by a
    factor of two are what the measure is about; pairs ten times apart or more are set aside
    as slips to be looked into, or one of them would outweigh all others. Zeros and figures
    without a best value have no logarithm and are left out; all are counted.

    Publications may copy each other: agreement understates the error, and an error that both
    share does not show at all.

    Examples
    --------
    >>> import balance
    >>> round(spreads(balance.load())["active_personnel"], 2)
    0.18
    """
    found = calibration_of(data)
    return {name: one.spread for name, one in found.items() if one.spread is not None}


def calibration_of(
    data: Dataset, indicators: tuple[str, ...] | None = None
) -> Mapping[str, Calibration]:
    """Return the spread of each indicator that two publications print, with its counts.

    Parameters
    ----------
    data
        The tables.
    indicators
        Names; by default all. Sums of others have no figures of their own and are left out.
    """
    names = tuple(data.figure_index) if indicators is None else indicators
    found = {}
    for name in names:
        indicator = data.indicator(name)
        pairings = () if indicator.formula else pairings_of(data, indicator, "publication")
        if pairings:
            found[name] = _calibration(name, pairings)
    return found


def _calibration(name: str, pairings: tuple[Pairing, ...]) -> Calibration:
    differences: list[float] = []
    states: set[str] = set()
    used: list[Amount] = []
    zeros = ranges = slips = 0
    for pairing in pairings:
        for pair in pairing.like:
            first, second = pair.first.value, pair.second.value
            if math.isnan(first) or math.isnan(second):
                ranges += 1
            elif first <= 0 or second <= 0:
                zeros += 1
            elif max(first / second, second / first) >= SLIP:
                slips += 1
            else:
                differences.append(math.log(first / second))
                states.add(pair.entity)
                used += [pair.first, pair.second]
    of_difference = spread = typical = None
    if differences:
        of_difference = math.sqrt(math.fsum(d * d for d in differences) / len(differences))
        typical = math.exp(median(abs(d) for d in differences))
        if len(states) >= LEAST_STATES and of_difference > 0:
            spread = of_difference / math.sqrt(2)
    lone = {code for each in pairings for code in (*each.only_first, *each.only_second)}
    lone -= {pair.entity for each in pairings for pair in each.pairs}
    return Calibration(
        name,
        spread,
        of_difference,
        typical,
        len(states),
        zeros,
        ranges,
        slips,
        sum(len(pairing.pairs) - len(pairing.like) for pairing in pairings),
        len(lone),
        tuple(used),
    )
