"""Another value of one figure changes the cells that are made of it, and no others."""

from dataclasses import replace

import pandas as pd
import pytest

from balance.claims.result import claims_result
from balance.comparison.explanation import CellIndex
from balance.comparison.lineage import JOIN
from balance.scenarios import nato_without_us_and_canada, nuclear_forces

CASES = [
    (nato_without_us_and_canada, "gfp-2025-tur-submarines"),
    (nato_without_us_and_canada, "gfp-2025-fra-fighter-aircraft"),
    (nato_without_us_and_canada, "gfp-2024-rus-attack-helicopters"),
    (nato_without_us_and_canada, "cia-2025-rus-active-personnel"),
    (nato_without_us_and_canada, "world-bank-2026-deu-population-2024"),
    (nuclear_forces, "warheads-2025-rus-nuclear-warheads-deployed"),
    (claims_result, "gfp-2025-fra-aircraft-total"),
]


def changed(data, figure_id):
    figures = data.figures
    row = figures.index[figures["figure_id"] == figure_id]
    doubled = figures.loc[row, "value"].item() * 2
    figures.loc[row, "value"] = doubled
    figures.loc[row, "as_stated"] = f"{doubled:.0f}"
    return replace(data, tables={**data.tables, "figures": figures})


def cells(result):
    for table, frame in result.tables.items():
        keys = frame[frame.columns[0]]
        for column in frame.columns:
            for key, value in zip(keys, frame[column], strict=True):
                yield (table, key, column), "" if pd.isna(value) else value


@pytest.mark.parametrize(("function", "figure_id"), CASES, ids=[case[1] for case in CASES])
def test_one_figure_changes_its_descendants_only(function, figure_id, data):
    before = function(data)
    index = CellIndex(before)
    old, new = dict(cells(before)), dict(cells(function(changed(data, figure_id))))
    # Rows may come and go: who turns a verdict, or who owns any, is itself a finding.
    moved = {cell for cell in old.keys() & new.keys() if old[cell] != new[cell]}
    assert moved
    for table, row, column in moved:
        _, sides = index.made_of(table, row, column)
        used = {one for line in index.lines(sides) for one in line["figure_id"].split(JOIN)}
        if column == "standing" or table == "claims":  # others speak there, too
            used |= {one for joined in index.pool["figure_id"] for one in joined.split(JOIN)}
        assert figure_id in used, (table, row, column)


@pytest.mark.parametrize(("function", "figure_id"), CASES[:2], ids=[case[1] for case in CASES[:2]])
def test_the_sums_that_hold_it_do_change(function, figure_id, data):
    before, after = function(data), function(changed(data, figure_id))
    lines = before.contributions
    mine = lines[(lines["figure_id"] == figure_id) & (lines["table"] == "comparison")]
    assert len(mine)
    for row, side in zip(mine["row"], mine["side"], strict=True):
        values = (
            r.tables["comparison"].set_index("indicator").at[row, side] for r in (before, after)
        )
        assert len(set(values)) == 2
