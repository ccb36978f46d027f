"""What leaves, on tables small enough to be worked out by hand. PACT is AAA, BBB and CCC."""

import math

import pandas as pd
import pytest
from handmade import figure, held, redefined

import balance
from balance.comparison.compare import compare_rows
from balance.scenarios import context, nato_vs_russia, nato_without_us_and_canada
from balance.scenarios.departure import (
    contributing_rows,
    drawn_leaving,
    leaving_table,
    members_table,
)
from balance.scenarios.departure_text import (
    contributions_title,
    leaving_alt,
    leaving_sentence,
    leaving_title,
)


def left(data, *names, leavers=("CCC",), a="PACT"):
    before = compare_rows(data, a, "RRR", indicators=names or ["tanks"])
    return leaving_table(before, leavers)[0]


@pytest.mark.parametrize(
    ("values", "majority"),
    [
        ((10, 10, 10, 15), "kept"),  # 30 and then 20 against 15
        ((10, 10, 10, 20), "lost"),  # 20 against 20: the same is no majority
        ((10, 10, 10, 25), "lost"),
        ((10, (8, 12), 10, 20), "undecided"),  # 28 to 32, then 18 to 22, against 20
        ((10, None, 30, 20), "undecided"),  # 40 or more, then 10 or more, against 20
        ((10, 10, 10, 30), "not held"),  # level with everyone
        ((10, 10, (8, 12), 30), "not held"),  # undecided with everyone
        ((10, 10, 10, 40), "not held"),
        ((10, 10, 10, None), ""),
        ((None, None, 30, 20), ""),  # nobody who stays has a figure
    ],
)
def test_what_becomes_of_a_majority(tiny, values, majority):
    assert left(tiny(held(*values))).loc[0, "majority"] == majority


def test_no_majority_among_unlike_things(tiny):
    scoped = held(10, 10, 30, None) + held(None, None, None, 20, scope="incl_storage")
    row = left(tiny(scoped)).iloc[0]
    assert (row["majority"], row["verdict_before"]) == ("", "not_comparable")
    # The allies are counted alike, so their share may be formed: 30 of 50.
    assert (row["share"], row["why_not"]) == (0.6, "")


def test_a_share_has_the_bounds_of_both_its_parts(tiny):
    row = left(tiny(held(10, (15, 25), (20, 40), 1))).iloc[0]
    assert (row["leaves"], row["stays"], row["share"]) == (30, 30, 0.5)
    assert row["share_low"] == 20 / (20 + 35)
    assert row["share_high"] == 40 / (40 + 25)


@pytest.mark.parametrize(
    ("values", "why_not"),
    [
        ((10, None, 30, 20), "members are missing"),
        ((10, 10, None, 20), "members are missing"),
        ((0, 0, 0, 20), "nobody has any"),
    ],
)
def test_a_share_that_may_not_be_formed_says_why(tiny, values, why_not):
    row = left(tiny(held(*values))).iloc[0]
    assert (row["why_not"], math.isnan(row["share"])) == (why_not, True)


def test_the_source_that_speaks_with_everyone_speaks_for_both_balances(tiny):
    # Without CCC the preferred "one" would cover everyone; with everyone only "two" does.
    data = tiny(held(1, 1, None, 1) + held(10, 10, 30, 40, source="two-2024"))
    row = left(data).iloc[0]
    assert (row["source"], row["stays"], row["ratio_after"]) == ("two-2024", 20, 0.5)


def test_the_largest_shares_are_named_and_nothing_that_is_none(tiny):
    rows = [
        *held(10, 10, 0, 5),
        *held(10, 30, 60, 5, indicator="guns"),
        *held(20, 20, 10, 5, indicator="rockets"),
        *held(45, 45, 10, 5, indicator="spending"),
        *held(40, 50, 10, 5, indicator="output", source="two-2024"),
    ]
    data = tiny(rows)
    table = left(data, "tanks", "output", "spending", "rockets", "guns")
    said = str(leaving_sentence(data, table, "Gamma", "Rho"))
    assert said == (
        "With Gamma go 60 % of the guns, 20 % of the rockets and 10 % of the output; "
        "no majority over Rho is lost where it can be compared."
    )
    said = str(leaving_sentence(data, left(data, "tanks"), "Gamma", "Rho"))
    assert said.startswith("With Gamma goes no part of any total;")


def test_lost_and_open_majorities_are_said_whether_or_not_headlines_name_them(tiny):
    data = tiny(
        held(10, 10, 10, 25)
        + held(10, (8, 12), 10, 20, indicator="guns")
        + held(10, 10, 10, 15, indicator="rockets")
    )
    data = redefined(data, "tanks", "guns", headline="no")
    table = left(data, "tanks", "guns", "rockets")
    said = str(leaving_sentence(data, table, "Gamma", "Rho"))
    assert said == (
        "With Gamma go 33 % of the rockets; the majority over Rho in tanks is lost; "
        "whether that in guns is kept cannot be decided."
    )


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ((10, 20, 30, 5), False),  # one half is not more than half
        ((10, 19, 30, 5), True),
        ((10, 10, (18, 42), 5), False),  # 30 of 50, and 18 of 38 at least
        ((10, 10, (21, 39), 5), True),
    ],
)
def test_more_than_half_is_said_where_the_low_bound_is_more_than_half(tiny, values, named):
    data = tiny(held(*values))
    title = str(leaving_title(data, left(data), "Gamma"))
    expected = "With Gamma goes more than half of the tanks" if named else "What leaves with Gamma"
    assert title == expected


@pytest.mark.parametrize(
    ("tanks", "named"), [((1, 1, 8, 1), "barrels"), ((8, 1, 1, 1), "guns and rockets")]
)
def test_a_family_has_one_name_only_if_most_of_each_of_it_leaves(tiny, tanks, named):
    rows = [*held(*tanks), *held(1, 1, 8, 1, indicator="guns")]
    names = ("tanks", "guns", "rockets")
    data = tiny([*rows, *held(1, 1, 8, 1, indicator="rockets")])
    data = redefined(data, *names, family="barrels")
    title = leaving_title(data, left(data, *names), "Gamma")
    assert str(title) == f"With Gamma goes more than half of the {named}"


def test_what_is_drawn_are_headlines_and_majorities_that_fall(tiny):
    rows = [
        *held(10, 10, 10, 15),
        *held(10, 10, 10, 25, indicator="guns"),
        *held(10, (8, 12), 10, 20, indicator="rockets"),
        *held(10, 10, 10, 15, indicator="spending"),
    ]
    names = ("tanks", "guns", "rockets", "spending")
    data = redefined(tiny(rows), "guns", "rockets", "spending", headline="no")
    table = left(data, *names)
    assert drawn_leaving(data, table)["indicator"].tolist() == ["tanks", "guns", "rockets"]
    alt = str(leaving_alt(data, table, "Gamma"))
    assert "Tanks 33 %, majority kept; Guns 33 %, majority lost" in alt
    assert "Spending" not in alt
    data = redefined(tiny(held(10, 10, 10, 15)), *names, headline="no")
    assert drawn_leaving(data, left(data))["indicator"].tolist() == ["tanks"]


def test_a_contributor_is_largest_only_if_no_bounds_reach_it(tiny):
    data = tiny(held(10, 20, 30, 5) + held((15, 20), (20, 30), 1, 5, indicator="guns"))

    comparison = compare_rows(data, "PACT", "RRR", indicators=["tanks", "guns"])
    assert len(contributing_rows(comparison)) == 2
    members, _ = members_table(comparison)
    title = str(contributions_title(data, members, "the Pact"))
    assert title == "Largest single contributors to the Pact: Gamma (tanks)"


ASKED = [
    {"source": "two-2024"},
    {"known_by": "2024-12-31"},
    {"on": "2019-01-01"},  # when SSS was in the Duo
    {"reading": "logical"},
]


@pytest.fixture
def asked_of(tiny, monkeypatch):
    """Tables that answer each of the above differently; tanks are their only row and context."""
    monkeypatch.setattr(context, "CONTEXT", ("tanks",))
    data = tiny(
        [
            *held(10, 20, 30, 40, as_stated="about 30", hedge="about"),
            *held(1, 2, 3, 4, source="one-2024", as_of="2023"),
            *held(5, 6, 7, 8, source="two-2024", as_of="2023"),
            *(figure("SSS", "tanks", 9, s) for s in ("one-2025", "one-2024", "two-2024")),
        ]
    )
    return redefined(data, *(set(data.indicators["indicator"]) - {"tanks"}), role="context")


def plain(data, side, **asked):
    return balance.compare(side, "RRR", data=data, indicators=["tanks"], **asked).table


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: next(iter(asked)))
def test_what_is_asked_reaches_every_balance_and_the_context(asked_of, asked):
    sides = {"alliance": "PACT + DUO", "against": "RRR"}
    flagship = nato_without_us_and_canada(asked_of, without=("CCC",), **sides, **asked)
    whole = nato_vs_russia(asked_of, **sides, **asked)
    after, before = ("PACT + DUO - CCC", "PACT + DUO")
    # A source asked for speaks for the balance only: it need not have the context.
    rest = {key: value for key, value in asked.items() if key != "source"}
    for result, table, side, given in (
        (flagship, "comparison", after, asked),
        (flagship, "before", before, asked),
        (whole, "comparison", before, asked),
        (flagship, "context", after, rest),
        (whole, "context", before, rest),
    ):
        expected = plain(asked_of, side, **given)
        pd.testing.assert_frame_equal(result.tables[table], expected)
        if given:  # it would be missed if it were dropped
            assert not expected.equals(plain(asked_of, side)), side
    for key, value in asked.items():
        assert flagship.parameters[key] == whole.parameters[key] == value
