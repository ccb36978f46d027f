import math
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from balance.errors import BoundsError
from balance.quantities.bounds import Bounds, exact, product, ratio, share, total, verdict

amounts = st.integers(min_value=0, max_value=10**12).map(float)


@st.composite
def bounds(draw, least=0.0):
    low, value, high = sorted(draw(st.lists(amounts, min_size=3, max_size=3)))
    assume(low >= least)
    return Bounds(low, value, high)


@st.composite
def bounds_and_point(draw, least=0.0):
    known = draw(bounds(least))
    inside = draw(st.floats(min_value=known.low, max_value=known.high))
    return known, inside


@pytest.mark.parametrize(
    ("low", "value", "high"),
    [
        (2, 1, 3),
        (1, 4, 3),
        (-1, 0, 1),
        (math.nan, 1, 2),
        (1, 1, math.nan),
        (math.inf, None, math.inf),
        (3, None, 2),
        (1, math.inf, math.inf),
    ],
)
def test_disorder_is_refused(low, value, high):
    with pytest.raises(BoundsError) as caught:
        Bounds(low, value, high)
    assert str(caught.value) == (
        "bounds must be in order, finite from below and not negative; "
        f"found low {low}, value {value}, high {high}"
    )


def test_a_count_and_a_range_may_be_open_or_exact():
    assert exact(3).is_exact
    assert not Bounds(3, 3, 4).is_exact
    assert not Bounds(3, None, 3).is_exact
    assert Bounds(3, None, math.inf).is_open
    assert not exact(3).is_open


def test_sum_of_three_by_hand():
    # lows 1 + 20 + 300, values 2 + 20 + 310, highs 4 + 20 + 320
    assert total([Bounds(1, 2, 4), exact(20), Bounds(300, 310, 320)]) == Bounds(321, 332, 344)


def test_a_sum_without_one_value_has_none():
    assert total([exact(1), Bounds(2, None, 3)]) == Bounds(3, None, 4)


def test_zero_times_open_is_zero():
    assert product([exact(0), Bounds(1, None, math.inf)]) == exact(0)


def test_product_by_hand():
    assert product([Bounds(1, 2, 3), Bounds(10, 10, 20)]) == Bounds(10, 20, 60)


def test_ratio_by_hand():
    # a in [6, 8], b in [2, 4]: least 6/4, most 8/2
    assert ratio(Bounds(6, 6, 8), Bounds(2, 3, 4)) == Bounds(1.5, 2, 4)


def test_ratio_over_something_that_may_be_nothing_is_open():
    assert ratio(exact(6), Bounds(0, 0, 3)) == Bounds(2, None, math.inf)
    # Less than one, but something: 6 / 0.5 is the most.
    assert ratio(exact(6), Bounds(0.5, 1, 3)) == Bounds(2, 6, 12)


def test_ratio_over_an_open_total_starts_at_zero():
    assert ratio(exact(6), Bounds(3, None, math.inf)) == Bounds(0, None, 2)


def test_nothing_over_perhaps_nothing_is_nothing():
    assert ratio(exact(0), Bounds(0, 1, 2)) == Bounds(0, 0, 0)


def test_no_ratio_over_nothing():
    assert ratio(exact(6), exact(0)) is None


def test_share_by_hand():
    # 1/(1+3) and 3/(3+1): the naive quotient of intervals would reach 3/2
    assert share(Bounds(1, 2, 3), Bounds(1, 2, 3)) == Bounds(0.25, 0.5, 0.75)


def test_share_of_nothing_and_of_open():
    assert share(exact(0), exact(0)) is None
    assert share(exact(0), exact(3)) == exact(0.0)
    assert share(exact(3), exact(0)) == exact(1.0)
    assert share(exact(0.25), exact(0.25)) == exact(0.5)  # what is less than one has shares, too
    assert share(Bounds(0, 0, 3), Bounds(0, 0, 1)) == Bounds(0.0, None, 1.0)
    assert share(Bounds(1, None, math.inf), exact(3)) == Bounds(0.25, None, 1.0)
    assert share(exact(1), Bounds(3, None, math.inf)) == Bounds(0.0, None, 0.25)


@pytest.mark.parametrize(
    ("a", "b", "said"),
    [
        (exact(5), exact(4), "a_more"),
        (exact(4), exact(5), "b_more"),
        (exact(5), exact(5), "level"),
        (Bounds(5, 5, 6), exact(5), "undecided"),
        (Bounds(4, 5, 6), Bounds(4, 5, 6), "undecided"),
        (Bounds(6, None, math.inf), Bounds(1, 2, 5), "a_more"),
        (Bounds(1, None, math.inf), Bounds(1, 2, 5), "undecided"),
        (Bounds(1, 2, 5), Bounds(6, None, math.inf), "b_more"),
        (Bounds(5, 5, 6), Bounds(6, 6, 7), "undecided"),
    ],
)
def test_verdicts(a, b, said):
    assert verdict(a, b) == said


@given(st.lists(bounds_and_point(), min_size=1, max_size=8))
def test_sums_contain_every_possible_sum(parts):
    whole = total(known for known, _ in parts)
    true = float(sum(Fraction(inside) for _, inside in parts))
    assert whole.low <= true <= whole.high


@given(st.lists(bounds(), min_size=1, max_size=6), st.randoms())
def test_sums_do_not_depend_on_order(parts, random):
    shuffled = list(parts)
    random.shuffle(shuffled)
    assert total(parts) == total(shuffled)


@given(bounds_and_point(), bounds_and_point(least=1.0))
def test_ratios_contain_every_possible_ratio(a, b):
    (known_a, inside_a), (known_b, inside_b) = a, b
    whole = ratio(known_a, known_b)
    assert whole.low <= inside_a / inside_b <= whole.high


@given(bounds(least=1.0), bounds(least=1.0))
def test_ratio_times_its_inverse_is_one(a, b):
    there, back = ratio(a, b), ratio(b, a)
    assert there.value * back.value == pytest.approx(1)
    assert there.low * back.high == pytest.approx(1)
    assert there.high * back.low == pytest.approx(1)


@given(bounds_and_point(), bounds_and_point())
def test_shares_contain_every_possible_share(a, b):
    (known_a, inside_a), (known_b, inside_b) = a, b
    assume(inside_a + inside_b > 0)
    whole = share(known_a, known_b)
    true = inside_a / (inside_a + inside_b)
    assert whole.low - 1e-12 <= true <= whole.high + 1e-12


@given(bounds(), bounds())
def test_shares_of_two_parts_add_up(a, b):
    assume(a.value + b.value > 0)
    assert share(a, b).value + share(b, a).value == pytest.approx(1)


@given(bounds(), bounds())
def test_verdict_is_the_same_from_the_other_side(a, b):
    swapped = {"a_more": "b_more", "b_more": "a_more"}
    assert verdict(b, a) == swapped.get(verdict(a, b), verdict(a, b))


@given(bounds(), bounds(), st.integers(1, 1000))
def test_units_change_no_verdict_and_no_ratio(a, b, factor):
    scaled = [product([exact(factor), side]) for side in (a, b)]
    assert verdict(*scaled) == verdict(a, b)
    before, after = ratio(a, b), ratio(*scaled)
    if before is not None and before.value is not None:
        assert after.value == pytest.approx(before.value)
