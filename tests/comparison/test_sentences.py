"""Headlines: near relatives under one word, but only if all of them are in it."""

from dataclasses import replace
from datetime import date

import pytest
from handmade import figure, held, redefined

import balance
from balance.comparison.compare import compare_rows
from balance.comparison.sentences import (
    amounts,
    chart_note,
    families,
    headline_of,
    named_rows,
    not_counted_words,
    ratio_cell,
    ratios_alt,
    side_text,
)
from balance.scenarios.departure_text import resting_sentence

NAMES = ("tanks", "guns", "rockets")


def relatives(tiny, tanks, guns, rockets, extra=()):
    """Tables in which tanks, guns and rockets are one family, the rival having ten of each."""
    rows = [
        row
        for name, values in zip(NAMES, (tanks, guns, rockets), strict=True)
        for row in held(*values, indicator=name)
    ]
    return redefined(tiny([*rows, *extra]), *NAMES, family="barrels")


MORE = (10, 10, 10, 10)
MUCH_MORE = (10, 10, 20, 10)
MOST = (10, 10, 30, 10)
LESS = (1, 2, 2, 10)
LEVEL = (2, 3, 5, 10)
OPEN = (10, None, None, 10)


@pytest.mark.parametrize(
    ("values", "headline"),
    [
        (
            (MORE, MUCH_MORE, MOST),
            "The Pact has more barrels than Rho, from 3.0 : 1 (tanks) to 5.0 : 1 (rockets).",
        ),
        ((LESS, LESS, LESS), "Rho has more barrels than the Pact, from 1 : 2 (tanks)"),
        (
            (MORE, MOST, LESS),
            "The Pact has more tanks and guns than Rho, from 3.0 : 1 (tanks) to 5.0 : 1 (guns); "
            "Rho has more rockets than the Pact (1 : 2).",
        ),
        (
            (MORE, LEVEL, LEVEL),
            "The Pact has more tanks than Rho (3.0 : 1); both are level in guns and rockets.",
        ),
        ((OPEN, OPEN, OPEN), "Who has more barrels is undecided, because the bounds overlap."),
        (
            (OPEN, OPEN, LESS),
            "Rho has more rockets than the Pact (1 : 2); who has more tanks and guns is "
            "undecided, because the bounds overlap.",
        ),
        (((0, 0, 0, 0),) * 3, "Neither has any barrels."),
        (
            ((None,) * 4, (None,) * 4, MORE),
            "The Pact has more rockets than Rho (3.0 : 1); no source speaks for both sides on "
            "tanks and guns.",
        ),
    ],
)
def test_a_family_is_named_as_a_whole_only_if_all_its_rows_say_the_same(tiny, values, headline):
    result = balance.compare("PACT", "RRR", data=relatives(tiny, *values), indicators=NAMES)
    assert result.headline.startswith(headline)


def test_a_family_of_which_one_row_is_asked_for_goes_by_that_row(tiny):
    data = relatives(tiny, MORE, MORE, MORE)
    result = balance.compare("PACT", "RRR", data=data, indicators=["guns"])
    assert result.headline == "The Pact has more guns than Rho (3.0 : 1)."


def test_the_title_of_a_chart_names_families_alike(tiny):
    for guns, title in (
        (MORE, "The Pact has more barrels"),
        (LESS, "The Pact has more tanks and rockets; Rho has more guns"),
    ):
        data = relatives(tiny, MORE, guns, MORE)
        chart, *_ = balance.compare("PACT", "RRR", data=data, indicators=NAMES).charts
        assert str(chart.title) == title


def test_what_verdicts_rest_on_names_families_alike(tiny):
    def second(*names):
        return [r for n in names for r in held(*MUCH_MORE, indicator=n, source="two-2024")]

    def said(*names):
        data = relatives(tiny, MORE, MORE, MORE, extra=second(*names))
        comparison = compare_rows(data, "PACT", "RRR", indicators=NAMES)
        return str(resting_sentence(comparison))

    assert said(*NAMES) == "Another publication confirms barrels."
    assert said("tanks", "rockets") == (
        "Another publication confirms tanks and rockets; all other verdicts rest on one "
        "publication."
    )
    assert said() == "All verdicts rest on one publication."


def test_tables_that_name_nothing_uncounted_say_so(tiny, data):
    assert not_counted_words(tiny(held(1, 2, 3, 4))) == (
        "The tables do not say what is not counted."
    )
    told = not_counted_words(data)
    assert told.startswith("Not counted: readiness, ") and told.endswith(".")


def rows_of(tiny, figures, *names, a="PACT", b="RRR", **asked):
    """Return a comparison of tiny tables and its rows."""
    made = compare_rows(tiny(figures), a, b, indicators=names or ["tanks"], **asked)
    return made, made.rows


def one_row(tiny, values, indicator="tanks", **cells):
    return rows_of(tiny, held(*values, indicator=indicator, **cells), indicator)[1][0]


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ((10, 10, 10, 20), "30"),
        ((10, (4, 8), 10, 20), "26 [24–28]"),
        ((10, None, 10, 20), "≥ 20"),
        ((None, 0, None, 20), "unknown"),
        ((0, 0, 0, 20), "0"),
    ],
)
def test_a_total_is_printed_with_what_bounds_it(tiny, values, text):
    row = one_row(tiny, values)
    assert side_text(row.a, "vehicles") == text
    column = "a_low" if None in values else "a"
    assert amounts(row) == f"⟦{text}¦comparison/tanks/{column}⟧ against ⟦20¦comparison/tanks/b⟧"


def test_totals_of_money_are_printed_as_money_of_the_cell_they_stand_in(tiny):
    row = one_row(tiny, (1_500_000_000, 0, 0, None), "spending")
    assert side_text(row.a, "USD") == "$1.50 billion"
    assert amounts(row) == (
        "⟦$1.50 billion¦comparison/spending/a⟧ against ⟦unknown¦comparison/spending/b_low⟧"
    )


@pytest.mark.parametrize(
    ("values", "text", "with_bounds"),
    [
        ((10, 10, 10, 20), "1.5 : 1", "1.5 : 1"),
        ((10, (4, 8), 10, 20), "1.3 : 1", "1.3 : 1 [1.2–1.4]"),
        ((10, None, 10, 20), "≥ 1.0 : 1", "≥ 1.0 : 1"),
        ((10, 10, 10, 0), "", ""),  # there is no ratio to nothing
        ((0, 0, 0, 10), "", ""),  # nor has one to be told of nothing
        ((None, None, 0, 10), "", ""),  # of this nothing is known
        ((10, 10, 10, None), "", ""),
    ],
)
def test_a_ratio_is_told_with_its_cell_if_there_is_one(tiny, values, text, with_bounds):
    row = one_row(tiny, values)
    mark = "⟦{}¦comparison/tanks/ratio⟧"
    assert ratio_cell(row) == (mark.format(text) if text else "")
    assert ratio_cell(row, bounds=True) == (mark.format(with_bounds) if with_bounds else "")


def test_a_ratio_to_what_may_be_nothing_is_bounded_from_below_or_above(tiny):
    """10 against 0 to 20: half as much at least; 10 at most against 20 at least: half at most."""
    rows = [*held(10), figure("RRR", "tanks", 10, "one-2025", low=0, high=20)]
    row = rows_of(tiny, rows, a="AAA")[1][0]
    assert ratio_cell(row, bounds=True) == "⟦1.0 : 1 [0.50 or more]¦comparison/tanks/ratio⟧"
    partial = rows_of(tiny, held((0, 10), 0, 0, 20), b="RRR + SSS")[1][0]
    assert ratio_cell(partial) == "⟦≤ 1 : 2¦comparison/tanks/ratio⟧"


def test_rows_that_headlines_name_are_told_or_all_where_they_name_none(tiny):
    data = redefined(tiny([]), "guns", "rate", headline="no")
    rows = compare_rows(data, "PACT", "RRR", indicators=["guns", "tanks", "rate"]).rows
    assert [row.indicator.name for row in named_rows(iter(rows))] == ["tanks"]
    assert named_rows(iter(rows[::2])) == rows[::2]
    assert named_rows([]) == ()


def test_indicators_are_listed_by_family_once_in_their_order(tiny):
    data = redefined(tiny([]), "guns", "rockets", family="barrels")
    tanks, guns, rockets, rate = (data.indicator(n) for n in (*NAMES, "rate"))
    everyone = [tanks, guns, rockets, rate]
    assert families(iter([guns, tanks, rockets]), iter(everyone)) == "barrels and tanks"
    assert families([guns, tanks], everyone) == "guns and tanks"
    assert families([guns], [guns, rate]) == "guns"
    assert families([rate, tanks, guns], [rate, tanks, guns]) == "rate, tanks and guns"
    assert families([], everyone) == ""


def headlines(data, *names, a="PACT", b="RRR"):
    """Return the headline with its cells, and the title of the chart."""
    made = compare_rows(data, a, b, indicators=names or ["tanks"])
    long, short = headline_of(made), headline_of(made, short=True)
    assert "⟦" not in short.marked
    return long.marked, str(short)


def test_a_headline_names_the_least_and_the_greatest_ratio(tiny):
    """15 is 1 : 2 of 30; 90 to 30 and 60 to 30: the nearest to even is the least."""
    rows = [
        *held(5, 5, 5, 30),
        *held(1, 1, 1, 30, indicator="guns"),
        *held(2, 2, 2, 30, indicator="rockets"),
    ]
    assert headlines(tiny(rows), "guns", "tanks", "rockets") == (
        "Rho has more guns, tanks and rockets than the Pact, from "
        "⟦1 : 2.0¦comparison/tanks/ratio⟧ (tanks) to ⟦1 : 10¦comparison/guns/ratio⟧ (guns).",
        "Rho has more guns, tanks and rockets",
    )


def test_a_row_without_a_ratio_is_not_in_the_extent(tiny):
    """Of guns the rival has none; of rockets a member is missing."""
    rows = [
        *held(20, 20, 20, 30),
        *held(1, 1, 1, 0, indicator="guns"),
        *held(90, None, 90, 30, indicator="rockets"),
    ]
    data = tiny(rows)
    assert headlines(data, "guns", "tanks", "rockets")[0] == (
        "The Pact has more guns, tanks and rockets than Rho, "
        "⟦2.0 : 1¦comparison/tanks/ratio⟧ (tanks)."
    )
    assert headlines(data, "guns", "rockets")[0] == "The Pact has more guns and rockets than Rho."
    # A ratio of one of them would be read as one of both.
    assert headlines(data, "rockets", "guns")[0] == "The Pact has more rockets and guns than Rho."
    assert headlines(data, "guns")[0] == "The Pact has more guns than Rho."
    assert headlines(data, "rockets")[0] == (
        "The Pact has more rockets than Rho (⟦≥ 6.0 : 1¦comparison/rockets/ratio⟧)."
    )


def test_a_headline_says_what_cannot_be_said(tiny):
    rows = [
        *held(10, None, None, 20),
        *held(0, 0, 0, 0, indicator="guns"),
        *held(5, 5, 5, 15, indicator="rockets"),
        *held(5, 5, 5, 15, indicator="reserve"),
        *held(5, 5, 5, 10, indicator="spending"),
    ]
    data = tiny(rows)
    names = ("output", "reserve", "tanks", "guns", "rockets", "spending")
    assert headlines(data, *names) == (
        "The Pact has more spending than Rho (⟦1.5 : 1¦comparison/spending/ratio⟧); both are "
        "level in rockets; neither has any guns; who has more tanks is undecided, because "
        "the bounds overlap; reserve cannot be compared; no source speaks for both sides on "
        "output.",
        "The Pact has more spending; both are level in rockets; neither has any guns; "
        "who has more tanks is undecided, because the bounds overlap; no source speaks for both "
        "sides on output",
    )


def test_the_title_of_a_chart_is_never_empty(tiny):
    """Reserves are never compared; a title that has nothing else to say says so."""
    data = tiny(held(5, 5, 5, 15, indicator="reserve"))
    assert headlines(data, "reserve") == (
        "Reserve cannot be compared.",
        "Reserve cannot be compared",
    )
    # What is compared, but not in these figures, is always said.
    unlike = held(5, 5, 5, None) + held(None, None, None, 20, scope="incl_storage")
    assert headlines(tiny(unlike)) == ("Tanks cannot be compared.", "Tanks cannot be compared")
    none = tiny([])
    assert headlines(none, "reserve")[1] == "No source speaks for both sides on reserve"


def test_a_headline_speaks_of_several_states_in_the_plural(tiny):
    rows = [*held(10, 10, None, 30), *held(10, 10, None, 10, indicator="guns")]
    assert headlines(tiny(rows), "tanks", "guns", a="AAA + BBB")[0] == (
        "Alpha and Beta have more guns than Rho (⟦2.0 : 1¦comparison/guns/ratio⟧); Rho has more "
        "tanks than Alpha and Beta (⟦1 : 1.5¦comparison/tanks/ratio⟧)."
    )


def test_the_alt_text_tells_each_row_as_drawn(tiny):
    rows = [
        *held(10, (4, 8), 10, 20),
        *held((10, 30), 5, 5, 30, indicator="guns"),
        *held(10, None, 0, 20, indicator="rockets"),
        *held(5, 5, 5, 0, indicator="spending"),
        *held(5, 5, 5, 15, indicator="reserve"),
    ]
    made = compare_rows(
        redefined(tiny(rows), "output", headline="no"),
        "PACT",
        "RRR",
        indicators=["tanks", "guns", "rockets", "spending", "reserve", "output"],
    )
    assert ratios_alt(made).marked == (
        "Holdings of the Pact (A) as a ratio to those of Rho (B): "
        "Tanks ⟦1.3 : 1 [1.2–1.4]¦comparison/tanks/ratio⟧; "
        "Guns ⟦1.0 : 1 [0.66–1.4]¦comparison/guns/ratio⟧, undecided; "
        "Rockets ⟦≥ 1 : 2.0¦comparison/rockets/ratio⟧, undecided; "
        "Spending ⟦$15.0¦comparison/spending/a⟧ against ⟦$0¦comparison/spending/b⟧, B has none; "
        "Reserve ⟦15¦comparison/reserve/a⟧ against ⟦15¦comparison/reserve/b⟧, not comparable."
    )


def test_a_source_line_tells_editions_years_members_and_coverage(tiny):
    rows = [
        *held(1, None, None, 5, as_of="2024-06"),
        figure("BBB", "tanks", 3, "two-2024", as_of="2022"),
        figure("BBB", "guns", 3, "two-2024", as_of="2021-12-31"),
        figure("AAA", "rate", 3, "one-2024"),
    ]
    made, found = rows_of(tiny, rows, "tanks", "guns", mixed=True)
    sides = [side for row in found for side in (row.a, row.b)]
    assert chart_note(made.data, iter(sides), date(2025, 2, 13)) == (
        "Sources: ONE-2025 (of 2024); TWO-2024 (of 2021–2022). Members on 2025-02-13. "
        "Missing: 4 of 8 entries (members times rows). Holdings are world-wide. "
        "The tables do not say what is not counted."
    )
    assert chart_note(made.data, [], date(2024, 1, 1)).startswith(
        "Sources: none. Members on 2024-01-01. Missing: 0 of 0 entries (members times rows). "
    )


def test_a_source_line_says_who_was_read_in_a_copy_and_names_those_without_a_title(tiny):
    data = tiny(held(1, 1, 1, 5) + held(1, 1, 1, 5, indicator="guns", source="two-2024"))
    sources = data.tables["sources"].copy()
    sources.loc[sources["source_id"] == "one-2025", "title"] = ""
    sources.loc[sources["source_id"] == "two-2024", "read_via"] = "text"
    data = replace(data, tables={**data.tables, "sources": sources})
    rows = compare_rows(data, "PACT", "RRR", indicators=["guns", "tanks"]).rows
    note = chart_note(data, [rows[0].a, rows[1].b], date(2025, 2, 13))
    assert note.startswith("Sources: one-2025 (of 2024); TWO-2024 (of 2024, read in a copy). ")


def test_a_known_zero_is_in_no_source_line_but_is_not_missing(tiny):
    data = tiny(held(None, 1, 1, 5, source="two-2024"), absences=[("AAA", "tanks")])
    row = compare_rows(data, "PACT", "RRR", indicators=["tanks"]).rows[0]
    note = chart_note(data, [row.a, row.b], date(2025, 2, 13))
    assert note.startswith("Sources: TWO-2024 (of 2024). Members on 2025-02-13. Missing: 0 of 4 ")


def test_many_entries_are_counted_with_a_comma(tiny):
    row = one_row(tiny, (None, 1, 1, 5))
    data = rows_of(tiny, held(None, 1, 1, 5))[0].data
    note = chart_note(data, [row.a] * 1234, date(2025, 2, 13))
    assert "Missing: 1,234 of 3,702 entries" in note
