"""What one state adds to a row: known zeros, and figures of one year that go together."""

import math
from datetime import date

import pytest
from handmade import figure, held, redefined

import balance
from balance.comparison.question import Question
from balance.comparison.terms import ABSENCE, EntityTerms, Term, entity_terms, plan_of, term_of
from balance.quantities.bounds import Bounds, exact


def row(data, indicator, **asked):
    return balance.compare("PACT", "RRR", data=data, indicators=[indicator], **asked).table.iloc[0]


def test_a_known_zero_is_known_from_the_day_its_source_was_out(tiny):
    """Beta has none, says "one-2025" of 10 January 2025."""
    data = tiny(held(10, None, 30, 5, source="two-2024"), absences=[("BBB", "tanks")])
    assert row(data, "tanks")["a"] == 40
    assert row(data, "tanks", known_by="2025-01-10")["a"] == 40
    early = row(data, "tanks", known_by="2025-01-09")
    assert (early["a_missing"], early["a_low"], early["a_high"]) == ("BBB", 40, float("inf"))


def money(state, spending, output):
    """Return spending and output of a state by day."""
    return [
        *(figure(state, "spending", n, "one-2025", as_of=day) for day, n in spending.items()),
        *(figure(state, "output", n, "two-2024", as_of=day) for day, n in output.items()),
    ]


def test_the_parts_of_a_share_are_of_the_latest_year_that_has_both(tiny):
    data = tiny(
        # 2023, however the day is written: 10 over 100
        money("AAA", {"2023": 10, "2024": 99}, {"2022-06": 1, "2023-12-31": 100})
        + money("BBB", {"2023-06": 20}, {"2023": 100})
        + money("CCC", {"2023": 30}, {"2023": 100})
        + money("RRR", {"2023": 40}, {"2022": 100})  # no year in common
    )
    found = row(data, "burden")
    assert found["a"] == pytest.approx(100 * 60 / 300)
    assert found["b_missing"] == "RRR"


def test_a_known_zero_has_no_year_and_holds_up_none(tiny):
    """Beta spends nothing: its output of the latest year counts all the same."""
    data = tiny(
        money("AAA", {"2024": 10}, {"2024": 100})
        + money("BBB", {}, {"2023": 1, "2024": 200})
        + money("CCC", {"2024": 30}, {"2024": 100})
        + money("RRR", {"2024": 40}, {"2024": 100}),
        absences=[("BBB", "spending")],
    )
    assert row(data, "burden")["a"] == pytest.approx(100 * 40 / 400)
    # Before that was known, nothing of Beta is.
    early = row(data, "burden", known_by="2025-01-09")
    assert "BBB" in early["a_missing"]


def test_figures_beside_a_known_zero_speak(tiny):
    """The source of a zero and a figure of another source: the figure is not overruled."""
    data = tiny(held(10, 20, 30, 5, source="two-2024"), absences=[("BBB", "tanks")])
    assert row(data, "tanks")["a"] == 60


def plan(data, indicator):
    return plan_of(data, data.indicator(indicator))


def test_a_plan_says_what_is_added_and_what_goes_together(tiny):
    data = tiny([])
    tanks = plan(data, "tanks")
    assert (tanks.numerator, tanks.denominator, tanks.names) == ((("tanks",),), (), ("tanks",))
    assert (tanks.bases, tanks.joint, tanks.is_share) == ({"tanks": ""}, True, False)
    artillery = plan(data, "artillery")
    assert (artillery.numerator, artillery.joint) == ((("guns",), ("rockets",)), True)
    derived = plan(data, "derived")
    assert (derived.numerator, derived.joint) == ((("rate", "output"),), False)
    assert (derived.names, derived.is_share) == (("rate", "output"), False)
    burden = plan(data, "burden")
    assert (burden.numerator, burden.denominator) == ((("spending",),), (("output",),))
    assert (burden.joint, burden.is_share) == (False, True)


def test_a_sum_of_products_is_made_of_factors_of_their_own(tiny):
    data = redefined(tiny([]), "artillery", formula="guns + rate * output")
    assert plan(data, "artillery").joint is False


def test_a_name_that_is_used_twice_is_asked_for_once(tiny):
    data = redefined(tiny([]), "burden", numerator="rate * output", denominator="output")
    assert plan(data, "burden").names == ("rate", "output")


def test_a_share_is_taken_in_its_own_basis_and_a_product_in_those_of_its_factors(tiny):
    data = redefined(tiny([]), "burden", numerator="spending + tanks", basis="current-ppp")
    own = {"spending": "current-ppp", "tanks": "", "output": "current-ppp"}
    assert plan(data, "burden").bases == own  # what is not money has no basis
    data = redefined(tiny([]), "derived", basis="current-ppp")
    assert plan(data, "derived").bases == {"rate": "current-mer", "output": "current-mer"}


def made(data, *ids, part="", reading="step"):
    """Return the term that figures of AAA make."""
    figures = [
        figure
        for by_source in data.figure_index.values()
        for by_entity in by_source.values()
        for figure in by_entity.get("AAA", ())
    ]
    by_id = {figure.figure_id: figure for figure in figures}
    return term_of("AAA", part, tuple(by_id[one] for one in ids), reading, data)


def test_a_term_of_one_figure_is_that_figure(tiny):
    data = tiny([figure("AAA", "tanks", 12, "one-2025", scope="incl_storage", as_of="2024-06")])
    assert made(data, "one-2025-aaa-tanks-2024-06-incl_storage", part="numerator") == Term(
        "AAA",
        "numerator",
        ("one-2025-aaa-tanks-2024-06-incl_storage",),
        ("one-2025",),
        exact(12),
        "exact",
        "incl_storage",
        ("2024-06",),
        1.0,
    )


RATE = "one-2025-aaa-rate-2024"
OUTPUT = "two-2024-aaa-output-2024-06"


def factors(*, rate=None, output=None, source="two-2024"):
    """Return a rate of 4 per cent [2-6] of one half of 2024 and an output of 1,000."""
    rate = {"value": 4, "low": 2, "high": 6, **(rate or {})}
    output = {"as_of": "2024-06", **(output or {})}
    return [
        figure("AAA", "rate", rate.pop("value"), "one-2025", **rate),
        figure("AAA", "output", 1000, source, **output),
    ]


def test_per_cent_are_hundredths_in_a_product_and_all_its_factors_are_named(tiny):
    data = tiny(factors())
    assert made(data, RATE, OUTPUT) == Term(
        "AAA",
        "",
        (RATE, OUTPUT),
        ("one-2025", "two-2024"),
        Bounds(20, 40, 60),
        "product; printed range, exact",
        "",
        ("2024", "2024-06"),
        pytest.approx(10),  # a quarter of 40: the rate carries one digit, 4
    )
    assert made(data, RATE).bounds == Bounds(2, 4, 6)  # by itself it is per cent


def test_a_product_says_each_rule_source_scope_and_date_once(tiny):
    same = {"scope": "incl_storage", "as_of": "2024"}
    rows = factors(
        rate={"low": "", "high": "", "scope": "incl_storage"}, output=same, source="one-2025"
    )
    term = made(tiny(rows), f"{RATE}-incl_storage", "one-2025-aaa-output-2024-incl_storage")
    assert (term.reading, term.source_ids) == ("product; exact", ("one-2025",))
    assert (term.scope, term.as_of) == ("incl_storage", ("2024",))
    rows = factors(rate={"scope": "zeta"}, output={"scope": "eta", "as_of": "2023"})
    term = made(tiny(rows), f"{RATE}-zeta", "two-2024-aaa-output-2023-eta")
    assert (term.scope, term.as_of) == ("eta+zeta", ("2023", "2024"))


def test_a_product_of_which_a_factor_has_no_best_value_has_none(tiny):
    """10 to 20 per cent of 1,000; the output carries a thousandth, so does 100 at the least."""
    data = tiny(factors(rate={"value": None, "low": 10, "high": 20, "as_stated": "10-20"}))
    term = made(data, RATE, OUTPUT)
    assert term.bounds == Bounds(100, None, 200)
    assert term.resolution == pytest.approx(0.1)


def test_a_product_with_nothing_is_nothing_and_carries_no_digit_of_it(tiny):
    term = made(tiny(factors(rate={"value": 0, "low": "", "high": ""})), RATE, OUTPUT)
    assert (term.bounds, term.resolution) == (exact(0), 0.0)


@pytest.mark.parametrize(
    ("stated", "cells", "resolution"),
    [
        ("1,200", {}, 1),  # a table prints all its digits
        ("1200", {}, 1),
        ("1,200", {"quote": "1,200 tanks"}, 100),  # a text rounds
        ("about 1,200", {"hedge": "about"}, 100),
        ("1,200", {"hedge": "estimate"}, 100),
        ("1.2 thousand", {}, 100),
        ("0.0012 million", {}, 100),
        ("twelve hundred", {}, 100),
        ("n. a.", {}, 1),  # what cannot be read carries what it says
    ],
)
def test_a_figure_carries_the_digits_it_is_printed_with(tiny, stated, cells, resolution):
    data = tiny([figure("AAA", "tanks", 1200, "one-2025", as_stated=stated, **cells)])
    assert made(data, "one-2025-aaa-tanks-2024").resolution == resolution


@pytest.mark.parametrize(
    ("indicator", "bounds"),
    [
        ("tanks", Bounds(2, 2, 2)),  # whatever rounds to two and is whole
        ("spending", Bounds(1.5, 2, 2.5)),
        ("rate", Bounds(1.5, 2, 2.5)),
    ],
)
def test_of_things_that_are_counted_there_are_only_whole_ones(tiny, indicator, bounds):
    data = tiny([figure("AAA", indicator, 2, "text", quote="2", as_stated="2")])
    assert made(data, f"text-aaa-{indicator}-2024").bounds == bounds


def test_an_open_bound_of_a_count_stays_open(tiny):
    data = tiny([figure("AAA", "tanks", 5, "one-2025", as_stated="at least 5", hedge="at least")])
    term = made(data, "one-2025-aaa-tanks-2024")
    assert (term.bounds, term.reading) == (Bounds(5, 5, math.inf), "step: at least")


def test_a_range_of_counts_is_narrowed_to_whole_ones(tiny):
    data = tiny([figure("AAA", "tanks", 5, "one-2025", low=4.2, high=6.8)])
    assert made(data, "one-2025-aaa-tanks-2024").bounds == Bounds(5, 5, 6)


def test_a_printed_range_goes_before_the_words_beside_it_and_they_before_the_number(tiny):
    worded = {"as_stated": "over 14,000", "hedge": "over"}
    ranged = figure("AAA", "tanks", 14500, "one-2025", low=14000, high=14800, **worded)
    term = made(tiny([ranged]), "one-2025-aaa-tanks-2024")
    assert (term.bounds, term.reading) == (Bounds(14000, 14500, 14800), "printed range")
    data = tiny([figure("AAA", "tanks", 14000, "one-2025", **worded)])
    term = made(data, "one-2025-aaa-tanks-2024")
    assert (term.bounds, term.reading) == (Bounds(14000, 14000, 15000), "step: over")
    term = made(data, "one-2025-aaa-tanks-2024", reading="logical")
    assert (term.bounds, term.reading) == (Bounds(14000, 14000, math.inf), "logical: over")


def told(data, indicator, sources, entity="AAA", **asked):
    """Return what one state adds when sources speak."""
    cells = {"known_by": None, "source": None, "reading": "step", **asked}
    question = Question(("AAA",), ("RRR",), **cells)
    return entity_terms(data, plan(data, indicator), entity, sources, question)


ONE = {"tanks": "one-2025"}


def test_the_latest_figure_speaks_and_of_one_day_that_of_what_is_defined(tiny):
    rows = [
        figure("AAA", "tanks", 1, "one-2025", as_of="2023"),
        figure("AAA", "tanks", 3, "one-2025", as_of="2024", scope="incl_storage"),
        figure("AAA", "tanks", 2, "one-2025", as_of="2024"),
        figure("AAA", "tanks", 9, "one-2025", as_of="2022", scope="incl_storage"),
    ]
    for order in (rows, rows[::-1]):
        found = told(tiny(order), "tanks", ONE)
        assert (found.entity, found.covered) == ("AAA", True)
        assert [term.bounds for term in found.terms] == [exact(2)]
        assert told(tiny(order), "tanks", ONE, year="2023").terms[0].bounds == exact(1)
        assert told(tiny(order), "tanks", ONE, year="2021").covered is False


def test_a_figure_is_seen_from_the_first_day_it_is_true_of(tiny):
    data = tiny([figure("AAA", "tanks", 1, "one-2025", as_of="2024-06")])
    assert told(data, "tanks", ONE, known_by=date(2024, 6, 1)).covered
    assert not told(data, "tanks", ONE, known_by=date(2024, 5, 31)).covered


def test_only_a_figure_of_the_basis_the_source_the_state_and_no_text_speaks(tiny):
    data = tiny([figure("AAA", "spending", 5, "one-2025", basis="2015-mer")])
    assert not told(data, "spending", {"spending": "one-2025"}).covered
    data = tiny([figure("AAA", "tanks", 5, "one-2025", quote="5")])
    assert not told(data, "tanks", ONE).covered
    assert told(data, "tanks", ONE, source="one-2025").covered
    assert not told(data, "tanks", ONE, source="one-2024").covered
    assert not told(data, "tanks", {"tanks": "one-2024"}).covered
    assert not told(data, "tanks", {}).covered
    assert not told(data, "tanks", ONE, entity="BBB").covered


def test_what_one_state_adds_to_a_sum_names_each_part(tiny):
    rows = [figure("AAA", "guns", 5, "one-2025"), figure("AAA", "rockets", 7, "one-2025")]
    speaks = dict.fromkeys(("guns", "rockets", "artillery"), "one-2025")
    found = told(tiny(rows), "artillery", speaks)
    assert [(term.part, term.entity, term.figure_ids, term.bounds) for term in found.terms] == [
        ("", "AAA", ("one-2025-aaa-guns-2024",), exact(5)),
        ("", "AAA", ("one-2025-aaa-rockets-2024",), exact(7)),
    ]
    assert found.covered
    # A part that is missing leaves those that are known, and the state is not covered.
    part = told(tiny(rows[1:]), "artillery", speaks)
    assert (part.covered, [term.bounds for term in part.terms]) == (False, [exact(7)])
    # The sum as printed speaks alone, read as its words say.
    stated = {"as_stated": "over 20", "hedge": "over"}
    whole = figure("AAA", "artillery", 20, "one-2025", **stated)
    for reading, most in (("step", 30), ("logical", math.inf)):
        found = told(tiny([*rows, whole]), "artillery", speaks, reading=reading)
        ((term,), covered) = found.terms, found.covered
        assert (found.entity, term.entity, term.part, covered) == ("AAA", "AAA", "", True)
        assert (term.figure_ids, term.bounds) == (
            ("one-2025-aaa-artillery-2024",),
            Bounds(20, 20, most),
        )
    # It is read in its own basis, and only where a source speaks for it.
    parts = dict.fromkeys(("guns", "rockets"), "one-2025")
    assert len(told(tiny([*rows, whole]), "artillery", parts).terms) == 2


def test_a_known_zero_is_an_addend_that_names_who_says_so(tiny):
    data = tiny([figure("AAA", "guns", 5, "one-2025")], absences=[("AAA", "rockets")])
    found = told(data, "artillery", dict.fromkeys(("guns", "rockets"), "one-2025"))
    assert found.covered
    assert found.terms[1] == Term(
        "AAA",
        "",
        ("absence/AAA/rockets",),
        ("one-2025",),
        exact(0),
        ABSENCE,
        "",
        (),
        0.0,
    )


def test_a_product_with_a_factor_known_to_be_none_is_a_known_zero(tiny):
    """No output: whatever the rate, the product is nothing."""
    data = tiny([figure("AAA", "rate", 2, "one-2025")], absences=[("AAA", "output")])
    found = told(data, "derived", {"rate": "one-2025", "output": "two-2024"})
    assert (found.covered, len(found.terms)) == (True, 1)
    assert (found.terms[0].bounds, found.terms[0].reading) == (exact(0), ABSENCE)
    assert found.terms[0].figure_ids == ("absence/AAA/output",)
    # The other factor need not be stated.
    assert told(data, "derived", {"output": "two-2024"}).covered
    # Known zeros of both: the first is named.
    data = tiny([], absences=[("AAA", "rate"), ("AAA", "output")])
    assert told(data, "derived", {}).terms[0].figure_ids == ("absence/AAA/rate",)


def test_a_product_without_one_factor_is_not_there(tiny):
    data = tiny([figure("AAA", "rate", 2, "one-2025")])
    found = told(data, "derived", {"rate": "one-2025", "output": "two-2024"})
    assert found == EntityTerms("AAA", (), False)


def test_parts_of_a_share_say_which_they_are(tiny):
    data = tiny([figure("AAA", "spending", 5, "one-2025"), figure("AAA", "output", 50, "two-2024")])
    found = told(data, "burden", {"spending": "one-2025", "output": "two-2024"})
    assert [(term.part, term.bounds.value) for term in found.terms] == [
        ("numerator", 5),
        ("denominator", 50),
    ]


def test_only_per_cent_are_hundredths(tiny):
    data = redefined(tiny(factors()), "rate", unit="USD per person")
    assert made(data, RATE, OUTPUT).bounds == Bounds(2000, 4000, 6000)


def test_a_scope_of_one_factor_is_the_scope_of_the_product(tiny):
    term = made(tiny(factors(rate={"scope": "zeta"})), f"{RATE}-zeta", OUTPUT)
    assert term.scope == "zeta"


def test_a_product_of_ranges_alone_carries_no_digits_of_its_own(tiny):
    rows = [
        figure("AAA", "rate", None, "one-2025", low=10, high=20, as_stated="10-20"),
        figure("AAA", "output", None, "two-2024", low=800, high=900, as_stated="800-900"),
    ]
    term = made(tiny(rows), RATE, "two-2024-aaa-output-2024")
    assert (term.bounds, term.resolution) == (Bounds(80, None, 180), 0.0)


def test_a_share_of_which_a_part_is_missing_has_no_part_at_all(tiny):
    """There is no year in which both are given, so none is taken."""
    data = tiny([figure("AAA", "output", 50, "two-2024")])
    found = told(data, "burden", {"spending": "one-2025", "output": "two-2024"})
    assert found == EntityTerms("AAA", (), False)


def test_a_figure_beside_a_known_zero_counts_in_its_own_year(tiny):
    """Spending is stated for 2023 only: a known zero does not put the share into 2024."""
    data = tiny(
        money("AAA", {"2023": 10}, {"2023": 100, "2024": 300}), absences=[("AAA", "spending")]
    )
    found = told(data, "burden", {"spending": "one-2025", "output": "two-2024"})
    assert [(term.part, term.bounds.value) for term in found.terms] == [
        ("numerator", 10),
        ("denominator", 100),
    ]
