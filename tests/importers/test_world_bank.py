"""Indicator files of the World Bank, as downloaded and as saved anew."""

import handmade_files as made
import pytest

from balance.errors import ImportFaults, NotText, UnknownColumn, WrongLayout
from balance.importers import import_file, world_bank

EXPECTED = {
    ("NOR", "2015"): 20000,
    ("NOR", "2017"): 25800.5,
    ("PRK", "2015"): 1469000,
    ("PRK", "2016"): 0,
    ("KOR", "2015"): 634000,
    ("KOR", "2016"): 634000,
    ("KOR", "2017"): 150000,
    ("TUR", "2015"): 512000,
}
SUMS = {("2015", 27542350), ("2016", 27542350), ("2017", 27542350)}


def values(data):
    figures = data.figures
    states = figures[figures["entity"].isin(data.state_names)]
    rest = figures[~figures["entity"].isin(data.state_names)]
    return (
        {(r.entity, r.as_of): r.value for r in states.itertuples()},
        {(r.as_of, r.value) for r in rest.itertuples()},
    )


def test_the_file_as_downloaded(tmp_path):
    imported = import_file(made.world_bank(tmp_path / "API_x.csv"))
    assert values(imported.dataset) == (EXPECTED, SUMS)
    assert set(imported.dataset.figures["indicator"]) == {"armed_forces_personnel"}
    summary = imported.summary
    assert summary.source_id == "world-bank-2018-11-14-ms-mil-totl-p1"
    assert (summary.rows, summary.cells, summary.figures) == (7, 21, 11)
    assert summary.missing == {"no_data": 10}
    assert (summary.states, summary.aggregates) == (4, 1)
    source = imported.dataset.source(summary.source_id)
    assert (source["published"], source["publication"]) == ("2018-11-14", "world-bank")


def test_saved_anew_by_a_spreadsheet(tmp_path):
    """No BOM, no quotes, the lines above padded with commas, a date in another form."""
    path = made.world_bank(tmp_path / "API_x.csv")
    text = (
        path.read_text(encoding="utf-8-sig")
        .replace(",\n", "\n")
        .replace("2018-11-14", "11/14/2018")
    )
    text = text.replace('"Korea, Rep."', "@").replace('"Korea, Dem. People’s Rep."', "§")
    text = text.replace('"', "").replace("Indicators", "Indicators,,,,,")
    text = text.replace("@", '"Korea, Rep."').replace("§", '"Korea, Dem. People\'s Rep."')
    path.write_text(text, encoding="utf-8")
    imported = import_file(path)
    assert values(imported.dataset) == (EXPECTED, SUMS)
    assert imported.summary.source_id == "world-bank-2018-11-14-ms-mil-totl-p1"


def test_semicolons_and_decimal_commas_in_latin_1(tmp_path):
    path = made.world_bank(tmp_path / "API_x.csv")
    text = path.read_text(encoding="utf-8-sig").replace('","', '";"').replace('",\n', '"\n')
    text = text.replace("25800.5", "25800,5").replace("1.5E+05", "1,5E+05").replace("’", "'")
    text = text.replace("Turkey", "Türkiye")
    path.write_text(text, encoding="latin-1")
    assert values(world_bank(path)) == (EXPECTED, SUMS)


@pytest.mark.parametrize(
    ("printed", "day", "said"),
    [
        ("3/1/2023", "2023-03-01", "read as month/day/year"),
        ("14/11/2018", "2018-11-14", "read as day/month/year"),
        ("14.11.2018", "2018-11-14", ""),
        ("2018-13-45", "", "does not say of which day"),
    ],
)
def test_the_day_in_the_manner_of_a_country(tmp_path, printed, day, said):
    path = made.world_bank(
        tmp_path / "x.csv", preamble=made.PREAMBLE.replace("2018-11-14", printed)
    )
    imported = import_file(path)
    assert imported.dataset.source(imported.summary.source_id)["published"] == day
    assert said in str(imported.summary)
    assert bool(said) == bool(imported.summary.notes)


def test_without_the_lines_above_its_day_is_not_known(tmp_path):
    imported = import_file(made.world_bank(tmp_path / "API_x.csv", preamble=""))
    assert values(imported.dataset) == (EXPECTED, SUMS)
    assert imported.dataset.source(imported.summary.source_id)["published"] == ""
    assert "does not say of which day" in str(imported.summary)


def test_metadata_beside_the_file_says_what_is_an_aggregate(tmp_path):
    path = made.world_bank(tmp_path / "API_x.csv")
    metadata = tmp_path / "Metadata_Country_API_x.csv"
    text = '"Country Code","Region","IncomeGroup",\n"NOR","","",\n"KOR","East Asia","High",\n'
    metadata.write_text(text, encoding="utf-8")
    imported = import_file(path)  # Norway as an aggregate: the metadata go before the aliases
    assert "NOR" not in set(imported.dataset.figures["entity"])
    assert "KOR" in set(imported.dataset.figures["entity"])
    metadata.write_text("something else\n", encoding="utf-8")
    with pytest.raises(WrongLayout, match="is no country metadata"):
        world_bank(path)


def test_spending_handed_on_from_sipri_is_one_witness_with_it(tmp_path):
    imported = import_file(made.world_bank(tmp_path / "API_x.csv", "MS.MIL.XPND.CD"))
    source = imported.dataset.source(imported.summary.source_id)
    assert source["publication"] == "sipri"
    assert "Stockholm" in source["publisher"]
    figures = imported.dataset.figures
    assert set(figures["basis"]) == {"current-mer"}
    assert set(figures["period_end"].str[4:]) == {"-12-31"}


def test_one_state_with_all_series(tmp_path):
    path = tmp_path / "API_NOR.csv"
    rows = [
        "Country Name,Country Code,Indicator Name,Indicator Code,2015,2016",
        "Norway,NOR,Population,SP.POP.TOTL,5000000,5100000",
        "Norway,NOR,Spending,MS.MIL.XPND.CD,6,7",
        "Norway,NOR,Forests,AG.LND.FRST.ZS,1,2",
    ]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    imported = import_file(path)
    assert imported.summary.figures == 2
    assert imported.summary.cells == 6
    told = {skipped.what: (skipped.count, skipped.why) for skipped in imported.summary.skipped}
    assert len(told) == 1  # both are "cells in 1 rows"
    assert [s.count for s in imported.summary.skipped] == [2, 2]


@pytest.mark.parametrize(
    ("old", "new", "kind", "words"),
    [
        ('"20000"', '"20000*"', ImportFaults, "API_x.csv:6, column 2015"),
        ('"20000"', '"20,000"', ImportFaults, "API_x.csv:6, column 2015"),
        ('"20000","",', '"20000",', ImportFaults, "API_x.csv:6: the row is cut off"),
        ('"25800.5",', '"25800.5","7"', ImportFaults, "API_x.csv:6, column 8"),
        ('"NOR"', '"SWE"', ImportFaults, "mean different things"),
        ("Indicator Code", "Something", WrongLayout, "does not say which series"),
        ("MS.MIL.TOTL.P1", "XX.YY", UnknownColumn, "holds no series that is known"),
        ('"Turkey"', '"Turkey', WrongLayout, "is not CSV"),
    ],
)
def test_each_damage_is_told_with_its_place(tmp_path, old, new, kind, words):
    path = made.world_bank(tmp_path / "API_x.csv")
    text = path.read_text(encoding="utf-8-sig")
    assert old in text
    count = -1 if old.startswith("MS") else 1
    path.write_text(text.replace(old, new, count), encoding="utf-8")
    with pytest.raises(kind) as caught:
        world_bank(path)
    assert words in str(caught.value)


def test_an_error_page_under_the_name_of_the_file(tmp_path):
    path = tmp_path / "API_x.csv"
    path.write_text("<html><head><title>502</title></head></html>", encoding="utf-8")
    with pytest.raises(NotText, match="web page"):
        import_file(path, "world-bank")
