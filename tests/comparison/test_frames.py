"""Rows and other editions as tables, cell by cell."""

import math
from dataclasses import replace

import pytest
from handmade import held

from balance.comparison.compare import compare_rows
from balance.comparison.frames import (
    COLUMNS,
    bounds_cells,
    row_cells,
    rows_table,
    witness_table,
)
from balance.quantities.bounds import Bounds

INF = math.inf


@pytest.fixture
def comparison(tiny):
    """Six to eight tanks against four; of spending Gamma is missing; nobody has guns."""
    data = tiny(
        [
            *held(1, 2, (3, 5), 4),
            *held(1, None, 3, 4, source="one-2024", as_of="2023"),
            *held(1, 2, 3, 4, source="two-2024"),
            *held(5, 6, None, 7, indicator="spending"),
        ]
    )
    return compare_rows(data, "PACT", "RRR", indicators=["tanks", "spending", "guns"])


def test_bounds_are_value_low_and_high():
    assert bounds_cells(Bounds(1, 2, 3)) == [2, 1, 3]
    value, low, high = bounds_cells(Bounds(1, None, INF))
    assert math.isnan(value)
    assert (low, high) == (1, INF)
    assert len(bounds_cells(None)) == 3
    assert all(math.isnan(cell) for cell in bounds_cells(None))


def test_a_complete_row_cell_by_cell(comparison):
    table = rows_table(comparison)
    assert tuple(table.columns) == COLUMNS
    tanks, spending, guns = table.to_dict("records")
    assert tanks == {
        "indicator": "tanks",
        "unit": "vehicles",
        "basis": "",
        "a": 7,
        "a_low": 6,
        "a_high": 8,
        "a_reported": 3,
        "a_members": 3,
        "a_missing": "",
        "b": 4,
        "b_low": 4,
        "b_high": 4,
        "b_reported": 1,
        "b_members": 1,
        "b_missing": "",
        "ratio": 1.75,
        "ratio_low": 1.5,
        "ratio_high": 2,
        "verdict": "a_more",
        "standing": "agreed",
        "hangs_on": "CCC BBB",
        "source": "one-2025",
        "as_of_a": "2024",
        "as_of_b": "2024",
    }
    assert (spending["basis"], spending["a_reported"], spending["a_members"]) == (
        "current-mer",
        2,
        3,
    )
    assert math.isnan(spending["a"])
    assert (spending["a_low"], spending["a_high"], spending["a_missing"]) == (11, INF, "CCC")
    assert spending["standing"] == "single"
    assert (guns["a_missing"], guns["verdict"]) == ("AAA BBB CCC", "no_data")
    assert all(math.isnan(guns[name]) for name in ("ratio", "ratio_low", "ratio_high"))


def test_a_row_alone_has_no_standing(comparison):
    cells = row_cells(comparison.rows[0])
    assert tuple(cells) == COLUMNS
    assert cells["standing"] == ""
    assert row_cells(comparison.rows[0], "weak")["standing"] == "weak"


def test_dates_are_those_of_their_side(tiny):
    data = tiny(held(1, 2, 3, None, as_of="2022") + held(None, None, None, 4, as_of="2023"))
    (row,) = rows_table(compare_rows(data, "PACT", "RRR", indicators=["tanks"])).to_dict("records")
    assert (row["as_of_a"], row["as_of_b"]) == ("2022", "2023")


def test_a_table_without_rows_has_its_columns(tiny):
    comparison = compare_rows(tiny(held(1, 2, 3, 4)), "PACT", "RRR", indicators=["tanks"])
    assert tuple(rows_table(replace(comparison, rows=())).columns) == COLUMNS
    table, lines = witness_table(comparison)
    assert len(table) == len(lines) == 0
    assert table.columns.tolist() == [
        "row",
        "indicator",
        "source",
        "publication",
        "a",
        "a_low",
        "a_high",
        "b",
        "b_low",
        "b_high",
        "ratio",
        "verdict",
        "as_of_a",
        "as_of_b",
        "witness",
        "why_not",
    ]


def test_other_editions_cell_by_cell(comparison):
    table, lines = witness_table(comparison)
    older, second = table.to_dict("records")
    assert second == {
        "row": "tanks@two-2024",
        "indicator": "tanks",
        "source": "two-2024",
        "publication": "two",
        "a": 6,
        "a_low": 6,
        "a_high": 6,
        "b": 4,
        "b_low": 4,
        "b_high": 4,
        "ratio": 1.5,
        "verdict": "a_more",
        "as_of_a": "2024",
        "as_of_b": "2024",
        "witness": "second",
        "why_not": "",
    }
    assert math.isnan(older["a"])
    assert math.isnan(older["ratio"])
    assert (older["row"], older["a_low"], older["a_high"]) == ("tanks@one-2024", 4, INF)
    assert (older["as_of_a"], older["as_of_b"], older["witness"]) == ("2023", "2023", "edition")
    assert older["why_not"] == "another edition of the same publication"
    keys = ["table", "row", "indicator", "side", "entity"]
    assert [" ".join(line) for line in lines[keys].to_numpy().tolist()] == [
        "other_sources tanks@one-2024 tanks a AAA",
        "other_sources tanks@one-2024 tanks a CCC",
        "other_sources tanks@one-2024 tanks b RRR",
        "other_sources tanks@two-2024 tanks a AAA",
        "other_sources tanks@two-2024 tanks a BBB",
        "other_sources tanks@two-2024 tanks a CCC",
        "other_sources tanks@two-2024 tanks b RRR",
    ]
