"""Amounts of tiny tables: Alpha 10, Beta 20, Gamma 30 tanks; spending stated in prose."""

import math

import pytest
from handmade import figure, held
from hypothesis import given
from hypothesis import strategies as st

from balance.comparison.amounts import INPUT, constant, excess, over, part_of, plus, times, unknown
from balance.comparison.published import amount_of, total_of

spans = st.tuples(st.integers(0, 50), st.integers(0, 50)).map(sorted)


def span(low, high, unit="vehicles"):
    from balance.comparison.amounts import Amount
    from balance.quantities.bounds import Bounds

    return Amount(Bounds(low, None if low < high else low, high), unit)


@given(a=spans, b=spans, data=st.data())
def test_bounds_hold_every_result(a, b, data):
    x, y = data.draw(st.integers(*a)), data.draw(st.integers(*b))
    one, two = span(*a), span(*b)
    cases = [
        (plus([one, two]), x + y),
        (times([one, two], "vehicles"), x * y),
        (excess(one, two), max(0, x - y)),
    ]
    if y:
        cases.append((over(one, two), x / y))
    if x + y:
        cases.append((part_of(one, two), 100 * x / (x + y)))
    for found, exact in cases:
        assert found.bounds.low - 1e-9 <= exact <= found.bounds.high + 1e-9


def test_a_total_keeps_its_members_and_who_is_missing(tiny):
    data = tiny(held(10, 20, 30, 5))
    found = total_of(data, "PACT", "tanks")
    assert (found.value, found.unit, found.missing) == (60, "vehicles", ())
    assert [term.entity for term in found.terms] == ["AAA", "BBB", "CCC"]
    partial = total_of(tiny(held(10, None, 30, 5)), "PACT", "tanks")
    assert (partial.bounds.low, partial.bounds.high, partial.missing) == (40, math.inf, ("BBB",))
    assert math.isnan(partial.value)


def test_what_nobody_states_is_unknown_and_never_zero(tiny):
    data = tiny(held(10, 20, 30, 5))
    found = amount_of(data, "tanks", "SSS", "one-2025")
    assert (found.is_known, found.missing) == (False, ("SSS",))
    whole = plus([found, constant(5, "vehicles")])
    assert (whole.bounds.low, whole.bounds.high) == (5, math.inf)
    assert not over(constant(5), unknown("vehicles")).is_known


def test_the_latest_figure_speaks_unless_a_date_is_asked(tiny):
    data = tiny(
        [
            figure("AAA", "tanks", n, "one-2025", as_of=year)
            for n, year in ((1, "2022"), (3, "2024"))
        ]
    )
    assert amount_of(data, "tanks", "AAA", "one-2025").value == 3
    assert amount_of(data, "tanks", "AAA", "one-2025", as_of="2022").value == 1


def test_a_sum_adds_up_and_anything_else_lists_its_inputs_once(tiny):
    data = tiny(held(10, 20, 30, 5))
    pact, rival = total_of(data, "PACT", "tanks"), total_of(data, "RRR", "tanks")
    assert {term.part for term in plus([pact, rival]).terms} == {""}
    quotient = over(pact, rival)
    assert quotient.value == 12
    assert {term.part for term in quotient.terms} == {INPUT}
    again = times([quotient, rival], "vehicles")
    assert len(again.terms) == 4


def test_digits_follow_the_weakest_input(tiny):
    said = {"quote": "200 tanks", "locator": "paragraph 1", "as_stated": "200"}
    data = tiny([*held(1234, 1, 1, 1), figure("RRR", "tanks", 200, "text", **said)])
    rough = amount_of(data, "tanks", "RRR", "text")
    fine = amount_of(data, "tanks", "AAA", "one-2025")
    assert rough.digits is None
    assert over(fine, rough).digits == 1  # 200 in prose carries one digit
    assert over(fine, fine).digits == 4
    assert excess(fine, rough).digits == 2  # 1034 to the nearest hundred


def test_an_excess_is_never_below_nothing(tiny):
    assert excess(constant(3), constant(5)).value == 0
    assert excess(constant(5), unknown("ratio")).bounds.low == 0


@pytest.mark.parametrize("reading", ["step", "logical"])
def test_the_reading_reaches_the_bounds(tiny, reading):
    said = {"quote": "over 50", "locator": "paragraph 1", "as_stated": "over 50", "hedge": "over"}
    data = tiny([figure("AAA", "tanks", 50, "text", **said)])
    found = amount_of(data, "tanks", "AAA", "text", reading=reading)
    assert found.bounds.high == (60 if reading == "step" else math.inf)
