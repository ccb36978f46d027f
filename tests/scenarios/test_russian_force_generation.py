"""Recruits against losses by type, worked out on paper."""

import csv
import math
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from handmade import table

import balance
from balance.charts import chart_figure
from balance.errors import ParameterError
from balance.scenarios.russian_force_generation import russian_force_generation


def row(indicator, value, words, hedge="", source="seed-001", begin="2024-02", end="2025-02"):
    return {
        "figure_id": f"{source}-{indicator}".replace("_", "-"),
        "entity": "RUS",
        "indicator": indicator,
        "as_of": "2025-02" if indicator == "monthly_recruitment" else begin,
        "period_end": "" if indicator == "monthly_recruitment" else end,
        "value": value,
        "unit": "persons",
        "as_stated": words,
        "hedge": hedge,
        "source_id": source,
        "locator": "paragraph 1",
        "quote": words,
    }


RECRUITS = row("monthly_recruitment", 10_500, "10,500")  # 10,450 to 10,550


def asked(data, *rows, **more):
    few = replace(data, tables={**data.tables, "figures": table("figures", list(rows))})
    result = russian_force_generation(few, **more)
    return result, result.table.set_index("row")


@pytest.mark.parametrize(
    ("words", "value", "hedge", "verdict"),
    [
        ("up to 240,000", 240_000, "up to", "undecided"),  # 0 to some 20,000 a month
        ("up to 24,000", 24_000, "up to", "recruits"),  # 0 to some 2,000 a month
        ("at least 240,000", 240_000, "at least", "losses"),  # some 20,000 a month or more
        ("121,000", 121_000, "", "undecided"),  # 10,083 on average, or 9,750 to 10,900
    ],
)
def test_verdicts_by_hand(data, words, value, hedge, verdict):
    result, rates = asked(data, RECRUITS, row("military_casualties", value, words, hedge))
    assert rates.at["military_casualties", "verdict"] == verdict
    undecided = "is undecided" in str(result.charts[0].title)
    assert undecided == (verdict == "undecided")


def test_a_period_known_by_its_months_is_known_within_a_month_or_so(data):
    _, rates = asked(data, RECRUITS, row("military_deaths", 121_000, "121,000"))
    cells = rates.loc["military_deaths"]
    # 29 February 2024 to 1 February 2025, and 1 February 2024 to 28 February 2025.
    low, high = 12 - 28 / 31, 12 + 27 / 31
    assert cells[["period_low", "period_high"]].tolist() == pytest.approx([low, high])
    assert cells["losses_high"] == pytest.approx(121_500 / low)
    assert cells["losses_low"] == pytest.approx(120_500 / high)


def test_exact_days_make_an_exact_period(data):
    deaths = row("military_deaths", 120_000, "at least 120,000", "at least")
    deaths |= {"as_of": "2024-02-13", "period_end": "2025-02-13"}
    _, rates = asked(data, RECRUITS, deaths)
    cells = rates.loc["military_deaths"]
    assert cells[["period_low", "period", "period_high"]].tolist() == [12, 12, 12]
    assert (cells["losses_low"], cells["losses_high"]) == (10_000, math.inf)
    assert cells["verdict"] == "undecided"


def test_killed_and_casualties_stay_apart(data):
    killed = row("military_deaths", 24_000, "24,000")
    hurt = row("military_casualties", 240_000, "at least 240,000", "at least")
    _, rates = asked(data, RECRUITS, killed, hurt)
    assert rates.at["military_deaths", "verdict"] == "recruits"
    assert rates.at["military_casualties", "verdict"] == "losses"
    # What only one verdict has is not printed for the other.
    assert rates.at["military_deaths", "shortfall_unit"] == ""
    assert rates.at["military_casualties", "surplus_unit"] == ""


def test_every_text_has_a_row_of_its_own(data):
    one = row("military_casualties", 24_000, "24,000")
    other = row("military_casualties", 240_000, "240,000", source="seed-002")
    _, rates = asked(data, RECRUITS, one, other)
    assert rates.at["military_casualties-seed-001", "verdict"] == "recruits"
    assert rates.at["military_casualties-seed-002", "verdict"] == "losses"


def test_a_ceiling_has_no_best_value(data):
    _, rates = asked(data, RECRUITS, row("military_casualties", 240_000, "up to 240,000", "up to"))
    assert rates.loc["military_casualties", ["total", "losses", "shortfall"]].isna().all()


def test_an_assumed_rate_is_called_so(data):
    result = russian_force_generation(data, recruits=40_000.0)
    assert "assumed" in result.headline
    assert result.table.set_index("row").at["military_casualties", "verdict"] == "recruits"
    with pytest.raises(ParameterError, match="recruits"):
        russian_force_generation(data, recruits=-1.0)


def test_the_bundled_figures(data):
    path = Path(balance.__file__).parents[1] / "datasets" / "figures" / "press-2025-02.csv"
    with path.open(encoding="utf-8", newline="") as file:
        told = {(r["entity"], r["indicator"]): r for r in csv.DictReader(file)}
    casualties = told["RUS", "military_casualties"]
    assert casualties["hedge"] == "up to"
    assert ("RUS", "military_deaths") not in told
    assert (casualties["as_of"], casualties["period_end"]) == ("2022-02", "2025-02")
    shortest = 36 - (date(2022, 2, 28) - date(2022, 2, 1)).days / 31
    rates = russian_force_generation(data).table.set_index("row")
    cells = rates.loc["military_casualties"]
    most = float(casualties["value"]) / shortest
    assert cells["losses_high"] == pytest.approx(most)
    # 30,000 in prose stands for 25,000 to 35,000.
    assert cells["shortfall_high"] == pytest.approx(most - 25_000)
    assert cells["verdict"] == "undecided"
    assert rates.at["military_deaths", "losses_high"] == math.inf
    assert "Not stated: killed." in russian_force_generation(data).headline
    chart_figure(russian_force_generation(data), "amounts")


def test_with_open_terms_it_says_that_nothing_is_at_hand():
    result = russian_force_generation(balance.load(terms="open"))
    assert result.headline == "The recruits of a month are not at hand."
    assert result.charts == ()
