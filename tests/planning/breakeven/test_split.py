"""Parts of a whole, by largest remainders."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balance.comparison.amounts import Amount, constant, unknown
from balance.errors import UnknownSplit
from balance.planning.breakeven.split import apportion, check_split, portions
from balance.quantities.bounds import Bounds

WEIGHTS = st.lists(st.integers(0, 10**9), min_size=1, max_size=12).filter(any)


@given(st.integers(0, 10**7), WEIGHTS)
def test_whole_parts_add_up_and_keep_their_quota(total, weights):
    parts = apportion(total, weights)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - Fraction(total * weight, sum(weights))) < 1
        assert part == 0 or weight > 0


def test_a_published_apportionment():
    # Hamilton's method for 10 seats and votes 53, 24, 23 (a textbook case): 5, 3, 2.
    assert apportion(10, [53, 24, 23]) == [5, 3, 2]


def test_bounds_of_a_part_by_hand():
    # 10 to 20 needed; weights 1 to 2 and 2 to 2: the first part is 10/3 to 10.
    needed = Amount(Bounds(10, 15, 20), "tanks")
    weights = {"AAA": Amount(Bounds(1, 1, 2), "USD"), "BBB": constant(2, "USD")}
    found = portions(needed, weights, whole=True)
    assert (found["AAA"].bounds.low, found["AAA"].bounds.high) == (3, 10)
    assert [part.value for part in found.values()] == [5, 10]


def test_nobody_has_any():
    found = portions(constant(5, "tanks"), dict.fromkeys(("AAA", "BBB"), constant(0)), whole=True)
    assert not any(part.is_known for part in found.values())


def test_without_a_weight_there_is_no_part():
    weights = {"AAA": constant(1), "BBB": unknown("USD", ("BBB",))}
    found = portions(constant(5, "tanks"), weights, whole=True)
    assert not found["BBB"].is_known
    assert found["AAA"].bounds == Bounds(0, None, 5)


def test_what_is_needed_without_end_has_parts_without_end():
    needed = Amount(Bounds(6, None, math.inf), "tanks")
    found = portions(needed, {"AAA": constant(1), "BBB": constant(1)}, whole=True)
    assert found["AAA"].bounds == Bounds(3, None, math.inf)


def test_unknown_split():
    with pytest.raises(UnknownSplit, match="Did you mean population"):
        check_split("populaton")
