"""Exact counts over all coalitions: published games, brute force, and what is refused."""

import itertools
import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from balance.errors import EmptyCoalition, TooManyMembers, WeightError
from balance.planning.power.weighted_games import (
    MOST_MEMBERS,
    MOST_MEMBERS_OF_SEVERAL,
    as_integers,
    exact_fraction,
    power_in,
    winning_coalitions,
)


def solved(quota, weights):
    return power_in(winning_coalitions([quota], [weights]))


def enumerated(quotas, rows):
    """Winning coalitions and swings by looking at every coalition, in exact fractions."""
    rows = [[exact_fraction(weight) for weight in row] for row in rows]
    quotas = [exact_fraction(quota) for quota in quotas]
    n = len(rows[0])
    wins = [True] * 2**n
    for quota, row in zip(quotas, rows, strict=True):
        sums = [Fraction()]
        for weight in row:
            sums += [total + weight for total in sums]
        wins = [win and total >= quota for win, total in zip(wins, sums, strict=True)]
    by_size = [[0] * n for _ in range(n)]
    for mask in range(2**n):
        if not wins[mask]:
            for member in range(n):
                if not mask >> member & 1 and wins[mask | 1 << member]:
                    by_size[member][mask.bit_count()] += 1
    return sum(wins), by_size


def test_published_games():
    small = solved(51, [50, 49, 1])
    assert small.swings == (3, 1, 1)
    assert small.banzhaf == (Fraction(3, 5), Fraction(1, 5), Fraction(1, 5))
    eec = solved(12, [4, 4, 4, 2, 2, 1])  # Council of the EEC, 1958
    assert eec.swings == (10, 10, 10, 6, 6, 0)
    assert eec.banzhaf[0] == Fraction(5, 21)
    security = solved(39, [7] * 5 + [1] * 10)  # UN Security Council
    assert set(security.shapley[:5]) == {Fraction(421, 2145)}
    assert set(security.shapley[5:]) == {Fraction(4, 2145)}
    votes = [10, 10, 10, 10, 8, 5, 5, 5, 5, 4, 4, 3, 3, 3, 2]
    europe = dict(zip(votes, solved(44, votes).swings, strict=True))  # EU-15
    assert [europe[n] for n in (2, 3, 4, 5)] == [1002, 1514, 2134, 2558]


def test_on_paper():
    # a 3, b 2, c 1, quota 4: ab, ac, abc win. a turns b, c, bc; b turns a; c turns a.
    counted = winning_coalitions([4], [[3, 2, 1]])
    assert counted.by_size == (0, 0, 2, 1)
    assert counted.with_member == ((0, 0, 2, 1), (0, 0, 1, 1), (0, 0, 1, 1))
    found = power_in(counted)
    assert (found.winning, found.coalitions, found.swings) == (3, 8, (3, 1, 1))
    # Of six orders a is the one that reaches it unless it is first: 4 of 6.
    assert found.shapley == (Fraction(2, 3), Fraction(1, 6), Fraction(1, 6))


decimals = st.one_of(
    st.integers(0, 6),
    st.floats(0, 1e13, allow_subnormal=False),
    st.decimals(0, 1000, places=2),
    st.integers(10**20, 10**20 + 3),  # beyond 64 bits
)


@st.composite
def games(draw, most=9):
    n, criteria = draw(st.integers(1, most)), draw(st.sampled_from([1, 1, 2, 3]))
    rows = [draw(st.lists(decimals, min_size=n, max_size=n)) for _ in range(criteria)]
    quotas = []
    for row in rows:
        # Just what some coalition has, or the least bit more or less.
        chosen = draw(st.lists(st.sampled_from(range(n)), unique=True))
        total = sum((exact_fraction(row[i]) for i in chosen), Fraction())
        nudge = draw(st.sampled_from([Fraction(), Fraction(1, 10**30), -Fraction(1, 10**30)]))
        quotas.append(max(Fraction(), total + nudge))
    return quotas, rows


@settings(max_examples=120, deadline=None)
@given(games())
def test_equal_to_looking_at_every_coalition(game):
    quotas, rows = game
    wins, by_size = enumerated(quotas, rows)
    counted = winning_coalitions(quotas, rows)
    assert counted.total == wins
    assert [list(counted.swings(m)) for m in range(counted.members)] == by_size
    assert all(type(count) is int for count in (*counted.by_size, *power_in(counted).swings))


@pytest.mark.parametrize("n", range(1, 15))
def test_equal_to_looking_at_every_coalition_for_every_number_of_members(n):
    draw = np.random.default_rng(n)
    row = [*draw.uniform(0, 1000, n // 2).tolist(), *range(n - n // 2)]
    quota = sum(map(exact_fraction, row)) / 2
    wins, by_size = enumerated([quota], [row])
    counted = winning_coalitions([quota], [row])
    assert counted.total == wins
    assert [list(counted.swings(m)) for m in range(n)] == by_size


@settings(max_examples=30, deadline=None)
@given(games(most=6))
def test_the_shapley_index_is_the_share_of_orders_in_which_a_member_turns(game):
    quotas, rows = game
    exact = [[exact_fraction(weight) for weight in row] for row in rows]

    def wins(chosen):
        return all(
            sum((row[i] for i in chosen), Fraction()) >= exact_fraction(quota)
            for quota, row in zip(quotas, exact, strict=True)
        )

    n = len(rows[0])
    turns = [0] * n
    for order in itertools.permutations(range(n)):
        for place, member in enumerate(order):
            if wins(order[: place + 1]) and not wins(order[:place]):
                turns[member] += 1
    expected = tuple(Fraction(count, math.factorial(n)) for count in turns)
    assert power_in(winning_coalitions(quotas, rows)).shapley == expected


def test_a_last_digit_decides():
    # In floats 0.1 + 0.2 is more than 0.3; as printed it is the same.
    assert solved(0.3, [0.1, 0.2]).winning == 1
    assert solved(Decimal("0.30000000000000000001"), [0.1, 0.2]).winning == 0
    huge = 123456789012345678901234567890
    assert solved(huge + 1, [huge, 1, 0]).winning == 2
    assert solved(huge + 2, [huge, 1, 0]).winning == 0


def test_several_criteria_alike_are_one():
    row = np.random.default_rng(0).uniform(0, 1000, 30).tolist()  # several sets of bits
    quota = sum(row) * 0.4
    assert winning_coalitions([quota] * 3, [row] * 3) == winning_coalitions([quota], [row])


def test_thirty_members_add_up():
    row = (np.random.default_rng(5).integers(1, 10**12, 30) / 100).tolist()
    quota = sum(map(exact_fraction, row)) * Fraction(2, 5)
    counted = winning_coalitions([quota], [row])
    dual = winning_coalitions([sum(map(exact_fraction, row)) - quota + Fraction(1, 1000)], [row])
    found = power_in(counted)
    assert sum(found.shapley) == 1
    # Who wins and whose rest loses: the two games together are all coalitions.
    assert counted.total + dual.total == 2**30
    assert power_in(dual).swings == found.swings


def test_decimals_become_the_least_whole_numbers():
    assert as_integers([1.5, 1.234e11, 2]) == (3, 246800000000, 4)
    assert as_integers([Decimal("0.25"), Fraction(1, 3)]) == (3, 4)


def test_what_cannot_be_counted_is_refused():
    for quotas, rows in (([], []), ([1], [[]])):
        with pytest.raises(EmptyCoalition):
            winning_coalitions(quotas, rows)
    for weights in ([1, -2], [1, math.inf], [1, math.nan]):
        with pytest.raises(WeightError):
            winning_coalitions([1], [weights])
    with pytest.raises(WeightError, match="each member"):
        winning_coalitions([1, 1], [[1, 2], [1]])
    with pytest.raises(TooManyMembers, match=f"at most {MOST_MEMBERS};"):
        winning_coalitions([1], [[1] * (MOST_MEMBERS + 1)])
    with pytest.raises(TooManyMembers, match=f"at most {MOST_MEMBERS_OF_SEVERAL};"):
        winning_coalitions([1, 1], [[1] * (MOST_MEMBERS_OF_SEVERAL + 1)] * 2)
