"""The way back from a cell, by hand: figures, words, sources, and what is refused."""

import math

import pandas as pd
import pytest
from handmade import dataset, held

import balance
from balance.comparison.explanation import CellIndex
from balance.comparison.lineage import CONTRIBUTIONS
from balance.comparison.result import Result
from balance.comparison.sheets import Column, Sheet
from balance.errors import RowError

ZERO = "; a known zero counts as covered"
SHARE = "; a share is the sum of its numerators over the sum of its denominators"


@pytest.fixture(scope="module")
def result():
    """Alpha has 10 to 20 tanks, Beta none, Gamma 3, Rho 4; a second source speaks for all."""
    data = dataset(
        [
            *held((10, 20), None, 3, 4),
            *held(9, 9, 9, 9, source="two-2024"),
            *held(2, 3, 4, 8, indicator="rate"),
            *held(1, 2, 3, 4, indicator="spending"),
            *held(100, 100, 200, 50, indicator="output", source="two-2024"),
            *held(1, 1, 1, 1, indicator="guns"),
        ],
        absences=[("BBB", "tanks")],
    )
    names = ["tanks", "derived", "burden", "guns"]
    return balance.compare("PACT", "RRR", data=data, indicators=names)


@pytest.mark.parametrize(
    ("column", "how"),
    [
        (None, "made from these figures" + ZERO),
        ("a", "the sum over the members of the side" + ZERO),
        ("a_low", "the sum of the low bounds of its members" + ZERO),
        (
            "a_high",
            "the sum of the high bounds of its members; open if a member is missing" + ZERO,
        ),
        ("a_reported", "how many members have a figure or a known zero" + ZERO),
        ("a_members", "how many members the side has on the date of membership" + ZERO),
        ("a_missing", "members without a figure in the source that speaks" + ZERO),
        ("as_of_a", "read from its figures" + ZERO),
        ("b", "the sum over the members of the side"),
        ("b_low", "the sum of the low bounds of its members"),
        ("as_of_b", "read from its figures"),
        ("ratio", "the total of a over the total of b" + ZERO),
        ("ratio_low", "the low bound of a over the high bound of b" + ZERO),
        ("ratio_high", "the high bound of a over the low bound of b" + ZERO),
        (
            "verdict",
            "a_more if the low bound of a exceeds the high bound of b, and so on" + ZERO,
        ),
        ("hangs_on", "members without any one of whom the verdict changes" + ZERO),
        (
            "source",
            "the edition that covers both sides, in the order of preference" + ZERO,
        ),
        ("unit", "made from these figures" + ZERO),
    ],
)
def test_each_column_says_how_it_is_made(column, how):
    data = dataset(held((10, 20), None, 3, 4), absences=[("BBB", "tanks")])
    own = balance.compare("PACT", "RRR", data=data, indicators=["tanks"])
    told = own.explain("tanks", column)
    assert told.how == how
    side = {"a": "a", "b": "b"}.get((column or "").removeprefix("as_of_").split("_")[0])
    assert set(told.figures["side"]) == ({side} if side else {"a", "b"})


def test_standing_rests_on_the_other_editions_of_its_own_row(result):
    told = result.explain("tanks", "standing")
    assert told.how == "what other publications and editions say (table other_sources)" + ZERO
    assert told.value == "agreed"
    found = told.figures.groupby(["table", "row", "side"], sort=False)["entity"].agg(" ".join)
    assert found.to_dict() == {
        ("comparison", "tanks", "a"): "AAA BBB CCC",
        ("comparison", "tanks", "b"): "RRR",
        ("other_sources", "tanks@two-2024", "a"): "AAA BBB CCC",
        ("other_sources", "tanks@two-2024", "b"): "RRR",
    }


def test_other_editions_of_rows_with_a_like_name_are_not_taken(tiny):
    data = tiny([*held(1, 1, 1, 1), *held(1, 1, 1, 1, source="two-2024")])
    own = balance.compare("PACT", "RRR", data=data, indicators=["tanks"])
    index = CellIndex(own)
    assert {key[1] for key in index.sides} == {"tanks", "tanks@two-2024"}
    assert index.made_of("comparison", "tanks", "standing")[1][2:] == [
        ("other_sources", "tanks@two-2024", "a"),
        ("other_sources", "tanks@two-2024", "b"),
    ]
    # What rests on the row alone does not take the others with it.
    assert index.made_of("comparison", "tanks", "verdict")[1] == [
        ("comparison", "tanks", "a"),
        ("comparison", "tanks", "b"),
    ]


def test_a_cell_knows_its_address_value_figures_and_sources(result):
    told = result.explain("tanks", "a")
    assert told.address == "comparison/tanks/a"
    assert told.value == "18"
    assert told.figures["figure_id"].tolist() == [
        "one-2025-aaa-tanks-2024",
        "absence/BBB/tanks",
        "one-2025-ccc-tanks-2024",
    ]
    assert told.figures.columns.tolist() == [
        "table",
        "row",
        "side",
        "part",
        "entity",
        "figure_id",
        "as_stated",
        "hedge",
        "reading",
        "low",
        "value",
        "high",
        "source_id",
        "locator",
        "quote",
        "note",
        "file",
        "line",
    ]
    assert told.sources["source_id"].tolist() == ["one-2025"]
    assert told.sources.index.tolist() == [0]
    assert told.sources.columns.tolist() == result.sources.columns.tolist()
    row = result.explain("tanks")
    assert (row.address, row.value) == ("comparison/tanks", "")
    assert len(row.figures) == 4


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("b", "4"),
        ("ratio", "4.5"),
        ("a_missing", ""),
        ("verdict", "a_more"),
        ("a_members", "3"),
    ],
)
def test_the_value_of_a_cell_is_its_content(result, column, value):
    assert result.explain("tanks", column).value == value


def test_a_number_that_is_missing_has_no_value_and_a_large_one_its_commas(tiny):
    data = tiny(held(1_234_567, 1, None, 1))
    own = balance.compare("PACT", "RRR", data=data, indicators=["tanks"])
    assert own.explain("tanks", "a").value == ""
    assert own.explain("tanks", "a_low").value == "1,234,568"
    assert own.explain("tanks", "a_high").value == "inf"


def test_a_product_stands_on_the_line_of_its_first_factor(result):
    figures = result.explain("derived", "b").figures
    assert figures["figure_id"].tolist() == ["one-2025-rrr-rate-2024", "two-2024-rrr-output-2024"]
    assert figures["source_id"].tolist() == ["one-2025", "two-2024"]
    assert figures["as_stated"].tolist() == ["8", "50"]
    first, further = figures[["low", "value", "high"]].to_numpy().tolist()
    assert first == [4, 4, 4]
    assert all(math.isnan(number) for number in further)
    whole = result.explain("derived", "a").figures
    assert whole["value"].sum() == 2 + 3 + 8
    assert whole.index.tolist() == [0, 1, 2, 3, 4, 5]


def test_a_share_is_told_to_be_a_sum_over_a_sum(result):
    told = result.explain("burden", "b")
    assert told.how == "the sum over the members of the side" + SHARE
    assert told.figures["part"].tolist() == ["numerator", "denominator"]
    assert result.explain("burden", "ratio").how == "the total of a over the total of b" + SHARE


def test_a_figure_without_a_note_a_hedge_or_a_quote_has_empty_text(result):
    figures = result.explain("tanks", "a").figures
    assert figures["note"].tolist() == ["", "w", ""]
    assert figures["quote"].tolist() == ["", "", ""]
    assert figures["hedge"].tolist() == ["", "", ""]
    assert figures["locator"].tolist() == ["row 1", "l", "row 1"]
    assert figures["as_stated"].tolist() == ["15.0", "none", "3"]


def test_as_text_a_cell_is_a_tree(result):
    assert str(result.explain("tanks", "a")).split("\n") == [
        "comparison/tanks/a = 18",
        "  the sum over the members of the side; a known zero counts as covered",
        "  comparison/tanks, side a: 3 figures",
        '    AAA 10–20 [printed range] as stated "15.0"; one-2025: row 1 <one-2025-aaa-tanks-2024>',
        '    BBB 0 [known absence] as stated "none"; one-2025: l <absence/BBB/tanks> (w)',
        '    CCC 3 [exact] as stated "3"; one-2025: row 1 <one-2025-ccc-tanks-2024>',
        "  one-2025: ONE-2025, one, 2025-01-10; terms: open",
    ]
    row = str(result.explain("derived")).split("\n")
    assert row[:2] == ["comparison/derived", "  made from these figures"]
    assert [line for line in row if "side" in line] == [
        "  comparison/derived, side a: 6 figures",
        "  comparison/derived, side b: 2 figures",
    ]
    assert (
        '    RRR multiplied by [product; exact] as stated "50"; two-2024: row 1 '
        "<two-2024-rrr-output-2024>"
    ) in row
    assert row[-2:] == [
        "  one-2025: ONE-2025, one, 2025-01-10; terms: open",
        "  two-2024: TWO-2024, two, 2024-06-01; terms: attribution",
    ]


def test_large_numbers_and_ranges_are_written_with_commas(tiny):
    data = tiny(held((1_000_000, 2_000_000), None, None, 12_345_678))
    own = balance.compare("AAA", "RRR", data=data, indicators=["tanks"])
    text = str(own.explain("tanks"))
    assert "AAA 1,000,000–2,000,000 [" in text
    assert "RRR 12,345,678 [" in text


@pytest.fixture
def copied(result):
    """A cell whose source was read in a copy and has an address and no title."""
    told = result.explain("tanks", "b")
    sources = told.sources.assign(title="", read_via="an <archive>", url="https://x.test/?a&b")
    return type(told)(told.address, told.value, told.how, told.figures, sources)


def test_as_text_a_source_names_its_copy_and_its_address(copied):
    assert str(copied).split("\n")[-3:] == [
        "  one-2025: one, 2025-01-10; terms: open",
        "    read via: an <archive>",
        "    https://x.test/?a&b",
    ]


def test_in_a_notebook_a_cell_is_the_same_tree_escaped(result, copied):
    shown = result.explain("tanks", "a")._repr_html_()
    assert shown == (
        "<p><code>comparison/tanks/a</code> = 18<br>"
        "the sum over the members of the side; a known zero counts as covered</p>"
        "<details><summary>comparison/tanks, side a: 3 figures</summary><ul>"
        "<li>AAA 10–20 [printed range] as stated &quot;15.0&quot;; one-2025: row 1 "
        "&lt;one-2025-aaa-tanks-2024&gt;</li>"
        "<li>BBB 0 [known absence] as stated &quot;none&quot;; one-2025: l "
        "&lt;absence/BBB/tanks&gt; (w)</li>"
        "<li>CCC 3 [exact] as stated &quot;3&quot;; one-2025: row 1 "
        "&lt;one-2025-ccc-tanks-2024&gt;</li></ul></details>"
        "<ul><li>one-2025: ONE-2025; terms: open</li></ul>"
    )
    row = result.explain("derived")._repr_html_()
    assert row.startswith("<p><code>comparison/derived</code><br>made from these figures</p>")
    assert row.count("<details>") == 2
    assert row.endswith(
        "<ul><li>one-2025: ONE-2025; terms: open</li>"
        "<li>two-2024: TWO-2024; terms: attribution</li></ul>"
    )
    hostile = copied.sources.assign(source_id="<i>", title="<b>", terms="<u>")
    figures = copied.figures.assign(table="<t>", side="<s>")
    odd = type(copied)("<a>", "<v>", "<h>", figures, hostile)._repr_html_()
    assert odd.startswith("<p><code>&lt;a&gt;</code> = &lt;v&gt;<br>&lt;h&gt;</p>")
    assert "<summary>&lt;t&gt;/tanks, side &lt;s&gt;: " in odd
    assert odd.endswith("<ul><li>&lt;i&gt;: &lt;b&gt;; terms: &lt;u&gt;</li></ul>")


def test_a_cell_of_no_figure_says_so(tiny):
    own = balance.compare("PACT", "RRR", data=tiny(held(1, 2, 3, 4)), indicators=["guns", "tanks"])
    told = own.explain("guns", "a")
    assert told.how == "no figure: a number of the question, a count of members, or not known"
    assert (len(told.figures), len(told.sources)) == (0, 0)
    assert str(told).split("\n") == ["comparison/guns/a", f"  {told.how}"]
    assert told._repr_html_() == f"<p><code>comparison/guns/a</code><br>{told.how}</p>"


def test_coverage_is_explained_by_the_row_that_it_shows(result):
    told = result.explain("tanks", "missing", "coverage")
    assert told.how == "how many members of both sides have no complete figure" + ZERO
    assert told.address == "coverage/tanks/missing"
    assert told.figures["entity"].tolist() == ["AAA", "BBB", "CCC", "RRR"]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (("tank",), "the table 'comparison' has no row 'tank'. Did you mean tanks?"),
        (("x",), "the table 'comparison' has no row 'x'."),
        (
            ("tanks", "verdct", "coverage"),
            "the table 'coverage' has no column 'verdct'; it has indicator, verdict, missing, AAA, "
            "BBB, CCC, RRR. Did you mean verdict?",
        ),
    ],
)
def test_what_there_is_not_is_said_with_what_is_near(result, asked, words):
    with pytest.raises(RowError) as caught:
        result.explain(*asked)
    assert str(caught.value).startswith(words)


def made(table, frame, cells, sheet=None):
    """Return a result with one table and an addend of 1 in each cell (row, side, entity)."""
    lines = [
        {**dict.fromkeys(CONTRIBUTIONS, ""), "table": table, "row": row, "side": side}
        | {"entity": entity, "figure_id": f"one-2025-{entity.lower()}-tanks-2024"}
        | {"low": 1.0, "value": 1.0, "high": 1.0, "resolution": 1.0}
        for row, side, entity in cells
    ]
    own = pd.DataFrame(lines, columns=list(CONTRIBUTIONS))
    data = dataset(held(1, 1, 1, 1))
    sheets = {} if sheet is None else {table: sheet}
    return Result(
        title="",
        question="",
        answer=(),
        warnings=(),
        tables={table: frame},
        sources=data.table("sources"),
        contributions=own,
        witnesses=own.iloc[:0],
        figures=data.table("figures"),
        data=data,
        sheets=sheets,
    )


def sides(told):
    return list(dict.fromkeys(told.figures["side"]))


@pytest.mark.parametrize(
    ("column", "wanted", "how"),
    [
        ("share", ["leaves", "stays"], "what leaves, or what one member contributes, over the"),
        ("share_low", ["leaves", "stays"], "the low bound of what leaves over it and the high"),
        ("share_high", ["leaves", "stays"], "the high bound of what leaves over it and the low"),
        ("ratio_after", ["stays", "against"], "the total of what stays over the total it stands"),
        ("verdict_after", ["stays", "against"], "made from these figures"),
        ("ratio_before", ["leaves", "stays", "against"], "the total with everyone over the total"),
        ("majority", ["leaves", "stays", "against"], "kept or lost if the first side had more"),
        ("leaves", ["leaves"], "the sum over the members of the side"),
        ("leaves_low", ["leaves"], "the sum of the low bounds of its members"),
        ("stays_high", ["stays"], "the sum of the high bounds of its members; open"),
        ("stays_kept", ["stays"], "read from its figures"),
        (None, ["leaves", "stays", "against"], "made from these figures"),
    ],
)
def test_a_departure_is_explained_by_the_sides_that_a_cell_is_made_of(column, wanted, how):
    names = ["indicator", "leaves", "leaves_low", "stays_high", "stays_kept", "share", "share_low"]
    names += ["share_high", "ratio_before", "ratio_after", "verdict_after", "majority"]
    frame = pd.DataFrame([dict.fromkeys(names, 1.0) | {"indicator": "tanks"}])
    cells = [("tanks", "leaves", "AAA"), ("tanks", "stays", "BBB"), ("tanks", "against", "RRR")]
    told = made("leaving", frame, cells).explain("tanks", column)
    assert sides(told) == wanted
    assert told.how.startswith(how)
    # As text and in a notebook the sides stand in the order of the result.
    heads = [f"leaving/tanks, side {side}: 1 figure" for side in wanted]
    lines = str(told).split("\n")
    assert [line.strip() for line in lines if line.startswith("  leaving/")] == heads
    shown = told._repr_html_().split("<summary>")[1:]
    assert [part.split("</summary>")[0] for part in shown] == heads


def test_the_share_of_a_member_rests_on_all_members_of_its_indicator():
    frame = pd.DataFrame(
        [
            {"row": f"{name}:{state}", "indicator": name, "contributes": 1.0, "share": 0.5}
            for name, state in (("tanks", "AAA"), ("tanks", "BBB"), ("guns", "CCC"))
        ]
    )
    cells = [(f"{n}:{s}", "contributes", s) for n, s in (("tanks", "AAA"), ("tanks", "BBB"))]
    own = made("members", frame, [*cells, ("guns:CCC", "contributes", "CCC")])
    told = own.explain("tanks:AAA", "share")
    assert told.figures["entity"].tolist() == ["AAA", "BBB"]
    assert told.how == "what leaves, or what one member contributes, over the whole"
    assert own.explain("tanks:AAA", "contributes").figures["entity"].tolist() == ["AAA"]
    assert own.explain("guns:CCC", "share").figures["entity"].tolist() == ["CCC"]


SHEET = Sheet(
    "Sheet", (Column("need", "Need", "so many are needed"), Column("gap", "Gap", "what lacks"))
)


def test_a_cell_of_a_sheet_says_what_its_column_says():
    names = [f"{name}{end}" for name in ("need", "gap") for end in ("", "_low", "_high", "_unit")]
    frame = pd.DataFrame([dict.fromkeys(names, 1.0) | {"told": "x"}])
    frame.insert(0, "row", "tanks")
    cells = [("tanks", "need", "AAA"), ("tanks", "words", "BBB")]
    own = made("sheet", frame, cells, SHEET)
    for column in ("need", "need_low", "need_high", "need_unit"):
        told = own.explain("tanks", column)
        assert (told.how, sides(told)) == ("so many are needed", ["need"])
    # An amount without a figure has none of its neighbour's.
    for column in ("gap", "gap_low", "gap_high"):
        told = own.explain("tanks", column)
        assert told.how.startswith("no figure: ")
        assert sides(told) == []
    told = own.explain("tanks", "told")
    assert sides(told) == ["need", "words"]
    assert told.how == "made from these figures"
    assert sides(own.explain("tanks")) == ["need", "words"]


def test_words_that_are_named_after_an_amount_are_not_its_sum():
    frame = pd.DataFrame([{"row": "tanks", "need": 1.0, "need_missing": "x", "need_x_told": "y"}])
    cells = [("tanks", "need", "AAA"), ("tanks", "need_x", "BBB"), ("tanks", "gap", "RRR")]
    own = made("sheet", frame, cells, SHEET)
    told = own.explain("tanks", "need_missing")
    assert (told.how, sides(told)) == (
        "members without a figure in the source that speaks",
        ["need"],
    )
    told = own.explain("tanks", "need_x_told")
    assert (told.how, sides(told)) == ("read from its figures", ["need_x"])
    assert own.explain("tanks", "row").how == "made from these figures"


def test_words_of_a_sheet_rest_on_figures_of_their_own():
    frame = pd.DataFrame([{"row": "tanks", "words": "x"}])
    own = made("sheet", frame, [("tanks", "words", "BBB")], SHEET)
    told = own.explain("tanks", "words")
    assert told.how == "the figures that the words of the row rest on"
    assert told.figures["entity"].tolist() == ["BBB"]


def test_an_index_finds_the_lines_of_sides(result):
    index = CellIndex(result)
    assert index.sides["comparison", "tanks"] == {"a": [0, 1, 2], "b": [3]}
    asked = [("comparison", "tanks", "b"), ("comparison", "tanks", "a")]
    assert index.numbers(asked) == [3, 0, 1, 2]
    assert [line["entity"] for line in index.lines(asked)] == ["RRR", "AAA", "BBB", "CCC"]
    assert index.pool.index.tolist() == list(range(len(index.pool)))
    assert len(index.pool) == len(result.contributions) + len(result.witnesses)


def test_a_column_belongs_to_the_side_it_is_named_after_not_to_one_with_a_longer_name():
    """Sides ``a`` and ``a_b``: what starts with a name belongs to it only before a stroke."""
    frame = pd.DataFrame([{"indicator": "tanks", "against": 1.0, "as_of_b": "x", "b_low": 1.0}])
    cells = [("tanks", "a", "AAA"), ("tanks", "b", "BBB"), ("tanks", "against", "RRR")]
    own = made("t", frame, cells)
    assert sides(own.explain("tanks", "against")) == ["against"]
    assert sides(own.explain("tanks", "as_of_b")) == ["b"]
    assert sides(own.explain("tanks", "b_low")) == ["b"]
