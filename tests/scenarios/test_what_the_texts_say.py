"""What the texts say, against the file of their figures read without the package."""

import csv
from pathlib import Path

import balance
from balance.scenarios import what_the_texts_say

FIGURES = Path(__file__).parents[2] / "datasets" / "figures"


def quoted():
    rows = []
    for path in sorted(FIGURES.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows += [row for row in csv.DictReader(file) if row["quote"]]
    return rows


def test_every_quoted_number_is_listed_with_its_words_and_place(data):
    table = what_the_texts_say(data).table.set_index("row")
    rows = quoted()
    assert sorted(table.index) == sorted(row["figure_id"] for row in rows)
    for row in rows:
        said = table.loc[row["figure_id"]]
        assert said["stated"] == f"“{row['quote']}”"
        assert said["place"] == f"{row['source_id']}, {row['locator']}"
        if row["value"] and not row["hedge"]:
            assert said["value_low"] <= float(row["value"]) <= said["value_high"]


def test_a_text_without_numbers_is_named():
    """The fifth text is quoted nowhere."""
    assert {row["source_id"] for row in quoted()} == {f"seed-00{n}" for n in range(4)}
    assert "No number is taken from seed-004." in what_the_texts_say(balance.load()).headline


def test_nothing_is_quoted_where_texts_are_left_out():
    result = what_the_texts_say(balance.load(terms="open"))
    assert result.table.empty
    assert result.headline == "No text is among the sources."
