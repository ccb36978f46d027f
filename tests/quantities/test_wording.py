import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balance.errors import ReadingError, WordingError
from balance.quantities.bounds import Bounds
from balance.quantities.wording import (
    Wording,
    check_reading,
    hedge_kind,
    parse_wording,
    read_figure,
)


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
    ("text", "value", "low", "high", "step", "hedge", "counted"),
    [
        # Each form of the grammar, with a hedge, and every part of what it says.
        ("Over 14,000", 14_000, None, None, 1_000, "over", False),
        ("about tens of thousands", None, 20_000, 100_000, 10_000, "about", False),
        ("over millions", None, 2e6, 10e6, 1e6, "over", False),
        ("almost three quarters", 75, None, None, 1, "almost", False),
        ("about a half", 50, None, None, 10, "about", False),
        ("about an half", 50, None, None, 10, "about", False),
        ("about 10 or 15", None, 10, 15, 1, "about", False),
        ("nearly a decade", 10, None, None, 10, "nearly", False),
        ("nearly 3 decades", 30, None, None, 10, "nearly", False),
        ("about a couple", 2, None, None, 1, "about", False),
        ("about third", 3, None, None, 1, "about", True),
        ("about 5 to 6 million", None, 5e6, 6e6, 1e6, "about", False),
        ("5-50,000", None, 5_000, 50_000, 10_000, "", False),  # ten times as many: thousands
        ("9-9", None, 9, 9, 1, "", False),
        ("9-10,500", None, 9_000, 10_500, 100, "", False),
        ("10-10,000", None, 10_000, 10_000, 10_000, "", False),
        ("90-1,000", None, 90, 1_000, 1_000, "", False),  # 90,000 would run backwards
        ("900-1,000", None, 900, 1_000, 1_000, "", False),
        ("100-99,999", None, 100, 99_999, 1, "", False),
        ("1,000-10,000", None, 1_000, 10_000, 10_000, "", False),
        ("5-500", None, 5, 500, 100, "", False),
        ("three", 3, None, None, 1, "", True),
        ("over three thousand", 3_000, None, None, 1_000, "over", False),
        ("5,000-plus", 5_000, None, None, 1_000, "at least", False),
        ("over 5,000+", 5_000, None, None, 1_000, "over", False),
        ("0", 0, None, None, 1, "", True),
        ("00", 0, None, None, 1, "", True),
        ("0.00", 0, None, None, 0.01, "", True),
        ("1", 1, None, None, 1, "", False),
        ("100", 100, None, None, 100, "", False),
        ("2.50 bn", 2.5e9, None, None, 1e7, "", False),
    ],
)
def test_every_part_of_a_phrase(text, value, low, high, step, hedge, counted):
    assert parse_wording(text) == Wording(value, low, high, step, hedge, counted)


def test_a_phrase_may_be_eighty_characters_long():
    assert parse_wording("9".rjust(80)).value == 9
    with pytest.raises(WordingError) as caught:
        parse_wording("x" * 80)
    assert f"cannot read {'x' * 80!r} as" in str(caught.value)
    with pytest.raises(WordingError) as caught:
        parse_wording("9".rjust(81, "x"))
    shown = "x" * 80 + "..."
    assert str(caught.value) == (
        f"cannot read {shown!r} as a number; expected e.g. 'over 14,000', '2.7 million', "
        "'$2.23bn', '50-60,000', 'tens of thousands'"
    )


def cells(*value, **more):
    return value, more


@pytest.mark.parametrize(
    ("cells", "bounds", "rule"),
    [
        (cells(None, low=5.0), Bounds(5, None, math.inf), "printed range"),
        (cells(None, high=5.0), Bounds(0, None, 5), "printed range"),
        (cells(4.0, low=3.0, high=5.0), Bounds(3, 4, 5), "printed range"),
        (cells(5.0, as_stated="5"), Bounds(5, 5, 5), "exact"),
        (cells(3.0, as_stated="three", in_prose=True), Bounds(3, 3, 3), "exact"),
        (cells(5.0, as_stated="5", in_prose=True), Bounds(4.5, 5, 5.5), "step: rounded"),
        (
            cells(5.0, as_stated="over 5", hedge="over", reading="logical"),
            Bounds(5, 5, math.inf),
            "logical: over",
        ),
        (
            cells(5.0, as_stated="under 5", hedge="under", reading="logical"),
            Bounds(0, 5, 5),
            "logical: under",
        ),
        (
            cells(5.0, as_stated="about 5", hedge="about", reading="logical"),
            Bounds(0, 5, math.inf),
            "logical: about",
        ),
        (cells(5.0, as_stated="up to 5", hedge="up to"), Bounds(0, 5, 5), "step: up to"),
        (
            cells(5.0, as_stated="at least 5", hedge="at least"),
            Bounds(5, 5, math.inf),
            "step: at least",
        ),
        # Half a unit below one half is nothing, and never less than nothing.
        (
            cells(0.5, as_stated="0.5", in_prose=True),
            Bounds(0.45, 0.5, 0.55),
            "step: rounded",
        ),
    ],
)
def test_bounds_and_the_rule_that_made_them(cells, bounds, rule):
    assert read_figure(*cells[0], **cells[1]) == (bounds, rule)


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
    with pytest.raises(WordingError, match=r"not a known hedge; expected one of: .*about, above, "):
        hedge_kind("give or take")
    with pytest.raises(ReadingError, match="expected one of: step, logical"):
        check_reading("guess")
    with pytest.raises(WordingError, match=r"^a figure needs a value or a printed range$"):
        read_figure(None)
    with pytest.raises(WordingError, match=r"^the range '60-50' runs backwards$"):
        parse_wording("60-50")
    with pytest.raises(WordingError, match=r"^the range '5 or 4' runs backwards$"):
        parse_wording("5 or 4")


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


def test_a_range_with_a_comma_in_both_ends_is_taken_as_it_stands():
    wording = parse_wording("1,000 to 2,000,000")
    assert (wording.low, wording.high) == (1_000, 2_000_000)
