import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balance.claims.numbers import Number, arithmetic, compared

ends = st.integers(-50, 50)


@st.composite
def numbers(draw):
    low, value, high = sorted(draw(st.tuples(ends, ends, ends)))
    return Number(low, value, high, "n")


@pytest.mark.parametrize("sign", ["+", "-", "*", "/"])
@given(left=numbers(), right=numbers(), data=st.data())
def test_bounds_hold_every_result(sign, left, right, data):
    a = data.draw(st.integers(left.low, left.high))
    b = data.draw(st.integers(right.low, right.high))
    if sign == "/" and b == 0:
        return
    found = arithmetic(sign, left, right, "x")
    exact = {"+": a + b, "-": a - b, "*": a * b, "/": a / b if b else 0}[sign]
    assert found.low - 1e-9 <= exact <= found.high + 1e-9


@given(left=numbers(), right=numbers(), data=st.data())
def test_what_is_decided_holds_for_every_number_within_the_bounds(left, right, data):
    a = data.draw(st.integers(left.low, left.high))
    b = data.draw(st.integers(right.low, right.high))
    truths = {">": a > b, ">=": a >= b, "<": a < b, "<=": a <= b, "==": a == b, "!=": a != b}
    truths["fits"] = right.low <= a <= right.high  # without a hedge
    for operator, truth in truths.items():
        found = compared(left, operator, right, "").value
        assert found is None or found == truth, operator


def test_unlike_things_are_never_decided_and_still_shown():
    one, two = Number(1, 1, 1, "a"), Number(2, 2, 2, "b")
    found = compared(one, "<", two, "reason")
    assert (found.value, found.as_printed, found.unlike) == (None, True, "reason")


def test_about_at_its_word_excludes_nothing():
    about = Number(0, 40, math.inf, "about 40", hedge="about")
    assert compared(Number(5, 5, 5, "a"), "fits", about, "").value is None


def test_just_so_many_is_not_over_so_many():
    over = Number(40, 40, math.inf, "over 40", hedge="over")
    least = Number(40, 40, math.inf, "at least 40", hedge="at least")
    exactly = Number(40, 40, 40, "a")
    assert compared(exactly, "fits", over, "").value is False
    assert compared(exactly, "fits", least, "").value is True
