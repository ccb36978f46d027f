"""What is said of scopes, of families and of editions that turn a row round."""

from dataclasses import replace

import pandas as pd
import pytest
from handmade import figure, held, redefined

import balance
from balance.comparison.caveats import why_not_comparable
from balance.comparison.compare import compare_rows
from balance.comparison.printed import printed
from balance.comparison.result import Statement
from balance.comparison.words import turned

STORED = {"scope": "incl_storage"}
FOR_OTHERS = "Tanks: for some other states"
UNKNOWN = (
    "Tanks: for some other states one-2025 is known to count stored ones; of these nothing of the "
    "kind is known."
)


def compared(data, *names, a="PACT"):
    return balance.compare(a, "RRR", data=data, indicators=list(names or ["tanks"]))


def said(data, start, *names):
    return [caveat for caveat in compared(data, *names).caveats if caveat.startswith(start)]


def test_a_scope_that_a_source_has_for_other_states_may_be_in_these_too(tiny):
    elsewhere = figure("SSS", "tanks", 5, "one-2025", **STORED)
    own = held(1, 2, 30, 20)
    assert said(tiny([*own, elsewhere]), FOR_OTHERS) == [UNKNOWN]
    for others in (
        [],
        [figure("SSS", "tanks", 5, "one-2025")],
        [figure("SSS", "tanks", 5, "one-2024", **STORED)],  # another edition
        [figure("SSS", "guns", 5, "one-2025", **STORED)],  # other things
    ):
        assert said(tiny([*own, *others]), FOR_OTHERS) == []
    # Where the scope of all is known, or nothing is concluded, there is nothing to warn of.
    assert said(tiny([*held(1, 2, 30, 20, **STORED), elsewhere]), FOR_OTHERS) == []
    unlike = [*held(1, 2, 30, None), *held(None, None, None, 20, **STORED)]
    assert compared(tiny(unlike)).table.loc[0, "verdict"] == "not_comparable"
    assert said(tiny([*unlike, elsewhere]), FOR_OTHERS) == []
    assert said(tiny([*held(1, 2, 30, None), elsewhere]), FOR_OTHERS) == []


def kin(tiny, guns, rockets):
    rows = held(*guns, indicator="guns") + held(*rockets, indicator="rockets")
    return redefined(tiny(rows), "guns", "rockets", family="barrels")


@pytest.mark.parametrize(
    ("guns", "rockets", "caveat"),
    [
        # 30 and 60 against 10: twice as much, and just below
        ((10, 10, 10, 10), (20, 20, 20, 10), "how much more there is of barrels: guns 3.0 : 1, "),
        ((10, 10, 10, 10), (20, 20, 19, 10), ""),
        ((1, 1, 3, 20), (1, 2, 7, 20), "how much more there is of barrels: guns 1 : 4, "),
        ((1, 1, 3, 20), (1, 2, 6, 20), ""),
        ((10, 10, 10, 10), (1, 1, 3, 10), "who has more barrels: guns 3.0 : 1, rockets 1 : 2."),
        ((10, 10, 10, 29), (10, 10, 10, 31), "who has more barrels: guns 1.03 : 1"),
        ((10, 10, 10, 10), (1, 1, 8, 10), ""),  # more, and level
        ((10, 10, 10, 10), ((1, 9), 1, 3, 10), ""),  # more, and undecided
        ((10, 10, 10, 10), (10, None, 90, 10), ""),  # no ratio of a partial sum
    ],
)
def test_a_family_in_which_the_count_decides_is_told(tiny, guns, rockets, caveat):
    found = said(kin(tiny, guns, rockets), "What is counted decides", "guns", "rockets")
    assert len(found) == bool(caveat), found
    assert all(one.startswith(f"What is counted decides {caveat}") for one in found)


def test_rows_of_no_family_are_not_set_against_each_other(tiny):
    rows = held(1, 1, 1, 9, indicator="guns") + held(9, 9, 9, 1, indicator="rockets")
    assert said(tiny(rows), "What is counted decides", "guns", "rockets") == []


OTHERS = {
    "one-2024": (10, 10, 10, 20),  # the same way round
    "two-2024": (1, 1, 3, 20),
    "three-2019": (5, 5, 10, 20),  # both print the same
}


def test_an_edition_that_turns_an_uncompared_row_round_is_noted(tiny):
    rows = [
        *held(10, 10, 13, 20, indicator="reserve"),
        *(r for s, v in OTHERS.items() for r in held(*v, indicator="reserve", source=s)),
        *held(10, 10, 13, 20, indicator="guns"),
        *held(1, 1, 3, 20, indicator="guns", source="two-2024"),
    ]
    result = compared(tiny(rows), "reserve", "guns")
    notes = [str(Statement(note)) for note in printed(result).notes if "round" in note]
    # Of guns, which are compared, the standing says it.
    assert notes == ["Reserve: two-2024 prints 5 against 20, the other way round."]
    assert result.table["standing"].tolist() == ["", "disputed"]


def cells(a, b, verdict="not_comparable"):
    ends = {"a_low": a, "a_high": a, "b_low": b, "b_high": b}
    return {"indicator": "reserve", "verdict": verdict, **ends}


def test_turned_looks_at_the_rows_of_the_indicator_only():
    others = pd.DataFrame(
        [
            {"source": "x", **cells(10, 20)},
            {"source": "y", **cells(20, 10)},
            {"source": "z", **cells(10, 20), "indicator": "guns"},
        ]
    )
    assert [other["source"] for other in turned(cells(30, 20), others)] == ["x"]
    assert [other["source"] for other in turned(cells(20, 30), others)] == ["y"]
    for verdict in ("a_more", "undecided", "no_data"):
        assert turned(cells(30, 20, verdict), others) == []


UNCOUNTED = "The tables do not say what is not counted. Not counted is not absent."
WORLD = "Holdings are world-wide, not those that face each other."


def marked(data, *names, a="PACT", b="RRR", **asked):
    """Return all caveats, each number with its cell."""
    names = list(names or ["tanks"])
    result = balance.compare(a, b, data=data, indicators=names, **asked)
    return [statement.marked for statement in result.warnings]


def told(*given, **asked):
    """Return all caveats but the last two, which stand under every comparison alike."""
    *own, world, uncounted = map(str, map(Statement, marked(*given, **asked)))
    assert (world, uncounted) == (WORLD, UNCOUNTED)
    return own


ALONE = "No publication but one speaks for both sides: tanks."


def test_a_comparison_without_limits_of_its_own_says_the_general_ones(tiny):
    data = tiny(held(50, 50, 50, 20) + held(50, 50, 50, 20, source="two-2024"))
    assert told(data) == []


def test_who_is_missing_is_told_with_what_is_known_without_them(tiny):
    assert marked(tiny(held((10, 12), None, 31, 20)))[0] == (
        "Tanks: ⟦2¦comparison/tanks/a_reported⟧ of ⟦3¦comparison/tanks/a_members⟧ members of the "
        "Pact have a figure; its total is ⟦41¦comparison/tanks/a_low⟧ or more. Missing: Beta."
    )
    # Nothing is known of a total of which only nothing is reported.
    assert told(tiny(held(0, None, None, 20)))[0] == (
        "Tanks: 1 of 3 members of the Pact have a figure. Missing: Beta and Gamma."
    )
    assert marked(tiny(held(1, 2, 3, 4)), b="RRR + SSS")[0] == (
        "Tanks: ⟦1¦comparison/tanks/b_reported⟧ of ⟦2¦comparison/tanks/b_members⟧ members of Rho "
        "and Sigma have a figure; its total is ⟦4¦comparison/tanks/b_low⟧ or more. Missing: "
        "Sigma."
    )
    # A low bound is rounded down: 1.2399 billion are not 1.24 billion or more.
    money = held(1_239_900_000, None, 0, 20, indicator="spending")
    assert "its total is $1.23 billion or more" in str(
        Statement(marked(tiny(money), "spending")[0])
    )


def test_sides_without_any_figure_are_told_once_for_all_rows(tiny):
    guns, rockets = held(1, 2, 3, None, indicator="guns"), held(5, None, indicator="rockets")
    data = tiny(guns + rockets + held(None, None, None, 9))
    assert told(data, "guns", "tanks", "rockets") == [
        "Rockets: 1 of 3 members of the Pact have a figure; its total is 5 or more. Missing: "
        "Beta and Gamma.",
        "No source at hand has a figure for any member of the Pact: tanks.",
        "No source at hand has a figure for Rho: guns and rockets.",
    ]
    assert told(data, "tanks", a="AAA", b="RRR + SSS")[-1:] == [
        "No source at hand has a figure for Alpha: tanks."
    ]
    assert told(data, "guns", a="AAA", b="RRR + SSS")[-1:] == [
        "No source at hand has a figure for any member of Rho and Sigma: guns."
    ]


def test_who_turns_a_verdict_is_told_with_both_amounts(tiny):
    """The Pact has 150 against 20; of five others three say otherwise, one of them too old."""
    more = [(name, name, "2024-01-01", "open") for name in ("four", "five", "six", "seven")]
    rows = [
        *held(50, 50, 50, 20),
        *held(5, 5, 5, 20, source="two-2024"),
        *held(5, 5, 10, 20, source="four"),
        *held(50, 50, 60, 20, source="five"),
        *held(1, None, 1, 20, source="six"),  # undecided: says nothing against it
        *held(1, 1, 1, 20, source="seven", as_of="2015"),
        *held(1, 1, 1, 20, source="one-2024"),
    ]
    data = tiny(rows, sources=more)
    assert marked(data)[:-2] == [
        "Tanks stands disputed: by two-2024 more stands with Rho "
        "(⟦15¦other_sources/tanks@two-2024/a⟧ against ⟦20¦other_sources/tanks@two-2024/b⟧).",
        "Tanks stands disputed: by four both are level (⟦20¦other_sources/tanks@four/a⟧ against "
        "⟦20¦other_sources/tanks@four/b⟧).",
    ]
    turned_round = tiny(held(5, 5, 5, 20) + held(50, 50, (40, 50), 20, source="two-2024"))
    assert told(turned_round)[0] == (
        "Tanks stands disputed: by two-2024 more stands with the Pact (145 [140–150] against 20)."
    )


def test_an_edition_of_the_same_publication_revises(tiny):
    rows = held(50, 50, 50, 20) + held(5, 5, 5, 20, source="one-2024")
    again = held(50, 50, 50, 20, source="two-2024")
    assert told(tiny(rows + again)) == [
        "Tanks is revised: by one-2024 more stands with Rho (15 against 20)."
    ]
    assert told(tiny([*held(50, 50, 50, 20), *again])) == []


def test_members_on_whom_a_verdict_hangs_are_named_largest_first(tiny):
    assert marked(tiny(held(10, 11, 12, 22)))[0] == (
        "Tanks: the verdict changes if ⟦Gamma or Beta¦comparison/tanks/hangs_on⟧ leaves."
    )


def test_a_row_that_is_not_compared_is_told_with_all_that_is_printed(tiny):
    rows = held(10, None, 13, 20, indicator="reserve")
    rows += held(1, 1, 3, (20, 30), indicator="reserve", source="two-2024")
    assert marked(redefined(tiny(rows), "reserve", preferred_publications="two;one"), "reserve")[
        0
    ] == (
        "Reserve cannot be compared: unlike things. Printed for the Pact against Rho: "
        "⟦5¦comparison/reserve/a⟧ against ⟦25 [20–30]¦comparison/reserve/b⟧ in two-2024, "
        "⟦≥ 23¦other_sources/reserve@one-2025/a⟧ against "
        "⟦20¦other_sources/reserve@one-2025/b⟧ in one-2025."
    )


def test_unlike_scopes_are_told_by_whom_they_count(tiny):
    def row(*figures):
        return compare_rows(tiny(list(figures)), "PACT", "RRR", indicators=["tanks"]).rows[0]

    def why(*figures):
        data = tiny(list(figures))
        return why_not_comparable(data, row(*figures))

    plain = held(None, None, 3, 20)
    first = figure("AAA", "tanks", 5, "one-2025", **STORED)
    second = figure("BBB", "tanks", 5, "one-2025", **STORED)
    assert why(*plain, first, second) == (
        "the figures of Alpha and Beta are known to count stored ones, others are not"
    )
    assert why(*plain, first) == (
        "the figure of Alpha is known to count stored ones, others are not"
    )
    # Scopes are told one by one, one that has no label by its name, and nothing counts nothing.
    other = figure("BBB", "tanks", 5, "one-2025", scope="with_crews")
    none = figure("RRR", "tanks", 0, "one-2025", scope="with_wheels")
    assert why(first, other, none, plain[0]) == (
        "the figure of Alpha is known to count stored ones, the figure of Beta is known to count "
        "with_crews, others are not"
    )
    assert why(*plain) == ""
    # Where all of them count something besides, there are no others.
    rival = figure("RRR", "tanks", 5, "one-2025", scope="with_crews")
    assert why(first, rival) == (
        "the figure of Alpha is known to count stored ones and the figure of Rho is known to "
        "count with_crews"
    )


def test_a_product_of_scopes_counts_all_of_them(tiny):
    rows = [
        figure("AAA", "rate", 4, "one-2025", **STORED),
        figure("AAA", "output", 100, "two-2024", scope="with_crews"),
        figure("RRR", "rate", 4, "one-2025"),
        figure("RRR", "output", 100, "two-2024"),
    ]
    assert told_of(tiny(rows), "derived", a="AAA").startswith(
        "Derived cannot be compared: the figure of Alpha is known to count stored ones and "
        "with_crews, others are not. Printed for Alpha against Rho: $4.00 against $4.00 in mixed."
    )


def told_of(data, *names, **asked):
    return str(Statement(marked(data, *names, **asked)[0]))


def test_what_a_source_counts_elsewhere_is_told_for_every_part_of_a_row(tiny):
    guns, rockets = held(1, 2, 30, 20, indicator="guns"), held(1, 2, 30, 20, indicator="rockets")
    elsewhere = [
        figure("SSS", "guns", 5, "one-2025", scope="with_crews"),
        figure("SSS", "rockets", 5, "one-2025", **STORED),
    ]
    start = "Artillery: for some other states"
    assert said(tiny(guns + rockets + elsewhere), start, "artillery") == [
        "Artillery: for some other states one-2025 is known to count stored ones and with_crews; "
        "of these nothing of the kind is known."
    ]
    own = figure("SSS", "artillery", 5, "one-2025", **STORED)
    assert said(tiny([*guns, *rockets, own]), start, "artillery") == [
        "Artillery: for some other states one-2025 is known to count stored ones; of these "
        "nothing of the kind is known."
    ]


def test_a_family_is_told_with_the_ratio_of_each_row(tiny):
    data = kin(tiny, (10, 10, 10, 10), (20, 20, 20, 10))
    found = [one for one in marked(data, "guns", "rockets") if one.startswith("What is counted")]
    assert found == [
        "What is counted decides how much more there is of barrels: guns "
        "⟦3.0 : 1¦comparison/guns/ratio⟧, rockets ⟦6.0 : 1¦comparison/rockets/ratio⟧."
    ]


def test_each_family_is_told_by_itself(tiny):
    names = ("tanks", "guns", "rockets", "reserve")
    rows = [r for n in ("tanks", "rockets") for r in held(10, 10, 10, 10, indicator=n)]
    rows += [r for n in ("guns", "reserve") for r in held(20, 20, 20, 10, indicator=n)]
    data = redefined(tiny(rows), "tanks", "rockets", family="barrels")  # alike: not told
    data = redefined(data, "reserve", comparable="yes")
    assert said(data, "What is counted", *names) == []
    data = redefined(data, "guns", "tanks", family="hulls")
    data = redefined(data, "rockets", "reserve", family="barrels")
    assert [one.partition(":")[0] for one in said(data, "What is counted", *names)] == [
        "What is counted decides how much more there is of hulls",
        "What is counted decides how much more there is of barrels",
    ]


def test_rows_on_which_nobody_else_speaks_are_told_by_who_speaks(tiny):
    rows = held(50, 50, 50, 20) + held(50, 50, 50, 20, indicator="rockets")
    rows += held(50, 50, 50, 20, indicator="guns", source="two-2024")
    assert told(tiny(rows), "tanks", "guns", "rockets") == [
        "No publication but one speaks for both sides: tanks and rockets.",
        "No publication but two speaks for both sides: guns.",
    ]
    mixed = held(50, 50, 50, None) + held(None, None, None, 20, source="two-2024")
    assert told(tiny(mixed), mixed=True) == [
        "No other combination of sources speaks for both sides: tanks."
    ]


def test_a_source_that_is_too_old_is_not_said_to_be_silent(tiny):
    """Another publication prints tanks for both sides, but of 2015."""
    rows = held(50, 50, 50, 20) + held(50, 50, 50, 20, indicator="guns")
    old = held(50, 50, 50, 20, source="two-2024", as_of="2015")
    assert told(tiny(rows + old), "tanks", "guns") == [
        "No publication but one speaks for both sides with figures that are recent enough: tanks.",
        "No publication but one speaks for both sides: guns.",
    ]


@pytest.mark.parametrize(
    ("as_of", "year"),
    [("2022-02-13", ""), ("2022-02-12", "2022"), ("2022", ""), ("2021", "2021"), ("2019", "2019")],
)
def test_figures_of_more_than_36_months_ago_are_told(tiny, as_of, year):
    rows = held(50, None, 50, 20) + held(50, 50, 50, 20, indicator="guns")
    data = tiny([*rows, figure("BBB", "tanks", 50, "one-2025", as_of=as_of)])
    found = told(data, "tanks", "guns")
    assert found[1:] == [
        f"Tanks: the oldest figure is of {date}, more than 36 months before 2025-02-13."
        for date in [year]
        if date
    ]


def test_figures_of_either_side_may_be_old(tiny):
    data = tiny([*held(50, 50, 50, None), figure("RRR", "tanks", 20, "one-2025", as_of="2020")])
    assert "Tanks: the oldest figure is of 2020, more than 36 months before 2025-02-13." in told(
        data
    )


@pytest.mark.parametrize(("on", "later"), [("2022-12-31", True), ("2023-01-01", False)])
def test_members_of_a_day_before_all_figures_are_told(tiny, on, later):
    rows = held(50, 50, 50, 20, as_of="2023-06") + held(50, 50, 50, 20, indicator="guns")
    data = tiny([*rows, *held(50, 50, 50, 20, indicator="rockets", as_of="2023")])
    found = said_on(data, on)
    assert found == (
        [f"Members are those of {on}; the figures are later (2023–2024)."] if later else []
    )


def said_on(data, on):
    caveats = told(data, "guns", "tanks", "rockets", on=on)
    return [caveat for caveat in caveats if caveat.startswith("Members")]


def test_a_comparison_without_figures_says_nothing_of_their_days(tiny):
    assert told(tiny([]), on="2011-01-01") == [
        "No source at hand has a figure for any member of the Pact: tanks.",
        "No source at hand has a figure for Rho: tanks.",
    ]


def test_money_is_never_set_across_bases(tiny):
    money = "Money is shown at market rates and at purchasing power side by side, never across: "
    money += "the first says what it buys abroad, the second what it buys at home."
    rows = held(50, 50, 50, 20) + held(50, 50, 50, 20, indicator="spending")
    data = tiny(rows)
    assert money in told(data, "tanks", "spending")
    assert money not in told(data, "tanks")


def at_war(tiny, *wars):
    """Return the caveat on where forces are; a war is a state, its first and its last day."""
    data = tiny(held(50, 50, 50, 20), wars=[(state, began) for state, began, _ in wars])
    frame = data.tables["wars"]
    frame["ended"] = [ended for *_, ended in wars]
    data = replace(data, tables={**data.tables, "wars": frame})
    return str(Statement(marked(data)[-2]))


def test_states_at_war_have_their_forces_elsewhere(tiny):
    """The reference date is 2025-02-13."""
    head = "Holdings are world-wide, not those that face each other"
    assert at_war(tiny, ("RRR", "2014-02-20", "")) == (
        f"{head}; Rho is at war, and most of its forces are engaged."
    )
    assert at_war(tiny, ("RRR", "2014-02-20", ""), ("BBB", "2025-02-13", "2025-02-13")) == (
        f"{head}; Beta and Rho are at war, and most of their forces are engaged."
    )
    for over in (
        ("RRR", "2014-02-20", "2025-02-12"),
        ("RRR", "2025-02-14", ""),
        ("SSS", "2014-02-20", ""),  # on neither side
    ):
        assert at_war(tiny, over) == f"{head}."
    # One war may be over and another go on.
    several = (("RRR", "2000", "2001"), ("RRR", "2014-02-20", "2025"))
    assert at_war(tiny, *several).endswith("Rho is at war, and most of its forces are engaged.")


def test_what_was_left_out_is_told_and_what_is_not_counted(tiny):
    data = redefined(tiny(held(50, 50, 50, 20)), "guns", "rockets", role="not_counted")
    data = replace(data, left_out=("two-2024", "text"))
    assert [str(Statement(one)) for one in marked(data)[-3:]] == [
        WORLD,
        "Left out, by their terms or by choice: the figures of two-2024 and text.",
        "Not counted: guns and rockets. Not counted is not absent.",
    ]


def test_caveats_stand_row_by_row_and_the_general_ones_after_them(tiny):
    rows = held(10, None, 10, 15) + held(10, 10, 10, 15, indicator="guns", as_of="2015")
    assert [one.split(" ")[0] for one in told(tiny(rows), "tanks", "guns")] == [
        "Tanks:",  # who is missing
        "Tanks:",  # on whom it hangs
        "No",  # who else speaks
        "Guns:",  # how old
    ]


def test_one_thing_is_enough_to_count_something_besides(tiny):
    rows = [*held(1), figure("RRR", "tanks", 1, "one-2025", **STORED)]
    assert told_of(tiny(rows), a="AAA").startswith(
        "Tanks cannot be compared: the figure of Rho is known to count stored ones, others are not."
    )


def test_a_side_that_has_none_counts_nothing_besides(tiny):
    elsewhere = figure("SSS", "tanks", 5, "one-2025", **STORED)
    assert said(tiny([*held(1, 2, 30, 0), elsewhere]), FOR_OTHERS) == [UNKNOWN]


def test_what_is_never_compared_is_not_told_twice(tiny):
    elsewhere = figure("SSS", "reserve", 5, "one-2025", **STORED)
    data = tiny([*held(1, 2, 30, 20, indicator="reserve"), elsewhere])
    assert said(data, "Reserve: for some other states", "reserve") == []
