import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balance.errors import ReadingError, WordingError
from balance.quantities.bounds import Bounds
from balance.quantities.wording import check_reading, hedge_kind, parse_wording, read_figure


def read(text, reading="step", in_prose=True):
    words = parse_wording(text)
    return read_figure(
        words.value,
        low=words.low,
        high=words.high,
        as_stated=text,
        hedge=words.hedge,
        in_prose=in_prose,
        reading=reading,
    )[0]


@pytest.mark.parametrize(
    ("text", "low", "value", "high"),
    [
        ("over 14,000", 14_000, 14_000, 15_000),
        ("over three million", 3e6, 3e6, 4e6),
        ("more than 700,000", 7e5, 7e5, 8e5),
        ("more than 206 million", 206e6, 206e6, 207e6),
        ("over $1.1 trillion", 1.1e12, 1.1e12, 1.2e12),
        ("almost 2,000", 1_000, 2_000, 2_000),
        ("nearly 10,000", 9_000, 10_000, 10_000),
        ("about 900", 800, 900, 1_000),
        ("approximately 1.31 million", 1_300_000, 1_310_000, 1_320_000),
        ("around 100,000", 90_000, 100_000, 200_000),
        ("some 2,500", 2_400, 2_500, 2_600),
        ("2.7 million", 2_650_000, 2_700_000, 2_750_000),
        ("21,000", 20_500, 21_000, 21_500),
        ("17,250", 17_245, 17_250, 17_255),
        ("662", 661.5, 662, 662.5),
        ("$2.23bn", 2.225e9, 2.23e9, 2.235e9),
        ("100 billion Euros", 95e9, 100e9, 150e9),
        ("1.3 per cent", 1.25, 1.3, 1.35),
        ("at least 40,000", 40_000, 40_000, math.inf),
        ("350,000-plus", 350_000, 350_000, math.inf),
        ("up to 200,000", 0, 200_000, 200_000),
        ("as many as 200,000", 0, 200_000, 200_000),
        ("50-60,000", 50_000, None, 60_000),
        ("approximately 50-60,000", 50_000, None, 60_000),
        ("20 to 30 thousand", 20_000, None, 30_000),
        ("tens of thousands", 20_000, None, 100_000),
        ("thousands", 2_000, None, 10_000),
        ("one fifth", 15, 20, 25),
        ("10 or 15", 10, None, 15),
        ("two or three", 2, None, 3),
        ("two decades", 15, 20, 25),
        ("a couple", 1.5, 2, 2.5),
        ("third", 3, 3, 3),
        ("Three", 3, 3, 3),
        ("None", 0, 0, 0),
        ("0", 0, 0, 0),
    ],
)
def test_step_reading(text, low, value, high):
    found = read(text)
    assert (found.low, found.value, found.high) == pytest.approx((low, value, high), nan_ok=True)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("over 14,000", 14_000, math.inf),
        ("almost 2,000", 0, 2_000),
        ("about 900", 0, math.inf),
        ("at least 5", 5, math.inf),
        ("up to 5", 0, 5),
        ("21,000", 20_500, 21_500),
    ],
)
def test_logical_reading(text, low, high):
    found = read(text, "logical")
    assert (found.low, found.high) == (low, high)


def test_a_number_in_a_table_is_exact_and_zero_is_exact_anywhere():
    assert read("21,000", in_prose=False) == Bounds(21_000, 21_000, 21_000)
    assert read_figure(0.0, as_stated="around 0", hedge="around", in_prose=True)[0].high == 0


def test_an_estimate_holds_whatever_rounds_to_it():
    bounds, rule = read_figure(3700.0, as_stated="3700", hedge="estimate")
    assert (bounds, rule) == (Bounds(3650, 3700, 3750), "estimate: rounded")


def test_a_printed_range_is_taken_as_it_stands():
    bounds, rule = read_figure(None, low=5.0, high=7.0, as_stated="5-7", hedge="")
    assert (bounds, rule) == (Bounds(5, None, 7), "printed range")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "over",
        "12 tanks",
        "1,00",
        "1e5",
        "-5",
        "__import__('os')",
        "9" * 200,
        "５",
        "12 over",
        "over over 5",
        "60-50",
        "1.2.3",
        "ten-ish",
    ],
)
def test_anything_else_is_refused(text):
    with pytest.raises(WordingError):
        parse_wording(text)


def test_unknown_hedges_and_readings_are_refused():
    with pytest.raises(WordingError, match="not a known hedge"):
        hedge_kind("give or take")
    with pytest.raises(ReadingError, match="expected one of: step, logical"):
        check_reading("guess")
    with pytest.raises(WordingError, match="needs a value"):
        read_figure(None)


@given(st.integers(1, 10**13), st.sampled_from(["", "over ", "almost ", "about ", "up to "]))
def test_bounds_hold_the_number_under_both_readings(number, hedge):
    for reading in ("step", "logical"):
        found = read(f"{hedge}{number:,}", reading)
        assert found.low <= number <= found.high


@given(st.integers(1, 10**9))
def test_step_neighbours_have_as_many_digits(number):
    words = parse_wording(f"{number:,}")
    over = read(f"over {number:,}")
    digits = len(str(number).rstrip("0"))
    assert len(str(int(over.high)).rstrip("0")) <= digits
    assert over.high - over.low == words.step


@given(st.text(max_size=120))
def test_any_text_gives_a_number_or_one_clear_error(text):
    try:
        words = parse_wording(text)
    except WordingError as fault:
        assert "cannot read" in str(fault) or "backwards" in str(fault)
    else:
        assert (words.value if words.value is not None else words.low) >= 0
