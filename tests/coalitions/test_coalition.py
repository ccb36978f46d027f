from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balance.coalitions.coalition import Coalition
from balance.errors import DateError, NotAMember, UnknownName

STATES = frozenset({"AAA", "BBB", "CCC", "DDD"})
DAY = date(2025, 2, 13)


def coalition(*codes, label="PACT", on=DAY, is_states=False):
    return Coalition(frozenset(codes), on, label, STATES, is_states)


subsets = st.sets(st.sampled_from(sorted(STATES)))


def test_algebra_by_hand():
    pact = coalition("AAA", "BBB", "CCC")
    assert (pact - {"AAA", "BBB"}).codes == ("CCC",)
    assert (pact - "AAA").codes == ("BBB", "CCC")
    assert (pact + {"DDD"}).codes == ("AAA", "BBB", "CCC", "DDD")
    assert (pact & {"AAA", "DDD"}).codes == ("AAA",)


def test_equal_by_members_and_day_not_by_name():
    assert coalition("AAA", label="X") == coalition("AAA", label="Y")
    assert coalition("AAA") != coalition("AAA", on=date(2024, 1, 1))


def test_removing_a_state_that_is_not_inside_is_an_error():
    with pytest.raises(NotAMember, match="cannot remove DDD from 'PACT'"):
        coalition("AAA") - {"DDD"}
    with pytest.raises(NotAMember):
        coalition("AAA") - coalition("DDD", label="DDD", is_states=True)


def test_removing_a_group_is_set_difference():
    assert (coalition("AAA", "BBB") - coalition("BBB", "DDD", label="DUO")).codes == ("AAA",)


def test_a_typo_is_an_error_with_a_suggestion():
    with pytest.raises(UnknownName, match=r"'AAB' is not a state code\. Did you mean AAA"):
        coalition("AAA") + {"AAB"}


def test_coalitions_of_two_days_do_not_mix():
    with pytest.raises(DateError, match="same date"):
        coalition("AAA") + coalition("BBB", on=date(2000, 1, 1))


@pytest.mark.parametrize(
    ("made", "label"),
    [
        (lambda p: p - {"AAA"} - {"BBB"}, "PACT - AAA - BBB"),
        (lambda p: p - {"AAA", "BBB"} + {"DDD"}, "PACT - {AAA, BBB} + DDD"),
        (lambda p: (p - {"AAA"}) & coalition("BBB", label="DUO"), "(PACT - AAA) & DUO"),
        (lambda p: (p & coalition("BBB", label="DUO")) + {"DDD"}, "(PACT & DUO) + DDD"),
        (lambda p: p - (coalition("AAA", label="DUO") + {"BBB"}), "PACT - (DUO + BBB)"),
    ],
)
def test_labels_say_how_it_was_made(made, label):
    assert str(made(coalition("AAA", "BBB", "CCC"))) == label


@given(subsets.filter(bool), st.data())
def test_removing_and_adding_again_changes_nothing(codes, data):
    pact = coalition(*codes)
    some = data.draw(st.sets(st.sampled_from(sorted(codes)), min_size=1))
    assert pact - some + some == pact


@given(subsets, subsets, subsets)
def test_the_laws_of_sets_hold(a, b, c):
    a, b, c = (coalition(*codes, label=name) for codes, name in ((a, "X"), (b, "Y"), (c, "Z")))
    assert a + b == b + a
    assert a & b == b & a
    assert (a + b) - c == (a - c) + (b - c)
    assert a - b - c == a - (b + c)
    assert len(a + b) == len(a) + len(b) - len(a & b)
