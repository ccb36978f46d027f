"""Tests of claims on tables of three allies and a rival, answers computed on paper.

Tanks: Alpha 10, Beta 20, Gamma 30, Rho 25; guns: 1, 2, 3 and 4 by the same edition.
"""

import math
from dataclasses import replace
from datetime import date

import pytest
from handmade import figure

from balance.claims.reading import Claim
from balance.claims.testing import put_to_test
from balance.claims.turning import turning_date, turning_figure
from balance.errors import ExpressionError, Place


def everyone(indicator, values, source="one-2025", **more):
    states = ("AAA", "BBB", "CCC", "RRR")
    return [
        figure(state, indicator, value, source, **more)
        for state, value in zip(states, values, strict=True)
        if value is not None
    ]


@pytest.fixture
def small(tiny):
    said = {"as_stated": "over 50", "hedge": "over", "quote": "over 50 tanks"}
    return tiny(
        everyone("tanks", (10, 20, 30, 25))
        + everyone("guns", (1, 2, 3, 4))
        + everyone("reserve", (5, 6, 7, 8))
        + everyone("tanks", (10, 20, 30, 80), "two-2024")
        + [figure("PACT", "tanks", 50, "text", locator="paragraph 1", **said)]
        + [figure("AAA", "tanks", 9, "text", locator="paragraph 2", quote="9 tanks", as_stated="9")]
    )


def claim(test, data, **more):
    words = {"id": "c", "source": "text", "locator": "paragraph 1", "statement": "s"}
    made = Claim(**words, test=test, settle="x", note="", on=data.reference_date, place=Place("f"))
    return replace(made, **more)


def first(test, data, **more):
    return put_to_test(data, claim(test, data, **more))[0]


@pytest.mark.parametrize(
    ("test", "answer"),
    [
        ("tanks(PACT) > tanks(RRR)", "true"),  # 60 and 25
        ("tanks(PACT) < tanks(RRR)", "false"),
        ("tanks(PACT) == 60", "true"),
        ("tanks(PACT) != 60", "false"),
        ("tanks(PACT - CCC) >= 30", "true"),
        ("tanks(PACT) - tanks(RRR) == 35", "true"),
        ("tanks(PACT) * 2 == 120", "true"),
        ("tanks(PACT) / guns(PACT) == 10", "true"),
        ("tanks(RRR) - tanks(PACT) < 0", "true"),
        ("10 < tanks(AAA) + 5 < 20", "true"),
        ("not tanks(AAA) > 5", "false"),
        ("tanks(AAA) > 5 and guns(AAA) > 5", "false"),
        ("tanks(AAA) > 5 or guns(AAA) > 5", "true"),
        ("all(tanks(x) >= 10 for x in PACT)", "true"),
        ("all(tanks(x) > 10 for x in PACT)", "false"),
        ("any(tanks(x) > 25 for x in PACT)", "true"),
        ("count(tanks(x) > 15 for x in PACT) == 2", "true"),
        ("count(x(PACT) > x(RRR) for x in [tanks, guns]) == 2", "true"),
        ("count(x(AAA) > x(RRR) for x in [tanks, guns]) == 0", "true"),
        ("rank(CCC, tanks, PACT) == 1", "true"),
        ("rank(BBB, tanks, PACT) == 2", "true"),
        ("members(PACT) == 3", "true"),
        ('members(PACT, on="2009-01-01") == 2', "true"),
        ("fits(tanks(PACT), stated(tanks, PACT))", "true"),  # 60 is over 50
        ("fits(tanks(RRR) + tanks(AAA), stated(tanks, PACT))", "false"),  # 35 is not
        ("stated(tanks, AAA) > 8", "true"),  # 8.5 to 9.5, and tanks are whole
        ("stated(tanks, AAA) > 9", "false"),
        ('tanks(RRR, source="two-2024") == 80', "true"),
        ("reserve(AAA) > reserve(RRR)", "unlike"),
        ("rockets(AAA) > 5", "no_data"),
    ],
)
def test_answers(test, answer, small):
    assert first(test, small).answer == answer


def test_what_the_bounds_leave_open_is_open(tiny):
    about = [figure("AAA", "tanks", None, "one-2025", low=10, high=20, as_stated="10-20")]
    data = tiny([*about, figure("RRR", "tanks", 15, "one-2025")])
    assert first("tanks(AAA) > tanks(RRR)", data).answer == "open"
    assert first("tanks(AAA) > 9", data).answer == "true"
    assert first("tanks(AAA) > 9 or tanks(AAA) > tanks(RRR)", data).answer == "true"
    assert first("tanks(AAA) > 9 and tanks(AAA) > tanks(RRR)", data).answer == "open"
    assert first("not (tanks(AAA) > tanks(RRR))", data).answer == "open"


def test_a_partial_sum_proves_more_and_never_less(tiny):
    data = tiny(everyone("tanks", (10, None, 30, 25)))
    assert first("tanks(PACT) > tanks(RRR)", data).answer == "true"  # 40 without Beta
    assert first("tanks(PACT) < 50", data).answer == "open"
    assert first("tanks(PACT) > 50", data).answer == "open"


def test_each_other_edition_speaks_in_its_turn(small):
    outcomes = put_to_test(small, claim("tanks(PACT) > tanks(RRR)", small))
    said = {outcome.sources["tanks"]: outcome.answer for outcome in outcomes}
    assert said == {"one-2025": "true", "two-2024": "false"}  # 60 to 25, 60 to 80


def test_one_source_speaks_for_all_states_of_an_indicator(tiny):
    # one-2025 has Alpha only; two-2024 both: their numbers must not be mixed.
    data = tiny(
        [
            figure("AAA", "tanks", 99, "one-2025"),
            figure("AAA", "tanks", 1, "two-2024"),
            figure("RRR", "tanks", 5, "two-2024"),
        ]
    )
    outcome = first("tanks(AAA) > tanks(RRR)", data)
    assert (outcome.sources["tanks"], outcome.answer) == ("two-2024", "false")


def test_scopes_that_differ_make_unlike_things(tiny):
    data = tiny(
        [
            figure("AAA", "tanks", 99, "one-2025"),
            figure("BBB", "tanks", 9, "one-2025"),
            figure("RRR", "tanks", 5, "one-2025", scope="incl_storage"),
        ]
    )
    outcome = first("tanks(AAA) > tanks(RRR)", data)
    assert outcome.answer == "unlike"
    assert outcome.shown.as_printed is True
    assert first("tanks(AAA) > tanks(BBB)", data).answer == "true"
    assert first("tanks(AAA) > tanks(RRR) or tanks(AAA) > 1", data).answer == "true"


def test_the_figure_that_turns_an_answer_and_by_how_much(small):
    # 60 against 25: a gap of 35. Rho would need 35 more (140 %); Gamma has only 30 to lose.
    assert turning_figure(small, first("tanks(PACT) > tanks(RRR)", small)) == (
        "one-2025-rrr-tanks-2024",
        pytest.approx(1.4),
        "false",
    )
    # 30 against 25: Gamma 5 less is a sixth; Rho 5 more is a fifth.
    assert turning_figure(small, first("tanks(CCC) > tanks(RRR)", small)) == (
        "one-2025-ccc-tanks-2024",
        pytest.approx(-1 / 6),
        "false",
    )
    # One of two has to fall below its half: neither alone turns "any".
    assert turning_figure(small, first("any(tanks(x) > 15 for x in PACT)", small)) is None


def test_the_nearest_membership_that_turns_an_answer(small):
    outcome = first("members(PACT) == 3", small, on=date(2012, 1, 1))
    assert turning_date(small, outcome).on.isoformat() == "2010-04-30"  # the day before Gamma
    assert turning_date(small, first("tanks(AAA) > 5", small)) is None


@pytest.mark.parametrize(
    ("test", "answer"),
    [
        ("fits(tanks(PACT), stated(tanks, BBB))", "no_data"),  # nothing is stated of Beta
        ("not fits(tanks(PACT), stated(tanks, BBB))", "no_data"),
        ("reserve(AAA) - reserve(RRR) < 0", "unlike"),  # the same in other words
        ("reserve(AAA) / reserve(RRR) < 1", "unlike"),
        ("guns(PACT) > rockets(RRR)", "unlike"),  # pieces of different things
        ("spending(AAA) > output(RRR)", "unlike"),
        ("tanks(SSS) > tanks(AAA)", "unlike"),  # stored ones beside others
    ],
)
def test_what_is_not_known_or_unlike_decides_nothing(test, answer, tiny):
    data = tiny(
        [
            *everyone("tanks", (10, 20, 30, 25)),
            *everyone("guns", (1, 2, 3, 4)),
            *everyone("rockets", (1, 2, 3, 4)),
            *everyone("reserve", (5, 6, 7, 8)),
            *everyone("spending", (5, 6, 7, 8)),
            *everyone("output", (5, 6, 7, 8)),
            figure("SSS", "tanks", 99, "one-2025", scope="incl_storage"),
        ]
    )
    assert first(test, data).answer == answer


def test_a_constant_of_a_test_has_no_figure(data):
    from balance.claims.result import claims_result

    found = claims_result(data, ["members-31"]).explain("members-31", "left")
    assert found.figures.empty
    assert "a count of members" in found.how


@pytest.mark.parametrize(
    ("test", "words"),
    [
        ("tanks(PACT) > spending(RRR)", "USD and vehicles are compared"),
        ("tanks(PACT) + spending(RRR) > 1", "vehicles and USD are added"),
        ("all(any(tanks(y) > 1 for y in DUO) for x in PACT)", "'for' stands inside another"),
        ("all(tanks(x) > 1 for x in [])", "a list of indicators is empty"),
        ("members(PACT) == " + "9" * 400, "too large"),
        ("1e17 * 1e17 * 1e17 > 1", "too large"),
        ('tanks(AAA, on="2020-01-01", on="2021-01-01") > 1', "given twice|repeated"),
        ('tanks(AAA, source="nosuch") > 1', "no source 'nosuch' at position 1"),
        ("tank(PACT) > 1", r"no indicator or function 'tank' at position 1\. Did you mean tanks"),
        ("tanks(PACTT) > 1", "'PACTT' is neither a state nor a group.* at position 7"),
        ("tanks(PACT, RRR) > 1", "1 arguments are needed, 2 are given at position 1"),
        ("tanks() > 1", "1 arguments are needed, 0 are given"),
        ("tanks(PACT)", "a number stands where something true or false belongs"),
        ("tanks(PACT) > (tanks(RRR)", "at position"),
        ("tanks(PACT) > 'x'", "a text stands where a number belongs, at position 15"),
        ('tanks(PACT, by="x") > 1', "no option 'by'"),
        ("tanks(PACT, on=2) > 1", "the option on must be a text in quotes"),
        ("tanks(PACT).real > 1", "an attribute at position 1 is not in the language"),
        ("__import__('os') > 1", "no indicator or function '__import__'"),
        ("(lambda: 1)() > 1", "a lambda"),
        ("tanks[PACT] > 1", "an index"),
        ("tanks(PACT) > 1 if 1 else 2", "is not in the language"),
        ("count(tanks(x) > 1 for x in PACT if x) > 1", "a plain 'for x in ...' is needed"),
        ("count(tanks(x) > 1) > 1", "for x in"),
        ("all(tanks(AAA) > 1 for AAA in PACT)", "'AAA' is a name of the tables"),
        (
            "count(x(AAA) > 1 for x in [tanks, gunz]) > 1",
            r"no indicator 'gunz' at position 35\. Did you mean guns",
        ),
        ("rank(RRR, tanks, PACT) == 1", "'RRR' is not among"),
        ("fits(tanks(AAA)) ", "2 arguments are needed, 1 are given"),
        ("stated(tanks, XXX) > 1", "'XXX' is neither a state nor a group"),
        ("not 5", "something true or false belongs"),
        ("tanks(AAA) > 1e999", "too large"),
        ("not " * 300 + "tanks(AAA) > 1", "characters long"),
        ("(" * 300 + "1" + ")" * 300 + " > 1", "nested too deeply|too many nested"),
        ("tanks(AAA) > 1 # hidden", "is not in it"),
    ],
)
def test_faults_are_told_with_their_position(test, words, small):
    with pytest.raises(ExpressionError, match=words):
        first(test, small)


def test_a_ratio_of_something_over_nothing_is_not_known(tiny):
    data = tiny([figure("AAA", "tanks", 5, "one-2025"), figure("RRR", "tanks", 0, "one-2025")])
    outcome = first("tanks(AAA) / tanks(RRR) > 1", data)
    assert outcome.answer == "open"
    assert math.isinf(outcome.shown.left.high)
