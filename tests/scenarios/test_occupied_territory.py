"""Whether two stated shares of a territory can both be true."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from handmade import table

import balance
from balance.charts import chart_figure
from balance.scenarios.occupied_territory import occupied_territory


def stated(source, value, words, hedge=""):
    return {
        "figure_id": f"{source}-share",
        "entity": "UKR",
        "indicator": "occupied_territory_share",
        "as_of": "2025-02",
        "value": value,
        "unit": "percent",
        "as_stated": words,
        "hedge": hedge,
        "source_id": source,
        "locator": "paragraph 1",
        "quote": words,
    }


def with_figures(data, *rows):
    return replace(data, tables={**data.tables, "figures": table("figures", list(rows))})


@pytest.mark.parametrize(
    ("one", "other", "step", "logical", "title"),
    [
        # One fifth is 15 to 25; over 20 is 20 to 30, or 20 and more.
        (("20", "one fifth", ""), ("20", "over 20 %", "over"), (20, 25), (20, 25), "can both"),
        # 18 is 17.5 to 18.5.
        (("18", "18 %", ""), ("20", "over 20 %", "over"), None, None, "cannot both"),
        # Over 10 is 10 to 20, or 10 and more; 27 is 26.5 to 27.5.
        (("27", "27 %", ""), ("10", "over 10 %", "over"), None, (26.5, 27.5), "hangs on"),
        # They touch in one point.
        (("20", "almost 20 %", "almost"), ("20", "over 20 %", "over"), (20, 20), (20, 20), "can"),
    ],
)
def test_overlap_by_hand(data, one, other, step, logical, title):
    figures = [
        stated(source, value, words, hedge)
        for source, (value, words, hedge) in (("seed-001", one), ("seed-002", other))
    ]
    result = occupied_territory(with_figures(data, *figures))
    rows = result.table.set_index("row")
    for reading, expected in (("step", step), ("logical", logical)):
        row = rows.loc[reading]
        assert row["agree"] == ("no" if expected is None else "yes")
        found = tuple(row[["both_low", "both_high"]])
        assert found == expected if expected else row["both_unit"] == ""
    assert title in str(result.charts[0].title)


def test_read_as_exact_a_fifth_is_not_more_than_a_fifth(data):
    fifth, over = (
        stated("seed-001", "20", "one fifth"),
        stated("seed-002", "20", "over 20 %", "over"),
    )
    said = occupied_territory(with_figures(data, fifth, over)).headline
    assert "the first text's share would contradict the second" in said
    swapped = occupied_territory(
        with_figures(data, fifth, over), first="seed-002", second="seed-001"
    ).headline
    assert "the second text's share would contradict the first" in swapped
    more = stated("seed-001", "22", "22 %")
    assert "contradict" not in occupied_territory(with_figures(data, more, over)).headline


def test_one_text_alone_has_nothing_to_agree_with(data):
    result = occupied_territory(with_figures(data, stated("seed-002", "20", "over 20 %", "over")))
    assert result.table["agree"].tolist() == ["no data", "no data"]
    assert "Only the second text" in result.headline


def test_the_bundled_texts(data):
    path = Path(balance.__file__).parents[1] / "datasets" / "figures" / "press-2025-02.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [r for r in csv.DictReader(file) if r["indicator"] == "occupied_territory_share"]
    told = {row["source_id"]: (float(row["value"]), row["hedge"]) for row in rows}
    assert told == {"seed-001": (20.0, ""), "seed-002": (20.0, "more than")}
    # The next round number is 30; half a step around one fifth is 15 to 25.
    row = occupied_territory(data).table.set_index("row").loc["step"]
    assert row[["first_low", "first_high", "second_low", "second_high"]].tolist() == [
        15,
        25,
        20,
        30,
    ]
    assert row[["both_low", "both_high"]].tolist() == [20, 25]
    assert "Crimea is in" in " ".join(occupied_territory(data).caveats)
    chart_figure(occupied_territory(data), "amounts")


def test_with_open_terms_it_says_that_nothing_is_at_hand():
    result = occupied_territory(balance.load(terms="open"))
    assert result.headline == "Neither text's figure is at hand."
    assert result.charts == ()
