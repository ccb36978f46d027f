import math
import re
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from balance.quantities.printing import (
    amount_text,
    capitalised,
    fold_text,
    interval_text,
    join_words,
    number_text,
    percent_text,
    ratio_text,
    round_to,
    significant_digits,
)


@pytest.mark.parametrize(
    ("value", "resolution", "digits"),
    [
        (2_053_000, 10_000, 3),
        (1_300_000, 100_000, 2),
        (19, 1, 2),
        (6_781, 1, 4),
        (900, 1_000, 1),
        (0, 1, 1),
        (5, 0, 1),
        (0.5, 0.01, 2),
        (1_000, 0.1, 5),
        (math.inf, 1, 1),
    ],
)
def test_digits_above_the_resolution(value, resolution, digits):
    assert significant_digits(value, resolution) == digits


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (1.5792, 2, "1.6 : 1"),
        (3.2183, 3, "3.22 : 1"),
        (0.5835, 3, "1 : 1.71"),
        (1.0, 2, "1.0 : 1"),
        (9.96, 2, "10 : 1"),
        (123.4, 2, "120 : 1"),
        (0.0, 2, "0 : 1"),
        (3.21831, 9, "3.22 : 1"),
        (1_234.5, 2, "1,200 : 1"),
        (0.0004, 1, "1 : 2,000"),  # 2,500 to one digit: half to even
        (1.04, 1, "1.04 : 1"),
        (0.9, 1, "1 : 1.1"),
    ],
)
def test_ratios_read_as_multiples(value, digits, text):
    assert fold_text(value, digits) == text


def test_bounds_are_rounded_outward():
    assert interval_text(1.449, 1.751, 2) == "1.4–1.8"
    assert interval_text(0, math.inf, 2) == "0 or more"
    assert ratio_text(math.nan, 2.0469, math.inf) == "≥ 2.04 : 1"
    assert ratio_text(math.nan, 0.0, 2.041) == "≤ 2.05 : 1"


def test_a_ratio_below_one_shows_its_bounds_the_same_way_round():
    # between 1 : 2 and 1 : 1.25
    assert ratio_text(0.6, 0.5, 0.8, digits=2) == "1 : 1.7 [1.2–2.0]"


@pytest.mark.parametrize(
    ("low", "high", "digits", "text"),
    [
        (0.5, 2.04, 2, "0.50–2.1 : 1"),
        (0.25, 0.5, 2, "1 : 2.0–4.0"),  # between a quarter and a half
        (0.1, 0.998, 2, "1 : 1.002–10"),  # less than one, and seen to be
        (0.1, 1.0, 2, "1 : 1.0–10"),
        (1.004, 3.0, 2, "1.004–3.0 : 1"),
        (1.0, 1.5, 2, "1.0–1.5 : 1"),
        (0.3, math.inf, 2, "≥ 1 : 3.4"),  # 1 : 3.33 or more is at least 1 : 3.4
        (1.0, math.inf, 3, "≥ 1.00 : 1"),
        (1.57, math.inf, 1, "≥ 1.5 : 1"),  # more than one, and seen to be
        (0.0, 0.64, 1, "≤ 1 : 1.5"),
        (1.5, math.inf, 3, "≥ 1.50 : 1"),
        (0.0, 0.3, 2, "≤ 1 : 3.3"),
        (0.0, math.inf, 2, ""),
        (math.nan, 2.0, 2, ""),
        (0.3, math.nan, 2, ""),
    ],
)
def test_bounds_without_a_best_value(low, high, digits, text):
    assert ratio_text(math.nan, low, high, digits=digits) == text


@pytest.mark.parametrize(
    ("value", "low", "high", "digits", "text"),
    [
        (0.0, 0.0, 2.0, 2, "0 : 1 [0–2.0]"),  # none, or up to twice as many: never turned round
        (0.0, 0.0, 0.0, 2, "0 : 1"),
        (0.6, 0.0, 0.8, 2, "1 : 1.7 [1.2 or more]"),
        (0.5, 0.25, math.inf, 2, "1 : 2.0 [0–4.0]"),
        (2.0, 1.5, math.inf, 2, "2.0 : 1 [1.5 or more]"),
        (1.0, 0.8, 1.2, 2, "1.0 : 1 [0.80–1.2]"),
        (1.0, 1.0, 1.0, 2, "1.0 : 1"),
        (1.58, 1.56, 1.64, 2, "1.6 : 1"),  # all of it rounds to 1.6
        (1.58, 1.54, 1.64, 2, "1.6 : 1 [1.5–1.7]"),
        (1.58, 1.56, 1.66, 2, "1.6 : 1 [1.5–1.7]"),
        # One digit: two fifths less, and fewer than that at no end. The low end shows that the
        # other side has more; the rest keeps to its one digit.
        (0.63, 0.56, 0.79, 1, "1 : 2 [1.2–2]"),
        (1.6, 1.0, 1.9, 1, "2 : 1 [1–2]"),
    ],
)
def test_ratios_with_bounds_by_hand(value, low, high, digits, text):
    assert ratio_text(value, low, high, digits=digits) == text


def _exact(text):
    return Fraction(text.replace(",", ""))


def _turned(number):
    """Return one over a number, exactly; over nothing it is open."""
    return Fraction(0) if math.isinf(number) else 1 / Fraction(number) if number else math.inf


NUMBER = r"[\d,.]+"
AS_PRINTED = re.compile(
    rf"(?P<just>just (?:over|under) )?(?P<a>{NUMBER}) : (?P<b>{NUMBER})"
    rf"(?: \[(?P<low>{NUMBER})(?:–(?P<high>{NUMBER})| or more)\])?"
)
some_ratios = st.one_of(st.floats(1e-4, 1e4), st.integers(1, 10**6).map(float), st.floats(0.9, 1.1))


@given(
    st.lists(some_ratios, min_size=3, max_size=3).map(sorted),
    st.integers(1, 5),
    st.booleans(),
    st.booleans(),
)
@example([0.56, 0.63, 0.79], 1, False, False)
@example([1.0049, 1.0151, 1.0152], 3, False, False)
def test_a_ratio_lies_within_its_printed_bounds_and_they_hold_the_true_ones(
    three, digits, from_nothing, without_end
):
    low, value, high = three
    low, high = (0.0 if from_nothing else low), (math.inf if without_end else high)
    text = ratio_text(value, low, high, digits=digits)
    said = AS_PRINTED.fullmatch(text)
    assert said, text
    if said["low"] is None:
        return
    upside_down = value < 1
    if upside_down:
        low, high = _turned(high), _turned(low)
    last = Fraction(1, 10**14)  # a quotient of floats is off by its last digit
    first, second = _exact(said["low"]), math.inf if not said["high"] else _exact(said["high"])
    assert first <= Fraction(low) * (1 + last), text
    assert second >= (high if math.isinf(high) else Fraction(high) * (1 - last)), text
    if not said["just"]:
        best = _exact(said["b" if upside_down else "a"])
        assert first <= best <= second, text


SCALES = {"million": 10**6, "billion": 10**9, "trillion": 10**12}


def _amount(text):
    said = re.fullmatch(
        rf"(?:\$|CHF )?({NUMBER})(?: (million|billion|trillion))?(?: %| per person)?", text
    )
    assert said, text
    return _exact(said[1]) * SCALES.get(said[2], 1)


some_amounts = st.one_of(
    st.integers(0, 10**15).map(float),
    st.floats(1e-6, 1e4),
    st.floats(90, 110),
    st.floats(1e6, 1e13),
)


@given(
    st.lists(some_amounts, min_size=3, max_size=3).map(sorted),
    st.none() | st.integers(1, 5),
    st.sampled_from(["persons", "USD", "percent", "CHF", "USD per person"]),
    st.booleans(),
)
def test_an_amount_lies_within_its_printed_bounds_and_they_hold_the_true_ones(
    three, digits, unit, without_end
):
    low, value, high = three
    high = math.inf if without_end else high
    text = amount_text(value, low, high, unit, digits)
    best, bracket, rest = text.removesuffix("]").partition(" [")
    if not bracket:
        return
    first, _, second = rest.removesuffix(" or more").partition("–")
    last = Fraction(1, 10**14)
    assert _amount(first) <= Fraction(low) * (1 + last), text
    assert _amount(first) <= _amount(best), text
    assert bool(second) != math.isinf(high)
    if second:
        assert _amount(best) <= _amount(second), text
        assert _amount(second) >= Fraction(high) * (1 - last), text


def test_who_has_none():
    assert ratio_text(math.nan, math.nan, math.nan, none=("B",)) == "B has none"
    assert ratio_text(math.nan, math.nan, math.nan, none=("A", "B")) == "neither has any"


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (2_053_000, "persons", "2,053,000"),
        (0, "vehicles", "0"),
        (math.nan, "persons", ""),
        (None, "persons", ""),
        (479_423_556_187, "USD", "$479 billion"),
        (5_495_156_000, "USD", "$5.50 billion"),
        (1_026_655_897_810, "USD", "$1,030 billion"),
        (23_935_000_000_000, "USD", "$23.9 trillion"),
        (871_000, "EUR", "€871,000"),
        (2.0029, "percent", "2.00 %"),
        (1_500_000, "CHF", "CHF 1.50 million"),
        (2_500_000_000, "USD per person", "$2.50 billion per person"),
        (1e6, "GBP", "£1.00 million"),
        (0, "GBP", "£0"),
        (1, "USD", "$1.00"),
        (1e9, "USD", "$1.00 billion"),
        (1e12, "USD", "$1,000 billion"),
        (9.99e12, "USD", "$9,990 billion"),
        (1e13, "USD", "$10.0 trillion"),
        (44.0, "percent", "44 %"),
        (50.0, "percent", "50 %"),  # the zero of fifty stays
        (0.0, "percent", "0 %"),
        (44.5, "percent", "44.5 %"),
        (44.54, "percent", "44.5 %"),
        (99.97, "percent", "99.97 %"),  # not the whole
        (2.5, "pieces", "2.50"),
        (1_234.56, "pieces", "1,235"),  # never fewer digits than before the point
        (0.12345, "pieces", "0.123"),
    ],
)
def test_numbers_with_units(value, unit, text):
    assert number_text(value, unit) == text


@pytest.mark.parametrize(
    ("value", "unit", "rounding", "digits", "text"),
    [
        (2_053, "persons", "nearest", 2, "2,100"),
        (2_053, "persons", "up", 2, "2,100"),
        (2_053, "persons", "down", 2, "2,000"),
        (1_234.56, "pieces", "down", None, "1,234"),
        (1_234.12, "pieces", "up", None, "1,235"),
        (1.239, "USD", "down", None, "$1.23"),
        (1.231, "USD", "up", None, "$1.24"),
        (99.97, "percent", "up", None, "99.97 %"),
        (100.02, "percent", "down", 2, "100.0 %"),
        (44.0, "percent", "nearest", 3, "44.0 %"),
        (479_423_556_187, "USD", "nearest", 2, "$480 billion"),
        (479_423_556_187, "USD", "nearest", 5, "$479 billion"),
        (44.123, "percent", "nearest", 5, "44.1 %"),
    ],
)
def test_numbers_rounded_outward_or_to_fewer_digits(value, unit, rounding, digits, text):
    assert number_text(value, unit, rounding, digits) == text


@pytest.mark.parametrize(
    ("part", "text"),
    [
        (0.9286, "93 %"),
        (0.0, "0 %"),
        (1.0, "100 %"),
        (0.9999, ">99 %"),
        (0.5034, "50.3 %"),
        (0.5, "50 %"),
        (0.083, "8.3 %"),
        (0.4949, "49 %"),  # to two digits it is not 50
        (0.495, "49.5 %"),  # on which side of one half stays visible
        (0.4996, "just under 50 %"),
        (0.499999, "just under 50 %"),
        (0.500001, "just over 50 %"),
        (0.5004, "just over 50 %"),
        (0.5006, "50.1 %"),
        (0.505, "50.5 %"),
        (0.5051, "51 %"),
        (0.994, "99 %"),
        (0.996, ">99 %"),
        (0.00001, "0.0010 %"),
        (None, ""),
        (math.nan, ""),
    ],
)
def test_shares(part, text):
    assert percent_text(part) == text


def test_lists():
    assert [join_words(w) for w in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]


@given(st.floats(1e-6, 1e12), st.integers(1, 6))
def test_rounding_keeps_within_half_a_unit(value, digits):
    rounded = round_to(value, digits)
    assert (
        abs(rounded - Decimal(repr(value)))
        <= Decimal(1).scaleb(Decimal(repr(value)).adjusted() - digits + 1) / 2
    )
    assert len(rounded.as_tuple().digits) <= digits


@given(st.floats(1e-3, 1e6), st.floats(1e-3, 1e6))
def test_printed_bounds_hold_the_true_ones(low, high):
    low, high = sorted((low, high))
    first, _, last = interval_text(low, high, 3).replace(",", "").partition("–")
    assert float(first) <= low
    assert float(last) >= high


@pytest.mark.parametrize(
    ("value", "low", "high", "text"),
    [
        (5, 5, 5, "5"),
        (5, 4, 6, "5 [4–6]"),
        (5, 5, math.inf, "5 [5 or more]"),
        (math.nan, 4, 6, "4–6"),
        (math.nan, 0, 6, "≤ 6"),
        (math.nan, 4, math.inf, "≥ 4"),
        (math.nan, 0, math.inf, "unknown"),
        (0, 0, 0, "0"),
    ],
)
def test_amounts(value, low, high, text):
    assert amount_text(value, low, high, "persons") == text


@pytest.mark.parametrize(
    ("value", "low", "high", "unit", "digits", "text"),
    [
        (2_053, 1_949, 2_151, "persons", 2, "2,100 [1,900–2,200]"),
        (2_053, 2_051, 2_055, "persons", 2, "2,100"),  # all of it rounds to 2,100
        (2_053, 2_040, 2_055, "persons", 2, "2,100 [2,000–2,100]"),
        (2_053, 1_949, math.inf, "persons", 2, "2,100 [1,900 or more]"),
        (0.0, 0.0, 2.0, "percent", 2, "0 % [0 %–2.0 %]"),
        (0.5, 0.4, 0.6, "percent", 1, "0.5 % [0.4 %–0.6 %]"),
        (101.0, 100.4, 101.6, "percent", 2, "101 % [100.4 %–102 %]"),
        # Only where it is per cent does 1.004 need more digits to be told from one.
        (1.004, 1.003, 1.006, "pieces", 2, "1.0"),
        # Digits of a ratio to the whole are sought for the best value alone.
        (80.0, 70.0, 90.0, "percent", 1, "80 % [70 %–90 %]"),
        # As a ratio, 83.3 per cent is 1 : 1.2, which to one digit is one: two digits are needed.
        (83.3, 71.4, 91.2, "percent", 1, "83 % [71 %–92 %]"),
    ],
)
def test_amounts_in_fewer_digits(value, low, high, unit, digits, text):
    assert amount_text(value, low, high, unit, digits) == text


def test_a_sentence_begins_with_a_large_letter():
    assert [capitalised(text) for text in ("the Pact", "é", "", "A b")] == [
        "The Pact",
        "É",
        "",
        "A b",
    ]


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (0.0, 2, "0"),
        (2.5, 1, "2"),  # half to even, so that sums of many are not pushed up
        (3.5, 1, "4"),
        (9.96, 2, "10"),
        (0.0996, 2, "0.10"),
        (9_950, 2, "1.0E+4"),
        (123_456, 2, "1.2E+5"),
    ],
)
def test_rounding_by_hand(value, digits, text):
    assert str(round_to(value, digits)) == text


def test_bounds_of_amounts_still_bound():
    text = amount_text(1_500_499_000, 1_486_000_001, 1_514_000_001, "USD")
    assert text == "$1.50 billion [$1.48 billion–$1.52 billion]"
    assert amount_text(math.nan, 1_499_900_000_000, math.inf, "USD") == "≥ $1,490 billion"


def test_a_ratio_that_rounds_to_one_says_on_which_side_it_is():
    assert fold_text(1.004, 2) == "just over 1 : 1"
    assert fold_text(0.996, 2) == "just under 1 : 1"
    assert fold_text(1.0, 2) == "1.0 : 1"


def test_bounds_that_leave_equality_out_are_seen_to_do_so():
    # 4215 [4160-4270] warheads against 4309: never as many.
    told = ratio_text(4215 / 4309, 4160 / 4309, 4270 / 4309, digits=2)
    assert told == "1 : 1.02 [1.009–1.04]"
    # Bounds that hold equality need no more digits than they carry.
    assert ratio_text(1.001, 0.997, 1.005, digits=3) == "just over 1 : 1 [0.997–1.01]"
    assert amount_text(102.2, 100.9, 103.6, "percent", 2) == "102 % [100.9 %–104 %]"
    assert amount_text(100.0, 100.0, 100.0, "percent", 2) == "100 %"
