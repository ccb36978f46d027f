"""What is added up where, and the figures and sources that it uses."""

import math

import pandas as pd
import pytest
from handmade import figure, held

import balance
from balance.comparison.compare import compare_rows
from balance.comparison.lineage import (
    CONTRIBUTIONS,
    Addends,
    addends,
    contributions_of,
    figures_used,
    sources_used,
)
from balance.comparison.terms import Term
from balance.quantities.bounds import Bounds, exact


def term(entity="AAA", figures=("f",), sources=("s",), bounds=None, **more):
    cells = {"part": "", "reading": "exact", "scope": "", "as_of": ("2024",), "resolution": 1.0}
    return Term(
        entity,
        figure_ids=figures,
        source_ids=sources,
        bounds=bounds or exact(5.0),
        **(cells | more),
    )


def lines(*terms):
    cells = [Addends("t", "r", "a", "tanks", terms)]
    return contributions_of(cells).to_dict("records")


def test_a_line_has_all_that_is_known_of_an_addend():
    (line,) = lines(
        term(
            part="numerator",
            bounds=Bounds(1.0, 2.0, 4.0),
            reading="hedged",
            scope="incl_storage",
            as_of=("2023", "2024"),
            resolution=0.5,
        )
    )
    assert line == {
        "table": "t",
        "row": "r",
        "indicator": "tanks",
        "side": "a",
        "part": "numerator",
        "entity": "AAA",
        "figure_id": "f",
        "low": 1.0,
        "value": 2.0,
        "high": 4.0,
        "reading": "hedged",
        "source_id": "s",
        "scope": "incl_storage",
        "as_of": "2023 2024",
        "resolution": 0.5,
    }


def test_a_product_names_all_its_factors_and_their_sources():
    (line,) = lines(term(figures=("f", "g"), sources=("s", "z")))
    assert (line["figure_id"], line["source_id"]) == ("f * g", "s * z")


def test_a_range_without_a_best_value_has_none():
    (line,) = lines(term(bounds=Bounds(1.0, None, math.inf)))
    assert math.isnan(line["value"])
    assert (line["low"], line["high"]) == (1.0, math.inf)


def test_lines_follow_the_cells_and_their_addends():
    cells = [
        Addends("t", "r", side, "tanks", tuple(term(entity) for entity in entities))
        for side, entities in (("b", "ZA"), ("a", "M"))
    ]
    found = contributions_of(cells)
    assert found["side"].tolist() == ["b", "b", "a"]
    assert found["entity"].tolist() == ["Z", "A", "M"]
    assert found.columns.tolist() == list(CONTRIBUTIONS)


def test_types_are_the_same_with_and_without_lines():
    none, some = contributions_of([]), contributions_of([Addends("t", "r", "a", "x", (term(),))])
    assert none.columns.tolist() == list(CONTRIBUTIONS)
    assert len(none) == 0
    pd.testing.assert_series_equal(none.dtypes, some.dtypes)
    numbers = [name for name in CONTRIBUTIONS if some[name].dtype == "float64"]
    assert numbers == ["low", "value", "high", "resolution"]


def test_both_sides_of_a_row_are_led_back(tiny):
    (row,) = compare_rows(tiny(held(1, 2, None, 4)), "PACT", "RRR", indicators=["tanks"]).rows
    first, second = addends("t", row)
    assert (first.table, first.row, first.side, first.indicator) == ("t", "tanks", "a", "tanks")
    assert [each.entity for each in first.terms] == ["AAA", "BBB"]
    assert (second.table, second.row, second.side, second.indicator) == ("t", "tanks", "b", "tanks")
    assert [each.entity for each in second.terms] == ["RRR"]
    named = addends("t", row, "tanks@x")
    assert [(each.row, each.indicator) for each in named] == [("tanks@x", "tanks")] * 2


@pytest.fixture
def result(tiny):
    """Beta is known to have no tanks; the derived sum is a rate times an output."""
    data = tiny(
        [
            *held(1, None, 3, 4),
            *held(7, indicator="guns"),
            *held(2, indicator="rate"),
            figure("AAA", "output", 100, "two-2024", locator="row 2"),
        ],
        absences=[("BBB", "tanks"), ("SSS", "tanks")],
    )
    return balance.compare("PACT", "RRR", data=data, indicators=["tanks", "derived"])


def test_figures_used_are_those_of_the_contributions_as_printed(result):
    found = figures_used(result.data, result.contributions)
    assert found["figure_id"].tolist() == [
        "absence/BBB/tanks",
        "one-2025-aaa-rate-2024",
        "one-2025-aaa-tanks-2024",
        "one-2025-ccc-tanks-2024",
        "one-2025-rrr-tanks-2024",
        "two-2024-aaa-output-2024",
    ]
    assert found.columns.tolist() == result.data.table("figures").columns.tolist()
    assert found.index.tolist() == [0, 1, 2, 3, 4, 5]
    known_zero, _, tanks, *_, output = found.to_dict("records")
    assert known_zero["value"] == 0
    assert (known_zero["as_stated"], known_zero["hedge"], known_zero["note"]) == ("none", "", "w")
    assert (known_zero["entity"], known_zero["indicator"]) == ("BBB", "tanks")
    assert (known_zero["source_id"], known_zero["locator"]) == ("one-2025", "l")
    assert (known_zero["file"], known_zero["line"]) == ("absences.csv", 2)
    assert (tanks["value"], tanks["file"], tanks["line"]) == (1, "figures.csv", 2)
    assert output["locator"] == "row 2"


def test_figures_of_several_frames_are_named_once(result):
    own = result.contributions
    first, second = own[own["entity"] == "AAA"], own[own["side"] == "b"]
    found = figures_used(result.data, first, second, first)
    assert found["figure_id"].tolist() == [
        "one-2025-aaa-rate-2024",
        "one-2025-aaa-tanks-2024",
        "one-2025-rrr-tanks-2024",
        "two-2024-aaa-output-2024",
    ]
    assert len(figures_used(result.data)) == 0


def test_sources_used_say_how_many_figures_are_theirs(result):
    found = sources_used(result.data, result.contributions)
    assert found["source_id"].tolist() == ["one-2025", "two-2024"]
    # Four figures and a known zero; one factor.
    assert found["figures"].tolist() == [5, 1]
    assert found["figures"].dtype == int
    assert found.index.tolist() == [0, 1]
    columns = [c for c in result.data.table("sources").columns if c not in ("file", "line")]
    assert found.columns.tolist() == [*columns, "figures"]
    assert found["terms"].tolist() == ["open", "attribution"]


def test_sources_of_several_frames_are_named_once(result):
    own = result.contributions
    tanks, derived = own[own["row"] == "tanks"], own[own["row"] == "derived"]
    assert sources_used(result.data, tanks)["source_id"].tolist() == ["one-2025"]
    both = sources_used(result.data, tanks, derived, tanks)
    assert both["figures"].tolist() == [5, 1]
    assert len(sources_used(result.data)) == 0


def test_a_source_none_of_whose_figures_is_at_hand_has_none(result):
    cells = [Addends("t", "r", "a", "tanks", (term(figures=("x",), sources=("three-2019",)),))]
    found = sources_used(result.data, contributions_of(cells))
    assert found["source_id"].tolist() == ["three-2019"]
    assert found["figures"].tolist() == [0]
