"""Amounts of tiny tables: Alpha 10, Beta 20, Gamma 30 tanks; spending stated in prose."""

import math

import pytest
from handmade import figure, held
from hypothesis import given
from hypothesis import strategies as st

from balance.comparison.amounts import (
    INPUT,
    Amount,
    as_set,
    at_most,
    common,
    constant,
    count_of,
    excess,
    over,
    part_of,
    plus,
    times,
    unknown,
)
from balance.comparison.published import (
    amount_of,
    figures_of,
    from_figure,
    total_of,
    totals_of,
)
from balance.comparison.terms import ABSENCE, Term
from balance.errors import ReadingError
from balance.quantities.bounds import Bounds, exact

spans = st.tuples(st.integers(0, 50), st.integers(0, 50)).map(sorted)


def span(low, high, unit="vehicles"):
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
    for found, true in cases:
        assert found.bounds.low - 1e-9 <= true <= found.bounds.high + 1e-9


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
    assert excess(constant(5), constant(4.5)).value == 0.5
    assert excess(constant(5), unknown("ratio")).bounds.low == 0


@pytest.mark.parametrize("reading", ["step", "logical"])
def test_the_reading_reaches_the_bounds(tiny, reading):
    said = {"quote": "over 50", "locator": "paragraph 1", "as_stated": "over 50", "hedge": "over"}
    data = tiny([figure("AAA", "tanks", 50, "text", **said)])
    found = amount_of(data, "tanks", "AAA", "text", reading=reading)
    assert found.bounds.high == (60 if reading == "step" else math.inf)


def made_of(low, value, high, name="f-1", *, resolution=1.0, part="", **more):
    """Return an amount of one figure of Alpha."""
    bounds = Bounds(low, value, high)
    term = Term("AAA", part, (name,), (f"of-{name}",), bounds, "exact", "", ("2024",), resolution)
    return Amount(bounds, "vehicles", (term,), **more)


def test_what_an_amount_says_of_itself():
    several = plus([made_of(1, 2, 3, "b"), made_of(1, 2, 3, "a", missing=("BBB",))])
    assert several.source_ids == ("of-a", "of-b")
    assert several.as_of == ("2024",)
    assert several.missing == ("BBB",)
    assert (several.unit, several.value, several.digits) == ("vehicles", 4, None)
    nothing = plus([])
    assert (nothing.unit, nothing.bounds, nothing.terms) == ("ratio", exact(0.0), ())
    assert (unknown("persons", ["BBB"]).unit, unknown("persons", ["BBB"]).missing) == (
        "persons",
        ("BBB",),
    )
    assert (constant(2).unit, constant(2, "USD").unit) == ("ratio", "USD")
    assert Amount(Bounds(0, None, 5), "persons").is_known
    assert Amount(Bounds(1, None, math.inf), "persons").is_known


def test_scopes_are_those_of_what_there_is():
    term = Term("AAA", "", ("f",), ("s",), exact(5.0), "exact", "incl_storage", ("2024",), 1.0)
    none = Term("AAA", "", ("g",), ("s",), exact(0.0), "exact", "pool", ("2024",), 1.0)
    absent = Term("AAA", "", (), ("s",), exact(0.0), ABSENCE, "", (), 1.0)
    assert Amount(exact(5.0), "vehicles", (term, none, absent)).scopes == {"incl_storage"}


@pytest.mark.parametrize(
    ("value", "digits", "resolution"),
    [(1_234.0, 2, 100.0), (1_000.0, 1, 1_000.0), (0.5, 1, 0.1), (0.0, 2, 0.0)],
)
def test_one_unit_of_the_last_digit_carried(value, digits, resolution):
    assert Amount(exact(value), "persons", digits=digits).resolution == pytest.approx(resolution)
    low_only = Amount(Bounds(value, None, math.inf), "persons", digits=digits)
    assert low_only.resolution == pytest.approx(resolution)


def test_states_are_counted_and_the_undecided_leave_it_open():
    cases = [
        ("AAA", True, [made_of(5, 5, 5, "a"), made_of(6, 6, 6, "b"), made_of(6, 6, 6, "a")]),
        ("BBB", None, [made_of(1, 2, 3, "c")]),
        ("CCC", False, [made_of(0, 0, 0, "d")]),
        ("DDD", True, []),
    ]
    counted = count_of(cases)
    assert (counted.bounds, counted.unit) == (Bounds(2, None, 3), "states")
    assert count_of(cases[:1], "members").unit == "members"
    assert count_of([]).bounds == exact(0)
    one, open_, none = counted.terms
    assert one == Term(
        "AAA", INPUT, ("a", "b"), ("of-a", "of-b"), exact(1.0), "counted", "", ("2024",), 0.0
    )
    assert (open_.entity, open_.bounds) == ("BBB", Bounds(0, None, 1))
    assert (none.entity, none.bounds) == ("CCC", exact(0))


def test_a_sum_of_what_was_no_sum_lists_inputs_and_carries_the_coarsest_digits():
    product_of_two = times([made_of(1_230, 1_230, 1_230, "a", resolution=10.0)], "vehicles")
    whole = plus([product_of_two, made_of(5, 5, 5, "b", missing=("CCC",))])
    # 1,235 to the nearest ten: three digits
    assert (whole.value, whole.digits, whole.unit) == (1_235, 3, "vehicles")
    assert [term.part for term in whole.terms] == [INPUT, INPUT]
    assert whole.missing == ("CCC",)
    # Without a best value the low bound says how many digits there are.
    low_only = plus([product_of_two, made_of(9_000, None, 9_999, "c")])
    assert low_only.digits == 4
    # Parameters alone carry as many digits as are printed.
    as_input = made_of(5, 5, 5, part=INPUT, resolution=0.0)
    assert plus([as_input]).digits == 3


def test_products_and_quotients_keep_missing_members_units_and_digits():
    rough = made_of(1_200, 1_200, 1_200, "a", resolution=100.0, missing=("BBB",))
    fine = made_of(1_234, 1_234, 1_234, "b")
    made = times([rough, fine], "USD")
    assert (made.unit, made.missing, made.digits) == ("USD", ("BBB",), 2)
    assert {term.part for term in made.terms} == {INPUT}
    assert over(fine, rough).missing == ("BBB",)
    assert over(fine, rough).unit == "ratio"
    assert part_of(fine, rough).unit == "percent"
    assert part_of(constant(1), constant(3)).bounds == exact(25.0)
    # Nothing and a parameter carry no digits of their own.
    assert times([fine, made_of(0, 0, 0, "z", resolution=100.0)], "USD").digits == 4
    assert times([constant(7), made_of(0.5, 0.5, 0.5, "h", resolution=0.01)], "USD").digits == 2
    assert times([constant(7)], "USD").digits == 3
    assert times([made_of(120, None, 990, "l", resolution=10.0)], "USD").digits == 2
    # The best value speaks where there is one: 1,000 to the nearest hundred, two digits.
    assert times([made_of(100, 1_000, 2_000, "v", resolution=100.0)], "USD").digits == 2


def test_a_quotient_that_cannot_be_told_keeps_what_it_would_be_made_of():
    known = made_of(5, 5, 5, "a", missing=("BBB",))
    for one, other in (
        (known, unknown("vehicles", ["CCC"])),
        (unknown("vehicles", ["CCC"]), known),
    ):
        untold = over(one, other, "USD")
        assert untold.bounds == Bounds(0.0, None, math.inf)
        assert (untold.unit, untold.missing) == ("USD", ("BBB", "CCC"))
        assert [term.figure_ids for term in untold.terms] == [("a",)]
    nothing = over(known, made_of(0, 0, 0, "z"))
    assert (nothing.bounds, len(nothing.terms)) == (Bounds(0.0, None, math.inf), 2)
    scaled = over(made_of(1, None, 4), constant(2), "percent", 100.0)
    assert scaled.bounds == Bounds(50.0, None, 200.0)


def test_a_ceiling_has_no_best_value_and_anything_else_stays():
    ceiling = made_of(0, 9, 9, "a", resolution=3.0, missing=("BBB",))
    found = at_most(ceiling)
    assert (found.bounds, found.unit, found.missing) == (Bounds(0, None, 9), "vehicles", ("BBB",))
    assert [(term.part, term.resolution) for term in found.terms] == [(INPUT, 1.0)]
    for other in (
        made_of(1, 9, 9),
        made_of(0.5, 9, 9),
        made_of(0, 8, 9),
        made_of(0, None, 9),
        unknown("vehicles"),
    ):
        assert at_most(other) is other


def test_a_mark_is_exact_and_what_has_no_value_stays():
    mark = as_set(made_of(15, 20, 25, "a", resolution=10.0, missing=("BBB",)))
    assert (mark.bounds, mark.unit, mark.missing) == (exact(20), "vehicles", ("BBB",))
    assert [(term.part, term.resolution) for term in mark.terms] == [(INPUT, 1.0)]
    no_value = made_of(15, None, 25)
    assert as_set(no_value) is no_value


def test_what_two_statements_leave_together():
    a, b = made_of(15, 20, 25, "a", missing=("BBB",)), made_of(20, 20, 30, "b")
    both = common(a, b)
    assert (both.bounds, both.unit, both.missing) == (Bounds(20, None, 25), "vehicles", ("BBB",))
    assert [(term.figure_ids, term.part) for term in both.terms] == [
        (("a",), INPUT),
        (("b",), INPUT),
    ]
    assert common(b, a).bounds == Bounds(20, None, 25)
    # They may meet in one point, and may not meet.
    assert common(made_of(1, 2, 3), made_of(3, 4, 5)).bounds == Bounds(3, None, 3)
    assert common(made_of(1, 2, 2.5), made_of(3, 4, 5)) is None


def test_an_excess_keeps_units_missing_members_and_digits():
    rough = made_of(1_200, 1_200, 1_200, "a", resolution=100.0, missing=("BBB",))
    fine = made_of(34, 35, 36, "b")
    found = excess(rough, fine)
    assert (found.bounds, found.unit, found.missing) == (
        Bounds(1_164, 1_165, 1_166),
        "vehicles",
        ("BBB",),
    )
    assert found.digits == 2
    assert {term.part for term in found.terms} == {INPUT}
    assert excess(made_of(5, None, 9), made_of(1, 2, 3)).bounds == Bounds(2, None, 8)
    assert excess(made_of(5, 6, 9), unknown("vehicles")).bounds == Bounds(0, None, 9)
    # Less than one is not rounded up to one.
    half = excess(made_of(0.5, 0.5, 0.5, "c"), made_of(0.25, 0.25, 0.25, "d"))
    assert half.bounds == exact(0.25)


def test_only_what_is_asked_for_speaks(tiny):
    """Editions, dates, scopes, prices and what was known on a day."""
    rows = [
        figure("AAA", "tanks", 1, "one-2024", as_of="2023-06"),
        figure("AAA", "tanks", 2, "one-2024", as_of="2023-06", scope="incl_storage"),
        figure("AAA", "tanks", 3, "one-2024", as_of="2023-12-31"),
        figure("AAA", "spending", 4, "one-2024", as_of="2023"),
        figure("AAA", "spending", 5, "one-2024", as_of="2024", basis="2015-mer"),
    ]
    data = tiny(rows)

    def told(indicator="tanks", **asked):
        return amount_of(data, indicator, "AAA", "one-2024", **asked)

    assert told().value == 3
    assert told(as_of="2023-06", scope="incl_storage").value == 2
    assert told(as_of="2023-06", scope="").value == 1
    assert told(scope="incl_storage").terms[0].scope == "incl_storage"
    assert told("spending").value == 4  # not what is in other prices
    assert told(known_by="2024-01-10").value == 3  # the day it was published
    hidden = told(known_by="2024-01-09")
    assert (hidden.is_known, hidden.unit, hidden.missing) == (False, "vehicles", ("AAA",))
    assert amount_of(data, "tanks", "AAA", "one-2025").missing == ("AAA",)
    assert [each.value for each in figures_of(data, "tanks", "AAA", "one-2024")] == [1, 2, 3]
    assert [each.value for each in figures_of(data, "tanks", "AAA", "one-2024", "2023-12")] == [3]
    assert figures_of(data, "tanks", "BBB", "one-2024") == ()
    assert figures_of(data, "guns", "AAA", "one-2024") == ()
    (last,) = figures_of(data, "tanks", "AAA", "one-2024", "2023-12")
    stated = from_figure(data, last)
    assert (stated.unit, stated.terms[0].part, stated.terms[0].entity) == ("vehicles", "", "AAA")
    for ask in (told, lambda **asked: from_figure(data, last, **asked)):
        with pytest.raises(ReadingError):
            ask(reading="loose")


def test_a_figure_true_of_a_later_day_is_hidden(tiny):
    data = tiny(
        [
            figure("AAA", "tanks", 1, "one-2024", as_of="2023"),
            figure("AAA", "tanks", 9, "one-2024", as_of="2024-03-01"),
        ]
    )
    assert amount_of(data, "tanks", "AAA", "one-2024", known_by="2024-02-29").value == 1
    assert amount_of(data, "tanks", "AAA", "one-2024", known_by="2024-03-01").value == 9


def test_totals_of_several_by_one_source_of_one_day(tiny):
    over_50 = {"as_stated": "over 50", "hedge": "over", "quote": "over 50"}
    data = tiny(
        [
            *held(10, 20, 30, 5, source="one-2024"),
            *held(11, 21, 31, 6),
            *held(12, None, 32, None, source="two-2024"),
            figure("SSS", "tanks", 50, "text", locator="paragraph 1", **over_50),
        ]
    )
    pact, rival = totals_of(data, ("PACT", "RRR"), "tanks")
    assert (pact.value, rival.value, pact.unit) == (63, 6, "vehicles")
    pact, rival = totals_of(data, ("PACT", "RRR"), "tanks", source="two-2024")
    assert (pact.bounds, pact.missing) == (Bounds(44, None, math.inf), ("BBB",))
    assert (rival.is_known, rival.unit, rival.missing) == (False, "vehicles", ("RRR",))
    assert rival.terms == ()
    assert total_of(data, "PACT", "tanks", known_by="2025-01-09").value == 60
    assert total_of(data, "PACT", "tanks", source="one-2024").value == 60
    nobody = totals_of(data, ("PACT", "RRR"), "rockets")
    assert [(each.is_known, each.unit, each.missing) for each in nobody] == [
        (False, "pieces", ("AAA", "BBB", "CCC")),
        (False, "pieces", ("RRR",)),
    ]
    for reading, high in (("step", 60), ("logical", math.inf)):
        assert total_of(data, "SSS", "tanks", source="text", reading=reading).bounds.high == high
    with pytest.raises(ReadingError):
        total_of(data, "PACT", "tanks", reading="loose")
