"""Counts of draws: quantiles as precise as they say, and merged in any order."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from balance.robustness.simulation.tallies import PRECISION, Tally, counted, grid_of, merged

MANY = st.lists(st.floats(10, 2e6), min_size=1, max_size=60)


@given(MANY, st.sampled_from([0.05, 0.5, 0.95]))
def test_a_quantile_has_the_right_part_below_it(numbers, level):
    drawn = np.array(numbers)
    found = counted(drawn, grid_of(5.0, 4e6)).quantile(level)
    # Within one bin: no fewer lie below its end, no more below its beginning.
    assert np.count_nonzero(drawn <= found * (1 + PRECISION)) >= level * drawn.size - 1e-9
    assert np.count_nonzero(drawn < found * (1 - PRECISION)) <= level * drawn.size + 1e-9
    assert drawn.min() <= found <= drawn.max()


@given(MANY, st.integers(1, 5), st.randoms())
def test_merging_changes_nothing(numbers, parts, shuffled):
    drawn, grid = np.array(numbers), grid_of(5.0, 4e6)
    lots = [lot for lot in np.array_split(drawn, parts) if lot.size]
    shuffled.shuffle(lots)
    tallies = [(Tally((counted(lot, grid),), 1, 2, lot.size),) for lot in lots]
    (whole,) = merged(tallies)
    once = counted(drawn, grid)
    assert (whole.draws, whole.a_more, whole.b_more) == (drawn.size, len(lots), 2 * len(lots))
    assert [whole.spreads[0].quantile(q / 20) for q in range(1, 20)] == [
        once.quantile(q / 20) for q in range(1, 20)
    ]
    assert (whole.spreads[0].least, whole.spreads[0].most) == (drawn.min(), drawn.max())


@pytest.mark.parametrize("number", [0.0, 1.0, 1732.0, 4.794e11])
def test_what_never_varies_is_exact(number):
    found = counted(np.full(10, number), grid_of(number, number))
    assert [found.quantile(level) for level in (0.05, 0.5, 0.95)] == [number] * 3


def test_bins_are_equally_wide_in_proportion():
    for low, high in itertools.pairwise((1.0, 2.0, 4.0, 1024.0)):
        octaves = np.log2(high / low)
        assert grid_of(low, high).bins == octaves / PRECISION + 1


def test_what_is_next_to_nothing_shares_a_bin():
    drawn = np.array([0.0, 1e-9, 1e-8, 1000.0])
    found = counted(drawn, grid_of(0.0, 1000.0))
    assert found.counts[0] == 3
    assert found.least == 0.0
    assert found.quantile(0.5) < 1e-2
