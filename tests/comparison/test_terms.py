"""What one state adds to a row: known zeros, and figures of one year that go together."""

import pytest
from handmade import figure, held

import balance


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
