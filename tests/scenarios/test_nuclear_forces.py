"""Nuclear forces of tiny tables with three classes, and of the bundled ones."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest

import balance
from balance.scenarios import nuclear_forces

ROOT = Path(__file__).parent.parent.parent
CLASSES = {
    "deployed": "nuclear_warheads_deployed",
    "stockpile": "nuclear_warheads_stockpile",
    "inventory": "nuclear_warheads_inventory",
}


@pytest.fixture(scope="module")
def printed():
    """Warheads as printed, without the package under test."""
    with (ROOT / "datasets" / "figures" / "warheads-2025.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {(row["entity"], row["indicator"]): float(row["value"]) for row in rows}


def test_totals_are_sums_of_what_is_printed(data, printed):
    table = nuclear_forces(data).table.set_index("row")
    for column, indicator in CLASSES.items():
        three = [printed[state, indicator] for state in ("USA", "GBR", "FRA")]
        assert table.at["whole", column] == sum(three)
        assert table.at["rest", column] == sum(three[1:])
        ratio = nuclear_forces(data).tables["ratios"].set_index("row").at["rest", column]
        assert ratio == pytest.approx(sum(three[1:]) / printed["RUS", indicator])


def test_the_class_decides_who_has_more(data):
    told = nuclear_forces(data).headline
    assert "military stockpile 1 : 1.02 [1.009–1.04] (fewer)" in told
    assert "total inventory 1.04 : 1 (more)" in told
    assert "only France and the United Kingdom" in told


def test_one_source_speaks_for_both_sides(data):
    # A newer edition that knows the three allies only is not set against another's Russia.
    figures, sources = data.figures, data.sources
    newer = sources[sources["source_id"] == "warheads-2025"].assign(
        source_id="warheads-2026", edition="2026", published="2025-12"
    )
    mine = figures[
        (figures["source_id"] == "warheads-2025") & figures["entity"].isin(["USA", "GBR", "FRA"])
    ].assign(source_id="warheads-2026", value=1.0, as_stated="1", hedge="")
    mine["figure_id"] = mine["figure_id"].str.replace("2025", "2026")
    import pandas as pd

    tables = {
        **data.tables,
        "figures": pd.concat([figures, mine], ignore_index=True),
        "sources": pd.concat([sources, newer], ignore_index=True),
    }
    with_newer = nuclear_forces(replace(data, tables=tables))
    assert with_newer.table.set_index("row").at["GBR", "stockpile"] == 225
    lines = with_newer.contributions
    assert set(lines["source_id"]) == {"warheads-2025"}


def test_where_no_source_counts_nothing_is_said_of_anybody():
    result = nuclear_forces(balance.load(terms="open"))
    assert result.headline == "No source at hand counts nuclear warheads."
    assert result.charts == ()
