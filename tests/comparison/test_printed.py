"""Tables as they are printed: text, addresses, headings and notes by hand."""

import math
from dataclasses import replace

import pandas as pd
import pytest
from handmade import figure, held, redefined

import balance
from balance.comparison.amounts import Amount, constant, unknown
from balance.comparison.printed import DOMAINS, PrintedCell, amount_cell, printed
from balance.comparison.result import Statement
from balance.comparison.sheets import Column, Line, Sheet, sheet_table
from balance.quantities.bounds import Bounds, exact

NAN, INF = math.nan, math.inf


def compared(data, *names, a="PACT", b="RRR", **asked):
    return balance.compare(a, b, data=data, indicators=list(names or ["tanks"]), **asked)


def texts(row):
    return [cell.text for cell in row]


def addresses(row):
    return [cell.address for cell in row]


@pytest.fixture
def result(tiny):
    """Six to eight tanks against four; of spending Gamma is missing; nobody has guns."""
    data = tiny(
        [
            *held(1, 2, (3, 5), 4),
            *held(1, None, 3, 4, source="one-2024"),
            *held(1, 2, 3, 4, source="two-2024"),
            *held(5, 6, None, 7, indicator="spending", as_of="2023"),
        ]
    )
    return compared(data, "tanks", "spending", "guns")


def test_a_comparison_is_headed_by_its_sides(result):
    table = printed(result)
    assert (table.name, table.title) == ("comparison", "The Pact against Rho")
    assert table.columns == (
        "",
        "A: the Pact",
        "B: Rho",
        "A : B",
        "Verdict",
        "Standing",
        "Hangs on",
        "Source (as of)",
    )
    assert table.numeric == (False, True, True, True, False, False, False, False)
    assert table.groups == ("Land", "Land", "Land")


def test_a_complete_row_prints_totals_with_bounds_and_knows_its_cells(result):
    row = printed(result).rows[0]
    assert texts(row) == [
        "Tanks",
        "7 [6–8]",
        "4",
        "2 : 1",  # 1.5 and 2 are both 2 in the one digit that is carried
        "A has more",
        "agreed",
        "Gamma, Beta",
        "one-2025 (2024)",
    ]
    assert addresses(row) == [
        "",
        "comparison/tanks/a",
        "comparison/tanks/b",
        "comparison/tanks/ratio",
        "comparison/tanks/verdict",
        "comparison/tanks/standing",
        "comparison/tanks/hangs_on",
        "",
    ]


def test_a_partial_sum_is_marked_and_says_of_how_many(result):
    row = printed(result).rows[1]
    assert texts(row)[1:4] == ["≥ $11.0 (2 of 3 members)", "$7.00", "≥ 1.5 : 1"]
    assert texts(row)[-1] == "one-2025 (2023)"
    assert addresses(row)[1] == "comparison/spending/a"


def test_nothing_reported_is_no_total_and_has_no_cell(result):
    row = printed(result).rows[2]
    assert texts(row) == [
        "Guns",
        "no total (0 of 3 members)",
        "no total (0 of 1 members)",
        "–",
        "no data",
        "",
        "",
        "",
    ]
    assert addresses(row)[1:4] == ["", "", ""]
    assert addresses(row)[6] == ""


def test_a_share_of_which_a_member_is_missing_is_no_total(tiny):
    spent = held(5, 6, None, 7, indicator="spending")
    data = tiny([*spent, *held(10, 10, 10, 10, indicator="output", source="two-2024")])
    row = printed(compared(data, "burden")).rows[0]
    assert texts(row)[1:3] == ["no total (2 of 3 members)", "70 %"]
    assert addresses(row)[1:3] == ["", "comparison/burden/b"]


def test_notes_explain_the_words_that_are_used(result):
    assert printed(result).notes == (
        "Standing: agreed, another publication says the same; single, no other publication with "
        "recent figures speaks for both sides.",
        "Money: current prices, market exchange rates.",
        "Numbers in square brackets are bounds; ≥ marks a sum that misses members.",
    )


def test_notes_name_only_what_there_is(tiny):
    notes = printed(compared(tiny([]), "guns")).notes
    assert notes == ("Numbers in square brackets are bounds; ≥ marks a sum that misses members.",)
    both = tiny(held(1, 1, 1, 1, indicator="spending") + held(1, 1, 1, 1, indicator="output"))
    told = redefined(both, "output", basis="current-ppp")
    money = [n for n in printed(compared(told, "spending", "output")).notes if "Money" in n]
    assert money == [
        "Money: current prices, market exchange rates; current prices, purchasing power."
    ]


def test_an_uncompared_row_has_no_ratio_and_notes_who_turns_it(tiny):
    rows = held(10, 10, 13, 20, indicator="reserve")
    others = held(1, 1, 3, 20, indicator="reserve", source="two-2024")
    table = printed(compared(tiny([*rows, *others]), "reserve"))
    assert texts(table.rows[0])[1:5] == ["33", "20", "–", "not comparable"]
    assert addresses(table.rows[0])[3] == ""
    note = Statement(table.notes[0])
    assert list(note.parts()) == [
        ("Reserve: two-2024 prints ", None),
        ("5", "other_sources/reserve@two-2024/a"),
        (" against ", None),
        ("20", "other_sources/reserve@two-2024/b"),
        (", the other way round.", None),
    ]


def test_a_table_of_another_moment_has_its_own_name_and_side(tiny):
    rows = held(10, 10, 13, 20, indicator="reserve")
    others = held(1, 1, 3, 20, indicator="reserve", source="two-2024")
    own = compared(tiny([*rows, *others]), "reserve")
    lines = own.contributions.assign(table="before_them")
    told = replace(
        own,
        tables={**own.tables, "before_them": own.tables["comparison"]},
        labels={**own.labels, "before_them_a": "the Pact before"},
        contributions=pd.concat([own.contributions, lines], ignore_index=True),
    )
    table = printed(told, "before_them")
    assert (table.name, table.title) == ("before_them", "Before them")
    assert table.columns[1:3] == ("A: the Pact before", "B: Rho")
    assert addresses(table.rows[0])[1] == "before_them/reserve/a"
    assert not any("other way round" in note for note in table.notes)


def test_a_ratio_carries_no_more_digits_than_its_weaker_side(tiny):
    data = tiny(held(1_000, 2_000, 3_457, 4))
    assert texts(printed(compared(data)).rows[0])[3] == "2,000 : 1"
    data = tiny(held(1_000, 2_000, 3_457, 4_321))
    assert texts(printed(compared(data)).rows[0])[3] == "1.49 : 1"


def test_an_unnamed_domain_is_printed_as_it_is(tiny):
    data = tiny(held(1, 2, 3, 4) + held(1, 2, 3, 4, indicator="guns"))
    table = printed(compared(redefined(data, "guns", domain="space"), "tanks", "guns"))
    assert table.groups == ("Land", "space")
    assert DOMAINS["not_counted"] == "Not counted"


@pytest.fixture
def mixed(tiny):
    return tiny(
        [
            figure("AAA", "tanks", 5, "one-2025"),
            figure("BBB", "tanks", 6, "two-2024"),
            figure("CCC", "tanks", 7, "two-2024"),
            figure("RRR", "tanks", 4, "two-2024", as_of="2023"),
            *held(1, 2, 3, 4, indicator="guns"),
        ]
    )


def test_sources_of_a_row_are_named_as_they_are_used(mixed, tiny):
    told = printed(compared(mixed, "tanks", "guns", mixed=True))
    assert [texts(row)[-1] for row in told.rows] == [
        "one-2025 / two-2024 (2024 and 2023)",
        "one-2025 (2024)",
    ]
    rates = held(2, 3, 4, 5, indicator="rate") + held(1, 1, 1, 1, source="three-2019")
    outputs = held(10, 10, 10, 10, indicator="output", source="two-2024")
    product = printed(compared(tiny([*rates, *outputs]), "derived", "tanks"))
    assert [texts(row)[-1] for row in product.rows] == [
        "one-2025 × two-2024 (2024)",
        "three-2019 (2024)",
    ]


def test_each_row_names_its_own_sources_and_all_of_them(tiny):
    data = tiny(
        [
            *held(1, None, None, 1),
            *held(None, 1, 1, None, source="two-2024"),
            *held(1, None, None, 1, indicator="guns", source="one-2024"),
            *held(None, 1, 1, None, indicator="guns", source="three-2019"),
            *held(2, None, 2, 2, indicator="rate"),
            *held(None, 2, None, None, indicator="rate", source="three-2019"),
            *held(10, 10, 10, 10, indicator="output", source="two-2024"),
        ]
    )
    told = printed(compared(data, "tanks", "guns", "derived", mixed=True))
    assert [texts(row)[-1] for row in told.rows] == [
        "one-2025 / two-2024 (2024)",
        "one-2024 / three-2019 (2024)",
        # Beta's rate is that of another source.
        "one-2025 × two-2024 / three-2019 × two-2024 (2024)",
    ]


def test_a_source_that_is_a_factor_is_not_named_twice(tiny):
    """A share of shares: a rate of one source times the output of another, over that output."""
    rates = held(2, 3, 4, 5, indicator="rate")
    outputs = held(10, 20, 10, 10, indicator="output", source="two-2024")
    data = redefined(
        tiny([*rates, *outputs]), "burden", numerator="rate * output", denominator="output"
    )
    assert texts(printed(compared(data, "burden")).rows[0])[-1] == "one-2025 × two-2024 (2024)"


LEAVES = {
    "indicator": "tanks",
    "leaves": 10.0,
    "leaves_low": 10.0,
    "leaves_high": 10.0,
    "stays": 30.0,
    "stays_low": 20.0,
    "stays_high": 40.0,
    "share": 0.25,
    "share_low": 0.2,
    "share_high": 1 / 3,
    "why_not": "",
    "ratio_before": 2.0,
    "ratio_after": 1.5,
    "verdict_before": "a_more",
    "verdict_after": "a_more",
    "majority": "kept",
    "source": "one-2025",
}


def leaving(result, *rows, digits=3):
    frame = pd.DataFrame([LEAVES | row for row in rows])
    lines = result.contributions.head(1).assign(
        table="leaving",
        row="tanks",
        side="stays",
        low=3_000.0,
        value=3_000.0,
        high=3_000.0,
        resolution=10.0 ** (4 - digits),
    )
    return printed(
        replace(
            result,
            tables={**result.tables, "leaving": frame},
            labels={**result.labels, "leavers": "Alpha"},
            contributions=pd.concat([result.contributions, lines], ignore_index=True),
        ),
        "leaving",
    )


def test_what_leaves_is_headed_by_who_leaves(result):
    table = leaving(result, {})
    assert (table.name, table.title) == ("leaving", "What leaves")
    assert table.columns == (
        "",
        "Leaves with Alpha",
        "Stays",
        "Share that leaves",
        "A : B with everyone",
        "A : B after",
        "Majority of A",
    )
    assert table.numeric == (False, True, True, True, True, True, False)
    assert (table.groups, table.notes) == (("Land",), ())


def test_what_leaves_is_printed_with_its_bounds_and_cells(result):
    (row,) = leaving(result, {}).rows
    assert texts(row) == [
        "Tanks",
        "10",
        "30 [20–40]",
        "25 % [20–34]",
        "2.00 : 1, A has more",
        "1.50 : 1, A has more",
        "kept",
    ]
    assert addresses(row) == [
        "",
        "leaving/tanks/leaves",
        "leaving/tanks/stays",
        "leaving/tanks/share",
        "leaving/tanks/ratio_before",
        "leaving/tanks/ratio_after",
        "leaving/tanks/majority",
    ]


def test_ratios_of_what_leaves_carry_the_digits_of_their_figures(result):
    (row,) = leaving(result, {}, digits=2).rows
    assert texts(row)[4] == "2.0 : 1, A has more"
    # Of a row without figures at hand, as many as a ratio shows.
    table = leaving(result, {"indicator": "guns"})
    assert (texts(table.rows[0])[4], table.groups) == ("2.00 : 1, A has more", ("Land",))


def test_a_share_without_bounds_has_no_brackets(result):
    (row,) = leaving(result, {"share_low": 0.25, "share_high": 0.25}).rows
    assert texts(row)[3] == "25 %"


def test_bounds_of_a_share_are_rounded_outward_in_per_cent(result):
    (row,) = leaving(result, {"share_low": 0.1999, "share_high": 0.33}).rows
    assert texts(row)[3] == "25 % [19–33]"


def test_what_leaves_of_an_unnamed_domain_is_under_its_own_name(result):
    own = replace(result, data=redefined(result.data, "tanks", domain="space"))
    assert leaving(own, {}).groups == ("space",)


def test_what_leaves_without_a_share_says_why(result):
    none = dict.fromkeys(("share", "share_low", "share_high", "ratio_before", "ratio_after"), NAN)
    unlike = {"verdict_before": "not_comparable", "verdict_after": "b_more", "majority": ""}
    told = {**none, **unlike, "why_not": "unlike things"}
    table = leaving(result, told, {"indicator": "guns", **told, "why_not": "no figure"})
    (row, _) = table.rows
    assert texts(row)[3:] == ["–", "not comparable", "B has more", ""]
    assert addresses(row)[3:] == [
        "",
        "leaving/tanks/ratio_before",
        "leaving/tanks/ratio_after",
        "",
    ]
    assert table.notes == ("No share of tanks: unlike things.", "No share of guns: no figure.")


def test_a_ratio_of_nothing_is_told_by_its_verdict(result):
    (row,) = leaving(result, {"ratio_after": 0.0, "verdict_after": "b_more"}).rows
    assert texts(row)[5] == "B has more"


def test_other_editions_are_printed_with_what_they_count_as(result):
    table = printed(result, "other_sources")
    assert (table.name, table.title) == ("other_sources", "What other editions say")
    assert table.columns == ("", "Edition", "A: the Pact", "B: Rho", "Verdict", "Counts as")
    assert table.numeric == (False, False, True, True, False, False)
    assert (table.groups, table.notes) == (("", ""), ())
    older, second = table.rows
    assert texts(older) == [
        "Tanks",
        "one-2024",
        "≥ 4",
        "4",
        "undecided",
        "another edition of the same publication",
    ]
    assert texts(second) == ["Tanks", "two-2024", "6", "4", "A has more", "second witness"]
    assert addresses(second) == [
        "",
        "",
        "other_sources/tanks@two-2024/a",
        "other_sources/tanks@two-2024/b",
        "other_sources/tanks@two-2024/verdict",
        "",
    ]


SHEET = Sheet(
    "Heading",
    (Column("need", "Need", "so many"), Column("gap", "Gap", "what lacks")),
    words={"told": "Told", "since": "Since", "source": "Source"},
    notes=("A note.",),
    front=("since",),
)


def sheet(result, *lines):
    frame, _ = sheet_table("t", SHEET, lines)
    tables = {**result.tables, "t": frame}
    return printed(replace(result, tables=tables, sheets={"t": SHEET}), "t")


def test_a_sheet_prints_words_before_and_behind_its_amounts(result):
    amounts = {"need": Amount(Bounds(1, 2, 3), "vehicles"), "gap": constant(0.5)}
    words = {"told": "so much", "since": "2014", "source": "one-2025"}
    table = sheet(result, Line("k", "Alpha", amounts, words, "Group"), Line("m", "No 2", {}))
    assert (table.name, table.title, table.notes) == ("t", "Heading", ("A note.",))
    assert table.columns == ("", "Since", "Need", "Gap", "Told", "Source")
    assert table.numeric == (False, False, True, True, False, False)
    assert table.groups == ("Group", "")
    first, second = table.rows
    assert texts(first) == ["Alpha", "2014", "2 [1–3]", "1 : 2.00", "so much", "one-2025"]
    # Words that name a number know their cell.
    assert addresses(first) == ["", "t/k/since", "t/k/need", "t/k/gap", "", "t/k/source"]
    assert texts(second) == ["No 2", "", "", "", "", ""]
    assert addresses(second) == ["t/m/label", "", "", "", "", ""]


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (Amount(exact(1234), "persons"), "1,234"),
        (Amount(Bounds(100, 150, 200), "persons", digits=1), "200 [100–200]"),
        (Amount(Bounds(10, None, INF), "persons"), "≥ 10"),
        (Amount(exact(3), "years"), "3 years"),
        (Amount(exact(1), "months"), "1 month"),
        (Amount(Bounds(2, None, 4), "states"), "2–4 states"),
        (Amount(exact(3), "vehicles"), "3"),
        (Amount(exact(1.5), "ratio", digits=2), "1.5 : 1"),
        (Amount(exact(1.5), "ratio"), "1.50 : 1"),
        (Amount(Bounds(0, None, 5), "persons"), "≤ 5"),
        (Amount(exact(0), "persons"), "0"),
    ],
)
def test_an_amount_is_printed_in_its_unit_with_its_digits(amount, text):
    frame, _ = sheet_table("t", SHEET, [Line("k", "K", {"need": amount})])
    found = amount_cell("t", frame.to_dict("records")[0], "need")
    assert found == PrintedCell(text, "t/k/need")


def test_what_is_not_known_or_does_not_apply_has_no_cell():
    frame, _ = sheet_table("t", SHEET, [Line("k", "K", {"need": unknown("persons")})])
    (cells,) = frame.to_dict("records")
    assert amount_cell("t", cells, "need") == PrintedCell("not known")
    assert amount_cell("t", cells, "gap") == PrintedCell("")


def test_any_other_table_is_printed_cell_by_cell(result):
    frame = pd.DataFrame(
        [
            {"key": "x", "name": "X 1", "some_number": 1234.5678, "whole": 3, "told": True},
            {"key": "y", "name": "Y", "some_number": NAN, "whole": 4, "told": False},
        ]
    )
    told = replace(result, tables={**result.tables, "some_table": frame})
    table = printed(told, "some_table")
    assert (table.name, table.title) == ("some_table", "Some table")
    assert table.columns == ("key", "name", "some_number", "whole", "told")
    assert table.numeric == (False, False, True, True, True)
    assert (table.groups, table.notes) == (("", ""), ())
    first, second = table.rows
    assert texts(first)[:4] == ["x", "X 1", "1,234.57", "3"]
    assert texts(second)[:4] == ["y", "Y", "", "4"]
    assert addresses(first)[:4] == ["", "", "some_table/x/some_number", "some_table/x/whole"]
    assert addresses(second)[:4] == ["", "", "", "some_table/y/whole"]


def test_the_coverage_is_printed_by_row_and_member(result):
    table = printed(result, "coverage")
    assert table.columns == ("indicator", "verdict", "missing", "AAA", "BBB", "CCC", "RRR")
    assert texts(table.rows[1]) == [
        "spending",
        "a_more",
        "1",
        "reported",
        "reported",
        "missing",
        "reported",
    ]
    assert addresses(table.rows[1])[:3] == ["", "", "coverage/spending/missing"]
