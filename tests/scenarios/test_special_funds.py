"""Sums and ranks computed on paper, and from the bundled tables without balance."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from handmade import table

import balance
from balance.errors import ParameterError
from balance.scenarios.special_funds import special_funds

DATASETS = Path(__file__).parents[2] / "datasets"
UNITS = {
    "military_expenditure": ("USD", "current-mer", "sipri-2025"),
    "military_expenditure_share": ("percent", "current-mer", "sipri-2025"),
    "defence_expenditure": ("USD", "current-mer", "nato-2024"),
    "defence_expenditure_eur": ("EUR", "current-mer", "nato-2024"),
    "special_defence_fund": ("EUR", "unstated", "seed-000"),
    "military_programme_budget": ("EUR", "unstated", "seed-000"),
}


def row(entity, indicator, year, value, **more):
    unit, basis, source = UNITS[indicator]
    return {
        "figure_id": f"{source}-{entity}-{indicator}-{year}",
        "entity": entity,
        "indicator": indicator,
        "as_of": year,
        "value": value,
        "unit": unit,
        "basis": basis,
        "as_stated": f"{value}",
        "source_id": source,
        "locator": "row",
        **more,
    }


@pytest.fixture
def made(data):
    """Return the bundled tables with few figures: Germany spends 50, Russia 90, China 300."""
    figures = [
        row("DEU", "defence_expenditure", "2022", 110),
        row("DEU", "defence_expenditure_eur", "2022", 100),
        row("FRA", "defence_expenditure_eur", "2022", 40),
        row("DEU", "special_defence_fund", "2022", 150, quote="150 euros"),
        row("FRA", "military_programme_budget", "2024", 350, period_end="2030", quote="350 euros"),
    ]
    for code, money in (("DEU", 50), ("RUS", 90), ("CHN", 300), ("IND", 70), ("FRA", 49)):
        figures.append(row(code, "military_expenditure", "2022", money))
        figures.append(row(code, "military_expenditure_share", "2022", 2))
    return replace(data, tables={**data.tables, "figures": table("figures", figures)})


def rows(result, name="per_year"):
    return result.tables[name].set_index("row")


def test_sums_a_year(made):
    found = rows(special_funds(made, spread=(1, 4)))
    # 150 in prose is 145 to 155.
    ends = ["a_year_low", "a_year", "a_year_high"]
    assert found.loc["fund_4", ends].tolist() == pytest.approx([145 / 4, 37.5, 155 / 4])
    assert found.at["fund_1", "part"] == pytest.approx(150)
    # 2024 to 2030 are seven years: 350 / 7 = 50, and 50 / 40 = 125 %.
    assert found.at["programme_2022", "years"] == 7
    assert found.at["programme_2022", "a_year"] == pytest.approx(50)
    assert found.at["programme_2022", "part"] == pytest.approx(125)


def test_ranks_with_the_fund(made):
    result = special_funds(made, spread=(1, 3, 5, 7))
    found = rows(result, "spenders")
    # A euro is 1.1 dollars: 50 + 165, 50 + 55, 50 + 33 and 50 + 23.6 against 300, 90, 70.
    assert found.loc["fund_3", "spending"] == pytest.approx(50 + 55)
    keys = ["published_2022", "fund_1", "fund_3", "fund_5", "fund_7"]
    assert found.loc[keys, "rank"].tolist() == [4, 2, 2, 3, 3]
    assert found.at["fund_1", "above"] == "China"
    assert found.at["published_2022", "above"] == "China, Russia, India"
    assert "FRA" not in found.index  # less than Germany: its own rank would mean nothing


def test_a_rank_that_the_bounds_leave_open(made):
    # Over 4 years: 50 + 1.1 x 36.25 = 89.9 at least, 91.25 at best; Russia has 90.
    result = special_funds(made, spread=(4,))
    found = rows(result, "spenders").loc["fund_4"]
    assert found[["rank_low", "rank", "rank_high"]].tolist() == [2, 2, 3]
    assert found["above"] == "China, perhaps Russia"
    assert "2 [2–3] over 4 years" in result.headline


def test_a_sum_that_is_assumed(made):
    result = special_funds(made, spread=(1,), fund=30)  # 50 + 33 = 83
    found = rows(result, "spenders").loc["fund_1"]
    assert found[["rank_low", "rank", "rank_high"]].tolist() == [3, 3, 3]
    assert "The sum of the fund is assumed, not a figure." in result.caveats


def test_the_bundled_tables_by_other_means(data):
    result = special_funds(data, fund=100e9)
    values = {}
    for source in ("sipri-2025", "nato-2024"):
        with (DATASETS / "figures" / f"{source}.csv").open(encoding="utf-8") as file:
            for one in csv.DictReader(file):
                if one["as_of"] == "2022" and one["basis"] == "current-mer":
                    values[one["indicator"], one["entity"]] = float(one["value"])
    spending = {
        code: money
        for (name, code), money in values.items()
        if name == "military_expenditure" and len(code) == 3
    }
    rate = values["defence_expenditure", "DEU"] / values["defence_expenditure_eur", "DEU"]
    assert rows(result, "rate").at["2022", "rate"] == pytest.approx(rate)
    found = rows(result, "spenders")
    for count in (1, 2, 3, 4, 5):
        mine = spending["DEU"] + rate * 100e9 / count
        rank = 1 + sum(money > mine for code, money in spending.items() if code != "DEU")
        assert found.at[f"fund_{count}", "spending"] == pytest.approx(mine)
        assert found.at[f"fund_{count}", "rank"] == rank
    assert found.loc["published_2022":"published_2024", "rank"].tolist() == [7, 7, 4]
    per_year = rows(result)
    assert per_year.at["programme_2024", "a_year"] == pytest.approx(59e9)
    assert per_year.at["programme_2024", "part"] == pytest.approx(100 * 59 / 59.6)


def test_the_bundled_answer(data):
    result = special_funds(data)
    for words in (
        "€100 billion [€95 billion–€150 billion] once",
        "€20 billion [€19 billion–€30 billion] a year over 5 years (34 % [32 %–52 %]",
        "€59.0 billion [€58.9 billion–€59.1 billion] a year (124 % of its spending of 2021",
        "3 over 1 year, 3 over 2 years, 4 [3–4] over 3 years, 4 over 4 years and 5 [4–5] over 5",
        "(the text says 3)",
    ):
        assert words in result.headline
    used = set(result.explain("fund_2", "rank", "spenders").figures["figure_id"])
    assert "sipri-2025-chn-military-expenditure-2022" in used
    used = set(result.explain("fund_2", "spending", "spenders").figures["figure_id"])
    assert used == {
        "sipri-2025-deu-military-expenditure-2022",
        "seed-000-deu-special-defence-fund",
        "nato-2024-deu-defence-expenditure-2022",
        "nato-2024-deu-defence-expenditure-eur-2022",
    }
    for statement in result.answer:
        for text, address in statement.parts():
            if address is None:
                for year in ("2021", "2022", "2024"):
                    text = text.replace(year, "")
                assert not any(character.isdigit() for character in text), text


def test_without_the_texts_or_the_rate_it_says_so():
    open_only = special_funds(balance.load(terms="open"))
    assert "No figure of a special fund of Germany is at hand." in open_only.headline
    assert open_only.charts == ()
    no_rate = special_funds(balance.load(leave_out=["nato"]))
    assert "Which rank the fund would give cannot be said" in no_rate.headline
    assert no_rate.charts == ()


@pytest.mark.parametrize("given", [{"spread": ()}, {"spread": (0,)}, {"programme_years": 0}])
def test_years_are_above_zero(data, given):
    with pytest.raises(ParameterError, match="above zero"):
        special_funds(data, **given)
