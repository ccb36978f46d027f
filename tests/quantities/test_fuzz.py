"""Numbers, dates and bases as a table or a user may write them."""

import math
import re
from contextlib import suppress
from datetime import date

import pytest
from hostile import examples, hostile
from hypothesis import given
from hypothesis import strategies as st

from balance.errors import BalanceError, BasisError, DateError, WordingError
from balance.quantities.basis import basis_label, is_basis
from balance.quantities.dates import first_day, is_partial_date, last_day, parse_day
from balance.quantities.units import is_count, is_money, product_unit, share_unit
from balance.quantities.wording import READINGS, hedge_kind, parse_wording, read_figure

PHRASES = hostile(
    "over ", "at least ", "almost ", "about ", "up to ", "estimate ", "an estimated ", "some ",
    "$", "US$", "€", "14,000", "2.7", "0", "00", "0.0", "000,000", "50-60,000", "9–9", "1 to 2",
    " million", " bn", "thousands", "tens of ", "a half", "three quarters", "10 or 15",
    "a decade", "couple", "third", "three", "none", "nil", " hundred", "+", "-plus", "%",
    " per cent", " euros", "(", ")", ",", ".", " ", "9" * 70, "0." + "0" * 60 + "1",
    longest=8,
)  # fmt: skip
DATES = hostile(
    "2024", "0000", "0001", "9999", "-", "-02", "-13", "-30", "-00", "/", "T00:00", longest=6
)


@given(PHRASES)
@examples(200)
def test_a_phrase_gives_a_number_or_one_clear_error(text):
    try:
        words = parse_wording(text)
    except WordingError as fault:
        assert str(fault)
        return
    assert re.fullmatch(r"[\x20-\x7e–€£\t\n\r\f\v]+", text.strip())
    known = [n for n in (words.value, words.low, words.high) if n is not None]
    assert known
    assert all(math.isfinite(n) and n >= 0 for n in known)
    assert words.step > 0
    assert (words.low is None) == (words.high is None) == (words.value is not None)


@given(PHRASES, st.sampled_from(READINGS), st.booleans())
@examples(200)
def test_a_readable_phrase_gives_bounds_that_hold_it(text, reading, in_prose):
    try:
        words = parse_wording(text)
        bounds, rule = read_figure(
            words.value,
            low=words.low,
            high=words.high,
            as_stated=text,
            hedge=words.hedge,
            in_prose=in_prose,
            reading=reading,
        )
    except BalanceError:
        return
    assert rule
    if words.value is not None:
        assert 0 <= bounds.low <= words.value <= bounds.high


@given(
    st.none() | st.floats(),
    st.none() | st.floats(),
    st.none() | st.floats(),
    PHRASES,
    st.sampled_from(["", "over", "estimate", "about", "up to", "at least", "under"]) | PHRASES,
    st.booleans(),
)
@examples(200)
def test_any_cells_of_a_figure_give_bounds_or_one_clear_error(value, low, high, text, hedge, prose):
    with suppress(BalanceError):
        read_figure(value, low=low, high=high, as_stated=text, hedge=hedge, in_prose=prose)


@given(DATES)
@examples(200)
def test_a_date_or_one_clear_error(text):
    if not is_partial_date(text):
        for read in (first_day, last_day, parse_day):
            with pytest.raises(DateError):
                read(text)
        return
    assert date.min <= first_day(text) <= last_day(text) <= date.max
    with suppress(DateError):
        assert parse_day(text) == first_day(text) == last_day(text)


@given(hostile("current", "2015", "-", "mer", "ppp", "unstated", "２０１５", longest=4))
@examples(100)
def test_a_basis_or_one_clear_error(text):
    try:
        told = basis_label(text)
    except BasisError:
        assert not is_basis(text)
    else:
        assert is_basis(text) == bool(told) == bool(text)


@given(hostile("USD", " per ", "persons", "person", "percent", " ", longest=6), PHRASES)
@examples(100)
def test_units_and_hedges_are_read_whatever_they_are(unit, other):
    assert not (is_money(unit) and is_count(unit))
    assert isinstance(product_unit([unit, other]), str)
    assert isinstance(share_unit(unit, other), str)
    with suppress(WordingError):
        assert hedge_kind(other) or not other
