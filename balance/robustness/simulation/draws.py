"""Draws: a stream of random numbers for every figure, and counts of what they come to.

A draw depends on the seed, the figure and its own number, and on nothing else: not on how many
draws are made, in which order, in which process or beside which other figures.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from balance.robustness.simulation.error_models import Shape, quantile
from balance.robustness.simulation.tallies import Tally, counted, grid_of, merged

__all__ = [
    "BLOCK",
    "DEPENDENCES",
    "Addend",
    "Dependence",
    "Design",
    "Factor",
    "Option",
    "Sum",
    "Trial",
    "tally",
    "uniforms",
]

Numbers = npt.NDArray[np.float64]

BLOCK = 16_384
"""Draws that are made at a time: a few arrays of this length fit into the cache."""

Dependence = Literal["independent", "within_side", "opposed"]
DEPENDENCES: tuple[Dependence, ...] = ("independent", "within_side", "opposed")
"""How the errors of figures go together."""


@dataclass(frozen=True)
class Factor:
    """A figure of an indicator that is drawn, and the side that it is on (``a`` or ``b``)."""

    figure_id: str
    indicator: str
    side: str
    shape: Shape


@dataclass(frozen=True)
class Addend:
    """Figures that are multiplied, and the sums (by their place) to which that is added.

    Attributes
    ----------
    scale
        Product of the figures that are fixed.
    factors
        Those that are drawn.
    sums
        Places of sums.
    """

    scale: float
    factors: tuple[Factor, ...]
    sums: tuple[int, ...]


@dataclass(frozen=True)
class Sum:
    """What is added up: the fixed part, and the bounds of the whole."""

    fixed: float
    low: float
    high: float


@dataclass(frozen=True)
class Option:
    """What one publication says of a row, as places of sums.

    Attributes
    ----------
    weight
        How often it speaks, relative to the others.
    a, b
        The sum of each side, and the one it is divided by or None.
    scale
        What a quotient is multiplied by.
    """

    weight: float
    a: tuple[int, int | None]
    b: tuple[int, int | None]
    scale: float


@dataclass(frozen=True)
class Trial:
    """A row to be drawn: who may speak, and bins for a, b and their ratio.

    Attributes
    ----------
    key
        Of the row.
    options
        The publications.
    lows, highs
        Bounds of a, b and their ratio over all options.
    """

    key: str
    options: tuple[Option, ...]
    lows: tuple[float, float, float]
    highs: tuple[float, float, float]


@dataclass(frozen=True)
class Design:
    """All that is drawn.

    Attributes
    ----------
    seed, draws
        Of the simulation.
    dependence
        Between the figures.
    addends, sums, trials
        What is drawn, added up and compared.
    """

    seed: int
    draws: int
    dependence: Dependence
    addends: tuple[Addend, ...]
    sums: tuple[Sum, ...]
    trials: tuple[Trial, ...]


def uniforms(seed: int, stream: str, block: int, out: Numbers) -> Numbers:
    """Fill an array with a block of a stream of numbers between 0 and 1.

    Parameters
    ----------
    seed
        Of the simulation.
    stream
        Its name, e.g. ``figure/gfp-2025-rus-submarines``.
    block
        Number of the block in the stream.
    out
        At most :data:`BLOCK` numbers.

    Notes
    -----
    Philox is a generator that is counted through rather than run through (Salmon, Moraes, Dror
    and Shaw, "Parallel random numbers: as easy as 1, 2, 3", 2011): block k needs none of the
    blocks before it. Seed and stream give the key by SHA-256, which is the same in every
    process.

    Examples
    --------
    >>> one, other = np.empty(3), np.empty(3)
    >>> (uniforms(1, "x", 7, one) == uniforms(1, "x", 7, other)).all()
    np.True_
    """
    digest = hashlib.sha256(f"{seed}/{stream}".encode()).digest()
    key = int.from_bytes(digest[:16], "little")
    generator = np.random.Generator(np.random.Philox(key=key, counter=block << 128))
    return generator.random(out=out)


def tally(design: Design, blocks: range) -> tuple[Tally, ...]:
    """Return what some blocks of draws come to.

    Parameters
    ----------
    design
        What is drawn.
    blocks
        Numbers of blocks.

    Returns
    -------
    tuple of Tally
        One per trial.
    """
    return merged(_block(design, block) for block in blocks)


def _block(design: Design, block: int) -> tuple[Tally, ...]:
    length = min(BLOCK, design.draws - block * BLOCK)
    sums = np.empty((len(design.sums), length))
    for place, whole in enumerate(design.sums):
        sums[place] = whole.fixed
    level, spare, value = np.empty(length), np.empty(length), np.empty(length)
    shared = _shared(design, block, length)
    for addend in design.addends:
        for number, factor in enumerate(addend.factors):
            into = level if number else value
            if factor.side in shared:
                np.copyto(into, shared[factor.side])
            else:
                uniforms(design.seed, f"figure/{factor.figure_id}", block, into)
            quantile(factor.shape, into, spare)
            if number:
                np.multiply(value, level, out=value)
        if addend.scale != 1:
            np.multiply(value, addend.scale, out=value)
        for place in addend.sums:
            np.add(sums[place], value, out=sums[place])
    for place, whole in enumerate(design.sums):  # the last digit of a sum may lie outside
        np.clip(sums[place], whole.low, whole.high, out=sums[place])
    return tuple(_compared(design.seed, trial, sums, block) for trial in design.trials)


def _shared(design: Design, block: int, length: int) -> dict[str, Numbers]:
    """Return the levels that all figures of a side share, by side; none if independent."""
    if design.dependence == "independent":
        return {}
    if design.dependence == "within_side":
        return {
            side: uniforms(design.seed, f"side/{side}", block, np.empty(length))
            for side in ("a", "b")
        }
    one = uniforms(design.seed, "sides", block, np.empty(length))
    return {"a": one, "b": 1.0 - one}


def _compared(seed: int, trial: Trial, sums: Numbers, block: int) -> Tally:
    a, b = (_chosen(seed, trial, side, sums, block) for side in ("a", "b"))
    numbers = (a, b, a / b)
    spreads = []
    for each, low, high in zip(numbers, trial.lows, trial.highs, strict=True):
        spreads.append(counted(each, grid_of(low, high)))
    more, less = int(np.count_nonzero(a > b)), int(np.count_nonzero(a < b))
    return Tally(tuple(spreads), more, less, a.size)


def _chosen(seed: int, trial: Trial, side: str, sums: Numbers, block: int) -> Numbers:
    """Return the total of a side, each draw as the publication says that speaks in it."""
    said = [_total(option, side, sums) for option in trial.options]
    if len(said) == 1:
        return said[0]
    levels = uniforms(seed, f"publication/{trial.key}", block, np.empty(sums.shape[1]))
    weights = np.cumsum([option.weight for option in trial.options])
    speaks = np.searchsorted(weights[:-1] / weights[-1], levels, side="right")
    return np.choose(speaks, said)


def _total(option: Option, side: str, sums: Numbers) -> Numbers:
    above, below = option.a if side == "a" else option.b
    total: Numbers = sums[above].copy()
    # In the order in which the bounds are made, so that no last digit lies outside them.
    return total if below is None else total / sums[below] * option.scale
