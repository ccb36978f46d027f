"""Tests of claims, and files of claims, as a user may write them."""

from dataclasses import replace

import pytest
from handmade import figure
from hostile import damaged, examples, hostile
from hypothesis import example, given
from hypothesis import strategies as st

from balance.claims.reading import Claim, claim_faults, read_claims
from balance.claims.testing import put_to_test
from balance.errors import BalanceError, DataFaults, Place

STATES = ("AAA", "BBB", "CCC", "RRR")
GOOD = """[[claim]]
id = "c-1"
source = "text"
locator = "paragraph 1"
statement = "The Pact has more tanks."
test = "tanks(PACT) > tanks(RRR)"
settle = "An edition that says otherwise."
"""
TESTS = hostile(
    "tanks", "guns", "spending", "(", ")", "PACT", "DUO", "AAA", "RRR", "x", " for x in ",
    "[tanks, guns]", "{AAA, RRR}", "members(", "stated(", "count(", "rank(", "fits(", "all(",
    "any(", "tanks(PACT)", "tanks(RRR)", "guns(x)", "x(PACT)", ", ", " > ", " == ", " <= ",
    " != ", " and ", " or ", "not ", " + ", " - ", " * ", " / ", "1", "0", "1e15", "2.5",
    ', source="two-2024"', ', on="2020-02-01"', ', as_of="2024"', '"', "tanks(PACT) > 1",
    " in ", "=", "share", "sum(", "[", "]", "tanks(AAA) / tanks(RRR)", "fits(tanks(AAA), 10)",
    longest=14,
)  # fmt: skip
LANGUAGE = [
    "count(tanks(x) > 15 for x in PACT) == 2",
    "rank(CCC, tanks, PACT) == 1",
    'stated(tanks, PACT, source="text") > 50',
    'tanks(PACT - AAA, on="2024-02-01") * 2 - 1 >= guns(RRR) / 3',
    "all(x(PACT) > x(RRR) for x in [tanks, guns]) and not members(PACT) == 31",
    "10 < tanks(AAA) + 5 < 20 or fits(tanks(AAA), stated(tanks, PACT))",
]


@pytest.fixture
def small(tiny):
    rows = [
        figure(state, name, value, source)
        for name, values in (("tanks", (10, 20, 30, 25)), ("guns", (1, 2, 3, 0)))
        for source in ("one-2025", "two-2024")
        for state, value in zip(STATES, values, strict=True)
    ]
    said = {"as_stated": "over 50", "hedge": "over", "quote": "over 50 tanks"}
    return tiny([*rows, figure("PACT", "tanks", 50, "text", locator="paragraph 1", **said)])


def answered(test, data):
    words = {"id": "c", "source": "text", "locator": "paragraph 1", "statement": "s"}
    made = Claim(**words, test=test, settle="x", note="", on=data.reference_date, place=Place("f"))
    assert {type(fault) for fault in claim_faults(data, [made])} <= {*known_faults()}
    for outcome in put_to_test(data, made):
        assert outcome.answer in ("true", "false", "open", "not_comparable", "no_data"), test


def known_faults():
    from balance.errors import DataFault

    return DataFault.__subclasses__()


@given(test=TESTS)
@example(test="tanks(PACT) > " + "-" * 900 + "1")
@example(test="tanks(PACT) > 1" + " or tanks(PACT) > 1" * 50)
@example(test="count(count(tanks(y) > 1 for y in PACT) > 1 for x in PACT) > 1")
@example(test="tanks(PACT) == " + "9" * 900)
@example(test="1" + "0" * 308 + " * 10 > 1")
@example(test="1 / 0 > 1")
@example(test="0 / 0 > 1")
@examples(80)
def test_an_answer_or_one_clear_error(test, small):
    try:
        answered(test, small)
    except BalanceError as fault:
        assert str(fault)


@given(data=st.data())
@examples(80)
def test_a_test_with_damage_gives_an_answer_or_one_clear_error(small, data):
    try:
        answered(damaged(data.draw, data.draw(st.sampled_from(LANGUAGE))), small)
    except BalanceError as fault:
        assert str(fault)


@given(data=st.data())
@examples(80)
def test_a_file_of_claims_with_damage_gives_claims_or_all_faults(small, data):
    text = damaged(data.draw, GOOD * data.draw(st.integers(1, 3)))
    try:
        found = read_claims(replace(small, claim_texts=(("mine/claims.toml", text),)))
    except DataFaults as faults:
        assert all(fault.place.file == "mine/claims.toml" for fault in faults.faults)
        return
    assert all(isinstance(cell, str) for claim in found for cell in (claim.id, claim.test))


@pytest.mark.parametrize(
    "text",
    [
        "x = " + "[" * 5_000,
        "x = " + "9" * 5_000,
        'claim = ["""\n[[claim]]\n"""]',
        "claim = 1",
        "[claim]\nid = 1",
        "[[claim]]\n" * 3,
        GOOD.replace('"c-1"', "1"),
        GOOD.replace('"c-1"', "1979-05-27"),
        GOOD.replace('"c-1"', "[]"),
        GOOD.replace('"text"', '"nosuch"'),
        GOOD + 'on = "2025-02"\n',
        GOOD + "on = 2025-02-13\n",
        GOOD + 'more = "x"\n',
        GOOD.replace("more tanks", "more\\ttanks"),
        GOOD * 2,
        GOOD[:-3],
    ],
    ids=range(16),
)
def test_files_of_claims_that_are_wrong_say_where(small, text):
    with pytest.raises(DataFaults) as caught:
        read_claims(replace(small, claim_texts=(("mine/claims.toml", text),)))
    assert "mine/claims.toml" in str(caught.value)
    assert "to mend: " in str(caught.value)
