"""Shares computed on paper from a few figures, and from the bundled tables without balance."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from handmade import table

import balance
from balance.scenarios.war_economy import war_economy

DATASETS = Path(__file__).parents[2] / "datasets"


def row(source, entity, indicator, year, value, stated, **more):
    money = indicator in ("military_expenditure", "defence_expenditure")
    return {
        "figure_id": f"{source}-{entity}-{indicator}-{year}",
        "entity": entity,
        "indicator": indicator,
        "as_of": year,
        "value": value,
        "unit": "USD" if money else "percent",
        "basis": "" if indicator == "defence_spending_share" else "current-mer",
        "as_stated": stated,
        "source_id": source,
        "locator": "row",
        **more,
    }


def spent(entity, year, money, share):
    return [
        row("sipri-2025", entity, "military_expenditure", year, money, f"{money}"),
        row("sipri-2025", entity, "military_expenditure_share", year, share, f"{share}%"),
    ]


@pytest.fixture
def made(data):
    """Return a maker of the bundled tables with other figures."""

    def make(*rows):
        figures = table("figures", [one for some in rows for one in some])
        return replace(data, tables={**data.tables, "figures": figures})

    return make


def rows(result, name="shares"):
    return result.tables[name].set_index("row")


SIDES = {"union": "EST + LVA", "allies": "BALTIC", "partner": "USA"}


def two_states():
    # Products: 300/3 % = 10,000 and 600/2 % = 30,000.
    return [*spent("EST", "2024", 300, 3.0), *spent("LVA", "2024", 600, 2.0)]


def test_weighted_share_and_mean_of_shares(made):
    result = war_economy(made(spent("RUS", "2024", 700, 7.0), two_states()), **SIDES)
    found = rows(result)["y2024"]
    assert found["sipri_union"] == pytest.approx(100 * 900 / 40_000)
    assert found["sipri_union_mean"] == pytest.approx(2.5)
    assert found["sipri_rival"] == 7.0
    ratios = rows(result, "ratios")["y2024"]
    assert ratios["sipri_union"] == pytest.approx(7 / 2.25)
    assert ratios["sipri_union_mean"] == pytest.approx(7 / 2.5)
    assert rows(result, "money").at["sipri_union", "y2024"] == 900
    assert "in money it is the other way round: $700 against $900" in result.headline


def test_with_a_member_missing_there_is_no_share(made):
    result = war_economy(made(spent("RUS", "2024", 700, 7.0), two_states()), **SIDES)
    found = rows(result).loc["sipri_allies"]  # Lithuania is missing
    assert found["y2024_low"] == 0
    assert found["y2024_high"] == float("inf")
    coverage = rows(result, "coverage").loc["sipri_allies"]
    assert coverage[["members", "y2024"]].tolist() == [3, 2]
    assert "figures are missing for Lithuania" in " ".join(result.caveats)
    assert "the Baltic states" not in result.headline


def test_texts_are_set_beside_every_year(made):
    said = [
        row("seed-001", "RUS", "defence_spending_share", "2025", 8, "8%", quote="8%"),
        row("seed-001", "EU", "defence_spending_share", "2025", 1.3, "1.3%", quote="1.3%"),
    ]
    figures = [
        *spent("RUS", "2023", 500, 7.6),  # 8 % is 7.5 to 8.5: not apart from 7.6
        *spent("RUS", "2024", 700, 7.0),
        *two_states(),
    ]
    result = war_economy(made(said, figures), **SIDES)
    found = rows(result, "stated").loc["seed-001_rival"]
    assert found[["stated_low", "stated", "stated_high"]].tolist() == [7.5, 8, 8.5]
    assert found["fits"] == "not apart from 2023; above 2024"


def test_the_bundled_tables_by_other_means(data):
    result = war_economy(data)
    found = rows(result)
    values = {}
    with (DATASETS / "figures" / "sipri-2025.csv").open(encoding="utf-8") as file:
        for one in csv.DictReader(file):
            values[one["indicator"], one["entity"], one["as_of"]] = float(one["value"])
    groups = {"union": [], "allies": []}
    with (DATASETS / "memberships.csv").open(encoding="utf-8") as file:
        for one in csv.DictReader(file):
            if one["group"] == "EU" and not one["left"]:
                groups["union"].append(one["state"])
            if one["group"] == "NATO" and one["state"] not in ("USA", "CAN", "ISL"):
                groups["allies"].append(one["state"])
    assert {key: len(codes) for key, codes in groups.items()} == {"union": 27, "allies": 29}
    for year in ("2022", "2023", "2024"):
        for key, codes in groups.items():
            money = {c: values["military_expenditure", c, year] for c in codes}
            share = {c: values["military_expenditure_share", c, year] for c in codes}
            product = sum(money[c] / share[c] for c in codes)
            row = found[f"y{year}"]
            assert row[f"sipri_{key}"] == pytest.approx(sum(money.values()) / product)
            assert row[f"sipri_{key}_mean"] == pytest.approx(sum(share.values()) / len(codes))
        russian = values["military_expenditure_share", "RUS", year]
        assert found.at["sipri_rival", f"y{year}"] == russian
        ratio = rows(result, "ratios").at["sipri_union", f"y{year}"]
        assert ratio == pytest.approx(russian / found.at["sipri_union", f"y{year}"])
    assert rows(result, "coverage").loc["sipri_union", ["members", "y2022"]].tolist() == [27, 27]


def test_the_bundled_answer(data):
    result = war_economy(data)
    for words in (
        "Russia spent 7.05 % of its gross domestic product on its forces in 2024 (4.61 % in 2022)",
        "1.91 % (1.53 %) in the European Union",
        "as 3.70 : 1; in money it is the other way round: $149 billion against $369 billion",
        "8.0 % [7.5 %–8.5 %] for Russia (above every year at hand",
        "1.30 % [1.25 %–1.35 %] for the European Union (below every year at hand",
    ):
        assert words in result.headline
    assert any("Russia are estimates" in caveat for caveat in result.caveats)
    used = set(result.explain("sipri_union", "y2024").figures["figure_id"])
    assert "sipri-2025-mlt-military-expenditure-share-2024" in used
    assert len(used) == 2 * 27
    for statement in result.answer:
        for text, address in statement.parts():
            if address is None:
                bare = text.replace("2024", "").replace("2022", "")
                assert not any(character.isdigit() for character in bare), text


def test_figures_added_from_the_workbook_are_those_it_prints(data):
    figures = data.figures.set_index("figure_id")
    for key, value in (
        ("sipri-2025-aut-military-expenditure-2024", 5_258_693_992),
        ("sipri-2025-cyp-military-expenditure-2022", 532_512_390),
        ("sipri-2025-irl-military-expenditure-share-2023", 0.230375),
        ("sipri-2025-mlt-military-expenditure-share-2024", 0.451123),
        ("sipri-2025-sau-military-expenditure-2022", 70_920_000_000),
        ("nato-2024-deu-defence-expenditure-eur-2022", 58_266_246_600),
    ):
        assert figures.at[key, "value"] == value
    assert figures.at["sipri-2025-sau-military-expenditure-2022", "hedge"] == "estimate"
    assert figures.at["sipri-2025-aut-military-expenditure-2022", "hedge"] == ""


def test_without_the_sources_nothing_is_said():
    result = war_economy(balance.load(terms="open"))
    assert result.headline == "No share of GDP by SIPRI is at hand for Russia."
    assert result.charts == ()
    without_texts = war_economy(balance.load(leave_out=["seed-001"]))
    assert "The texts state" not in without_texts.headline
    assert len(without_texts.answer) == 2
