"""Values on the command line as a user may type them."""

import contextlib
import io
from functools import cache

from hostile import examples, hostile
from hypothesis import example, given
from hypothesis import strategies as st

import balance
from balance.cli import app
from balance.cli.output import key_values
from balance.comparison.history import history
from balance.errors import BalanceError
from balance.scenarios import SCENARIOS

VALUES = hostile(
    "USA", "CAN", ",", "=", " ", "0", "1", "-1", "2.5", "1e15", "1e16", "1e-7", "2024", "-",
    "2024-02", "NATO", "+", "step", "logical", "gfp-2025", longest=6,
)  # fmt: skip
YEARS = hostile("1990", "2024", "-", "–", " ", "0000", "9999", "10000", longest=5)


@cache
def bundled():
    return balance.load()


@given(st.lists(VALUES, max_size=4))
@examples(100)
def test_pairs_or_one_clear_error(pairs):
    try:
        found = key_values(pairs)
    except BalanceError as fault:
        assert str(fault)
        return
    assert len(found) == len(pairs)
    assert all(name and name == name.strip() for name in found)


@given(st.sampled_from(sorted(SCENARIOS)), VALUES, st.data())
@examples(100)
def test_values_of_parameters_or_one_clear_error(name, text, data):
    entry = SCENARIOS[name]
    known = sorted(entry.parameters)
    if not known:
        return
    parameter = data.draw(st.sampled_from(known))
    try:
        values = entry.values({parameter: text})
    except BalanceError as fault:
        assert str(fault)
        return
    assert set(values) == {parameter}


@given(text=YEARS)
@example(text="1990-1980")
@example(text="２０００-２０１０")
@example(text="0-99999999999999999999")
@examples(12)
def test_years_or_one_clear_error(text):
    try:
        told = history(
            "DEU", "FRA", years=text, data=bundled(), indicators=["military_expenditure"]
        )
    except BalanceError as fault:
        assert str(fault)
        return
    assert told.headline


OPTIONS = ("--on", "--known-by", "--indicator", "--source", "--reading", "--years", "--basis")


@given(option=st.sampled_from(OPTIONS), value=VALUES | YEARS)
@examples(4)
def test_no_option_of_compare_gives_a_traceback(option, value):
    words = ["compare", "EST", "LVA", "--indicator", "submarines", f"{option}={value}"]
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            app.main(words)
            code = 0
        except SystemExit as left:
            code = int(left.code or 0)
    assert code in (0, 1, 2)
    assert "Traceback" not in err.getvalue()
    assert code == 0 or err.getvalue()
