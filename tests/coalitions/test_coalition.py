from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balance.coalitions.coalition import Coalition
from balance.coalitions.expression import parse_coalition
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


def test_a_refusal_names_every_state_that_is_not_inside():
    with pytest.raises(NotAMember) as caught:
        coalition("AAA", "BBB") - {"CCC", "DDD", "AAA"}
    assert str(caught.value).startswith(
        "cannot remove CCC, DDD from 'PACT': not inside on 2025-02-13."
    )


def test_it_is_a_set_of_codes():
    pact = coalition("BBB", "AAA")
    assert list(pact) == ["AAA", "BBB"]
    assert "AAA" in pact
    assert "CCC" not in pact
    assert len(pact) == 2
    assert str(pact) == "PACT"
    assert repr(pact) == "<Coalition PACT on 2025-02-13: AAA, BBB>"


def test_it_shows_itself_in_a_notebook():
    assert coalition("BBB", "AAA", label="A & B")._repr_html_() == (
        "<b>A &amp; B</b>: 2 states on 2025-02-13<br>AAA, BBB"
    )
    assert coalition("AAA")._repr_html_() == "<b>PACT</b>: 1 state on 2025-02-13<br>AAA"


def test_states_by_name_stay_states_and_groups_stay_groups():
    """Taking out what was put together from states by name is an error if one is not inside."""
    a, b = (coalition(code, label=code, is_states=True) for code in ("AAA", "BBB"))
    for several in (a + b, a + {"BBB"}):
        with pytest.raises(NotAMember, match="cannot remove BBB"):
            coalition("AAA", "CCC") - several
    for a_group_in_it in (a + coalition("BBB"), coalition("BBB") + a, a - a + a & b, a - {"AAA"}):
        assert (coalition("AAA", "CCC") - a_group_in_it).members <= {"AAA", "CCC"}


def test_what_is_no_code_is_refused():
    with pytest.raises(UnknownName, match=r"^expected codes of states, found \[1\]$"):
        coalition("AAA").__add__([1])


def test_removing_a_group_is_set_difference():
    assert (coalition("AAA", "BBB") - coalition("BBB", "DDD", label="DUO")).codes == ("AAA",)


def test_a_typo_is_an_error_with_a_suggestion():
    with pytest.raises(UnknownName, match=r"'AAB' is not a state code\. Did you mean AAA"):
        coalition("AAA") + {"AAB"}


def test_coalitions_of_two_days_do_not_mix():
    with pytest.raises(DateError) as caught:
        coalition("AAA") + coalition("BBB", on=date(2000, 1, 1), label="DUO")
    assert str(caught.value) == (
        "'PACT' is of 2025-02-13 and 'DUO' of 2000-01-01; look both up on the same date"
    )


@pytest.mark.parametrize(
    ("made", "label"),
    [
        (lambda p: p - {"AAA"} - {"BBB"}, "PACT - AAA - BBB"),
        (lambda p: p - {"AAA", "BBB"} + {"DDD"}, "PACT - {AAA, BBB} + DDD"),
        (lambda p: (p - {"AAA"}) & coalition("BBB", label="DUO"), "(PACT - AAA) & DUO"),
        (lambda p: (p & coalition("BBB", label="DUO")) + {"DDD"}, "(PACT & DUO) + DDD"),
        (lambda p: p - (coalition("AAA", label="DUO") + {"BBB"}), "PACT - (DUO + BBB)"),
        (lambda p: p + coalition("DDD", label="DUO"), "PACT + DUO"),
        (lambda p: (p + {"DDD"}) & {"AAA"}, "(PACT + DDD) & AAA"),
        (lambda p: (p + {"DDD"}) & {"AAA"} & {"AAA"}, "((PACT + DDD) & AAA) & AAA"),
        (lambda p: p & coalition("AAA", label="(X + Y)"), "PACT & (X + Y)"),
        (lambda p: p & coalition("AAA", label="{X, Y}"), "PACT & {X, Y}"),
        (lambda p: p & coalition("AAA", label="{X} + {Y}"), "PACT & ({X} + {Y})"),
        (lambda p: p & coalition("AAA", label="(X) + (Y)"), "PACT & ((X) + (Y))"),
        (lambda p: p & coalition("AAA", label="((X) + (Y))"), "PACT & ((X) + (Y))"),
        (lambda _: coalition("AAA", label="(X & Y)") + {"BBB"}, "(X & Y) + BBB"),
        (lambda _: coalition("AAA", label="(X & Y) & Z") + {"BBB"}, "((X & Y) & Z) + BBB"),
        (lambda _: coalition("AAA", label="(X - Y)") & {"AAA"}, "(X - Y) & AAA"),
        (lambda _: coalition("AAA", label="(X) - Y") & {"AAA"}, "((X) - Y) & AAA"),
        (lambda p: p - coalition("AAA", label="X - Y"), "PACT - (X - Y)"),
        (lambda p: p - coalition("AAA", label="X & Y"), "PACT - (X & Y)"),
        (lambda p: p & coalition("AAA", label=""), "PACT & "),
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


def group_or_state(name):
    members = {"X": {"AAA", "BBB"}, "Y": {"BBB", "CCC"}, "Z": set(STATES)}.get(name, {name})
    return coalition(*members, label=name, is_states=name in STATES)


operations = st.sampled_from([Coalition.__add__, Coalition.__sub__, Coalition.__and__])
made_somehow = st.recursive(
    st.sampled_from(["X", "Y", "Z"]).map(group_or_state),
    lambda inner: st.tuples(operations, inner, inner).map(lambda t: t[0](t[1], t[2])),
    max_leaves=6,
)


@given(made_somehow)
def test_a_label_read_back_is_the_same_coalition(made):
    assert parse_coalition(made.label, group_or_state) == made
