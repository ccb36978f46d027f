"""What other programs rely on."""

import dataclasses
import math

import pandas as pd
import pytest

import balance
from balance.errors import DateError, ExpressionError, ParameterError, RowError

COLUMNS = [
    "indicator",
    "unit",
    "basis",
    "a",
    "a_low",
    "a_high",
    "a_reported",
    "a_members",
    "a_missing",
    "b",
    "b_low",
    "b_high",
    "b_reported",
    "b_members",
    "b_missing",
    "ratio",
    "ratio_low",
    "ratio_high",
    "verdict",
    "standing",
    "hangs_on",
    "source",
    "as_of_a",
    "as_of_b",
]


@pytest.fixture(scope="module")
def result(data):
    return balance.compare("NATO - USA - CAN", "RUS", data=data)


def test_columns_of_a_comparison(result):
    assert list(result.table.columns) == COLUMNS
    assert result.table["indicator"].is_unique


def test_fields_of_a_result(result):
    names = {field.name for field in dataclasses.fields(result)}
    wanted = {"title", "question", "tables", "sources", "contributions", "charts"}
    assert wanted <= names
    assert isinstance(result.headline, str)
    assert all(isinstance(caveat, str) for caveat in result.caveats)
    assert next(iter(result.tables)) == "comparison"


def test_totals_are_the_group_sums_of_contributions(result):
    table = result.table.set_index("indicator")
    assert (result.contributions["table"] == "comparison").all()
    groups = result.contributions.groupby(["indicator", "side"])
    for (indicator, side), rows in groups:
        row = table.loc[indicator]
        assert math.fsum(rows["low"]) == pytest.approx(row[f"{side}_low"], rel=1e-12)
        if not row[f"{side}_missing"]:
            assert math.fsum(rows["value"]) == pytest.approx(row[side], rel=1e-12)
            assert math.fsum(rows["high"]) == pytest.approx(row[f"{side}_high"], rel=1e-12)


def test_every_cell_reaches_figures_sources_and_places(result, data):
    known = set(data.figures["figure_id"])
    absences = data.table("absences")
    zeros = {
        f"absence/{e}/{i}" for e, i in zip(absences["entity"], absences["indicator"], strict=True)
    }
    for row in result.table.to_dict("records"):
        for column in result.table.columns:
            told = result.explain(row["indicator"], column)
            figures = told.figures
            assert len(figures), (row["indicator"], column)
            assert set(figures["figure_id"]) <= known | zeros
            assert (figures["locator"] != "").all()
            assert set(figures["source_id"]) == set(told.sources["source_id"])
            assert told.address == f"comparison/{row['indicator']}/{column}"
            assert figures["figure_id"].iloc[0] in str(told)


def test_a_side_is_explained_by_its_own_figures(result):
    assert set(result.explain("submarines", "b").figures["entity"]) == {"RUS"}
    assert "RUS" not in set(result.explain("submarines", "a_high").figures["entity"])
    assert len(result.explain("submarines", "ratio").figures) == 31
    assert len(result.explain("submarines").figures) == 31
    assert set(result.explain("submarines", "as_of_b").figures["entity"]) == {"RUS"}


def test_standing_is_explained_by_the_other_editions_too(result):
    sources = set(result.explain("active_personnel", "standing").figures["source_id"])
    assert {"cia-2025", "gfp-2025", "gfp-2024"} <= sources
    told = result.explain("active_personnel@gfp-2024", "b", table="other_sources")
    assert told.figures["figure_id"].tolist() == ["gfp-2024-rus-active-personnel"]


def test_a_product_is_explained_by_its_factors(result):
    figures = result.explain("military_expenditure_ppp", "b").figures
    assert figures["figure_id"].tolist() == [
        "sipri-2025-rus-military-expenditure-share-2024",
        "world-bank-2026-rus-gdp-per-capita-ppp-2024",
        "world-bank-2026-rus-population-2024",
    ]


def test_a_known_zero_is_explained_by_its_reason(result):
    figures = result.explain("active_personnel", "a").figures.set_index("entity")
    assert figures.at["ISL", "reading"] == "known absence"
    assert "no regular military forces" in figures.at["ISL", "note"]


def test_what_a_result_does_not_have(result):
    for arguments, words in (
        (("tanks",), "has no row 'tanks'"),
        (("submarines", "c"), "has no column 'c'"),
        (("submarines", "a", "before"), "has no table 'before'"),
    ):
        with pytest.raises(RowError, match=words):
            result.explain(*arguments)


def test_tables_are_handed_out_as_copies(result):
    table = result.table
    table["a"] = 0.0
    assert result.table["a"].sum() > 0


def test_sentences_know_their_cells(result):
    addresses = [address for said in result.answer for _, address in said.parts() if address]
    assert "comparison/combat_aircraft/ratio" in addresses
    for address in addresses:
        name, row, column = address.split("/")
        result.explain(row, column, name)


def test_coalitions_and_expressions_ask_the_same(data, result):
    europe = data.group("NATO", on="2025-02-13") - {"USA", "CAN"}
    again = balance.compare(europe, "RUS", data=data)
    pd.testing.assert_frame_equal(again.table, result.table)


def test_order_of_rows_changes_nothing(data, result):
    figures = data.figures.sample(frac=1, random_state=7).reset_index(drop=True)
    shuffled = dataclasses.replace(data, tables={**data.tables, "figures": figures})
    again = balance.compare("NATO - USA - CAN", "RUS", data=shuffled)
    pd.testing.assert_frame_equal(again.table, result.table)
    assert again.headline == result.headline
    assert again.caveats == result.caveats


def test_a_product_stands_on_one_line_so_that_lines_add_up(data):
    result = balance.compare("BALTIC", "RUS", data=data, indicators=["military_expenditure_ppp"])
    told = result.explain("military_expenditure_ppp", "a").figures
    assert len(told) == 9  # three states, three factors each
    assert told["value"].notna().sum() == 3
    assert told["value"].sum() == pytest.approx(result.table.loc[0, "a"])
    assert "multiplied by" in str(result.explain("military_expenditure_ppp", "a"))


def test_the_share_of_a_member_is_explained_by_the_whole(data):
    from balance.scenarios import nato_vs_russia

    result = nato_vs_russia(data)
    told = result.explain("submarines:TUR", "share", "members").figures
    assert set(told["entity"]) == set(data.group("NATO").codes)
    own = result.explain("submarines:TUR", "contributes", "members").figures
    assert own["entity"].tolist() == ["TUR"]
    share = result.frame("members")[1].at["submarines:TUR", "share"]
    assert own["value"].sum() / told["value"].sum() == pytest.approx(share)


def test_what_stays_is_explained_by_those_who_stay(data):
    from balance.scenarios import nato_without_us_and_canada

    result = nato_without_us_and_canada(data)
    after = result.explain("submarines", "ratio_after", "leaving").figures
    assert set(after["side"]) == {"stays", "against"}
    assert not {"USA", "CAN"} & set(after["entity"])
    share = result.explain("submarines", "share", "leaving").figures
    assert set(share["side"]) == {"leaves", "stays"}


@pytest.mark.parametrize("nonsense", [None, ["NATO"], 7, b"NATO"])
def test_a_side_that_is_no_expression(nonsense, data):
    with pytest.raises(ExpressionError, match="expected a coalition or an expression"):
        balance.compare(nonsense, "RUS", data=data)


def test_no_indicators(data):
    with pytest.raises(ParameterError, match="no indicators are asked for"):
        balance.compare("NATO", "RUS", data=data, indicators=[])
    one = balance.compare("NATO", "RUS", data=data, indicators="submarines")
    assert one.table["indicator"].tolist() == ["submarines"]


def test_expressions_are_read_on_the_date_of_a_coalition(data):
    allies = data.group("NATO", on="2020-01-01")
    result = balance.compare(allies, "RUS", data=data, indicators=["submarines"])
    assert result.parameters["on"] == "2020-01-01"
    assert result.table.loc[0, "a_members"] == 29
    with pytest.raises(DateError, match="2020-01-01 and 2025-02-13"):
        balance.compare(allies, "RUS", data=data, on="2025-02-13")
    with pytest.raises(DateError, match="same date"):
        balance.compare(allies, data.group("RUS"), data=data)
