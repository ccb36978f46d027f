"""Streams of random numbers: the same everywhere, another for every figure, seed and block."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from balance.robustness.simulation.draws import (
    BLOCK,
    Addend,
    Design,
    Factor,
    Option,
    Sum,
    Trial,
    tally,
    uniforms,
)
from balance.robustness.simulation.error_models import Shape


def stream(seed, name, block, length=4):
    return uniforms(seed, name, block, np.empty(length))


def test_streams_do_not_change_from_one_version_to_the_next():
    # By hand with hashlib and numpy: Philox with the first 16 bytes of SHA-256 as key,
    # little end first, and the counter [0, 0, block, 0].
    assert stream(7, "figure/x", 0, 2).tolist() == [0.920074638992127, 0.8847497237217219]
    assert stream(7, "figure/x", 3, 2).tolist() == [0.03294465546464598, 0.44029513538849163]


def test_a_shorter_block_is_the_beginning_of_a_longer_one():
    assert (stream(7, "x", 5, 10) == stream(7, "x", 5, BLOCK)[:10]).all()


def test_streams_differ_by_seed_name_and_block():
    drawn = {tuple(stream(*key)) for key in itertools.product((1, 2), ("x", "y"), (0, 1, 2**40))}
    assert len(drawn) == 12


def test_streams_are_even_and_do_not_depend_on_each_other():
    one, other = stream(1, "figure/one", 0, BLOCK), stream(1, "figure/two", 0, BLOCK)
    later = stream(1, "figure/one", 1, BLOCK)
    for numbers in (one, other, later):
        assert stats.kstest(numbers, "uniform").pvalue > 1e-3
    for pair in itertools.combinations((one, other, later), 2):
        assert abs(np.corrcoef(*pair)[0, 1]) < 4 / BLOCK**0.5


def design(dependence, draws=100_000):
    """Return thirty figures of 0.8, 1, 1.2 against one of the same kind."""
    shape = Shape("triangular", 0.8, 1.0, 1.2)
    many = [Addend(1.0, (Factor(f"m{n}", "x", "a", shape),), (0,)) for n in range(30)]
    one = Addend(1.0, (Factor("r", "x", "b", shape),), (1,))
    trial = Trial(
        "x", (Option(1.0, (0, None), (1, None), 1.0),), (24.0, 0.8, 20.0), (36.0, 1.2, 45.0)
    )
    sums = (Sum(0.0, 24.0, 36.0), Sum(0.0, 0.8, 1.2))
    return Design(1, draws, dependence, (*many, one), sums, (trial,))


@pytest.mark.parametrize(
    ("dependence", "low", "high"),
    # Independent: 30 plus or minus 1.645 sqrt(30 / 6) 0.2, near enough normal. Together: 30
    # times the 5th percentile 0.8 + sqrt(0.05 * 0.4 * 0.2) and its mirror image.
    [("independent", 29.26, 30.74), ("within_side", 25.90, 34.10), ("opposed", 25.90, 34.10)],
)
def test_thirty_equal_members_against_theory(dependence, low, high):
    (found,) = tally(design(dependence), range(-(-100_000 // BLOCK)))
    a = found.spreads[0]
    assert a.quantile(0.05) == pytest.approx(low, abs=0.03)
    assert a.quantile(0.5) == pytest.approx(30, abs=0.03)
    assert a.quantile(0.95) == pytest.approx(high, abs=0.03)


def test_opposed_sides_mirror_each_other():
    (found,) = tally(design("opposed"), range(7))
    ratio = found.spreads[2]
    # a at level u, b at 1 - u: the 5th percentile of the ratio is that of a over the 95th of b.
    assert ratio.quantile(0.05) == pytest.approx(25.90 / (34.10 / 30), rel=2e-3)
    assert ratio.most > 40
    (together,) = tally(design("within_side"), range(7))
    assert together.spreads[2].quantile(0.05) > ratio.quantile(0.05)


def test_sums_are_kept_within_their_bounds_to_the_last_digit():
    narrow = (Sum(0.0, 29.9, 30.1), Sum(0.0, 0.8, 1.2))
    (found,) = tally(replace(design("independent"), sums=narrow), range(1))
    assert (found.spreads[0].least, found.spreads[0].most) == (29.9, 30.1)
