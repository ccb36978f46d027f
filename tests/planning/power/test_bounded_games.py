"""Bounds of power hold for every game within the bounds of weights and quota."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from balance.planning.levels import Ends
from balance.planning.power.bounded_games import power_between
from balance.planning.power.weighted_games import power_in, winning_coalitions


def ends(low, value, high):
    return Ends(Fraction(low), Fraction(value), None if high is None else Fraction(high))


def sure(number):
    return ends(number, number, number)


@st.composite
def between(draw):
    low, more = draw(st.integers(0, 8)), draw(st.sampled_from([0, 0, 1, 3, None]))
    if more is None:
        return Ends(Fraction(low), None, None)
    value = low + draw(st.integers(0, more))
    return ends(low, value, low + more)


def within(draw, limits, quota):
    high = max(quota, limits.low) + 3 if limits.high is None else limits.high
    return draw(st.integers(int(limits.low), int(high)))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_every_game_lies_within(data):
    n, criteria = data.draw(st.integers(1, 6)), data.draw(st.sampled_from([1, 1, 2]))
    weights = [data.draw(st.lists(between(), min_size=n, max_size=n)) for _ in range(criteria)]
    quotas = []
    for _ in range(criteria):
        low = data.draw(st.integers(0, 20))
        value, high = (low + data.draw(st.integers(0, 2)) for _ in range(2))
        quotas.append(ends(low, min(value, high), high))
    found = power_between(quotas, weights)
    for _ in range(4):
        chosen = [data.draw(st.integers(int(q.low), int(q.high))) for q in quotas]
        rows = [
            [within(data.draw, weight, quota) for weight in row]
            for row, quota in zip(weights, chosen, strict=True)
        ]
        one = power_in(winning_coalitions(chosen, rows))
        assert found.winning.low <= one.winning <= found.winning.high
        for member in range(n):
            assert found.swings[member].low <= one.swings[member] <= found.swings[member].high
            for bounds, index in ((found.banzhaf, one.banzhaf), (found.shapley, one.shapley)):
                low, high = bounds[member].low, bounds[member].high
                assert low - 1e-12 <= float(index[member]) <= high + 1e-12


def test_on_paper():
    # a is 3 or 4, b 2, c 1, quota 4. With 3: ab, ac, abc win. With 4 also a alone.
    found = power_between([sure(4)], [[ends(3, 3, 4), sure(2), sure(1)]])
    assert (found.winning.low, found.winning.value, found.winning.high) == (3, 3, 4)
    # a turns b, c, bc for sure and perhaps nobody; b and c turn at most a.
    assert [(s.low, s.value, s.high) for s in found.swings] == [(3, 3, 4), (0, 1, 1), (0, 1, 1)]
    assert found.banzhaf[0].low == 3 / 5
    assert found.banzhaf[0].high == 1


def test_exact_weights_give_exact_power():
    found = power_between([sure(51)], [[sure(50), sure(49), sure(1)]])
    assert all(swings.is_exact for swings in found.swings)
    assert [swings.value for swings in found.swings] == [3, 1, 1]
    assert found.best is not None


def test_a_weight_that_is_not_known_is_anything_not_nothing():
    unknown = Ends(Fraction(), None, None)
    found = power_between([sure(4)], [[sure(3), unknown]])
    assert found.best is None
    assert (found.winning.low, found.winning.value, found.winning.high) == (0, None, 2)
    assert found.swings[1].high == 2  # alone, and with the first


def test_nothing_turns_nothing_and_the_lighter_have_no_larger_part():
    wide = ends(4, 5, 6)
    found = power_between([sure(8)], [[wide, wide, sure(4), sure(0)]])
    assert found.swings[3].high == found.banzhaf[3].high == found.shapley[3].high == 0
    assert found.banzhaf[2].high <= 1 / 3  # two others are at least as heavy
    assert found.shapley[2].high <= 1 / 3


def test_a_quota_without_a_high_bound_is_surely_reached_by_nobody():
    found = power_between([Ends(Fraction(4), Fraction(4), None)], [[sure(3), sure(2), sure(1)]])
    assert (found.winning.low, found.winning.value, found.winning.high) == (0, 3, 3)
    assert [swings.low for swings in found.swings] == [0, 0, 0]
