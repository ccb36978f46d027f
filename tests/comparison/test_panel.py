"""One indicator of all states and years as arrays: sums, bounds and verdicts by hand."""

import math

import numpy as np
import pytest
from handmade import figure, held, redefined, yearly

import balance
from balance.comparison.panel import PANEL_COLUMNS, panel
from balance.errors import DateError, ParameterError, ReadingError, UnknownIndicator, UnknownSource

NAN, INF = math.nan, math.inf
STORED = {"scope": "incl_storage"}


def cells(found, indicator="tanks", a="PACT", b="RRR", **asked):
    return panel(indicator, data=found).compare(a, b, **asked).to_dict("records")


def row(*figures_, tiny, indicator="tanks", absences=(), **sides):
    (only,) = cells(tiny(list(figures_), absences=absences), indicator, **sides)
    return only


def bounds(line, side):
    return (line[side], line[f"{side}_low"], line[f"{side}_high"])


@pytest.fixture
def years(tiny):
    """In 2020 Beta is missing; in 2021 all are there; in 2022 only Rho."""
    return tiny(
        [
            *yearly("AAA", {2020: 10, 2021: 20}),
            *yearly("BBB", {2021: 5}),
            *yearly("CCC", {2020: 1, 2021: 5}),
            *yearly("RRR", {2020: 4, 2021: 60, 2022: 7}),
        ]
    )


def test_arrays_hold_states_by_years(years):
    found = panel("tanks", data=years)
    assert (found.states, found.years) == (("AAA", "BBB", "CCC", "RRR"), ("2020", "2021", "2022"))
    assert (found.source, found.basis, found.indicator.name) == ("one-2025", "", "tanks")
    assert found.data is years
    np.testing.assert_array_equal(found.low, [[10, 20, 0], [0, 5, 0], [1, 5, 0], [4, 60, 7]])
    np.testing.assert_array_equal(
        found.value, [[10, 20, NAN], [NAN, 5, NAN], [1, 5, NAN], [4, 60, 7]]
    )
    np.testing.assert_array_equal(
        found.high, [[10, 20, INF], [INF, 5, INF], [1, 5, INF], [4, 60, 7]]
    )
    covered = [[True, True, False], [False, True, False], [True, True, False], [True] * 3]
    np.testing.assert_array_equal(found.covered, covered)
    assert found.covered.dtype == bool
    np.testing.assert_array_equal(found.scopes, np.zeros((4, 3)))
    assert found.scopes.dtype == np.int64


def test_a_comparison_of_years_by_hand(years):
    found = panel("tanks", data=years).compare("PACT", "RRR")
    assert tuple(found.columns) == PANEL_COLUMNS
    first, second = found.to_dict("records")  # in 2022 the Pact has no figure
    assert (first["year"], first["verdict"]) == ("2020", "a_more")  # 11 at least against 4
    assert (first["a_missing"], first["b_missing"]) == ("BBB", "")
    assert math.isnan(first["a"])
    assert bounds(first, "a")[1:] == (11, INF)
    assert bounds(first, "b") == (4, 4, 4)
    assert math.isnan(first["ratio"])
    assert bounds(first, "ratio")[1:] == (2.75, INF)
    assert (second["year"], second["verdict"]) == ("2021", "b_more")
    assert bounds(second, "a") == (30, 30, 30)
    assert bounds(second, "ratio") == (0.5, 0.5, 0.5)
    assert second["a_missing"] == second["b_missing"] == ""


def test_the_other_side_may_be_the_one_that_is_incomplete(years):
    first, _ = panel("tanks", data=years).compare("RRR", "PACT").to_dict("records")
    assert (first["a_missing"], first["b_missing"], first["verdict"]) == ("", "BBB", "b_more")
    assert math.isnan(first["ratio"])
    assert bounds(first, "ratio")[1:] == (0, pytest.approx(4 / 11))


def test_membership_is_of_the_day_asked_for(years):
    found = panel("tanks", data=years)
    # Gamma joined in May 2010.
    early = found.compare("PACT", "RRR", on="2009-01-01").to_dict("records")
    assert [line["a_low"] for line in early] == [10, 25]
    before = years.coalition("PACT", "2009-01-01")
    assert found.compare(before, "RRR")["a_low"].tolist() == [10, 25]
    with pytest.raises(DateError):
        found.compare(before, "RRR", on="2010-01-01")


def test_a_state_that_no_figure_names_is_missing_in_every_year(years):
    found = panel("tanks", data=years).compare("AAA + SSS + BBB", "RRR").to_dict("records")
    assert [line["a_missing"] for line in found] == ["BBB SSS", "SSS"]
    assert [bounds(line, "a")[1:] for line in found] == [(10, INF), (25, INF)]
    assert all(math.isnan(line["a"]) for line in found)
    assert len(panel("tanks", data=years).compare("SSS", "RRR")) == 0


def test_ranges_are_added_and_divided_outward(tiny):
    found = row(*held((10, 20), 5, 5, (2, 4)), tiny=tiny)
    assert bounds(found, "a") == (25, 20, 30)
    assert bounds(found, "b") == (3, 2, 4)
    assert bounds(found, "ratio") == (pytest.approx(25 / 3), 5, 15)
    assert found["verdict"] == "a_more"


def test_a_range_without_a_best_value_leaves_none_to_the_sum(tiny):
    found = row(
        figure("AAA", "tanks", None, "one-2025", low=10, high=20),
        *held(None, 5, 5, 4),
        tiny=tiny,
    )
    assert math.isnan(found["a"])
    assert bounds(found, "a")[1:] == (20, 30)
    assert math.isnan(found["ratio"])
    assert bounds(found, "ratio")[1:] == (5, 7.5)
    assert found["a_missing"] == ""  # it has a figure


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        ((1, 1, 1, 2), "a_more"),
        ((1, 1, 1, 4), "b_more"),
        ((1, 1, 1, 3), "level"),
        (((1, 3), 1, 1, 3), "undecided"),
        ((1, 1, 1, (3, 5)), "undecided"),
        (((1, 3), 1, 1, (2, 6)), "undecided"),
        (((2, 3), 1, 1, (2, 3.5)), "a_more"),
        ((1, 1, None, 2), "undecided"),
        ((1, 1, (1, 2), (3, 4)), "undecided"),
    ],
)
def test_verdicts_need_bounds_apart(tiny, values, verdict):
    found = row(*held(*values), tiny=tiny)
    assert found["verdict"] == verdict
    told = balance.history("PACT", "RRR", data=tiny(held(*values)), indicators=["tanks"])
    assert told.frame()[1]["a_low"].iloc[0] == found["a_low"]


def test_nothing_on_one_side_has_no_ratio_or_none_at_all(tiny):
    none = row(*held(1, 2, 3, 0), tiny=tiny)
    assert none["verdict"] == "a_more"
    assert all(math.isnan(each) for each in bounds(none, "ratio"))
    zero = row(*held(0, 0, 0, 5), tiny=tiny)
    assert bounds(zero, "ratio") == (0, 0, 0)
    perhaps = row(*held(1, 2, 3, (0, 4)), tiny=tiny)  # 6 against 0 to 4
    assert bounds(perhaps, "ratio") == (3, 1.5, INF)


@pytest.mark.parametrize(
    ("values", "ratio"),
    [
        ((0, 0, 0, (0, 4)), (0, 0, 0)),  # nothing against what may be nothing is nothing
        ((1, 1, 1, 0.5), (6, 6, 6)),
        ((1, 1, 1, (0.5, 1)), (4, 3, 6)),
        (((0, 1), 0, 0, (0, 1)), (1, 0, INF)),
    ],
)
def test_small_numbers_are_divided_as_in_a_history(tiny, values, ratio):
    data = tiny(held(*values, indicator="spending"))
    (found,) = cells(data, "spending")
    assert bounds(found, "ratio") == ratio
    told = balance.history("PACT", "RRR", data=data, indicators=["spending"])
    assert bounds(told.table.iloc[0], "ratio") == ratio


def test_a_best_value_of_nothing_has_no_best_ratio(tiny):
    perhaps = figure("RRR", "tanks", 0, "one-2025", low=0, high=4)
    found = row(*held(1, 2, 3, None), perhaps, tiny=tiny)
    assert math.isnan(found["ratio"])
    assert bounds(found, "ratio")[1:] == (1.5, INF)


def test_unlike_figures_are_not_compared(tiny):
    apart = row(*held(1, 2, 3, None), *held(None, None, None, 4, **STORED), tiny=tiny)
    assert apart["verdict"] == "not_comparable"
    assert bounds(apart, "a") == (6, 6, 6)
    assert all(math.isnan(each) for each in bounds(apart, "ratio"))
    within = row(*held(1, None, 3, 4), *held(None, 2, **STORED), tiny=tiny)
    assert within["verdict"] == "not_comparable"
    alike = row(*held(1, 2, 3, 4, **STORED), tiny=tiny)
    assert (alike["verdict"], alike["ratio"]) == ("a_more", 1.5)
    marked = redefined(tiny(held(1, 2, 3, 4)), "tanks", comparable="no", why_not="Unlike.")
    (found,) = cells(marked)
    assert (found["verdict"], found["a"]) == ("not_comparable", 6)


def test_years_are_alike_or_not_one_by_one(tiny):
    data = tiny(
        [
            *yearly("AAA", {2020: 4, 2021: 4}),
            *yearly("RRR", {2020: 2}),
            *yearly("RRR", {2021: 2}, **STORED),
            *yearly("SSS", {2020: 1, 2021: 1}, **STORED),
        ]
    )
    assert [line["verdict"] for line in cells(data, a="AAA")] == ["a_more", "not_comparable"]
    assert [line["verdict"] for line in cells(data, a="SSS")] == ["not_comparable", "b_more"]


def test_nothing_of_a_kind_fits_with_everything(tiny):
    stored = held(None, None, None, 4, **STORED)
    zeros = [figure(state, "tanks", 0, "one-2025") for state in ("AAA", "BBB", "CCC")]
    for absences, figures in (
        ((), zeros),
        ([("AAA", "tanks"), ("BBB", "tanks"), ("CCC", "tanks")], ()),
    ):
        found = row(*figures, *stored, tiny=tiny, absences=absences)
        assert (found["verdict"], found["a_missing"]) == ("b_more", "")
        assert bounds(found, "ratio") == (0, 0, 0)
    data = tiny([*zeros, *stored])
    np.testing.assert_array_equal(panel("tanks", data=data).scopes, [[-1], [-1], [-1], [1]])
    # A side of which nothing is known to be alike is compared; with one unlike member it is not.
    unlike = [*held(0, 5, 0, None), *stored]
    assert row(*unlike, tiny=tiny)["verdict"] == "not_comparable"


def test_a_missing_state_does_not_make_things_unlike(tiny):
    found = row(*held(9, None, 3, 4, **STORED), tiny=tiny)
    assert (found["verdict"], found["a_missing"]) == ("a_more", "BBB")


def test_parts_of_a_sum_bound_it_from_below(tiny):
    """Beta has guns and no figure of rockets."""
    data = tiny(
        [
            *held(1, 5, 1, 2, indicator="guns"),
            *held(1, None, 1, 2, indicator="rockets"),
        ]
    )
    found = panel("artillery", data=data)
    assert found.covered[:, 0].tolist() == [True, False, True, True]
    assert found.low[:, 0].tolist() == [2, 5, 2, 4]
    assert found.high[1, 0] == INF
    assert math.isnan(found.value[1, 0])
    (line,) = cells(data, "artillery")
    assert (line["a_low"], line["a_high"], line["a_missing"], line["verdict"]) == (
        9,
        INF,
        "BBB",
        "a_more",
    )


def test_a_part_that_counts_something_else_is_unlike(tiny):
    """Guns with stored ones and rockets without are a kind of their own."""
    data = tiny(
        [
            *held(2, None, None, 2, indicator="guns", **STORED),
            *held(2, None, None, None, indicator="rockets"),
            *held(None, None, None, 3, indicator="rockets", **STORED),
        ]
    )
    (line,) = cells(data, "artillery", a="AAA")
    assert line["verdict"] == "not_comparable"


def test_sums_are_exact_in_any_order(tiny):
    data = tiny(held(0.1, 0.2, 0.3, 0.6, indicator="spending"))
    (line,) = cells(data, "spending")
    assert line["a"] == line["a_low"] == line["a_high"] == 0.6
    assert line["verdict"] == "level"


@pytest.mark.parametrize("name", ["rate", "burden"])
def test_rates_are_refused_in_words(tiny, name):
    data = redefined(tiny(held(1, 2, 3, 4, indicator="rate")), "burden", unit="USD per person")
    with pytest.raises(ParameterError) as caught:
        panel(name, data=data)
    told = f"{name} is a rate; rates of members do not add up to a total"
    assert str(caught.value) == told


def test_what_no_edition_has_is_refused(tiny):
    data = tiny(held(1, 2, 3, 4))
    with pytest.raises(ParameterError) as caught:
        panel("guns", data=data)
    assert str(caught.value) == "no edition at hand has Guns"
    with pytest.raises(UnknownIndicator):
        panel("swords", data=data)
    with pytest.raises(UnknownSource):
        panel("tanks", data=data, source="nobody")
    with pytest.raises(ReadingError):
        panel("tanks", data=data, reading="loose")


def test_without_tables_the_bundled_ones_are_meant(years, monkeypatch):
    monkeypatch.setattr("balance.tables.loading.load", lambda: years)
    assert panel("tanks").data is years


def test_edition_prices_day_and_reading_are_those_asked_for(tiny):
    over_50 = {"as_stated": "over 50", "hedge": "over"}
    data = tiny(
        [
            *held(1, 2, 3, 4),
            figure("AAA", "tanks", 50, "two-2024", **over_50),
            figure("AAA", "spending", 5, "one-2025"),
            figure("RRR", "spending", 7, "one-2025", basis="2023-mer"),
        ]
    )
    assert panel("tanks", data=data).source == "one-2025"
    for asked in ({"source": "two-2024"}, {"known_by": "2024-12-31"}):
        found = panel("tanks", data=data, **asked)
        assert (found.source, found.high[0, 0]) == ("two-2024", 60)
    assert panel("tanks", data=data, source="two-2024", reading="logical").high[0, 0] == INF
    own, fixed = panel("spending", data=data), panel("spending", data=data, basis="2023-mer")
    assert (own.basis, own.low.tolist()) == ("current-mer", [[5], [0]])
    assert (fixed.basis, fixed.low.tolist()) == ("2023-mer", [[0], [7]])
