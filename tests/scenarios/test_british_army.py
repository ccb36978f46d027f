"""The army then, now and against a mark, worked out on paper."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from handmade import table

import balance
from balance.charts import chart_figure
from balance.errors import ParameterError
from balance.scenarios.british_army import british_army


def stated(indicator, as_of, value, words, hedge=""):
    return {
        "figure_id": f"{indicator}-{as_of}".replace("_", "-"),
        "entity": "GBR",
        "indicator": indicator,
        "as_of": as_of,
        "value": value,
        "unit": "persons",
        "as_stated": words,
        "hedge": hedge,
        "source_id": "seed-000",
        "locator": "paragraph 1",
        "quote": words,
    }


def army(data, then, now, mark):
    """Return the result for strengths in thousands, all of them prose."""
    rows = [
        stated(name, day, value * 1000, f"{value},000")
        for name, day, value in (
            ("army_personnel", "2006", then),
            ("army_personnel", "2025-02", now),
            ("army_personnel_target", "2024", mark),
        )
        if value is not None
    ]
    return british_army(replace(data, tables={**data.tables, "figures": table("figures", rows)}))


def cells(result, row, column, name="change"):
    found = result.tables[name].set_index("row").loc[row]
    return [found[f"{column}{ending}"] for ending in ("_low", "", "_high")]


def test_by_hand(data):
    # 121,000 is 120,500 to 121,500; 81,000 is 80,500 to 81,500; the mark is 99,000 exactly.
    result = army(data, 121, 81, 99)
    assert cells(result, "fall", "persons") == [39_000, 40_000, 41_000]
    assert cells(result, "rise", "persons") == [17_500, 18_000, 18_500]
    assert cells(result, "short", "persons") == [21_500, 22_000, 22_500]
    share = cells(result, "fall", "percent")
    assert share == pytest.approx([100 - 8150 / 120.5, 100 - 8100 / 121, 100 - 8050 / 121.5])
    share = cells(result, "rise", "percent")
    assert share == pytest.approx([1750 / 81.5, 1800 / 81, 1850 / 80.5])


def test_a_mark_is_no_rounded_count(data):
    result = army(data, 102, 74, 100)
    assert cells(result, "mark", "soldiers", "strength") == [100_000] * 3


@pytest.mark.parametrize(
    ("now", "said"),
    [(74, "are missing"), (101, "is reached"), (100, "is undecided")],
)
def test_whether_the_mark_is_reached(data, now, said):
    assert said in army(data, 102, now, 100).headline


def test_a_growing_army_has_not_fallen(data):
    result = army(data, 74, 102, 100)
    assert "fewer, a fall" not in result.headline
    assert cells(result, "fall", "persons") == [0, 0, 0]
    assert str(result.charts[0].title) == "Strength of the army then and now"


def test_what_is_missing_is_not_zero(data):
    result = army(data, 102, None, 100)  # then is now: nothing fell
    assert "fewer, a fall" not in result.headline
    result = army(data, None, None, 100)
    assert result.headline == "No strength of the army is at hand."
    row = result.tables["change"].set_index("row").loc["rise"]
    assert (row["persons_low"], row["persons_high"]) == (0, float("inf"))


def test_a_word_that_decides_nothing_is_not_taken_for_nothing(data):
    # In the logical reading "around 74,000" may be anything.
    result = british_army(data, reading="logical")
    assert result.headline.endswith("what it has is not known.")
    assert result.charts == ()


def test_an_assumed_mark_is_called_so(data):
    said = british_army(data, goal=75_500.0).headline
    assert "mark (assumed), 75,500" in said
    with pytest.raises(ParameterError, match="goal"):
        british_army(data, goal=-1.0)


def test_the_bundled_figures(data):
    path = Path(balance.__file__).parents[1] / "datasets" / "figures" / "press-2025-02.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [r for r in csv.DictReader(file) if r["indicator"].startswith("army_personnel")]
    told = {(row["indicator"], row["as_of"]): float(row["value"]) for row in rows}
    then, now = told["army_personnel", "2006"], told["army_personnel", "2025-02"]
    mark = told["army_personnel_target", "2024"]
    result = british_army(data)
    assert cells(result, "fall", "persons") == [then - 500 - now - 1000, 28_000, 29_500]
    assert cells(result, "rise", "persons") == [mark - now - 1000, 26_000, 27_000]
    assert cells(result, "rise", "percent")[1] == pytest.approx((mark / now - 1) * 100)
    # The armed forces stand beside it and are more than the army.
    context = result.tables["context"].set_index("row")
    assert context.at["active_personnel", "persons_low"] > now
    chart_figure(result, "amounts")


def test_with_open_terms_it_says_that_nothing_is_at_hand():
    result = british_army(balance.load(terms="open"))
    assert result.headline == "No strength of the army is at hand."
    assert result.charts == ()
