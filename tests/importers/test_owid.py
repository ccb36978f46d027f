"""Charts of Our World in Data."""

import handmade_files as made
import pytest

from balance.errors import ImportFaults, UnknownColumn, WrongLayout
from balance.importers import import_file, owid


def test_a_chart_with_codes(tmp_path):
    imported = import_file(made.owid(tmp_path / "x.csv"))
    figures = imported.dataset.figures
    states = figures[figures["entity"].isin(imported.dataset.state_names)]
    assert dict(zip(states["entity"], states["value"], strict=True)) == {
        "CSK": 30,
        "COD": 0.5,
        "DDR": 70,
        "XKX": 5,
        "GMB": 0,
    }
    assert imported.summary.aggregates == 4
    assert set(figures["basis"]) == {"2019-mer"}
    assert set(figures["indicator"]) == {"military_expenditure"}
    source = imported.dataset.source(imported.summary.source_id)
    assert source["publication"] == "sipri"  # handed on: no second witness beside it
    assert "notes" not in source


def test_without_codes_names_decide(tmp_path):
    data = owid(made.owid(tmp_path / "x.csv", codes=False))
    assert {"CSK", "COD", "DDR", "XKX", "GMB"} <= set(data.figures["entity"])


@pytest.mark.parametrize(
    ("title", "indicator", "basis"),
    [
        ("military_expenditure", "military_expenditure", "unstated"),
        ("Military expenditure (constant 2022 US$)", "military_expenditure", "2022-mer"),
        ("Military expenditure (current US$)", "military_expenditure", "current-mer"),
        ("Military expenditure (% of GDP)", "military_expenditure_share", "current-mer"),
        ("armed_forces_share_population", "armed_forces_population_share", ""),
        ("Armed forces personnel (% of total population)", "armed_forces_population_share", ""),
    ],
)
def test_the_heading_says_what_is_charted(tmp_path, title, indicator, basis):
    imported = import_file(made.owid(tmp_path / "x.csv", title))
    figures = imported.dataset.figures
    assert set(figures["indicator"]) == {indicator}
    assert set(figures["basis"]) == {basis}
    assert ("does not say at prices" in str(imported.summary)) == (basis == "unstated")


def test_an_empty_heading_is_read_from_the_name_of_the_file(tmp_path):
    name = "number-of-nuclear-warheads-in-the-inventory-of-the-nuclear-powers-1945-2014.csv"
    for file, indicator in (
        (name, "nuclear_warheads_history"),
        ("military-expenditure-total.csv", "military_expenditure"),
    ):
        path = tmp_path / file
        path.write_text("Entity,Code,Year,\nUnited States,USA,1945,2\n", encoding="utf-8")
        assert list(owid(path).figures["indicator"]) == [indicator]


@pytest.mark.parametrize("heading", ["World region according to OWID", "owid_region"])
def test_columns_of_regions_are_left_out_and_counted(tmp_path, heading):
    path = tmp_path / "x.csv"
    path.write_text(
        f"Entity,Code,Year,military_expenditure,{heading},time\nNorway,NOR,2020,5,Europe,2020\n",
        encoding="utf-8",
    )
    imported = import_file(path)
    assert imported.summary.figures == 1
    assert imported.summary.cells == 3
    assert [(s.count, s.why) for s in imported.summary.skipped] == [
        (1, "a region, not a number"),
        (1, "the year once more"),
    ]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Entity,Code,Year,Happiness\nNorway,NOR,2020,7\n", UnknownColumn, "column Happiness"),
        ("Entity,Code,Year,a,b\nNorway,NOR,2020,7,8\n", WrongLayout, "more than one thing"),
        (
            "Entity,Code,Year,military_expenditure\nNorway,NOR,2020,7†\n",
            ImportFaults,
            "x.csv:2, column military_expenditure",
        ),
        (
            "Entity,Code,Year,military_expenditure\nNorway,NOR,20,7\n",
            ImportFaults,
            "x.csv:2, column Year",
        ),
    ],
)
def test_what_is_not_known_is_told(tmp_path, text, kind, words):
    path = tmp_path / "x.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(kind) as caught:
        owid(path)
    assert words in str(caught.value)
