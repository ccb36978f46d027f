"""Sums on arrays: the same bits as those of a row, whatever the bounds."""

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from balance.comparison.rows import Row
from balance.comparison.selection import Selection
from balance.comparison.terms import ABSENCE, EntityTerms, Plan, Term
from balance.comparison.totals import Side
from balance.quantities.bounds import Bounds
from balance.robustness.universes.cube import VERDICTS, outcomes_of, sides_of, view_of
from balance.tables.records import Indicator

STATES = ("AAA", "BBB", "CCC", "DDD")
PAIRS = [
    (("AAA",), ("BBB",)),
    (("AAA", "BBB"), ("CCC",)),
    (("BBB", "CCC", "DDD"), ("AAA",)),
    (("AAA", "DDD"), ("BBB", "CCC")),
]
numbers = st.sampled_from([0.0, 0.1, 0.2, 0.3, 0.6, 1.0, 2.0, 3.0, 2.0**53, 1e300])


@st.composite
def bounds(draw):
    low, value, high = sorted(draw(st.tuples(numbers, numbers, numbers)))
    if draw(st.booleans()):
        low = high = value
    high = draw(st.sampled_from([high, high, math.inf]))
    return Bounds(low, draw(st.sampled_from([value, value, None])), high)


@st.composite
def members(draw, parts):
    found = []
    for code in STATES:
        terms = tuple(
            Term(
                *(code, part, ("f",), ("s",), draw(bounds())),
                draw(st.sampled_from(["exact", ABSENCE])),
                draw(st.sampled_from(["", "", "", "stored"])),
                ("2024",),
                1.0,
            )
            for part in draw(st.lists(st.sampled_from(parts), max_size=2))
        )
        found.append(EntityTerms(code, terms, draw(st.booleans())))
    return found


def plan(unit, is_share, comparable=True):
    words = ("x", "X", "x", "x", unit, "", "land", "d", "balance", True, comparable, "")
    below = (("y",),) if is_share else ()
    return Plan(Indicator(*words, (), (("x",),), below, ("one",)), (("x",),), below, {}, False)


def check(own, found, speaks=True):
    view = view_of(own, found, speaks=speaks)
    outcomes = outcomes_of([view], sides_of(STATES, PAIRS))
    scale = 100.0 if own.indicator.unit == "percent" else 1.0
    for place, pair in enumerate(PAIRS):
        a, b = (
            Side(tuple(m for m in found if m.entity in codes), own.is_share, scale)
            for codes in pair
        )
        row = Row(own, a, b, Selection({}, "one") if speaks else None)
        assert VERDICTS[outcomes.verdicts[0, place]] == row.verdict
        told = [math.nan if n is None else n for s in (a, b) for n in _ends(s.bounds)]
        assert [repr(n) for n in outcomes.totals[0, place].tolist()] == [repr(n) for n in told]
        ratio = row.ratio
        ends = [math.nan, math.nan] if ratio is None else [ratio.low, ratio.high]
        assert [repr(n) for n in outcomes.ratios[0, place].tolist()] == [repr(n) for n in ends]


def _ends(total):
    return tuple(None if n is None else float(n) for n in (total.low, total.value, total.high))


@settings(max_examples=150, deadline=None)
@given(members([""]), st.booleans(), st.booleans())
def test_sums_are_those_of_a_row(found, comparable, speaks):
    check(plan("vehicles", False, comparable), found, speaks)


@settings(max_examples=150, deadline=None)
@given(members(["numerator", "denominator"]), st.sampled_from(["percent", "ratio"]))
def test_shares_are_those_of_a_row(found, unit):
    check(plan(unit, True), found)
