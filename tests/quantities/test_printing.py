import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balance.quantities.printing import (
    amount_text,
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
    ],
)
def test_numbers_with_units(value, unit, text):
    assert number_text(value, unit) == text


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
    assert told == "1 : 1.02 [1.009–1.036]"
    # Bounds that hold equality need no more digits than they carry.
    assert ratio_text(1.001, 0.997, 1.005, digits=3) == "just over 1 : 1 [0.997–1.01]"
    assert amount_text(102.2, 100.9, 103.6, "percent", 2) == "102 % [100.9 %–104 %]"
    assert amount_text(100.0, 100.0, 100.0, "percent", 2) == "100 %"
