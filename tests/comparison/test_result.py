"""A result: sentences whose numbers know their cells, tables by name, and how it shows itself."""

import pandas as pd
import pytest
from handmade import held

import balance
from balance.comparison.result import Statement, cell
from balance.errors import RowError


@pytest.fixture
def result(tiny):
    data = tiny(held(1, 2, 3, 4) + held(1, 2, 3, 4, source="two-2024"))
    return balance.compare("PACT", "RRR", data=data, indicators=["tanks"])


def test_a_number_knows_its_cell_and_reads_as_text():
    marked = cell("1.5 : 1", "comparison", "tanks", "ratio")
    assert list(Statement(marked).parts()) == [("1.5 : 1", "comparison/tanks/ratio")]
    said = Statement(f"It is {marked} and {cell('2', 't', 'r', 'c')}.")
    assert str(said) == "It is 1.5 : 1 and 2."
    assert list(said.parts()) == [
        ("It is ", None),
        ("1.5 : 1", "comparison/tanks/ratio"),
        (" and ", None),
        ("2", "t/r/c"),
        (".", None),
    ]


def test_numbers_side_by_side_have_nothing_between_them():
    said = Statement(cell("1", "t", "r", "a") + cell("2", "t", "r", "b"))
    assert list(said.parts()) == [("1", "t/r/a"), ("2", "t/r/b")]


def test_words_without_a_number_are_one_piece():
    assert list(Statement("Nothing.").parts()) == [("Nothing.", None)]
    assert list(Statement("").parts()) == []


@pytest.mark.parametrize("sign", ["⟦", "¦", "⟧"])
def test_signs_that_mark_a_cell_are_taken_out_of_its_text(sign):
    marked = cell(f"{sign}1{sign}2{sign}", "t", "r", "c")
    assert str(Statement(marked)) == "12"
    assert list(Statement(marked).parts()) == [("12", "t/r/c")]


def test_a_result_names_itself_and_its_tables(result):
    tables = "comparison, other_sources, coverage"
    assert repr(result) == f"<Result: The Pact against Rho; tables {tables}>"
    assert "<h4>The Pact against Rho</h4>" in result._repr_html_()


def test_tables_are_found_by_name_and_rows_by_their_key(result):
    name, frame = result.frame()
    assert (name, frame.index.tolist()) == ("comparison", ["tanks"])
    assert frame.columns[0] == "indicator"  # the key is a column as well
    name, frame = result.frame("other_sources")
    assert (name, frame.index.tolist()) == ("other_sources", ["tanks@two-2024"])
    assert result.frame("comparison")[0] == "comparison"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("coverag", "this result has no table 'coverag'; it has comparison, other_sources, "),
        ("", "this result has no table ''; it has comparison, other_sources, coverage."),
    ],
)
def test_a_table_that_there_is_not_is_refused_with_those_there_are(result, asked, told):
    with pytest.raises(RowError) as caught:
        result.frame(asked)
    assert str(caught.value).startswith(told)
    if asked:
        assert str(caught.value).endswith("coverage. Did you mean coverage?")


def test_a_row_is_explained_in_the_table_asked_for(result):
    assert result.explain("tanks").address == "comparison/tanks"
    assert result.explain("tanks", "b").address == "comparison/tanks/b"
    other = result.explain("tanks@two-2024", "a", table="other_sources")
    assert other.address == "other_sources/tanks@two-2024/a"
    assert set(other.figures["source_id"]) == {"two-2024"}
    assert result.explain("tanks", None, "coverage").address == "coverage/tanks"


def test_the_first_table_is_a_copy(result):
    mine = result.table
    mine.loc[0, "a"] = 99
    assert result.table.loc[0, "a"] == 6
    pd.testing.assert_frame_equal(result.table, result.tables["comparison"])
