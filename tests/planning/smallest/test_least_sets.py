"""Smallest sets: equal to trying every set, also where floats cannot tell."""

import itertools
import sys
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from balance.errors import MissingLibrary
from balance.planning.smallest.least_sets import LeastSets, least_sets, reaches

pytest.importorskip("scipy")


def tried(quotas, rows, inside, outside):
    n = len(rows[0])
    for size in range(n + 1):
        found = tuple(
            chosen
            for chosen in itertools.combinations(range(n), size)
            if inside <= set(chosen)
            and not outside & set(chosen)
            and all(
                sum((row[i] for i in chosen), Fraction()) >= quota
                for quota, row in zip(quotas, rows, strict=True)
            )
        )
        if found:
            return LeastSets(size, found, True)
    return LeastSets(None, (), True)


@st.composite
def questions(draw):
    n, criteria = draw(st.integers(1, 8)), draw(st.sampled_from([1, 1, 2, 3]))
    # Near 10^12 one unit is less than any tolerance of the solver.
    weight = st.one_of(st.integers(0, 9), st.integers(10**12, 10**12 + 5)).map(Fraction)
    rows = [draw(st.lists(weight, min_size=n, max_size=n)) for _ in range(criteria)]
    quotas = []
    for row in rows:
        chosen = draw(st.lists(st.sampled_from(range(n)), unique=True))
        quotas.append(sum((row[i] for i in chosen), Fraction()) + draw(st.sampled_from([0, 0, 1])))
    states = st.frozensets(st.sampled_from(range(n)), max_size=1)
    inside = draw(states)
    return quotas, rows, inside, draw(states) - inside


@settings(max_examples=60, deadline=None)
@given(questions())
def test_equal_to_trying_every_set(question):
    quotas, rows, inside, outside = question
    found = least_sets(quotas, rows, inside=inside, outside=outside, limit=1000)
    assert found == tried(quotas, rows, inside, outside)


def test_one_unit_in_a_million_millions_decides():
    row = [Fraction(10**12), Fraction(10**12), Fraction(1)]
    assert least_sets([Fraction(2 * 10**12)], [row]).sets == ((0, 1),)
    assert least_sets([Fraction(2 * 10**12 + 1)], [row]).sets == ((0, 1, 2),)
    assert least_sets([Fraction(2 * 10**12 + 2)], [row]).size is None


def test_ties_are_listed_up_to_a_limit_and_it_is_said():
    row = [[Fraction(1)] * 6]
    assert least_sets([Fraction(2)], row, limit=15).complete
    some = least_sets([Fraction(2)], row, limit=14)
    assert (some.size, len(some.sets), some.complete) == (2, 14, False)
    assert all(reaches(chosen, [Fraction(2)], row) for chosen in some.sets)


def test_without_scipy_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "scipy.optimize", None)
    with pytest.raises(MissingLibrary, match=r"military-balance\[planning\]"):
        least_sets([Fraction(1)], [[Fraction(1)]])
